"""Atom, where it says more than RSS: codes, every author, the agency's own feed, types of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from publisher.model import Article, Config, Issue, Judgement
from publisher.press.atom import render
from publisher.press.fragments import Fragments

NS = {"a": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Tree = etree._Element


def read(issue: Issue, config: Config) -> Tree:
    """Render and read a feed."""
    return etree.fromstring(render(issue, config, Fragments()))


def entry(issue: Issue, config: Config) -> Tree:
    """Render a feed and read its first entry."""
    found = read(issue, config).find("a:entry", NS)
    assert found is not None
    return found


def attributes(tree: Tree, path: str) -> list[dict[str, str]]:
    """Return the attributes of all elements at a path."""
    return [{str(key): str(value) for key, value in found.attrib.items()} for found in tree.iterfind(path, NS)]


def test_the_feed_has_a_permanent_name_and_links(make_issue: Callable[..., Issue], config: Config) -> None:
    """The id is a tag URI; one link each for self, other formats, hub and page."""
    feed = read(make_issue("normal", formats=("rss", "atom", "json", "html")), config)
    assert feed.findtext("a:id", None, NS) == "tag:news.example,2025:feed/section/normal"
    assert feed.get(LANG) == "en-IN"
    assert [(link.get("rel"), link.get("type")) for link in feed.iterfind("a:link", NS)] == [
        ("self", "application/atom+xml"),
        ("alternate", "application/rss+xml"),
        ("alternate", "application/feed+json"),
        ("hub", None),
        ("alternate", "text/html"),
    ]
    assert feed.findtext("a:author/a:uri", None, NS) == "https://news.example/feeds/"


def test_entry_links_keep_what_they_are(make_issue: Callable[..., Issue], config: Config) -> None:
    """Feedgen drops rel, type, hreflang and length of entry links, which makes two alternates of them."""
    assert attributes(entry(make_issue("normal"), config), "a:link") == [
        {
            "rel": "alternate",
            "type": "text/html",
            "hreflang": "en-IN",
            "href": "https://coast.example/story/0?a=1&b=2",
        },
        {"rel": "enclosure", "type": "image/jpeg", "length": "183220", "href": "https://coast.example/fire.jpg"},
    ]


def test_categories_carry_codes_and_schemes(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """Only the countries that an article is about are there; topics have no label."""
    article = make_article(genre=Judgement(value="opinion", by="source"))
    assert attributes(entry(make_issue(article), config), "a:category") == [
        {"term": "law-order", "scheme": "tag:news.example,2025:section", "label": "Law & order"},
        {"term": "IN", "scheme": "http://cvx.iptc.org/iso3166-1a2/", "label": "India"},
        {"term": "opinion", "scheme": "http://cv.iptc.org/newscodes/genre/", "label": "Opinion"},
        {"term": "medtop:02000000", "scheme": "http://cv.iptc.org/newscodes/mediatopic/"},
    ]


def test_every_author_and_every_other_agency_is_named(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """Authors one by one; agencies that also reported it as contributors."""
    several = entry(make_issue(make_article(authors=("Asha Rao", "Ben Okri"))), config)
    assert [found.text for found in several.iterfind("a:author/a:name", NS)] == ["Asha Rao", "Ben Okri"]
    told = entry(make_issue("normal"), config)
    names = [found.text for found in told.iterfind("a:contributor/a:name", NS)]
    assert names == ["Air & Tide <Wire>", "Hill Radio"]


def test_the_agencys_feed_is_the_source(make_issue: Callable[..., Issue], config: Config) -> None:
    """RFC 4287, 4.2.11: id, title, updated and link of where the entry came from; nothing where that is gone."""
    source = entry(make_issue("normal"), config).find("a:source", NS)
    assert source is not None
    assert [(etree.QName(child).localname, child.text or child.get("href")) for child in source] == [
        ("id", "https://coast.example/world.xml"),
        ("title", "Coast Press"),
        ("updated", "2025-04-28T02:42:11Z"),
        ("link", "https://coast.example/world.xml"),
    ]
    assert entry(make_issue("bare"), config).find("a:source", NS) is None


@pytest.mark.parametrize(
    ("headline", "kind", "written"),
    [
        ("R&D <safe>", "text", "R&D <safe>"),
        ("<b>x</b> & y", "html", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
    ],
)
def test_a_title_says_what_it_is(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    config: Config,
    headline: str,
    kind: str,
    written: str,
) -> None:
    """A headline is text; one with whole tags is HTML that shows them."""
    title = entry(make_issue(make_article(headline=headline)), config).find("a:title", NS)
    assert title is not None
    assert (title.get("type"), title.text) == (kind, written)


def test_an_entry_without_an_address_is_still_an_entry(make_issue: Callable[..., Issue], config: Config) -> None:
    """It has content, summary and author, so it needs no link."""
    bare = entry(make_issue("bare"), config)
    assert [etree.QName(child).localname for child in bare] == [
        "id",
        "title",
        "updated",
        "author",
        "content",
        "summary",
        "published",
    ]
    assert bare.get(LANG) is None
