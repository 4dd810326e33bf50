"""When to ask a source again, and what to remember of its answer. Pure: no clock, no chance, no network of its own.

    due = now + wait x (1 + a tenth x chance), moved on to an hour that the source does not ask us to skip

    answered    wait = the longest of: our own rhythm (half of the usual gap between articles, from 10 minutes to 2
                       hours), max-age or Expires, ttl, sy:updatePeriod; the operator's `every` goes before rhythm, ttl
                       and sy
    failed      wait = rhythm, x 2 for each further failure in a row, up to 6 hours; after 30 of them and 7 days, daily
    not found   the same, up to a day; after 30 days of nothing else, once a week
    throttled   wait = Retry-After, else rhythm x 4 for each in a row, the first time up to an hour (x 2 at least), then
                up to a day; twice as slow for 6 hours thereafter
    gone (410)  once a month, in case it was a mistake

Our rhythm is faster than 10 minutes only where the source says so itself (max-age, ttl: down to 5), or where articles
would fall out of its document unseen (down to 2). It is an hour to a day where every answer is a whole body, because
the source knows no conditions or ignores them.

No source is ever given up. `docs/politeness.md` shows what this means for them, and why; `moves` decides on redirects,
and `hosts` on what the sources of one host have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from publisher.model import Answer, Document, Failed, Fetched, Hints, Reason, Source, SourceState, Unchanged
from publisher.wire import address
from publisher.wire.moves import adoptable, counted, learnt, returned

__all__ = ["adoptable", "body_hash", "digest_of", "pushed", "ready", "remember", "silent", "worry"]

FLOOR: Final = timedelta(minutes=10)
TOLD: Final = timedelta(minutes=5)  # the shortest, where the source's own max-age or ttl allows for it
LEAST: Final = timedelta(minutes=2)  # the shortest at all: where articles would be lost
CAP: Final = timedelta(hours=2)
START: Final = timedelta(hours=1)  # nothing is known yet
DAY: Final = timedelta(days=1)
MONTH: Final = timedelta(days=30)
_NOTHING: Final = timedelta()
_HOUR: Final = timedelta(hours=1)

_HINT_CAP: Final = DAY  # the longest that headers or the document may keep us away
_FAILURE_CAP: Final = timedelta(hours=6)
_SPARED_FOR: Final = timedelta(hours=6)  # after it told us to slow down
_WEEK: Final = timedelta(days=7)
_LOST_FOR: Final = timedelta(days=30)
_DEAF_AFTER: Final = 3  # whole bodies that we had, in a row: it ignores conditions
_DATES_AT_LEAST: Final = 3
_DATES_COUNTED: Final = 10
_HOPELESS_FAILURES: Final = 30
_HOPELESS_TIME: Final = timedelta(days=7)
_LONGEST_RETRY: Final = timedelta(days=7)
_JITTER: Final = 0.1
_HOURS: Final = frozenset(range(24))
_DAYS: Final = frozenset(range(7))
_PUSHED_TIMES: Final = 4
_PUSHED_CAP: Final = timedelta(hours=6)
_MOST_TIMES: Final = 14  # beyond every cap; keeps the arithmetic small

_PAST: Final = ("asked", "answered", "full", "renewed", "failing_since", "moved_since", "throttled", "overrun")

_NEWEST_WEIGHS: Final = 0.3  # of the latest observation in the mean gap
_QUIET_WEIGHS: Final = 0.25  # a source that has been quiet for long publishes as if its gap were this part of it

_SILENT_AT_LEAST: Final = timedelta(days=3)
_SILENT_GAPS: Final = 20
_SILENT_UNKNOWN: Final = timedelta(days=30)  # without a gap there is no "usual"
_DISTRUST: Final = timedelta(days=7)


def body_hash(body: bytes) -> str:
    """Return what a body is known by: SHA-256, hex. The same body again needs no parsing."""
    return sha256(body).hexdigest()


def digest_of(answer: Fetched) -> str:
    """Return what the body of an answer is known by."""
    return answer.digest or body_hash(answer.body)


def ready(state: SourceState, source: Source, now: datetime) -> SourceState:
    """Return what we may use of a state before we ask: to be called on what the store gave.

    What was learnt of another address is forgotten (`moves`), and nothing was in the future: where our clock was ahead
    and has been set back, no source waits for a day that is far away.
    """
    state = learnt(state, source)
    if state.asked is None or state.asked <= now:
        return state
    waits = max(state.due - state.asked, _NOTHING)
    past = {name: min(getattr(state, name), now) for name in _PAST if getattr(state, name) is not None}
    return replace(state, **past, due=min(state.due, now + waits))


def remember(  # noqa: PLR0913, PLR0917 -- these are the facts of one poll, and the corridor holds each apart
    state: SourceState,
    source: Source,
    answer: Answer,
    document: Document | None,
    renewed: int,
    now: datetime,
    chance: float,
    *,
    dates: Sequence[datetime] = (),
) -> SourceState:
    """Return what we know of a source after a poll, with the time it is due again.

    `document` is the parsed body of a Fetched; None where the body is the one we had (by its hash) or could not be
    read. `renewed` counts the new and changed articles in it, and `dates` are those that the new ones bear, as far as
    they bear any; `chance` in [0, 1) is the jitter. Validators and the body's hash are kept only of a body that was
    complete and read.
    """
    state = ready(state, source, now)
    body = digest_of(answer) if isinstance(answer, Fetched) else None
    if isinstance(answer, Fetched) and document is None and body != state.body_hash:
        answer = Failed(reason=Reason.UNREADABLE, status=answer.status)
    if isinstance(answer, Failed):
        known = _failed(state, answer, now)
        due = _due(known, source, answer, now, chance)
        return replace(returned(known, now), due=due)
    known = _answered(counted(state, source, answer, now), answer, document, body, now)
    known = _dated(known, state, dates, now)
    known = _distrusted(_paced(known, renewed, now), answer, now)
    return replace(known, due=_due(known, source, answer, now, chance))


def pushed(state: SourceState, now: datetime, chance: float) -> SourceState:
    """Return a state of a source whose news are pushed to us: asked a quarter as often, though every 6 hours.

    Nothing changes for one that fails, or whose document moves on so fast that articles may be lost.
    """
    wait = state.due - now
    if state.failures or wait <= _NOTHING or _overruns(state, now):
        return state
    later = max(min(wait * _PUSHED_TIMES, _PUSHED_CAP), wait)
    return replace(state, due=_open(now + later, state.hints or Hints(), chance))


def silent(state: SourceState, now: datetime) -> bool:
    """Tell whether a source answers, but has had nothing new for much longer than it usually takes."""
    if state.renewed is None or state.answered is None or state.failures:
        return False
    patience = _SILENT_UNKNOWN if state.gap is None else max(_SILENT_AT_LEAST, state.gap * _SILENT_GAPS)
    return now - state.renewed > patience


def worry(state: SourceState, now: datetime) -> str:
    """Say in a few words what an operator should know of a source; "" where all is well."""
    if state.gone:
        return "gone (410): asked once a month; remove it, or give its new address"
    if _is_hopeless(state, now):
        return f"has not answered since {state.failing_since:%Y-%m-%d}: asked rarely; is the address right?"
    if silent(state, now):
        return f"answers, but has had nothing new since {state.renewed:%Y-%m-%d}"
    return "may lose articles: its document moves on faster than we ask" if _overruns(state, now) else ""


# What we know.


def _answered(
    state: SourceState, answer: Fetched | Unchanged, document: Document | None, body: str | None, now: datetime
) -> SourceState:
    status = answer.status if isinstance(answer, Fetched) else 304
    fine = replace(
        state, asked=now, answered=now, failures=0, failing_since=None, reason=None, status=status, gone=False
    )
    if isinstance(answer, Unchanged):
        # RFC 9110 section 15.4.5: a 304 repeats the ETag; where it does not, the old one stands.
        latest = {"etag": answer.etag or state.etag, "last_modified": answer.last_modified or state.last_modified}
        return replace(fine, repeats=0, **latest)
    if document is not None and document.partial:
        return fine  # it was cut off: the old validators bring the whole of it next time
    return _read(fine, answer, document, body, now)


def _read(
    state: SourceState, answer: Fetched, document: Document | None, body: str | None, now: datetime
) -> SourceState:
    """Keep the latest pair of validators, even of a body that we had already, and what the document says of itself."""
    whole = replace(
        state,
        etag=answer.etag,
        last_modified=answer.last_modified,
        issuer=address.origin(answer.address),
        body_hash=body,
        full=now,
    )
    if document is None:
        return replace(whole, repeats=state.repeats + 1)
    hints = replace(document.hints, self_url=answer.self_url) if answer.self_url else document.hints
    return replace(whole, repeats=0, entries=len(document.entries), hints=hints, hub=answer.hub or hints.hub)


def _dated(state: SourceState, before: SourceState, dates: Sequence[datetime], now: datetime) -> SourceState:
    """Learn from the dates of a document that is all new to us how often the source writes, and whether we came late.

    They are the source's own word, so they only make us ask sooner within bounds. A source that gives old articles new
    names comes with old dates, and is not late.
    """
    told = sorted((date for date in dates if date < now), reverse=True)[:_DATES_COUNTED]
    if len(told) < _DATES_AT_LEAST or len(dates) < state.entries:
        return state
    pace = (now - told[-1]) / len(told)
    had_news = before.renewed is not None
    is_late = had_news and before.answered is not None and min(dates) > before.answered
    return replace(
        state,
        pace=pace,
        gap=pace if state.gap is None else min(state.gap, pace),
        overrun=now if is_late else state.overrun,
    )


def _paced(state: SourceState, renewed: int, now: datetime) -> SourceState:
    """Note that there was something new, and how long that usually takes: a mean in which the latest weighs most."""
    if renewed <= 0:
        return state
    if state.renewed is None or now <= state.renewed:
        return replace(state, renewed=now)
    latest = (now - state.renewed) / renewed
    gap = latest if state.gap is None else state.gap * (1 - _NEWEST_WEIGHS) + latest * _NEWEST_WEIGHS
    return replace(state, renewed=now, gap=gap)


def _distrusted(state: SourceState, answer: Answer, now: datetime) -> SourceState:
    """Forget the validators where 304s have become implausible, so that the next question brings a whole body.

    A poisoned validator would be answered with 304 for ever. Once a week at most, and only of a source gone silent: an
    unconditional question without need is impolite.
    """
    stale = state.full is None or now - state.full > _DISTRUST
    if isinstance(answer, Unchanged) and stale and silent(state, now):
        return replace(state, etag=None, last_modified=None)
    return state


def _failed(state: SourceState, answer: Failed, now: datetime) -> SourceState:
    throttled = now if answer.reason is Reason.THROTTLED else state.throttled
    return replace(
        state,
        asked=now,
        failures=state.failures + 1,
        failing_since=state.failing_since or now,
        reason=str(answer.reason),
        status=answer.status,
        gone=answer.reason is Reason.GONE,
        throttled=throttled,
    )


# When to ask again.


def _due(state: SourceState, source: Source, answer: Answer, now: datetime, chance: float) -> datetime:
    wait = _penalty(state, source, answer, now) if isinstance(answer, Failed) else _wait(state, source, answer, now)
    return _open(now + wait * (1 + _JITTER * chance), state.hints or Hints(), chance)


def _wait(state: SourceState, source: Source, answer: Fetched | Unchanged, now: datetime) -> timedelta:
    habit = _NOTHING if source.every else _habit(state)
    return max(_rhythm(state, source, now, answer.fresh_for), _promised(state, answer, now), habit)


def _promised(state: SourceState, answer: Fetched | Unchanged, now: datetime) -> timedelta:
    """Return how long nothing changes, by the source's own word: up to a day, and as long as it proves true."""
    promised = min(answer.fresh_for or _NOTHING, _HINT_CAP)
    return min(promised, max(_stay(state), FLOOR)) if _overruns(state, now) else promised


def _overruns(state: SourceState, now: datetime) -> bool:
    return state.overrun is not None and now - state.overrun < _WEEK


def _rhythm(state: SourceState, source: Source, now: datetime, told: timedelta | None = None) -> timedelta:
    """Return how often we would ask if nobody told us: twice for each article that is to be expected."""
    most = DAY if _is_bare(state) else CAP
    wait = source.every or min(max(_gap(state, now) / 2, _least(state, told)), most)
    was_throttled = state.throttled is not None and _NOTHING <= now - state.throttled < _SPARED_FOR
    return min(wait * 2, max(wait, _stay(state))) if was_throttled and not state.failures else wait


def _gap(state: SourceState, now: datetime) -> timedelta:
    usual = state.gap or START * 2
    return usual if state.renewed is None else max(usual, (now - state.renewed) * _QUIET_WEIGHS)


def _is_bare(state: SourceState) -> bool:
    """Tell whether each answer is a whole body: the source gives no validators, or takes no notice of them."""
    return state.repeats >= _DEAF_AFTER or not (state.etag or state.last_modified)


def _least(state: SourceState, told: timedelta | None) -> timedelta:
    """Return the shortest interval: longer where each answer is a whole body, shorter where articles would be lost."""
    if _is_bare(state):
        return max(FLOOR, min(_HOUR, _window(state)))
    hints = state.hints or Hints()
    named = min(told or FLOOR, hints.ttl or FLOOR)
    return min(max(named, TOLD), FLOOR, max(_stay(state), LEAST))


def _stay(state: SourceState) -> timedelta:
    """Return half of the time that an entry stays in the document, by its dates."""
    return _HINT_CAP if state.pace is None or not state.entries else state.pace * state.entries / 2


def _habit(state: SourceState) -> timedelta:
    """Return the interval that ttl and sy:* name. They are often wrong by a factor: half of the window bounds them."""
    hints = state.hints or Hints()
    named = max(hints.ttl or _NOTHING, hints.period or _NOTHING)
    return min(named, _HINT_CAP, max(FLOOR, _window(state)))


def _window(state: SourceState) -> timedelta:
    """Return half of the time that an entry stays in the document, as far as we know; later, articles are lost."""
    if state.gap is None or not state.entries:
        return _HINT_CAP
    return min(state.gap * state.entries / 2, _HINT_CAP)


def _penalty(state: SourceState, source: Source, answer: Failed, now: datetime) -> timedelta:
    if answer.reason is Reason.GONE:
        return MONTH
    rhythm = _rhythm(state, source, state.answered or now)  # that nothing new came since is no sign that it is quiet
    asked = min(answer.retry_after or _NOTHING, _LONGEST_RETRY)
    return max(rhythm, asked, _backoff(state, answer, rhythm, now))


def _is_hopeless(state: SourceState, now: datetime) -> bool:
    since = state.failing_since or now
    return state.failures >= _HOPELESS_FAILURES and now - since >= _HOPELESS_TIME


def _backoff(state: SourceState, answer: Failed, rhythm: timedelta, now: datetime) -> timedelta:
    is_missing = answer.reason is Reason.NOT_FOUND
    if is_missing and now - (state.failing_since or now) >= _LOST_FOR:
        return _WEEK
    if _is_hopeless(state, now):
        return DAY
    if answer.reason is Reason.THROTTLED:
        return _refused(state, answer, rhythm)
    # One failure in passing is the network's weather: asked again as usual.
    return _slower(rhythm, 2, state.failures - 1, DAY if is_missing else _FAILURE_CAP)


def _refused(state: SourceState, answer: Failed, rhythm: timedelta) -> timedelta:
    """Return the wait after a 429 or 503. Limits are mostly by the hour: the first without a word costs little more."""
    if answer.retry_after is not None:
        return _slower(rhythm, 2, state.failures, _FAILURE_CAP)
    return _slower(rhythm, 4, state.failures, max(rhythm * 2, _HOUR) if state.failures == 1 else DAY)


def _slower(rhythm: timedelta, factor: int, powers: int, cap: timedelta) -> timedelta:
    times: int = factor ** min(powers, _MOST_TIMES)
    return min(min(rhythm, cap) * times, cap)


def _open(moment: datetime, hints: Hints, chance: float) -> datetime:
    """Return the first moment from here on in an hour and on a day (UTC) that the source does not ask us to skip.

    All sources open on the hour: `chance` spreads them over its first ten minutes. A source that skips everything says
    nothing.
    """
    if len(hints.skip_hours & _HOURS) == len(_HOURS) or len(hints.skip_days & _DAYS) == len(_DAYS):
        return moment
    opening = moment
    while opening.hour in hints.skip_hours or opening.weekday() in hints.skip_days:
        opening = opening.replace(minute=0, second=0, microsecond=0) + _HOUR
    return opening if opening == moment else opening + FLOOR * chance
