"""Telling a hub: a form sent by POST (WebSub subscriptions), under the guard, deadline and bounds of fetching.

https://www.w3.org/TR/websub/#subscriber-sends-subscription-request
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from publisher.model import Failed, Reason
from publisher.wire import address
from publisher.wire.client import Client, Question, Reply, absolute
from publisher.wire.fetch import canonical
from publisher.wire.limits import Limits
from publisher.wire.trouble import Trouble

HEARD: Final = 1024  # bytes of a hub's answer, for the operator: everything beyond is cut off
_AGAIN: Final = frozenset({307, 308})  # the hub lives elsewhere, and the form goes there (RFC 9110 section 15.4.8)
_USUAL: Final = Limits()
_HEADERS: Final = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Content-Type": "application/x-www-form-urlencoded",
}


async def post(
    client: Client, url: str, form: Mapping[str, str], *, allow_private: bool = False, limits: Limits = _USUAL
) -> tuple[int, str] | Failed:
    """Send a form; return the status of the answer, and what the hub says, shortened and printable.

    One 307 or 308 is followed within the same origin, or from http to https on the same host: a form holds a secret
    and the address where we are called back, which are for this hub only. Never raises for a network or a server.
    """
    body = urlencode(form).encode()
    async with client.seats:
        try:
            async with asyncio.timeout(limits.deadline):
                return await _sent(client, canonical(url), body, limits, private=allow_private)
        except TimeoutError:
            return Failed(reason=Reason.TIMEOUT, detail=f"not done within {limits.deadline:g} seconds")
        except Trouble as trouble:
            return Failed(reason=trouble.reason, detail=trouble.detail, status=trouble.status)


async def _sent(client: Client, url: str, body: bytes, limits: Limits, *, private: bool) -> tuple[int, str]:
    for last in (False, True):  # one redirect at most
        question = Question(
            url=url, headers=_HEADERS, private=private, connect=limits.connect, read=limits.read, form=body
        )
        async with client.ask(question) as reply:
            if reply.status not in _AGAIN or last:
                return reply.status, await _heard(reply)
            url = _elsewhere(url, reply)
    raise AssertionError  # the second round always returns


def _elsewhere(url: str, reply: Reply) -> str:
    new = address.check(absolute(reply.header("location") or "", url))
    upgraded = address.origin(url).replace("http://", "https://", 1).removesuffix(":80") + ":443"
    if address.origin(new) not in {address.origin(url), upgraded}:
        raise Trouble(Reason.REDIRECT, f"the hub sends us elsewhere, to {address.host(new)}", reply.status)
    return new


async def _heard(reply: Reply) -> str:
    """Return the beginning of what was said; where it stops early, what came."""
    heard = b""
    try:
        async for chunk in reply.chunks():
            heard += chunk[: HEARD - len(heard)]
            if len(heard) >= HEARD:
                break
    except Trouble:
        pass  # the status is the answer
    text = " ".join(heard.decode(errors="replace").split())
    return "".join(letter for letter in text if letter.isprintable())
