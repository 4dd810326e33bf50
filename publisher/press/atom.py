"""Atom 1.0 (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287): codes beside labels, every author, the agency's feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml.etree import SubElement

from publisher.model import Config, Issue
from publisher.press import wording
from publisher.press.dates import newest, rfc3339
from publisher.press.fragments import Fragments
from publisher.press.generator import Element, Head, Line, atom, entries, splice
from publisher.press.rss import add_media, add_style
from publisher.press.text import address, in_html, plain
from publisher.press.words import Words

NAMESPACES: Final = {"media": "http://search.yahoo.com/mrss/"}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS: Final = frozenset({"title", "summary"})
_LIKE_HTML: Final = re.compile(r"</\w")


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as Atom 1.0."""
    return splice(atom(head(issue, config), ()), fragments.of("atom", issue, config, fragments_of), "entry")


def fragments_of(said: Sequence[Words], _config: Config) -> list[bytes]:
    """Render articles; raises ValueError where XML cannot carry one of them."""
    return entries(map(entry, said), NAMESPACES)


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


def entry(said: Words) -> Line:
    """Return what an entry says."""
    return Line(
        id=said.id,
        title=said.headline,
        summary=said.summary,
        content=said.body,
        authors=said.authors,
        contributors=said.also,
        rights=said.rights,
        finish=lambda element: _finish_entry(element, said),
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
    for updated in root.iterchildren("updated"):
        updated.text = rfc3339(newest(issue))  # over what feedgen said


def _finish_entry(element: Element, said: Words) -> None:
    if said.language:
        element.set(_LANG, said.language)
    for child in element:
        if child.tag == "updated":
            child.text = said.updated  # over what feedgen said
        elif child.tag in _TEXTS:
            _say_what_it_is(child)
    SubElement(element, "published").text = rfc3339(said.published)
    _add_links(element, said)
    for subject in said.subjects:
        label = {"label": subject.label} if subject.label else {}
        SubElement(element, "category", {"term": subject.term, "scheme": subject.scheme, **label})
    _add_source(element, said)
    if said.picture:
        add_media(element, said.picture)


def _say_what_it_is(element: Element) -> None:
    """Mark a text as text; one that holds whole tags as HTML that shows them, so that no reader guesses."""
    text = element.text or ""
    like_html = "</" in text and _LIKE_HTML.search(text)
    element.set("type", "html" if like_html else "text")
    if like_html:
        element.text = in_html(text)


def _add_links(element: Element, said: Words) -> None:
    """Link the article and its picture; feedgen's own links of entries say nothing but the address."""
    spoken = {"hreflang": said.language} if said.language else {}
    if said.url:
        SubElement(element, "link", {"rel": "alternate", "type": "text/html", **spoken, "href": said.url})
    picture = said.picture
    if picture and picture.image.length and picture.media_type:
        size = str(picture.image.length)
        SubElement(element, "link", rel="enclosure", type=picture.media_type, length=size, href=picture.url)


def _add_source(element: Element, said: Words) -> None:
    """Name the feed the article came in (RFC 4287, 4.2.11)."""
    if said.source:
        source = SubElement(element, "source")
        SubElement(source, "id").text = said.source.url
        SubElement(source, "title").text = said.source.title
        article = said.article
        SubElement(source, "updated").text = rfc3339(wording.oldest(article.published, article.updated))
        SubElement(source, "link", rel="self", href=said.source.url)
