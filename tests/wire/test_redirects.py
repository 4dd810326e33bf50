"""Where a redirect may lead, what it tells of a move, and what is shown to whom on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Reason, Unchanged
from publisher.wire import fetch as fetching
from publisher.wire.client import Client, open_client
from publisher.wire.fetch import Limits
from publisher.wire.trouble import Trouble
from tests.wire.asking import KNOWN, ask, failure, success
from tests.wire.test_guard import DANGEROUS

if TYPE_CHECKING:
    from tests.wire.conftest import Hostile


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
    async with open_client("x", lookup=lambda *_: [found]) as client:
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


def test_an_opt_out_holds_at_home_only() -> None:
    """What the operator opened for a source, private networks and unchecked certificates, is open at its own origin."""
    errand = fetching._Errand(url="https://a.example/", allow_private=True, verify=False)
    hop = fetching._Hop(url="https://b.example/")
    home = fetching._question(errand, hop, {}, at_home=True)
    away = fetching._question(errand, hop, {}, at_home=False)
    assert (home.private, home.verify) == (True, False)
    assert (away.private, away.verify) == (False, True)


def test_each_question_has_the_limits_of_the_whole() -> None:
    """How long a connection and a byte may take holds at each address of the way."""
    errand = fetching._Errand(url="https://a.example/", limits=Limits(connect=1.5, read=2.5))
    asked = fetching._question(errand, fetching._Hop(url="https://b.example/"), {}, at_home=False)
    assert (asked.connect, asked.read) == (1.5, 2.5)
