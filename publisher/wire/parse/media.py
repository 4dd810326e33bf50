"""Pictures and places of an entry: Media RSS, the image elements of others, GeoRSS and W3C geo.

Media RSS describes its objects. Its titles and descriptions are a photograph's, and never become the entry's: only an
entry that has a title and no text (a video, as of YouTube) is told by the description that it and its group share.
Spec: https://www.rssboard.org/media-rss
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from publisher.model import Category, Media, Text
from publisher.wire.parse.entries import MOST_LABELS
from publisher.wire.parse.tree import Element, Kids, Tree, attribute, first, loose, text

_MOST: Final = 64  # objects, or places of one kind, of one entry
_NUMBER: Final = re.compile(r"[-+]?\d{1,6}(?:\.\d{0,20})?(?:[eE][-+]?\d{1,3})?")
_LONGEST_SHAPE: Final = 10_000  # characters of a line or an area that are looked at
_NOWHERE: Final = 1e6  # no number of degrees; sums of larger ones may have no end
_SHAPES: Final = ("georss:point", "georss:line", "georss:polygon", "georss:box", "georss:where", "gml:point")
_PICTURES: Final = ("image", "itunes:image", "googleplay:image")
PLACES: Final = (*_SHAPES, "geo:lat", "geo:point")
_OBJECTS: Final = ("media:content", "media:thumbnail", "media:group")
NAMES: Final = (*_OBJECTS, *_PICTURES)
"""The children of an entry that name pictures, for `media` or `pictures`."""
_GML: Final = {"gml:pos", "gml:poslist", "gml:coordinates", "gml:lowercorner", "gml:uppercorner"}


def media(tree: Tree, kids: Kids) -> tuple[Media, ...]:
    """Return the media objects of an entry, each with the caption and credit that stand nearest to it."""
    if not ("media:content" in kids or "media:thumbnail" in kids or "media:group" in kids):
        return ()
    return tuple(one for _, one in zip(range(_MOST), _objects(tree, _Scope(kids), ()), strict=False) if one.url)


def summary_of(tree: Tree, kids: Kids, title: Text, summary: Text, content: Text) -> Text:
    """Return an entry's summary: where it has a title and no text, what Media RSS says of it or of its one group."""
    if summary.value or content.value or not title.value:
        return summary
    inside = tree.kids(kids["media:group"][0]) if len(kids.get("media:group", ())) == 1 else {}
    return loose(first(kids, "media:description") or first(inside, "media:description"))


class _Scope:
    """What an entry, a group or an object tells of the objects in it; whatever that is, it is looked for once."""

    def __init__(self, kids: Kids) -> None:
        self.kids = kids
        self._told: dict[str, str] = {}
        self._source_type: str | None = None

    def told(self, name: str) -> str:
        """Return the first text that is not empty among the children of a name."""
        if name not in self.kids:
            return ""
        if name not in self._told:
            self._told[name] = first(self.kids, name)
        return self._told[name]

    @property
    def source_type(self) -> str:
        """The IPTC digital source type (https://cv.iptc.org/newscodes/digitalsourcetype/) among the categories."""
        if "media:category" not in self.kids:
            return ""
        if self._source_type is None:
            made = next(filter(_made, self.kids["media:category"]), None)
            self._source_type = "" if made is None else text(made) or attribute(made, "label")
        return self._source_type


def _objects(tree: Tree, scope: _Scope, outer: tuple[_Scope, ...]) -> Iterator[Media]:
    kids, scopes = scope.kids, (scope, *outer)
    for group in kids.get("media:group", ()):
        yield from _objects(tree, _Scope(tree.kids(group)), scopes[:1])
    for element in kids.get("media:content", ()):
        inside = tree.kids(element)
        if not inside:
            yield _content(tree, element, scopes)
            continue
        around = (_Scope(inside), *scopes)
        yield _content(tree, element, around)
        for small in inside.get("media:thumbnail", ()):
            yield _thumbnail(tree, small, around)
    for small in kids.get("media:thumbnail", ()):
        yield _thumbnail(tree, small, scopes)


def _content(tree: Tree, element: Element, scopes: tuple[_Scope, ...]) -> Media:
    return Media(
        url=tree.at(element, attribute(element, "url")),
        type=attribute(element, "type"),
        medium=attribute(element, "medium"),
        width=attribute(element, "width"),
        height=attribute(element, "height"),
        length=attribute(element, "fileSize", "filesize"),
        title=_nearest(scopes, "media:title"),
        description=_nearest(scopes, "media:description", "media:text"),
        credit=_nearest(scopes, "media:credit", "media:copyright"),
        source_type=_source_type(scopes),
    )


def _thumbnail(tree: Tree, element: Element, scopes: tuple[_Scope, ...]) -> Media:
    return Media(
        url=tree.at(element, attribute(element, "url") or text(element)),
        medium="image",
        width=attribute(element, "width"),
        height=attribute(element, "height"),
        description=_nearest(scopes, "media:description"),
        credit=_nearest(scopes, "media:credit"),
        source_type=_source_type(scopes),
        thumbnail=True,
    )


def _nearest(scopes: tuple[_Scope, ...], *names: str) -> str:
    return next((value for name in names for scope in scopes if (value := scope.told(name))), "")


def _source_type(scopes: tuple[_Scope, ...]) -> str:
    """Return the IPTC digital source type that is told nearest to an object."""
    return next((value for scope in scopes if (value := scope.source_type)), "")


def labels(kids: Kids) -> tuple[Category, ...]:
    """Return what Media RSS says an entry as a whole is about (not how one of its pictures was made)."""
    if "media:category" not in kids:
        return ()
    found = (one for one in kids["media:category"][:MOST_LABELS] if not _made(one))
    return tuple(Category(text(one), attribute(one, "scheme"), attribute(one, "label")) for one in found)


def _made(element: Element) -> bool:
    return "digitalsourcetype" in attribute(element, "scheme").lower()


def pictures(tree: Tree, kids: Kids) -> tuple[Media, ...]:
    """Pictures that other elements of an entry name: RSS image, itunes:image and their like."""
    if not ("image" in kids or "itunes:image" in kids or "googleplay:image" in kids):
        return ()
    found = (
        Media(url=url, medium="image")
        for name in _PICTURES
        for element in kids.get(name, ())
        if (url := picture(tree, element))
    )
    return tuple(one for _, one in zip(range(_MOST), found, strict=False))


def picture(tree: Tree, element: Element) -> str:
    """Return the address that an image element names: in url, link or href, or as its text."""
    if href := attribute(element, "href") or attribute(element, "url") or attribute(element, "src"):
        return tree.at(element, href)
    kids = tree.kids(element)
    return tree.at(element, first(kids, "url", "media:url", "itunes:url") if kids else text(element))


def points(tree: Tree, kids: Kids) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of each place of an entry; of a line or an area, its middle."""
    if not tree.names.placed or kids.keys().isdisjoint(PLACES):
        return ()
    shapes = (element for name in _SHAPES for element in kids.get(name, ())[:_MOST])
    found = [point for element in shapes if (point := _middle(_pairs(tree, _coordinates(tree, element))))]
    for scope in (kids, *(tree.kids(element) for element in kids.get("geo:point", ())[:_MOST])):
        written = f"{first(scope, 'geo:lat')} {first(scope, 'geo:long', 'geo:lon')}"
        if point := _middle(_pairs(tree, written)):
            found.append(point)
    return tuple(dict.fromkeys(found))


def _coordinates(tree: Tree, element: Element) -> str:
    if len(element) == 0:
        return text(element)
    return " ".join(below.text or "" for below in element.iter() if tree.name(below) in _GML)


def _pairs(tree: Tree, written: str) -> list[tuple[float, float]]:
    """Return the numbers of a shape two by two, as far as its document has not had its fill of them."""
    written = written[: min(_LONGEST_SHAPE, tree.room)]
    tree.room -= len(written)
    numbers = [float(number) for number in _NUMBER.findall(written)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _middle(pairs: list[tuple[float, float]]) -> tuple[float, float] | None:
    if not pairs or any(abs(number) > _NOWHERE for pair in pairs for number in pair):
        return None
    corners = pairs[:-1] if len(pairs) > 1 and pairs[0] == pairs[-1] else pairs  # an area ends where it began
    latitude, longitude = (math.fsum(axis) / len(corners) for axis in zip(*corners, strict=True))
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004 -- the earth
    return (latitude, longitude) if inside else None
