"""Networks that do not answer: dead name servers, addresses behind which nothing is, several of which one is dead."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publisher.model import Failed, Fetched, Reason, SourceState
from publisher.wire import names
from publisher.wire.client import Client, open_client
from publisher.wire.fetch import Limits, fetch
from publisher.wire.names import off_the_loop
from tests.world.waiting import until

if TYPE_CHECKING:
    from tests.wire.conftest import Hostile

ROOT = Path(__file__).parents[2]
NEW = SourceState(source="s")
LIMITS = Limits(deadline=120, connect=0.5, read=60)
PATIENT = Limits(deadline=120, connect=60, read=60)  # where an answer is wanted
LONG = 30  # seconds that no machine is busy for, and far from the deadline
UNKNOWN = "the name does not resolve"
SILENT = "the name server does not answer"


@contextlib.contextmanager
def hanging() -> Iterator[names.Lookup]:
    """Give a resolver that says nothing about names that begin with "dead" until all is over, and loopback else."""
    over = threading.Event()

    def look_up(host: str, _port: int) -> list[str]:
        if host.startswith("dead"):
            over.wait()
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ["127.0.0.1"]

    try:
        yield look_up
    finally:
        over.set()


@contextlib.contextmanager
def black_hole(address: str, port: int = 0) -> Iterator[int]:
    """Yield the port of an address that takes no connection and refuses none: nothing comes back, as from nowhere."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.socket(family))
        listening.bind((address, port))
        listening.listen(0)
        for _ in range(3):  # that fill its queue
            waiting = stack.enter_context(socket.socket(family))
            waiting.settimeout(0)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


async def failure(client: Client, server: Hostile, host: str) -> Failed:
    """Return why a source cannot be read."""
    answer = await fetch(client, server.source("/", host), NEW, limits=LIMITS)
    assert isinstance(answer, Failed), answer
    return answer


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), UNKNOWN),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), SILENT),  # also SERVFAIL
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure in name resolution"), UNKNOWN),
    ],
)
async def test_names_that_do_not_resolve(server: Hostile, error: OSError, told: str) -> None:
    """Whatever a name server says instead of an address, it is the network, told in words."""

    def fail(*_: object) -> list[str]:
        raise error

    async with open_client("x", lookup=fail) as client:
        for _ in range(2):  # the second time from memory
            assert (await failure(client, server, "agency.example")).reason is Reason.NETWORK
        assert (await failure(client, server, "another.example")).detail == told


async def test_a_name_server_that_hangs(server: Hostile) -> None:
    """It is given up after a few seconds, long before the deadline, and called by its name."""
    began = time.monotonic()
    with hanging() as lookup:
        async with open_client("x", lookup=lookup, patience=0.1) as client:
            told = await failure(client, server, "dead.example")
    assert (told.reason, told.detail) == (Reason.NETWORK, SILENT)
    assert time.monotonic() - began < LONG


async def test_names_that_hang_delay_no_other(server: Hostile) -> None:
    """Sixty sources whose name servers hang, and a source in good health among them is answered meanwhile."""
    server.says["/"] = server.ok(b"news")
    with contextlib.ExitStack() as while_they_hang:
        lookup = while_they_hang.enter_context(hanging())
        async with open_client("x", lookup=lookup, patience=60) as client:
            dead = [asyncio.create_task(failure(client, server, f"dead{number}.example")) for number in range(60)]
            await asyncio.sleep(0)
            answer = await fetch(client, server.source("/", "alive.example"), NEW, limits=PATIENT)
            assert isinstance(answer, Fetched)
            assert not any(task.done() for task in dead)
            while_they_hang.close()
            assert {each.detail for each in await asyncio.gather(*dead)} == {SILENT}


async def test_too_many_names_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that hang cost a thread each, one for all questions of a name; beyond the most they are told at once."""
    monkeypatch.setattr(names, "AT_ONCE", 2)
    asked: list[str] = []

    def noting(host: str, port: int) -> list[str]:
        asked.append(host)
        return lookup(host, port)

    with hanging() as lookup, off_the_loop(noting) as look_up:
        waiting = [asyncio.ensure_future(look_up(host, 80)) for host in ("dead1", "dead1", "dead2")]
        await until(lambda: len(asked) == 2)
        with pytest.raises(TimeoutError):
            await look_up("alive", 80)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert sorted(asked) == ["dead1", "dead2"]


async def test_one_thread_does_for_names_that_follow_one_another() -> None:
    """A thread that has nothing to do looks up the next name."""
    seen: list[int] = []

    def look_up(*_: object) -> list[str]:
        seen.append(threading.get_ident())
        return ["93.184.216.34"]

    with off_the_loop(look_up) as lookup:
        for number in range(3):
            assert await lookup(f"{number}.example", 80) == ["93.184.216.34"]
    assert len(set(seen)) == 1


async def test_a_question_that_is_given_up_while_its_name_is_looked_up() -> None:
    """The cancellation goes on, and the next one who asks for the name need not wait as long in vain."""
    asked: list[str] = []

    async def hang(host: str, _port: int) -> list[str]:
        asked.append(host)
        return await asyncio.Future[list[str]]()

    found = names.Names(hang, private=False, hold=600, patience=600)
    waiting = asyncio.create_task(found.addresses("a.example", 80))
    await until(lambda: asked)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(names.Unresolved):
        await found.addresses("a.example", 80)
    assert asked == ["a.example"]


def test_the_end_waits_for_no_name() -> None:
    """A program that has done its work ends, whatever name server still keeps it waiting."""
    program = """
import asyncio, time
from publisher.wire.names import Names, off_the_loop

async def main():
    with off_the_loop(lambda host, port: time.sleep(60)) as look_up:
        try:
            await Names(look_up, private=False, hold=1, patience=0.05).addresses("dead.example", 80)
        except OSError as error:
            print(error)

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (SILENT, "", 0)


async def test_a_black_hole(client: Client, server: Hostile) -> None:
    """An address behind which nothing answers costs the time of connecting, not the whole deadline."""
    began = time.monotonic()
    with black_hole("127.0.0.1") as port:
        server.port = port
        told = await failure(client, server, "127.0.0.1")
    assert (told.reason, told.detail) == (Reason.NETWORK, "no connection in time")
    assert time.monotonic() - began < LONG


@pytest.mark.parametrize("dead", [["127.0.0.2"], ["::1"], ["127.0.0.2", "127.0.0.3"]])
async def test_the_next_address_is_tried(server: Hostile, dead: list[str]) -> None:
    """Where the first addresses of a name are stuck, the next one is tried after a moment, within the same time."""
    server.says["/"] = server.ok(b"alive")
    with contextlib.ExitStack() as stack:
        for address in dead:
            stack.enter_context(black_hole(address, server.port))
        async with open_client("x", lookup=lambda *_: [*dead, "127.0.0.1"]) as client:
            began = time.monotonic()
            answer = await fetch(client, server.source("/", "agency.example"), NEW, limits=PATIENT)
    assert isinstance(answer, Fetched)
    assert answer.body == b"alive"
    assert time.monotonic() - began < LONG


async def test_all_addresses_are_stuck(server: Hostile) -> None:
    """However many addresses a name has, no more time is lost on them than the deadline leaves."""
    dead = [f"127.0.0.{number}" for number in range(2, 9)]
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        for address in dead:
            stack.enter_context(black_hole(address, server.port))
        async with open_client("x", lookup=lambda *_: dead) as client:
            told = await failure(client, server, "agency.example")
    assert told.reason is Reason.NETWORK
    assert time.monotonic() - began < LONG


@pytest.mark.parametrize(
    ("found", "tried"),
    [
        (["192.0.2.1", "192.0.2.2"], ["192.0.2.1", "192.0.2.2"]),
        (["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"], ["192.0.2.1", "192.0.2.2", "192.0.2.3"]),
        (["::1", "::2", "::3", "::4", "192.0.2.1"], ["::1", "::2", "192.0.2.1"]),
        (["192.0.2.1", "::1", "192.0.2.2", "::2"], ["192.0.2.1", "::1", "192.0.2.2"]),
    ],
)
def test_which_addresses_are_tried(found: list[str], tried: list[str]) -> None:
    """Three at most, the first ones, of both families where a name has both: one of them may lead nowhere."""
    assert names._tried(found) == tried
