"""Feeds with rules through a whole house: touched, published, and left alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from publisher.desk.belonging import feed_ids_of
from publisher.model import Article, Place
from publisher.pipeline import House, Published, open_house, publish

NOON: Final = datetime(2026, 8, 1, 12, tzinfo=UTC)
SOURCES: Final = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {a: {name: A}, b: {name: B}, c: {name: C}}
sources: {a: {agency: a, url: "https://a.example/rss"}}
sections: {world: {title: World}}
feeds:
  - {id: latest, title: Latest}
  - {id: "trending/country/{country}", title: "Trending in {country}", order: trending}
  - {id: "flood/{country}", title: "Floods in {country}", select: {keywords: [flood]}}
  - {id: "but/{country}", title: "{country}", select: {not: {agencies: [b]}}}
  - id: front
    title: Front
    order: editor
    pins: [{article: "tag:news.example,2026:1", until: "2026-08-01T15:00Z"}]
"""


@dataclass
class Newsroom:
    """A house whose clock is ours."""

    house: House
    now: datetime = NOON

    async def publish(self, *articles: Article, hours: float = 0) -> Published:
        """Save articles, and publish what they touch, after some time."""
        self.now += timedelta(hours=hours)
        touched = {name for each in articles for name in feed_ids_of(each, self.house.config)}
        with self.house.store.pen() as pen:
            pen.save(articles, {})
            pen.touch(touched, self.now)
        return await publish(self.house)

    def told(self, feed: str) -> list[str]:
        """Return the names of the items of a published feed."""
        found = json.loads((self.house.feeds / f"{feed}.json").read_text("utf-8"))
        return [item["id"].rpartition(":")[2] for item in found["items"]]


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Open an empty house."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, "utf-8")
    clock: list[Newsroom] = []
    async with open_house(path, now=lambda: clock[0].now if clock else NOON, chance=lambda: 0.0, workers=0) as house:
        clock.append(Newsroom(house))
        yield clock[0]


def article(number: int, headline: str = "Drought", agency: str = "a", country: str = "NE") -> Article:
    """Make an article; the higher its number, the older it is."""
    at = NOON - timedelta(minutes=number)
    return Article(
        id=f"tag:news.example,2026:{number}",
        key=str(number),
        source="a",
        agency=agency,
        headline=headline,
        language="en",
        countries=(Place(country=country, role="event", by="label"),),
        received=at,
        published=at,
        updated=at,
        credit=agency.upper(),
        report=f"r{number}",
        story=f"e{number}",
    )


async def test_feeds_of_a_family_are_there_where_they_hold_something(newsroom: Newsroom) -> None:
    """A country without a flood has no feed of floods, even when everything is printed; with one it has."""
    await newsroom.publish(article(1, "Flood"), article(2, country="IN", agency="b"))
    for everything in (False, True):
        await publish(newsroom.house, everything=everything)
        names = {str(file.relative_to(newsroom.house.feeds)) for file in newsroom.house.feeds.rglob("*.json")}
        assert names == {
            "latest.json", "front.json", "trending/country/ne.json", "trending/country/in.json", "flood/ne.json",
            "but/ne.json",
        }  # fmt: skip
    assert newsroom.told("flood/ne") == ["1"]


async def test_an_article_that_lost_its_word_leaves_the_feed(newsroom: Newsroom) -> None:
    """The feed that it was in is empty then, and stays."""
    await newsroom.publish(article(1, "Flood"))
    touched = feed_ids_of(article(1, "Flood"), newsroom.house.config)
    with newsroom.house.store.pen() as pen:
        pen.save([article(1, "Mud")], {})
        pen.touch(touched, newsroom.now)
    await publish(newsroom.house)
    assert newsroom.told("flood/ne") == []


async def test_a_pin_ends_without_news(newsroom: Newsroom) -> None:
    """At the end of a pin its feed is published again, once; nothing else is."""
    await newsroom.publish(article(1), article(0))
    assert newsroom.told("front") == ["1", "0"]
    assert (await newsroom.publish(hours=2)).feeds == ()
    assert (await newsroom.publish(hours=2)).feeds == ("front",)
    assert newsroom.told("front") == ["0", "1"]
    assert (await newsroom.publish(hours=1)).feeds == ()


async def test_a_trend_is_the_same_when_everything_is_printed_again(newsroom: Newsroom) -> None:
    """What the house remembers of its order is enough: no byte changes, however often."""
    stories = [replace(article(10 * n + m, agency="abc"[m]), story=f"e{n}") for n in range(9) for m in range(1 + n % 3)]
    await newsroom.publish(*stories[::2])
    await newsroom.publish(*stories[1::2], hours=1)
    before = {file: file.read_bytes() for file in newsroom.house.feeds.rglob("*.*")}
    assert (await publish(newsroom.house, everything=True)).changed == ()
    assert {file: file.read_bytes() for file in newsroom.house.feeds.rglob("*.*")} == before
