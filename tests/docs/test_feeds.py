"""docs/feeds.md says what the desk and the press do: placeholders, keys, numbers, and what every format carries."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, cast

import pytest
from lxml import etree
from msgspec import json

from publisher.config.shape import AgencyShape, FeedShape, SelectionShape
from publisher.desk.facets import PLACEHOLDERS
from publisher.desk.orders import CLEARLY, RANKED_BETTER, USUAL_RANK
from publisher.model import (
    HALF_LIFE,
    MOST_LIMITS,
    Agency,
    Article,
    Config,
    Feed,
    Image,
    Issue,
    Item,
    Judgement,
    Place,
    Section,
    Site,
    Source,
)
from publisher.model.article import Correction
from publisher.pipeline.issues import LOOKBACK, STEPS
from publisher.press.formats import FORMATS
from publisher.press.fragments import Fragments
from publisher.press.render import render
from publisher.press.wording import MEDIA_TYPES

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs/feeds.md").read_text("utf-8")
NUMBERS: Final = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 8: "eight"}
PARTS: Final = {0.125: "an eighth", 0.25: "a quarter"}
PREFIXES: Final = {
    "": "http://www.w3.org/2005/Atom",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
PUBLISHED: Final = datetime(2025, 4, 28, 2, 42, tzinfo=UTC)
AGENCY: Final = Agency(id="coast", name="Coast Press", credit="Coast Press (CP)")
CONFIG: Final = Config(
    site=Site(title="News Example", url="https://news.example/", authority="news.example,2025"),
    agencies={"coast": AGENCY},
    sources={"coast": Source(id="coast", agency=AGENCY, url="https://coast.example/rss")},
    sections={"law-order": Section(id="law-order", title="Law & order")},
    editions={},
    feeds=(Feed(id="latest", title="Latest"),),
)
ARTICLE: Final = Article(
    id="tag:news.example,2025:article/1",
    key="1",
    source="coast",
    agency="coast",
    url="https://coast.example/story-1.html",
    headline="Fire in Mumbai",
    summary="A fire broke out.",
    body="<p>The fire began at night.</p>",
    language="en",
    received=PUBLISHED,
    published=PUBLISHED,
    updated=PUBLISHED + timedelta(hours=5),
    byline="Coast News Desk",
    credit="Coast Press (CP)",
    rights="© Coast Press",
    section=Judgement(value="law-order", by="source"),
    genre=Judgement(value="opinion", by="label"),
    countries=(Place(country="IN", role="event", by="label", evidence=("Mumbai",)),),
    image=Image(
        url="https://coast.example/fire.jpg",
        type="image/jpeg",
        length=1000,
        caption="Smoke",
        credit="A. Rao",
        source_type="trainedAlgorithmicMedia",
    ),
    corrections=(Correction(at=PUBLISHED, version=2, fields=("body",), note="A wrong street was named."),),
)
# What each row of the table promises: words that must stand in every place that the row names.
PROMISED: Final = {
    "id, permanent": "tag:news.example,2025:article/1",
    "headline": "Fire in Mumbai",
    "link to the agency's article": "https://coast.example/story-1.html",
    "summary, plain": "A fire broke out.",
    "text, sanitized, with corrections and credits": "The fire began at night.",
    "first publication": "02:42:00",
    "last change of public content": "07:42:00",
    "byline": "Coast News Desk",
    "the agency's feed": "https://coast.example/rss",
    "other agencies": "Hill Radio",
    "section, countries, genre": "Opinion",
    "language": "en",
    "rights": "© Coast Press",
    "picture": "https://coast.example/fire.jpg",
    "its credit": "A. Rao",
    "what a machine made of it": "AI-generated",
}


def table() -> dict[str, list[str]]:
    """Return the cells of what every format carries, by the first one."""
    rows = re.findall(r"^\| (.+?) \|$", PAGE.partition("RSS 2.0 |")[2], flags=re.MULTILINE)
    cells = [[cell.strip() for cell in row.split(" | ")] for row in rows if not row.startswith("---")]
    return {first: rest for first, *rest in cells}


@cache
def rendered() -> dict[str, bytes]:
    """Render one issue of one article in all formats."""
    item = Item(article=ARTICLE, also=("Hill Radio",), agencies=2)
    issue = Issue(feed=CONFIG.feeds[0], items=(item,), updated=ARTICLE.updated)
    return {file.path.rpartition(".")[2]: file.body for file in render(issue, CONFIG, Fragments())}


def words_of_xml(suffix: str, place: str) -> list[str]:
    """Return what stands at a place such as `media:content`, `link rel="self"` or `xml:lang`, with its attributes."""
    entry = etree.fromstring(rendered()[suffix]).find(".//item" if suffix == "rss" else "{*}entry")
    assert entry is not None
    prefix, _, name = place.split(maxsplit=1)[0].rpartition(":")
    tag = name if suffix == "rss" and not prefix else f"{{{PREFIXES[prefix]}}}{name}"
    if prefix == "xml":
        return [entry.get(tag, "")]
    wanted = set(re.findall(r'(\w+)="(.*?)"', place))
    return ["\n".join(_said(each)) for each in entry.iter(tag) if wanted <= set(each.items())]


def _said(element: etree._Element) -> list[str]:
    """Return the texts and the values of attributes in and below an element."""
    return [str(text) for text in element.itertext()] + [str(v) for each in element.iter() for v in each.values()]


def words_of_json(place: str) -> list[str]:
    """Return what stands at a place such as `_desk.also`."""
    value: object = json.decode(rendered()["json"])["items"][0]
    for name in place.split("."):
        value = cast("dict[str, object]", value).get(name, "")
    return [json.encode(value).decode()]


@pytest.mark.parametrize("row", table())
@pytest.mark.parametrize(("column", "suffix"), list(enumerate(MEDIA_TYPES)))
def test_every_format_carries_what_the_table_says(row: str, column: int, suffix: str) -> None:
    """Each element that the table names is in a rendered feed, and says what its row promises."""
    places = re.findall(r"`(.+?)`", table()[row][column])
    assert places
    for place in places:
        found = words_of_json(place) if suffix == "json" else words_of_xml(suffix, place)
        assert any(PROMISED[row] in words for words in found), (place, found)


def test_the_table_has_every_row() -> None:
    """The rows are those that are checked here."""
    assert list(table()) == list(PROMISED)


def test_placeholders_are_those_of_the_desk() -> None:
    """Every placeholder there is stands in the table of ids, and no other does."""
    assert set(re.findall(r"\{([a-z]+)\}", PAGE)) == set(PLACEHOLDERS)


def test_keys_of_select_are_those_of_the_shape() -> None:
    """The sentence that lists the keys lists all of them."""
    listed = re.search(r"The keys\s+are\s+(.*?)\.", PAGE, flags=re.DOTALL)
    assert listed is not None
    keys = {field.alias or name for name, field in SelectionShape.model_fields.items()}
    assert set(re.findall(r"`(\w+)`", listed[1])) == keys
    assert {key for text in re.findall(r"select: \{(.*?)\}", PAGE) for key in re.findall(r"(\w+): \[", text)} <= keys


def test_numbers_are_those_of_the_code() -> None:
    """Limit, window, the most a feed holds, half-life and look-back are the defaults of the code."""
    told = " ".join(PAGE.split())
    hour = timedelta(hours=1)
    window = cast("timedelta", FeedShape.model_fields["window"].default)
    assert f"The newest `limit` stories ({FeedShape.model_fields['limit'].default} by default)" in told
    assert f"within {NUMBERS[window // hour]} hours (`window`) before the newest one" in told
    assert f"up to {NUMBERS[MOST_LIMITS]} times the limit" in told
    assert f"half as much for every {NUMBERS[HALF_LIFE // hour]} hours" in told
    assert f"{LOOKBACK // hour} hours before the newest" in told
    assert f"more than {round(100 * (CLEARLY - 1))} % higher" in told
    assert f"up to {NUMBERS[STEPS[-1]]} times its limit" in told
    assert f"each weighs {PARTS[RANKED_BETTER]} more" in told
    assert AgencyShape.model_fields["rank"].default == USUAL_RANK
    assert (Feed(id="a", title="").limit, Feed(id="a", title="").window) == (
        FeedShape.model_fields["limit"].default,
        window,
    )


def test_formats_are_those_of_the_press() -> None:
    """Every built-in format stands behind `latest`, and no other."""
    row = re.search(r"^\| `latest` \| (.*) \|$", PAGE, flags=re.MULTILINE)
    assert row is not None
    assert re.findall(r"latest\.(\w+)", row[1]) == list(FORMATS)
