"""The last reader: feedparser, for what is not XML even after its tags were put in order. The only file that knows it.

It is a plain function from bytes to a document, so that it can run in a process of its own. Its sanitizer and its
resolver are off, its view of ids and of Media RSS is kept out (it reads a picture's title as the entry's).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

from publisher.model import Category, Document, Enclosure, Entry, Person
from publisher.wire.parse.entries import with_entries
from publisher.wire.parse.people import person
from publisher.wire.parse.refusal import NotAFeed, Unreadable
from publisher.wire.parse.tree import absolute, loose

Record = Mapping[str, Any]  # feedparser's own dictionaries, which stay inside this file

_PICTURES: Final = re.compile(rb"(</?media:)(title|description|text|category)\b", re.IGNORECASE)
_KEYWORDS: Final = re.compile(rb"(</?itunes:)(keywords)\b", re.IGNORECASE)
_LARGEST: Final = 4_000_000  # bytes
_MOST_TAGS: Final = 20_000
_MOST_REFERENCES: Final = 100_000
_MOST_LABELS: Final = 500  # of one entry: feedparser compares each with all
_ENTRY: Final = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)\b", re.IGNORECASE)
_LABEL: Final = re.compile(rb"<[\w:.-]{0,40}?(?:category|subject|keywords)\b", re.IGNORECASE)
_BASES: Final = re.compile(rb"""\sxml:base\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


def read(document: bytes, address: str) -> Document:
    """Read a malformed document in UTF-8. Raises NotAFeed where it holds no feed, else Unreadable."""
    import feedparser  # noqa: PLC0415 -- dear to load, and few documents need it

    _refuse_what_takes_long(document)
    prepared = _KEYWORDS.sub(rb"\1our\2", _BASES.sub(b"", _PICTURES.sub(rb"\1our\2", document)))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            io.BytesIO(prepared), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError) as error:
        reason = f"the tolerant reader failed: {type(error).__name__}"
        raise Unreadable(reason) from error
    if not found.entries and not found.feed:
        reason = "nothing of a feed was found in the document"
        raise NotAFeed(reason)
    return with_entries(
        _feed(found.feed, found.version or "unknown", address), found.entries, lambda one: _entry(one, address)
    )


def _refuse_what_takes_long(document: bytes) -> None:
    """Raise Unreadable for what feedparser would need seconds for."""
    if len(document) > _LARGEST or document.count(b"<") > _MOST_TAGS:
        reason = f"beyond repair, and more than {_MOST_TAGS} tags or {_LARGEST} bytes"
        raise Unreadable(reason)
    if document.count(b"&") > _MOST_REFERENCES:
        reason = f"beyond repair, and more than {_MOST_REFERENCES} references"
        raise Unreadable(reason)
    if any(len(_LABEL.findall(part)) > _MOST_LABELS for part in _ENTRY.split(document)):
        reason = f"beyond repair, and more than {_MOST_LABELS} categories at one entry"
        raise Unreadable(reason)


def _feed(feed: Record, version: str, address: str) -> Document:
    return Document(
        format=version,
        guid=_text(feed, "id"),
        title=loose(_text(feed, "title")),
        link=absolute(address, _text(feed, "link")),
        summary=loose(_text(feed, "subtitle")),
        language=_text(feed, "language"),
        created=_text(feed, "published"),
        updated=_updated(feed),
        authors=_people(feed),
        categories=_categories(feed),
        rights=_text(feed, "rights"),
        malformed=True,
    )


def _entry(entry: Record, address: str) -> Entry:
    link = absolute(address, _text(entry, "link"))
    content = next((str(one.get("value") or "") for one in entry.get("content") or ()), "")
    return Entry(
        guid=_text(entry, "id"),
        link=link,
        title=loose(_text(entry, "title")),
        summary=loose(_text(entry, "summary")),
        content=loose(content),
        created=_text(entry, "published"),
        updated=_updated(entry),
        language=_text(entry, "language"),
        authors=_people(entry),
        categories=_categories(entry),
        enclosures=_enclosures(entry, address),
        rights=_text(entry, "rights"),
        base=link or address,
    )


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _updated(record: Record) -> str:
    """Return the date of change that was written; feedparser would give that of publication in its place."""
    return _text(record, "updated") if "updated" in set(record.keys()) else ""


def _people(record: Record) -> tuple[Person, ...]:
    written = _text(record, "author")
    if "@" in written and len(record.get("authors") or ()) == 1:
        return (person(written),)  # feedparser cuts addresses of the longer top-level domains in two
    found = [Person(_text(one, "name"), _text(one, "email"), _text(one, "href")) for one in record.get("authors") or ()]
    return tuple(dict.fromkeys(one for one in found if one.name or one.email or one.uri))


def _categories(record: Record) -> tuple[Category, ...]:
    found = [
        Category(_text(one, "term"), _text(one, "scheme"), _text(one, "label")) for one in record.get("tags") or ()
    ]
    return tuple(dict.fromkeys(one for one in found if one.term or one.label))


def _enclosures(entry: Record, address: str) -> tuple[Enclosure, ...]:
    found = entry.get("enclosures") or ()
    return tuple(
        Enclosure(absolute(address, _text(one, "href")), _text(one, "type"), _text(one, "length")) for one in found
    )
