"""Many agencies on loopback, in a process of their own: whole answers are made beforehand, so that asking is cheap.

    python -m benchmarks.agencies --feeds 300 [--recorded]

prints its origin when it is ready. `/feed/7` is a feed: gzip for whoever takes it, ETag, Last-Modified, 304.
`/edition/1` lets the second edition appear. Ends when its standard input does: it never outlives who started it.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from hashlib import sha256
from typing import Final

from benchmarks import documents
from benchmarks.served import MODIFIED, Served, editions

_REQUEST: Final = re.compile(rb"GET /(\w+)/(\d+) ")
_CONDITION: Final = re.compile(rb'\r\nif-none-match: *("[^"\r\n]*")', re.IGNORECASE)
_TAKES_GZIP: Final = re.compile(rb"\r\naccept-encoding:[^\r\n]*\bgzip\b", re.IGNORECASE)
_END: Final = b"\r\n\r\n"


class Answers:
    """What is said of each feed, in the edition of now."""

    def __init__(self, feeds: int, *, from_records: bool) -> None:
        first, second = editions(feeds, from_records=from_records)
        told = [_Told(one) for one in first]
        changed = {feed: _Told(one) for feed, one in enumerate(second) if one is not first[feed]}
        self._editions = [told, [changed.get(feed, one) for feed, one in enumerate(told)]]
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
        return self._editions[self.edition][number].to(request)


class _Told:
    """The answers of one feed in one edition."""

    __slots__ = ("_packed", "_plain", "_same", "_served", "_tag")

    def __init__(self, served: Served) -> None:
        tag = f'"{sha256(served.plain).hexdigest()[:16]}"'
        modified = formatdate(MODIFIED[served.edition], usegmt=True)
        head = f"ETag: {tag}\r\nLast-Modified: {modified}\r\nVary: Accept-Encoding\r\n"
        kind = f"{head}Content-Type: {served.kind}\r\n"
        self._tag = tag.encode()
        self._same = f"HTTP/1.1 304 Not Modified\r\n{head}\r\n".encode()
        self._packed = _reply("200 OK", f"{kind}Content-Encoding: gzip\r\n", served.packed)
        self._plain = _head("200 OK", kind, served.plain)
        self._served = served

    def to(self, request: bytes) -> bytes:
        """Return the answer to a request."""
        condition = _CONDITION.search(request)
        if condition and condition[1] == self._tag:
            return self._same
        return self._packed if _TAKES_GZIP.search(request) else self._plain + self._served.plain


def _reply(status: str, head: str = "", body: bytes = b"") -> bytes:
    return _head(status, head, body) + body


def _head(status: str, head: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode()


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
    with urllib.request.urlopen(f"{origin}/edition/{edition}"):
        pass


if __name__ == "__main__":
    main()
