"""The work of the workers, done in the main process without any bound: for who trusts the documents, and for tests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

from publisher.model import Config
from publisher.pipeline.channel import Setup
from publisher.pipeline.extensions import extend
from publisher.pipeline.gathering import Desk, gather, read
from publisher.pipeline.harvest import GatherTask, Harvest
from publisher.pipeline.printed import Printed, PrintTask
from publisher.pipeline.printing import Press, print_feeds
from publisher.press.fragments import Fragments
from publisher.store.interface import Store

_AT_THE_DESK: Final = Lock()  # the desk numbers the words that it meets: one thread at a time, in this process


def alone(config: Config, store: Store, root: Path) -> Alone:
    """Return who works in this process, for the folder that sources.yaml is in. Raises ImportError like `extend`."""
    desk = Desk(config, extend(config, root), store)
    return Alone(desk, Press(config, store, root / config.feeds_dir, Fragments()))


class Alone:
    """The work done in this process, without any bound: for whoever trusts the documents, and for tests."""

    def __init__(self, desk: Desk, press: Press) -> None:
        self._desk = desk
        self._press = press

    async def harvest(self, task: GatherTask) -> Harvest:
        """See `Workers.harvest`."""
        return await asyncio.to_thread(self._gather, task)

    def _gather(self, task: GatherTask) -> Harvest:
        source = self._desk.config.sources[task.source]
        found = read(task.answer, source)
        with _AT_THE_DESK:
            return gather(self._desk, source, task, found)

    async def print(self, task: PrintTask) -> Printed:
        """See `Workers.print`."""
        return await asyncio.to_thread(print_feeds, self._press, task)

    async def renew(self, setup: Setup) -> None:
        """See `Workers.renew`."""
        self._press = replace(self._press, config=setup.config, fragments=Fragments())
        self._desk = Desk(setup.config, extend(setup.config, Path(setup.root)), self._desk.store)
