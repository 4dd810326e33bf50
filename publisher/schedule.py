"""Door: one process, and the beats of APScheduler. When a source is due is a column of the store, not a job.

beat    every few seconds: takes a changed sources.yaml, asks the store who is due, and polls them
press   a second or two after the first fresh article: publishes the feeds that were touched, a burst in one writing
tidy    once a day, and once after the start: lets go of what is older than `keep`
tend    each minute, where hubs can reach us: subscribes and renews
listen  each second, there too: reads what hubs have sent

What goes wrong is told once, not with every beat; the feeds that are out stay, and the next beat tries again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from publisher.config import ConfigError
from publisher.model import Source
from publisher.pipeline import (
    Harvest,
    House,
    Published,
    Round,
    accept,
    due,
    poll_round,
    publish_news,
    reconfigure,
    tidy,
)
from publisher.pipeline.pushing import Hubs
from publisher.pipeline.trouble import leaves, none_reached
from publisher.store import Corrupted, StoreError

BEAT_SECONDS: Final = 5
PRESS_SECONDS: Final = 2
TIDY_HOURS: Final = 24
TEND_SECONDS: Final = 60
LISTEN_SECONDS: Final = 1
FEW: Final = 3  # sources that may all fail in one round by chance
RETRY_SECONDS: Final = 60

Looks: TypeAlias = tuple[int, int, int] | None

log = logging.getLogger(__name__)


def nobody(*_: object) -> None:
    """Be told, and say nothing."""


class Outage:
    """Who was not reached while nobody was: our own network failed then, and no source needs to be spared for it.

    A few are asked again each minute; when somebody answers, all the others are, too.
    """

    def __init__(self) -> None:
        self._lost: deque[str] = deque()
        self._is_over = False
        self._tried = float("-inf")

    def hear(self, asked: Collection[str], of: int, *, reached: bool) -> str:
        """Take note of a round among `of` sources; return what is to be told of it, once for each outage."""
        was_lost = bool(self._lost)
        if reached:
            self._is_over = was_lost
        elif len(asked) >= min(FEW, of):
            self._lost.extend(name for name in sorted(asked) if name not in self._lost)
        if was_lost:
            return "sources can be reached again" if reached else ""
        return none_reached(len(asked)) if self._lost else ""

    def again(self, now: float) -> list[str]:
        """Return whom to ask now although they are not due; `now` is in seconds."""
        if not self._lost or not (self._is_over or now - self._tried >= RETRY_SECONDS):
            return []
        count = len(self._lost) if self._is_over else min(FEW, len(self._lost))
        asked = [self._lost.popleft() for _ in range(count)]
        if not self._is_over:
            self._lost.extend(asked)
        self._is_over, self._tried = False, now
        return asked


@dataclass(slots=True)
class Beats:
    """The running program: the house as it is configured now, and who is told of what happens."""

    house: House
    path: Path  # sources.yaml
    on_round: Callable[[Round, Published, timedelta], None] = nobody
    on_poll: Callable[[Harvest | None], None] = nobody
    on_note: Callable[[str], None] = log.info
    on_error: Callable[[str], None] = log.error
    hubs: Hubs | None = None  # where somebody listens
    broken: asyncio.Future[Corrupted] = field(default_factory=asyncio.Future)  # how the store turned out to be damaged
    _seen: Looks = field(init=False)
    _asking: set[str] = field(default_factory=set, init=False)  # a slow source never holds up the next beat
    _publishing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _outage: Outage = field(default_factory=Outage, init=False)
    _trouble: dict[str, str] = field(default_factory=dict, init=False)  # what each verb was last told to suffer from
    _printed: list[Published] = field(default_factory=list, init=False)  # since the last round was told
    _begun: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _tasks: set[asyncio.Task[object] | None] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        """Remember which sources.yaml was loaded."""
        self._seen = looks(self.path)

    async def begin(self) -> None:
        """Begin a beat, and wait for nobody: it lasts as long as its slowest source waits for a turn at a busy host."""
        self._begin(self.beat())

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def beat(self) -> None:
        """Take a changed configuration, then poll who is due."""
        await self.safely("polling", self._beat)

    async def _beat(self) -> None:
        await self.look()
        again = [each for name in self._outage.again(time.monotonic()) if (each := self.house.config.sources.get(name))]
        await self.ask([*await asyncio.to_thread(due, self.house), *again])

    async def ask(self, sources: Sequence[Source]) -> None:
        """Poll these sources, but for those that are being asked; publish, and tell how it went."""
        sources = list({source.id: source for source in sources if source.id not in self._asking}.values())
        if not sources:
            return
        began = time.monotonic()
        asking = {source.id for source in sources}
        self._asking |= asking
        try:
            result = await poll_round(self.house, sources, on_poll=self.on_poll)
        finally:
            self._asking -= asking
        await self._press()
        printed, self._printed = self._printed, []
        self.on_round(result, merged(printed), timedelta(seconds=time.monotonic() - began))
        told = self._outage.hear(asking, len(self.house.config.sources), reached=result.reached > 0)
        if told and result.reached:
            self.house.standing.recover()
            self.on_note(told)
        elif told:
            self.on_error(told)

    async def press(self) -> None:
        """Publish what was touched."""
        await self.safely("publishing", self._press)

    async def _press(self) -> None:
        async with self._publishing:  # never two publishings at once
            published = await publish_news(self.house)
        if published.changed or published.faults or published.notes:
            self._printed.append(published)

    async def tend(self) -> None:
        """Subscribe where hubs are named, and renew."""
        if self.hubs:
            await self.safely("subscribing", partial(self.hubs.tend, self.house))

    async def listen(self) -> None:
        """Read what hubs have sent; poll where they only say that there is something."""
        if self.hubs:
            await self.safely("taking what is pushed", partial(self._listen, self.hubs))

    async def _listen(self, hubs: Hubs) -> None:
        for source in hubs.waiting(self._asking):
            self._asking.add(source.id)
            try:
                harvest = await hubs.deliver(self.house, source)
            finally:
                self._asking.discard(source.id)
            if harvest and (count := len(harvest.fresh) + len(harvest.changed)):
                self.on_note(f"{source.id} pushed {count:,} new or changed")
        await hubs.keep(self.house)
        if hinted := hubs.hinted(self._asking):
            self._begin(self.safely("polling", partial(self.ask, hinted)))

    async def tidy(self) -> None:
        """Let go of what is older than `keep`."""
        await self.safely("tidying", lambda: asyncio.to_thread(tidy, self.house))

    async def look(self) -> None:
        """Take sources.yaml where it changed; a mistaken one is told once, and the last good one stays."""
        seen = looks(self.path)
        if seen == self._seen:
            return
        self._seen = seen
        try:
            config = await asyncio.to_thread(accept, self.path)
            self.house = await reconfigure(self.house, config)
        except (ConfigError, ImportError) as error:
            self.on_error(f"{error}\n{self.path.name} is not taken: the last good configuration stays in force")
        else:
            self.on_note(f"{self.path.name} has changed and is taken: {len(config.sources):,} sources")

    async def safely(self, verb: str, work: Callable[[], Awaitable[object]]) -> None:
        """Do some work; what goes wrong is told, where it is not what went wrong the last time."""
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await work()
        except Exception as error:  # noqa: BLE001 -- the door: trouble ends here and is told; the next beat tries again
            self._suffer(verb, tuple(leaves(error)))
        else:
            if self._trouble.pop(verb, None):
                self.on_note(f"{verb} works again")
        finally:
            self._tasks.discard(task)

    def _suffer(self, verb: str, errors: Sequence[Exception]) -> None:
        text = "\n".join(dict.fromkeys(f"publisher: {verb}: {error}" for error in errors))
        if damage := next((error for error in errors if isinstance(error, Corrupted)), None):
            if not self.broken.done():
                self.broken.set_result(damage)
        elif text != self._trouble.get(verb):
            self.on_error(text)
            for bug in (error for error in errors if not isinstance(error, (StoreError, OSError))):
                log.error("a bug while %s", verb, exc_info=bug)
        self._trouble[verb] = text

    async def end(self) -> None:
        """Cancel what is under way, and wait for its end; what was saved is saved."""
        tasks = [task for task in self._tasks if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def looks(path: Path) -> Looks:
    """Return what a look at a file tells of its content; None where there is none to look at."""
    try:
        info = path.stat()
    except OSError:  # deleted, or between the two halves of an editor's save
        return None
    return info.st_mtime_ns, info.st_size, info.st_ino


def merged(printed: Sequence[Published]) -> Published:
    """Sum up publishings that followed one another."""
    return Published(
        feeds=tuple(sorted({feed for each in printed for feed in each.feeds})),
        changed=tuple(sorted({path for each in printed for path in each.changed})),
        faults=tuple(sorted({fault for each in printed for fault in each.faults})),
        kept=tuple(sorted({feed for each in printed for feed in each.kept})),
        notes=tuple(note for each in printed for note in each.notes),
    )


def start(beats: Beats) -> AsyncIOScheduler:
    """Start the beats in the running event loop; `shutdown()` of what is returned ends them."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(beats.begin, "interval", seconds=BEAT_SECONDS, id="beat")
    scheduler.add_job(beats.press, "interval", seconds=PRESS_SECONDS, id="press", next_run_time=datetime.now(UTC))
    scheduler.add_job(beats.tidy, "interval", hours=TIDY_HOURS, id="tidy")
    if beats.hubs:
        scheduler.add_job(beats.tend, "interval", seconds=TEND_SECONDS, id="tend", next_run_time=datetime.now(UTC))
        scheduler.add_job(beats.listen, "interval", seconds=LISTEN_SECONDS, id="listen")
    scheduler.start()
    return scheduler


async def run(beats: Beats, first: Callable[[Beats], Awaitable[None]]) -> Corrupted:
    """Beat until cancelled, after a first round; returns when the store turns out to be damaged."""
    scheduler = start(beats)
    opening = asyncio.create_task(_open(beats, first))
    try:
        return await beats.broken
    finally:
        scheduler.shutdown(wait=False)
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await beats.end()


async def _open(beats: Beats, first: Callable[[Beats], Awaitable[None]]) -> None:
    await beats.safely("polling", lambda: first(beats))
    await beats.tidy()
