"""The last reader, feedparser, keeps to what the others promise."""

from __future__ import annotations

import pytest

from publisher.model import Text
from publisher.wire.parse import parse, tolerant
from publisher.wire.parse.refusal import NotAFeed

ADDRESS = "https://feeds.example/desk.xml"
FEED = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xml:base="https://elsewhere.example/">'
    "<channel><title>Desk</title>"
    "<item><title>Clash</title><guid isPermaLink=false>t3 42</guid><link>/1</link>"
    "<description>&lt;p onclick=a()&gt;Two dead.&lt;/p&gt;</description>"
    "<media:title>File photo</media:title><media:description>Soldiers</media:description>"
    "<pubDate>28-04-2025 08:12 IST</pubDate>"
    "<author>a.rao@desk.example (Asha Rao)</author><category>Niger</category>"
)


def test_ids_are_raw_dates_are_text_and_markup_is_untouched() -> None:
    """Nothing is rewritten against the address, nothing is parsed, nothing is sanitized here."""
    entry = tolerant.read(FEED.encode(), ADDRESS).entries[0]
    assert entry.guid == "t3 42"
    assert entry.link == "https://feeds.example/1"
    assert entry.created == "28-04-2025 08:12 IST"
    assert entry.updated == ""
    assert entry.summary == Text("<p onclick=a()>Two dead.</p>", "html")
    assert entry.authors[0].name == "Asha Rao"
    assert entry.categories[0].term == "Niger"


def test_media_never_feeds_the_texts() -> None:
    """A photograph's title and description become neither title nor summary."""
    entry = tolerant.read(FEED.encode(), ADDRESS).entries[0]
    assert "photo" not in entry.title.value
    assert "Soldiers" not in entry.summary.value


def test_nothing_found_is_no_feed() -> None:
    """Where feedparser finds nothing, the document is no feed."""
    with pytest.raises(NotAFeed):
        tolerant.read(b"<<<", ADDRESS)


def test_what_lxml_refuses_after_all_repair_is_read_by_it() -> None:
    """A prefix declared as nothing is beyond repair for XML; the entries are read all the same."""
    body = '<rss version="2.0" xmlns:a=""><channel><item><a:b/><title>One</title></item></channel></rss>'
    found = parse(body.encode(), ADDRESS)
    assert found.malformed
    assert [entry.title.value for entry in found.entries] == ["One"]
