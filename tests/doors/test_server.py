"""The HTTP door: the tree of feeds with right media types, validators and nothing outside it."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import os
import resource
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from publisher.server import connections, listen, serving
from publisher.server.connections import Impatient
from publisher.server.tree import accepts_gzip, find


@dataclass(frozen=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


class Reader:
    """A client that sends addresses exactly as they are written."""

    def __init__(self, port: int) -> None:
        self._port = port

    def call(self, text: str) -> socket.socket:
        """Open a connection and say something."""
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        connection.sendall(text.encode())
        return connection

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Send one request; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.putrequest(method, address, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a small published tree with a secret beside it."""
    tree = tmp_path / "feeds"
    (tree / "section").mkdir(parents=True)
    (tree / "latest.rss").write_bytes(b"<rss>one</rss>")
    (tree / "latest.atom").write_bytes(b"<feed/>")
    (tree / "latest.json").write_bytes(b"{}")
    (tree / "latest.html").write_bytes(b"<!doctype html><title>Latest</title>")
    (tree / "latest.ics").write_bytes(b"BEGIN:VCALENDAR")
    (tree / "latest.exe").write_bytes(b"not published")
    (tree / "feeds.opml").write_bytes(b"<opml/>")
    (tree / "index.html").write_bytes(b"<!doctype html><title>Index</title>")
    (tree / "README.md").write_bytes(b"not published")
    (tmp_path / "secret.json").write_bytes(b"secret")
    (tree / "out.json").symlink_to(tmp_path / "secret.json")
    return tree


@pytest.fixture
def client(root: Path) -> Iterator[Reader]:
    """Serve that tree on loopback for one test."""
    listening = listen("127.0.0.1", 0)
    port, loop, ended = listening.getsockname()[1], asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving(root, listening, own_types=lambda: {".ics": "text/calendar"}):
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=[serve()])
    thread.start()
    yield Reader(port)
    loop.call_soon_threadsafe(ended.set)
    thread.join()
    loop.close()


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/latest.rss", "application/rss+xml; charset=utf-8"),
        ("/latest.atom", "application/atom+xml; charset=utf-8"),
        ("/latest.json", "application/feed+json; charset=utf-8"),
        ("/latest.ics", "text/calendar; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/latest.html", "text/html; charset=utf-8"),
        ("/latest", "text/html; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_each_format_has_its_media_type(client: Reader, address: str, media_type: str) -> None:
    """A suffix decides the media type, an operator's own too; a folder is its index and a bare name is its page."""
    answer = client.ask(address)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


def test_head_says_what_get_says(client: Reader) -> None:
    """HEAD has the headers of GET and no body (RFC 9110 section 9.3.2)."""
    got, head = client.ask("/latest.rss"), client.ask("/latest.rss", "HEAD")
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}
    assert head.body == b""


@pytest.mark.parametrize("tag", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_a_known_etag_is_304(client: Reader, tag: str) -> None:
    """If-None-Match compares weakly, takes a list and the star (RFC 9110 section 13.1.2)."""
    etag = client.ask("/latest.rss").headers["etag"]
    answer = client.ask("/latest.rss", If_None_Match=tag.format(etag=etag))
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)


def test_an_unknown_etag_wins_over_a_date(client: Reader) -> None:
    """If-Modified-Since is ignored where If-None-Match is sent (RFC 9110 section 13.1.3)."""
    since = client.ask("/latest.rss").headers["last-modified"]
    answer = client.ask("/latest.rss", If_None_Match='"old"', If_Modified_Since=since)
    assert answer.status == 200


def test_a_date_alone_is_304_when_nothing_is_newer(client: Reader) -> None:
    """If-Modified-Since with our own date is a 304; with junk it is a 200."""
    since = client.ask("/latest.rss").headers["last-modified"]
    assert client.ask("/latest.rss", If_Modified_Since=since).status == 304
    assert client.ask("/latest.rss", If_Modified_Since="yesterday").status == 200


def test_new_bytes_have_a_new_etag(client: Reader, root: Path) -> None:
    """The ETag is the content's: another content is another ETag, the same content the same one."""
    before = client.ask("/latest.rss").headers["etag"]
    (root / "latest.rss").write_bytes(b"<rss>two and more</rss>")
    after = client.ask("/latest.rss")
    (root / "latest.rss").write_bytes(b"<rss>one</rss>")
    assert after.headers["etag"] != before
    assert client.ask("/latest.rss").headers["etag"] == before


def test_gzip_has_an_etag_of_its_own(client: Reader) -> None:
    """A coded body is another representation (RFC 9110 section 8.8.3.3), and its 304 works too."""
    plain = client.ask("/latest.rss")
    packed = client.ask("/latest.rss", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]
    again = client.ask("/latest.rss", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert again.status == 304


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("identity", False), ("gzip;q=0", False), ("", False)],
)
def test_accept_encoding(header: str, *, accepted: bool) -> None:
    """Gzip is sent only where Accept-Encoding allows it (RFC 9110 section 12.5.3)."""
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.json",
        "/%2e%2e/secret.json",
        "/%252e%252e/secret.json",
        "/section/../../secret.json",
        "/..%5csecret.json",
        "/latest.rss%00",
        "/out.json",
        "/README.md",
        "/latest.exe",
        "/none.rss",
        "//etc/passwd",
    ],
)
def test_nothing_outside_the_tree(client: Reader, address: str) -> None:
    """Traversal, links that lead out, unknown suffixes and what is not there are 404, and the page repeats no input."""
    answer = client.ask(address)
    assert answer.status == 404
    assert answer.body == b"Not found\n"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_find_stays_inside(root: Path) -> None:
    """The look-up itself refuses what the web framework might have let through."""
    assert find(root.resolve(), "../secret.json") is None
    assert find(root.resolve(), "latest.rss") is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_only_reading(client: Reader, method: str) -> None:
    """Other methods are 405, with the ones that are allowed (RFC 9110 section 15.5.6)."""
    answer = client.ask("/latest.rss", method)
    assert answer.status == 405
    assert {word.strip() for word in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


def test_a_folder_is_named_with_its_slash(client: Reader, root: Path) -> None:
    """The page of a folder is led to where its own links start; the host that was asked for is not repeated."""
    (root / "section" / "index.html").write_bytes(b"<!doctype html><title>Sections</title>")
    with client.call("GET /section HTTP/1.0\r\nHost: evil.example\r\n\r\n") as connection:
        said = connection.makefile("rb").read().decode()
    assert said.startswith("HTTP/1.1 308")
    assert "location: ./section/\r\n" in said
    assert "evil" not in said
    assert client.ask("/section/").body == b"<!doctype html><title>Sections</title>"
    assert client.ask("/index").status == 200


@pytest.mark.parametrize("address", ["/" + "a" * 5000, "/" + "b/" * 2000, "/%ff%fe.rss", "/latest.rss/below"])
def test_a_strange_address_is_404(client: Reader, address: str) -> None:
    """Names that no file system takes are not there, and no error of ours."""
    assert client.ask(address).status == 404


def test_a_query_changes_nothing(client: Reader) -> None:
    """What stands behind the question mark is ignored: it makes no other representation."""
    assert client.ask("/latest.rss?cache=no").headers["etag"] == client.ask("/latest.rss").headers["etag"]


def test_http_1_0(client: Reader) -> None:
    """An old reader without a Host is answered, and its connection closed."""
    with client.call("GET /latest.rss HTTP/1.0\r\n\r\n") as connection, connection.makefile("rb") as answer:
        said = answer.read()
    assert said.startswith(b"HTTP/1.1 200 OK\r\n")
    assert said.endswith(b"<rss>one</rss>")


def test_two_requests_in_one_breath(client: Reader) -> None:
    """Pipelined requests are answered in their order."""
    both = (
        "GET /latest.json HTTP/1.1\r\nHost: a\r\n\r\nGET /latest.atom HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    with client.call(both) as connection, connection.makefile("rb") as answer:
        said = answer.read()
    assert said.count(b"HTTP/1.1 200 OK") == 2
    assert said.endswith(b"<feed/>")


@pytest.mark.parametrize(
    "begun",
    [
        pytest.param("", id="nothing"),
        pytest.param("GET /latest.rss HTTP/1.1\r\nHost: a\r\n", id="half a head"),
        pytest.param("POST /latest.rss HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf", id="half a body"),
        pytest.param("GET /latest.rss HTTP/1.1\r\nHost: a\r\n\r\nGET /lat", id="half a second request"),
    ],
)
def test_a_request_that_is_not_finished_is_given_up(
    client: Reader, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    """A connection that does not say its request in time is closed, so that many of them hold nothing."""
    monkeypatch.setattr("publisher.server.connections.REQUEST_SECONDS", 0.1)
    with client.call(begun) as connection, connection.makefile("rb") as answer:
        said = answer.read()
    assert said.count(b"HTTP/1.1 200 OK") == begun.count("GET /latest.rss HTTP/1.1\r\nHost: a\r\n\r\n")


def test_a_later_request_has_its_time_too(client: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that begins on a connection which was kept is given up like a first one."""
    monkeypatch.setattr("publisher.server.connections.REQUEST_SECONDS", 0.1)
    with client.call("GET /latest.atom HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        said = b""
        while not said.endswith(b"<feed/>"):
            said += connection.recv(4096)
        connection.sendall(b"GET /lat")
        with suppress(ConnectionResetError):
            assert connection.recv(4096) == b""


@pytest.mark.parametrize(
    ("limits", "asked", "room"),
    [
        ((1024, 4096), [(4096, 4096)], 512),
        ((1024, 1_000_000), [(8192, 1_000_000)], 512),
        ((1024, resource.RLIM_INFINITY), [(8192, resource.RLIM_INFINITY)], 512),
        ((8192, 8192), [], 4096),
        ((65_536, 65_536), [], 4096),
    ],
)
def test_descriptors_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int], asked: list[tuple[int, int]], room: int
) -> None:
    """As many as the system allows, up to a bound; connections may have half of those that there are."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, wanted: told.append(wanted))
    connections.make_room()
    assert (told, connections.room()) == (asked, room)


def test_a_connection_is_kept_between_requests(client: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline of a request that was answered does not end its connection."""
    monkeypatch.setattr("publisher.server.connections.REQUEST_SECONDS", 0.3)
    request = b"GET /latest.rss HTTP/1.1\r\nHost: a\r\n\r\n"
    with client.call("") as connection:
        for _ in range(5):
            connection.sendall(request)
            said = b""
            while not said.endswith(b"<rss>one</rss>"):
                said += connection.recv(4096)
            assert select.select([connection], [], [], 0.1)[0] == []


def test_a_reader_who_does_not_read_is_given_up(client: Reader, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written in time is not kept in memory for ever."""
    (root / "large.json").write_bytes(os.urandom(8_000_000))
    lost, end = threading.Event(), Impatient.connection_lost

    def connection_lost(self: Impatient, exc: Exception | None) -> None:
        end(self, exc)
        lost.set()

    monkeypatch.setattr(Impatient, "connection_lost", connection_lost)
    monkeypatch.setattr("publisher.server.connections.READER_SECONDS", 0.2)
    with client.call("GET /large.json HTTP/1.1\r\nHost: a\r\n\r\n"):
        assert lost.wait(30)


def test_too_many_connections_are_turned_away(client: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a most; who comes when it is reached is turned away, and who was there is served on."""
    monkeypatch.setattr("publisher.server.connections.room", lambda: 1)
    with client.call("GET /latest.rss HTTP/1.1\r\nHost: a\r\n") as first:
        with client.call("") as second, suppress(ConnectionResetError):
            assert second.recv(1) == b""
        first.sendall(b"\r\n")
        assert first.recv(4096).startswith(b"HTTP/1.1 200 OK")


def test_a_feed_runs_nothing_in_a_browser(client: Reader) -> None:
    """Feeds are sandboxed and never sniffed: XML can carry script."""
    headers = client.ask("/latest.rss").headers
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_feed_is_for_the_pages_of_others_too(client: Reader) -> None:
    """Readers that live in a browser may ask for feeds, from whatever site; pages are for people."""
    feed, page = client.ask("/latest.rss").headers, client.ask("/latest.html").headers
    assert (feed["access-control-allow-origin"], page.get("access-control-allow-origin")) == ("*", None)
    assert (feed["vary"], page["vary"]) == ("Accept-Encoding, Sec-Fetch-Dest", "Accept-Encoding")
    assert page["content-security-policy"].startswith("default-src 'self'; ")


def test_pictures_are_packed_already(client: Reader, root: Path) -> None:
    """Gzip would only make them larger."""
    (root / "logo.png").write_bytes(b"PNG")
    answer = client.ask("/logo.png", Accept_Encoding="gzip")
    assert (answer.body, answer.headers.get("content-encoding")) == (b"PNG", None)


def test_what_is_not_there_has_a_page(client: Reader, root: Path) -> None:
    """The tree's own 404.html, where it has one."""
    (root / "404.html").write_bytes(b"<!doctype html><title>Nothing here</title>")
    answer = client.ask("/none.rss")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"Nothing here" in answer.body


def test_a_page_that_is_called_as_its_folder(client: Reader, root: Path) -> None:
    """It is a page like any other, and no folder to be led to."""
    (root / "section" / "section.html").write_bytes(b"<!doctype html><title>Sections</title>")
    assert client.ask("/section/section").status == 200


def test_a_browser_is_shown_the_page(client: Reader) -> None:
    """Navigation to a feed is led to its page; a reader, which sends no Sec-Fetch-Dest, gets the feed."""
    answer = client.ask("/latest.rss", Sec_Fetch_Dest="document")
    assert (answer.status, answer.headers["location"]) == (303, "./latest.html")
    assert answer.headers["vary"] == "Sec-Fetch-Dest"
    assert client.ask("/feeds.opml", Sec_Fetch_Dest="document").status == 200
