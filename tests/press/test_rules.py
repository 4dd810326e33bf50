"""What readers and the W3C feed validator demand, held by checks of our own on every kind of issue.

The validator itself (https://github.com/w3c/feedvalidator) is on no package index. Where FEEDVALIDATOR names its `src`
folder, the last test runs it too.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import warnings
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import json

from publisher.model import Article, Config, Issue
from publisher.press.fragments import Fragments
from publisher.press.listing import Listing
from publisher.press.opml import opml
from publisher.press.render import render
from publisher.press.text import line, plain
from tests.world.wild import examples

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
Tree = etree._Element


def rendered(issue: Issue, config: Config) -> dict[str, bytes]:
    """Render an issue; the bodies by suffix."""
    fragments = Fragments()
    bodies = {one.path.rpartition(".")[2]: one.body for one in render(issue, config, fragments)}
    assert fragments.refused == {}
    return bodies


def read(body: bytes) -> Tree:
    """Parse a document as strictly as XML is meant."""
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, recover=False, huge_tree=False))


def texts(tree: Tree, path: str) -> list[str]:
    """Return the texts at a path."""
    return [found.text or "" for found in tree.iterfind(path, NS)]


def addresses(tree: Tree) -> list[str]:
    """Return every address in attributes and in the elements that hold one."""
    attributes = [str(found) for found in tree.xpath("//@href | //@url")]  # type: ignore[union-attr]  # a list here
    return attributes + [
        text for path in (".//link", ".//{*}uri", ".//url", ".//docs") for text in texts(tree, path) if text
    ]


def test_rss_has_what_it_must(any_issue: Issue, config: Config) -> None:
    """Channel and items hold the elements that RSS 2.0 and its profile require, once each, and no media:title."""
    channel = read(rendered(any_issue, config)["rss"])[0]
    assert all(
        len(channel.findall(tag)) == 1 for tag in ("title", "link", "description", "language", "lastBuildDate", "ttl")
    )
    assert [link.get("rel") for link in channel.iterfind("a:link", NS)] == ["self", "alternate", "alternate", "hub"]
    items = channel.findall("item")
    assert len(items) == len(any_issue.items)
    for item in items:
        assert all(
            texts(item, tag)[0] for tag in ("title", "description", "guid", "pubDate", "dc:creator", "content:encoded")
        )
        counts = [
            len(item.findall(tag, NS)) for tag in ("guid", "dc:creator", "pubDate", "content:encoded", "a:updated")
        ]
        assert counts == [1] * 5
        assert item.findall(".//media:title", NS) == []
        assert len(item.findall("enclosure")) <= 1


def test_rss_keeps_the_order_that_readers_need(any_issue: Issue, config: Config) -> None:
    """Metadata stand before items, description before content:encoded, media last."""
    channel = read(rendered(any_issue, config)["rss"])[0]
    tags = [str(child.tag) for child in channel]
    assert "item" not in tags[: len(tags) - len(any_issue.items)]
    for item in channel.iterfind("item"):
        order = [etree.QName(child).localname for child in item]
        assert order.index("description") < order.index("encoded")
        assert "content" not in order[:-1]


def test_atom_has_what_it_must(any_issue: Issue, config: Config) -> None:
    """Feed and entries hold what RFC 4287 requires, once each; every entry has author, summary and content."""
    feed = read(rendered(any_issue, config)["atom"])
    assert all(len(feed.findall(f"a:{tag}", NS)) == 1 for tag in ("id", "title", "updated", "author"))
    kinds = [(link.get("rel"), link.get("type")) for link in feed.iterfind("a:link", NS)]
    assert len(set(kinds)) == len(kinds)
    entries = feed.findall("a:entry", NS)
    assert len(entries) == len(any_issue.items)
    for entry in entries:
        counts = [
            len(entry.findall(f"a:{tag}", NS)) for tag in ("id", "title", "updated", "published", "summary", "content")
        ]
        assert counts == [1] * 6
        assert all(texts(entry, "a:author/a:name"))
        assert all(link.get("rel") for link in entry.iterfind("a:link", NS))
        assert all(len(source) == 4 for source in entry.iterfind("a:source", NS))


def test_ids_and_moments_of_change_are_distinct(any_issue: Issue, config: Config) -> None:
    """No two items share an id or an `updated`, and the formats agree on both."""
    bodies = rendered(any_issue, config)
    rss, atom = read(bodies["rss"]), read(bodies["atom"])
    items = json.decode(bodies["json"])["items"]
    ids = texts(rss, ".//guid")
    assert ids == texts(atom, "a:entry/a:id") == [item["id"] for item in items]
    moments = texts(rss, ".//item/a:updated")
    assert moments == texts(rss, ".//dcterms:modified") == texts(atom, "a:entry/a:updated")
    assert moments == [item["date_modified"] for item in items]
    assert len(set(ids)) == len(set(moments)) == len(any_issue.items)


def test_dates_are_written_as_their_standards_have_them(any_issue: Issue, config: Config) -> None:
    """RFC 822 in GMT in RSS, RFC 3339 in UTC elsewhere; nothing changed before it was published."""
    bodies = rendered(any_issue, config)
    rss, atom = read(bodies["rss"]), read(bodies["atom"])
    for text in texts(rss, ".//pubDate") + texts(rss, ".//lastBuildDate"):
        assert text.endswith(" GMT")
        assert parsedate_to_datetime(text).tzinfo is not None
    written = texts(atom, ".//a:updated") + texts(atom, ".//a:published") + texts(rss, ".//dcterms:modified")
    assert all(RFC3339.fullmatch(text) for text in written)
    for entry in atom.iterfind("a:entry", NS):
        assert texts(entry, "a:published")[0][:19] <= texts(entry, "a:updated")[0][:19]


def test_no_address_is_relative(any_issue: Issue, config: Config) -> None:
    """Every address is absolute http(s), in ASCII, without credentials or keys."""
    bodies = rendered(any_issue, config)
    found = [address for suffix in ("rss", "atom") for address in addresses(read(bodies[suffix]))]
    assert found
    for address in found:
        parts = urlsplit(address)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert parts.username is None
        assert address.isascii()
    assert not [body for body in bodies.values() if b"token=abc" in body or b"me:word" in body]


def test_no_character_that_xml_forbids_is_left(any_issue: Issue, config: Config) -> None:
    """Not even as a reference or an escape: no control, no noncharacter, no mark of lost text."""
    for body in rendered(any_issue, config).values():
        text = body.decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd-\uffff]", text)
        assert not re.search(r"&#x?0*(0|1?[0-9a-f]);|\\u00[01]", text, re.IGNORECASE)


def test_rss_plain_text_uses_hexadecimal_references(any_issue: Issue, config: Config) -> None:
    """`&amp;` and `&lt;` stand in HTML content and in attributes only (RSS profile, character data)."""
    body = re.sub(rb"<content:encoded>.*?</content:encoded>", b"", rendered(any_issue, config)["rss"], flags=re.DOTALL)
    assert not re.search(rb">[^<]*&(amp|lt|gt);", body)


def test_feedparser_reads_the_same_items(any_issue: Issue, config: Config) -> None:
    """The library that most readers in Python are built on finds every item, with its id and its dates."""
    bodies = rendered(any_issue, config)
    for suffix in ("rss", "atom"):
        found = feedparser.parse(bodies[suffix])
        assert not found.bozo
        assert [entry.id for entry in found.entries] == [item.article.id for item in any_issue.items]
        assert all(entry.published_parsed and entry.updated_parsed and entry.summary for entry in found.entries)


@examples(100)
@given(text=st.text(max_size=80), body=st.text(max_size=200))
def test_any_text_comes_back(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config, text: str, body: str
) -> None:
    """Whatever a headline holds, all three formats are well-formed, and say the same headline."""
    article = make_article(1, headline=text, summary=body, body=body, credit=text or "-")
    bodies = rendered(make_issue(article), config)
    rss, atom = read(bodies["rss"]), read(bodies["atom"])
    item = json.decode(bodies["json"])["items"][0]
    wanted = line(text) or item["title"]
    assert item["title"] == wanted
    assert texts(rss, ".//item/title") == [plain(wanted)]
    (title,) = atom.iterfind("a:entry/a:title", NS)
    assert (title.text if title.get("type") == "text" else _from_html(title.text or "")) == wanted
    assert texts(rss, ".//guid") == texts(atom, "a:entry/a:id") == [item["id"]] == [article.id]


def _from_html(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_the_headline_of_one_item_cannot_make_another(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """Markup of a feed inside of a text is text."""
    article = make_article(1, headline="</title></item><item><title>", body="&lt;item&gt;</item><entry/>")
    bodies = rendered(make_issue(article), config)
    assert len(read(bodies["rss"]).findall(".//item")) == len(read(bodies["atom"]).findall("a:entry", NS)) == 1


def test_w3c_validator(any_issue: Issue, config: Config) -> None:
    """No error, no warning and no info on any feed, nor on the OPML."""
    folder = os.environ.get("FEEDVALIDATOR")
    if not folder:
        pytest.skip("FEEDVALIDATOR is not set to the src folder of https://github.com/w3c/feedvalidator")
    bodies = rendered(any_issue, config)
    listing = Listing(feed=any_issue.feed, updated=any_issue.updated, items=len(any_issue.items))
    documents = {"rss": bodies["rss"], "atom": bodies["atom"], "opml": opml([listing], config)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sys.path.insert(0, folder)
        validator: Any = importlib.import_module("feedvalidator")
        grade: Any = importlib.import_module("feedvalidator.compatibility")
        for suffix, body in documents.items():
            base = f"{config.site.url}{any_issue.feed.id}.{suffix}"
            events = grade.AAA(validator.validateString(body, base=base)["loggedEvents"])
            assert [(type(event).__name__, event.params) for event in events] == []
