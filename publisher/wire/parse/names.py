"""The names of elements: a namespace address, however it was misspelt, becomes the prefix everybody knows it by.

An element is known here by `prefix:local`, in lower case, for example `dc:creator`. Elements of RSS itself (and of any
namespace that the document made its own, see `Names`) have no prefix; elements of Atom have the prefix `atom`.
An element of a namespace nobody knows is called `?`, so that a stranger's `title` is never taken for the entry's.
"""

from __future__ import annotations

import re
from typing import Final

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
UNKNOWN: Final = "?"

_PLACED: Final = frozenset({"georss", "gml", "geo"})
_SCHEME: Final = re.compile(r"^https?://(?:www\.)?")

_ADDRESSES: Final = {
    "": (
        "",
        "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss091",
        "http://backend.userland.com/rss092",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://cyber.law.harvard.edu/rss/rss.html",
        "https://cyber.harvard.edu/rss/rss.html",
        "http://purl.org/rss/1.0/",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://purl.org/net/rss1.1#",
        "http://purl.org/rss/2.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://my.netscape.com/publish/formats/rss-0.91.dtd",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://www.rssboard.org/rss-specification",
    ),
    "atom": (
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/atom/ns#draft-ietf-atompub-format",
        "http://purl.org/echo/",
        "http://purl.org/pie/",
        "http://example.com/necho",
        "http://example.com/newformat#",
    ),
    "app": ("http://www.w3.org/2007/app", "http://purl.org/atom/app#", "http://purl.org/atom-blog/ns#"),
    "at": ("http://purl.org/atompub/tombstones/1.0",),
    "content": ("http://purl.org/rss/1.0/modules/content/",),
    "dc": (
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/elements/1.0/",
        "http://purl.org/metadata/dublin_core#",
    ),
    "dcterms": ("http://purl.org/dc/terms/", "http://purl.org/rss/1.0/modules/dcterms/"),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
    "geo": ("http://www.w3.org/2003/01/geo/wgs84_pos#",),
    "georss": ("http://www.georss.org/georss", "http://www.georss.org/georss/10"),
    "gml": ("http://www.opengis.net/gml",),
    "itunes": ("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://example.com/dtds/podcast-1.0.dtd"),
    "media": ("http://search.yahoo.com/mrss/", "http://tools.search.yahoo.com/mrss/", "http://video.search.yahoo.com/mrss"),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    "sy": ("http://purl.org/rss/1.0/modules/syndication/",),
    "thr": ("http://purl.org/syndication/thread/1.0",),
    "yandex": ("http://news.yandex.ru",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
    "googleplay": ("http://www.google.com/schemas/play-podcasts/1.0",),
}  # fmt: skip


def _bare(address: str) -> str:
    """Return the address without what agencies get wrong in it: scheme, capitals, the last slash."""
    return _SCHEME.sub("", address.strip().lower()).rstrip("/#")


PREFIXES: Final = {_bare(address): prefix for prefix, addresses in _ADDRESSES.items() for address in addresses}

CANONICAL: Final = {prefix or "rss": next(filter(None, addresses)) for prefix, addresses in _ADDRESSES.items()}
"""The address to declare for a prefix that a document uses and forgot to declare."""


class Names(dict[str, str]):
    """Clark names ("{address}local") to known names, remembered for one document.

    `own` is the namespace of the document's root where that is none we know: its elements count as the format's own.
    """

    def __init__(self, own: str = UNKNOWN, host: str = "") -> None:
        super().__init__()
        self._own, self._host = own, host
        self.placed = False
        """Whether a name of GeoRSS or W3C geo was met."""

    def __missing__(self, tag: str) -> str:
        address, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        known = self[tag] = self._name(address, local.lower())
        return known

    def _name(self, address: str, local: str) -> str:
        prefix = self._host if address == self._own else PREFIXES.get(_bare(address))
        if prefix is None:
            return UNKNOWN
        self.placed = self.placed or prefix in _PLACED
        return f"{prefix}:{local}" if prefix else local
