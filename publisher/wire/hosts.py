"""What the sources of one host have in common: it is down, or it told us to slow down. Pure; one small value.

    down        5 questions in a row to a host without any answer close it: for a minute, twice as long for each further
                one, up to 15 minutes. Then one question tries; any answer at all opens it again.
    hurried     a 429 doubles the gap between two questions there, up to 4 seconds; ten answers halve it again
    slow down   two sources in a row that are told 429 mean the host, not a document: all of its sources are twice as
                slow for 6 hours, and where a Retry-After says so it is closed until then, for an hour at most
    together    a host (or a domain with all its hosts) that the operator named counts its visitors together: there the
                first 429 or 503 is meant for all, and closes it for a day at most

A 503 of one source says nothing of the others: one host may serve many that fail each for a reason of its own, and
none of them shall be starved by its neighbour (https://github.com/FreshRSS/FreshRSS/issues/7880). For the same reason a
host is its exact name and port, and a host of our own (`allow_private`) is none at all.

Only hosts in trouble are remembered, so the value stays small; the corridor keeps it over restarts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from publisher.model import Answer, Failed, Reason, Source, SourceState
from publisher.wire import address

ENOUGH: Final = 5  # questions in a row that nobody answered
SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=15)
GAP: Final = 1.0  # seconds
WIDEST: Final = 4.0  # seconds
_PAUSE: Final = timedelta(hours=1)
_TOGETHER: Final = timedelta(days=1)
_SLOWED: Final = timedelta(hours=6)
_FINE: Final = 10  # answers that halve the gap
_SPREAD: Final = timedelta(minutes=1)
_STRIKES: Final = 2  # 4 seconds
_MOST: Final = 10  # beyond every cap; keeps the arithmetic small
_TOO_MANY: Final = 429
_LOST: Final = frozenset({Reason.NETWORK, Reason.TIMEOUT, Reason.TLS})


class Host(Struct, frozen=True, kw_only=True):
    """A host in trouble. Times are UTC, by our own clock."""

    lost: int = 0  # questions in a row that nobody answered
    closed: datetime | None = None  # nobody asks before
    throttled: datetime | None = None  # the last time it told all of us to slow down
    strikes: int = 0  # how often the gap was doubled
    fine: int = 0  # answers since then
    by: str = ""  # the source that was told to slow down, where it was the last to be answered


class Hosts(Struct, frozen=True):
    """The hosts in trouble, by their names."""

    known: Mapping[str, Host] = {}


_WELL: Final = Host()


def place(source: Source, together: Collection[str] = ()) -> str:
    """Return what a source shares its host's fate with: host and port, or the domain in `together` that it is below.

    "" for a host of our own, which need not be spared. To be asked of the source `moves.asked_as` gives.
    """
    host = address.host(source.url)
    for name in together:
        if host == name or host.endswith(f".{name}"):
            return name
    if source.allow_private or not host:
        return ""
    return _named(source.url)


@lru_cache(maxsize=8192)
def _named(url: str) -> str:
    return f"{address.host(url)}:{address.port_of(urlsplit(address.unalias(url)))}"


def closed_until(hosts: Hosts, at: str, now: datetime) -> datetime | None:
    """Return until when nobody is to ask there; None where it is open."""
    closed = hosts.known.get(at, _WELL).closed
    return closed if closed is not None and now < closed <= now + _TOGETHER else None


def gap(hosts: Hosts, at: str) -> float:
    """Return how many seconds are to lie between two questions there."""
    return min(GAP * float(1 << hosts.known.get(at, _WELL).strikes), WIDEST)


def postponed(state: SourceState, until: datetime, chance: float) -> SourceState:
    """Return the state of a source that was due but not asked, because its host is closed. It has not failed."""
    return replace(state, due=max(state.due, until + _SPREAD * chance))


def warned(state: SourceState, hosts: Hosts, at: str) -> SourceState:
    """Return a state that knows when its host told any of us to slow down: to be remembered with the answer."""
    told = hosts.known.get(at, _WELL).throttled
    if told is None or (state.throttled is not None and state.throttled >= told):
        return state
    return replace(state, throttled=told)


def heard(hosts: Hosts, at: str, source: str, answer: Answer, now: datetime, *, together: bool = False) -> Hosts:
    """Return what is known of the hosts after an answer from one of them: the same value where that is nothing new.

    `together`: the operator named the host, so that every refusal there means all of its sources.
    """
    if not at:
        return hosts
    old = hosts.known.get(at, _WELL)
    new = _told(old, source, answer, now, together=together)
    if new == old:
        return hosts
    others = {name: host for name, host in hosts.known.items() if name != at}
    return Hosts(others if new == _WELL else {**others, at: new})


def reached(hosts: Hosts) -> Hosts:
    """Forget which hosts seemed down: it was our own network."""
    known = {name: replace(host, lost=0, closed=None) if host.lost else host for name, host in hosts.known.items()}
    return Hosts({name: host for name, host in known.items() if host != _WELL})


def _told(host: Host, source: str, answer: Answer, now: datetime, *, together: bool) -> Host:
    if isinstance(answer, Failed) and answer.status is None and answer.reason in _LOST:
        return _lost(host, now)
    if isinstance(answer, Failed) and answer.reason is Reason.THROTTLED and (together or answer.status == _TOO_MANY):
        return _throttled(host, source, answer, now, together=together)
    return _answered(host, now)


def _answered(host: Host, now: datetime) -> Host:
    """Open what was closed because nobody answered, and forgive step by step."""
    fine = host.fine + 1 if host.strikes else 0
    strikes, fine = (host.strikes - 1, 0) if fine >= _FINE else (host.strikes, fine)
    return Host(
        closed=host.closed if not host.lost and host.closed is not None and now < host.closed else None,
        throttled=host.throttled if _is_slowed(host, now) else None,
        strikes=strikes,
        fine=fine,
    )


def _lost(host: Host, now: datetime) -> Host:
    lost = host.lost + 1
    if lost < ENOUGH:
        return replace(host, lost=lost)
    wait = min(SHORTEST * 2 ** min(lost - ENOUGH, _MOST), LONGEST)
    return replace(host, lost=lost, closed=max(host.closed or now, now + wait))


def _throttled(host: Host, source: str, answer: Failed, now: datetime, *, together: bool) -> Host:
    strikes = min(host.strikes + 1, _STRIKES)
    if not together and host.by in {"", source}:
        return replace(host, lost=0, strikes=strikes, fine=0, by=source)
    pause = min(answer.retry_after or timedelta(), _TOGETHER if together else _PAUSE)
    closed = max(host.closed or now, now + pause) if pause else host.closed
    return Host(closed=closed, throttled=now, strikes=strikes, by=source)


def _is_slowed(host: Host, now: datetime) -> bool:
    return host.throttled is not None and timedelta() <= now - host.throttled < _SLOWED
