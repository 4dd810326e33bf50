"""The door for hubs: below /push/, and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from publisher.pipeline.pushing import Hubs
from publisher.server import listen, serving
from publisher.server.hubs import MOST_PUSHED
from publisher.wire.websub import Delivery


class Agreed(Hubs):
    """What is agreed, without a house."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self.taken: list[Delivery] = []
        self._token = token

    @property
    def is_open(self) -> bool:
        """Be open from the first."""
        return bool(self._token)

    def knows(self, token: str) -> bool:
        """Know one token."""
        return token == self._token

    def hear(self, token: str, query: object) -> str | None:
        """Say a challenge that a browser might take for a page."""
        return f"<script>{type(query).__name__}</script>" if token == self._token else None

    def take(self, token: str, delivery: Delivery) -> None:
        """Keep what came."""
        assert token == self._token
        self.taken.append(delivery)


@asynccontextmanager
async def door(folder: Path, hubs: Hubs | None) -> AsyncIterator[httpx.AsyncClient]:
    """Open the door for a visitor."""
    listening = listen("127.0.0.1", 0)
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with serving(folder, listening, hubs), httpx.AsyncClient(base_url=base, trust_env=False) as visitor:
        yield visitor


async def test_what_came_is_handed_on_as_it_came(tmp_path: Path) -> None:
    """The bytes, their type and coding, and each signature; answered at once, without a word."""
    hubs = Agreed("known")
    async with door(tmp_path, hubs) as visitor:
        headers = [("Content-Type", "text/xml"), ("Content-Encoding", "gzip"), ("X-Hub-Signature", "a")]
        answer = await visitor.post("/push/known", content=b"\x1f\0raw", headers=[*headers, ("X-Hub-Signature", "b")])
    assert (answer.status_code, answer.content) == (202, b"")
    assert hubs.taken == [Delivery(body=b"\x1f\0raw", content_type="text/xml", coding="gzip", signatures=("a", "b"))]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/push/known", 200),
        ("HEAD", "/push/known", 404),
        ("PUT", "/push/known", 405),
        ("GET", "/push/unknown", 404),
        ("GET", "/push/", 404),
        ("GET", "/push/known/more", 404),
        ("GET", "/push/known%00", 404),
        ("POST", "/push/unknown", 410),
        ("POST", "/push/", 410),
        ("POST", "/latest.rss", 405),
        ("GET", "/push", 404),
    ],
)
async def test_what_is_not_agreed_is_not_there(tmp_path: Path, method: str, path: str, status: int) -> None:
    """No answer repeats anything of a request, and none can be taken for a page."""
    hubs = Agreed("known")
    async with door(tmp_path, hubs) as visitor:
        answer = await visitor.request(method, path)
    assert answer.status_code == status
    assert "known" not in answer.text
    assert not hubs.taken
    if status == 200:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_before_we_know_what_was_agreed(tmp_path: Path, method: str) -> None:
    """A hub that comes while the program starts is asked to come again: sent away, it would give us up."""
    async with door(tmp_path, Agreed()) as visitor:
        answer = await visitor.request(method, "/push/known")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


@pytest.mark.parametrize("length", [MOST_PUSHED + 1, 10**30])
async def test_what_is_announced_as_too_large_is_not_waited_for(tmp_path: Path, length: int) -> None:
    """It is refused by its head alone."""
    hubs = Agreed("known")
    async with door(tmp_path, hubs) as visitor:
        reader, writer = await asyncio.open_connection("127.0.0.1", visitor.base_url.port)
        writer.write(f"POST /push/known HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
        first = await asyncio.wait_for(reader.readline(), 60)
        writer.close()
        await writer.wait_closed()
    assert first.split()[1] in {b"413", b"400"}
    assert not hubs.taken


async def test_without_hubs_there_is_no_such_door(tmp_path: Path) -> None:
    """Whoever serves files only has nothing below /push/."""
    async with door(tmp_path, None) as visitor:
        assert (await visitor.get("/push/known")).status_code == 404
        assert (await visitor.post("/push/known")).status_code == 405
