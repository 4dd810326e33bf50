"""What one question may cost: bytes, chunks, memory and time are bounded, whatever a server sends."""

from __future__ import annotations

import asyncio
import gzip
import resource
import time
from typing import TYPE_CHECKING

import pytest

from publisher.model import Fetched, Reason
from publisher.wire.client import Client, open_client
from publisher.wire.fetch import Limits
from publisher.wire.rations import STEP, Rations
from tests.wire.asking import QUICK, SMALL, ask, failure, success
from tests.world.waiting import leaping, until

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile

TOTAL = 8 * STEP


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("br", b"<rss/>", Reason.ENCODING),
        ("gzip, gzip", b"<rss/>", Reason.ENCODING),
        (", ".join(["gzip"] * 1000), b"<rss/>", Reason.ENCODING),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0)[:-4], Reason.TRUNCATED),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0)[:-4] + b"\0\0\0\0", Reason.ENCODING),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0) + b"tail", Reason.ENCODING),
        ("gzip", b"<rss/>", Reason.ENCODING),
        ("gzip", gzip.compress(bytes(5_000_000), mtime=0), Reason.TOO_LARGE),
        ("identity", bytes(100_001), Reason.TOO_LARGE),
    ],
)
async def test_damaged_bodies(client: Client, server: Hostile, coding: str, body: bytes, reason: Reason) -> None:
    """A body in another coding, damaged, cut or too large fails whole."""
    server.says["/"] = server.ok(body, f"Content-Encoding: {coding}", 'ETag: "a"')
    failed = await failure(client, server.source())
    assert (failed.reason, failed.status) == (reason, 200)


async def test_nested_codings_in_two_headers(client: Client, server: Hostile) -> None:
    """Two Content-Encoding headers are two codings."""
    body = gzip.compress(gzip.compress(b"x", mtime=0))
    server.says["/"] = server.ok(body, "Content-Encoding: gzip", "Content-Encoding: gzip")
    assert (await failure(client, server.source())).reason is Reason.ENCODING


async def test_an_absurd_length(client: Client, server: Hostile) -> None:
    """A body that announces 99 GB is refused at once."""
    server.says["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99000000000\r\n\r\n"
    assert (await failure(client, server.source())).reason is Reason.TOO_LARGE


async def test_a_length_by_the_byte(client: Client, server: Hostile) -> None:
    """A body of just as many bytes as may come is read; one more, and nothing of it is waited for."""
    server.says["/"] = server.ok(b"x" * SMALL.wire)
    answer = await ask(client, server.source(), limits=SMALL)
    assert isinstance(answer, Fetched)
    server.says["/"] = f"HTTP/1.1 200 OK\r\nContent-Length: {SMALL.wire + 1}\r\n\r\n".encode()
    assert "announced" in (await failure(client, server.source())).detail


async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Send for ever, as the path says."""
    status = asked.target.strip("/")
    writer.write(f"HTTP/1.1 {status} X\r\nLocation: /next\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    while True:
        writer.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")
        await writer.drain()


@pytest.mark.parametrize("status", ["200", "301", "404", "500", "429"])
async def test_endless_bodies(client: Client, server: Hostile, status: str) -> None:
    """A body without end costs no memory and no time, on any status: redirect and error bodies are not read at all."""
    server.says[f"/{status}"] = endless
    server.says["/next"] = server.ok()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = await ask(client, server.source(f"/{status}"), limits=SMALL)
    assert isinstance(answer, Fetched) == (status == "301")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kB


async def drip(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Send one piece for ever, a little later each time."""
    while True:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff",
            b"\x00\x00\x00\xff\xff",
        ),
    ],
)
async def test_drips(client: Client, server: Hostile, first: bytes, then: bytes) -> None:
    """The deadline is for the whole question: no drip of headers, body, chunks or early hints outlives it."""

    async def deed(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await drip(writer, then)

    server.says["/"] = deed
    assert (await failure(client, server.source(), limits=QUICK)).reason is Reason.TIMEOUT


async def test_endless_interim_answers(client: Client, server: Hostile) -> None:
    """A few early hints are waited through; a server that sends them without end is refused."""
    server.says["/some"] = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 5 + server.ok(b"at last")
    assert (await success(client, server.source("/some"))).body == b"at last"

    async def deed(_: Asked, writer: asyncio.StreamWriter) -> None:
        while True:
            await server.send(writer, b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)

    server.says["/"] = deed
    assert (await failure(client, server.source())).reason is Reason.HTTP


async def test_many_tiny_chunks_are_refused(client: Client, server: Hostile) -> None:
    """A body of a million one-byte chunks ends by rule, long before its limits, at bounded cost."""

    async def deed(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _turn in range(200):
            await server.send(writer, b"1\r\nx\r\n" * 5000)
        await server.send(writer, b"0\r\n\r\n")

    server.says["/"] = deed
    before = time.thread_time()
    failed = await failure(client, server.source(), limits=Limits(deadline=600))
    assert (failed.reason, failed.status) == (Reason.TOO_LARGE, 200)
    assert "chunks" in failed.detail
    assert time.thread_time() - before < 2


async def test_many_usual_chunks_are_fine(client: Client, server: Hostile) -> None:
    """A body in more chunks than that is read like any other, as long as they are of a usual size."""
    chunks = (b"80\r\n" + b"x" * 128 + b"\r\n") * 20_001
    server.says["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
    assert len((await success(client, server.source())).body) == 128 * 20_001


async def test_large_bodies_share_what_they_take(client: Client, server: Hostile) -> None:
    """Large bodies are in memory only as far as their shares reach, small ones pass them by, and all is given back."""
    most = 0

    class Counted(Rations):
        def _give(self, guest: object) -> None:
            nonlocal most
            super()._give(guest)
            most = max(most, TOTAL - self._free)

    client.rations = Counted(TOTAL, TOTAL)
    large = gzip.compress(bytes(3 * STEP), mtime=0)
    server.says["/"] = server.ok(large, "Content-Encoding: gzip")
    server.says["/small"] = server.ok(b"x")
    limits = Limits(deadline=120, small=10_000)
    answers = await asyncio.gather(*(ask(client, server.source(), limits=limits) for _ in range(12)))
    assert [len(answer.body) for answer in answers if isinstance(answer, Fetched)] == [3 * STEP] * 12
    assert 3 * STEP <= most <= TOTAL
    assert client.rations._free == TOTAL
    await hold_everything(client)
    assert isinstance(await ask(client, server.source("/small"), limits=limits), Fetched)
    hungry = Limits(deadline=120, small=10_000, patience=0.05)
    assert (await failure(client, server.source(), limits=hungry)).reason is Reason.TIMEOUT
    client.rations.leave("somebody")
    assert client.rations._free == TOTAL


async def hold_everything(client: Client) -> None:
    """Leave no memory for any large body until "somebody" goes."""
    client.rations = Rations(TOTAL, TOTAL)
    for _ in range(TOTAL // STEP):
        await client.rations.take("somebody")


async def test_waiting_for_a_share_costs_no_deadline(client: Client, server: Hostile) -> None:
    """While a large body waits for its share, its deadline stands still; once it has it, the deadline goes on."""
    leap = leaping()
    await hold_everything(client)
    server.says["/"] = server.ok(b"x" * 50_000)
    limits = Limits(deadline=60, connect=3600, read=3600, small=10_000, patience=3600)
    waiting = asyncio.create_task(ask(client, server.source(), limits=limits))
    await until(lambda: client.rations._waiting)
    leap(600)
    await asyncio.sleep(0.001)  # what is due by now happens
    client.rations.leave("somebody")
    assert isinstance(await waiting, Fetched)

    async def stuck(_: Asked, writer: asyncio.StreamWriter) -> None:
        await server.send(writer, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000)
        await until(lambda: client.rations._held)
        leap(600)
        await asyncio.Event().wait()

    server.says["/stuck"] = stuck
    async with asyncio.timeout(660):
        assert (await failure(client, server.source("/stuck"), limits=limits)).reason is Reason.TIMEOUT
    assert client.rations._free == TOTAL


async def test_a_flood_of_tiny_chunks(client: Client, server: Hostile) -> None:
    """A body of tiny chunks ends at a limit like any other, and the loop goes on meanwhile."""

    async def deed(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1\r\nx\r\n" * 5000)
            await writer.drain()

    server.says["/"] = deed
    assert (await failure(client, server.source(), limits=SMALL)).reason is Reason.TOO_LARGE


async def test_the_deadline_covers_redirects(client: Client, server: Hostile) -> None:
    """Redirects that each take their time share one deadline."""

    async def slow(_: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        await server.send(writer, server.redirect("/"))

    server.says["/"] = slow
    assert (await failure(client, server.source(), limits=QUICK)).reason is Reason.TIMEOUT


async def test_waiting_for_a_seat_costs_no_deadline(server: Hostile) -> None:
    """Waiting for a free connection of ours is not held against the source."""
    leap = leaping()

    async def slow(_: Asked, writer: asyncio.StreamWriter) -> None:
        leap(40)
        await server.send(writer, server.ok())

    server.says["/"] = slow
    limits = Limits(deadline=60, connect=3600, read=3600)
    async with open_client("x", connections=1) as client:
        answers = await asyncio.gather(*(ask(client, server.source(), limits=limits) for _ in range(4)))
    assert all(isinstance(answer, Fetched) for answer in answers)
