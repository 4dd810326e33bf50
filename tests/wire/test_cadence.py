"""What is remembered of a source after a poll, and what our own clock does to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Answer, Failed, Fetched, Hints, Reason, SourceState, Unchanged
from publisher.wire.cadence import FLOOR, LEAST, MONTH, adoptable, body_hash, ready, silent, worry
from tests.wire.polls import BODY, DAY, DOCUMENT, HOUR, KNOWN, MINUTE, NEW, NOW, SAME, SOURCE, URL, after, hinted


def test_a_whole_body() -> None:
    """A body that was complete and read leaves its validators, their issuer, its hash and what it says of itself."""
    state = after(NEW, BODY, hinted(hub="https://hub.example/", ttl=HOUR), renewed=20)
    assert (state.etag, state.last_modified, state.issuer) == ('"1"', "then", "https://a.example:443")
    assert state.body_hash == body_hash(b"<rss/>")
    assert (state.asked, state.answered, state.full, state.renewed) == (NOW, NOW, NOW, NOW)
    assert (state.entries, state.hub, state.status, state.failures) == (20, "https://hub.example/", 200, 0)
    assert state.hints == Hints(hub="https://hub.example/", ttl=HOUR)


def test_who_fetched_says_what_a_body_is_known_by() -> None:
    """A digest that came with the body is kept as its hash: it is not made a second time."""
    assert after(NEW, replace(BODY, digest="d1"), DOCUMENT).body_hash == "d1"
    assert after(replace(KNOWN, body_hash="d1"), replace(BODY, digest="d1"), None).failures == 0


def test_the_latest_pair_always() -> None:
    """A 200 replaces both validators, even by nothing, and even where the body is the one we had."""
    newer = Fetched(address=URL, body=b"<rss/>", etag='"2"')
    for document in (DOCUMENT, None):
        state = after(KNOWN, newer, document)
        assert (state.etag, state.last_modified, state.full) == ('"2"', None, NOW)


def test_a_304_renews_what_it_names() -> None:
    """A 304 brings new validators; what it does not name stands."""
    state = after(KNOWN, Unchanged(etag='"2"'))
    assert (state.etag, state.last_modified) == ('"2"', "then")
    assert (after().etag, after().last_modified, after().status, after().full) == ('"1"', "then", 304, KNOWN.full)


def test_nothing_is_kept_of_half_a_body() -> None:
    """A document that was cut off leaves the old validators and the old hash, and is no failure."""
    state = after(KNOWN, replace(BODY, body=b"<rss", etag='"2"'), replace(DOCUMENT, partial=True), renewed=1)
    assert (state.etag, state.body_hash, state.full) == (KNOWN.etag, KNOWN.body_hash, KNOWN.full)
    assert (state.failures, state.renewed) == (0, NOW)


def test_nothing_is_kept_of_an_unread_body() -> None:
    """A new body that could not be read is a failure: its validators would hide it for ever."""
    state = after(KNOWN, replace(BODY, body=b"<html>", etag='"2"'), None)
    assert (state.etag, state.body_hash, state.failures, state.reason) == (
        KNOWN.etag,
        KNOWN.body_hash,
        1,
        Reason.UNREADABLE,
    )


@pytest.mark.parametrize("reason", Reason)
def test_failures_are_counted_and_nothing_is_lost(reason: Reason) -> None:
    """A failure is counted with its reason; validators, articles' times and hash stay as they were."""
    state = after(after(answer=Failed(reason=reason, status=418)), Failed(reason=reason, status=418), now=NOW + HOUR)
    assert (state.failures, state.failing_since, state.reason, state.status) == (2, NOW, reason, 418)
    assert state.gone == (reason is Reason.GONE)
    kept = replace(
        state,
        asked=None,
        due=KNOWN.due,
        failures=0,
        failing_since=None,
        reason=None,
        status=None,
        gone=False,
        throttled=None,
    )
    assert kept == KNOWN


def test_an_answer_forgives() -> None:
    """The first answer after failures clears them, 410 included."""
    failing = after(answer=Failed(reason=Reason.GONE, status=410))
    state = after(failing, now=NOW + MONTH)
    assert (state.failures, state.failing_since, state.reason, state.gone) == (0, None, None, False)


def test_the_gap_is_learnt() -> None:
    """The gap is the time between new articles, the latest of it weighing most; the first fetch teaches nothing."""
    first = after(NEW, BODY, DOCUMENT, renewed=20)
    assert first.gap is None
    second = after(first, BODY, DOCUMENT, renewed=2, now=NOW + HOUR)
    assert second.gap == 30 * MINUTE
    third = after(second, BODY, DOCUMENT, renewed=1, now=NOW + 2 * HOUR)
    assert third.gap == 39 * MINUTE
    assert after(third, now=NOW + 3 * HOUR).gap == 39 * MINUTE


def test_a_clock_set_back() -> None:
    """A clock that was set back, or stands still, teaches no gap and makes nothing due in the past."""
    assert after(replace(KNOWN, renewed=NOW), BODY, DOCUMENT, renewed=3).gap == KNOWN.gap
    state = after(KNOWN, BODY, DOCUMENT, renewed=3, now=NOW - DAY)
    assert state.gap == KNOWN.gap
    assert state.due >= NOW - DAY + FLOOR


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (KNOWN, ""),
        (replace(KNOWN, gone=True), "gone (410)"),
        (replace(KNOWN, failures=31, failing_since=NOW - 8 * DAY), "has not answered since 2026-02-24"),
        (replace(KNOWN, failures=31, failing_since=NOW - 6 * DAY), ""),
        (replace(KNOWN, renewed=NOW - 9 * DAY), "nothing new since 2026-02-23"),
        (replace(KNOWN, overrun=NOW - DAY), "may lose articles"),
        (replace(KNOWN, overrun=NOW - 8 * DAY), ""),
    ],
)
def test_what_the_operator_should_know(state: SourceState, told: str) -> None:
    """A source that is gone, does not answer, is silent or too fast for us is told of in a few words; others not."""
    assert (told in worry(state, NOW)) if told else (worry(state, NOW) == "")


@pytest.mark.parametrize("ahead", [HOUR, DAY, 365 * DAY])
def test_a_clock_that_was_ahead(ahead: timedelta) -> None:
    """After our clock was set back no source waits longer than it would have, and nothing lies in the future."""
    wrong = after(replace(KNOWN, renewed=NOW + ahead), now=NOW + ahead)
    right = ready(wrong, SOURCE, NOW)
    assert right.due - NOW == 30 * MINUTE
    assert (right.asked, right.answered, right.renewed) == (NOW, NOW, NOW)
    assert after(wrong).due - NOW == 30 * MINUTE


def test_a_clock_that_went_on() -> None:
    """A clock that jumps ahead makes sources due, and leaves what was remembered as it is."""
    state = after(replace(KNOWN, renewed=NOW))
    assert ready(state, SOURCE, NOW + DAY) == state
    assert ready(state, SOURCE, NOW) == state


@pytest.mark.parametrize("jump", [-HOUR, HOUR, -400 * DAY, 400 * DAY])
def test_jumps_between_polls(jump: timedelta) -> None:
    """Whatever the clock does between two polls, the next wait is never negative and never longer than a day."""
    for answer in (SAME, Failed(reason=Reason.NETWORK), Failed(reason=Reason.THROTTLED)):
        state = after(replace(KNOWN, failures=3, failing_since=NOW), answer)
        again = after(state, answer, now=NOW + jump)
        assert FLOOR <= again.due - (NOW + jump) <= DAY


def test_a_move_takes_three_polls_and_a_day() -> None:
    """A permanent redirect is adopted after three polls that agree, over a day; any other answer starts anew."""
    moved = Unchanged(moved_to="https://b.example/feed")
    state = KNOWN
    for hours, is_ready in ((0, False), (10, False), (20, False), (24, True)):
        now = NOW + hours * HOUR
        state = after(state, moved, now=now)
        assert adoptable(state, now) is is_ready
    assert (state.moved_to, state.moved_polls, state.moved_since) == ("https://b.example/feed", 4, NOW)
    elsewhere = after(state, Unchanged(moved_to="https://c.example/"), now=NOW + 2 * DAY)
    assert (elsewhere.moved_to, elsewhere.moved_polls, elsewhere.moved_since) == (
        "https://c.example/",
        1,
        NOW + 2 * DAY,
    )
    assert after(state).moved_to is None
    assert after(state, Unchanged(moved_to=URL)).moved_to is None
    assert after(state, Failed(reason=Reason.NETWORK)).moved_polls == 4


def test_two_polls_are_not_enough() -> None:
    """A day alone adopts nothing, nor does a redirect that was never seen."""
    moved = Unchanged(moved_to="https://b.example/feed")
    state = after(after(KNOWN, moved), moved, now=NOW + 9 * DAY)
    assert not adoptable(state, NOW + 9 * DAY)
    assert not adoptable(KNOWN, NOW)


@pytest.mark.parametrize(
    ("gap", "quiet", "expected"),
    [
        (MINUTE, 3 * DAY, False),
        (MINUTE, 3 * DAY + MINUTE, True),
        (DAY, 20 * DAY, False),
        (DAY, 21 * DAY, True),
        (None, 30 * DAY, False),
        (None, 31 * DAY, True),
    ],
)
def test_silence(gap: timedelta | None, quiet: timedelta, *, expected: bool) -> None:
    """A source that answers but has nothing new for twenty gaps, three days at least, is silent."""
    assert silent(replace(KNOWN, gap=gap, renewed=NOW - quiet), NOW) is expected


def test_not_silent() -> None:
    """A source that fails, or that never had an article, is not silent but something else."""
    assert not silent(NEW, NOW)
    assert not silent(replace(KNOWN, renewed=NOW - 90 * DAY, failures=1), NOW)


def test_eternal_304s_are_distrusted() -> None:
    """304s without end of a source gone silent make us ask for a whole body, once a week at most."""
    poisoned = replace(KNOWN, renewed=NOW - 9 * DAY, full=NOW - 8 * DAY)
    state = after(poisoned, Unchanged(etag='"1"'))
    assert (state.etag, state.last_modified, state.body_hash) == (None, None, KNOWN.body_hash)
    believed = after(state, BODY, None, now=NOW + HOUR)
    assert (believed.etag, believed.full) == ('"1"', NOW + HOUR)
    assert after(believed, now=NOW + 6 * DAY).etag == '"1"'
    assert after(believed, now=NOW + 8 * DAY).etag is None


def test_half_a_body_is_no_304() -> None:
    """Validators are forgotten for a 304 only: what was cut off needs them to come again."""
    quiet = replace(KNOWN, renewed=NOW - 9 * DAY, full=NOW - 8 * DAY)
    assert after(quiet, replace(BODY, body=b"<rss"), replace(DOCUMENT, partial=True)).etag == '"1"'


def test_plausible_304s_are_believed() -> None:
    """A slow source, and one that lately gave a whole body, keep their validators."""
    assert after(replace(KNOWN, gap=DAY, renewed=NOW - 9 * DAY, full=NOW - 9 * DAY)).etag == '"1"'
    assert after(replace(KNOWN, renewed=NOW - 9 * DAY, full=NOW - 6 * DAY)).etag == '"1"'


answers = st.one_of(
    st.builds(Unchanged, fresh_for=st.none() | st.timedeltas(timedelta(), 900 * DAY)),
    st.builds(Failed, reason=st.sampled_from(Reason), retry_after=st.none() | st.timedeltas(timedelta(), 900 * DAY)),
    st.just(BODY),
)


@given(
    st.lists(answers, min_size=1, max_size=40),
    st.floats(0, 1, exclude_max=True),
    st.sets(st.integers(-1, 25)),
    st.sets(st.integers(-1, 8)),
)
def test_always_due_again(polls: list[Answer], chance: float, hours: set[int], days: set[int]) -> None:
    """Whatever is answered, the next poll comes: not before ten minutes, not after a month and the skipped days."""
    document = hinted(skip_hours=frozenset(hours), skip_days=frozenset(days), ttl=HOUR)
    state, now = NEW, NOW
    for answer in polls:
        state = after(
            state, answer, document if isinstance(answer, Fetched) else None, now=now, chance=chance, renewed=1
        )
        assert LEAST <= state.due - now <= MONTH * 1.1 + 8 * DAY
        now = state.due
