"""The house with its rooms opened: what every verb of the corridor is given."""

from __future__ import annotations

import asyncio
import hashlib
import random
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Final, cast

import msgspec

from publisher import __version__
from publisher.config import load
from publisher.desk.classify import Classifier, Rules, rules
from publisher.model import Config
from publisher.pipeline.memory import database, utc_now
from publisher.press.formats import UnknownFormat, formats_of
from publisher.press.fragments import Fragments
from publisher.store import open_store
from publisher.store.interface import Store
from publisher.wire.client import Client, open_client, user_agent
from publisher.wire.turns import Turns

AT_ONCE: Final = 48  # polls from their question to their commit: each may hold a body in memory


@dataclass(frozen=True, slots=True)
class House:
    """The rooms, opened, and the two things that are not ours to decide: the time and chance."""

    config: Config
    rules: Rules
    store: Store
    client: Client
    turns: Turns
    fragments: Fragments
    root: Path  # the folder of sources.yaml: feeds/ and the data folder stand in it
    now: Callable[[], datetime]
    chance: Callable[[], float]  # in [0, 1): the jitter of dates
    seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)  # one writer at a time, whoever beats

    @property
    def feeds(self) -> Path:
        """The folder of what is published."""
        return self.root / self.config.feeds_dir

    @property
    def fingerprint(self) -> str:
        """What everything published depends on besides the articles: when it changes, every feed is written again."""
        config = msgspec.structs.replace(self.config, sources={}, agencies={})
        return hashlib.sha256(__version__.encode() + msgspec.json.encode(config, order="deterministic")).hexdigest()


def extend(config: Config, root: Path) -> Rules:
    """Import the formats and classifiers that sources.yaml names; return the desk's rules with these classifiers.

    They are found beside sources.yaml, too. Raises ImportError, which names the key and the word.
    """
    if (config.classifiers or config.formats) and str(root) not in sys.path:
        sys.path.append(str(root))
    try:
        formats_of(config)
    except UnknownFormat as error:
        raise ImportError(str(error)) from error
    return rules(config, extra=tuple(map(_classifier, config.classifiers)))


def _classifier(name: str) -> Classifier:
    module, _, thing = name.partition(":")
    try:
        return cast("Classifier", getattr(import_module(module), thing))
    except (ImportError, AttributeError, ValueError) as error:
        message = f'classifiers: {name!r} cannot be imported ({error}); expected "package.module:function"'
        raise ImportError(message) from error


@asynccontextmanager
async def open_house(
    path: Path,
    *,
    config: Config | None = None,
    store: Store | None = None,
    now: Callable[[], datetime] = utc_now,
    chance: Callable[[], float] = random.random,
) -> AsyncIterator[House]:
    """Open the rooms for the configuration at `path`. A store that is handed in is closed with the house.

    Raises ConfigError, ImportError or StoreError before anything is asked.
    """
    config = config or load(path)
    root = path.resolve().parent
    store = store or open_store(database(config, root))
    try:
        classification = extend(config, root)
        store.enroll(tuple(config.sources))
        async with open_client(user_agent(__version__, config.site.contact or config.site.url)) as client:
            yield House(config, classification, store, client, Turns(), Fragments(), root, now, chance)
    finally:
        store.close()


def reconfigure(house: House, config: Config) -> House:
    """Return the house with another configuration; raises ImportError where that names an extension that is not there.

    The folders and the database stay those that are open: they are taken at the next start.
    """
    kept = {name: getattr(house.config, name) for name in ("feeds_dir", "data_dir", "database")}
    config = msgspec.structs.replace(config, **kept)
    classification = extend(config, house.root)
    house.store.enroll(tuple(config.sources))
    return replace(house, config=config, rules=classification, fragments=Fragments())
