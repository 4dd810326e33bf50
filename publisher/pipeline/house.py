"""The house with its rooms opened: what every verb of the corridor is given."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace as replace_state

from publisher import __version__
from publisher.model import Config, Push, Source, SourceState
from publisher.pipeline.channel import Setup
from publisher.pipeline.configured import read
from publisher.pipeline.memory import database, utc_now
from publisher.pipeline.quarantine import Quarantine
from publisher.pipeline.standing import Standing
from publisher.pipeline.stories import Stories
from publisher.pipeline.workers import Workers, open_crew
from publisher.store import open_store
from publisher.store.interface import Store
from publisher.wire.cadence import ready
from publisher.wire.client import Client, open_client, user_agent
from publisher.wire.moves import is_renamed
from publisher.wire.turns import Turns

POLLS_AT_ONCE: Final = 48  # polls from their question until their document is gathered: each may hold a body in memory
FEWEST_WORKERS, MOST_WORKERS = 2, 8  # with two, a document that takes its time holds up no other


@dataclass(frozen=True, slots=True)
class House:
    """The rooms, opened, and the two things that are not ours to decide: the time and chance."""

    config: Config
    store: Store
    client: Client
    turns: Turns
    standing: Standing
    workers: Workers
    root: Path  # the folder of sources.yaml: feeds/ and the data folder stand in it
    now: Callable[[], datetime]
    chance: Callable[[], float]  # in [0, 1): the jitter of dates
    stories: Stories
    quarantine: Quarantine = field(default_factory=Quarantine)
    seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(POLLS_AT_ONCE))
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)  # one writer at a time, whoever beats
    pushes: dict[str, Push] = field(default_factory=dict)  # by source, where hubs can reach us; kept by `Hubs` alone

    @property
    def feeds(self) -> Path:
        """The folder of what is published."""
        return self.root / self.config.feeds_dir

    @property
    def fingerprint(self) -> str:
        """What everything published depends on besides the articles: when it changes, every feed is written again."""
        config = msgspec.structs.replace(self.config, sources={}, agencies={})
        return hashlib.sha256(__version__.encode() + msgspec.json.encode(config, order="deterministic")).hexdigest()


@asynccontextmanager
async def open_house(
    path: Path,
    *,
    config: Config | None = None,
    store: Store | None = None,
    now: Callable[[], datetime] = utc_now,
    chance: Callable[[], float] = random.random,
    workers: int | None = None,
) -> AsyncIterator[House]:
    """Open the rooms for the configuration at `path`. A store that is handed in is closed with the house.

    `workers` is how many processes read documents: one for each core, and two at least, where nothing is said; with 0
    documents are read in this process, unbounded. Raises ConfigError, ImportError or StoreError before anything is
    asked.
    """
    config = config or read(path)
    root = path.resolve().parent
    store = store or open_store(database(config, root))
    async with AsyncExitStack() as stack:
        stack.callback(store.close)
        _try_extensions(config, root)
        _enroll(store, config, now())
        crew = await stack.enter_async_context(_workers(config, store, root, workers))
        agent = user_agent(__version__, config.site.contact or config.site.url)
        client = await stack.enter_async_context(open_client(agent))
        standing, stories, quarantine = Standing.of(store), Stories(config.story_window), Quarantine.of(store)
        yield House(config, store, client, Turns(), standing, crew, root, now, chance, stories, quarantine)


@asynccontextmanager
async def _workers(config: Config, store: Store, root: Path, workers: int | None) -> AsyncIterator[Workers]:
    if workers == 0:
        from publisher.pipeline.alone import alone  # noqa: PLC0415 -- it knows the rooms that only workers enter

        yield alone(config, store, root)
        return
    usual = min(max(os.cpu_count() or 1, FEWEST_WORKERS), MOST_WORKERS)
    async with open_crew(_setup(config, root), workers or usual) as crew:
        yield crew


def _setup(config: Config, root: Path) -> Setup:
    return Setup(config=config, root=str(root), database=database(config, root))


def _try_extensions(config: Config, root: Path) -> None:
    """Raise ImportError here and now for a name in sources.yaml that leads nowhere; it is the workers who use them."""
    if config.classifiers or config.formats:
        from publisher.pipeline.extensions import extend  # noqa: PLC0415 -- it knows rooms that few starts need

        extend(config, root)


def _enroll(store: Store, config: Config, now: datetime) -> None:
    """Let new sources be asked at once, those with another address too, and nobody only after a time that is far away.

    A clock that was ahead and is set back leaves such times behind.
    """
    states = store.states()
    if config.sources.keys() - states.keys():
        store.enroll(tuple(config.sources))
    found = [(source, state) for name, source in config.sources.items() if (state := states.get(name))]
    mended = [each for source, state in found if (each := _mended(source, state, now))]
    if mended:
        with store.pen() as pen:
            for state in mended:
                pen.remember(state)


def _mended(source: Source, state: SourceState, now: datetime) -> SourceState | None:
    """Return the state of a source that cannot stay as it is; None where it can."""
    if is_renamed(state, source):
        return replace_state(ready(state, source, now), due=now)
    was_ahead = state.asked is not None and state.asked > now
    return ready(state, source, now) if was_ahead else None


async def reconfigure(house: House, config: Config) -> House:
    """Return the house with another configuration; raises ImportError where that names an extension that is not there.

    The folders and the database stay those that are open: they are taken at the next start.
    """
    kept = {name: getattr(house.config, name) for name in ("feeds_dir", "data_dir", "database")}
    config = msgspec.structs.replace(config, **kept)
    await asyncio.to_thread(_try_extensions, config, house.root)
    await asyncio.to_thread(_enroll, house.store, config, house.now())
    await house.workers.renew(_setup(config, house.root))
    same = config.story_window == house.config.story_window
    return replace(house, config=config, stories=house.stories if same else Stories(config.story_window))
