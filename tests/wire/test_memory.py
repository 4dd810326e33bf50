"""What hostile servers can make us hold in memory, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CAP = 15_000_000
ALLOWED = 40_000_000
ROOT = Path(__file__).parents[2]

PROGRAM = """
import asyncio, gzip, os, resource, sys
from publisher.model import Agency, Failed, Source, SourceState
from publisher.wire.client import open_client
from publisher.wire.fetch import Limits, fetch

KIND, AT_ONCE = sys.argv[1], int(sys.argv[2])
BOMB = gzip.compress(bytes(14_000_000 if KIND == "stalled" else 200_000_000), 9, mtime=0)
HEADS = {
    "plain": b"HTTP/1.1 200 OK\\r\\n\\r\\n",
    "chunked": b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
    "bomb": b"HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(BOMB),
    "stalled": b"HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\n\\r\\n",
    "redirect": b"HTTP/1.1 302 Elsewhere\\r\\nLocation: /\\r\\n\\r\\n",
}

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

async def answer(reader, writer):
    try:
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(HEADS[KIND])
        if KIND in {"bomb", "stalled"}:
            writer.write(BOMB)
            await writer.drain()
        if KIND == "stalled":
            await asyncio.sleep(60)
        while KIND != "bomb":
            writer.write(b"10000\\r\\n" + bytes(0x10000) + b"\\r\\n" if KIND == "chunked" else bytes(0x10000))
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()

async def serve(told):
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    os.write(told, str(server.sockets[0].getsockname()[1]).encode())
    await server.serve_forever()

async def main(port):
    agency = Agency(id="a", name="A", credit="A")
    source = Source(id="s", agency=agency, url=f"http://127.0.0.1:{port}/", allow_private=True)
    async with open_client("x") as client:
        before = peak()
        limits = Limits(deadline=1 if KIND == "stalled" else 60, read=60, patience=1)
        state = SourceState(source="s")
        answers = await asyncio.gather(*(fetch(client, source, state, limits=limits) for _ in range(AT_ONCE)))
    assert all(isinstance(answer, Failed) for answer in answers), answers
    print(peak() - before)

heard, told = os.pipe()
child = os.fork()
if not child:
    asyncio.run(serve(told))
try:
    asyncio.run(main(int(os.read(heard, 9))))
finally:
    os.kill(child, 9)
"""


def grown(kind: str, at_once: int) -> int:
    """Return by how many bytes the memory of a process grew that met so many hostile servers at once."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind, str(at_once)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


SLOW = [(kind, at_once) for kind in ("bomb", "plain", "chunked", "redirect") for at_once in (1, 64)]


@pytest.mark.parametrize(
    ("kind", "at_once"), [("stalled", 64), *(pytest.param(*case, marks=pytest.mark.soak) for case in SLOW)]
)
def test_hostile_servers(kind: str, at_once: int) -> None:
    """Endless bodies, bombs, those that stop just below the cap: one cap and 40 MB, however many there are."""
    assert grown(kind, at_once) < CAP + ALLOWED
