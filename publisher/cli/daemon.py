"""The program that runs until it is stopped: the beats on an open house, and the HTTP door beside them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from publisher import console, schedule, server
from publisher.model import Config
from publisher.pipeline import House, due, open_house, open_memory, utc_now
from publisher.pipeline.pushing import Hubs
from publisher.store import hold

LIVES: Final = 3  # a disk that damages the store again and again is no disk to go on with


@dataclass(slots=True)
class Daemon:
    """`publisher run`, and `publisher serve` where it listens."""

    path: Path
    config: Config
    listening: socket.socket | None = None
    teller: console.Teller = field(default_factory=console.Teller)
    hubs: Hubs = field(default_factory=Hubs)
    _beating: schedule.Beats | None = field(default=None, init=False)

    async def run(self) -> int:
        """Poll and publish until cancelled; 0 where another run is at work. Raises what no next beat would mend."""
        root = self.path.resolve().parent
        with hold(root / self.config.data_dir) as held:
            if not held:
                console.say_error("publisher: another run is at work; nothing to do")
                return 0
            feeds, listening = root / self.config.feeds_dir, self.listening
            door = server.serving(feeds, listening, self.hubs, self._own_types) if listening else nullcontext()
            async with door:
                console.say_started(feeds, listening.getsockname() if listening else None)
                try:
                    await self._live(root)
                finally:
                    console.say_ended()
        return 0

    def _own_types(self) -> Mapping[str, str]:
        """Return the media types of the operator's own formats; none before a house is open that has found them."""
        config = self._beating.house.config if self._beating else None
        if config is None or not config.formats:
            return {}
        from publisher.pipeline.extensions import own_media_types  # noqa: PLC0415 -- it opens every room; most name none

        return own_media_types(config)

    async def _live(self, root: Path) -> None:
        """Open the house and beat; a store that turns out to be damaged is begun anew, and the feeds stay served."""
        for _ in range(LIVES):
            memory = await asyncio.to_thread(open_memory, self.config, root, utc_now())
            if memory.lost:
                console.say_error(console.lost(memory.lost))
            async with open_house(self.path, config=self.config, store=memory.store) as house:
                beats = self._beating = self._beats(house)
                damage = await schedule.run(beats, self._first_round)
            self.config = beats.house.config
        raise damage

    def _beats(self, house: House) -> schedule.Beats:
        return schedule.Beats(
            house,
            self.path,
            on_round=self.teller.round,
            on_poll=self.teller.polled,
            on_note=console.note,
            on_error=console.say_error,
            hubs=self.hubs if self.listening else None,
        )

    async def _first_round(self, beats: schedule.Beats) -> None:
        sources = await asyncio.to_thread(due, beats.house)
        with self.teller.first_round(len(sources)):
            await beats.ask(sources)
