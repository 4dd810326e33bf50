"""WebSub, as a subscriber: what we ask a hub for, what it means by what it asks, what a delivery is worth. Pure.

    a document names a hub ─▶ wanted ─▶ asking ─ POST ─▶ the hub asks back ─ answered ─▶ deliveries, till the lease ends
                                          ▲                     └ denied: asked again in a week
                                          └ at two thirds of the lease, or later and later where the hub is silent

A push is a hint with a signature at best: who is pushed is polled, too, only less often, and only as long as it is the
pushes that bring the news. https://www.w3.org/TR/websub/ (the numbers of sections are those of this text).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from publisher.model import Failed, Fetched, Push, Source, SourceState
from publisher.wire import address
from publisher.wire.inflate import Body
from publisher.wire.limits import Limits
from publisher.wire.moves import asked_as, is_renamed
from publisher.wire.trouble import Trouble

LEASE: Final = timedelta(days=10)  # what we ask for
SHORTEST: Final = timedelta(minutes=10)  # between two requests for one source, whatever lease a hub gives
LONGEST: Final = timedelta(days=30)  # what we believe of a lease
DENIED_FOR: Final = timedelta(days=7)
REFUSED_FOR: Final = timedelta(days=1)
_UNSAID: Final = timedelta(days=1)  # a hub that names no lease, as they did before WebSub
_LATER: Final = 4  # times, with each request that was not verified
_RENEWED_AT: Final = 2 / 3
_JITTER: Final = 0.1
_MOST_POWERS: Final = 8
_MOST_DIGITS: Final = 10
_LONGEST_CHALLENGE: Final = 4096
_REMEMBERED: Final = 16  # bodies that are known when they come again
_SOON: Final = timedelta(minutes=5)  # our poll and the hub may overtake one another by so much
_BUSY: Final = frozenset({408, 425, 429})

_SIGNATURE: Final = re.compile(r"(sha256|sha384|sha512|sha1)=([0-9a-f]{40,128})")
_WEAK: Final = "sha1"


class Wanted(NamedTuple):
    """What a source offers to push: the address that its document has there, and the hub (section 4)."""

    topic: str
    hub: str


class Delivery(Struct, frozen=True, kw_only=True):
    """What came to a callback: the bytes as they came, and what their headers say of them."""

    body: bytes
    content_type: str = ""
    coding: str = ""
    signatures: tuple[str, ...] = ()


class Worth(Enum):
    """What a delivery is worth."""

    NEWS = "news"  # signed by the hub: to be read
    HINT = "hint"  # there may be something new, says somebody who knows the callback: to be looked for at the source
    NOTHING = "nothing"


# What we want.


def wanted(source: Source, state: SourceState) -> Wanted | None:
    """Return what is to be subscribed for a source; None where it names no hub that we would ask.

    A hub is a third party: an address that holds a secret is told to none but the source's own.
    """
    hub = state.hub
    if hub is None or source.paused or state.gone or is_renamed(state, source):
        return None
    topic = (state.hints.self_url if state.hints else None) or asked_as(source, state).url
    if not (_is_askable(hub) and _is_askable(topic)) or (source.secret and not is_own(source, hub)):
        return None
    return Wanted(topic, hub)


def is_own(source: Source, hub: str) -> bool:
    """Whether the hub stands at the origin of its source: what is open to that is open to the hub."""
    return address.origin(hub) == address.origin(address.unalias(source.url))


def _is_askable(url: str) -> bool:
    try:
        address.check(url)
    except Trouble:
        return False
    return True


# What we ask for.


def proposed(source: str, want: Wanted, *, callbacks: str, token: str, secret: str, due: datetime) -> Push:
    """Return an agreement that is still to be asked for. The secret is kept only for a hub that we speak to over TLS.

    Without one nothing can be signed, and what comes is a hint (section 5.1: a secret goes over https only).
    """
    return Push(
        source=source,
        topic=want.topic,
        hub=want.hub,
        token=token,
        secret=secret if want.hub.startswith("https://") else "",
        asked=due,
        due=due,
        callback=callback(callbacks, token),
    )


def callback(callbacks: str, token: str) -> str:
    """Return the address that a hub is told to send to: whoever knows it speaks for the hub, so nobody else does."""
    return f"{callbacks}push/{token}"


def subscription(push: Push) -> dict[str, str]:
    """Return the form that asks a hub to push (section 5.1)."""
    form = {**_form(push, "subscribe"), "hub.lease_seconds": str(LEASE // timedelta(seconds=1))}
    return form | {"hub.secret": push.secret} if push.secret and push.hub.startswith("https://") else form


def ending(push: Push) -> dict[str, str]:
    """Return the form that asks a hub to push no more."""
    return _form(push, "unsubscribe")


def _form(push: Push, mode: str) -> dict[str, str]:
    return {"hub.mode": mode, "hub.topic": push.topic, "hub.callback": push.callback}


def asking(push: Push, now: datetime, chance: float) -> Push:
    """Return an agreement that is being asked for. Until the hub asks back, it counts as one that it did not hear of.

    It is asked again after 10 minutes, then 40, up to a day.
    """
    wait = min(SHORTEST * _LATER ** min(push.attempts, _MOST_POWERS), REFUSED_FOR)
    state = "asked" if push.state == "refused" else push.state
    return replace(push, state=state, asked=now, attempts=push.attempts + 1, due=now + _spread(wait, chance))


def heard(push: Push, answer: tuple[int, str] | Failed, now: datetime, chance: float) -> Push:
    """Return what is left of a request after the hub's answer: one that refuses is asked again in a day."""
    status = 0 if isinstance(answer, Failed) else answer[0]
    refuses = 400 <= status < 500 and status not in _BUSY  # noqa: PLR2004 -- the class of the status
    return replace(push, due=max(push.due, now + _spread(REFUSED_FOR, chance))) if refuses else push


def _spread(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 + _JITTER * chance)


# What the hub asks back.


def asked_back(push: Push, query: Mapping[str, str], now: datetime, chance: float) -> tuple[Push, str] | None:
    """Return what becomes of an agreement when its hub asks or tells us something, and what we say; None: unknown.

    Only the very topic counts (section 5.3), and nobody subscribes us to what we gave up to ask for.
    """
    if query.get("hub.topic") != push.topic:
        return None
    if query.get("hub.mode") == "denied":
        return replace(push, state="refused", until=None, due=now + _spread(DENIED_FOR, chance)), ""
    challenge = _challenge(query)
    if query.get("hub.mode") != "subscribe" or not challenge or push.state == "refused":
        return None
    return _verified(push, _lease(query.get("hub.lease_seconds")), now, chance), challenge


def ended(push: Push, query: Mapping[str, str]) -> str | None:
    """Return what we say to a hub that asks whether we meant to give up an agreement; None: unknown."""
    is_meant = query.get("hub.mode") == "unsubscribe" and query.get("hub.topic") == push.topic
    return (_challenge(query) or None) if is_meant else None


def _challenge(query: Mapping[str, str]) -> str:
    challenge = query.get("hub.challenge", "")
    return challenge if len(challenge) <= _LONGEST_CHALLENGE else ""


def _verified(push: Push, lease: timedelta, now: datetime, chance: float) -> Push:
    renewal = max(lease * _RENEWED_AT * (1 - _JITTER * chance), SHORTEST)
    return replace(push, state="verified", until=now + lease, attempts=0, due=now + renewal)


def _lease(written: str | None) -> timedelta:
    digits = (written or "").strip()
    if not (digits.isascii() and digits.isdecimal()) or not int(digits[:_MOST_DIGITS]):
        return _UNSAID
    return min(timedelta(seconds=int(digits)), LONGEST) if len(digits) < _MOST_DIGITS else LONGEST


# What the hub sends.


def worth(push: Push, delivery: Delivery) -> Worth:
    """Return what a delivery is worth (section 7.1).

    One signature over the very bytes that came, with SHA-256 or better, makes news of it. SHA-1 was what hubs signed
    with before WebSub, and large ones do so today: it is believed that there is something, and no word of it. Without
    a secret nothing is ever believed but that.
    """
    if push.state != "verified":
        return Worth.NOTHING
    if not push.secret:
        return Worth.HINT
    found = _SIGNATURE.fullmatch(delivery.signatures[0]) if len(delivery.signatures) == 1 else None
    if found is None:
        return Worth.NOTHING
    expected = hmac.new(push.secret.encode(), delivery.body, found[1]).hexdigest()
    if not hmac.compare_digest(expected, found[2]):
        return Worth.NOTHING
    return Worth.HINT if found[1] == _WEAK else Worth.NEWS


def opened(push: Push, delivery: Delivery, limits: Limits) -> Fetched:
    """Return a delivery as an answer of its topic, within the bounds of one. Raises Trouble."""
    body = Body(delivery.coding, wire=limits.wire, decoded=limits.decoded)
    body.add(delivery.body)
    whole = body.finish()
    return Fetched(
        address=push.topic,
        body=whole,
        content_type=delivery.content_type,
        digest=sha256(whole).hexdigest(),
    )


def taken(push: Push, digest: str = "", *, now: datetime) -> Push:
    """Return an agreement under which something was sent; `digest` is that of the body, where it was read."""
    known = (*push.taken, _mark(digest))[-_REMEMBERED:] if digest else push.taken
    return replace(push, delivered=now, taken=known)


def is_known(push: Push, digest: str) -> bool:
    """Whether a body was taken before: a hub that tries again, or somebody who plays an old delivery again."""
    return _mark(digest) in push.taken


def _mark(digest: str) -> str:
    return digest[:32]


def is_live(push: Push | None, now: datetime) -> bool:
    """Whether a hub has agreed to push, and its lease lives."""
    return push is not None and push.state == "verified" and push.until is not None and now < push.until


def carries(push: Push | None, state: SourceState, now: datetime) -> bool:
    """Whether it is the pushes that bring the news of a source: the lease lives, and the last news were pushed."""
    if push is None or push.delivered is None or not is_live(push, now):
        return False
    return state.renewed is None or state.renewed <= push.delivered + _SOON
