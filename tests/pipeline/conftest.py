"""The main line on the invented agencies: a real server on loopback, a real store, and a clock that we move."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.__main__ import prepare
from demo.agency import open_server
from demo.script import Script
from publisher.pipeline import House, Published, Round, open_house, poll_round, publish

BEGAN = datetime(2026, 4, 27, 6, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The time, for the agencies and for us."""

    at: datetime = BEGAN

    def now(self) -> datetime:
        """Return the time."""
        return self.at

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@dataclass
class Newsroom:
    """A folder with sources.yaml, and the running agencies that it names."""

    path: Path
    clock: Clock
    rounds: list[Round] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[House]:
        """Open the house as a run of the program does."""
        async with open_house(self.path, now=self.clock.now, chance=lambda: 0.0, workers=0) as house:
            yield house

    async def run(self) -> Published:
        """Do what `publisher run --once --all` does."""
        async with self.open() as house:
            self.rounds.append(await poll_round(house, list(house.config.sources.values())))
            return await publish(house)

    def file(self, name: str) -> str:
        """Read a published file."""
        return (self.path.parent / "feeds" / name).read_text("utf-8")

    def tree(self) -> dict[str, bytes]:
        """Read everything that is published."""
        root = self.path.parent / "feeds"
        return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def agencies() -> Iterator[tuple[int, Clock]]:
    """Start the agencies; gives their port, and the clock that they go by."""
    clock = Clock()
    server = open_server(Script(BEGAN), clock.now)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port, clock
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def newsroom(tmp_path: Path, agencies: tuple[int, Clock]) -> Newsroom:
    """Lay out an empty newsroom, as the agencies begin."""
    port, clock = agencies
    clock.at = BEGAN
    return Newsroom(prepare(tmp_path / "newsroom", port, 8000), clock)


@pytest.fixture(scope="module")
def after_a_run(tmp_path_factory: pytest.TempPathFactory, agencies: tuple[int, Clock]) -> Newsroom:
    """Lay out a newsroom and let it make its first run: once for all who begin with that."""
    port, clock = agencies
    clock.at = BEGAN
    made = Newsroom(prepare(tmp_path_factory.mktemp("morning") / "newsroom", port, 8000), clock)
    asyncio.run(made.run())
    return made


@pytest.fixture
def morning(tmp_path: Path, after_a_run: Newsroom) -> Newsroom:
    """Copy a newsroom that has made its first run, at the moment of that run."""
    after_a_run.clock.at = BEGAN
    folder = shutil.copytree(after_a_run.path.parent, tmp_path / "newsroom")
    return replace(after_a_run, path=folder / "sources.yaml", rounds=list(after_a_run.rounds))
