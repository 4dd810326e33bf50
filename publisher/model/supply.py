"""Who supplies, what we read of them, and what they said this time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

from publisher.model.document import Hints

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Rights(Struct, frozen=True, kw_only=True):
    """What an agency lets us show. `text` is the most that may be published; `syndicate`: partners may have it too."""

    notice: str = ""
    text: Literal["full", "summary", "headline"] = "full"
    syndicate: bool = False


class Agency(Struct, frozen=True, kw_only=True):
    """Who supplies: the name and the credit line that stand beside every article of theirs."""

    id: str
    name: str
    credit: str
    country: str | None = None  # ISO 3166-1 alpha-2: the home of the agency
    timezone: str = "UTC"  # IANA name: the zone of dates that name none
    language: str | None = None  # BCP 47
    url: str | None = None
    rank: int = 100  # 1 is the best: whose report of one event is shown
    rights: Rights = Rights()


class Source(Struct, frozen=True, kw_only=True):
    """One upstream feed of an agency that we read. Defaults of the agency are already filled in."""

    id: str
    agency: Agency
    url: str
    timezone: str = "UTC"
    language: str | None = None
    section: str | None = None  # the section of every item, where the feed is a section's feed
    country: str | None = None  # the country every item is about, where the feed is a country's feed
    genre: str | None = None
    every: timedelta | None = None  # the operator's own interval: the shortest time between two polls
    allow_private: bool = False  # this address may be on a private network or on loopback
    verify: bool = True  # check the server's certificate
    paused: bool = False
    secret: bool = False  # the address holds a value of the environment: it is never shown and never exported
    hidden: tuple[str, ...] = ()  # these values: whoever sends them back to us does not get them published


class SourceState(Struct, frozen=True, kw_only=True):
    """What we remember of a source between two polls. Every time is UTC, by our own clock."""

    source: str
    etag: str | None = None  # exactly as the server wrote it
    last_modified: str | None = None  # exactly as the server wrote it
    body_hash: str | None = None  # SHA-256, hex, of the last body that was parsed
    asked: datetime | None = None  # the last time we asked
    answered: datetime | None = None  # the last time the source answered as it should (200 or 304)
    full: datetime | None = None  # the last time a whole body came
    renewed: datetime | None = None  # the last time there was a new or changed article
    due: datetime = EPOCH
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    reason: str | None = None  # why the last poll failed
    status: int | None = None  # the last HTTP status
    gone: bool = False  # answered 410: asked once a month
    entries: int = 0  # entries in the last document
    gap: timedelta | None = None  # observed mean time between new articles
    moved_to: str | None = None  # where a permanent redirect points that we have not adopted yet
    moved_polls: int = 0
    moved_since: datetime | None = None
    hub: str | None = None  # the WebSub hub that the document names
    hints: Hints | None = None  # what the last document said on how often to ask: a 304 does not repeat it
    issuer: str | None = None  # the origin that gave the validators: no other ever sees them
    throttled: datetime | None = None  # the last time it told us to slow down (429 or 503)
    moved_proven: bool | None = False  # an article that we had came from there; None: what came is all another source's
    moved_early: bool = False  # it was redirected before we had anything of it
    adopted: str | None = None  # where we ask instead of at the address in sources.yaml: it moved there for good
    learnt_of: str | None = None  # SHA-256, hex, of the address in sources.yaml that all of this was learnt of
    repeats: int = 0  # whole bodies in a row that we had, although we had asked on condition
    pace: timedelta | None = None  # between articles, by their own dates, in the last document that was all new to us
    overrun: datetime | None = None  # the last time that a document had moved on so far that articles may be lost


class Reason(StrEnum):
    """Why a poll brought nothing."""

    NETWORK = "network"  # no address, no connection, a reset
    TIMEOUT = "timeout"  # the total deadline passed
    TLS = "tls"
    FORBIDDEN = "forbidden-address"  # our own guard refused the address
    REDIRECT = "redirect"  # too many, or to where we do not go
    TOO_LARGE = "too-large"
    ENCODING = "content-encoding"  # truncated, nested or unknown
    TRUNCATED = "truncated"
    HTTP = "http"  # any other status than the ones below
    THROTTLED = "throttled"  # 429 or 503
    NOT_FOUND = "not-found"  # 404
    GONE = "gone"  # 410
    NOT_A_FEED = "not-a-feed"
    UNREADABLE = "unreadable"  # the gate or the parser refused the document
    PARSER = "parser-crash"  # reading the document ended the process that did it


class Fetched(Struct, frozen=True, kw_only=True):
    """A complete body. `address` is where it came from after redirects."""

    address: str
    body: bytes
    content_type: str = ""
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None  # Cache-Control max-age or Expires
    moved_to: str | None = None  # the end of a chain of permanent redirects
    digest: str = ""  # SHA-256, hex, of the body; empty where whoever made this did not say
    hub: str | None = None  # the WebSub hub that the Link header names, and...
    self_url: str | None = None  # ...the address that the same header gives the document there


class Unchanged(Struct, frozen=True, kw_only=True):
    """304: nothing new. The validators are the latest ones (they may have changed)."""

    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    moved_to: str | None = None


class Failed(Struct, frozen=True, kw_only=True):
    """An expected failure. `detail` is one line for the operator and holds no secret."""

    reason: Reason
    detail: str = ""
    status: int | None = None
    retry_after: timedelta | None = None


Answer: TypeAlias = Fetched | Unchanged | Failed


class Quarantined(Struct, frozen=True, kw_only=True):
    """A document that ended, or would have ended, the process that read it: kept to be looked at and tried again."""

    digest: str  # SHA-256, hex, of the whole body
    source: str
    reason: str
    at: datetime  # the last time
    address: str
    content_type: str = ""
    length: int = 0  # bytes of the whole body
    body: bytes = b""  # as much of it as is kept; empty in a list


class Push(Struct, frozen=True, kw_only=True):
    """What we agreed with a hub (WebSub): that it sends us what is new in a topic. Every time is UTC, by our clock."""

    source: str
    topic: str
    hub: str
    token: str  # the part of our callback's address that nobody can guess
    secret: str  # what the hub signs with
    state: Literal["asked", "verified", "refused"] = "asked"
    asked: datetime
    until: datetime | None = None  # the end of the lease
    attempts: int = 0  # in a row, without being verified
    due: datetime  # when to ask (again)
    callback: str = ""  # the address that the hub was told to send to
    delivered: datetime | None = None  # the last time that it sent something
    taken: tuple[str, ...] = ()  # what the last bodies are known by: what is sent again is not taken again


class Note(Struct, frozen=True):
    """One line of what the house did by itself, for the operator: an address adopted, a source gone, a quarantine."""

    at: datetime
    source: str  # empty where it is about the whole house
    text: str
