"""Every outcome of asking a source is a value, and nothing leaks to anyone."""

from __future__ import annotations

import asyncio
import gzip
import logging
import random
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from publisher.model import Failed, Fetched, Reason, Unchanged
from publisher.wire.client import Client
from publisher.wire.fetch import Limits, download, fetch
from tests.wire.asking import KNOWN, NEW, USUAL, ask, failure, success

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile


async def test_a_body(client: Client, server: Hostile) -> None:
    """A complete 200 is Fetched, with everything that the corridor needs of it."""
    server.says["/feed"] = server.ok(
        gzip.compress(b"<rss/>", mtime=0),
        "Content-Encoding: gzip",
        'ETag: "a"',
        "Last-Modified: yesterday",
        "Content-Type: application/rss+xml; charset=utf-8",
        "Cache-Control: max-age=600",
    )
    assert await ask(client, server.source("/feed")) == Fetched(
        address=server.url("/feed"),
        body=b"<rss/>",
        content_type="application/rss+xml; charset=utf-8",
        digest=sha256(b"<rss/>").hexdigest(),
        etag='"a"',
        last_modified="yesterday",
        fresh_for=timedelta(minutes=10),
    )


async def test_a_body_that_a_proxy_changed(client: Client, server: Hostile) -> None:
    """A 203 is a whole body, too, and its status is kept."""
    server.says["/"] = server.ok(b"<rss/>", status="203 Non-Authoritative")
    assert (await success(client, server.source())).status == 203


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        (["Cache-Control: max-age=600", "Age: 60"], 9),
        (["Expires: Sun, 01 Mar 2026 13:00:00 GMT", "Date: Sun, 01 Mar 2026 12:30:00 GMT"], 30),
        (["Cache-Control: public", "Cache-Control: max-age=600"], 10),
    ],
)
async def test_freshness(client: Client, server: Hostile, headers: list[str], minutes: int) -> None:
    """What the headers promise together is kept with the body."""
    server.says["/"] = server.ok(b"<rss/>", *headers)
    assert (await success(client, server.source())).fresh_for == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("link", "hub", "self_url"),
    [
        ('</hub>; rel="hub", </topic>; rel=self', "/hub", "/topic"),
        ("</hub>; rel=HUB", "/hub", None),
        ("</topic>; rel=self", None, None),
        ('<http://[::1>; rel="hub", </topic>; rel=self', None, None),
        ('</hub>; rel="hub", <http://[::1>; rel=self', None, None),
    ],
)
async def test_a_hub_in_the_header(
    client: Client, server: Hostile, link: str, hub: str | None, self_url: str | None
) -> None:
    """A hub is named by Link, with the document's address there; both are absolute, or there is none."""
    server.says["/"] = server.ok(b"<rss/>", f"Link: {link}")
    fetched = await success(client, server.source())
    assert (fetched.hub, fetched.self_url) == (hub and server.url(hub), self_url and server.url(self_url))


async def test_what_is_asked(client: Client, server: Hostile) -> None:
    """The question names feed types and gzip, carries no condition at first, and nothing else."""
    await ask(client, server.source("/feed?a=1"))
    asked = server.asked[0]
    assert asked.target == "/feed?a=1"
    assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert asked.headers["accept-encoding"] == "gzip"
    for kind in ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"):
        assert kind in asked.headers["accept"]


async def test_conditions(client: Client, server: Hostile) -> None:
    """Both validators go back exactly as they came; a 304 brings the latest ones."""
    server.says["/"] = b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\nCache-Control: max-age=60\r\n\r\n'
    assert await ask(client, server.source(), KNOWN) == Unchanged(etag='"new"', fresh_for=timedelta(minutes=1))
    assert server.asked[0].headers["if-none-match"] == 'W/"abc-gzip"'
    assert server.asked[0].headers["if-modified-since"] == "Thu, 01 Jan 1880 00:00:00 GMT"


@pytest.mark.parametrize("line", ["Connection: close", "Content-Length: 5", "Transfer-Encoding: chunked", "X: y"])
@pytest.mark.parametrize("body", [b"hello", b"<rss/>" * 9_000, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"])
async def test_a_304_with_a_body(client: Client, server: Hostile, line: str, body: bytes) -> None:
    """What a server sends behind the head of a 304 spoils neither that answer nor the next one."""
    server.says["/"] = f'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\n{line}\r\n\r\n'.encode() + body
    assert await ask(client, server.source(), KNOWN) == Unchanged(etag='"new"')
    server.says["/"] = server.ok(b"<rss/>")
    assert (await success(client, server.source(), KNOWN)).body == b"<rss/>"


async def test_a_304_with_a_body_whose_head_comes_in_pieces(client: Client, server: Hostile) -> None:
    """However slowly a server says it, a 304 is one."""
    head = b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\nContent-Length: 5\r\n\r\n'

    async def hesitate(_: Asked, writer: asyncio.StreamWriter) -> None:
        await server.send(writer, head[:20])
        await asyncio.sleep(0.02)  # so that it goes alone
        await server.send(writer, head[20:] + b"hello")
        await writer.wait_closed()

    server.says["/"] = hesitate
    assert await ask(client, server.source(), KNOWN) == Unchanged(etag='"new"')


async def test_illegal_validators(client: Client, server: Hostile) -> None:
    """A validator that could not stand in a header is neither taken nor sent; the other one still is."""
    server.says["/"] = server.ok(b"x", "ETag: \xe9\x80", "Last-Modified: fine")
    assert (await success(client, server.source())).etag is None
    await ask(client, server.source(), replace(KNOWN, etag='"a"\r\nX-Evil: 1'))
    assert "if-none-match" not in server.asked[1].headers
    assert "x-evil" not in server.asked[1].headers
    assert "if-modified-since" in server.asked[1].headers


async def test_a_304_nobody_asked_for(client: Client, server: Hostile) -> None:
    """A 304 to a question without conditions is a failure: there is nothing that it could confirm."""
    server.says["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    failed = await failure(client, server.source())
    assert (failed.reason, failed.status) == (Reason.HTTP, 304)
    assert failed.detail == "304 to a question without conditions from 127.0.0.1"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", Reason.NOT_FOUND),
        ("410 Gone", Reason.GONE),
        ("429 Too Many Requests", Reason.THROTTLED),
        ("503 Service Unavailable", Reason.THROTTLED),
        ("500 Oops", Reason.HTTP),
        ("401 Unauthorized", Reason.HTTP),
        ("403 Forbidden", Reason.HTTP),
        ("204 No Content", Reason.HTTP),
        ("206 Partial Content", Reason.HTTP),
        ("300 Multiple Choices", Reason.HTTP),
        ("305 Use Proxy", Reason.HTTP),
        ("999 What", Reason.HTTP),
    ],
)
async def test_statuses(client: Client, server: Hostile, status: str, reason: Reason) -> None:
    """Each status that brings no document has its reason."""
    server.says["/"] = server.ok(b"" if status.startswith("204") else b"body", status=status)
    failed = await failure(client, server.source())
    assert (failed.reason, failed.status) == (reason, int(status[:3]))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Retry-After: 120"], timedelta(minutes=2)),
        (["Retry-After: Sun, 01 Mar 2026 13:00:00 GMT"], timedelta(hours=1)),
        (["Retry-After: Sun, 01 Mar 2026 13:00:00 GMT", "Date: Sun, 01 Mar 2026 12:30:00 GMT"], timedelta(minutes=30)),
        (["Retry-After: soon"], None),
        (["Cache-Control: max-age=300"], timedelta(minutes=5)),
        (["Retry-After: 120", "Cache-Control: max-age=300"], timedelta(minutes=5)),
        ([], None),
    ],
)
async def test_retry_after(client: Client, server: Hostile, headers: list[str], expected: timedelta | None) -> None:
    """How long a throttling server wants to be left alone is kept, whichever way it says so."""
    server.says["/"] = server.ok(b"", *headers, status="429 Too Many Requests")
    assert (await failure(client, server.source())).retry_after == expected


async def test_retry_after_by_our_own_clock(client: Client, server: Hostile) -> None:
    """A date of a server that tells no time of its own counts from now: what is long past asks for nothing."""
    for date, expected in (
        ("Mon, 01 Jan 2001 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=1)),
    ):
        server.says["/"] = server.ok(b"", f"Retry-After: {date}", status="429 Too Many Requests")
        answer = await fetch(client, server.source(), NEW, limits=USUAL)
        assert isinstance(answer, Failed)
        assert answer.retry_after == expected


async def test_an_empty_body(client: Client, server: Hostile) -> None:
    """An empty body is a body: whether it is a feed is for the parser to say."""
    server.says["/"] = server.ok(b"")
    assert (await success(client, server.source())).body == b""


@pytest.mark.parametrize(
    "target",
    ["/?a=%7E%2f%2F&b=c+d%20e&sig=%zz==", "/%7Eme/%2f?x=a|b'c[d]", "/a;b=c,d//e?x=?&&=", "/?X-Amz-Credential=a%2Fb~c"],
)
async def test_addresses_are_asked_byte_for_byte(client: Client, server: Hostile, target: str) -> None:
    """The path and the query reach the server as the operator wrote them: they may be signed."""
    await ask(client, server.source(target))
    assert server.asked[0].target == target


@pytest.mark.parametrize("path", ["/?token=hush", "/hush/feed"])
async def test_details_hold_no_secret(client: Client, server: Hostile, path: str) -> None:
    """No failure tells more of an address than its host."""
    server.says["/"] = server.redirect("https://a.example:22/?token=hush")
    for state in (NEW, replace(KNOWN, etag='"hush"')):
        assert "hush" not in (await failure(client, server.source(path), state)).detail
    refused = replace(server.source(path, allow_private=False))
    assert "hush" not in (await failure(client, refused)).detail
    userinfo = replace(server.source(), url=server.url().replace("//", "//me:hush@"))
    assert "hush" not in (await failure(client, userinfo)).detail


async def test_nothing_logged_or_raised_tells_a_secret(
    client: Client, server: Hostile, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever goes wrong, no log line, no output and no failure holds a path, a query, a validator or a header."""
    caplog.set_level(logging.DEBUG)
    server.says |= {
        "/hush/ok": server.ok(b"hush", "Set-Cookie: a=hush", 'ETag: "hush"'),
        "/hush/cut": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nhush",
        "/hush/junk": b"HTTP/1.1 hush\r\nConnection: close\r\n\r\n",
        "/hush/coded": server.ok(b"hush", "Content-Encoding: gzip"),
        "/hush/away": server.redirect("http://me:hush@a.example/?hush"),
        "/hush/loop": server.redirect("/hush/loop?token=hush"),
        "/hush/gone": server.ok(b"hush", status="410 hush"),
    }
    state = replace(KNOWN, etag='"hush"', last_modified="hush")
    answers = [await ask(client, server.source(f"{path}?key=hush"), state) for path in server.says]
    answers.append(await ask(client, server.source("/hush?key=hush", host="hush.invalid", allow_private=False)))
    told = " ".join(answer.detail for answer in answers if isinstance(answer, Failed)).replace("hush.invalid", "")
    assert told
    assert "hush" not in told + caplog.text + "".join(capfd.readouterr())


async def test_bad_addresses_of_sources(client: Client, server: Hostile) -> None:
    """A source whose address cannot be asked fails like any other; feed: is understood."""
    assert (await failure(client, replace(server.source(), url="gopher://x/"))).reason is Reason.FORBIDDEN
    assert (await failure(client, replace(server.source(), url="https://xn--a/"))).reason is Reason.FORBIDDEN
    server.says["/"] = server.ok()
    await success(client, replace(server.source(), url=server.url().replace("http:", "feed:")))


async def test_download(client: Client, server: Hostile) -> None:
    """A document that is no source is got under the same rules, without conditions."""
    server.says["/opml"] = server.ok(b"<opml/>")
    fetched = await download(client, server.url("/opml"), allow_private=True)
    assert isinstance(fetched, Fetched)
    assert fetched.body == b"<opml/>"
    refused = await download(client, server.url("/opml"))
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.FORBIDDEN
    large = await download(client, server.url("/opml"), allow_private=True, limits=Limits(deadline=120, wire=3))
    assert isinstance(large, Failed)
    assert large.reason is Reason.TOO_LARGE
    server.says["/opml"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert isinstance(await download(client, server.url("/opml"), allow_private=True), Failed)


async def test_any_answer_at_all(client: Client, server: Hostile) -> None:
    """Whatever bytes a server sends, the outcome is a value."""
    chance = random.Random(7)
    whole = (
        b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: "a"\r\nCache-Control: max-age=5\r\nDate: now\r\n'
        b"Location: /x\r\nRetry-After: 7\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n"
        + gzip.compress(b"<rss/>", mtime=0)
        + b"\r\n0\r\n\r\n"
    )

    async def speak(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await server.send(writer, mangled[int(asked.target.strip("/"))])

    mangled = [mangle(whole, chance) for _ in range(200)]
    server.says |= {f"/{number}": speak for number in range(len(mangled))}
    answers = await asyncio.gather(*(ask(client, server.source(f"/{number}"), KNOWN) for number in range(len(mangled))))
    assert all(isinstance(answer, (Fetched, Unchanged, Failed)) for answer in answers)


def mangle(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few bytes changed, moved or lost."""
    mangled = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(mangled))
        piece = bytes(chance.choices(b"0123456789\r\n :;,\x00\xff\tabcHTP/.", k=chance.randint(0, 4)))
        mangled[start : start + chance.randint(0, 5)] = piece
    return bytes(mangled)


async def test_cancelled(client: Client, server: Hostile) -> None:
    """Cancellation is not swallowed, and the seat is free again."""
    arrived = asyncio.Event()

    async def wait(_: Asked, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await writer.wait_closed()

    server.says["/"] = wait
    task = asyncio.create_task(ask(client, server.source()))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert client.seats._value == 64
