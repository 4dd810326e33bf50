"""When to ask a source again that answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from publisher.model import Answer, Failed, Fetched, Hints, Reason, Unchanged
from publisher.wire.cadence import CAP, FLOOR, START, body_hash, pushed, worry
from tests.wire.polls import BODY, DAY, DOCUMENT, HOUR, KNOWN, MINUTE, NEW, NOW, SOURCE, URL, after, hinted, wait


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(None, START), (MINUTE, FLOOR), (40 * MINUTE, 20 * MINUTE), (3 * HOUR, 90 * MINUTE), (DAY, CAP), (9 * DAY, CAP)],
)
def test_our_own_rhythm(gap: timedelta | None, expected: timedelta) -> None:
    """Without hints we ask twice for each article to be expected, between ten minutes and two hours."""
    assert wait(replace(KNOWN, gap=gap, renewed=NOW)) == expected


def test_quiet_slows_us_down() -> None:
    """A source that has been quiet for long is asked less often, and at once more often when it speaks again."""
    quick = replace(KNOWN, gap=10 * MINUTE)
    assert wait(replace(quick, renewed=NOW - 8 * HOUR)) == HOUR
    assert wait(replace(quick, renewed=NOW - 9 * DAY)) == CAP
    assert wait(replace(quick, renewed=NOW - 8 * HOUR), BODY, DOCUMENT, renewed=20) < 20 * MINUTE


def test_without_validators_less_often() -> None:
    """A source that knows no conditions is asked hourly at most, unless articles would be lost."""
    bare = Fetched(address=URL, body=b"<rss/>")
    quick = replace(KNOWN, gap=20 * MINUTE, renewed=NOW)
    assert wait(quick, BODY, DOCUMENT) == FLOOR
    assert wait(quick, bare, DOCUMENT) == HOUR
    assert wait(replace(quick, gap=2 * MINUTE), bare, DOCUMENT) == 20 * MINUTE
    assert wait(replace(quick, gap=MINUTE / 2), bare, DOCUMENT) == FLOOR


def test_conditions_that_are_ignored_count_as_none() -> None:
    """A source that sends the body we have, three times in a row although we asked on condition, is asked hourly."""
    state = replace(KNOWN, gap=20 * MINUTE, renewed=NOW, body_hash=body_hash(b"<rss/>"))
    waits = []
    for _ in range(4):
        state = after(state, BODY)
        waits.append(state.due - NOW)
    assert waits == [FLOOR, FLOOR, HOUR, HOUR]
    for forgiven in (after(state), after(state, replace(BODY, body=b"<rss>"), DOCUMENT)):
        assert forgiven.due - NOW == FLOOR
        again = replace(forgiven, body_hash=body_hash(b"<rss/>"))
        assert wait(after(again, BODY), BODY) == FLOOR


@pytest.mark.parametrize(("gap", "hours"), [(None, 1), (4 * HOUR, 2), (12 * HOUR, 6), (9 * DAY, 24)])
def test_slow_sources_without_validators(gap: timedelta | None, hours: int) -> None:
    """Where every answer is a whole body, a slow source is asked up to a day apart instead of two hours."""
    bare = Fetched(address=URL, body=b"<rss/>")
    slow = replace(KNOWN, gap=gap, renewed=NOW)
    assert wait(slow, bare, DOCUMENT) == hours * HOUR
    assert wait(slow, BODY, DOCUMENT) == min(hours * HOUR, CAP)


@pytest.mark.parametrize(
    ("fresh_for", "ttl", "expected"),
    [
        (None, None, 10),
        (9 * MINUTE, None, 9),
        (5 * MINUTE, None, 5),
        (MINUTE, None, 5),
        (None, 5 * MINUTE, 5),
        (None, MINUTE, 5),
        (MINUTE, 15 * MINUTE, 15),
        (20 * MINUTE, MINUTE, 20),
    ],
)
def test_a_source_that_says_so_is_asked_sooner(
    fresh_for: timedelta | None, ttl: timedelta | None, expected: int
) -> None:
    """A quick source whose own max-age or ttl is under ten minutes is asked as often, down to every five."""
    quick = replace(KNOWN, gap=5 * MINUTE, renewed=NOW, hints=Hints(ttl=ttl))
    assert wait(quick, Unchanged(fresh_for=fresh_for)) == expected * MINUTE
    assert wait(replace(quick, gap=HOUR), Unchanged(fresh_for=fresh_for)) >= 20 * MINUTE


def written(count: int, minutes: float, ago: timedelta = timedelta()) -> list[datetime]:
    """Return dates so many minutes apart, the newest so long ago."""
    return [NOW - ago - (number + 1) * minutes * MINUTE for number in range(count)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((), 60),
        (written(20, 30), 15),
        (written(20, 20), 10),
        (written(20, 0.6), 6),
        (written(20, 0.1), 2),
        (written(20, 9999), 120),
        ([*written(19, 30), NOW - 9000 * DAY], 15),
        ([NOW] * 20, 60),
        (written(2, 1), 60),
        (written(19, 1), 60),
    ],
)
def test_the_first_document_tells_the_pace(dates: Sequence[datetime], expected: float) -> None:
    """The dates of the first document tell how often to ask: half of their gap, and half of what the document holds.

    One old article that is kept on top changes nothing; without dates, or of a document that is not all new, nothing is
    learnt from them.
    """
    assert wait(NEW, BODY, DOCUMENT, renewed=20, dates=dates) == pytest.approx(expected * MINUTE, abs=MINUTE / 60)


def test_three_dates_are_a_pace() -> None:
    """Three articles tell how often a source writes, where its document holds no more; two do not."""
    short = replace(DOCUMENT, entries=DOCUMENT.entries[:3])
    assert after(NEW, BODY, short, renewed=3, dates=written(3, 60)).gap == HOUR
    assert after(NEW, BODY, short, renewed=2, dates=written(2, 60)).gap is None


def test_an_archive_makes_no_source_slow() -> None:
    """Old articles that are new to us may only make us ask sooner, whatever their dates say."""
    known = replace(KNOWN, gap=HOUR)
    slow = after(known, BODY, DOCUMENT, renewed=20, dates=written(20, 9999))
    usual = after(known, BODY, DOCUMENT, renewed=20)
    assert slow.gap == usual.gap


def test_a_document_that_moved_on_faster_than_we_asked() -> None:
    """Where a document holds nothing but articles written since the last poll, its max-age has proved untrue."""
    answer = replace(BODY, fresh_for=12 * HOUR)
    state = replace(KNOWN, answered=NOW - 12 * HOUR, asked=NOW - 12 * HOUR, gap=3 * HOUR)
    missed = after(state, answer, DOCUMENT, renewed=20, dates=written(20, 6))
    assert missed.overrun == NOW
    assert missed.due - NOW == HOUR  # half of the two hours that it holds
    assert "lose articles" in worry(missed, NOW)
    later = replace(missed, renewed=NOW + 8 * DAY, gap=HOUR)
    assert wait(later, Unchanged(fresh_for=12 * HOUR), now=NOW + 8 * DAY) == 12 * HOUR


def test_old_articles_under_new_names_are_no_haste() -> None:
    """A source that gives all its articles new names comes with old dates: its max-age stands, and it is not late."""
    answer = replace(BODY, fresh_for=12 * HOUR)
    state = replace(KNOWN, answered=NOW - HOUR, asked=NOW - HOUR)
    churned = after(state, answer, DOCUMENT, renewed=20, dates=written(20, 60))
    assert (churned.overrun, churned.due - NOW) == (None, 12 * HOUR)
    undated = after(state, answer, DOCUMENT, renewed=20, dates=[NOW] * 20)
    assert (undated.overrun, undated.pace) == (None, None)


@pytest.mark.parametrize(
    ("fresh_for", "expected"),
    [(None, 30 * MINUTE), (MINUTE, 30 * MINUTE), (3 * HOUR, 3 * HOUR), (20 * HOUR, 20 * HOUR), (99 * DAY, DAY)],
)
def test_freshness_is_respected(fresh_for: timedelta | None, expected: timedelta) -> None:
    """Before max-age or Expires has passed there is nothing to ask for, up to a day."""
    for answer in (Unchanged(fresh_for=fresh_for), replace(BODY, fresh_for=fresh_for)):
        assert wait(replace(KNOWN, renewed=NOW), answer, DOCUMENT if isinstance(answer, Fetched) else None) == expected


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ({"ttl": MINUTE}, 30 * MINUTE),
        ({"ttl": 3 * HOUR}, 3 * HOUR),
        ({"period": 5 * HOUR}, 5 * HOUR),
        ({"ttl": 3 * HOUR, "period": 5 * HOUR}, 5 * HOUR),
        ({"ttl": 90 * DAY}, 10 * HOUR),  # half of what the document holds: 20 entries, one an hour
        ({"period": timedelta()}, 30 * MINUTE),
    ],
)
def test_hints_of_the_document(hints: dict[str, timedelta], expected: timedelta) -> None:
    """Hints such as ttl and sy:* are honoured as far as no article is lost, and a 304 does not forget them."""
    fetched = after(replace(KNOWN, renewed=NOW), BODY, hinted(**hints))
    assert fetched.due - NOW == expected
    assert wait(fetched) == expected


def test_hints_of_an_unknown_pace() -> None:
    """Where the pace is not known yet, or nothing is in the document that could fall out, hints hold up to a day."""
    assert wait(NEW, BODY, hinted(ttl=9 * DAY), renewed=1) == DAY
    assert wait(replace(KNOWN, entries=0, hints=Hints(ttl=9 * DAY))) == DAY


@pytest.mark.parametrize(
    ("every", "answer", "expected"),
    [
        (5 * MINUTE, Unchanged(), 5 * MINUTE),
        (3 * DAY, Unchanged(), 3 * DAY),
        (5 * MINUTE, Unchanged(fresh_for=HOUR), HOUR),
        (5 * MINUTE, Failed(reason=Reason.THROTTLED, retry_after=HOUR), HOUR),
        (5 * MINUTE, Failed(reason=Reason.NETWORK), 5 * MINUTE),
        (3 * DAY, Failed(reason=Reason.NETWORK), 3 * DAY),
    ],
)
def test_the_operators_interval(every: timedelta, answer: Answer, expected: timedelta) -> None:
    """`every` goes before our rhythm and before ttl and sy:*, never before what HTTP tells us."""
    state = replace(KNOWN, hints=Hints(ttl=9 * HOUR, period=9 * HOUR))
    assert wait(state, answer, source=replace(SOURCE, every=every)) == expected


def test_jitter_only_adds() -> None:
    """Chance adds up to a tenth and never takes away."""
    assert wait(replace(KNOWN, renewed=NOW), chance=0.0) == 30 * MINUTE
    assert wait(replace(KNOWN, renewed=NOW), chance=0.5) == 31.5 * MINUTE
    assert 32.9 * MINUTE < wait(replace(KNOWN, renewed=NOW), chance=0.9999) < 33 * MINUTE


@pytest.mark.parametrize(
    ("hours", "days", "expected"),
    [
        ({12}, (), 13),
        ({12, 13, 14}, (), 15),
        ({11, 13}, (), 12.5),
        (set(range(24)) - {3}, (), 27),
        ((), {2}, 24),
        ((), {2, 3}, 48),
        ({0, 1}, {2}, 26),
        (set(range(24)), (), 12.5),
        ((), set(range(7)), 12.5),
        ({24, 99}, {9}, 12.5),
    ],
)
def test_skipped_hours_and_days(hours: set[int], days: set[int], expected: float) -> None:
    """What falls into a skipped hour or day moves on to the next open hour; to skip everything is to skip nothing."""
    state = replace(KNOWN, renewed=NOW, hints=Hints(skip_hours=frozenset(hours), skip_days=frozenset(days)))
    due = after(state).due
    assert due == NOW.replace(hour=0) + expected * HOUR
    assert due <= after(state, chance=0.99).due <= due + FLOOR


@pytest.mark.parametrize(("usual", "expected"), [(30 * MINUTE, 2 * HOUR), (2 * HOUR, 6 * HOUR), (12 * HOUR, 12 * HOUR)])
def test_a_source_that_is_pushed_is_asked_less_often(usual: timedelta, expected: timedelta) -> None:
    """A quarter as often, but every six hours, and never sooner than without pushes; skipped hours are skipped."""
    state = replace(KNOWN, due=NOW + usual)
    assert pushed(state, NOW, 0.0) == replace(state, due=NOW + expected)
    shut = replace(state, hints=Hints(skip_hours=frozenset({(NOW + expected).hour})))
    assert pushed(shut, NOW, 0.0).due == NOW + expected + HOUR


@pytest.mark.parametrize("change", [{"failures": 1}, {"overrun": NOW - DAY}, {"due": NOW}])
def test_pushes_slow_nothing_that_is_in_haste(change: dict[str, object]) -> None:
    """A source that fails, that is due, or of which articles may be lost, is asked as if nothing were pushed."""
    state = replace(replace(KNOWN, due=NOW + HOUR), **change)
    assert pushed(state, NOW, 0.0) == state
