"""Atom 1.0 (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287): codes beside labels, every author, the agency's feed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from lxml.etree import QName, SubElement

from publisher.model import Article, Config, Issue, Item
from publisher.press import wording
from publisher.press.dates import newest, rfc3339
from publisher.press.fragments import Fragments
from publisher.press.generator import Element, Head, Line, atom, cut, splice
from publisher.press.rss import add_media, add_style, bare
from publisher.press.text import address, clean, in_html, plain

NAMESPACES: Final = {"media": "http://search.yahoo.com/mrss/"}
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_LIKE_HTML: Final = re.compile(r"</\w")


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as Atom 1.0."""
    return splice(atom(head(issue, config), ()), fragments.of("atom", issue, config, fragment), "entry")


def fragment(item: Item, updated: datetime, config: Config) -> bytes:
    """Render one article; raises ValueError where XML cannot carry it."""
    return cut(atom(bare(NAMESPACES), (entry(item, updated, config),)), "entry")


def head(issue: Issue, config: Config) -> Head:
    """Return what the feed says before its entries."""
    feed, site = issue.feed, config.site
    return Head(
        id=wording.feed_id(feed, config),
        title=wording.feed_title(feed, config),
        link=wording.page_address(feed, config),
        description=wording.feed_description(feed, config),
        language=wording.feed_language(issue, config),
        rights=plain(site.rights),
        links=_links(issue, config),
        author={"name": plain(site.title), "uri": address(site.url)},
        generator=wording.GENERATOR,
        logo=address(site.url + wording.LOGO),
        icon=address(site.url + wording.LOGO),
        namespaces=NAMESPACES,
        finish=lambda root: _finish_feed(root, issue, config),
    )


def entry(item: Item, updated: datetime, config: Config) -> Line:
    """Return what an entry says."""
    article = item.article
    return Line(
        id=clean(article.id),
        title=wording.headline(article),
        summary=wording.summary(article),
        content=wording.body(item),
        authors=wording.authors(article),
        contributors=wording.also(item),
        rights=wording.rights(article),
        finish=lambda element: _finish_entry(element, article, updated, config),
    )


def _links(issue: Issue, config: Config) -> tuple[dict[str, str], ...]:
    own = wording.feed_address(issue.feed, config, "atom")
    hub = ({"rel": "hub", "href": address(config.site.hub)},) if config.site.hub else ()
    others = wording.others(issue.feed, config, "atom")
    return (
        {"rel": "self", "type": wording.MEDIA_TYPES["atom"], "href": own},
        *({"rel": "alternate", "type": media_type, "href": href} for media_type, href in others),
        *hub,
    )


def _finish_feed(root: Element, issue: Issue, config: Config) -> None:
    add_style(root, config)
    _replace(root, "updated", rfc3339(newest(issue)))


def _finish_entry(element: Element, article: Article, updated: datetime, config: Config) -> None:
    if language := wording.language(article):
        element.set(QName(_XML, "lang"), language)
    for tag in ("title", "summary"):
        _say_what_it_is(element, tag)
    _replace(element, "updated", rfc3339(updated))
    SubElement(element, "published").text = rfc3339(wording.oldest(article.published, updated))
    _add_links(element, article, language)
    for subject in wording.subjects(article, config):
        label = {"label": subject.label} if subject.label else {}
        SubElement(element, "category", {"term": subject.term, "scheme": subject.scheme, **label})
    _add_source(element, article, config)
    if image := wording.picture(article):
        add_media(element, image, article.credit)


def _replace(parent: Element, tag: str, text: str) -> None:
    """Write over what feedgen said, if it said anything."""
    for found in parent.iterchildren(tag):
        found.text = text


def _say_what_it_is(parent: Element, tag: str) -> None:
    """Mark a text as text; one that holds whole tags as HTML that shows them, so that no reader guesses."""
    for found in parent.iterchildren(tag):
        text = found.text or ""
        found.set("type", "html" if _LIKE_HTML.search(text) else "text")
        found.text = in_html(text) if _LIKE_HTML.search(text) else text


def _add_links(element: Element, article: Article, language: str) -> None:
    """Link the article and its picture; feedgen's own links of entries say nothing but the address."""
    spoken = {"hreflang": language} if language else {}
    if url := address(article.url):
        SubElement(element, "link", {"rel": "alternate", "type": "text/html", **spoken, "href": url})
    image = wording.picture(article)
    if image and image.length and (media_type := wording.media_type(image)):
        size = str(image.length)
        SubElement(element, "link", rel="enclosure", type=media_type, length=size, href=address(image.url))


def _add_source(element: Element, article: Article, config: Config) -> None:
    """Name the feed the article came in (RFC 4287, 4.2.11)."""
    if found := wording.source(article, config):
        source = SubElement(element, "source")
        SubElement(source, "id").text = found.url
        SubElement(source, "title").text = found.title
        SubElement(source, "updated").text = rfc3339(wording.oldest(article.published, article.updated))
        SubElement(source, "link", rel="self", href=found.url)
