"""The running program beside a real hub on loopback, with our real door, and a clock that we move."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.model import Push, SourceState
from publisher.pipeline import House, open_house
from publisher.pipeline.pushing import Hubs
from publisher.schedule import Beats
from publisher.server import listen, serving
from publisher.store import open_store
from publisher.wire.client import open_client
from publisher.wire.turns import Turns
from tests.pipeline.conftest import Clock
from tests.world.hub import Hub

CERTIFICATES = Path(__file__).parents[2] / "wire" / "certificates"
TRUST = ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")
BEGAN = datetime(2026, 8, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026", callbacks: "CALLBACKS"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "FEED", allow_private: true}}
feeds: [{id: latest, title: Latest}]
"""


@dataclass
class Place:
    """The running program, beaten by hand, and the hub that it meets."""

    hub: Hub
    path: Path
    beats: Beats
    hubs: Hubs
    door: str
    clock: Clock
    errors: list[str] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return the time."""
        return self.clock.at

    @at.setter
    def at(self, moment: datetime) -> None:
        self.clock.at = moment

    @property
    def house(self) -> House:
        """Return the house as it is configured now."""
        return self.beats.house

    @property
    def push(self) -> Push:
        """Return what is agreed, as it was written down."""
        return self.house.store.pushes()["wire"]

    @property
    def state(self) -> SourceState:
        """Return what is remembered of the source."""
        return self.house.store.state("wire")

    @property
    def headlines(self) -> set[str]:
        """Return what we have."""
        return {article.headline.split()[1] for article in self.house.store.latest("wire", 100)}

    async def subscribe(self) -> None:
        """Learn of the hub, ask it, and be asked back."""
        await self.beats.beat()
        await self.beats.tend()
        assert (await self.hub.ask_back()).status_code == 200
        await self.listen()

    async def listen(self) -> None:
        """Read what came, and do all that follows from it."""
        await self.beats.listen()
        for task in list(self.beats._begun):
            await task

    async def tend_until(self, moment: datetime) -> None:
        """Let time pass, and look after the agreements each hour."""
        while self.at < moment:
            self.at += HOUR
            await self.beats.tend()


@asynccontextmanager
async def placed(folder: Path, hub: Hub, store: Path) -> AsyncIterator[Place]:
    """Start the program beside a hub, which trusts the tests' own certificates."""
    hubs, clock, listening = Hubs(), Clock(BEGAN), listen("127.0.0.1", 0)
    door = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    path = folder / "sources.yaml"
    path.write_text(SOURCES.replace("CALLBACKS", door).replace("FEED", hub.url("/feed")), "utf-8")
    hub.feed = hub.feed or hub.document("1")
    (folder / "var").mkdir()
    shutil.copy(store, folder / "var" / "publisher.db")
    async with (
        serving(folder / "feeds", listening, hubs),
        open_house(path, now=clock.now, chance=lambda: 0.0, workers=0) as house,
        open_client("Publisher/test", trust=TRUST) as client,
    ):
        beats = Beats(replace(house, client=client, turns=Turns(gap=0)), path, hubs=hubs)
        place = Place(hub, path, beats, hubs, door, clock)
        beats.on_error = place.errors.append
        yield place
        assert not place.errors


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty store, once: each test has a copy."""
    path = tmp_path_factory.mktemp("empty") / "publisher.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
async def place(tmp_path: Path, empty: Path) -> AsyncIterator[Place]:
    """Meet a hub that speaks TLS."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATES / "good.pem")
    async with Hub(tls) as hub, placed(tmp_path, hub, empty) as place:
        yield place


@pytest.fixture
async def plain(tmp_path: Path, empty: Path) -> AsyncIterator[Place]:
    """Meet a hub that does not."""
    async with Hub() as hub, placed(tmp_path, hub, empty) as place:
        yield place
