"""One poll, by the facts that cadence decides by, on a clock that is a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from msgspec.structs import replace

from publisher.model import Agency, Answer, Document, Entry, Fetched, Hints, Source, SourceState, Unchanged
from publisher.wire.cadence import body_hash, remember
from publisher.wire.moves import learnt

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://a.example/feed"
SOURCE = Source(id="s", agency=Agency(id="a", name="A", credit="A"), url=URL)
NEW = SourceState(source="s")
BODY = Fetched(address=URL, body=b"<rss/>", etag='"1"', last_modified="then")
DOCUMENT = Document(format="rss20", entries=tuple(Entry(guid=str(number)) for number in range(20)))
SAME = Unchanged()
KNOWN = replace(
    NEW,
    etag='"1"',
    last_modified="then",
    issuer="https://a.example:443",
    body_hash=body_hash(b"<rss/>"),
    full=NOW - HOUR,
    answered=NOW - HOUR,
    renewed=NOW - HOUR,
    entries=20,
    gap=HOUR,
    hints=Hints(),
    learnt_of=learnt(NEW, SOURCE).learnt_of,
)


class Facts(TypedDict, total=False):
    """What else may be told of a poll."""

    renewed: int
    source: Source
    now: datetime
    chance: float
    dates: Sequence[datetime]


def after(
    state: SourceState = KNOWN, answer: Answer = SAME, document: Document | None = None, **facts: Unpack[Facts]
) -> SourceState:
    """Return the state after one poll."""
    told: Facts = {"renewed": 0, "source": SOURCE, "now": NOW, "chance": 0.0, "dates": (), **facts}
    source, renewed, now = told["source"], told["renewed"], told["now"]
    return remember(state, source, answer, document, renewed, now, told["chance"], dates=told["dates"])


def wait(
    state: SourceState = KNOWN, answer: Answer = SAME, document: Document | None = None, **facts: Unpack[Facts]
) -> timedelta:
    """Return how long after one poll the next is due."""
    return after(state, answer, document, **facts).due - facts.get("now", NOW)


def hinted(**hints: object) -> Document:
    """Return a document with hints."""
    return replace(DOCUMENT, hints=replace(Hints(), **hints))
