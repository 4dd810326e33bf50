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

from publisher.model import Config, Issue
from publisher.press import wording
from publisher.press.dates import newest, rfc822
from publisher.press.fragments import Fragments
from publisher.press.generator import Head, Line, item, rss, splice
from publisher.press.markup import element, empty, parent
from publisher.press.moulds import HEAD, LINE
from publisher.press.stencil import Stencils
from publisher.press.text import address, in_html, line, plain
from publisher.press.words import Picture, Words

NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_INDENT: Final = " " * 6
_ITEMS: Final = Stencils(item, LINE)
_HEADS: Final = Stencils(rss, HEAD)
_PLAIN: Final = {"type": "plain"}
_PUBLISHING: Final = {"role": "publishing company", "scheme": "urn:ebu"}  # of the EBU's roles, the one always true


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as RSS 2.0."""
    return splice(_HEADS.written(head(issue, config)), fragments.of("rss", issue, config, fragments_of), "item")


def fragments_of(said: Sequence[Words], _config: Config) -> list[bytes]:
    """Render articles; raises ValueError where XML cannot carry one of them."""
    return [_ITEMS.written(entry(each)) for each in said]


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
        style=style(config),
        updated=rfc822(newest(issue)),
        frequency=str(60 // wording.MINUTES),
        last=_last(issue, config),
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
        language=said.language,
        more=_more(said),
    )


def style(config: Config) -> str:
    """Return the path of the style sheet of feeds."""
    return urlsplit(address(config.site.url)).path + wording.STYLE


def _last(issue: Issue, config: Config) -> tuple[dict[str, str], ...]:
    """Return where the feed is to be had in other formats, and who tells of its changes."""
    others = wording.others(issue.feed, config, "rss")
    links = tuple({"rel": "alternate", "type": media_type, "href": href} for media_type, href in others)
    return (*links, {"rel": "hub", "href": address(config.site.hub)}) if config.site.hub else links


def _more(said: Words) -> str:
    """Write what feedgen has no word for, or would date by the locale."""
    picture = said.picture
    return "".join(
        (
            element(_INDENT, "pubDate", rfc822(said.published)),
            element(_INDENT, "atom:updated", said.updated),
            element(_INDENT, "dcterms:modified", said.updated),
            element(_INDENT, "dc:creator", ", ".join(said.authors)),
            element(_INDENT, "dc:language", said.language) if said.language else "",
            element(_INDENT, "dc:rights", said.rights) if said.rights else "",
            _enclosure(picture) + media(picture, _INDENT) if picture else "",
        )
    )


def _enclosure(picture: Picture) -> str:
    """Attach the picture, where all that an enclosure must say is known."""
    if not (picture.media_type and picture.image.length):
        return ""
    said = {"url": picture.url, "length": str(picture.image.length), "type": picture.media_type}
    return empty(_INDENT, "enclosure", said)


def media(picture: Picture, indent: str) -> str:
    """Write the picture as Media RSS (https://www.rssboard.org/media-rss), told and credited."""
    inner = indent + "  "
    told = element(inner, "media:description", picture.caption, _PLAIN) if picture.caption else ""
    credit = element(inner, "media:credit", picture.credit, _PUBLISHING)
    return parent(indent, "media:content", told + credit, _attributes(picture))


def _attributes(picture: Picture) -> dict[str, str]:
    image = picture.image
    numbers = (("width", image.width), ("height", image.height), ("fileSize", image.length))
    known = {key: str(number) for key, number in numbers if number and number > 0}
    kind = {"type": picture.media_type} if picture.media_type else {}
    return {"url": picture.url, **kind, "medium": "image", **known}
