"""Door: HTTP for readers. Serves the static tree of feeds/ with right media types, ETags and 304s."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

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
FEED_SUFFIXES: Final = frozenset({".rss", ".atom", ".json", ".opml"})
PAGE_POLICY: Final = (
    "default-src 'self'; img-src https: http: data:; style-src 'self'; script-src 'self'; base-uri 'none'"
)
FEED_POLICY: Final = "default-src 'none'; sandbox"  # a feed that is opened in a browser runs nothing (FAULTS V05)


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


@lru_cache(maxsize=512)
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
    except ValueError:
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


def answer(root: Path, request: Request) -> Response:
    """Answer one request from the tree. A browser that navigates to a feed is shown the page of that feed."""
    path = find(root, request.path_params["path"])
    if path is None:
        return _missing(root)
    page = path.with_suffix(".html")
    if path.suffix in FEED_SUFFIXES and request.headers.get("sec-fetch-dest") == "document" and page.is_file():
        return RedirectResponse(page.name, status_code=303, headers={"Vary": "Sec-Fetch-Dest"})
    info = path.stat()
    stored = _read(path, info.st_mtime_ns, info.st_size)
    packed = accepts_gzip(request.headers.get("accept-encoding", "")) and path.suffix != ".png"
    headers = headers_of(path, stored, packed=packed)
    if is_unchanged(stored, request.headers):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(stored.packed if packed else stored.body, media_type=MEDIA_TYPES[path.suffix], headers=headers)


def app(root: Path) -> Starlette:
    """Return the application that serves the tree below `root`."""
    root = root.resolve()

    async def tree(request: Request) -> Response:
        return await asyncio.to_thread(answer, root, request)

    return Starlette(routes=[Route("/{path:path}", tree, methods=["GET", "HEAD"])])


async def listen(root: Path, host: str, port: int) -> None:
    """Serve the tree until the process is told to stop (SIGINT, SIGTERM)."""
    config = uvicorn.Config(app(root), host=host, port=port, log_level="warning", access_log=False, server_header=False)
    await uvicorn.Server(config).serve()
