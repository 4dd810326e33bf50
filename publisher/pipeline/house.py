"""The house with its rooms opened: what every verb of the corridor is given."""

from __future__ import annotations

import asyncio
import hashlib
import random
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


def load_thing(name: str) -> object:
    """Import "package.module:thing", the form in which sources.yaml names an extension; ImportError where it is not."""
    module, _, thing = name.partition(":")
    try:
        return cast("object", getattr(import_module(module), thing))
    except AttributeError as error:
        message = f"{module} has no {thing or 'such thing'!r}"
        raise ImportError(message) from error


def rules_of(config: Config) -> Rules:
    """Return the desk's rules, with the operator's own classifiers after the built-in chain."""
    return rules(config, extra=tuple(cast("Classifier", load_thing(name)) for name in config.classifiers))


def check_formats(config: Config) -> None:
    """Raise ImportError where sources.yaml names a format that is not there."""
    try:
        formats_of(config)
    except UnknownFormat as error:
        raise ImportError(str(error)) from error


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
        check_formats(config)
        classification = rules_of(config)
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
    check_formats(config)
    classification = rules_of(config)
    house.store.enroll(tuple(config.sources))
    return replace(house, config=config, rules=classification, fragments=Fragments())
