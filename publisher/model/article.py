"""The item in our own schema: clean, dated, credited, classified."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct


class Moment(Struct, frozen=True, gc=False):
    """A time that an agency gave: the instant in UTC (None where it could not be believed) and the text as it stood."""

    at: datetime | None
    text: str


class Judgement(Struct, frozen=True, kw_only=True, gc=False):
    """A derived value with what decided it, how sure it is (0 to 1), and the words that prove it."""

    value: str
    by: str
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """A country and the part it plays. Only `event` drives feeds."""

    country: str  # ISO 3166-1 alpha-2
    role: Literal["event", "dateline", "mentioned", "source"]
    by: str
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


class Image(Struct, frozen=True, kw_only=True, gc=False):
    """The lead picture. `source_type` is the IPTC digital source type, such as `trainedAlgorithmicMedia`."""

    url: str
    type: str = ""
    width: int | None = None
    height: int | None = None
    length: int | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    source_type: str = ""


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """One change of the public content after it was first published."""

    at: datetime
    version: int  # the version that this correction made
    fields: tuple[str, ...]  # which public fields changed
    note: str = ""


class Status(StrEnum):
    """Whether an article may be shown (ninjs pubStatus: usable, withheld, canceled)."""

    USABLE = "usable"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """An item in our own schema: clean, dated, credited, classified.

    Identity never depends on text or on an address that a correction may change. All times are UTC.
    """

    # identity
    id: str  # a tag URI (RFC 4151), written once, never recomputed
    key: str  # what identifies the item within its source, hashed
    version: int = 1
    source: str
    agency: str
    guid: str = ""  # the agency's id, as written
    url: str = ""  # at the agency; absolute http(s), without tracking parameters
    content_hash: str = ""  # SHA-256, hex, of what is public
    entry_hash: str = ""  # of the entry as written: an entry with a known one needs no work at all

    # text
    headline: str
    summary: str = ""  # plain text
    body: str = ""  # sanitized HTML, as far as the rights allow
    language: str = "und"  # BCP 47
    dateline: str = ""

    # time
    agency_created: Moment | None = None
    agency_updated: Moment | None = None
    received: datetime  # our clock, first seen
    published: datetime  # first publication: the agency's date, never later than received; written once
    updated: datetime  # the last change of public content, our clock
    embargoed_until: datetime | None = None
    expires: datetime | None = None

    # people and rights
    byline: str = ""
    authors: tuple[str, ...] = ()
    credit: str  # the agency's name, never "agencies"
    rights: str = ""
    syndicate: bool = False
    image: Image | None = None

    # subject and place
    section: Judgement | None = None
    topics: tuple[str, ...] = ()  # IPTC Media Topics, as "medtop:04000000"
    countries: tuple[Place, ...] = ()
    countries_proposed: tuple[Place, ...] = ()  # by words that are not sure enough: the two likeliest; for a review
    sections_proposed: tuple[Judgement, ...] = ()  # the same
    genre: Judgement | None = None
    language_by: Judgement | None = None
    labels: tuple[str, ...] = ()  # the agency's own category labels, cleaned

    # story and status
    report: str = ""  # shared by all who sent this report, word by word or nearly: one item in every feed
    story: str = ""  # the event, which several reports may tell of: one line in `trending`
    status: Status = Status.USABLE
    waits_for: str = ""  # what a held article waits for: "review" by an operator; no new reading of its entry ends that
    corrections: tuple[Correction, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The countries that the article is about, in the order of confidence they were judged in."""
        return tuple(dict.fromkeys(place.country for place in self.countries if place.role == "event"))


class Story(Struct, frozen=True, kw_only=True, gc=False):
    """The articles on one event, across agencies; `articles` in the order they were received."""

    id: str
    articles: tuple[Article, ...]
