"""A form that is sent to a hub: under the same guard, and no further than it has to go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest

from publisher.model import Failed, Reason
from publisher.wire import telling
from publisher.wire.client import Client, Reply
from publisher.wire.limits import Limits
from publisher.wire.telling import HEARD, post
from publisher.wire.trouble import Trouble

if TYPE_CHECKING:
    from tests.wire.conftest import Asked, Hostile

FORM = {"hub.mode": "subscribe", "hub.callback": "https://x.example/a?b=c&d", "hub.secret": "hush é"}
SENT = b"hub.mode=subscribe&hub.callback=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc%26d&hub.secret=hush+%C3%A9"
LIMITS = Limits(deadline=120, connect=60, read=60)


async def tell(client: Client, url: str, *, private: bool = True, limits: Limits = LIMITS) -> tuple[int, str] | Failed:
    """Send the form."""
    return await post(client, url, FORM, allow_private=private, limits=limits)


async def test_a_form(client: Client, server: Hostile) -> None:
    """A form goes out as one POST, encoded as forms are; status and words come back."""
    server.says["/"] = server.ok(b"all\r\n is\x00 well", status="202 Accepted")
    assert await tell(client, server.url()) == (202, "all is well")
    assert [asked.body for asked in server.asked] == [SENT]
    assert server.asked[0].head.startswith(b"POST / HTTP/1.1\r\n")
    assert server.asked[0].headers["content-type"] == "application/x-www-form-urlencoded"
    assert "cookie" not in server.asked[0].headers
    assert server.asked[0].headers["connection"] == "close"  # it is sent once, so on no connection that may be closing


@pytest.mark.parametrize("status", [307, 308])
async def test_one_redirect_at_home(client: Client, server: Hostile, status: int) -> None:
    """One redirect that keeps the method is followed within the origin, and no second one."""
    server.says["/old"] = server.redirect("/", status)
    server.says["/"] = server.ok(b"", status="202 Accepted")
    assert await tell(client, server.url("/old")) == (202, "")
    assert [asked.body for asked in server.asked] == [SENT, SENT]
    server.says["/older"] = server.redirect("/old", status)
    assert await tell(client, server.url("/older")) == (status, "moved")


@dataclass
class Moved:
    """What a hub answers that lives elsewhere."""

    location: str
    status: int = 308

    def header(self, name: str) -> str | None:
        """Return the only header."""
        return self.location if name == "location" else None


@pytest.mark.parametrize(
    ("hub", "location", "followed"),
    [
        ("http://hub.example/a", "https://hub.example/b", True),
        ("http://hub.example:80/a", "https://hub.example:443/b", True),
        ("https://hub.example/a", "/b", True),
        ("http://hub.example:8080/a", "https://hub.example/b", False),
        ("http://hub.example/a", "https://hub.example:8443/b", False),
        ("https://hub.example/a", "http://hub.example/b", False),
        ("http://hub.example/a", "https://other.example/b", False),
    ],
)
def test_where_a_form_may_follow(hub: str, location: str, *, followed: bool) -> None:
    """Within the origin, and from http to https of the same host at their own ports."""
    reply = cast("Reply", Moved(location))
    if followed:
        assert telling._elsewhere(hub, reply) == "https://hub.example/b"
    else:
        with pytest.raises(Trouble, match="the hub sends us elsewhere"):
            telling._elsewhere(hub, reply)


@pytest.mark.usefixtures("public_loopback")
async def test_no_redirect_elsewhere(client: Client, server: Hostile, other: Hostile) -> None:
    """The form holds a secret: it goes to no other origin, and no redirect makes another question of it."""
    server.says["/"] = server.redirect(other.url(), 307)
    answer = await tell(client, server.url(), private=False)
    assert isinstance(answer, Failed)
    assert answer.reason is Reason.REDIRECT
    server.says["/"] = server.redirect(other.url(), 302)
    assert await tell(client, server.url(), private=False) == (302, "moved")
    assert not other.asked


async def test_a_talkative_hub(client: Client, server: Hostile) -> None:
    """Of what a hub says no more than the beginning is read, however long it goes on."""

    async def talk(_: Asked, writer: asyncio.StreamWriter) -> None:
        await server.send(writer, b"HTTP/1.1 500 No\r\n\r\n")
        while True:
            await server.send(writer, b"x" * 1000)

    server.says["/"] = talk
    answer = await tell(client, server.url())
    assert answer == (500, "x" * HEARD)


async def test_the_guard(client: Client, server: Hostile) -> None:
    """A hub on a private network is refused, and an address that is none."""
    for url in (server.url(), "ftp://x.example/", "http://169.254.169.254/"):
        answer = await post(client, url, FORM)  # what is not opened is closed
        assert isinstance(answer, Failed)
        assert answer.reason is Reason.FORBIDDEN
        assert answer.detail
        assert "hush" not in answer.detail
    assert server.connections == 0


async def test_the_deadline(client: Client, server: Hostile) -> None:
    """A hub that says nothing is left alone after the deadline."""

    async def wait(*_: object) -> None:
        await asyncio.Event().wait()

    server.says["/"] = wait
    answer = await tell(client, server.url(), limits=Limits(deadline=0.1))
    assert isinstance(answer, Failed)
    assert answer.reason is Reason.TIMEOUT
