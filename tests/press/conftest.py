"""An invented desk: one configuration, and issues from the plainest to the wildest, all of them fixed in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Final

import pytest

from publisher.model import (
    Agency,
    Article,
    Config,
    Correction,
    Edition,
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
from publisher.model.country import COUNTRIES

NOON: Final = datetime(2025, 4, 28, 2, 42, 11, tzinfo=UTC)
AGENCIES: Final = {
    "coast": Agency(id="coast", name="Coast Press", credit="Coast Press", country="IN", language="en"),
    "wire": Agency(id="wire", name="Air & Tide <Wire>", credit="Air & Tide <Wire>"),
}
CONFIG: Final = Config(
    site=Site(
        title="News & Notes",
        description="All <news> & notes",
        url="https://news.example/feeds/",
        authority="news.example,2025",
        contact="desk@news.example",
        rights="© 2025 News & Notes",
        hub="https://hub.example/",
    ),
    agencies=AGENCIES,
    sources={
        "coast-world": Source(id="coast-world", agency=AGENCIES["coast"], url="https://coast.example/world.xml"),
        "wire": Source(id="wire", agency=AGENCIES["wire"], url="https://me:word@wire.example/rss?page=1&token=abc"),
    },
    sections={"law-order": Section(id="law-order", title="Law & order")},
    editions={"south-asia": Edition(id="south-asia", title="South Asia", countries=("IN",))},
    feeds=(Feed(id="latest", title="Latest news"), Feed(id="trending", title="Trending")),
)
WILD: Final = (
    "<b>bold</b> & R&D ]]> <x>",
    "&copy2 &amp; &#65; Q&A2 &lt;p&gt; AT&T;",
    "عاجل: حريق في مومباي \u200f(محدث)",
    "שריפה במומבאי – 3 פצועים",
    "\U0001f600\U0001f1ee\U0001f1f3 emoji \U0001f468\u200d\U0001f469 火災",
    "control \x00\x07\x0b\x1b\x7f\x85\x9f\ufffd \ud800 \udfff \ufffe \U0001ffff\u2028 end",
    "]]>",
    "   ",
    "<script>alert(1)</script>",
    "a < b > c </ d",
    "<item><title>in</title></item></channel>",
    "<!-- <entry> -->",
    "\x00",
)


def article(number: int = 0, **changes: object) -> Article:
    """Make an article of the Coast Press; anything in it may be changed."""
    values: dict[str, object] = {
        "id": f"tag:news.example,2025:article/{number}",
        "key": str(number),
        "source": "coast-world",
        "agency": "coast",
        "url": f"https://coast.example/story/{number}?a=1&b=2",
        "headline": f"Fire at Ballard Estate, report {number}",
        "summary": f"A fire broke out in Mumbai’s Ballard Estate ({number}).",
        "body": "<p>The fire began at about 2:31 am.</p><p>No one was hurt &amp; all left.</p>",
        "language": "en-IN",
        "dateline": "Mumbai",
        "received": NOON,
        "published": NOON - timedelta(minutes=number),
        "updated": NOON,
        "byline": "Coast News Desk",
        "credit": "Coast Press",
        "rights": "© Coast Press",
        "section": Judgement(value="law-order", by="source"),
        "topics": ("medtop:02000000",),
        "countries": (
            Place(country="IN", role="event", by="label", confidence=0.9, evidence=("Mumbai",)),
            Place(country="GB", role="mentioned", by="words"),
        ),
        "image": Image(
            url="https://coast.example/fire.jpg",
            type="image/jpeg",
            width=1200,
            height=675,
            length=183220,
            caption="A fire engine",
            credit="Coast Graphics",
            source_type="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        ),
        "story": "tag:news.example,2025:story/1",
        "corrections": (
            Correction(at=NOON, version=2, fields=("headline",), note="An earlier headline named a wrong street."),
        ),
    }
    return Article(**(values | changes))  # type: ignore[arg-type]  # the values are the fields


def wild_article(number: int, text: str) -> Article:
    """Make an article that says one text wherever an agency can say anything."""
    return article(
        number,
        headline=text,
        summary=text,
        byline=text,
        authors=(text, f"Jane <jane@coast.example> {number}"),
        credit=text,
        rights=text,
        dateline=text,
        section=Judgement(value=text, by=text),
        genre=Judgement(value="opinion", by=text),
        countries=(Place(country="NE", role="event", by=text, evidence=(text,)),),
        image=Image(url="https://coast.example/a b|[é].jpg", type="no type", caption=text, credit=text, alt=text),
        url="https://exämple.example/ä b?q=[1]|{}#<x>",
        corrections=(Correction(at=NOON, version=2, fields=("body",), note=text),),
        body=f"<p>{escape(text)}</p>",
        story=text,
    )


def bare_article(number: int) -> Article:
    """Make an article that has nothing but what every article must have."""
    return Article(
        id=f"tag:news.example,2025:article/bare-{number}",
        key=str(number),
        source="gone",
        agency="gone",
        headline=f"Only a headline {number}",
        received=NOON,
        published=NOON,
        updated=NOON,
        credit="Coast Press",
    )


ITEMS: Final = {
    "normal": tuple(Item(article=article(n), also=("Air & Tide <Wire>", "Hill Radio"), agencies=3) for n in range(12)),
    "wild": tuple(Item(article=wild_article(n, text), also=(text,), agencies=2) for n, text in enumerate(WILD)),
    "empty": (),
    "bare": tuple(Item(article=bare_article(n)) for n in range(3)),
    "world": (
        Item(
            article=article(
                7,
                source="wire",
                language="und",
                countries=tuple(Place(country=code, role="event", by="list") for code in sorted(COUNTRIES)),
                genre=Judgement(value="press-release", by="source"),
                authors=("Asha Rao", "Ben Okri", "Asha Rao"),
            )
        ),
    ),
}


def issue(kind: str, **changes: object) -> Issue:
    """Make an issue of one of the kinds in ITEMS; anything in its feed may be changed."""
    values: dict[str, object] = {
        "id": f"section/{kind}",
        "title": f"Law & order <{kind}>",
        "description": "News of <b>law</b> & order",
        "formats": ("rss", "atom", "json"),
        "places": (("section", kind),),
    }
    return Issue(feed=Feed(**(values | changes)), items=ITEMS[kind], updated=NOON)  # type: ignore[arg-type]  # as above


@pytest.fixture(scope="session")
def config() -> Config:
    """Return the configuration of the desk."""
    return CONFIG


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """Make an article: `make_article(number, **changes)`."""
    return article


@pytest.fixture(scope="session")
def make_issue() -> Callable[..., Issue]:
    """Make an issue of one article or more, or of a kind: `make_issue("wild")`, `make_issue(article, article)`."""

    def make(*parts: str | Article | Item, **changes: object) -> Issue:
        if parts and isinstance(parts[0], str):
            return issue(parts[0], **changes)
        items = tuple(
            Item(article=part) if isinstance(part, Article) else part for part in parts if not isinstance(part, str)
        )
        return Issue(feed=issue("empty", **changes).feed, items=items, updated=NOON)

    return make


@pytest.fixture(params=list(ITEMS))
def any_issue(request: pytest.FixtureRequest) -> Issue:
    """Every kind of issue, one after the other."""
    return issue(str(request.param))
