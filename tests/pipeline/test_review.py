"""A flood: what a well-known source cannot have written all at once is known again, or waits for a person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from msgspec import json
from msgspec.structs import replace

from publisher.model import Article, Fetched, Status
from publisher.pipeline import Harvest, House, open_house, publish, save
from publisher.pipeline.polling import harvest_of
from publisher.pipeline.review import let_go

HOUR = timedelta(hours=1)
MANY = range(40)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
feeds: [{id: latest, title: Latest, limit: 100}]
"""


@dataclass
class Desk:
    """A house with one source, which is asked every hour."""

    house: House
    clock: list[datetime]  # its only value is the time

    async def read(self, items: Iterable[str]) -> Harvest:
        """Read what the source says an hour later, and save it."""
        self.clock[0] += HOUR
        body = f"<rss version='2.0'><channel><title>The Wire</title>{''.join(items)}</channel></rss>".encode()
        answer = Fetched(address="https://wire.example/rss", body=body, content_type="application/rss+xml")
        harvest = await harvest_of(
            self.house, self.house.config.sources["wire"], self.house.store.state("wire"), answer
        )
        save(self.house, [harvest])
        return harvest

    def item(self, number: int, guid: str = "", headline: str = "") -> str:
        """Write an item; one a day."""
        date = format_datetime(self.clock[0].replace(hour=6) - timedelta(days=number), usegmt=True)
        return (
            f"<item><guid isPermaLink='false'>{guid or number}</guid><title>{headline or f'Report {number}'}</title>"
            f"<link>https://wire.example/{headline}{number}</link><pubDate>{date}</pubDate></item>"
        )

    def shown(self) -> str:
        """Return what is published."""
        return (self.house.feeds / "latest.json").read_text("utf-8")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Open a house whose source is well known: forty items, one a day."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, "utf-8")
    clock = [datetime(2026, 8, 1, 12, tzinfo=UTC)]
    async with open_house(path, now=lambda: clock[0], chance=lambda: 0.0, workers=0) as house:
        made = Desk(house, clock)
        assert len((await made.read(map(made.item, MANY))).fresh) == len(MANY)
        await publish(house)
        yield made


async def test_other_guids_for_what_we_have_change_nothing(desk: Desk) -> None:
    """A site that moves to another program: each article is known again by its link, and no feed is written anew."""
    before = desk.shown()
    harvest = await desk.read(desk.item(number, guid=f"urn:{number}") for number in MANY)
    assert (harvest.fresh, harvest.changed, harvest.notes) == ((), (), ())
    assert len(desk.house.store.latest("wire", 999)) == len(MANY)
    assert ((await publish(desk.house)).changed, desk.shown()) == ((), before)
    again = await desk.read(desk.item(number, guid=f"urn:{number}") for number in reversed(MANY))
    assert (again.fresh, again.changed) == ((), ())


async def test_a_flood_is_held_told_and_let_go(desk: Desk) -> None:
    """Forty new items at once are saved and noted, and shown only when a person lets them go: as they are, once."""
    before = desk.shown()
    harvest = await desk.read(desk.item(number, guid=f"n{number}", headline=f"Old page {number}") for number in MANY)
    assert len(harvest.fresh) == len(MANY)
    (note,) = desk.house.store.notes(9)
    assert (note.source, note.text.partition(",")[0]) == ("wire", "40 articles are new all at once")
    assert ((await publish(desk.house)).changed, desk.shown()) == ((), before)

    held = desk.house.store.held(999)
    assert {(each.status, each.waits_for) for each in held} == {(Status.HELD, "review")}
    released = let_go(desk.house.store, desk.house.config, held, desk.clock[0])
    assert sorted(map(unmarked, released)) == sorted(map(unmarked, held))
    assert desk.house.store.held(999) == []
    assert (await publish(desk.house)).feeds == ("latest",)
    assert [number for number in MANY if f'"Old page {number}"' not in desk.shown()] == []
    assert len(desk.house.store.latest("wire", 999)) == 2 * len(MANY)
    assert desk.house.store.notes(1)[0].text == "40 of its held articles let go"


def unmarked(article: Article) -> bytes:
    """Return an article without what letting go changes."""
    return json.encode(replace(article, status=Status.USABLE, waits_for="", updated=article.received))


async def test_what_waits_no_longer_is_left_alone(desk: Desk) -> None:
    """An article that its agency withdrew while it was held stays withdrawn, and nothing is let go twice."""
    await desk.read(desk.item(number, guid=f"n{number}", headline=f"Old page {number}") for number in MANY)
    held = desk.house.store.held(999)
    with desk.house.store.pen() as pen:
        pen.save([replace(held[0], status=Status.WITHDRAWN)], {})
    assert len(let_go(desk.house.store, desk.house.config, held, desk.clock[0])) == len(held) - 1
    assert let_go(desk.house.store, desk.house.config, held, desk.clock[0]) == []
    assert desk.house.store.article(held[0].id) == replace(held[0], status=Status.WITHDRAWN)
