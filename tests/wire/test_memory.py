"""What hostile servers can make us hold in memory, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CAP = 15_000_000
ALLOWED = 40_000_000
FREE = 64 * 1_200_000  # of each of 64 connections: what it may hold without a place, and what lies in its buffers
ROOT = Path(__file__).parents[2]

PROGRAM = """
import asyncio, gzip, resource, sys
from publisher.model import Agency, Failed, Source, SourceState
from publisher.wire.client import open_client
from publisher.wire.fetch import Limits, fetch

KIND, AT_ONCE = sys.argv[1], int(sys.argv[2])
BOMB = gzip.compress(bytes(200_000_000), 9, mtime=0)
HEADS = {
    "plain": b"HTTP/1.1 200 OK\\r\\n\\r\\n",
    "chunked": b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "bomb": b"HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(BOMB),
    "redirect": b"HTTP/1.1 302 Elsewhere\\r\\nLocation: /\\r\\n\\r\\n",
}

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

async def answer(reader, writer):
    try:
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(HEADS[KIND])
        if KIND == "bomb":
            writer.write(BOMB)
            await writer.drain()
        while KIND != "bomb":
            writer.write(b"10000\\r\\n" + bytes(0x10000) + b"\\r\\n" if KIND == "chunked" else bytes(0x10000))
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()

async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    agency = Agency(id="a", name="A", credit="A")
    source = Source(id="s", agency=agency, url=f"http://127.0.0.1:{port}/", allow_private=True)
    async with open_client("x") as client:
        before = peak()
        limits = Limits(deadline=60, read=60)
        state = SourceState(source="s")
        answers = await asyncio.gather(*(fetch(client, source, state, limits=limits) for _ in range(AT_ONCE)))
    assert all(isinstance(answer, Failed) for answer in answers), answers
    print(peak() - before)
    server.close()

asyncio.run(main())
"""


def grown(kind: str, at_once: int) -> int:
    """Return by how many bytes the memory of a process grew that met so many hostile servers at once."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind, str(at_once)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize(
    "kind", ["bomb", *(pytest.param(kind, marks=pytest.mark.soak) for kind in ("plain", "chunked", "redirect"))]
)
def test_one_hostile_server(kind: str) -> None:
    """An endless body, a bomb and an endless redirect cost no more than the cap and 40 MB."""
    assert grown(kind, 1) < CAP + ALLOWED


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["plain", "bomb"])
def test_many_hostile_servers(kind: str) -> None:
    """Sixty-four at once cost four caps, a megabyte of each connection, and 40 MB; not sixty-four caps."""
    assert grown(kind, 64) < 4 * CAP + FREE + ALLOWED
