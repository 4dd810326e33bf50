"""When to ask again and what to remember: a table of rules on a clock that is a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import (
    Agency,
    Answer,
    Document,
    Entry,
    Failed,
    Fetched,
    Hints,
    Reason,
    Source,
    SourceState,
    Unchanged,
)
from publisher.wire.cadence import (
    CAP,
    FLOOR,
    LEAST,
    MONTH,
    START,
    adoptable,
    body_hash,
    ready,
    remember,
    silent,
    worry,
)
from publisher.wire.moves import learnt

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://a.example/feed"

SOURCE = Source(id="s", agency=Agency(id="a", name="A", credit="A"), url=URL)
NEW = SourceState(source="s")
BODY = Fetched(address=URL, body=b"<rss/>", etag='"1"', last_modified="then")
DOCUMENT = Document(format="rss20", entries=tuple(Entry(guid=str(number)) for number in range(20)))
SAME = Unchanged()
KNOWN = replace(
    NEW,
    etag='"1"',
    last_modified="then",
    issuer="https://a.example:443",
    body_hash=body_hash(b"<rss/>"),
    full=NOW - HOUR,
    answered=NOW - HOUR,
    renewed=NOW - HOUR,
    entries=20,
    gap=HOUR,
    hints=Hints(),
    learnt_of=learnt(NEW, SOURCE).learnt_of,
)


def after(  # noqa: PLR0913 -- the facts of one poll
    state: SourceState = KNOWN,
    answer: Answer = SAME,
    document: Document | None = None,
    *,
    renewed: int = 0,
    source: Source = SOURCE,
    now: datetime = NOW,
    chance: float = 0.0,
    dates: Sequence[datetime] = (),
) -> SourceState:
    """Return the state after one poll."""
    return remember(state, source, answer, document, renewed, now, chance, dates=dates)


def wait(  # noqa: PLR0913 -- the facts of one poll
    state: SourceState = KNOWN,
    answer: Answer = SAME,
    document: Document | None = None,
    *,
    renewed: int = 0,
    source: Source = SOURCE,
    now: datetime = NOW,
    chance: float = 0.0,
    dates: Sequence[datetime] = (),
) -> timedelta:
    """Return how long after one poll the next is due."""
    return remember(state, source, answer, document, renewed, now, chance, dates=dates).due - now


def hinted(**hints: object) -> Document:
    """Return a document with hints."""
    return replace(DOCUMENT, hints=replace(Hints(), **hints))


# What is remembered.


def test_a_whole_body() -> None:
    """A body that was complete and read leaves its validators, their issuer, its hash and what it says of itself."""
    state = after(NEW, BODY, hinted(hub="https://hub.example/", ttl=HOUR), renewed=20)
    assert (state.etag, state.last_modified, state.issuer) == ('"1"', "then", "https://a.example:443")
    assert state.body_hash == body_hash(b"<rss/>")
    assert (state.asked, state.answered, state.full, state.renewed) == (NOW, NOW, NOW, NOW)
    assert (state.entries, state.hub, state.status, state.failures) == (20, "https://hub.example/", 200, 0)
    assert state.hints == Hints(hub="https://hub.example/", ttl=HOUR)


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
    """A clock that was set back teaches no gap and makes nothing due in the past."""
    state = after(KNOWN, BODY, DOCUMENT, renewed=3, now=NOW - DAY)
    assert state.gap == KNOWN.gap
    assert state.due >= NOW - DAY + FLOOR


# When to ask again: answers.


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
    assert wait(state) == FLOOR
    assert wait(state, replace(BODY, body=b"<rss>"), DOCUMENT) == FLOOR


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
    """Where the pace is not known yet, hints hold up to a day."""
    assert wait(NEW, BODY, hinted(ttl=9 * DAY), renewed=1) == DAY


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


# When to ask again: failures.


@pytest.mark.parametrize(
    ("reason", "waits"),
    [
        (Reason.NETWORK, [30, 60, 120, 240, 360, 360]),
        (Reason.HTTP, [30, 60, 120, 240, 360, 360]),
        (Reason.NOT_FOUND, [30, 60, 120, 240, 480, 960, 1440, 1440]),
        (Reason.NOT_A_FEED, [30, 60, 120, 240, 360, 360]),
        (Reason.FORBIDDEN, [30, 60, 120, 240, 360, 360]),
        (Reason.THROTTLED, [60, 480, 1440, 1440, 1440]),
        (Reason.GONE, [43200, 43200, 43200]),
    ],
)
def test_failures_slow_us_down(reason: Reason, waits: list[int]) -> None:
    """The first failure changes nothing, each further one doubles the wait up to six hours (404: a day).

    A 429 quadruples it, the first up to an hour, then up to a day; 410 makes it a month.
    """
    state = replace(KNOWN, renewed=NOW)
    for minutes in waits:
        state = after(state, Failed(reason=reason))
        assert state.due - NOW == minutes * MINUTE


def test_never_given_up() -> None:
    """After thirty failures and seven days a source is asked once a day, for ever."""
    state = KNOWN
    now = NOW
    for _ in range(400):
        state = after(state, Failed(reason=Reason.NETWORK), now=now)
        assert MINUTE <= state.due - now <= DAY
        now = state.due
    assert state.failures == 400
    assert state.asked is not None
    assert state.due - state.asked == DAY


def test_hopeless_needs_both() -> None:
    """Thirty failures in an hour are a bad hour, and few failures in a week a slow source: neither is hopeless."""
    down = Failed(reason=Reason.NETWORK)
    assert wait(replace(KNOWN, failures=50, failing_since=NOW - HOUR), down) == 6 * HOUR
    assert wait(replace(KNOWN, failures=20, failing_since=NOW - 9 * DAY), down) == 6 * HOUR
    assert wait(replace(KNOWN, failures=29, failing_since=NOW - 7 * DAY), down) == DAY


def test_a_404_of_a_month_is_asked_weekly() -> None:
    """A document that is missing for thirty days is asked for once a week, for ever, and the first answer clears it."""
    missing = Failed(reason=Reason.NOT_FOUND, status=404)
    state = replace(KNOWN, failures=40, failing_since=NOW - 31 * DAY)
    assert wait(state, missing) == 7 * DAY
    assert wait(replace(state, failing_since=NOW - 29 * DAY), missing) == DAY
    assert wait(state, Failed(reason=Reason.NETWORK)) == DAY
    assert wait(state, BODY, DOCUMENT, renewed=1) <= 2 * HOUR


def test_requests_of_a_storm() -> None:
    """In a month of 404s a source is asked some 40 times, and with 410 once."""
    for reason, most in ((Reason.NOT_FOUND, 40), (Reason.GONE, 1)):
        state, asked = after(answer=Failed(reason=reason)), 0
        while state.due < NOW + 30 * DAY:
            asked += 1
            state = after(state, Failed(reason=reason), now=state.due)
        assert asked <= most


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


# Our own clock.


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


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [(MINUTE, 60 * MINUTE), (5 * HOUR, 5 * HOUR), (3 * DAY, 3 * DAY), (99 * DAY, 7 * DAY)],
)
def test_retry_after(retry_after: timedelta, expected: timedelta) -> None:
    """Retry-After is obeyed up to a week, and never makes us faster than before."""
    state = replace(KNOWN, renewed=NOW)
    assert wait(state, Failed(reason=Reason.THROTTLED, retry_after=retry_after)) == expected


def test_slower_after_being_throttled() -> None:
    """For six hours after a 429 we ask half as often as before, as far as no article is lost."""
    throttled = after(answer=Failed(reason=Reason.THROTTLED, retry_after=MINUTE))
    assert throttled.throttled == NOW
    quick = replace(throttled, gap=HOUR, renewed=NOW + HOUR)
    assert wait(quick, now=NOW + HOUR) == HOUR
    assert wait(replace(quick, renewed=NOW + 6 * HOUR), now=NOW + 6 * HOUR) == 30 * MINUTE
    full = replace(quick, renewed=NOW + HOUR, gap=40 * MINUTE, pace=3 * MINUTE, entries=20)
    assert wait(full, now=NOW + HOUR) == 30 * MINUTE


# Moves.


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


# Silence.


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
def test_silence(gap: timedelta | None, quiet: timedelta, expected: bool) -> None:  # noqa: FBT001 -- a column of the table
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
