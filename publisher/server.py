"""Door: HTTP for readers. Serves the static tree of feeds/ with right media types, ETags and 304s.

Hubs come in by it, too: /push/<token> is where they ask back and deliver (publisher/pipeline/pushing.py).
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import resource
import socket
from collections.abc import AsyncIterator, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from publisher.wire.fetch import Limits
from publisher.wire.websub import Delivery

if TYPE_CHECKING:
    from publisher.pipeline.pushing import Hubs

MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
PACKED_SUFFIXES: Final = frozenset({".png", ".ico"})
FEED_SUFFIXES: Final = frozenset({".rss", ".atom", ".json", ".opml"})
PAGE_POLICY: Final = (
    "default-src 'self'; img-src https: http: data:; style-src 'self'; script-src 'self'; base-uri 'none'"
)
KEPT: Final = 128  # files in memory, each with its gzip: some 30 MB
REQUEST_SECONDS: Final = 10  # for a request to be there whole: slow heads hold nothing
READER_SECONDS: Final = 60  # for a reader to take what we write
FILES: Final = 8192  # descriptors that we ask the system for; readers may have half of them, polls need the rest
READING_THREADS: Final = 4
MOST_PUSHED: Final = Limits().wire  # bytes of a delivery: no more than of an answer
FEED_POLICY: Final = "default-src 'none'; sandbox"  # a feed that is opened in a browser runs nothing


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of the tree as it is now."""

    body: bytes
    packed: bytes  # gzip of the body
    digest: str  # of the body: the same content has the same ETag on every machine and after every restart
    modified: int  # seconds since the epoch

    def etag(self, *, packed: bool) -> str:
        """Return the strong validator: one for each coding, as RFC 9110 section 8.8.3.3 asks."""
        return f'"{self.digest}{"-gzip" if packed else ""}"'

    @property
    def last_modified(self) -> str:
        """The HTTP date of the last change."""
        return formatdate(self.modified, usegmt=True)


@lru_cache(maxsize=KEPT)
def _read(path: Path, modified_ns: int, size: int) -> Stored:  # noqa: ARG001 -- the size is part of the cache's key
    body = path.read_bytes()
    packed = gzip.compress(body, 6, mtime=0)
    return Stored(body, packed, hashlib.sha256(body).hexdigest()[:32], modified_ns // 1_000_000_000)


def find(root: Path, address: str) -> Path | None:
    """Return the file that an address names, never one outside the tree; None where there is none.

    A folder means its index.html; an address without a suffix means the page of that name.
    """
    if "\0" in address or "\\" in address:
        return None
    wanted = Path(os.path.normpath(root / address.lstrip("/")))
    for path in (wanted, wanted / "index.html", wanted.with_name(f"{wanted.name}.html")):
        if path.is_file() and path.resolve().is_relative_to(root) and path.suffix in MEDIA_TYPES:
            return path
    return None


def is_unchanged(stored: Stored, headers: Headers) -> bool:
    """Evaluate If-None-Match, else If-Modified-Since (RFC 9110 sections 13.1.2, 13.1.3 and 13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return not known.isdisjoint({"*", stored.etag(packed=False), stored.etag(packed=True)})
    since = headers.get("if-modified-since")
    try:
        return since is not None and stored.modified <= parsedate_to_datetime(since).timestamp()
    except (ValueError, OverflowError):
        return False


def headers_of(path: Path, stored: Stored, *, packed: bool) -> dict[str, str]:
    """Return the headers that a 200 and a 304 share."""
    is_feed = path.suffix in FEED_SUFFIXES
    headers = {
        "ETag": stored.etag(packed=packed),
        "Vary": "Accept-Encoding, Sec-Fetch-Dest" if is_feed else "Accept-Encoding",
        "Last-Modified": stored.last_modified,
        "Cache-Control": "public, max-age=60, stale-while-revalidate=600",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": FEED_POLICY if is_feed else PAGE_POLICY,
        "Referrer-Policy": "no-referrer",
    }
    return headers | ({"Access-Control-Allow-Origin": "*"} if is_feed else {})


def accepts_gzip(accepted: str) -> bool:
    """Tell whether Accept-Encoding allows gzip (RFC 9110 section 12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _missing(root: Path) -> Response:
    """Answer 404 with the tree's own page; it repeats nothing of the request."""
    page = root / "404.html"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": PAGE_POLICY}
    if page.is_file():
        return Response(page.read_bytes(), 404, headers, MEDIA_TYPES[".html"])
    return PlainTextResponse("Not found\n", 404, headers)


def _redirect(place: str, vary: str = "") -> Response:
    """Lead to a neighbour of the address that was asked for: no host is named, so none is believed."""
    return RedirectResponse(f"./{quote(place)}", 308 if not vary else 303, {"Vary": vary} if vary else None)


def answer(root: Path, request: Request) -> Response:
    """Answer one request from the tree. A browser that navigates to a feed is shown the page of that feed."""
    address = request.path_params["path"]
    try:
        path = find(root, address)
        if path is None:
            return _missing(root)
        if path.name == "index.html" and path.parent != root and path.parent.name == address.rpartition("/")[2]:
            return _redirect(f"{path.parent.name}/")  # the links of a folder's page start in the folder
        page = path.with_suffix(".html")
        is_visit = path.suffix in FEED_SUFFIXES and request.headers.get("sec-fetch-dest") == "document"
        if is_visit and page.is_file():
            return _redirect(page.name, vary="Sec-Fetch-Dest")
        return _send(path, request.headers)
    except OSError:  # a name that is too long, or a file that went while we looked
        return _missing(root)


def _send(path: Path, asked: Headers) -> Response:
    info = path.stat()
    stored = _read(path, info.st_mtime_ns, info.st_size)
    packed = accepts_gzip(asked.get("accept-encoding", "")) and path.suffix not in PACKED_SUFFIXES
    headers = headers_of(path, stored, packed=packed)
    if is_unchanged(stored, asked):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(stored.packed if packed else stored.body, media_type=MEDIA_TYPES[path.suffix], headers=headers)


async def pushed(hubs: Hubs, request: Request) -> Response:
    """Answer a hub: what it asks, its challenge; what it delivers, at once, whatever it is worth (WebSub section 7).

    Nothing of the request is repeated but the challenge of an agreement that we know, and none of it is logged.
    """
    token = request.path_params["token"]
    if not hubs.is_open:
        return _said(503, **{"Retry-After": "60"})
    if request.method == "POST":
        return await _delivered(hubs, token, request) if hubs.knows(token) else _said(410)  # a hub gives up on 410
    told = hubs.hear(token, request.query_params) if request.method == "GET" else None
    return _said(404) if told is None else _said(200, told)


async def _delivered(hubs: Hubs, token: str, request: Request) -> Response:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_PUSHED:
        return _said(413)
    try:
        async with hubs.reading:
            body = await _received(request)
    except ClientDisconnect:
        return _said(400)
    if body is None:
        return _said(413)
    asked = request.headers
    delivery = Delivery(
        body=body,
        content_type=asked.get("content-type", ""),
        coding=", ".join(asked.getlist("content-encoding")),
        signatures=tuple(asked.getlist("x-hub-signature")),
    )
    hubs.take(token, delivery)
    return _said(202)


async def _received(request: Request) -> bytes | None:
    """Return the body of a request; None where it is too large, as soon as that is known."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_PUSHED:
            return None
    return bytes(body)


def _said(status: int, text: str = "", **headers: str) -> Response:
    """Say something to a hub, in a form that no browser takes for a page."""
    safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": FEED_POLICY, "Cache-Control": "no-store"}
    return PlainTextResponse(text, status, safe | headers)


def app(root: Path, hubs: Hubs | None = None) -> Starlette:
    """Return the application that serves the tree below `root`, and hears `hubs` where there are any."""
    root = root.resolve()
    readers = ThreadPoolExecutor(READING_THREADS, "reader")  # of their own: polls never keep a reader waiting

    async def tree(request: Request) -> Response:
        return await asyncio.get_running_loop().run_in_executor(readers, answer, root, request)

    routes = [Route("/{path:path}", tree, methods=["GET", "HEAD"])]
    if hubs is not None:
        routes.insert(0, Route("/push/{token:path}", partial(pushed, hubs), methods=["GET", "HEAD", "POST"]))
    return Starlette(routes=routes)


class Impatient(H11Protocol):
    """HTTP/1.1 of uvicorn, with the two deadlines it lacks: for a whole request, and for a reader who does not read."""

    _waiting: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > room():
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; one that is whole ends the wait, and one that has begun starts it."""
        super().data_received(data)
        if self.conn.their_state in {h11.DONE, h11.MUST_CLOSE, h11.CLOSED}:
            self._cease()
        elif self._waiting is None:
            self._wait()

    def on_response_complete(self) -> None:
        """Give what has begun already, the rest of this request or the next one, its own time."""
        self._cease()
        super().on_response_complete()
        if self.conn.trailing_data[0] or self.conn.their_state is h11.SEND_BODY:
            self._wait()

    def pause_writing(self) -> None:
        """Begin to wait for a slow reader."""
        super().pause_writing()
        self._writing = self._writing or self.loop.call_later(READER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the reader has read."""
        super().resume_writing()
        _cancel(self._writing)
        self._writing = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._cease()
        _cancel(self._writing)
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _cease(self) -> None:
        _cancel(self._waiting)
        self._waiting = None


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


class Server(uvicorn.Server):
    """The server of uvicorn, which leaves signals to the program that it is a part of."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


def room() -> int:
    """Return how many connections may be open at one time: half of the descriptors that we may have."""
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], FILES) // 2


def make_room() -> None:
    """Ask the system for more descriptors, where it gives few at first and allows more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises OSError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


@asynccontextmanager
async def serving(root: Path, listening: socket.socket, hubs: Hubs | None = None) -> AsyncIterator[None]:
    """Serve the tree below `root` on a listening socket while the block runs; hear `hubs`, where there are any."""
    config = uvicorn.Config(
        app(root, hubs),
        http=Impatient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    make_room()
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await running
