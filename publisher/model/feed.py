"""What we publish, and the whole of sources.yaml."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from publisher.model.article import Article
from publisher.model.supply import Agency, Source

HALF_LIFE: Final = timedelta(hours=6)
"""In `trending`, a story counts half as much for each of these: where it is looked for, and where it is ordered."""
MOST_LIMITS: Final = 4
"""However much came within the window, a feed holds no more than so many times its limit."""


class Site(Struct, frozen=True, kw_only=True):
    """Who publishes, and where the tree of feeds is served."""

    title: str = "Publisher"
    description: str = ""
    url: str = "http://127.0.0.1:8000/"  # ends with a slash; every published path is below it
    authority: str = "publisher.example,2026"  # RFC 4151 tagging entity of every id; never changes again
    language: str = "en"
    contact: str = ""  # an e-mail address
    rights: str = ""
    hub: str | None = None
    callbacks: str | None = None  # where the hubs of our sources reach `publisher serve`; ends with a slash


class Section(Struct, frozen=True, kw_only=True):
    """A subject that news is sorted by."""

    id: str
    title: str
    topics: tuple[str, ...] = ()  # IPTC Media Topic codes, such as "medtop:04000000"
    aliases: tuple[str, ...] = ()  # category labels of agencies that mean it, case folded


class Edition(Struct, frozen=True, kw_only=True):
    """A named set of countries."""

    id: str
    title: str
    countries: tuple[str, ...]


class Exclusion(Struct, frozen=True, kw_only=True):
    """Which articles a feed refuses: those that meet any of its sets."""

    sections: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()  # primary subtags
    agencies: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()


class Selection(Struct, frozen=True, kw_only=True):
    """Which articles a feed wants. An empty set wants all; every set that is not empty must be met."""

    sections: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()  # primary subtags
    agencies: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()  # words and phrases, one of which stands in the headline or the summary
    min_length: int = 0  # words of text
    syndicate: bool = False  # only what partners may have
    but: Exclusion = Exclusion()  # `not` in sources.yaml


class Pin(Struct, frozen=True, kw_only=True):
    """An article, by its id or its address at the agency, that stands first in a feed while it lasts."""

    article: str
    until: datetime | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """What we publish: `id` is its path below feeds/, without a suffix.

    In sources.yaml an id may hold placeholders (`country/{country}`); such a feed stands for one feed for each value
    that has articles. `curate` fills them in.
    """

    id: str
    title: str
    description: str = ""
    selection: Selection = Selection()
    order: Literal["newest", "trending", "coverage", "editor"] = "newest"
    limit: int = 30
    per_agency: int = 0  # items of one agency at most; 0: as many as there are
    pins: tuple[Pin, ...] = ()
    window: timedelta = timedelta(hours=2)  # what was received this long before the newest is held beyond the limit
    formats: tuple[str, ...] = ("rss", "atom", "json", "html")
    places: tuple[tuple[str, str], ...] = ()  # how the placeholders were filled: ("country", "in")


class Item(Struct, frozen=True, kw_only=True, gc=False):
    """One story as a feed shows it: the article that is shown, and who else reported it."""

    article: Article
    also: tuple[str, ...] = ()  # credits of the other agencies, in the order they reported
    agencies: int = 1
    counted: bool = False  # whether the entry says how many agencies: where feeds are ordered by that
    reports: int = 1  # distinct ones: where there are several, the story has a page with their timeline
    told: datetime | None = None  # when the article that is shown was published itself, if the story was before it


class Issue(Struct, frozen=True, kw_only=True):
    """A feed with what it holds now: all that is needed to render it. `updated` is its newest change, never now."""

    feed: Feed
    items: tuple[Item, ...]
    updated: datetime


class Rendition(Struct, frozen=True, kw_only=True):
    """One feed in one format: where it goes below feeds/, and its bytes."""

    path: str
    media_type: str
    body: bytes


class HoldBelow(Struct, frozen=True, kw_only=True):
    """How sure the words of an article must be (0 to 1) before it is published by what they say. None: the desk's own.

    What is less sure is proposed only: the article waits in the general feeds.
    """

    country: float | None = None
    section: float | None = None


class Config(Struct, frozen=True, kw_only=True):
    """The whole of sources.yaml, checked."""

    site: Site
    agencies: dict[str, Agency]
    sources: dict[str, Source]
    sections: dict[str, Section]
    editions: dict[str, Edition]
    feeds: tuple[Feed, ...]
    keep: timedelta = timedelta(days=90)
    story_window: timedelta = timedelta(hours=72)  # after its last report, that a story takes in another one
    classifiers: tuple[str, ...] = ()  # "package.module:function", after the built-in chain
    formats: dict[str, str] = {}  # suffix: "package.module:FORMAT", beside the built-in ones
    labels: dict[str, str] = {}  # a country's other names as agencies label it: "uk" is "GB"
    hold_below: HoldBelow = HoldBelow()
    feeds_dir: str = "feeds"
    data_dir: str = "var"
    together: tuple[str, ...] = ()  # hosts, each with all below it, whose sources are spared together
    database: str = ""  # SQLAlchemy address; empty is SQLite in data_dir


class Showing(Struct, frozen=True, kw_only=True, gc=False):
    """What a feed showed when it was last published: enough to list it without reading its articles again."""

    feed: str
    updated: datetime
    items: tuple[tuple[str, int], ...] = ()  # id and version of each article, in the feed's order
    languages: tuple[str, ...] = ()  # BCP 47, the most frequent first
    plates: bytes = b""  # of its files: what need not be set again for its next issue; the press reads them
