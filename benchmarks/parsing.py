"""Parsing: our reader beside feedparser, fastfeedparser and bare lxml, on recorded feeds where there are any."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import feedparser
from lxml import etree

from benchmarks import documents, peers, recorded
from benchmarks.race import Lap, race
from benchmarks.scale import Scale
from benchmarks.tables import Table, compared
from publisher.wire.parse import ParseError, parse

_FAST = "fastfeedparser"
_ADDRESS = "https://agency.invalid/feed"


def measure(scale: Scale) -> Iterator[Table]:
    """Measure the reading of documents: from bytes to entries."""
    kind = "recorded" if recorded.is_here() else "generated"
    bodies = recorded.sample(scale.documents) if recorded.is_here() else documents.documents(scale.documents)
    contestants = {
        "publisher.wire.parse": ours,
        f"feedparser {version('feedparser')}": whole,
        "feedparser, no HTML work": plain,
        "lxml, tree only": bare,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # feedparser speaks of its own plans
        laps = race(contestants, bodies, min(scale.passes, 2))
    fast = peers.has(_FAST)
    if fast:
        laps[f"{_FAST} {fast}"] = list(_elsewhere(_FAST, bodies, len(laps["lxml, tree only"])))
    absent = () if fast else (f"Not here: {_FAST} ({peers.VARIABLE} names no Python that has it).",)
    size = sum(map(len, bodies)) // len(bodies) // 1000
    remark = (
        f"{len(bodies)} {kind} feeds of {size} kB on average. feedparser sanitizes and resolves inside HTML; ours "
        "leaves that to the desk, so the fair peer is the one without it. lxml extracts nothing."
    )
    yield compared("Parsing", laps, len(bodies), "feed", remarks=(remark, *absent))


def _elsewhere(library: str, bodies: Sequence[bytes], passes: int) -> Iterator[Lap]:
    """Let a library of another Python parse the same, as often; it tells what it took, the first time not counted."""
    with TemporaryDirectory() as name:
        for place, body in enumerate(bodies):
            (Path(name) / f"{place:06d}").write_bytes(body)
        command = (os.environ[peers.VARIABLE], str(peers.HERE / "parse_alone.py"), library, name)
        yield from peers.laps(command, passes)


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
