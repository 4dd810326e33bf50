"""What the sources of one host have in common: a table of answers on a clock that is a parameter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from publisher.model import Agency, Answer, Failed, Fetched, Reason, Source, SourceState, Unchanged
from publisher.wire import hosts
from publisher.wire.hosts import Hosts, closed_until, gap, heard, place, postponed, reached, warned

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
AT = "a.example:443"
SOURCE = Source(id="s", agency=Agency(id="a", name="A", credit="A"), url="https://a.example/feed")
DOWN = Failed(reason=Reason.NETWORK)
SLOW = Failed(reason=Reason.THROTTLED, status=429, retry_after=30 * MINUTE)
BARE = Failed(reason=Reason.THROTTLED, status=429)
SICK = Failed(reason=Reason.THROTTLED, status=503, retry_after=30 * MINUTE)
FINE = Unchanged()


def after(*answers: Answer | tuple[str, Answer], together: bool = False) -> Hosts:
    """Return what is known after answers, a second apart up to now, each of another source unless it is named."""
    known = Hosts()
    for number, answer in enumerate(answers):
        name, said = answer if isinstance(answer, tuple) else (f"s{number}", answer)
        known = heard(known, AT, name, said, NOW - (len(answers) - 1 - number) * SECOND, together=together)
    return known


@pytest.mark.parametrize(
    ("url", "together", "expected"),
    [
        ("https://a.example/feed", (), "a.example:443"),
        ("http://A.example/feed", (), "a.example:80"),
        ("feed://a.example:8080/feed", (), "a.example:8080"),
        ("https://b.a.example/feed", (), "b.a.example:443"),
        ("https://b.a.example/feed", ("a.example",), "a.example"),
        ("https://a.example/feed", ("a.example",), "a.example"),
        ("https://ba.example/feed", ("a.example",), "ba.example:443"),
        ("https://www.bücher.example/feed", ("xn--bcher-kva.example",), "xn--bcher-kva.example"),
        ("http://[", ("a.example",), ""),
    ],
)
def test_a_host_is_its_name_and_port(url: str, together: tuple[str, ...], expected: str) -> None:
    """Hosts of one domain have nothing in common, unless the operator named the domain."""
    assert place(replace(SOURCE, url=url), together) == expected


def test_our_own_hosts_are_none() -> None:
    """A host of our own is never closed: a service there fails for one source and not for its neighbour."""
    ours = replace(SOURCE, allow_private=True)
    assert place(ours) == ""
    assert place(ours, ["a.example"]) == "a.example"
    known = Hosts()
    for _ in range(20):
        known = heard(known, "", "s", DOWN, NOW)
    assert known == Hosts()


@pytest.mark.parametrize(
    ("answers", "minutes"),
    [
        ([DOWN] * 4, None),
        ([DOWN] * 5, 1),
        ([DOWN] * 6, 2),
        ([DOWN] * 7, 4),
        ([DOWN] * 30, 15),
        ([DOWN] * 4 + [FINE] + [DOWN] * 4, None),
        ([DOWN] * 9 + [FINE], None),
        ([DOWN] * 9 + [Failed(reason=Reason.NOT_FOUND, status=404)], None),
        ([Failed(reason=Reason.TIMEOUT)] * 5, 1),
        ([Failed(reason=Reason.TLS)] * 5, 1),
        ([Failed(reason=Reason.TRUNCATED, status=200)] * 9, None),
        ([Failed(reason=Reason.HTTP, status=500)] * 9, None),
        ([Failed(reason=Reason.FORBIDDEN)] * 9, None),
        ([SLOW], None),
        ([BARE, BARE], None),
        ([SLOW, SLOW], 30),
        ([SLOW, SLOW, SLOW], 30),
        ([SLOW, SLOW, replace(SLOW, retry_after=MINUTE)], 30 - 1 / 60),
        ([SLOW, SLOW, *[DOWN] * 5], 30 - 5 / 60),
        ([SLOW, FINE, SLOW], None),
        ([("s", SLOW), ("s", SLOW), ("s", SLOW)], None),
        ([replace(SLOW, retry_after=9 * HOUR)] * 2, 60),
        ([SICK] * 9, None),
    ],
)
def test_when_a_host_is_closed(answers: list[Answer], minutes: float | None) -> None:
    """Five unanswered questions close a host for a minute and longer; two sources told 429 close it as they were told.

    A 503 or 500 of however many sources says nothing of the others, nor does a 429 of one. Of two pauses the
    longer one counts.
    """
    until = closed_until(after(*answers), AT, NOW)
    assert until == (None if minutes is None else NOW + minutes * MINUTE)


@pytest.mark.parametrize(("answer", "hours"), [(SLOW, 0.5), (SICK, 0.5), (replace(SLOW, retry_after=99 * HOUR), 24)])
def test_a_host_that_counts_together(answer: Failed, hours: float) -> None:
    """At a host that the operator named, the first refusal is meant for all, for a day at most."""
    assert closed_until(after(answer, together=True), AT, NOW) == NOW + hours * HOUR


def test_one_question_tries_and_any_answer_opens() -> None:
    """After the wait one failure closes the host for longer, and any answer forgets that it was ever down."""
    down = after(*[DOWN] * 5)
    later = NOW + 2 * MINUTE
    assert closed_until(down, AT, later) is None
    assert closed_until(heard(down, AT, "s", DOWN, later), AT, later) == later + 2 * MINUTE
    assert heard(down, AT, "s", Failed(reason=Reason.HTTP, status=500), later) == Hosts()


def test_an_answer_on_its_way_does_not_end_a_pause() -> None:
    """What another source is told while the host asked for a pause does not open it."""
    assert closed_until(after(SLOW, SLOW, FINE), AT, NOW) == NOW + 30 * MINUTE - SECOND


def test_the_gap_widens_and_narrows() -> None:
    """Each 429 doubles the gap up to four seconds; ten answers halve it, and then nothing is remembered."""
    assert [gap(after(*[("s", BARE)] * times), AT) for times in range(5)] == [1, 2, 4, 4, 4]
    assert [gap(after(*[BARE] * times), AT) for times in range(5)] == [1, 2, 4, 4, 4]
    known = after(("s", BARE), ("s", BARE))
    gaps = []
    for _ in range(20):
        known = heard(known, AT, "s", FINE, NOW)
        gaps.append(gap(known, AT))
    assert gaps == [4] * 9 + [2] * 10 + [1]
    assert known == Hosts()


def test_a_slow_host_slows_all_its_sources() -> None:
    """Two sources in a row that were told 429 let all the others know, for six hours."""
    state = SourceState(source="other")
    assert warned(state, after(SLOW), AT) == state
    known = after(BARE, BARE)
    assert warned(state, known, AT).throttled == NOW
    assert warned(state, after(BARE, BARE, FINE), AT).throttled == NOW - SECOND
    assert warned(state, after(BARE, BARE, BARE), AT).throttled == NOW
    assert warned(state, known, "b.example:443") == state
    told = replace(state, throttled=NOW + HOUR)
    assert warned(told, known, AT) == told
    assert AT in heard(known, AT, "s", FINE, NOW + 5 * HOUR).known
    for _ in range(40):
        known = heard(known, AT, "s", FINE, NOW + 6 * HOUR)
    assert known == Hosts()


def test_good_hosts_cost_nothing() -> None:
    """An answer of a host in good health gives the very same value back."""
    known = after(DOWN)
    assert heard(known, "b.example:443", "s", FINE, NOW) is known


def test_who_was_not_asked_has_not_failed() -> None:
    """A source whose host is closed is due again when it opens, spread over a minute, and nothing else changes."""
    state = SourceState(source="s", due=NOW - HOUR, failures=2)
    assert postponed(state, NOW + HOUR, 0.0) == replace(state, due=NOW + HOUR)
    assert postponed(state, NOW + HOUR, 0.5).due == NOW + HOUR + 30 * SECOND
    assert postponed(replace(state, due=NOW + 9 * HOUR), NOW + HOUR, 0.5).due == NOW + 9 * HOUR


def test_our_own_outage_is_forgotten() -> None:
    """When it was our network that failed, every host is open again, and what a host told us stands."""
    assert reached(after(*[DOWN] * 9)) == Hosts()
    assert closed_until(reached(after(SLOW, SLOW)), AT, NOW) is not None


def test_a_clock_that_was_ahead_closes_nothing_for_long() -> None:
    """A pause from a time when our clock was a year ahead is none."""
    assert closed_until(after(SLOW, SLOW), AT, NOW - 365 * 24 * HOUR) is None


answers = st.one_of(
    st.just(FINE),
    st.just(Fetched(address="", body=b"")),
    st.builds(
        Failed,
        reason=st.sampled_from(Reason),
        status=st.none() | st.sampled_from([200, 404, 429, 500, 503]),
        retry_after=st.none() | st.timedeltas(SECOND, timedelta(days=900)),
    ),
)


@given(st.lists(st.tuples(st.sampled_from("abc"), answers, st.integers(0, 9999)), max_size=40), st.booleans())
def test_whatever_is_answered(polls: list[tuple[str, Answer, int]], together: bool) -> None:  # noqa: FBT001 -- drawn
    """A host is closed for a day at most, its gap is one to four seconds, and the value survives being written down."""
    known, now = Hosts(), NOW
    for name, answer, seconds in polls:
        now += seconds * SECOND
        known = heard(known, AT, name, answer, now, together=together)
        until = closed_until(known, AT, now)
        assert until is None or now < until <= now + timedelta(days=1)
        assert hosts.GAP <= gap(known, AT) <= hosts.WIDEST
    assert json.decode(json.encode(known), type=Hosts) == known
