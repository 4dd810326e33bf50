"""The way in for hubs, /push/<token>: where they ask back, and deliver (publisher/pipeline/pushing.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from publisher.server.tree import FEED_POLICY
from publisher.wire.limits import Limits
from publisher.wire.websub import Delivery

if TYPE_CHECKING:
    from publisher.pipeline.pushing import Hubs

MOST_PUSHED: Final = Limits().wire  # bytes of a delivery: no more than of an answer


async def pushed(hubs: Hubs, request: Request) -> Response:
    """Answer a hub: what it asks, its challenge; what it delivers, at once, whatever it is worth (WebSub section 7).

    Nothing of the request is repeated but the challenge of an agreement that we know, and none of it is logged.
    """
    token = request.path_params["token"]
    if not hubs.is_open:
        return _said(503, **{"Retry-After": "60"})
    if request.method == "POST":
        return await _delivered(hubs, token, request) if hubs.knows(token) else _said(410)  # a hub gives up on 410
    told = hubs.hear(token, request.query_params) if request.method == "GET" else None
    return _said(404) if told is None else _said(200, told)


async def _delivered(hubs: Hubs, token: str, request: Request) -> Response:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_PUSHED:
        return _said(413)
    try:
        async with hubs.reading:
            body = await _received(request)
    except ClientDisconnect:
        return _said(400)
    if body is None:
        return _said(413)
    asked = request.headers
    delivery = Delivery(
        body=body,
        content_type=asked.get("content-type", ""),
        coding=", ".join(asked.getlist("content-encoding")),
        signatures=tuple(asked.getlist("x-hub-signature")),
    )
    hubs.take(token, delivery)
    return _said(202)


async def _received(request: Request) -> bytes | None:
    """Return the body of a request; None where it is too large, as soon as that is known."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_PUSHED:
            return None
    return bytes(body)


def _said(status: int, text: str = "", **headers: str) -> Response:
    """Say something to a hub, in a form that no browser takes for a page."""
    safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": FEED_POLICY, "Cache-Control": "no-store"}
    return PlainTextResponse(text, status, safe | headers)
