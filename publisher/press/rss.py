"""RSS 2.0 (https://www.rssboard.org/rss-specification) after the Best Practices Profile (rssboard.org/rss-profile).

The core profile that most readers and partners take: one dc:creator, category labels without codes, pubDate as the
first publication beside atom:updated and dcterms:modified, media:* last, and never a media:title (feedparser takes it
for the headline). Titles are text; description and content:encoded are HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from lxml.etree import ProcessingInstruction, SubElement

from publisher.model import Config, Issue
from publisher.press import wording
from publisher.press.dates import newest, rfc822
from publisher.press.fragments import Fragments
from publisher.press.generator import Element, Head, Line, items, rss, splice
from publisher.press.text import address, in_html, line, plain
from publisher.press.words import Picture, Words

NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
# Names as lxml has them: made once, not for each article.
_UPDATED: Final = "{http://www.w3.org/2005/Atom}updated"
_LINK: Final = "{http://www.w3.org/2005/Atom}link"
_MODIFIED: Final = f"{{{NAMESPACES['dcterms']}}}modified"
_CREATOR: Final = f"{{{NAMESPACES['dc']}}}creator"
_LANGUAGE: Final = f"{{{NAMESPACES['dc']}}}language"
_RIGHTS: Final = f"{{{NAMESPACES['dc']}}}rights"
_CONTENT: Final = f"{{{NAMESPACES['media']}}}content"
_DESCRIPTION: Final = f"{{{NAMESPACES['media']}}}description"
_CREDIT: Final = f"{{{NAMESPACES['media']}}}credit"
_PERIOD: Final = f"{{{NAMESPACES['sy']}}}updatePeriod"
_FREQUENCY: Final = f"{{{NAMESPACES['sy']}}}updateFrequency"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PLAIN: Final = {"type": "plain"}
_PUBLISHING: Final = {"role": "publishing company", "scheme": "urn:ebu"}  # of the EBU's roles, the one always true


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as RSS 2.0."""
    return splice(rss(head(issue, config), ()), fragments.of("rss", issue, config, fragments_of), "item")


def fragments_of(said: Sequence[Words], _config: Config) -> list[bytes]:
    """Render articles; raises ValueError where XML cannot carry one of them."""
    return items(map(entry, said), NAMESPACES)


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


def entry(said: Words) -> Line:
    """Return what an item says."""
    return Line(
        id=said.id,
        title=plain(said.headline),
        link=said.url,
        summary=in_html(said.summary),
        content=said.body,
        labels=said.labels,
        source=(said.source.url, said.source.title) if said.source else None,
        finish=lambda element: _finish_item(element, said),
    )


def _finish_channel(root: Element, issue: Issue, config: Config) -> None:
    channel = root[0]
    add_style(root, config)
    _add(channel, "lastBuildDate", rfc822(newest(issue)))
    _add(channel, _PERIOD, "hourly")
    _add(channel, _FREQUENCY, str(60 // wording.MINUTES))
    for media_type, href in wording.others(issue.feed, config, "rss"):
        SubElement(channel, _LINK, rel="alternate", type=media_type, href=href)
    if config.site.hub:
        SubElement(channel, _LINK, rel="hub", href=address(config.site.hub))


def add_style(root: Element, config: Config) -> None:
    """Name the style sheet that a browser shows a feed with, where it does not ask for the page."""
    path = urlsplit(address(config.site.url)).path + wording.STYLE
    root.addprevious(ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{path}"'))


def _finish_item(item: Element, said: Words) -> None:
    _add(item, "pubDate", rfc822(said.published))
    _add(item, _UPDATED, said.updated)
    _add(item, _MODIFIED, said.updated)
    _add(item, _CREATOR, ", ".join(said.authors))
    if said.language:
        item.set(_LANG, said.language)
        _add(item, _LANGUAGE, said.language)
    if said.rights:
        _add(item, _RIGHTS, said.rights)
    if said.picture:
        _add_enclosure(item, said.picture)
        add_media(item, said.picture)


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _add_enclosure(item: Element, picture: Picture) -> None:
    """Attach the picture, where all that an enclosure must say is known."""
    if picture.media_type and picture.image.length:
        SubElement(item, "enclosure", url=picture.url, length=str(picture.image.length), type=picture.media_type)


def add_media(parent: Element, picture: Picture) -> None:
    """Add the picture as Media RSS (https://www.rssboard.org/media-rss), told and credited."""
    media = SubElement(parent, _CONTENT, _attributes(picture))
    if picture.caption:
        SubElement(media, _DESCRIPTION, _PLAIN).text = picture.caption
    SubElement(media, _CREDIT, _PUBLISHING).text = picture.credit


def _attributes(picture: Picture) -> dict[str, str]:
    image = picture.image
    numbers = (("width", image.width), ("height", image.height), ("fileSize", image.length))
    known = {key: str(number) for key, number in numbers if number and number > 0}
    kind = {"type": picture.media_type} if picture.media_type else {}
    return {"url": picture.url, **kind, "medium": "image", **known}
