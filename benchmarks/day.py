"""A day in the life of a newsroom, in simulated time: 5,000 sources on 1,500 hosts, a tenth of all polls at fault.

The rhythm, the hosts' memory and the turns are the program's own; the network is a table. An event loop whose clock
leaps to the next alarm runs thirty hours in under a minute: six to settle in, and the day that is told of.

Other than by the seed, nothing differs from run to run: compare two versions of the program by it.
"""

from __future__ import annotations

import asyncio
import gc
import heapq
import math
import selectors
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from benchmarks.scale import Scale
from benchmarks.tables import Table, figure
from benchmarks.world import BEGAN, DAY, PACES, Outlet, Said, World
from publisher.model import Unchanged
from publisher.wire import hosts
from publisher.wire.cadence import remember
from publisher.wire.turns import Turns

SEED: Final = 20260302
DAYS: Final = 1.25
BEAT: Final = 5.0  # seconds
SEATS: Final = 48
_SIZES: Final = {"one": "at a host with few", "press": "at a host with a dozen", "busy": "at a host with 200"}


class _Leap(selectors.SelectSelector):
    """A selector for which nothing ever comes in: instead of waiting, the clock moves on."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Let the time pass at once."""
        if timeout is None:
            message = "nobody waits for anything any more"
            raise RuntimeError(message)
        self.now += max(timeout, 0.0)
        return []


class _Loop(asyncio.SelectorEventLoop):
    """An event loop in simulated time."""

    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        """Return the simulated seconds since the world began."""
        return self._leap.now


@dataclass(slots=True)
class Log:
    """What was observed: of the hosts on all days, of the articles and sources on the last one. Times are seconds."""

    ages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # of articles when first seen
    free: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # ...where no wish kept us away
    asked: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    spared: int = 0  # questions not asked because their host was down
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    last: dict[str, float] = field(default_factory=dict)
    smallest_gap: float = DAY
    beats_late: float = 0.0
    late: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # the longest beyond its due, healthy


class Newsroom:
    """The program as far as it decides when to ask."""

    def __init__(self, world: World, seed: int, loop: asyncio.AbstractEventLoop) -> None:
        self._world = world
        self._loop = loop
        self._chance = Random(seed)
        self._turns = Turns(clock=loop.time)
        self._seats = asyncio.Semaphore(SEATS)
        self._hosts = hosts.Hosts()
        self._due = [(0.0, number) for number in range(len(world.outlets))]
        self._tasks: set[asyncio.Task[None]] = set()
        self.log = Log()

    async def run(self, days: float) -> None:
        """Beat until the days are over; what is told of is the last of them."""
        while (now := self._loop.time()) < days * DAY:
            while self._due and self._due[0][0] <= now:
                due, number = heapq.heappop(self._due)
                task = self._loop.create_task(self._poll(number, due))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(self._to_next_beat(now))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _to_next_beat(self, now: float) -> float:
        """Return the seconds to the first beat with anything to do; what is under way is due in a minute at best."""
        first = self._due[0][0] if self._due else now
        return max(1, min(math.ceil((first - now) / BEAT), 12)) * BEAT

    async def _poll(self, number: int, due: float) -> None:
        outlet = self._world.outlets[number]
        at = outlet.place
        came = self._loop.time()
        if self._is_closed(at) or not await self._ask(outlet, at, due, came):
            self._postpone(outlet, at)
        heapq.heappush(self._due, (_seconds(outlet.state.due), number))

    async def _ask(self, outlet: Outlet, at: str, due: float, came: float) -> bool:
        """Ask in turn; tell whether it was still worth asking."""
        host = outlet.host
        wide = hosts.gap(self._hosts, at)
        async with self._turns.at(host, gap=wide, seat=self._seats, needless=lambda: self._is_closed(at)):
            if self._is_closed(at):
                return False
            with self._watched(outlet, host, due, came):
                said = self._world.ask(outlet, host, self._loop.time())
                await asyncio.sleep(said.seconds)
        self._learn(outlet, at, said)
        return True

    def _learn(self, outlet: Outlet, at: str, said: Said) -> None:
        now = self._now()
        self._hosts = hosts.heard(self._hosts, at, outlet.source.id, said.answer, now)
        state = hosts.warned(outlet.state, self._hosts, at)
        outlet.state = remember(
            state,
            outlet.source,
            said.answer,
            said.document,
            said.last - said.first,
            now,
            self._chance.random(),
            dates=outlet.dates(said.first, said.last),
        )
        if self._is_told:
            self._note(outlet, said)

    def _postpone(self, outlet: Outlet, at: str) -> None:
        until = hosts.closed_until(self._hosts, at, self._now())
        self.log.spared += self._is_told
        outlet.state = hosts.postponed(outlet.state, until or self._now(), self._chance.random())

    def _is_closed(self, at: str) -> bool:
        return hosts.closed_until(self._hosts, at, self._now()) is not None

    def _now(self) -> datetime:
        return BEGAN + timedelta(seconds=self._loop.time())

    @property
    def _is_told(self) -> bool:
        return self._loop.time() >= (DAYS - 1) * DAY

    @contextmanager
    def _watched(self, outlet: Outlet, host: str, due: float, came: float) -> Iterator[None]:
        """Note that a request begins and ends."""
        log, now = self.log, self._loop.time()
        log.at_once[host] += 1
        log.most_at_once = max(log.most_at_once, log.at_once[host])
        log.smallest_gap = min(log.smallest_gap, now - log.last.get(host, -DAY))
        log.last[host] = now
        if self._is_told and not outlet.state.failures:
            log.beats_late = max(log.beats_late, came - due)
            log.late[_size(host)] = max(log.late[_size(host)], now - due)
        yield
        log.at_once[host] -= 1

    def _note(self, outlet: Outlet, said: Said) -> None:
        log, kind, now = self.log, outlet.kind, self._loop.time()
        log.asked[kind] += 1
        log.bodies[kind] += not isinstance(said.answer, Unchanged) and not said.fault
        log.lost[kind] += said.lost
        if not said.is_first:
            ages = [now - time for time in outlet.times[said.first : said.last]]
            log.ages[kind] += ages
            log.free[kind] += [] if outlet.is_wishful else ages
        log.faults[said.fault] += 1


def _seconds(moment: datetime) -> float:
    return (moment - BEGAN).total_seconds()


def _size(host: str) -> str:
    """Return how busy a host is by its name: "busy12.example" is "busy"."""
    return "".join(filter(str.isalpha, host.partition(".")[0]))


def live(sources: int, seed: int = SEED) -> tuple[World, Log]:
    """Live through thirty hours with so many sources; return the world and what was observed on the last 24."""
    world = World(seed, sources, DAYS)
    loop = _Loop()
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)  # a hundred thousand small tasks, and nothing of it is garbage for long
    try:
        room = Newsroom(world, seed, loop)
        loop.run_until_complete(room.run(DAYS))
    finally:
        gc.set_threshold(*usual)
        loop.close()
    return world, room.log


def measure(scale: Scale) -> Iterator[Table]:
    """Tell of freshness, of what it costs the sources, and of whom it kept waiting."""
    world, log = live(scale.sources)
    yield _freshness(world, log)
    yield _manners(world, log)


def _freshness(world: World, log: Log) -> Table:
    kinds = Counter(outlet.kind for outlet in world.outlets)
    rows = []
    for kind in PACES:
        ages = sorted(log.ages[kind])
        per_hour = log.asked[kind] / max(kinds[kind], 1) / 24
        rows.append(
            (
                kind,
                figure(kinds[kind]),
                _span(_part(ages, 0.5)),
                _span(_part(ages, 0.99)),
                _span(_part(sorted(log.free[kind]), 0.99)),
                f"{per_hour:.2f}",
                f"{100 * log.bodies[kind] / max(log.asked[kind], 1):.0f} %",
                f"{len(ages):,}",
                f"{log.lost[kind]:,}",
            )
        )
    heads = ("articles", "sources", "age p50", "age p99", "p99 free", "asked/h", "bodies", "seen", "lost")
    title = f"A day of {len(world.outlets):,} sources at {world.hosts:,} hosts"
    return Table(
        title, heads, tuple(rows), ("free: of sources without ttl, skipHours, skipDays or max-age of an hour",)
    )


def _manners(world: World, log: Log) -> Table:
    asked = sum(log.asked.values())
    faults = asked - log.faults[""]
    rows = [
        ("requests", f"{asked:,}"),
        ("requests a source and hour", f"{asked / len(world.outlets) / 24:.2f}"),
        ("with a fault", f"{100 * faults / max(asked, 1):.1f} %"),
        ("not asked, because the host was down", f"{log.spared:,}"),
        ("most at once at one host", str(log.most_at_once)),
        ("smallest gap at one host", f"{log.smallest_gap:.2f} s"),
        ("longest wait for the next beat", f"{log.beats_late:.1f} s"),
        *((f"longest beyond its due, {_SIZES[size]}", f"{log.late[size]:.0f} s") for size in _SIZES),
    ]
    return Table("Manners, and who was kept waiting", ("", "that day"), tuple(rows))


def _part(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def _span(seconds: float) -> str:
    return f"{seconds / 60:.1f} min" if seconds < 2 * 3600 else f"{seconds / 3600:.1f} h"
