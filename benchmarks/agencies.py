"""Many agencies on loopback, in a process of their own: whole answers are made beforehand, so that asking is cheap.

    python -m benchmarks.agencies --feeds 300 [--recorded]

prints its origin when it is ready. `/feed/7` is a feed: gzip, ETag, 304. `/edition/1` lets the second edition appear.
Ends when its standard input does, so that it never outlives who started it.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Final

from benchmarks import documents, recorded

_REQUEST: Final = re.compile(rb"GET /(\w+)/(\d+) ")
_CONDITION: Final = re.compile(rb'\r\nif-none-match: *("[^"\r\n]*")', re.IGNORECASE)
_FIRST_ITEM: Final = re.compile(rb"<(item|entry)[\s>].*?</\1>\s*", re.DOTALL)
_END: Final = b"\r\n\r\n"


class Answers:
    """What is served: for each feed its ETag, a 200 and a 304, in the edition of now."""

    def __init__(self, feeds: int, *, from_records: bool) -> None:
        bodies = recorded.sample(feeds) if from_records else []
        first = [_answer(feed, documents.FIRST, bodies) for feed in range(feeds)]
        changed = {feed: _answer(feed, documents.SECOND, bodies) for feed in range(0, feeds, documents.CHANGED)}
        self._editions = [first, [changed.get(feed, answer) for feed, answer in enumerate(first)]]
        self.edition = documents.FIRST

    def to(self, request: bytes) -> bytes:
        """Return the whole answer to a request."""
        asked = _REQUEST.match(request)
        if not asked:
            return _reply("400 Bad Request")
        number = int(asked[2])
        if asked[1] == b"edition":
            self.edition = number
            return _reply("200 OK")
        tag, whole, same = self._editions[self.edition][number]
        condition = _CONDITION.search(request)
        return same if condition and condition[1] == tag else whole


def _answer(feed: int, edition: int, bodies: list[bytes]) -> tuple[bytes, bytes, bytes]:
    if bodies:
        body, kind = _edition_of(bodies[feed], feed, edition), "application/xml"
    else:
        body, kind = documents.document(feed, edition), documents.media_type(feed)
    tag = f'"{sha256(body).hexdigest()[:16]}"'
    head = f"ETag: {tag}\r\nLast-Modified: Mon, 27 Apr 2026 06:00:00 GMT\r\nCache-Control: max-age=300\r\n"
    packed = gzip.compress(body, 1, mtime=0)
    whole = _reply("200 OK", f"{head}Content-Type: {kind}\r\nContent-Encoding: gzip\r\n", packed)
    return tag.encode(), whole, f"HTTP/1.1 304 Not Modified\r\n{head}\r\n".encode()


def _edition_of(body: bytes, feed: int, edition: int) -> bytes:
    """Return a recorded document; the first edition of one in ten lacks its first item."""
    if feed % documents.CHANGED or edition == documents.SECOND:
        return body
    return _FIRST_ITEM.sub(b"", body, count=1)


def _reply(status: str, head: str = "", body: bytes = b"") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class _Line(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        *requests, self._heard = (self._heard + data).split(_END)
        for request in requests:
            self._transport.write(self._answers.to(request + b"\r\n"))


async def _serve(answers: Answers) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(answers), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    """Serve until standard input ends."""
    options = argparse.ArgumentParser(description="Agencies on loopback.")
    options.add_argument("--feeds", type=int, default=300)
    options.add_argument("--recorded", action="store_true")
    chosen = options.parse_args()
    asyncio.run(_serve(Answers(chosen.feeds, from_records=chosen.recorded)))


@contextmanager
def running(feeds: int, *, from_records: bool = False) -> Iterator[str]:
    """Run the agencies in a process of their own; gives their origin."""
    command = [sys.executable, "-m", "benchmarks.agencies", "--feeds", str(feeds), *(["--recorded"] * from_records)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None or server.stdin is None:
            message = "the agencies have no pipes"
            raise RuntimeError(message)
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()
            server.wait()


def show_edition(origin: str, edition: int) -> None:
    """Let an edition appear."""
    with urllib.request.urlopen(f"{origin}/edition/{edition}"):  # noqa: S310 -- our own server on loopback
        pass


if __name__ == "__main__":
    main()
