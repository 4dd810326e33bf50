"""A document as lines for people and programs: first the feed, then its entries, as JSON-able records.

What has no title is called by its first words, else by its address, and `untitled` says so. An entry with one date has
it as the date of publication. One that names no picture is shown by the first one in its text, as it is published.

How dates are read and how markup is made safe is not for this room to say: both come in as functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from html import escape, unescape
from textwrap import shorten
from typing import Final, TypeAlias

from publisher.model import Category, Document, Enclosure, Entry, Person, Text

Line: TypeAlias = "dict[str, str | bool | list[dict[str, str]] | dict[str, str] | None]"
_TAG: Final = re.compile(r"<[^<>]*>")
_PICTURE: Final = re.compile(r"""<img\s[^<>]*?\bsrc="([^"<>]+)\"""")
_NAME: Final = 100

When: TypeAlias = Callable[[str], datetime | None]
Clean: TypeAlias = Callable[[str, str], str]


def lines(document: Document, when: When, clean: Clean) -> Iterator[Line]:
    """Give the feed, then each entry in its order. `when` reads a date; `clean` makes markup safe, given its base."""
    yield _feed(document, when, clean)
    for entry in document.entries:
        yield _item(entry, when, clean)


def _feed(document: Document, when: When, clean: Clean) -> Line:
    return {
        "kind": "feed",
        "id": document.guid or None,
        "title": _shown(document.title, document.link, clean) or document.link or None,
        "untitled": not document.title.value,
        "link": document.link or None,
        "summary": (summary := _shown(document.summary, document.link, clean)),
        "language": document.language or None,
        "published": _iso(document.created, when),
        "updated": _iso(document.updated, when),
        "image": document.image or _pictured(summary),
        "authors": [_person(one) for one in document.authors],
        "categories": _labels(document.categories),
    }


def _item(entry: Entry, when: When, clean: Clean) -> Line:
    return {
        "kind": "item",
        "id": entry.guid or None,
        "title": _shown(entry.title, entry.base, clean) or _first_words(entry, clean) or entry.link or None,
        "untitled": not entry.title.value,
        "link": entry.link or None,
        "summary": (summary := _shown(entry.summary, entry.base, clean)),
        "content": (content := _shown(entry.content, entry.base, clean)),
        "published": _iso(entry.created, when) or _iso(entry.updated, when),
        "updated": _iso(entry.updated, when),
        "image": _image(entry) or _pictured(content) or _pictured(summary),
        "language": entry.language or None,
        "authors": [_person(one) for one in entry.authors],
        "categories": _labels(entry.categories),
        "enclosures": [_enclosure(one) for one in entry.enclosures],
        "source": {"title": entry.source_title, "url": entry.source_url},
    }


def _shown(text: Text, base: str, clean: Clean) -> str | None:
    """Return a text as HTML that is safe to show: markup cleaned, plain characters escaped."""
    return (clean(text.value, base) if text.type == "html" else escape(text.value, quote=False)) or None


def _first_words(entry: Entry, clean: Clean) -> str:
    """Return what an entry without a title is called in a list."""
    shown = next((shown for text in (entry.summary, entry.content) if (shown := _shown(text, entry.base, clean))), "")
    return escape(shorten(unescape(_TAG.sub(" ", shown)), _NAME, placeholder="…"), quote=False)


def _iso(written: str, when: When) -> str | None:
    moment = when(written) if written else None
    return moment.isoformat() if moment else None


def _person(person: Person) -> dict[str, str]:
    written = {"name": person.name, "email": person.email, "uri": person.uri}
    return {key: value for key, value in written.items() if value}


def _labels(categories: Iterable[Category]) -> list[dict[str, str]]:
    written = ({"term": one.term, "scheme": one.scheme, "label": one.label} for one in categories)
    return [{key: value for key, value in one.items() if value} for one in written]


def _enclosure(enclosure: Enclosure) -> dict[str, str]:
    return {"url": enclosure.url, "type": enclosure.type, "length": enclosure.length}


def _image(entry: Entry) -> str | None:
    """Return the entry's picture: a full one before a thumbnail, an attached one last."""
    pictures = [
        one for one in entry.media if one.medium in {"", "image"} and not one.type.startswith(("video", "audio"))
    ]
    chosen = sorted(pictures, key=lambda one: one.thumbnail)
    attached = (one.url for one in entry.enclosures if one.type.startswith("image/"))
    return next(iter([*(one.url for one in chosen), *attached]), None)


def _pictured(shown: str | None) -> str | None:
    """Return the first picture in a text that is safe to show."""
    found = _PICTURE.search(shown or "")
    return unescape(found[1]) if found else None
