"""The agency server of the demonstration: every invented agency at an address of its own on loopback.

It answers as agencies should: ETag and Last-Modified, 304 to a conditional request, a short Cache-Control.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import pi, sin
from random import Random
from typing import Final

from demo.formats import FORMATS
from demo.script import Script

MAX_AGE: Final = 5  # seconds
SKIES: Final = 64  # shades of the sky
RANGES: Final = 5  # of hills, the last one the nearest


@lru_cache(maxsize=8)
def picture(name: str, width: int = 640, height: int = 360) -> bytes:
    """Draw a PNG of its own for each name: ranges of hills under a morning sky."""
    chance = Random(name)
    ranges = [_range(chance, width, height * (0.45 + 0.12 * number)) for number in range(RANGES)]
    skies = [bytes((number,)) * width for number in range(SKIES)]
    rows = [bytearray(skies[y * SKIES // height]) for y in range(height)]
    for number, tops in enumerate(ranges):
        for x, top in enumerate(tops):
            for y in range(top, height):
                rows[y][x] = SKIES + number
    colours = [*_shades((255, 214, 150), (196, 122, 132), SKIES), *_shades((140, 104, 138), (34, 36, 58), RANGES)]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # eight bits, with a palette
    drawn = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"PLTE", b"".join(map(bytes, colours)))
        + chunk(b"IDAT", drawn)
        + chunk(b"IEND", b"")
    )


def _range(chance: Random, width: int, line: float) -> list[int]:
    """Return where a range of hills begins in each column: a sum of waves about a line."""
    waves = [(chance.uniform(0, 2 * pi), size) for size in (26, 12, 5, 2)]
    return [int(line - sum(size * sin(turn + x * 90 / size / width) for turn, size in waves)) for x in range(width)]


def _shades(first: tuple[int, ...], last: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """Return so many colours from the first to the last."""
    parts = [number / (count - 1) for number in range(count)]
    return [tuple(int(a + (b - a) * part) for a, b in zip(first, last, strict=True)) for part in parts]


class Handler(BaseHTTPRequestHandler):
    """Answers for all agencies; `script` and `now` are set by `open_server`."""

    protocol_version = "HTTP/1.1"
    script: Script
    now: Callable[[], datetime]

    def log_message(self, *_args: object) -> None:
        """Say nothing: the terminal belongs to the program that is shown."""

    def do_GET(self) -> None:
        """Answer one request."""
        name, _, rest = self.path.split("?")[0].strip("/").partition("/")
        origin = f"http://{self.headers['Host']}"
        if name == "static":
            self._send(200, picture(rest), "image/png")
        elif name not in self.script.agencies:
            self._send(404, b"no such agency\n", "text/plain; charset=utf-8")
        elif rest:
            page = f"<!doctype html><title>{escape(rest)}</title><p>{escape(rest)}: an article of an invented agency."
            self._send(200, page.encode(), "text/html; charset=utf-8")
        else:
            self._feed(name, origin)

    def _feed(self, name: str, origin: str) -> None:
        agency, now = self.script.agencies[name], type(self).now()
        reports = self.script.reports(name, now)
        media_type, render = FORMATS[agency.format]
        body = render(agency, reports, origin).encode()
        newest = max((report.updated for report in reports), default=self.script.began)
        validators = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(newest.replace(microsecond=0), usegmt=True),
            "Cache-Control": f"max-age={MAX_AGE}",
        }
        if self.headers.get("If-None-Match") == validators["ETag"]:
            self._send(304, b"", media_type, **validators)
        else:
            self._send(200, body, f"{media_type}; charset=utf-8", **validators)

    def _send(self, status: int, body: bytes, media_type: str, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        if status != HTTPStatus.NOT_MODIFIED:  # which has no body
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked may be gone
            self.wfile.write(body)


def open_server(script: Script, now: Callable[[], datetime], port: int = 0) -> ThreadingHTTPServer:
    """Return a server for the script on loopback; the caller runs `serve_forever` and `shutdown`."""
    handler = type("DemoHandler", (Handler,), {"script": script, "now": staticmethod(now)})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
