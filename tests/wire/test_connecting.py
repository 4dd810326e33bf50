"""Where the outbound client connects to: every address is judged, of a name or given literally."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from publisher.model import Reason
from publisher.wire import client as connecting
from publisher.wire import guard
from publisher.wire.client import Client, open_client
from publisher.wire.kept import Kept
from publisher.wire.names import Lookup
from tests.wire.questions import body, question, trouble

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::7f00:1]", "169.254.169.254", "10.0.0.1", "[fd00:ec2::254]"]
)
async def test_literal_addresses_meet_the_guard(client: Client, server: Hostile, host: str) -> None:
    """An address given literally is refused where the socket is made, before a byte is sent."""
    told = await trouble(client, question(f"http://{host}:{server.port}/", private=False))
    assert told.reason is Reason.FORBIDDEN
    assert server.connections == 0


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "127.1", "localhost", "127.0.0.1."]
)
async def test_odd_spellings_meet_the_guard(client: Client, server: Hostile, host: str) -> None:
    """Whatever the C library would take for loopback is refused by the client itself, not only by the URL rules."""
    told = await trouble(client, question(f"http://{host}:{server.port}/", private=False))
    assert told.reason in {Reason.FORBIDDEN, Reason.NETWORK}
    assert server.connections == 0


async def test_the_socket_is_judged_for_names_too(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that a name resolved to is judged again at the very moment of connecting."""
    judged: list[list[str]] = []

    def admit(addresses: list[str], *, private: bool = False) -> None:
        judged.append(list(addresses))
        if len(judged) > 1:
            msg = f"refused late, {private}"
            raise guard.Forbidden(msg)

    monkeypatch.setattr(guard, "admit", admit)
    async with open_client("x", lookup=lambda *_: ["127.0.0.1"]) as client:
        told = await trouble(client, question(server.url(host="agency.example")))
    assert told.reason is Reason.FORBIDDEN
    assert judged == [["127.0.0.1"], ["127.0.0.1"]]
    assert server.connections == 0


async def test_a_lost_name_is_not_asked_for_again_at_once(server: Hostile) -> None:
    """Of many sources at one host, each would wait for a dead name server as long as the first."""
    asked: list[str] = []

    def fail(host: str, port: int) -> list[str]:
        asked.append(host)
        raise OSError(host, port)

    async with open_client("x", lookup=fail) as client:
        for _ in range(3):
            told = await trouble(client, question(server.url(host="agency.example")))
            assert told.reason is Reason.NETWORK
    assert asked == ["agency.example"]


def answers(*given: list[str]) -> Lookup:
    """Return a resolver that gives one answer after the other."""
    following = iter(given)
    return lambda *_: next(following)


@pytest.mark.parametrize(
    "addresses",
    [
        ["93.184.216.34", "127.0.0.1"],
        ["127.0.0.1", "93.184.216.34"],
        ["::1", "93.184.216.34"],
        ["fe80::1%lo"],
        ["nonsense"],
    ],
)
async def test_one_bad_answer_refuses_the_name(server: Hostile, addresses: list[str]) -> None:
    """A name with one bad address among good ones is refused before any of them is tried."""
    async with open_client("x", lookup=answers(addresses)) as client:
        told = await trouble(client, question(server.url(host="agency.example"), private=False))
    assert told.reason is Reason.FORBIDDEN
    assert server.connections == 0


@pytest.mark.usefixtures("public_loopback")
async def test_rebinding(server: Hostile) -> None:
    """A name that was good and turns bad is refused: the address connected to is the one that was judged."""
    server.says["/"] = server.ok(b"good", "Connection: close")
    async with open_client("x", lookup=answers(["127.0.0.1"], ["127.0.0.2"]), cache_names=0) as client:
        assert await body(client, question(server.url(host="agency.example"), private=False)) == b"good"
        told = await trouble(client, question(server.url(host="agency.example"), private=False))
    assert told.reason is Reason.FORBIDDEN
    assert server.connections == 1


async def test_private_connections_are_not_shared(client: Client, server: Hostile) -> None:
    """A connection kept open for a private source serves nobody else."""
    server.says["/"] = server.ok()
    await body(client, question(server.url()))
    assert (await trouble(client, question(server.url(), private=False))).reason is Reason.FORBIDDEN


async def test_a_dead_address_does_not_hide_a_living_one(server: Hostile) -> None:
    """Where the first address of a name does not answer, the next one is tried inside the deadline."""
    server.says["/"] = server.ok(b"alive")
    async with open_client("x", lookup=answers(["127.0.0.2", "127.0.0.1"])) as client:
        assert await body(client, question(server.url(host="agency.example"))) == b"alive"


async def test_connections_that_lie_idle_are_few(client: Client, server: Hostile) -> None:
    """Beyond so many origins a connection is closed after its answer, by us where the server does not."""
    server.says["/"] = server.ok()
    client._kept = Kept(0, 15.0)
    for _ in range(3):
        await body(client, question(server.url()))
    assert server.connections == 3
    assert server.asked[0].headers["connection"] == "close"


@pytest.mark.parametrize(("found", "family"), [("93.184.216.34", socket.AF_INET), ("2606:4700::1111", socket.AF_INET6)])
def test_addresses_of_both_families(found: str, family: socket.AddressFamily) -> None:
    """What a name resolved to is connected to as it is, and never looked up again."""
    told = connecting._resolved("agency.example", found, 443)
    assert (told["host"], told["port"], told["family"]) == (found, 443, family)
    assert told["flags"] & socket.AI_NUMERICHOST


async def test_no_address(server: Hostile) -> None:
    """A name that does not resolve is the network's fault."""

    def fail(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    async with open_client("x", lookup=fail) as client:
        told = await trouble(client, question(server.url(host="agency.example")))
    assert told.reason is Reason.NETWORK
    async with open_client("x", lookup=answers([])) as client:
        told = await trouble(client, question(server.url(host="agency.example")))
    assert told.reason is Reason.NETWORK


@pytest.mark.usefixtures("public_loopback")
async def test_two_to_a_public_host_at_once(server: Hostile) -> None:
    """No more than two connections go to one host, and all questions are answered."""
    inside, most = 0, 0

    async def slow(_: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        for _turn in range(20):
            await asyncio.sleep(0)
        inside -= 1
        await server.send(writer, server.ok(b"x", "Connection: close"))

    server.says["/"] = slow
    async with open_client("x") as client:
        got = await asyncio.gather(*(body(client, question(server.url(), private=False)) for _ in range(10)))
    assert got == [b"x"] * 10
    assert most == 2
