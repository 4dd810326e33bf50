"""The outbound client: raw, bounded, and with nothing of its surroundings in it."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publisher.model import Reason
from publisher.wire.client import Client, absolute, open_client, user_agent
from tests.wire.questions import body, question, trouble

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile


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


async def test_no_cookie_is_kept(server: Hostile) -> None:
    """Neither of a host with a name: a jar would keep none of a bare address anyway."""
    server.says["/"] = server.ok(b"x", "Set-Cookie: spy=1; Path=/")
    async with open_client("x", lookup=lambda *_: ["127.0.0.1"]) as client:
        for _ in range(2):
            await body(client, question(server.url(host="agency.example")))
    assert [asked.headers.get("cookie") for asked in server.asked] == [None, None]


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
    """More headers than anyone needs make the answer fail; its body is not waited for, its connection let go of."""
    server.says["/"] = server.ok(b"x", *lines).removesuffix(b"x")
    assert (await trouble(client, question(server.url()))).reason in {Reason.HTTP, Reason.TOO_LARGE}
    (transport,) = client._transports.values()
    assert transport._session.connector
    assert not transport._session.connector._acquired


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

    async def speak(_: Asked, writer: asyncio.StreamWriter) -> None:
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

    async def cut(_: Asked, writer: asyncio.StreamWriter) -> None:
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

    async def reset(_: Asked, writer: asyncio.StreamWriter) -> None:
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

    async def wait(*_: object) -> None:
        await asyncio.Event().wait()

    server.says["/"] = wait
    assert (await trouble(client, question(server.url(), read=0.05))).reason is Reason.TIMEOUT


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

    async def wait(_: Asked, writer: asyncio.StreamWriter) -> None:
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
