"""The quarantine: a document that ends its worker is kept and not tried again, and costs nobody else anything.

What ends the workers, which are real, is a classifier of the operator's own: no document is known that does.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from publisher.model import Answer, Fetched, Reason, Source
from publisher.pipeline import GatherTask, Harvest, House, Round, open_house, poll_round
from publisher.pipeline.quarantine import release
from publisher.pipeline.workers import Died, Workers
from publisher.store import open_store
from publisher.store.housekeeping import LONGEST_BODY
from publisher.wire.turns import Turns

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources:
  hostile: {agency: wire, url: "https://hostile.example/rss"}
  one: {agency: wire, url: "https://one.example/rss"}
  two: {agency: wire, url: "https://two.example/rss"}
feeds: [{id: latest, title: Latest}]
classifiers: ["hostile_words:obey"]
"""
HOSTILE = """
import os
from pathlib import Path

from publisher.desk.classify import Verdict

TRIES = Path(__file__).with_name("tries")


def obey(evidence):
    if evidence.article.headline.startswith("exit"):
        TRIES.write_text(TRIES.read_text("utf-8") + "x" if TRIES.exists() else "x", "utf-8")
        os._exit(3)
    return Verdict()
"""


class World:
    """What the sources say, and a newsroom that reads them with real workers."""

    def __init__(self, root: Path) -> None:
        self.path = root / "sources.yaml"
        self.path.write_text(SOURCES, "utf-8")
        (root / "hostile_words.py").write_text(HOSTILE, "utf-8")
        self.bodies = {name: body(f"News of {name}") for name in ("hostile", "one", "two")}

    async def fetch(self, _client: object, source: Source, _state: object) -> Answer:
        """Answer as the sources do."""
        return Fetched(address=source.url, body=self.bodies[source.id], content_type="application/rss+xml")

    @property
    def tries(self) -> int:
        """How often a document has ended a worker."""
        file = self.path.with_name("tries")
        return len(file.read_text("utf-8")) if file.exists() else 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[House]:
        """Open the house as a run of the program does."""
        async with open_house(self.path, now=lambda: NOW, chance=lambda: 0.0, workers=2) as house:
            yield replace(house, turns=Turns(at_once=1, gap=0.0))

    @asynccontextmanager
    async def open_without_workers(self) -> AsyncIterator[House]:
        """Open the house with workers who end over every document that has no news."""
        async with open_house(self.path, now=lambda: NOW, chance=lambda: 0.0, workers=0) as house:
            yield replace(house, workers=Mortal(house.workers), turns=Turns(at_once=1, gap=0.0))

    async def round(self, house: House) -> Round:
        """Ask all of them."""
        return await poll_round(house, list(house.config.sources.values()))


class Mortal:
    """Workers who end over some documents: what the real ones do, without their processes."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.print, self.renew = workers.print, workers.renew

    async def harvest(self, task: GatherTask) -> Harvest:
        """Gather, or die."""
        if b"exit" in task.answer.body:
            raise Died(Reason.PARSER, "reading the document took too much memory")
        return await self._workers.harvest(task)


def body(headline: str) -> bytes:
    """Write a document with one item."""
    return (
        f"<rss version='2.0'><channel><title>T</title><item><title>{headline}</title></item></channel></rss>".encode()
    )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Lay out a newsroom of three sources."""
    made = World(tmp_path)
    monkeypatch.setattr("publisher.pipeline.polling.fetch", made.fetch)
    return made


def headlines(house: House, source: str) -> list[str]:
    """Return what we have of a source."""
    return [article.headline for article in house.store.latest(source, 9)]


async def test_a_document_that_ends_its_worker_is_quarantined_alone(world: World) -> None:
    """It is kept with what is known of it and noted; the other sources are on time; the same body is not read again."""
    world.bodies["hostile"] = hostile = body("exit")
    async with world.open() as house:
        first = await world.round(house)
        assert (first.asked, first.reached, first.fresh, dict(first.failures)) == (3, 3, 2, {"parser-crash": 1})
        assert (headlines(house, "one"), headlines(house, "two")) == (["News of one"], ["News of two"])
        kept = house.store.quarantine(sha256(hostile).hexdigest())
        assert kept is not None
        assert (kept.source, kept.at, kept.body, kept.length) == ("hostile", NOW, hostile, len(hostile))
        assert (kept.reason, kept.address) == (
            "reading the document ended its process (exit code 3)",
            "https://hostile.example/rss",
        )
        told = f"its document is in quarantine, as {kept.digest[:12]}: {kept.reason}"
        assert [(note.source, note.text) for note in house.store.notes(9)] == [("hostile", told)]
        assert first.notes == (f"hostile: {told}",)
        second = await world.round(house)
        assert (world.tries, second.fresh, dict(second.failures), second.notes) == (1, 0, {"parser-crash": 1}, ())
        assert house.store.state("hostile").failures == 2


async def test_another_document_of_the_source_is_read(world: World) -> None:
    """The quarantine is of a document, not of its source."""
    world.bodies["hostile"] = body("exit")
    async with world.open_without_workers() as house:
        await world.round(house)
        world.bodies["hostile"] = body("Better news")
        await world.round(house)
        assert headlines(house, "hostile") == ["Better news"]
        assert house.store.state("hostile").failures == 0
        world.bodies["hostile"] = body("exit once more")
        await world.round(house)
        assert len(house.store.quarantined()) == 2


async def test_the_quarantine_outlives_the_program_and_is_left_by_hand(world: World) -> None:
    """A new start does not try again; what another process lets out is read in the next round."""
    world.bodies["hostile"] = body("exit")
    async with world.open() as house:
        await world.round(house)
    async with world.open() as house:
        await world.round(house)
        assert world.tries == 1
        other = open_store(f"sqlite:///{world.path.parent}/var/publisher.db")
        release(other, other.quarantined(), NOW)
        assert (other.quarantined(), other.due(NOW, ["hostile", "one", "two"], 9)) == ([], ["hostile"])
        other.close()
        await world.round(house)
        assert (world.tries, len(house.store.quarantined())) == (2, 1)


async def test_a_large_document_is_cut_and_a_secret_address_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than a megabyte is kept, and its digest is that of the whole; no secret reaches the store."""
    monkeypatch.setenv("WIRE_KEY", "sesame")
    world.path.write_text(SOURCES.replace("hostile.example/rss", "hostile.example/${WIRE_KEY}"), "utf-8")
    world.bodies["hostile"] = large = body("exit") + b" " * LONGEST_BODY
    async with world.open_without_workers() as house:
        await world.round(house)
        kept = house.store.quarantine(sha256(large).hexdigest())
    assert kept is not None
    assert (kept.address, kept.length, len(kept.body)) == ("", len(large), LONGEST_BODY)
