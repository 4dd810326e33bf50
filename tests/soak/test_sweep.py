"""Nightly: no document of fifteen megabytes costs more than two seconds of computing, and twice as much about twice."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable
from typing import Final

import pytest

from publisher.wire.parse import ParseError, parse

pytestmark = pytest.mark.soak

LARGEST: Final = 15_000_000
SECONDS: Final = 2.0
ENCODINGS: Final = ("gb18030", "utf-8", "big5", "euc-kr", "shift_jis", "iso-2022-jp", "euc-jp", "windows-1252")


def noise(size: int) -> bytes:
    """Return bytes that mean nothing in any encoding, the same at each run."""
    return random.Random(1).randbytes(size)


def declared(encoding: str) -> Callable[[int], bytes]:
    """Return what writes noise that claims to be a feed in an encoding."""
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><item><title>'
    return lambda size: head.encode() + noise(size)


def many(unit: bytes, head: bytes = b"<rss><channel><item>", tail: bytes = b"") -> Callable[[int], bytes]:
    """Return what writes one piece of a feed again and again."""
    return lambda size: head + unit * (size // len(unit)) + tail


AUTHORS: Final = b"".join(b"<author>a%d@b.example (N%d)</author>" % (n, n) for n in range(400))
DOCUMENTS: Final[dict[str, Callable[[int], bytes]]] = {
    **{f"noise in {encoding}": declared(encoding) for encoding in ENCODINGS},
    "noise in UTF-16": lambda size: b"\xff\xfe" + noise(size),
    "noise in UTF-32": lambda size: b"\xff\xfe\0\0" + noise(size),
    "noise behind a mark": lambda size: b"\xef\xbb\xbf<" + noise(size),
    "surrogates": many(b"\xed\xa0\x80"),
    "broken bytes": many(b"\xff"),
    "broken bytes among letters": many(b"a\xff\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"),
    "authors of many items": many(b"<item>" + AUTHORS + b"</item>", b"<rss><channel>", b"</channel></rss>"),
    "authors of one item": many(AUTHORS, tail=b"</item></channel></rss>"),
    "an author": many(b"a@b (", b"<rss><channel><item><author>"),
    "the name of an element": many(b"a", b"<rss><channel><", b"/></channel></rss>"),
    "the name of the root": many(b"a", b"<", b"/>"),
    "the name of an attribute": many(b"a", b"<rss><channel><a ", b"='1'/></channel></rss>"),
    "prefixes": many(b"a:", b"<rss><channel><", b"/></channel></rss>"),
    "the name of an entity": many(b"a", b"<rss><channel>&", b";</channel></rss>"),
}


def seconds(body: bytes) -> float:
    """Return the least computing of three readings."""
    costs = []
    for _ in range(3):
        began = time.process_time()
        with contextlib.suppress(ParseError):
            parse(body, "https://feeds.example/desk.xml")
        costs.append(time.process_time() - began)
    return min(costs)


@pytest.mark.parametrize("write", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_no_document_costs_more_than_two_seconds(write: Callable[[int], bytes]) -> None:
    """Whatever fifteen megabytes hold, they are read or refused in time, and half of them in about half of it."""
    whole, half = seconds(write(LARGEST)[:LARGEST]), seconds(write(LARGEST // 2))
    assert whole < SECONDS
    assert whole < 3 * half + 0.2
