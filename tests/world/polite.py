"""A small world of agencies in simulated time: a real server on loopback that notes who asks what, how and when.

The clock only moves when everybody waits for it, so what is noted is exact, and weeks take seconds. Names end in
`.example` and all lead to the server; nothing else differs from the network that the program meets.
"""

from __future__ import annotations

import asyncio
import hashlib
import heapq
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from publisher.pipeline import House, open_house, poll_round
from publisher.wire import guard
from publisher.wire.turns import Turns
from tests.world.serving import serving

BEGAN: Final = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
BEAT: Final = timedelta(minutes=15)
HOLDS: Final = 8  # entries of a document
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")


@dataclass
class Clock:
    """The time. It stands still while anything is under way, and leaps to the next moment that somebody waits for."""

    at: datetime = BEGAN
    busy: int = 0  # visits that wait for an answer of the server...
    held: int = 0  # ...and answers that the server holds back
    changed: asyncio.Event = field(default_factory=asyncio.Event)  # one of these counts, or who sleeps
    _sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def seconds(self) -> float:
        """Return the time as a monotonic clock tells it."""
        return (self.at - BEGAN).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of this clock."""
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.at + timedelta(seconds=seconds), next(self._numbers), woken))
        self.changed.set()
        await woken

    async def drive(self, work: Coroutine[object, object, object]) -> None:
        """Do some work, and let the time pass that it waits for."""
        task = asyncio.ensure_future(work)
        task.add_done_callback(lambda _: self.changed.set())
        while not task.done():
            await asyncio.sleep(0)
            if self.busy > self.held or not self._sleepers:
                self.changed.clear()
                await self.changed.wait()
            else:
                self._leap()
        await task

    def _leap(self) -> None:
        moment, _, woken = heapq.heappop(self._sleepers)
        self.at = max(self.at, moment)
        if not woken.done():
            woken.set_result(None)


class Visits(Turns):
    """The program's own turns, on the clock of this world."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock=clock.seconds, sleep=clock.sleep)
        self._watched = clock

    @asynccontextmanager
    async def at(self, host: str, **given: object) -> AsyncIterator[None]:
        """Hold a turn, and stop the clock meanwhile."""
        async with super().at(host, **given):  # type: ignore[arg-type] # handed on as it came
            self._watched.busy += 1
            try:
                yield
            finally:
                self._watched.busy -= 1
                self._watched.changed.set()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One request as it came, and what it was answered."""

    at: datetime
    host: str
    target: str
    headers: dict[str, str]  # names in lower case
    run: int  # which start of the program asked
    status: int = 0
    told: dict[str, str] = field(default_factory=dict)  # the headers of the answer
    ended: datetime = BEGAN

    @property
    def conditional(self) -> bool:
        """Whether it was asked on condition."""
        return bool(self.headers.keys() & {"if-none-match", "if-modified-since"})


@dataclass(kw_only=True)
class Agency:
    """What stands at one address: how often it writes, and how it answers."""

    gap: timedelta = 4 * HOUR
    etag: Callable[[str, int], str | None] = lambda state, _: f'"{state}"'
    modified: Callable[[datetime], str | None] = lambda newest: format_datetime(newest, usegmt=True)
    headers: dict[str, str] = field(default_factory=dict)
    channel: str = ""  # further elements of the document
    bare: bool = False
    until: datetime | None = None  # writes nothing after
    seconds: float = 0.0  # how long an answer takes
    refuse: Callable[[int, datetime], tuple[int, dict[str, str]] | None] = lambda _hit, _now: None
    tolerant: bool = False  # answers 304 to any condition
    hits: int = 0

    def answer(self, seen: Seen) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of an answer."""
        self.hits += 1
        told = {"Set-Cookie": "visitor=1; Path=/", **self.headers}
        if refused := self.refuse(self.hits, seen.at):
            status, headers = refused
            return status, told | headers, b""
        number = int((min(seen.at, self.until or seen.at) - BEGAN) / self.gap) + HOLDS
        newest = BEGAN + (number - HOLDS) * self.gap
        etag = None if self.bare else self.etag(str(number), self.hits)
        modified = None if self.bare else self.modified(newest)
        told |= {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
        if not self.bare and self._is_known(seen, etag, modified):
            return 304, told, b""
        return 200, told | {"Content-Type": "application/rss+xml"}, self._document(seen, number)

    def _is_known(self, seen: Seen, etag: str | None, modified: str | None) -> bool:
        if self.tolerant and seen.conditional:
            return True
        asked = seen.headers.get("if-none-match")
        return asked == etag if asked else bool(modified) and seen.headers.get("if-modified-since") == modified

    def _document(self, seen: Seen, number: int) -> bytes:
        items = "".join(
            f"<item><guid isPermaLink='false'>{seen.target}-{item}</guid><title>{_headline(seen, item)}</title>"
            f"<link>http://news.example/{seen.target.strip('/')}/{item}</link>"
            f"<pubDate>{format_datetime(BEGAN + (item - HOLDS) * self.gap)}</pubDate></item>"
            for item in range(number, number - HOLDS, -1)
        )
        sy = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
        return f"<rss version='2.0' {sy}><channel><title>A</title>{self.channel}{items}</channel></rss>".encode()


def _headline(seen: Seen, item: int) -> str:
    """Return made-up words, others for each report: those that say the same would all be one story, and a long one."""
    letters = hashlib.sha256(f"{seen.host}{seen.target}-{item}".encode()).hexdigest().translate(_LETTERS)
    return " ".join(letters[start : start + 8] for start in range(0, 48, 8))


class World:
    """The agencies by host and path, and everything that they were asked."""

    def __init__(self, agencies: dict[str, Agency], clock: Clock) -> None:
        self.agencies, self.clock = agencies, clock
        self.log: list[Seen] = []
        self.run = 0
        self.port = 0
        self.most_at_once: dict[str, int] = {}
        self._at_once: dict[str, int] = {}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve on a free port."""
        async with serving(self._talk) as self.port:
            yield

    def of(self, host: str, target: str | None = None) -> list[Seen]:
        """Return what was asked of a host, or of one address there."""
        return [seen for seen in self.log if seen.host == host and target in {None, seen.target}]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(await self._answer(head.decode("latin-1")))
            await writer.drain()

    async def _answer(self, head: str) -> bytes:
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        host = headers["host"].partition(":")[0]
        seen = Seen(at=self.clock.at, host=host, target=first.split(" ")[1], headers=headers, run=self.run)
        agency = self.agencies.get(f"{host}{seen.target}", Agency(refuse=lambda *_: (404, {})))
        status, told, body = agency.answer(seen)
        if "Location" in told:
            told["Location"] = told["Location"].replace(".example/", f".example:{self.port}/")
        async with self._under_way(host):
            if agency.seconds:
                await self.clock.sleep(agency.seconds)
        self.log.append(changed(seen, status=status, told=told, ended=self.clock.at))
        text = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return f"HTTP/1.1 {status} Told\r\nContent-Length: {len(body)}\r\n{text}\r\n".encode("latin-1") + body

    @asynccontextmanager
    async def _under_way(self, host: str) -> AsyncIterator[None]:
        self._at_once[host] = self._at_once.get(host, 0) + 1
        self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._at_once[host])
        self.clock.held += 1
        self.clock.changed.set()
        try:
            yield
        finally:
            self.clock.held -= 1
            self._at_once[host] -= 1


@contextmanager
def one_network() -> Iterator[None]:
    """Let every name below `.example` lead to loopback, and loopback pass for a public address."""
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *given: object, **named: object) -> object:
        if str(host).endswith(".example"):
            return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]
        return real(host, port, *given, **named)  # type: ignore[arg-type] # handed on as it came

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        patch.setattr(guard, "permitted", lambda found, *, private=False: found == "127.0.0.1")  # noqa: ARG005 -- the guard's signature
        yield


@dataclass
class Newsroom:
    """The program in this world: started, stopped and started again, each time from what it remembers."""

    world: World
    path: Path
    due: dict[str, datetime] = field(default_factory=dict)  # by the end of the last run

    async def run(self, until: datetime, sources: str) -> None:
        """Run the program with these sources until then."""
        self.path.write_text(sources.replace("PORT", str(self.world.port)), "utf-8")
        self.world.run += 1
        clock = self.world.clock
        async with open_house(self.path, now=clock.now, chance=lambda: 0.0, workers=0) as opened:
            house = changed(opened, turns=Visits(clock))
            await clock.drive(poll_round(house))
            while (moment := self._next(house)) <= until:
                clock.at = max(clock.at, BEGAN - (BEGAN - moment) // BEAT * BEAT)  # the first beat not before it is due
                await clock.drive(poll_round(house))
            clock.at = max(clock.at, until)
            self.due = {name: state.due for name, state in house.store.states().items()}

    def _next(self, house: House) -> datetime:
        states = house.store.states()
        return min(states[name].due for name, source in house.config.sources.items() if not source.paused)


async def live(world: World, path: Path, days: Callable[[Newsroom], Awaitable[None]]) -> None:
    """Open the world, and let the program live in it."""
    with one_network():
        async with world.open():
            await days(Newsroom(world, path))
