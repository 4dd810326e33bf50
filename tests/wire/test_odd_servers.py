"""Servers that speak HTTP in ways of their own: each answer is a document or a reason, never an exception."""

from __future__ import annotations

import gzip
import zlib

import pytest

from publisher.model import Failed, Fetched, Reason, SourceState
from publisher.wire.client import Client
from publisher.wire.fetch import Limits, fetch
from tests.wire.conftest import Hostile

NEW = SourceState(source="s")
LIMITS = Limits(deadline=120, connect=60, read=60)
FEED = b"<rss version='2.0'><channel><title>Desk</title></channel></rss>"
GZIPPED = gzip.compress(FEED, mtime=0)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
END = b"0\r\n\r\n"


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    """Write one chunk of a body."""
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Write an answer that ends its connection."""
    return Hostile.ok(body, *headers, "Connection: close", status=status)


def coded(body: bytes, coding: str) -> bytes:
    """Write an answer in a content coding."""
    return ok(body, f"Content-Encoding: {coding}")


WHOLE = {
    "hints before it": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 3 + ok(FEED),
    "extensions of chunks": CHUNKED
    + b"".join(chunk(FEED[n : n + 9], b';a="b";c') for n in range(0, len(FEED), 9))
    + END,
    "trailers": CHUNKED + chunk(FEED) + b"0\r\nX-Trailer: 1\r\n\r\n",
    "no length": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + FEED,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n" + FEED,
    "203": ok(FEED, status="203 Non-Authoritative Information"),
    "gzip": coded(GZIPPED, "gzip"),
    "the old name of gzip": coded(GZIPPED, "X-GZip"),
    "gzip in several members": coded(gzip.compress(FEED[:9], mtime=0) + gzip.compress(FEED[9:], mtime=0), "gzip"),
    "no coding by its name": coded(FEED, "identity"),
    "a strange etag": ok(FEED, 'ETag: W/weird, "a"; \xff'),
    "a strange date": ok(
        FEED, "Date: Thu, 99 Foo 99999 25:61:61 XYZ", "Expires: 0", "Age: -5", "Last-Modified: long ago"
    ),
    "an endless promise": ok(FEED, f"Cache-Control: max-age={'9' * 40}"),
    "many cookies": ok(FEED, *(f"Set-Cookie: a{n}=b; Domain=example.com" for n in range(90))),
}


@pytest.mark.parametrize("answer", WHOLE.values(), ids=WHOLE.keys())
async def test_odd_but_whole(client: Client, server: Hostile, answer: bytes) -> None:
    """What HTTP allows, and what does no harm, brings the document."""
    server.says["/"] = answer
    found = await fetch(client, server.source(), NEW, limits=LIMITS)
    assert isinstance(found, Fetched), found
    assert found.body == FEED


BROKEN = {
    "another protocol": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", {Reason.HTTP}),
    "HTTP/0.9": (FEED, {Reason.HTTP}),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {Reason.HTTP}),
    "no status": (b"HTTP/1.1 OK\r\n\r\n", {Reason.HTTP}),
    "a status of nobody": (ok(FEED, status="999 Nope"), {Reason.HTTP}),
    "a chunk of less than nothing": (CHUNKED + b"-5\r\nabcde\r\n" + END, {Reason.HTTP, Reason.TRUNCATED}),
    "a chunk beyond all bounds": (CHUNKED + b"f" * 30 + b"\r\nabc", {Reason.HTTP, Reason.TRUNCATED}),
    "a chunk that ends elsewhere": (CHUNKED + chunk(FEED)[:-2] + b"XX" + END, {Reason.HTTP, Reason.TRUNCATED}),
    "a chunk that is missing": (CHUNKED + chunk(FEED), {Reason.TRUNCATED}),
    "more is announced": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nConnection: close\r\n\r\n" + FEED,
        {Reason.TRUNCATED},
    ),
    "less than nothing is announced": (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + FEED, {Reason.HTTP}),
    "far too much is announced": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 99000000000\r\n\r\n" + FEED,
        {Reason.TOO_LARGE},
    ),
    "two lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n" + FEED, {Reason.HTTP}),
    "5,000 headers": (ok(FEED, *(f"X-{n}: {n}" for n in range(5000))), {Reason.HTTP, Reason.TOO_LARGE}),
    "a header of a megabyte": (ok(FEED, f"X-A: {'a' * 1_000_000}"), {Reason.HTTP, Reason.TOO_LARGE}),
    "nothing, coded": (coded(gzip.compress(FEED, mtime=0)[:20], "gzip"), {Reason.TRUNCATED}),
    "something behind": (coded(GZIPPED + b"x", "gzip"), {Reason.ENCODING}),
    "a wrong checksum": (coded(GZIPPED[:-8] + bytes(8), "gzip"), {Reason.ENCODING}),
    "not what it says": (coded(FEED, "gzip"), {Reason.ENCODING}),
    "gzip in gzip": (coded(gzip.compress(GZIPPED, mtime=0), "gzip, gzip"), {Reason.ENCODING}),
    "deflate": (coded(zlib.compress(FEED), "deflate"), {Reason.ENCODING}),
    "brotli": (coded(b"\x1b\x00\xf8", "br"), {Reason.ENCODING}),
    "zstandard": (coded(b"\x28\xb5\x2f\xfd", "zstd"), {Reason.ENCODING}),
    "a thousand codings": (coded(FEED, ", ".join(["identity"] * 1000)), {Reason.ENCODING}),
    "a part": (ok(FEED, "Content-Range: bytes 0-9/100", status="206 Partial Content"), {Reason.HTTP}),
    "a difference": (ok(FEED, "IM: feed", status="226 IM Used"), {Reason.HTTP}),
    "several": (ok(FEED, "Location: /other", status="300 Multiple Choices"), {Reason.HTTP}),
    "a proxy": (ok(b"", "Location: http://127.0.0.1:1/", status="305 Use Proxy"), {Reason.HTTP}),
    "304 unasked": (b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nConnection: close\r\n\r\n', {Reason.HTTP}),
    "a file": (ok(b"", "Location: file:///etc/passwd", status="301 Moved"), {Reason.FORBIDDEN, Reason.REDIRECT}),
    "somebody's name": (ok(b"", "Location: http://a:b@127.0.0.1/", status="301 Moved"), {Reason.FORBIDDEN}),
    "another service": (ok(b"", "Location: http://127.0.0.1:6379/", status="301 Moved"), {Reason.FORBIDDEN}),
    "a number": (ok(b"", "Location: http://2130706433/", status="301 Moved"), {Reason.FORBIDDEN}),
    "the metadata": (ok(b"", "Location: http://169.254.169.254/", status="302 Found"), {Reason.FORBIDDEN}),
    "no name": (ok(b"", "Location: https://xn--a/", status="302 Found"), {Reason.REDIRECT}),
    "a novel": (ok(b"", f"Location: /{'a' * 9000}", status="302 Found"), {Reason.FORBIDDEN}),
    "nowhere": (ok(b"", status="302 Found"), {Reason.REDIRECT}),
    "the end of time": (
        ok(b"", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", status="429 Slow down"),
        {Reason.THROTTLED},
    ),
    "before time": (ok(b"", f"Retry-After: -{'9' * 30}", status="503 Down"), {Reason.THROTTLED}),
}


@pytest.mark.parametrize(("answer", "reasons"), BROKEN.values(), ids=BROKEN.keys())
async def test_odd_and_refused(client: Client, server: Hostile, answer: bytes, reasons: set[Reason]) -> None:
    """What is no whole document, or leads where we do not go, is a failure that says why, and no bug."""
    server.says["/"] = answer
    found = await fetch(client, server.source(), NEW, limits=LIMITS)
    assert isinstance(found, Failed), found
    assert found.reason in reasons, found
