"""One question to a source, and what it said, as a value.

    fetch ─▶ walk (redirects, at most five) ─▶ judge the status ─▶ read the body within bounds ─▶ Fetched
                                                    └▶ Unchanged (304)  └▶ Failed(reason, detail)

Whatever a server or a network does comes back as `Failed`; only cancellation and our own bugs are raised. Its
`detail` names hosts only: paths and queries may hold the operator's secrets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, cast

from msgspec import Struct

from publisher.model import Answer, Failed, Fetched, Reason, Source, SourceState, Unchanged
from publisher.wire import address, headers
from publisher.wire.client import Client, Question, Reply, absolute
from publisher.wire.inflate import Body
from publisher.wire.limits import Limits
from publisher.wire.rations import Rations
from publisher.wire.trouble import Trouble

__all__ = ["ACCEPT", "Limits", "canonical", "download", "fetch"]

ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_USUAL_HEADERS: Final = {"Accept": ACCEPT, "Accept-Encoding": "gzip"}
_WHOLE: Final = frozenset({200, 203})  # 206 and the others are no complete document
_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}
_NOT_MODIFIED: Final = 304
_REASONS: Final = {404: Reason.NOT_FOUND, 410: Reason.GONE, 429: Reason.THROTTLED, 503: Reason.THROTTLED}
_USUAL: Final = Limits()


def _now() -> datetime:
    return datetime.now(UTC)


class _Hop(Struct, frozen=True, kw_only=True):
    """One address of a walk. `permanent`: every redirect that led here was."""

    url: str
    permanent: bool = True


class _Errand(Struct, frozen=True, kw_only=True):
    """What is asked for, and what may be shown to whom."""

    url: str
    allow_private: bool = False
    verify: bool = True
    conditions: dict[str, str] = {}
    issuer: str = ""  # the origin that gave the validators of `conditions`
    limits: Limits = _USUAL
    clock: Callable[[], datetime] = _now


async def fetch(
    client: Client,
    source: Source,
    state: SourceState,
    *,
    limits: Limits = _USUAL,
    clock: Callable[[], datetime] = _now,
) -> Answer:
    """Ask a source, on condition that it changed since the validators of `state`.

    Never raises for anything that a network or a server does. Private networks are open only to a source that is
    declared `allow_private`, and only at its own origin: a redirect elsewhere meets the guard like any other.
    Validators are shown only to the origin that gave them. `clock` is asked where a server dates its Retry-After but
    not its answer.
    """
    errand = _Errand(
        url=source.url,
        allow_private=source.allow_private,
        verify=source.verify,
        conditions=_conditions(state),
        issuer=state.issuer or "",
        limits=limits,
        clock=clock,
    )
    return await _run(client, errand)


async def download(
    client: Client, url: str, *, allow_private: bool = False, limits: Limits = _USUAL
) -> Fetched | Failed:
    """Get a document that is no source of ours (an OPML file), without conditions and under the same rules."""
    answer = await _run(client, _Errand(url=url, allow_private=allow_private, limits=limits))
    return cast("Fetched | Failed", answer)  # what was asked without conditions is never Unchanged


class _Share:
    """What a large body may take of the memory that all of them share.

    While it waits for that, the deadline stands still, but no longer than `patience` in all.
    """

    def __init__(self, rations: Rations, deadline: asyncio.Timeout, patience: float) -> None:
        self._rations = rations
        self._deadline = deadline
        self._patience = patience

    async def more(self) -> int:
        """Wait for some more bytes, and return how many. Raises TimeoutError where there are none in time."""
        now = asyncio.get_running_loop().time
        began = now()
        left = (self._deadline.when() or began) - began
        self._deadline.reschedule(began + self._patience)
        more = await self._rations.take(self)
        self._patience -= now() - began
        self._deadline.reschedule(now() + left)
        return more

    def leave(self) -> None:
        """Give everything back."""
        self._rations.leave(self)


async def _run(client: Client, errand: _Errand) -> Answer:
    async with client.seats:
        try:
            async with asyncio.timeout(errand.limits.deadline) as deadline:
                return await _walk(client, errand, _Share(client.rations, deadline, errand.limits.patience))
        except TimeoutError:
            return Failed(reason=Reason.TIMEOUT, detail=f"not done within {errand.limits.deadline:g} seconds")
        except Trouble as trouble:
            return Failed(reason=trouble.reason, detail=trouble.detail, status=trouble.status)


async def _walk(client: Client, errand: _Errand, share: _Share) -> Answer:
    start = canonical(errand.url)
    home = address.origin(start)
    hop = _Hop(url=start)
    for _ in range(errand.limits.redirects + 1):
        here = address.origin(hop.url)
        conditions = errand.conditions if here == (errand.issuer or home) else {}
        async with client.ask(_question(errand, hop, conditions, at_home=here == home)) as reply:
            if reply.status not in _REDIRECTS:
                moved = hop.url if hop.permanent and hop.url != start else None
                return await _judge(reply, hop, errand, moved, share, conditional=bool(conditions))
            hop = _next(hop, reply.status, reply.header("location"))
    raise Trouble(
        Reason.REDIRECT, f"more than {errand.limits.redirects} redirects, the last to {address.host(hop.url)}"
    )


@lru_cache(maxsize=8192)
def canonical(url: str) -> str:
    """Return an address as it is asked, or raise Trouble where we do not ask it."""
    return url if address.is_plain(url) else address.check(absolute(address.unalias(url)))


def _question(errand: _Errand, hop: _Hop, conditions: dict[str, str], *, at_home: bool) -> Question:
    """Return what is asked at one hop. What the operator opened for a source is open at its own origin only."""
    return Question(
        url=hop.url,
        headers={**_USUAL_HEADERS, **conditions},
        private=errand.allow_private and at_home,
        verify=errand.verify or not at_home,
        connect=errand.limits.connect,
        read=errand.limits.read,
    )


def _conditions(state: SourceState) -> dict[str, str]:
    """Return both validators, verbatim, as far as they may stand in a header (RFC 9110 section 13.1)."""
    pair = {"If-None-Match": headers.validator(state.etag), "If-Modified-Since": headers.validator(state.last_modified)}
    return {name: value for name, value in pair.items() if value}


def _next(hop: _Hop, status: int, location: str | None) -> _Hop:
    """Return where a redirect leads; its body is never read. Raises Trouble where we do not go there."""
    if not location:
        raise Trouble(Reason.REDIRECT, "a redirect that names no address", status)
    try:
        url = address.check(absolute(address.unalias(location), hop.url))
    except Trouble as trouble:
        raise Trouble(trouble.reason, f"redirect refused: {trouble.detail}", status) from trouble
    if address.is_downgrade(hop.url, url):
        raise Trouble(Reason.REDIRECT, f"a redirect from https to http at {address.host(url)}", status)
    return _Hop(url=url, permanent=hop.permanent and status in _PERMANENT)


async def _judge(
    reply: Reply, hop: _Hop, errand: _Errand, moved: str | None, share: _Share, *, conditional: bool
) -> Answer:
    if reply.status in _WHOLE:
        return _fetched(reply, hop, await _body(reply, errand.limits, share), moved)
    if reply.status == _NOT_MODIFIED and conditional:
        return Unchanged(
            etag=headers.validator(reply.header("etag")),
            last_modified=headers.validator(reply.header("last-modified")),
            fresh_for=_fresh_for(reply),
            moved_to=moved,
        )
    return _failed(reply, hop, errand.clock)


def _fetched(reply: Reply, hop: _Hop, body: bytes, moved: str | None) -> Fetched:
    hub, self_url = _pushed(reply.joined("link"), hop.url)
    return Fetched(
        address=hop.url,
        body=body,
        digest=sha256(body).hexdigest(),
        content_type=reply.header("content-type") or "",
        status=reply.status,
        etag=headers.validator(reply.header("etag")),
        last_modified=headers.validator(reply.header("last-modified")),
        fresh_for=_fresh_for(reply),
        moved_to=moved,
        hub=hub,
        self_url=self_url,
    )


def _pushed(link: str, base: str) -> tuple[str | None, str | None]:
    """Return the hub of a Link header, and the document's address there (https://www.w3.org/TR/websub/#discovery)."""
    if "hub" not in link.lower():
        return None, None
    links = headers.linked(link)
    try:
        hub = absolute(links["hub"], base) if links.get("hub") else None
        return hub, absolute(links["self"], base) if hub and links.get("self") else None
    except Trouble:
        return None, None


async def _body(reply: Reply, limits: Limits, share: _Share) -> bytes:
    """Return the complete body, decoded, or raise Trouble before more than the limits of it is in memory."""
    try:
        _refuse_length(reply.header("content-length") or "", limits.wire)
        body = Body(reply.joined("content-encoding"), wire=limits.wire, decoded=limits.decoded, small=limits.small)
        async for chunk in reply.chunks():
            body.add(chunk)
            while body.full:
                body.go_on(await share.more())
        return body.finish()
    except Trouble as trouble:
        raise Trouble(trouble.reason, trouble.detail, reply.status) from trouble
    finally:
        share.leave()


def _refuse_length(announced: str, most: int) -> None:
    if announced.isdecimal() and (len(announced) > len(str(most)) or int(announced) > most):
        raise Trouble(Reason.TOO_LARGE, f"more than {most} bytes are announced")


def _failed(reply: Reply, hop: _Hop, clock: Callable[[], datetime]) -> Failed:
    """Return what a status means that brings no document; its body is never read."""
    reason = _REASONS.get(reply.status, Reason.HTTP)
    what = "304 to a question without conditions" if reply.status == _NOT_MODIFIED else f"status {reply.status}"
    return Failed(
        reason=reason,
        detail=f"{what} from {address.host(hop.url)}",
        status=reply.status,
        retry_after=_stay_away(reply, clock()) if reason is Reason.THROTTLED else None,
    )


def _stay_away(reply: Reply, now: datetime) -> timedelta | None:
    """Return how long a throttling server wants to be left alone: a refusal may be cacheable, too."""
    asked = headers.retry_after(reply.header("retry-after"), reply.header("date"), now)
    promised = _fresh_for(reply)
    return max(filter(None, (asked, promised)), default=None)


def _fresh_for(reply: Reply) -> timedelta | None:
    return headers.fresh_for(
        reply.joined("cache-control"), reply.header("expires"), reply.header("date"), reply.header("age")
    )
