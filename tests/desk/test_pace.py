"""The pace of the desk: twice as much of anything costs twice the time, never four times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

import pytest
from msgspec.structs import replace

from publisher.desk.belonging import feed_ids_of, feeds_of
from publisher.desk.classify import classify, rules
from publisher.desk.cluster import signs
from publisher.desk.curate import curate
from publisher.model import (
    Agency,
    Article,
    Category,
    Config,
    Edition,
    Entry,
    Feed,
    Judgement,
    Place,
    Section,
    Site,
    Source,
    Story,
)
from publisher.model.country import COUNTRIES
from tests.world.doubling import cost_of, is_linear

Work: TypeAlias = Callable[[], object]

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
WIRE: Final = Agency(id="wire", name="The Wire", credit="The Wire")
SOURCE: Final = Source(id="wire-world", agency=WIRE, url="https://wire.example/rss")
ARTICLE: Final = Article(
    id="tag:publisher.example,2026:1",
    key="1",
    source="wire-world",
    agency="wire",
    headline="Ministers meet in the capital",
    credit="The Wire",
    language="en",
    language_by=Judgement(value="en", by="declared"),
    received=NOON,
    published=NOON,
    updated=NOON,
)


def config() -> Config:
    """Make a configuration that nothing was remembered of."""
    return Config(
        site=Site(),
        agencies={"wire": WIRE},
        sources={},
        sections={"politics": Section(id="politics", title="Politics")},
        editions={"all": Edition(id="all", title="All", countries=tuple(sorted(COUNTRIES)))},
        feeds=tuple(
            Feed(id=name, title=name)
            for name in ("latest", "country/{country}", "country/{country}/{section}", "edition/{edition}/{country}")
        ),
    )


def classifying(made: Article, *categories: Category) -> Work:
    """Prepare to classify an article with these labels."""
    entry, table = Entry(categories=categories), rules(config())
    return lambda: classify(made, entry, SOURCE, table)


def long_text(size: int) -> Work:
    """Prepare to classify and sign an article whose every text is long, and full of what marks look like."""
    marks = "Live | - opinion : " * (size // 19)
    made = replace(
        ARTICLE, headline=marks, summary=marks, dateline=f"{marks},{marks}", url="https://a.example/opinio/" * size
    )
    judge = classifying(made, Category(f"/access_iso3166 {marks}", scheme=marks, label=marks))
    return lambda: (judge(), signs(made))


def many_categories(size: int) -> Work:
    """Prepare to classify an article with many labels, no two alike."""
    return classifying(ARTICLE, *(Category(f"Label {size} {number} > Niger") for number in range(size)))


def many_places(size: int) -> Work:
    """Prepare to classify an article that names every country again and again, and that has a great many places."""
    named = sorted(COUNTRIES)
    places = tuple(Place(country=named[n % len(named)], role="event", by=str(n)) for n in range(size))
    return classifying(replace(ARTICLE, countries=places), *(Category("Niger"), Category("Mali")) * size)


def many_stories(size: int) -> Work:
    """Prepare to curate a feed of many stories of two reports each."""
    stories = [
        Story(id=f"s{n}", articles=tuple(replace(ARTICLE, id=f"{n}{each}", agency=each) for each in ("a", "b")))
        for n in range(size)
    ]
    feeds = [Feed(id="x", title="x"), Feed(id="y", title="y", order="trending")]
    return lambda: [curate(feed, stories) for feed in feeds]


def many_reports(size: int) -> Work:
    """Prepare to curate a feed of one story that everybody tells."""
    told = [replace(ARTICLE, id=str(n), agency=str(n), received=NOON + timedelta(seconds=n)) for n in range(size)]
    story = Story(id="s", articles=tuple(told))
    return lambda: curate(Feed(id="x", title="x"), [story])


def many_countries(size: int) -> Work:
    """Prepare to find the feeds of an article on many countries, where nothing was found before."""
    places = tuple(Place(country=country, role="event", by="x") for country in sorted(COUNTRIES)[:size])
    made = replace(ARTICLE, countries=places, section=Judgement(value="politics", by="x"))
    fresh = config()
    return lambda: (feeds_of(made, fresh), feed_ids_of(made, fresh))


@pytest.mark.parametrize(
    ("prepare", "size"),
    [
        (long_text, 10_000),
        (many_categories, 25_000),
        (many_places, 5_000),
        (many_stories, 250),
        (many_reports, 500),
        (many_countries, 50),
    ],
)
def test_four_times_as_much_costs_about_four_times_the_time(prepare: Callable[[int], Work], size: int) -> None:
    """By the clock of the processor: other work on the machine is not counted."""
    assert is_linear(lambda: cost_of(prepare(size)), lambda: cost_of(prepare(4 * size)))
