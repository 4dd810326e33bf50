"""The outbound client: guarded where it connects, raw, bounded, and with nothing of its surroundings in it."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import struct
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publisher.model import Reason
from publisher.wire import guard
from publisher.wire.client import Client, Question, absolute, open_client, user_agent
from publisher.wire.kept import Kept
from publisher.wire.names import Lookup
from publisher.wire.trouble import Trouble

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile

CERTIFICATES = Path(__file__).parent / "certificates"
ACCEPTED = {"Accept": "*/*", "Accept-Encoding": "gzip"}


def question(
    url: str, *, private: bool = True, verify: bool = True, connect: float = 2.0, read: float = 2.0
) -> Question:
    """Return a question as `fetch` would put it."""
    return Question(url=url, headers=ACCEPTED, private=private, verify=verify, connect=connect, read=read)


async def body(client: Client, asked: Question) -> bytes:
    """Return the raw body of an answer."""
    async with client.ask(asked) as reply:
        return b"".join([chunk async for chunk in reply.chunks()])


async def trouble(client: Client, asked: Question) -> Trouble:
    """Return why a question fails."""
    with pytest.raises(Trouble) as caught:
        await body(client, asked)
    return caught.value


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
    async with open_client("x", lookup=lambda host, port: ["127.0.0.1"]) as client:  # noqa: ARG005 -- a Lookup
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
    return lambda host, port: next(following)  # noqa: ARG005 -- a Lookup


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


async def test_what_is_sent(client: Client, server: Hostile) -> None:
    """Nothing is sent but what was asked for: no cookie, no referrer, no second coding."""
    server.says["/a"] = server.ok(b"x", "Set-Cookie: spy=1; Path=/", "Set-Cookie: spy2=2")
    for _ in range(2):
        await body(client, question(server.url("/a?b=%7E%2F&c=d+e")))
    assert server.asked[0].headers == server.asked[1].headers
    assert server.asked[0].headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "Publisher/test (+https://publisher.example; feed reader)",
        "accept": "*/*",
        "accept-encoding": "gzip",
    }
    assert server.asked[0].head.startswith(b"GET /a?b=")
    assert b" HTTP/1.1\r\n" in server.asked[0].head
    assert server.connections == 1


async def test_the_environment_is_ignored(
    client: Client, server: Hostile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No proxy variable and no netrc changes where a question goes or what it carries."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password word\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    server.says["/"] = server.ok(b"direct")
    assert await body(client, question(server.url())) == b"direct"
    assert "authorization" not in server.asked[0].headers


async def test_bytes_come_raw(client: Client, server: Hostile) -> None:
    """A body is handed over as it came: nobody inflates it before it can be counted."""
    server.says["/"] = server.ok(b"not gzip at all", "Content-Encoding: gzip, gzip, br")
    assert await body(client, question(server.url())) == b"not gzip at all"


async def test_redirects_are_handed_over(client: Client, server: Hostile) -> None:
    """The client follows nothing by itself."""
    server.says["/"] = server.redirect("/elsewhere", 301)
    async with client.ask(question(server.url())) as reply:
        assert reply.status == 301
        assert reply.header("location") == "/elsewhere"
    assert [asked.target for asked in server.asked] == ["/"]


async def test_headers(client: Client, server: Hostile) -> None:
    """Names are lower case, lists are joined, UTF-8 and latin-1 both come through."""
    server.says["/"] = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-One: a\r\nx-one: b\r\nX-Utf: \xc3\xa9\r\nX-Latin: \xe9\r\n\r\n"
    )
    async with client.ask(question(server.url())) as reply:
        assert (reply.header("x-one"), reply.joined("x-one")) == ("a", "a, b")
        assert (reply.header("x-utf"), reply.header("x-latin")) == ("é", "é")
        assert (reply.header("x-none"), reply.joined("x-none")) == (None, "")


@pytest.mark.parametrize(
    "lines",
    [
        [f"X-{number}: 1" for number in range(5000)],
        ["Set-Cookie: a=b; Path=/"] * 2000,
        ["X-Long: " + "x" * 110_000],
        ["X-Long: " + "x" * 15_000] * 8,
        ["X-Long: a\r\n " + "x" * 30_000],
    ],
)
async def test_headers_are_bounded(client: Client, server: Hostile, lines: list[str]) -> None:
    """More headers than anyone needs make the answer fail."""
    server.says["/"] = server.ok(b"x", *lines)
    assert (await trouble(client, question(server.url()))).reason in {Reason.HTTP, Reason.TOO_LARGE}


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 abc\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\nabc\r\n",
    ],
)
async def test_nonsense_is_trouble(client: Client, server: Hostile, answer: bytes) -> None:
    """What is no proper HTTP makes the answer fail, and raises nothing else."""

    async def speak(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        await server.send(writer, answer)

    server.says["/"] = speak
    assert (await trouble(client, question(server.url()))).reason in {Reason.HTTP, Reason.NETWORK, Reason.TRUNCATED}


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
    ],
)
async def test_cut_bodies(client: Client, server: Hostile, head: bytes) -> None:
    """A body that stops before the length it announced, or before its last chunk, is truncated."""

    async def cut(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        await server.send(writer, head)

    server.says["/"] = cut
    assert (await trouble(client, question(server.url()))).reason is Reason.TRUNCATED


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        (b"", {Reason.NETWORK}),
        (b"HTTP/1.1 200 OK\r\n", {Reason.NETWORK}),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", {Reason.NETWORK, Reason.TRUNCATED}),
    ],
)
async def test_reset(client: Client, server: Hostile, said: bytes, reasons: set[Reason]) -> None:
    """A connection that is reset is a fault of the network, wherever that happens."""

    async def reset(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        await server.send(writer, said)
        plug = writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed by RST, not by FIN
        writer.transport.abort()

    server.says["/"] = reset
    assert (await trouble(client, question(server.url(), connect=60, read=60))).reason in reasons


async def test_refused(client: Client, server: Hostile) -> None:
    """A port where nobody listens is a fault of the network."""
    await server.__aexit__(None, None, None)
    assert (await trouble(client, question(server.url()))).reason is Reason.NETWORK


async def test_silence(client: Client, server: Hostile) -> None:
    """A server that takes the question and says nothing runs into the time for one read."""

    async def wait(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        await asyncio.Event().wait()

    server.says["/"] = wait
    assert (await trouble(client, question(server.url(), read=0.05))).reason is Reason.TIMEOUT


async def test_two_to_a_public_host_at_once(server: Hostile, public_loopback: None) -> None:  # noqa: ARG001 -- a fixture
    """No more than two connections go to one host, and all questions are answered."""
    inside, most = 0, 0

    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        for _ in range(20):
            await asyncio.sleep(0)
        inside -= 1
        await server.send(writer, server.ok(b"x", "Connection: close"))

    server.says["/"] = slow
    async with open_client("x") as client:
        got = await asyncio.gather(*(body(client, question(server.url(), private=False)) for _ in range(10)))
    assert got == [b"x"] * 10
    assert most == 2


@pytest.fixture
async def trusting() -> AsyncIterator[Client]:
    """Yield a client that trusts the tests' own certificate authority."""
    async with open_client("x", trust=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")) as client:
        yield client


def tls(name: str) -> ssl.SSLContext:
    """Return the server's side of TLS with one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


async def test_tls(trusting: Client, server: Hostile) -> None:
    """A certificate of a known authority for the right host is accepted."""
    await server.__aexit__(None, None, None)
    server.tls = tls("good")
    async with server:
        server.says["/"] = server.ok(b"secure")
        assert await body(trusting, question(server.url(host="localhost"))) == b"secure"


@pytest.mark.parametrize("name", ["expired", "stranger", "selfsigned"])
async def test_tls_refused(trusting: Client, server: Hostile, name: str) -> None:
    """An expired, a foreign and a self-signed certificate are refused; one source may opt out for itself."""
    await server.__aexit__(None, None, None)
    server.tls = tls(name)
    async with server:
        server.says["/"] = server.ok(b"insecure")
        url = server.url(host="localhost")
        assert (await trouble(trusting, question(url))).reason is Reason.TLS
        assert not server.asked
        assert await body(trusting, question(url, verify=False)) == b"insecure"
        assert (await trouble(trusting, question(url))).reason is Reason.TLS


async def test_an_authority_that_nobody_knows_is_refused(client: Client, server: Hostile) -> None:
    """Without a word of ours it is the authorities that everybody trusts, and no others, that speak for a host."""
    await server.__aexit__(None, None, None)
    server.tls = tls("good")
    async with server:
        server.says["/"] = server.ok(b"insecure")
        asked = question(server.url(host="localhost"), connect=60, read=60)
        assert (await trouble(client, asked)).reason is Reason.TLS
    assert not server.asked


async def test_no_tls_spoken(trusting: Client, server: Hostile) -> None:
    """A server that speaks plain HTTP where TLS is due is a fault of TLS or of the network."""
    told = await trouble(trusting, question(f"https://127.0.0.1:{server.port}/", connect=0.1))
    assert told.reason in {Reason.TLS, Reason.NETWORK}


async def test_nothing_is_logged(client: Client, server: Hostile, caplog: pytest.LogCaptureFixture) -> None:
    """No address, and so no secret in one, reaches a log."""
    caplog.set_level(logging.DEBUG)
    server.says["/"] = server.ok()
    await body(client, question(server.url("/?token=hush")))
    await trouble(client, question(f"http://localhost:{server.port}/?token=hush", private=False))
    assert "hush" not in caplog.text


async def test_cancelled(client: Client, server: Hostile) -> None:
    """Cancellation goes through, and the connection is closed."""
    arrived = asyncio.Event()

    async def wait(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        arrived.set()
        await writer.wait_closed()

    server.says["/"] = wait
    task = asyncio.create_task(body(client, question(server.url())))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_user_agent() -> None:
    """We say who we are and where to complain, in one proper header."""
    assert user_agent("1.2", "https://x.example/") == "Publisher/1.2 (+https://x.example/; feed reader)"
    assert user_agent("1.2", "a@x.example\r\nX: y)é") == "Publisher/1.2 (+a@x.exampleX: y; feed reader)"
    assert user_agent("1.2", "") == "Publisher/1.2 (feed reader)"


def test_absolute() -> None:
    """References are resolved as RFC 3986 says, hosts become ASCII."""
    assert absolute("../x?y", "http://a.example/b/c/d") == "http://a.example/b/x?y"
    assert absolute("//b.example/x", "https://a.example/") == "https://b.example/x"
    assert absolute("https://bücher.example/ö") == "https://xn--bcher-kva.example/%C3%B6"
