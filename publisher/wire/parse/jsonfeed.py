"""JSON Feed 1.0 and 1.1: a cut document gives the items that it has, and a comma too many does no harm.

Spec: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from msgspec import structs

from publisher.model import Category, Document, Enclosure, Entry, Hints, Media, Person, Text
from publisher.wire.parse.entries import MOST_ENCLOSURES, MOST_LABELS, with_entries
from publisher.wire.parse.refusal import NotAFeed, Unreadable
from publisher.wire.parse.tree import absolute

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Record: TypeAlias = Mapping[str, Value]

_MOST_FIGURES: Final = 300  # of a whole number; Python refuses to read thousands, and floats go as far


def _whole(figures: str) -> int | float:
    return int(figures) if len(figures) <= _MOST_FIGURES else float(figures)


_DECODER: Final = json.JSONDecoder(strict=False, parse_int=_whole)
_SIGNS: Final = frozenset({"content_text", "content_html", "date_published"})
# A backslash before what JSON escapes by none (https://www.rfc-editor.org/rfc/rfc8259#section-7), as in \x41.
_STRAY: Final = re.compile(r"""\\(?!["/bfnrt]|u[0-9a-fA-F]{4})""")
_MOST_ESCAPES: Final = 500_000  # of a document that are looked at one by one
# A comma behind the last of several, as templates write it; strings, also one that is cut, are only passed over.
_COMMA: Final = re.compile(r"""("[^"\\]*+(?:\\.[^"\\]*+)*+"?+)|,(?=\s*+[}\]])""", re.DOTALL)
_MOST_STRINGS: Final = 500_000  # of a document that are passed over one by one
_PAIR: Final = "\\\\"
_STAND_IN: Final = "\ud800"  # for a pair; no decoded document holds half a character
_BETWEEN: Final = {sign: re.compile(rf"[ \t\r\n{sign}]*+") for sign in ",:"}
_MOST_VALUES: Final = 500_000
_MOST_PEOPLE: Final = 32  # of one item
_MOST_STEPS: Final = 100_000  # members, or items, of a broken document that are read one by one


def read(text: str, address: str) -> Document:
    """Read a JSON document. Raises NotAFeed where it is JSON of another kind, or no JSON, and Unreadable."""
    if text.count(",") > _MOST_VALUES and _is_flood(text):
        reason = f"more than {_MOST_VALUES} values"
        raise Unreadable(reason)
    record, cut = _record(text)
    version = record.get("version")
    items = record.get("items")
    if not isinstance(items, list) or not (_is_feed(version) or _resembles(record, items)):
        raise NotAFeed(_reason(record))
    found = structs.replace(_feed(record, "json11" if "1.1" in str(version) else "json10", address), partial=cut)
    if cut:
        found = structs.replace(found, faults=("the document is cut off",))
    return with_entries(found, items, lambda item: _entry(item, address, found.authors), _written_date)


def _is_flood(text: str) -> bool:
    """Whether the commas between values are too many; those inside of strings count for nothing."""
    bare = text.replace("\\\\", "").replace('\\"', "")
    if bare.count('"') > 4 * _MOST_VALUES:  # two strings to a value, two quotes to a string
        return True
    return sum(part.count(",") for part in bare.split('"')[::2]) > _MOST_VALUES


def _resembles(record: Record, items: list[Value]) -> bool:
    """Whether JSON that does not name the specification is meant as a feed: by its own members, or its items'."""
    if "home_page_url" in record or ("title" in record and "feed_url" in record):
        return True
    return any(isinstance(item, dict) and not _SIGNS.isdisjoint(item) for item in items[:3])


def _is_feed(version: Value) -> bool:
    return isinstance(version, str) and "jsonfeed" in version.lower()


def _reason(record: Record) -> str:
    told = next((value for key in ("error", "message", "detail") if isinstance(value := record.get(key), str)), "")
    return f"the document is JSON, but no JSON Feed{f': {told[:120]}' if told else ''}"


def _record(text: str) -> tuple[Record, bool]:
    """Return the document's object, and whether its end is missing."""
    try:
        value = _DECODER.raw_decode(text)[0]
    except RecursionError:
        reason = "JSON nested too deeply"
        raise Unreadable(reason) from None
    except ValueError as error:
        if "escape" in str(error) and text.count("\\") <= _MOST_ESCAPES and (mended := _mended(text)) != text:
            return _record(mended)
        if text.count('"') <= 2 * _MOST_STRINGS and (mended := _COMMA.sub(r"\1", text)) != text:
            return _record(mended)
        return _begun(text, str(error)), True
    if not isinstance(value, dict):
        reason = "the document is JSON, but no JSON Feed"
        raise NotAFeed(reason)
    return value, False


def _mended(text: str) -> str:
    """Return the text with each stray backslash as a character, but the one before an apostrophe: that is meant."""
    text = text.replace(_PAIR, _STAND_IN).replace("\\'", "'")
    return _STRAY.sub(_STAND_IN, text).replace(_STAND_IN, _PAIR)


def _begun(text: str, fault: str) -> Record:
    """Return what can be read of an object that stops in the middle, of its items the whole ones."""
    found: dict[str, Value] = {}
    place = 1
    try:
        for _ in range(_MOST_STEPS):
            key, place = _DECODER.raw_decode(text, _skip(text, place, ","))
            place = _skip(text, place, ":")
            if key == "items" and text[place] == "[":
                found["items"], place = _items(text, place + 1)
            else:
                found[str(key)], place = _DECODER.raw_decode(text, place)
    except RecursionError:
        reason = "JSON nested too deeply"
        raise Unreadable(reason) from None
    except (ValueError, IndexError):
        pass
    if not _is_feed(found.get("version")):
        reason = f"the document is no JSON: {fault}"
        raise NotAFeed(reason)
    found.setdefault("items", [])
    return found


def _items(text: str, place: int) -> tuple[list[Value], int]:
    items: list[Value] = []
    while len(items) < _MOST_STEPS:
        place = _skip(text, place, ",")
        if place >= len(text) or text[place] == "]":
            return items, place + 1
        try:
            item, place = _DECODER.raw_decode(text, place)
        except ValueError:
            return items, len(text)
        items.append(item)
    return items, len(text)


def _skip(text: str, place: int, sign: str) -> int:
    """Return where the next value begins behind spaces and this sign."""
    found = _BETWEEN[sign].match(text, place)
    return found.end() if found else place


def _feed(record: Record, version: str, address: str) -> Document:
    return Document(
        format=version,
        guid=_text(record, "feed_url"),
        title=Text(_text(record, "title"), "text"),
        link=_address(record, address, "home_page_url"),
        summary=Text(_text(record, "description"), "text"),
        language=_text(record, "language"),
        image=_address(record, address, "icon", "favicon"),
        authors=_authors(record, address),
        hints=Hints(hub=_hub(record, address), self_url=_address(record, address, "feed_url") or None),
    )


def _hub(record: Record, address: str) -> str | None:
    hubs = (
        _address(hub, address, "url")
        for hub in _records(record, "hubs")[:MOST_ENCLOSURES]
        if _text(hub, "type").lower() in {"websub", "pubsubhubbub"}
    )
    return next((url for url in hubs if url), None)


def _written_date(item: Value) -> str:
    return _text(item, "date_published") or _text(item, "date_modified") if isinstance(item, dict) else ""


def _entry(item: Value, address: str, authors: tuple[Person, ...]) -> Entry:
    """One item; `authors` are the feed's, for an item that names none. Raises ValueError where it is no object."""
    if not isinstance(item, dict):
        reason = f"it is {type(item).__name__}, not an object"
        raise ValueError(reason)  # noqa: TRY004 -- one kind of error for an unreadable entry
    return Entry(
        guid=_text(item, "id"),
        link=_address(item, address, "url", "external_url"),
        title=Text(_text(item, "title"), "text"),
        summary=Text(_text(item, "summary"), "text"),
        content=_content(item),
        created=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        language=_text(item, "language"),
        authors=_authors(item, address) or authors,
        categories=_tags(item),
        enclosures=_attachments(item, address),
        media=_images(item, address),
        base=_address(item, address, "url") or address,
    )


def _content(item: Record) -> Text:
    if html := _text(item, "content_html"):
        return Text(html, "html")
    return Text(_text(item, "content_text"), "text")


def _tags(item: Record) -> tuple[Category, ...]:
    tags = item.get("tags")
    written = _listed(tags)[:MOST_LABELS]
    return tuple(dict.fromkeys(Category(tag.strip()) for tag in written if isinstance(tag, str) and tag.strip()))


def _attachments(item: Record, address: str) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(url, _text(one, "mime_type"), _text(one, "size_in_bytes"))
        for one in _records(item, "attachments")[:MOST_ENCLOSURES]
        if (url := _address(one, address, "url"))
    )


def _images(item: Record, address: str) -> tuple[Media, ...]:
    found = (_address(item, address, key) for key in ("image", "banner_image"))
    return tuple(Media(url=url, medium="image") for url in dict.fromkeys(found) if url)


def _authors(record: Record, address: str) -> tuple[Person, ...]:
    """Return `authors` of 1.1 and `author` of 1.0; a name alone where an agency wrote one."""
    written = [*_listed(record.get("authors"))[:_MOST_PEOPLE], *_listed(record.get("author"))[:_MOST_PEOPLE]]
    found = [_person(one, address) for one in written]
    return tuple(dict.fromkeys(one for one in found if one.name or one.uri or one.email))


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _person(value: Value, address: str) -> Person:
    if not isinstance(value, dict):
        return Person(name=value.strip() if isinstance(value, str) else "")
    uri = _address(value, address, "url")
    mail = uri.removeprefix("mailto:") if uri.startswith("mailto:") else ""
    return Person(name=_text(value, "name"), email=mail, uri="" if mail else uri)


def _records(record: Record, key: str) -> list[dict[str, Value]]:
    found = record.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(record: Record, key: str) -> str:
    """Return a member as text; numbers are written out, as the specification asks for ids."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _address(record: Record, base: str, *keys: str) -> str:
    return next((absolute(base, value) for key in keys if (value := _text(record, key))), "")
