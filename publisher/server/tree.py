"""The static tree as readers get it: right media types, ETags and 304s, and nothing outside of it."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

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
FEED_POLICY: Final = "default-src 'none'; sandbox"  # a feed that is opened in a browser runs nothing
KEPT: Final = 128  # files in memory, each with its gzip: some 30 MB


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
def _read(path: Path, modified_ns: int, _size: int) -> Stored:
    """Read a file once for as long as its time and its size stay: both are part of the cache's key."""
    body = path.read_bytes()
    packed = gzip.compress(body, 6, mtime=0)
    return Stored(body, packed, hashlib.sha256(body).hexdigest()[:32], modified_ns // 1_000_000_000)


def find(root: Path, address: str, types: Mapping[str, str] = MEDIA_TYPES) -> Path | None:
    """Return the file that an address names, never one outside the tree; None where there is none.

    A folder means its index.html; an address without a suffix means the page of that name. Only suffixes that `types`
    has are served: what else an operator puts into the tree is not for readers.
    """
    if "\0" in address or "\\" in address:
        return None
    wanted = Path(os.path.normpath(root / address.lstrip("/")))
    for path in (wanted, wanted / "index.html", wanted.with_name(f"{wanted.name}.html")):
        if path.is_file() and path.resolve().is_relative_to(root) and path.suffix in types:
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


def _redirect(place: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Lead to a neighbour of the address that was asked for: no host is named, so none is believed."""
    return RedirectResponse(f"./{quote(place)}", status, headers)


def answer(root: Path, own_types: Mapping[str, str], request: Request) -> Response:
    """Answer one request from the tree. A browser that navigates to a feed is shown the page of that feed.

    `own_types` are the media types of the operator's own formats, by their suffixes; they go before ours.
    """
    address, types = request.path_params["path"], {**MEDIA_TYPES, **own_types}
    try:
        path = find(root, address, types)
        if path is None:
            return _missing(root)
        if path.name == "index.html" and path.parent != root and path.parent.name == address.rpartition("/")[2]:
            return _redirect(f"{path.parent.name}/", 308)  # the links of a folder's page start in the folder
        page = path.with_suffix(".html")
        is_visit = path.suffix in FEED_SUFFIXES and request.headers.get("sec-fetch-dest") == "document"
        if is_visit and page.is_file():
            return _redirect(page.name, 303, {"Vary": "Sec-Fetch-Dest"})
        return _send(path, types[path.suffix], request.headers)
    except OSError:  # a name that is too long, or a file that went while we looked
        return _missing(root)


def _send(path: Path, media_type: str, asked: Headers) -> Response:
    info = path.stat()
    stored = _read(path, info.st_mtime_ns, info.st_size)
    packed = accepts_gzip(asked.get("accept-encoding", "")) and path.suffix not in PACKED_SUFFIXES
    headers = headers_of(path, stored, packed=packed)
    if is_unchanged(stored, asked):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(stored.packed if packed else stored.body, media_type=media_type, headers=headers)
