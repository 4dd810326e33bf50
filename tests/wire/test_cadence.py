"""When to ask again and what to remember: a table of rules on a clock that is a parameter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
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
from publisher.wire.cadence import CAP, FLOOR, MONTH, START, adoptable, body_hash, remember, silent

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
) -> SourceState:
    """Return the state after one poll."""
    return remember(state, source, answer, document, renewed, now, chance)


def wait(  # noqa: PLR0913 -- the facts of one poll
    state: SourceState = KNOWN,
    answer: Answer = SAME,
    document: Document | None = None,
    *,
    renewed: int = 0,
    source: Source = SOURCE,
    now: datetime = NOW,
    chance: float = 0.0,
) -> timedelta:
    """Return how long after one poll the next is due."""
    return remember(state, source, answer, document, renewed, now, chance).due - now


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
        (5 * MINUTE, Failed(reason=Reason.NETWORK), 10 * MINUTE),
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
        (Reason.NETWORK, [60, 120, 240, 360, 360]),
        (Reason.HTTP, [60, 120, 240, 360, 360]),
        (Reason.NOT_FOUND, [60, 120, 240, 360, 360]),
        (Reason.NOT_A_FEED, [60, 120, 240, 360, 360]),
        (Reason.FORBIDDEN, [60, 120, 240, 360, 360]),
        (Reason.THROTTLED, [120, 480, 1440, 1440, 1440]),
        (Reason.GONE, [43200, 43200, 43200]),
    ],
)
def test_failures_slow_us_down(reason: Reason, waits: list[int]) -> None:
    """Each failure doubles the wait up to six hours, a 429 quadruples it up to a day, 410 makes it a month."""
    state = replace(KNOWN, gap=None, renewed=None)
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


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [(MINUTE, 60 * MINUTE), (5 * HOUR, 5 * HOUR), (3 * DAY, 3 * DAY), (99 * DAY, 7 * DAY)],
)
def test_retry_after(retry_after: timedelta, expected: timedelta) -> None:
    """Retry-After is obeyed up to a week, and never makes us faster than before."""
    state = replace(KNOWN, gap=None, renewed=None)
    for reason in (Reason.THROTTLED, Reason.HTTP):
        assert wait(state, Failed(reason=reason, retry_after=retry_after)) == expected


def test_slower_after_being_throttled() -> None:
    """For a day after a 429 we ask half as often as before."""
    throttled = after(answer=Failed(reason=Reason.THROTTLED, retry_after=MINUTE))
    assert throttled.throttled == NOW
    quick = replace(throttled, gap=HOUR, renewed=NOW + HOUR)
    assert wait(quick, now=NOW + HOUR) == HOUR
    assert wait(replace(quick, renewed=NOW + DAY), now=NOW + DAY) == 30 * MINUTE


# Moves.


def test_a_move_takes_three_polls_and_a_day() -> None:
    """A permanent redirect is adopted after three polls that agree, over a day; any other answer starts anew."""
    moved = Unchanged(moved_to="https://b.example/feed")
    state = KNOWN
    for hours, ready in ((0, False), (10, False), (20, False), (24, True)):
        now = NOW + hours * HOUR
        state = after(state, moved, now=now)
        assert adoptable(state, now) is ready
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


@settings(deadline=None)
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
        assert FLOOR <= state.due - now <= MONTH * 1.1 + 8 * DAY
        now = state.due
