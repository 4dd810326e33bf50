"""What agencies on loopback serve: every feed in its first and its second edition, packed beforehand.

Recorded feeds where they are wanted, each under several addresses until there are enough; else generated ones. In the
second edition one feed in ten (`documents.CHANGED`) has an item or two more.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from benchmarks import documents, recorded

MODIFIED: Final = (1_777_269_600, 1_777_273_200)
"""Last-Modified of the editions (seconds since 1970): 27 April 2026, 6:00 and 7:00."""

_ROOT: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_FIRST_ITEM: Final = re.compile(rb"<(item|entry)[\s>].*?</\1>\s*", re.DOTALL)

Pack: TypeAlias = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Served:
    """A document as it is sent: to whoever takes gzip, and to others."""

    kind: str
    plain: bytes
    packed: bytes
    edition: int


Editions: TypeAlias = tuple[list[Served], list[Served]]


def editions(feeds: int, *, from_records: bool) -> Editions:
    """Return all feeds in both editions; those that did not change are the same in both."""
    pack = cache(lambda body: gzip.compress(body, 6, mtime=0))
    bodies = recorded.long_ones(feeds) if from_records else []
    first = [_served(feed, documents.FIRST, bodies, pack) for feed in range(feeds)]
    second = list(first)
    for feed in range(0, feeds, documents.CHANGED):
        second[feed] = _served(feed, documents.SECOND, bodies, pack)
    return first, second


def _served(feed: int, edition: int, bodies: list[bytes], pack: Pack) -> Served:
    if bodies:
        body, kind = _edition_of(bodies[feed], feed, edition), "application/xml"
    else:
        body, kind = documents.document(feed, edition), documents.media_type(feed)
    return Served(kind, body, pack(body), edition)


def _edition_of(body: bytes, feed: int, edition: int) -> bytes:
    """Return a recorded document; the first edition of one in ten lacks its first item or two."""
    if feed % documents.CHANGED or edition == documents.SECOND:
        return body
    root = _ROOT.search(body)  # a comment before it may speak of an "<item>"
    begins = root.end() if root else 0
    return body[:begins] + _FIRST_ITEM.sub(b"", body[begins:], count=1 + feed // documents.CHANGED % 2)
