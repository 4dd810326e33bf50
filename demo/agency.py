"""The agency server of the demonstration: every invented agency at an address of its own on loopback.

It answers as agencies should: ETag and Last-Modified, 304 to a conditional request, a short Cache-Control.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from demo.formats import FORMATS
from demo.script import Script

MAX_AGE: Final = 5  # seconds


def picture(width: int = 640, height: int = 360) -> bytes:
    """Draw a PNG: an evening sky over a dark street."""

    def shade(part: float) -> bytes:
        return bytes((250 - int(90 * part), 140 - int(60 * part), 60 + int(40 * part)) if part < 0.7 else (30, 34, 48))  # noqa: PLR2004 -- the horizon

    rows = b"".join(b"\0" + shade(y / height) * width for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


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
            self._send(200, picture(), "image/png")
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
        if status != 304:  # noqa: PLR2004 -- Not Modified has no body
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def open_server(script: Script, now: Callable[[], datetime], port: int = 0) -> ThreadingHTTPServer:
    """Return a server for the script on loopback; the caller runs `serve_forever` and `shutdown`."""
    handler = type("DemoHandler", (Handler,), {"script": script, "now": staticmethod(now)})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
