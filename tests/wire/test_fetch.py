"""Every outcome of asking a source is a value, within its limits, and nothing leaks to anyone."""

from __future__ import annotations

import asyncio
import gzip
import logging
import random
import resource
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Answer, Failed, Fetched, Reason, Source, SourceState, Unchanged
from publisher.wire import fetch as fetching
from publisher.wire.client import Client, open_client
from publisher.wire.fetch import Limits, download, fetch
from publisher.wire.rations import STEP, Rations
from publisher.wire.trouble import Trouble
from tests.wire.test_guard import DANGEROUS
from tests.world.waiting import leaping, until

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile

NEW = SourceState(source="s")
KNOWN = SourceState(source="s", etag='W/"abc-gzip"', last_modified="Thu, 01 Jan 1880 00:00:00 GMT")
USUAL = Limits(deadline=120, connect=60, read=60)  # however busy the machine is
QUICK = Limits(deadline=0.25, connect=2, read=2)
SMALL = Limits(deadline=120, wire=100_000, decoded=200_000)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOTAL = 8 * STEP


async def ask(client: Client, source: Source, state: SourceState = NEW, limits: Limits = USUAL) -> Answer:
    """Fetch, on a clock that stands still."""
    return await fetch(client, source, state, limits=limits, clock=lambda: NOW)


async def failure(client: Client, source: Source, state: SourceState = NEW, limits: Limits = SMALL) -> Failed:
    """Return the failure that a fetch comes to."""
    answer = await ask(client, source, state, limits)
    assert isinstance(answer, Failed), answer
    assert answer.detail
    assert "\n" not in answer.detail
    return answer


async def success(client: Client, source: Source, state: SourceState = NEW) -> Fetched:
    """Return the body that a fetch comes to."""
    answer = await ask(client, source, state)
    assert isinstance(answer, Fetched), answer
    return answer


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
    assert (await failure(client, server.source())).reason is Reason.HTTP


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


async def test_an_empty_body(client: Client, server: Hostile) -> None:
    """An empty body is a body: whether it is a feed is for the parser to say."""
    server.says["/"] = server.ok(b"")
    assert (await success(client, server.source())).body == b""


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects(client: Client, server: Hostile, status: int) -> None:
    """A redirect is followed within the limits; only permanent ones tell of a move."""
    server.says["/"] = server.redirect("/new?x=1#part", status)
    server.says["/new"] = server.ok(b"<rss/>")
    fetched = await success(client, server.source())
    assert fetched.address == server.url("/new?x=1")
    assert fetched.moved_to == (server.url("/new?x=1") if status in {301, 308} else None)
    assert "referer" not in server.asked[1].headers


async def test_a_move_needs_every_hop(client: Client, server: Hostile) -> None:
    """A chain with one temporary redirect in it is no move."""
    server.says["/"] = server.redirect("/a", 301)
    server.says["/a"] = server.redirect("/b", 302)
    server.says["/b"] = server.redirect("/c", 308)
    server.says["/c"] = server.ok()
    assert (await success(client, server.source())).moved_to is None
    server.says["/a"] = server.redirect("/b", 308)
    assert (await success(client, server.source())).moved_to == server.url("/c")


async def test_unchanged_behind_a_move(client: Client, server: Hostile) -> None:
    """A 304 at the end of a permanent redirect tells of the move, too."""
    server.says["/"] = server.redirect("/new", 301)
    server.says["/new"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert await ask(client, server.source(), KNOWN) == Unchanged(moved_to=server.url("/new"))


async def test_five_redirects(client: Client, server: Hostile) -> None:
    """Five redirects are followed, six are not, and a loop or a growing address ends there too."""
    for number in range(7):
        server.says[f"/{number}"] = server.redirect(f"/{number + 1}")
    server.says["/6"] = server.ok()
    assert (await success(client, server.source("/1"))).address == server.url("/6")
    assert (await failure(client, server.source("/0"))).reason is Reason.REDIRECT
    server.says["/loop"] = server.redirect("/loop")
    server.says["/grow"] = server.redirect("/grow?" + "a" * 500)
    assert (await failure(client, server.source("/loop"))).reason is Reason.REDIRECT
    assert (await failure(client, server.source("/grow"))).reason is Reason.REDIRECT
    assert len(server.asked) == 6 + 6 + 6 + 6


@pytest.mark.parametrize(
    "location",
    [
        "",
        "https://xn--a/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:22/",
        "http://user:word@127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://[::1",
        "http://a b/",
        "?" + "a" * 5000,
        "http://2130706433/",
        "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
    ],
)
async def test_bad_redirects(client: Client, server: Hostile, location: str) -> None:
    """A redirect to where we do not go is a typed failure, with nothing sent there."""
    server.says["/"] = server.redirect(location)
    assert (await failure(client, server.source())).reason in {Reason.REDIRECT, Reason.FORBIDDEN}
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "found", [*DANGEROUS, "127.1", "0x7f.1", "2130706433", "017700000001", "127。0。0。1", "①②⑦.0.0.1"]
)
async def test_redirects_to_dangerous_addresses(server: Hostile, other: Hostile, found: str) -> None:
    """No spelling of a dangerous address is redirected to, written out or as what a name resolves to."""
    literal = f"[{found}]" if ":" in found else found
    server.says["/"] = server.redirect(f"http://{literal}:{other.port}/secret".encode().decode("latin-1"))
    server.says["/name"] = server.redirect(f"http://agency.example:{other.port}/secret")
    async with open_client("x", lookup=lambda host, port: [found]) as client:  # noqa: ARG005 -- a Lookup
        for path in ("/", "/name"):
            assert (await failure(client, server.source(path))).reason in {Reason.FORBIDDEN, Reason.REDIRECT}
    assert len(server.asked) == 2
    assert other.connections == 0


async def test_a_redirect_without_location(client: Client, server: Hostile) -> None:
    """A redirect that names no address is a failure with its status."""
    server.says["/"] = server.ok(status="302 Found")
    failed = await failure(client, server.source())
    assert (failed.reason, failed.status) == (Reason.REDIRECT, 302)


async def test_private_only_at_home(client: Client, server: Hostile, other: Hostile) -> None:
    """A source declared private opens its own origin only: a redirect to another private one is refused."""
    server.says["/"] = server.redirect(other.url("/secret"))
    assert (await failure(client, server.source())).reason is Reason.FORBIDDEN
    assert not other.asked


async def test_undeclared_private(client: Client, server: Hostile) -> None:
    """A private address that nobody declared is refused before a byte is sent."""
    assert (await failure(client, server.source(allow_private=False))).reason is Reason.FORBIDDEN
    assert (await failure(client, server.source(host="localhost", allow_private=False))).reason is Reason.FORBIDDEN
    assert server.connections == 0


@pytest.mark.usefixtures("public_loopback")
async def test_validators_stay_with_their_issuer(client: Client, server: Hostile, other: Hostile) -> None:
    """Validators go to the origin that gave them, and to no other on the way."""
    server.says["/"] = server.redirect(other.url("/feed"))
    other.says["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert (await failure(client, server.source(), KNOWN)).reason is Reason.HTTP
    assert "if-none-match" in server.asked[0].headers
    assert "if-none-match" not in other.asked[0].headers
    answer = await ask(client, server.source(), replace(KNOWN, issuer=other.url().rstrip("/")))
    assert isinstance(answer, Unchanged)
    assert "if-none-match" not in server.asked[1].headers
    assert "if-none-match" in other.asked[1].headers


async def test_no_downgrade() -> None:
    """A redirect from https to http is refused."""
    hop = fetching._Hop(url="https://a.example/feed")
    with pytest.raises(Trouble, match="https to http"):
        fetching._next(hop, 301, "http://a.example/feed")
    assert fetching._next(hop, 301, "//b.example/feed").url == "https://b.example/feed"


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="htps:/[]@.0x7f%\\#?-1é。 \t\x00"),
        st.binary().map(lambda raw: raw.decode("latin-1")),
    )
)
def test_any_location(location: str) -> None:
    """Whatever stands in Location, it is an address that we may ask or a Trouble."""
    try:
        hop = fetching._next(fetching._Hop(url="https://a.example/b/c"), 301, location)
    except Trouble as trouble:
        assert trouble.reason in {Reason.REDIRECT, Reason.FORBIDDEN}  # noqa: PT017 -- either outcome is fine
    else:
        assert hop.url.startswith("https://")


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

    async def deed(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        writer.write(first)
        await drip(writer, then)

    server.says["/"] = deed
    assert (await failure(client, server.source(), limits=QUICK)).reason is Reason.TIMEOUT


async def test_endless_interim_answers(client: Client, server: Hostile) -> None:
    """A few early hints are waited through; a server that sends them without end is refused."""
    server.says["/some"] = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 5 + server.ok(b"at last")
    assert (await success(client, server.source("/some"))).body == b"at last"

    async def deed(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        while True:
            await server.send(writer, b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)

    server.says["/"] = deed
    assert (await failure(client, server.source())).reason is Reason.HTTP


@pytest.mark.parametrize(
    "target",
    ["/?a=%7E%2f%2F&b=c+d%20e&sig=%zz==", "/%7Eme/%2f?x=a|b'c[d]", "/a;b=c,d//e?x=?&&=", "/?X-Amz-Credential=a%2Fb~c"],
)
async def test_addresses_are_asked_byte_for_byte(client: Client, server: Hostile, target: str) -> None:
    """The path and the query reach the server as the operator wrote them: they may be signed."""
    await ask(client, server.source(target))
    assert server.asked[0].target == target


async def test_many_tiny_chunks_are_refused(client: Client, server: Hostile) -> None:
    """A body of a million one-byte chunks ends by rule, long before its limits, at bounded cost."""

    async def deed(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(200):
            await server.send(writer, b"1\r\nx\r\n" * 5000)
        await server.send(writer, b"0\r\n\r\n")

    server.says["/"] = deed
    before = time.thread_time()
    failed = await failure(client, server.source(), limits=Limits(deadline=600))
    assert (failed.reason, failed.status) == (Reason.TOO_LARGE, 200)
    assert "chunks" in failed.detail
    assert time.thread_time() - before < 2


async def test_many_usual_chunks_are_fine(client: Client, server: Hostile) -> None:
    """A body in many chunks of a usual size is read like any other."""
    server.says["/"] = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"80\r\n" + b"x" * 128 + b"\r\n0\r\n\r\n"
    )
    assert len((await success(client, server.source())).body) == 128


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

    async def stuck(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
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

    async def deed(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1\r\nx\r\n" * 5000)
            await writer.drain()

    server.says["/"] = deed
    assert (await failure(client, server.source(), limits=SMALL)).reason is Reason.TOO_LARGE


async def test_the_deadline_covers_redirects(client: Client, server: Hostile) -> None:
    """Redirects that each take their time share one deadline."""

    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        await asyncio.sleep(0.1)
        await server.send(writer, server.redirect("/"))

    server.says["/"] = slow
    assert (await failure(client, server.source(), limits=QUICK)).reason is Reason.TIMEOUT


async def test_waiting_for_a_seat_costs_no_deadline(server: Hostile) -> None:
    """Waiting for a free connection of ours is not held against the source."""
    leap = leaping()

    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        leap(40)
        await server.send(writer, server.ok())

    server.says["/"] = slow
    limits = Limits(deadline=60, connect=3600, read=3600)
    async with open_client("x", connections=1) as client:
        answers = await asyncio.gather(*(ask(client, server.source(), limits=limits) for _ in range(4)))
    assert all(isinstance(answer, Fetched) for answer in answers)


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
    refused = await download(client, server.url("/opml"), allow_private=False)
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.FORBIDDEN
    server.says["/opml"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert isinstance(await download(client, server.url("/opml"), allow_private=True), Failed)


def test_an_opt_out_holds_at_home_only() -> None:
    """What the operator opened for a source, private networks and unchecked certificates, is open at its own origin."""
    errand = fetching._Errand(url="https://a.example/", allow_private=True, verify=False)
    hop = fetching._Hop(url="https://b.example/")
    home = fetching._question(errand, hop, {}, at_home=True)
    away = fetching._question(errand, hop, {}, at_home=False)
    assert (home.private, home.verify) == (True, False)
    assert (away.private, away.verify) == (False, True)


async def test_any_answer_at_all(client: Client, server: Hostile) -> None:
    """Whatever bytes a server sends, the outcome is a value."""
    chance = random.Random(7)  # noqa: S311 -- not a secret
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

    async def wait(asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 -- a Deed
        arrived.set()
        await writer.wait_closed()

    server.says["/"] = wait
    task = asyncio.create_task(ask(client, server.source()))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert client.seats._value == 64
