"""RSS 2.0 (https://www.rssboard.org/rss-specification) after the Best Practices Profile (rssboard.org/rss-profile).

The core profile that most readers and partners take: one dc:creator, category labels without codes, pubDate as the
first publication beside atom:updated and dcterms:modified, media:* last, and never a media:title (feedparser takes it
for the headline). Titles are text; description and content:encoded are HTML.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import ProcessingInstruction, QName, SubElement

from publisher.model import Config, Image, Issue, Item
from publisher.press import wording
from publisher.press.dates import newest, rfc822, rfc3339
from publisher.press.fragments import Fragments
from publisher.press.generator import Element, Head, Line, cut, rss, splice
from publisher.press.text import address, clean, in_html, line, plain

NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as RSS 2.0."""
    return splice(rss(head(issue, config), ()), fragments.of("rss", issue, config, fragment), "item")


def fragment(item: Item, updated: datetime, config: Config) -> bytes:
    """Render one article; raises ValueError where XML cannot carry it."""
    return cut(rss(bare(NAMESPACES), (entry(item, updated, config),)), "item")


def bare(namespaces: dict[str, str]) -> Head:
    """Return the smallest head that an article can be rendered under."""
    return Head(id="tag", title="-", link="-", description="-", finish=lambda _root: None, namespaces=namespaces)


def head(issue: Issue, config: Config) -> Head:
    """Return what the channel says before its items."""
    feed, site = issue.feed, config.site
    return Head(
        id=wording.feed_id(feed, config),
        title=wording.feed_title(feed, config),
        link=wording.page_address(feed, config),
        description=wording.feed_description(feed, config),
        language=wording.feed_language(issue, config),
        rights=plain(site.rights),
        links=({"rel": "self", "type": wording.MEDIA_TYPES["rss"], "href": wording.feed_address(feed, config, "rss")},),
        generator=wording.GENERATOR,
        logo=address(site.url + wording.LOGO),
        ttl=wording.MINUTES,
        contact=f"{line(site.contact)} ({re.sub('[()]', '', plain(site.title))})" if site.contact else "",
        namespaces=NAMESPACES,
        finish=lambda root: _finish_channel(root, issue, config),
    )


def entry(item: Item, updated: datetime, config: Config) -> Line:
    """Return what an item says."""
    article = item.article
    found = wording.source(article, config)
    return Line(
        id=clean(article.id),
        title=plain(wording.headline(article)),
        link=address(article.url),
        summary=in_html(wording.summary(article)),
        content=wording.body(item),
        labels=wording.labels(article, config),
        source=(found.url, found.title) if found else None,
        finish=lambda element: _finish_item(element, item, updated),
    )


def _finish_channel(root: Element, issue: Issue, config: Config) -> None:
    channel = root[0]
    add_style(root, config)
    _add(channel, "lastBuildDate", rfc822(newest(issue)))
    _add(channel, QName(NAMESPACES["sy"], "updatePeriod"), "hourly")
    _add(channel, QName(NAMESPACES["sy"], "updateFrequency"), str(60 // wording.MINUTES))
    for media_type, href in wording.others(issue.feed, config, "rss"):
        SubElement(channel, QName(_ATOM, "link"), rel="alternate", type=media_type, href=href)
    if config.site.hub:
        SubElement(channel, QName(_ATOM, "link"), rel="hub", href=address(config.site.hub))


def add_style(root: Element, config: Config) -> None:
    """Name the style sheet that a browser shows a feed with, where it does not ask for the page."""
    path = urlsplit(address(config.site.url)).path + wording.STYLE
    root.addprevious(ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{path}"'))


def _finish_item(item: Element, shown: Item, updated: datetime) -> None:
    article = shown.article
    _add(item, "pubDate", rfc822(wording.oldest(article.published, updated)))
    _add(item, QName(_ATOM, "updated"), rfc3339(updated))
    _add(item, QName(NAMESPACES["dcterms"], "modified"), rfc3339(updated))
    _add(item, QName(NAMESPACES["dc"], "creator"), ", ".join(wording.authors(article)))
    if language := wording.language(article):
        item.set(QName(_XML, "lang"), language)
        _add(item, QName(NAMESPACES["dc"], "language"), language)
    if rights := wording.rights(article):
        _add(item, QName(NAMESPACES["dc"], "rights"), rights)
    if image := wording.picture(article):
        _add_enclosure(item, image)
        add_media(item, image, article.credit)


def _add(parent: Element, tag: str | QName, text: str) -> None:
    SubElement(parent, tag).text = text


def _add_enclosure(item: Element, image: Image) -> None:
    """Attach the picture, where all that an enclosure must say is known."""
    media_type = wording.media_type(image)
    if media_type and image.length:
        SubElement(item, "enclosure", url=address(image.url), length=str(image.length), type=media_type)


def add_media(parent: Element, image: Image, credit: str) -> None:
    """Add the picture as Media RSS (https://www.rssboard.org/media-rss), told and credited."""
    media = SubElement(parent, QName(NAMESPACES["media"], "content"), _attributes(image))
    if told := wording.caption(image):
        SubElement(media, QName(NAMESPACES["media"], "description"), type="plain").text = told
    role = {"role": "publishing company", "scheme": "urn:ebu"}  # of the roles in the EBU's list, the one always true
    SubElement(media, QName(NAMESPACES["media"], "credit"), role).text = plain(image.credit or credit)


def _attributes(image: Image) -> dict[str, str]:
    numbers = {"width": image.width, "height": image.height, "fileSize": image.length}
    known = {key: str(number) for key, number in numbers.items() if number and number > 0}
    media_type = wording.media_type(image)
    kind = {"type": media_type} if media_type else {}
    return {"url": address(image.url), **kind, "medium": "image", **known}
