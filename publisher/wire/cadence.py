"""When to ask a source again, and what to remember of its answer. Pure: no clock, no chance, no network of its own.

    due = now + wait x (1 + a tenth x chance), moved on to an hour that the source does not ask us to skip

    answered    wait = the longest of: our own rhythm (half of the usual gap between articles, 10 minutes to 2 hours),
                       max-age or Expires, ttl, sy:updatePeriod; the operator's `every` goes before rhythm, ttl and sy
    failed      wait = rhythm x 2 for each failure in a row, up to 6 hours; after 30 failures and 7 days, once a day
    throttled   wait = Retry-After, else rhythm x 4 for each in a row, up to a day; twice as slow for a day thereafter
    gone (410)  once a month, in case it was a mistake

No source is ever given up. `docs/politeness.md` shows what this means for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from publisher.model import Answer, Document, Failed, Fetched, Hints, Reason, Source, SourceState, Unchanged
from publisher.wire import address

FLOOR: Final = timedelta(minutes=10)
CAP: Final = timedelta(hours=2)
START: Final = timedelta(minutes=30)  # nothing is known yet
DAY: Final = timedelta(days=1)
MONTH: Final = timedelta(days=30)
_NOTHING: Final = timedelta()
_HOUR: Final = timedelta(hours=1)

_HINT_CAP: Final = DAY  # the longest that headers or the document may keep us away
_FAILURE_CAP: Final = timedelta(hours=6)
_HOPELESS_FAILURES: Final = 30
_HOPELESS_TIME: Final = timedelta(days=7)
_LONGEST_RETRY: Final = timedelta(days=7)
_JITTER: Final = 0.1
_HOURS: Final = frozenset(range(24))
_DAYS: Final = frozenset(range(7))
_MOST_TIMES: Final = 14  # beyond every cap; keeps the arithmetic small

_NEWEST_WEIGHS: Final = 0.3  # of the latest observation in the mean gap
_QUIET_WEIGHS: Final = 0.25  # a source that has been quiet for long publishes as if its gap were this part of it

_SILENT_AT_LEAST: Final = timedelta(days=3)
_SILENT_GAPS: Final = 20
_SILENT_UNKNOWN: Final = timedelta(days=30)  # without a gap there is no "usual"
_DISTRUST: Final = timedelta(days=7)

_ADOPT_POLLS: Final = 3
_ADOPT_TIME: Final = timedelta(hours=24)


def body_hash(body: bytes) -> str:
    """Return what a body is known by: SHA-256, hex. The same body again needs no parsing."""
    return sha256(body).hexdigest()


def remember(  # noqa: PLR0913, PLR0917 -- these are the facts of one poll, and the corridor holds each apart
    state: SourceState,
    source: Source,
    answer: Answer,
    document: Document | None,
    renewed: int,
    now: datetime,
    chance: float,
) -> SourceState:
    """Return what we know of a source after a poll, with the time it is due again.

    `document` is the parsed body of a Fetched; None where the body is the one we had (by its hash) or could not be
    read. `renewed` counts the new and changed articles in it; `chance` in [0, 1) is the jitter. Validators and the
    body's hash are kept only of a body that was complete and read.
    """
    if isinstance(answer, Fetched) and document is None and body_hash(answer.body) != state.body_hash:
        answer = Failed(reason=Reason.UNREADABLE, detail="the document could not be read", status=answer.status)
    if isinstance(answer, Failed):
        known = _failed(state, answer, now)
    else:
        known = _answered(_moved(state, source, answer, now), answer, document, now)
        known = _distrusted(_paced(known, renewed, now), answer, now)
    return replace(known, due=_due(known, source, answer, now, chance))


def silent(state: SourceState, now: datetime) -> bool:
    """Tell whether a source answers, but has had nothing new for much longer than it usually takes."""
    if state.renewed is None or state.answered is None or state.failures:
        return False
    patience = _SILENT_UNKNOWN if state.gap is None else max(_SILENT_AT_LEAST, state.gap * _SILENT_GAPS)
    return now - state.renewed > patience


def adoptable(state: SourceState, now: datetime) -> bool:
    """Tell whether a permanent redirect has stood long enough: three polls in a row that agree, over a day.

    One 301 may be a captive portal's. The caller adds what only it can see: that the same articles come from there.
    """
    if state.moved_to is None or state.moved_since is None:
        return False
    return state.moved_polls >= _ADOPT_POLLS and now - state.moved_since >= _ADOPT_TIME


# What we know.


def _answered(state: SourceState, answer: Fetched | Unchanged, document: Document | None, now: datetime) -> SourceState:
    status = answer.status if isinstance(answer, Fetched) else 304
    fine = replace(
        state, asked=now, answered=now, failures=0, failing_since=None, reason=None, status=status, gone=False
    )
    if isinstance(answer, Unchanged):
        # RFC 9110 section 15.4.5: a 304 repeats the ETag; where it does not, the old one stands.
        return replace(fine, etag=answer.etag or state.etag, last_modified=answer.last_modified or state.last_modified)
    if document is not None and document.partial:
        return fine  # it was cut off: the old validators bring the whole of it next time
    return _read(fine, answer, document, now)


def _read(state: SourceState, answer: Fetched, document: Document | None, now: datetime) -> SourceState:
    """Keep the latest pair of validators, even of a body that we had already, and what the document says of itself."""
    whole = replace(
        state,
        etag=answer.etag,
        last_modified=answer.last_modified,
        issuer=address.origin(answer.address),
        body_hash=body_hash(answer.body),
        full=now,
    )
    if document is None:
        return whole
    return replace(whole, entries=len(document.entries), hints=document.hints, hub=document.hints.hub)


def _moved(state: SourceState, source: Source, answer: Fetched | Unchanged, now: datetime) -> SourceState:
    """Count the polls in a row whose permanent redirects agree."""
    target = answer.moved_to if answer.moved_to != source.url else None
    if target is None:
        return replace(state, moved_to=None, moved_polls=0, moved_since=None)
    if target != state.moved_to:
        return replace(state, moved_to=target, moved_polls=1, moved_since=now)
    return replace(state, moved_polls=state.moved_polls + 1)


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
    promised = min(answer.fresh_for or _NOTHING, _HINT_CAP)
    habit = _NOTHING if source.every else _habit(state)
    return max(_rhythm(state, source, now), promised, habit)


def _rhythm(state: SourceState, source: Source, now: datetime) -> timedelta:
    """Return how often we would ask if nobody told us: twice for each article that is to be expected."""
    wait = source.every or min(max(_gap(state, now) / 2, _least(state)), CAP)
    was_throttled = state.throttled is not None and _NOTHING <= now - state.throttled < DAY
    return wait * 2 if was_throttled and not state.failures else wait


def _gap(state: SourceState, now: datetime) -> timedelta:
    usual = state.gap or START * 2
    return usual if state.renewed is None else max(usual, (now - state.renewed) * _QUIET_WEIGHS)


def _least(state: SourceState) -> timedelta:
    """Return the shortest interval: longer where each answer is a whole body, unless articles would be lost."""
    if state.etag or state.last_modified:
        return FLOOR
    return max(FLOOR, min(_HOUR, _window(state)))


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
    rhythm = _rhythm(state, source, now)
    asked = min(answer.retry_after or _NOTHING, _LONGEST_RETRY)
    return max(rhythm, asked, _backoff(state, answer, rhythm, now))


def _backoff(state: SourceState, answer: Failed, rhythm: timedelta, now: datetime) -> timedelta:
    since = state.failing_since or now
    if state.failures >= _HOPELESS_FAILURES and now - since >= _HOPELESS_TIME:
        return DAY
    throttled = answer.reason is Reason.THROTTLED
    factor, cap = (4, DAY) if throttled and answer.retry_after is None else (2, _FAILURE_CAP)
    times: int = factor ** min(state.failures, _MOST_TIMES)
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
