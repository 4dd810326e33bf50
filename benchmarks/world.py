"""A day of an invented world of news: sources with their paces and habits, and what they answer at any moment.

Everything follows from a seed: the same seed is the same day. Times are seconds since the world began, at midnight UTC.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from publisher.model import Agency, Answer, Document, Entry, Failed, Fetched, Hints, Reason, Source, SourceState
from publisher.model import Unchanged as Same
from publisher.wire import hosts

BEGAN: Final = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
AGENCY: Final = Agency(id="world", name="World", credit="World")
PACES: Final = {  # how a kind of source is called: seconds between its articles, its share of the sources, its entries
    "every minute": (60.0, 0.02, (30, 50, 100)),
    "every 10 minutes": (600.0, 0.10, (20, 30, 50)),
    "hourly": (HOUR, 0.30, (10, 20, 30)),
    "daily": (DAY, 0.38, (10, 20)),
    "weekly": (7 * DAY, 0.20, (10, 20)),
}
FAULTY: Final = 0.1  # of all polls
TIMEOUT: Final = 20.0
_FAULTS: Final = ("timeout", "5xx", "429", "429 with Retry-After", "reset", "truncated", "404", "redirect", "malformed")
_BUSY: Final = 0.16  # of the sources are at hosts that have 200 each
_SLOW_NIGHT: Final = 0.8  # how much fewer articles there are at night


class Said(NamedTuple):
    """What one question brought, after how many seconds: articles from `first` to `last`, and how many were lost."""

    answer: Answer
    document: Document | None = None
    seconds: float = 0.0
    first: int = 0
    last: int = 0
    lost: int = 0
    fault: str = ""
    is_first: bool = False  # of its source: how old its articles are says nothing of us


@dataclass(slots=True)
class Outlet:
    """One source of the world."""

    source: Source
    host: str
    kind: str
    times: list[float]  # of its articles, in order
    holds: int
    tagged: bool  # gives validators
    heeds: bool  # answers 304
    dated: bool
    fresh_for: timedelta | None
    document: Document
    lag: float  # seconds of a usual answer
    seen: int = 0  # articles that we had the chance to see
    place: str = field(init=False)
    state: SourceState = field(init=False)

    def __post_init__(self) -> None:
        """Be new to the program."""
        self.place = hosts.place(self.source)
        self.state = SourceState(source=self.source.id)

    @property
    def is_wishful(self) -> bool:
        """Whether the source asks to be left alone for long."""
        hints = self.document.hints
        return bool(hints.ttl or hints.skip_hours or hints.skip_days or self.fresh_for == timedelta(hours=1))

    def dates(self, first: int, last: int) -> list[datetime]:
        """Return the dates that articles bear."""
        return [BEGAN + timedelta(seconds=time) for time in self.times[first:last]] if self.dated else []

    def told(self, now: float) -> Said:
        """Return the answer of a good moment, and count what was seen."""
        count = bisect_right(self.times, now)
        tag = f'"{count}"'
        if self.heeds and self.state.etag == tag:
            return Said(Same(etag=tag, fresh_for=self.fresh_for), seconds=self.lag)
        is_first = not self.seen
        first = max(self.seen, count - self.holds)
        lost = 0 if is_first else first - self.seen
        is_known = self.state.body_hash is not None and count == self.seen
        self.seen = count
        answer = Fetched(
            address=self.source.url, body=tag.encode(), etag=tag if self.tagged else None, fresh_for=self.fresh_for
        )
        document = None if is_known else self.document
        return Said(answer, document, self.lag * 2, first, count, lost, is_first=is_first)

    def failed(self, fault: str, chance: Random) -> Said:
        """Return what a bad moment is."""
        failure, seconds = {
            "timeout": (Failed(reason=Reason.TIMEOUT), TIMEOUT),
            "5xx": (Failed(reason=Reason.HTTP, status=502), self.lag),
            "429": (Failed(reason=Reason.THROTTLED, status=429), self.lag),
            "429 with Retry-After": (
                Failed(
                    reason=Reason.THROTTLED, status=429, retry_after=timedelta(seconds=chance.choice((30, 300, 3600)))
                ),
                self.lag,
            ),
            "reset": (Failed(reason=Reason.NETWORK), self.lag),
            "truncated": (Failed(reason=Reason.TRUNCATED, status=200), self.lag * 2),
            "404": (Failed(reason=Reason.NOT_FOUND, status=404), self.lag),
            "malformed": (Failed(reason=Reason.UNREADABLE, status=200), self.lag * 2),
            "down": (Failed(reason=Reason.NETWORK), 5.0),
        }[fault]
        return Said(failure, seconds=seconds, fault=fault)


class World:
    """The sources, and which hosts are down when."""

    def __init__(self, seed: int, sources: int, days: float) -> None:
        self._chance = Random(seed)
        self._days = days
        self._hosts = self._place(sources)
        self.outlets = [self._outlet(number, host) for number, host in enumerate(self._hosts)]
        busy = sorted({host for host in self._hosts if host.startswith("busy")})
        self._down = {host: (days * DAY - 15 * HOUR + 6 * n * HOUR, 1.5 * HOUR) for n, host in enumerate(busy[:2])}

    @property
    def hosts(self) -> int:
        """How many hosts there are."""
        return len(set(self._hosts))

    def ask(self, outlet: Outlet, host: str, now: float) -> Said:
        """Return what a source says: a fault in a tenth of the cases, and none of it where its host is down."""
        begins, lasts = self._down.get(host, (math.inf, 0.0))
        if begins <= now < begins + lasts:
            return outlet.failed("down", self._chance)
        fault = self._chance.choice(_FAULTS) if self._chance.random() < FAULTY else ""
        if not fault:
            return outlet.told(now)
        if fault == "redirect":
            said = outlet.told(now)
            return said._replace(seconds=said.seconds * 2, fault=fault)
        return outlet.failed(fault, self._chance)

    def _place(self, sources: int) -> list[str]:
        """Return a host for each source: some have 200, some a dozen, most a few."""
        busy = int(sources * _BUSY)
        middling = int(sources * 0.2)
        names = [f"busy{n // 200}.example" for n in range(busy)]
        names += [f"press{n // 12}.example" for n in range(middling)]
        rest = sources - len(names)
        few = max(1, int(rest * 0.44))
        names += [f"one{self._chance.randrange(few)}.example" for _ in range(rest)]
        self._chance.shuffle(names)
        return names

    def _outlet(self, number: int, host: str) -> Outlet:
        chance = self._chance
        kind = chance.choices(list(PACES), [share for _, share, _ in PACES.values()])[0]
        gap, _, sizes = PACES[kind]
        holds = chance.choice(sizes)
        tagged = chance.random() < 0.88
        return Outlet(
            source=Source(id=f"s{number}", agency=AGENCY, url=f"https://{host}/{number}"),
            host=host,
            kind=kind,
            times=self._times(gap, holds),
            holds=holds,
            tagged=tagged,
            heeds=tagged and chance.random() < 0.95,
            dated=chance.random() < 0.9,
            fresh_for=self._fresh_for(),
            document=Document(format="rss20", entries=(Entry(),) * holds, hints=self._hints()),
            lag=chance.uniform(0.05, 0.6),
        )

    def _times(self, gap: float, holds: int) -> list[float]:
        """Return when the articles appear: at random, fewer at night, enough of them before the world begins."""
        time, end = -gap * holds * 2.5, self._days * DAY
        times = []
        while time < end:
            time += self._chance.expovariate(1 / gap)
            day = 1 - math.cos(2 * math.pi * time / DAY)  # 0 at midnight, 2 at noon
            if self._chance.random() < 1 - _SLOW_NIGHT + _SLOW_NIGHT * day / 2:
                times.append(time)
        return times

    def _fresh_for(self) -> timedelta | None:
        seconds = self._chance.choices((None, 60, 300, 900, 3600), (70, 10, 10, 6, 4))[0]
        return None if seconds is None else timedelta(seconds=seconds)

    def _hints(self) -> Hints:
        minutes = self._chance.choices((None, 5, 15, 60, 1440), (75, 3, 8, 12, 2))[0]
        night = self._chance.random() < 0.03
        return Hints(
            ttl=None if minutes is None else timedelta(minutes=minutes),
            skip_hours=frozenset({0, 1, 2, 3, 4}) if night else frozenset(),
            skip_days=frozenset({6}) if self._chance.random() < 0.01 else frozenset(),
        )
