"""A house of feeds, and articles and stories to fill them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import (
    Agency,
    Article,
    Config,
    Edition,
    Feed,
    Issue,
    Judgement,
    Place,
    Section,
    Selection,
    Site,
    Status,
    Story,
)

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
AGENCIES: Final = {
    name: Agency(id=name, name=f"Agency {name.upper()}", credit=f"{name.upper()} News", rank=rank)
    for rank, name in enumerate(("a", "b", "c"), start=1)
}
CONFIG: Final = Config(
    site=Site(),
    agencies=AGENCIES,
    sources={},
    sections={
        "politics": Section(id="politics", title="Politics"),
        "law-order": Section(id="law-order", title="Law & Order"),
    },
    editions={
        "west-africa": Edition(id="west-africa", title="West Africa", countries=("NE", "NG", "SN")),
        "south-asia": Edition(id="south-asia", title="South Asia", countries=("IN", "PK")),
    },
    feeds=(
        Feed(id="latest", title="Latest news"),
        Feed(id="trending", title="Trending", order="trending"),
        Feed(id="section/{section}", title="{section}", description="All of {section}."),
        Feed(id="country/{country}", title="{country}"),
        Feed(id="country/{country}/{section}", title="{country}: {section}"),
        Feed(id="edition/{edition}", title="{edition}"),
        Feed(id="genre/{genre}", title="{genre}"),
        Feed(id="language/{language}", title="News in {language}"),
        Feed(id="agency/{agency}", title="{agency}"),
        Feed(id="opinion", title="Opinion", selection=Selection(genres=frozenset({"opinion"}))),
        Feed(id="asia/{country}", title="{country}", selection=Selection(countries=frozenset({"IN", "PK"}))),
    ),
)
LATEST: Final = Feed(id="latest", title="Latest news", limit=3)
TRENDING: Final = Feed(id="trending", title="Trending", order="trending", limit=5)


def article(name: str = "1", agency: str = "a", at: datetime = NOON, **fields: object) -> Article:
    """Make a usable article, received and published at one time."""
    made = Article(
        id=f"tag:publisher.example,2026:{name}",
        key=name,
        source=f"{agency}-world",
        agency=agency,
        headline="Ministers meet in the capital",
        credit=f"{agency.upper()} News",
        language="en",
        received=at,
        published=at,
        updated=at,
    )
    return replace(made, **fields)


def about(*countries: str, role: Literal["event", "mentioned"] = "event") -> tuple[Place, ...]:
    """Make the places of an article."""
    return tuple(Place(country=country, role=role, by="category") for country in countries)


def as_judged(value: str) -> Judgement:
    """Make a judgement of a value."""
    return Judgement(value=value, by="category")


def story(name: str, *articles: Article) -> Story:
    """Make a story of articles."""
    return Story(id=name, articles=articles)


def shown(issue: Issue) -> list[str]:
    """Return the names of the articles that an issue shows."""
    return [item.article.key for item in issue.items]


ARTICLES: Final = st.builds(
    article,
    name=st.sampled_from([str(number) for number in range(12)]),
    agency=st.sampled_from(["a", "b", "c"]),
    at=st.integers(-600, 600).map(lambda minutes: NOON + minutes * MINUTE),
    section=st.none() | st.sampled_from(["politics", "law-order"]).map(as_judged),
    countries=st.lists(st.sampled_from(["NE", "SN", "IN", "US"]), max_size=3, unique=True).map(lambda c: about(*c)),
    genre=st.none() | st.sampled_from(["opinion", "live"]).map(as_judged),
    language=st.sampled_from(["en", "pt-BR", "und"]),
    status=st.sampled_from([Status.USABLE, Status.USABLE, Status.USABLE, Status.WITHDRAWN, Status.HELD]),
    summary=st.sampled_from(["", "x" * 300]),
)
STORIES: Final = st.lists(
    st.tuples(st.sampled_from("pqrstuvw"), st.lists(ARTICLES, min_size=1, max_size=4)), max_size=8
).map(lambda made: [story(name, *_distinct(name, articles)) for name, articles in made])


def _distinct(name: str, articles: list[Article]) -> list[Article]:
    """Give every article of every story an id of its own, as the store does."""
    return [replace(each, id=f"tag:x,2026:{name}{number}") for number, each in enumerate(articles)]
