"""Door: one process, three beats of APScheduler. When a source is due is a column of the store, not a job.

beat    every few seconds: asks the store who is due, and polls them
press   a second or two after the first fresh article: publishes the feeds that were touched, a burst in one writing
tidy    once a day, and once after the start: lets go of what is older than `keep`
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from publisher.config import ConfigError
from publisher.pipeline import Harvest, House, Published, Round, due, poll_round, publish, reload, tidy

BEAT_SECONDS: Final = 5
BEATS_AT_ONCE: Final = 8  # a beat lasts as long as its slowest source, at most one total deadline
PRESS_SECONDS: Final = 2
TIDY_HOURS: Final = 24

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Beats:
    """The running program: the house as it is configured now, and who is told of what happens."""

    house: House
    path: Path  # sources.yaml
    on_round: Callable[[Round, Published, timedelta], None] = lambda _round, _published, _took: None
    on_poll: Callable[[Harvest | None], None] = lambda _harvest: None
    on_error: Callable[[str], None] = log.error
    _seen: float = field(default=0.0, init=False)
    _asking: set[str] = field(default_factory=set, init=False)  # a slow source never holds up the next beat
    _publishing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        """Remember which sources.yaml was loaded."""
        self._seen = _changed_at(self.path)

    async def beat(self) -> None:
        """Take a changed configuration, then poll who is due."""
        await self.look()
        sources = [source for source in await asyncio.to_thread(due, self.house) if source.id not in self._asking]
        if not sources:
            return
        began = time.monotonic()
        asking = {source.id for source in sources}
        self._asking |= asking
        try:
            result = await poll_round(self.house, sources, on_poll=self.on_poll)
        finally:
            self._asking -= asking
        published = await self.press()
        self.on_round(result, published, timedelta(seconds=time.monotonic() - began))

    async def press(self) -> Published:
        """Publish what was touched; never two publishings at once."""
        async with self._publishing:
            return await asyncio.to_thread(publish, self.house)

    async def tidy(self) -> None:
        """Let go of what is older than `keep`."""
        await asyncio.to_thread(tidy, self.house)

    async def look(self) -> None:
        """Reload sources.yaml where it changed; a mistaken one is told, and the last good one stays."""
        changed = _changed_at(self.path)
        if changed == self._seen:
            return
        self._seen = changed
        try:
            self.house = await asyncio.to_thread(reload, self.house, self.path)
        except (ConfigError, ImportError) as error:
            self.on_error(f"{error}\nthe last good configuration stays in force")


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # between the two halves of an editor's save
        return 0.0


def start(beats: Beats) -> AsyncIOScheduler:
    """Start the beats in the running event loop; `shutdown()` of what is returned ends them."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(beats.beat, "interval", seconds=BEAT_SECONDS, id="beat", max_instances=BEATS_AT_ONCE)
    scheduler.add_job(beats.press, "interval", seconds=PRESS_SECONDS, id="press")
    scheduler.add_job(beats.tidy, "interval", hours=TIDY_HOURS, id="tidy")
    scheduler.start()
    return scheduler


async def run(beats: Beats) -> None:
    """Beat until cancelled."""
    scheduler = start(beats)
    try:
        await beats.tidy()
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
