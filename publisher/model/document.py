"""What a document of a source holds, as written; untrusted."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from msgspec import Struct


class Text(Struct, frozen=True, gc=False):
    """A text as it stood in the document, decoded once. `html`: it may hold markup; `text`: `<` is a character."""

    value: str
    type: Literal["text", "html"] = "html"


class Person(Struct, frozen=True, gc=False):
    """An author as written."""

    name: str = ""
    email: str = ""
    uri: str = ""


class Category(Struct, frozen=True, gc=False):
    """A subject or place as the agency labels it (RSS category and domain, Atom term, scheme and label)."""

    term: str
    scheme: str = ""
    label: str = ""


class Enclosure(Struct, frozen=True, gc=False):
    """An attached file; `length` as written."""

    url: str
    type: str = ""
    length: str = ""


class Media(Struct, frozen=True, kw_only=True, gc=False):
    """A Media RSS object (or any other picture of an entry), as written."""

    url: str
    type: str = ""
    medium: str = ""
    width: str = ""
    height: str = ""
    length: str = ""
    title: str = ""
    description: str = ""
    credit: str = ""
    source_type: str = ""  # IPTC digital source type, where the agency says so
    thumbnail: bool = False


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of a source's document, as written; untrusted. Addresses are absolute, the id is raw, dates are text."""

    guid: str = ""
    link: str = ""
    origin: str = ""  # the agency's own address, where `link` is a counter's that leads there (feedburner:origLink)
    title: Text = Text("")
    summary: Text = Text("")
    content: Text = Text("")
    created: str = ""  # pubDate, published, issued, dc:date: the text as it stood
    updated: str = ""
    expires: str = ""
    language: str = ""
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    media: tuple[Media, ...] = ()
    rights: str = ""
    source_title: str = ""  # RSS source, Atom source: who had it first
    source_url: str = ""
    points: tuple[tuple[float, float], ...] = ()  # georss and geo: latitude, longitude
    base: str = ""  # the address that relative references in the texts start from
    withdrawn: bool = False  # the document says that the item is to be removed (kill notice, pubStatus canceled)


class Hints(Struct, frozen=True, kw_only=True):
    """What a document says on how often to ask for it."""

    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()  # UTC hours
    skip_days: frozenset[int] = frozenset()  # Monday is 0
    period: timedelta | None = None  # sy:updatePeriod over sy:updateFrequency
    hub: str | None = None
    self_url: str | None = None


class Document(Struct, frozen=True, kw_only=True):
    """A source's document read whole: what it says of itself, its entries in order, and what could not be read."""

    format: str  # "rss20", "rss10", "atom10", "json11"...
    guid: str = ""
    title: Text = Text("")
    link: str = ""
    summary: Text = Text("")
    language: str = ""
    created: str = ""
    updated: str = ""
    image: str = ""
    authors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    rights: str = ""
    hints: Hints = Hints()
    entries: tuple[Entry, ...] = ()
    deleted: tuple[str, ...] = ()  # ids that RFC 6721 tombstones name
    faults: tuple[str, ...] = ()  # one line for each entry that could not be read, and for what was dropped
    malformed: bool = False  # read by the tolerant reader
    partial: bool = False  # cut off: no validators are kept and nothing is concluded from what is missing
