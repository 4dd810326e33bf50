"""What the tests of fetching share: a web server that does whatever a test wants, and the client it meets."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeAlias

import pytest

from publisher.model import Agency, Source
from publisher.wire import guard
from publisher.wire.client import Client, open_client
from tests.world.serving import serving

AGENCY = Agency(id="a", name="Agency", credit="Agency")
NAME = "Publisher/test (+https://publisher.example; feed reader)"


@dataclass(frozen=True)
class Asked:
    """One request as it came: its target, its headers (names in lower case), every byte of its head, and its body."""

    target: str
    headers: dict[str, str]
    head: bytes
    body: bytes = b""


Deed: TypeAlias = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Hostile:
    """The server. `says` maps a path to the bytes it answers with or to what it does; `asked` is what came."""

    tls: ssl.SSLContext | None = None
    says: dict[str, bytes | Deed] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _open: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self.port = await self._open.enter_async_context(serving(self._talk, self.tls))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up on everyone."""
        await self._open.aclose()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def source(self, path: str = "/", host: str = "127.0.0.1", *, allow_private: bool = True) -> Source:
        """Return a source that is read from a path of this server."""
        return Source(id="s", agency=AGENCY, url=self.url(path, host), allow_private=allow_private)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await self._answer(reader, writer):
            pass

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        asked = Asked(first.split(" ")[1], headers, head, body)
        self.asked.append(asked)
        deed = self.says.get(asked.target.partition("?")[0], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        if isinstance(deed, bytes):
            await self.send(writer, deed)
            return b"Connection: close" not in deed
        await deed(asked, writer)
        return False

    @staticmethod
    async def send(writer: asyncio.StreamWriter, data: bytes) -> None:
        """Write, and wait until the other side takes it."""
        writer.write(data)
        await writer.drain()

    @staticmethod
    def ok(body: bytes = b"<rss/>", *headers: str, status: str = "200 OK") -> bytes:
        """Return a proper answer with a length, and further headers."""
        lines = "".join(f"{header}\r\n" for header in headers)
        return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode("latin-1") + body

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> bytes:
        """Return a redirect with a body that nobody needs."""
        return cls.ok(b"moved", f"Location: {location}", status=f"{status} Elsewhere")


@pytest.fixture
async def server() -> AsyncIterator[Hostile]:
    """Yield a hostile server on loopback."""
    async with Hostile() as hostile:
        yield hostile


@pytest.fixture
async def other() -> AsyncIterator[Hostile]:
    """Yield a second server: another origin."""
    async with Hostile() as hostile:
        yield hostile


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """Yield the outbound client."""
    async with open_client(NAME) as client:
        yield client


@pytest.fixture
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 127.0.0.1 pass for a public address, so that redirects between origins can be seen."""
    real = guard.permitted
    monkeypatch.setattr(
        guard, "permitted", lambda found, *, private=False: found == "127.0.0.1" or real(found, private=private)
    )
