"""A WebSub hub on loopback, with the source that names it: it notes who subscribes, asks back, signs and delivers."""

from __future__ import annotations

import asyncio
import hmac
import ssl
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qsl

import httpx

from tests.world.serving import serving

LEASE: Final = 864_000


@dataclass
class Hub:
    """The server: `/feed` is the source, `/hub` the hub. `forms` are the requests that came to it."""

    tls: ssl.SSLContext | None = None
    feed: bytes = b""
    link: str = ""  # the Link header of the source
    status: int = 202
    forms: list[dict[str, str]] = field(default_factory=list)
    polls: int = 0
    port: int = 0
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self.port = await self._open.enter_async_context(serving(self._talk, self.tls))
        self._web = httpx.AsyncClient(timeout=60, trust_env=False, verify=False)  # noqa: S501 -- it speaks to loopback alone
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up on everyone."""
        await self.die()
        await self._web.aclose()

    async def die(self) -> None:
        """Take no more calls."""
        await self._open.aclose()

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"https://localhost:{self.port}{path}" if self.tls else f"http://127.0.0.1:{self.port}{path}"

    def document(self, *guids: str, hub: str = "/hub", topic: str = "/feed") -> bytes:
        """Return a document with some items that names the hub."""
        items = "".join(
            f"<item><guid isPermaLink='false'>{guid}</guid><title>Report {guid} of the day</title>"
            f"<link>https://a.example/{guid}</link><pubDate>Sat, 01 Aug 2026 10:00:00 GMT</pubDate></item>"
            for guid in guids
        )
        links = (
            f"<a:link rel='hub' href='{self.url(hub)}'/><a:link rel='self' href='{self.url(topic)}'/>" if hub else ""
        )
        atom = "xmlns:a='http://www.w3.org/2005/Atom'"
        return f"<rss version='2.0' {atom}><channel><title>A</title>{links}{items}</channel></rss>".encode()

    async def ask_back(self, form: dict[str, str] | None = None, **named: str) -> httpx.Response:
        """Ask a subscriber whether he meant it; `named` goes before what he asked for (`topic`, `mode`...)."""
        form = form or self.forms[-1]
        query = {name: form[f"hub.{name}"] for name in ("mode", "topic")}
        query |= {"challenge": "c-1 & ü", "lease_seconds": str(LEASE)} | named
        return await self._web.get(form["hub.callback"], params={f"hub.{name}": query[name] for name in query})

    async def deliver(self, body: bytes, *, method: str = "sha256", **headers: str) -> httpx.Response:
        """Send a document to whoever subscribed last, signed; with `X_Hub_Signature=""` unsigned."""
        form = self.forms[-1]
        told = {"Content-Type": "application/rss+xml"}
        if secret := form.get("hub.secret"):
            told["X-Hub-Signature"] = f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.send(form["hub.callback"], body, {name: value for name, value in told.items() if value})

    async def send(self, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """Send anything anywhere."""
        return await self._web.post(url, content=body, headers=headers)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await self._answer(reader, writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        body, status, link = b"", 200, ""
        if head.startswith("post"):
            size = int(head.partition("content-length: ")[2].partition("\r\n")[0])
            self.forms.append(dict(parse_qsl((await reader.readexactly(size)).decode(), strict_parsing=True)))
            status = self.status
        else:
            self.polls += 1
            body, link = self.feed, f"Link: {self.link}\r\n" if self.link else ""
        writer.write(f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n{link}\r\n".encode() + body)
        await writer.drain()
