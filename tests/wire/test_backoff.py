"""When to ask a source again that fails, is gone, or told us to slow down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from publisher.model import Failed, Reason
from tests.wire.polls import BODY, DAY, DOCUMENT, HOUR, KNOWN, MINUTE, NOW, after, wait


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
    state = replace(KNOWN, failures=40, failing_since=NOW - 30 * DAY)
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
    ("retry_after", "expected"),
    [(MINUTE, 60 * MINUTE), (5 * HOUR, 5 * HOUR), (3 * DAY, 3 * DAY), (99 * DAY, 7 * DAY)],
)
def test_retry_after(retry_after: timedelta, expected: timedelta) -> None:
    """Retry-After is obeyed up to a week, and never makes us faster than before."""
    state = replace(KNOWN, renewed=NOW)
    assert wait(state, Failed(reason=Reason.THROTTLED, retry_after=retry_after)) == expected


@pytest.mark.parametrize(("gap", "expected"), [(20 * MINUTE, 40), (2 * HOUR, 120), (4 * HOUR, 240)])
def test_the_first_429_without_a_word(gap: timedelta, expected: int) -> None:
    """It makes us four times as slow, up to an hour, and twice as slow at least."""
    assert wait(replace(KNOWN, gap=gap, renewed=NOW), Failed(reason=Reason.THROTTLED)) == expected * MINUTE


def test_slower_after_being_throttled() -> None:
    """For six hours after a 429 we ask half as often as before, as far as no article is lost."""
    throttled = after(answer=Failed(reason=Reason.THROTTLED, retry_after=MINUTE))
    assert throttled.throttled == NOW
    quick = replace(throttled, gap=HOUR, renewed=NOW + HOUR)
    assert wait(quick, now=NOW + HOUR) == HOUR
    assert wait(replace(quick, renewed=NOW + 6 * HOUR), now=NOW + 6 * HOUR) == 30 * MINUTE
    full = replace(quick, renewed=NOW + HOUR, gap=40 * MINUTE, pace=3 * MINUTE, entries=20)
    assert wait(full, now=NOW + HOUR) == 30 * MINUTE
