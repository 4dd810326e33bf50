"""Parsing: our reader beside feedparser and bare lxml, on recorded feeds where there are any."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import feedparser
from lxml import etree

from benchmarks import documents, recorded
from benchmarks.race import race
from benchmarks.scale import Scale
from benchmarks.tables import Table, compared
from publisher.wire.parse import ParseError, parse

_ADDRESS = "https://agency.invalid/feed"


def measure(scale: Scale) -> Iterator[Table]:
    """Measure the reading of documents: from bytes to entries."""
    kind = "recorded" if recorded.is_here() else "generated"
    bodies = recorded.sample(scale.documents) if recorded.is_here() else documents.documents(scale.documents)
    contestants = {
        "publisher.wire.parse": ours,
        "feedparser": whole,
        "feedparser, no HTML work": plain,
        "lxml, tree only": bare,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # feedparser speaks of its own plans
        laps = race(contestants, bodies, min(scale.passes, 2))
    size = sum(map(len, bodies)) // len(bodies) // 1000
    remark = (
        f"{len(bodies)} {kind} feeds of {size} kB on average. feedparser sanitizes and resolves inside HTML; ours "
        "leaves that to the desk, so the fair peer is the one without it. lxml extracts nothing."
    )
    yield compared("Parsing", laps, len(bodies), "feed", remarks=(remark,))


def ours(body: bytes) -> int:
    """Read a document; return how many entries it has."""
    try:
        return len(parse(body, _ADDRESS).entries)
    except ParseError:
        return 0


def whole(body: bytes) -> int:
    """Read a document with feedparser as it comes."""
    return len(feedparser.parse(io.BytesIO(body)).entries)


def plain(body: bytes) -> int:
    """Read a document with feedparser, its sanitizer and resolver off."""
    return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)


def bare(body: bytes) -> int:
    """Build lxml's tree and count its items."""
    root = etree.fromstring(body, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False))
    return sum(1 for _ in root.iter("{*}item", "{*}entry")) if root is not None else 0
