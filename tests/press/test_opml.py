"""The list of all feeds, as any reader imports it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from publisher.model import Config, Feed
from publisher.press.listing import Listing
from publisher.press.opml import opml

NOON = datetime(2025, 4, 28, 2, 42, 11, tzinfo=UTC)
GOLDEN = Path(__file__).with_name("golden") / "feeds.opml"


def listing(identity: str, title: str, *places: tuple[str, str], **more: object) -> Listing:
    """List a feed."""
    feed = Feed(id=identity, title=title, places=places, **more)  # type: ignore[arg-type]  # fields of a feed
    return Listing(feed=feed, updated=NOON, items=3, languages=("hi",) if identity.endswith("hi") else ("en", "hi"))


FEEDS = [
    listing("country/in/law-order", "Law & order, India", ("country", "in"), ("section", "law-order")),
    listing("section/law-order", "Law & order", ("section", "law-order")),
    listing("trending", "Trending"),
    listing("country/ne", "Niger", ("country", "ne")),
    listing("latest", "R&D <b>Latest</b>"),
    listing("zone/x", "Zone X", ("zone", "x")),
    listing("language/hi", "Hindi", ("language", "hi"), description="News in \ud800Hindi"),
    listing("edition/south-asia", "South Asia", ("edition", "south-asia")),
    listing("country/in", "India", ("country", "in")),
    listing("extra", "Extra", formats=("atom", "html")),
    listing("page", "Only a page", formats=("html",)),
]


def outline(tree: etree._Element) -> list[object]:
    """Return the titles as nested lists."""
    return [[node.get("text"), *outline(node)] if len(node) else node.get("text") for node in tree.iterfind("outline")]


def test_feeds_are_grouped_by_kind(config: Config) -> None:
    """What nothing splits comes first, as sources.yaml has it; countries hold their sections."""
    body = etree.fromstring(opml(FEEDS, config)).find("body")
    assert body is not None
    assert outline(body) == [
        "R&amp;D &lt;b&gt;Latest&lt;/b&gt;",
        "Trending",
        "Extra",
        ["Sections", "Law & order"],
        ["Countries", ["India", "India", "Law & order, India"], ["Niger", "Niger"]],
        ["Editions", "South Asia"],
        ["Languages", "Hindi"],
        ["Zone", "Zone X"],
    ]


def test_an_outline_says_all_that_a_reader_takes(config: Config) -> None:
    """Text, title, description, addresses, language and version; a feed without RSS gives its Atom."""
    tree = etree.fromstring(opml(FEEDS, config))
    found = {str(node.get("xmlUrl")): dict(node.attrib) for node in tree.iter("outline") if node.get("xmlUrl")}
    assert found["https://news.example/feeds/language/hi.rss"] == {
        "type": "rss",
        "text": "Hindi",
        "title": "Hindi",
        "description": "News in Hindi",
        "xmlUrl": "https://news.example/feeds/language/hi.rss",
        "htmlUrl": "https://news.example/feeds/language/hi.html",
        "language": "hi",
        "version": "RSS2",
    }
    assert "version" not in found["https://news.example/feeds/extra.atom"]
    assert len(found) == len(FEEDS) - 1


def test_it_is_dated_by_the_newest_feed(config: Config) -> None:
    """The date of the list is never now; there is no `docs`, which the validator does not know."""
    late = Listing(feed=FEEDS[0].feed, updated=NOON + timedelta(hours=1), items=1)
    head = etree.fromstring(opml([*FEEDS, late], config)).find("head")
    assert head is not None
    assert head.findtext("dateModified") == "Mon, 28 Apr 2025 03:42:11 GMT"
    assert [child.tag for child in head] == ["title", "dateModified", "ownerName", "ownerEmail", "ownerId"]


def test_the_order_of_the_feeds_given_does_not_matter(config: Config) -> None:
    """The same feeds give the same bytes."""
    assert opml(FEEDS, config) == opml(FEEDS[::-1], config)


def test_golden_bytes(config: Config) -> None:
    """The same list gives the same bytes as ever; `UPDATE_GOLDEN=1` writes the file anew."""
    body = opml(FEEDS, config)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_bytes(body)
    assert body == GOLDEN.read_bytes()


def test_without_feeds_there_is_still_a_document(config: Config) -> None:
    """A body must hold an outline."""
    body = etree.fromstring(opml([], config)).find("body")
    assert body is not None
    assert outline(body) == ["No feeds yet"]
