"""When a source moved for good: whether to believe it, and where to ask from then on. Pure.

    a permanent redirect ─▶ three polls that agree, over a day ─▶ an article that we had came from there ─▶ adopted

One 301 may be a captive portal's, a hijacked name's or a mistake's. Until it is adopted, a redirect is walked with
every poll; after that the old address is not asked again. `sources.yaml` keeps the old one, for it is the operator's:
another address there ends the adoption, and with it all that was learnt of the old one. So does the new address, when
it fails for a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from msgspec.structs import replace

from publisher.model import EPOCH, Answer, Failed, Fetched, Source, SourceState, Unchanged
from publisher.wire import address

_POLLS: Final = 3
_TIME: Final = timedelta(hours=24)
_LOST_POLLS: Final = 5
_LOST_TIME: Final = timedelta(hours=24)


class Adoption(NamedTuple):
    """What became of a redirect. `audit` is the line for the operator's log, `refusal` why it is not adopted yet."""

    state: SourceState
    audit: str = ""
    refusal: str = ""


@lru_cache(maxsize=16_384)
def _mark(url: str) -> str:
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def is_renamed(state: SourceState, source: Source) -> bool:
    """Tell whether sources.yaml has another address than the one that `state` was learnt of: ask it at once."""
    return state.learnt_of is not None and state.learnt_of != _mark(source.url)


def learnt(state: SourceState, source: Source) -> SourceState:
    """Return what we may use of a state: nothing, where it was learnt of another address than sources.yaml has now."""
    if is_renamed(state, source):
        return SourceState(source=state.source, learnt_of=_mark(source.url))
    return state if state.learnt_of else replace(state, learnt_of=_mark(source.url))


def asked_as(source: Source, state: SourceState) -> Source:
    """Return the source as it is to be asked: at the address it moved to, if it did.

    What the operator opened for the old address (private networks, certificates that are not checked) is open there
    only at the same origin. To ask for it twice is to ask for it once.
    """
    if state.adopted is None or state.learnt_of != _mark(source.url):
        return source
    if address.origin(state.adopted) == address.origin(address.unalias(source.url)):
        return replace(source, url=state.adopted)
    return replace(source, url=state.adopted, allow_private=False, verify=True)


def counted(state: SourceState, source: Source, answer: Fetched | Unchanged, now: datetime) -> SourceState:
    """Count the polls in a row whose permanent redirects agree."""
    target = answer.moved_to if answer.moved_to != asked_as(source, state).url else None
    if target is None:
        return replace(state, moved_to=None, moved_polls=0, moved_since=None, moved_proven=False)
    if target != state.moved_to:
        early = state.renewed is None
        return replace(state, moved_to=target, moved_polls=1, moved_since=now, moved_proven=False, moved_early=early)
    return replace(state, moved_polls=state.moved_polls + 1)


def returned(state: SourceState, now: datetime) -> SourceState:
    """Go back to the address in sources.yaml where the adopted one has failed for a day, or says that it is gone."""
    since = state.failing_since or now
    is_lost = state.failures >= _LOST_POLLS and now - since >= _LOST_TIME
    if state.adopted is None or not (is_lost or state.gone):
        return state
    return replace(state, adopted=None, gone=False, etag=None, last_modified=None)


def adoptable(state: SourceState, now: datetime) -> bool:
    """Tell whether a permanent redirect has stood long enough: three polls in a row that agree, over a day.

    One 301 may be a captive portal's. The caller adds what only it can see: that the same articles come from there.
    """
    if state.moved_to is None or state.moved_since is None:
        return False
    return state.moved_polls >= _POLLS and now - state.moved_since >= _TIME


def adopt(state: SourceState, source: Source, answer: Answer, shared: int, now: datetime) -> Adoption:
    """Decide on a permanent redirect, after the poll that `state` already remembers.

    `shared` counts the entries of the answer's document that we had before, or all of them where the body is the one
    we had. A 304 proves nothing: where nothing but 304s come from there, the validators are dropped once. What is in
    the first whole document from there decides: later ones share their articles with it, whoever wrote it.
    """
    if state.moved_to is None or isinstance(answer, Failed) or answer.moved_to != state.moved_to:
        return Adoption(state)
    if state.moved_proven is False and isinstance(answer, Fetched):
        unknown = False if state.moved_early else None
        state = replace(state, moved_proven=True if shared > 0 else unknown)
    refusal = _refusal(state, source, now)
    if refusal:
        unproven = adoptable(state, now) and state.moved_proven is False and isinstance(answer, Unchanged)
        return Adoption(replace(state, etag=None, last_modified=None) if unproven else state, refusal=refusal)
    return _adopted(state, source)


def _refusal(state: SourceState, source: Source, now: datetime) -> str:
    if address.is_downgrade(asked_as(source, state).url, state.moved_to or ""):
        return "it gives up TLS"
    if not adoptable(state, now):
        return f"too early: it takes {_POLLS} polls that agree, over {_TIME // timedelta(hours=1)} hours"
    return "" if state.moved_proven else "no article that we had came from there"


def _adopted(state: SourceState, source: Source) -> Adoption:
    target = state.moved_to or source.url
    old = asked_as(source, state).url
    told = f"{address.host(old)} to {address.host(target)}" if source.secret else f"{old} to {target}"
    moved = replace(
        state,
        adopted=None if target == source.url else target,
        learnt_of=_mark(source.url),
        moved_to=None,
        moved_polls=0,
        moved_since=None,
        moved_proven=False,
    )
    since = (state.moved_since or EPOCH).date().isoformat()
    return Adoption(moved, audit=f"{source.id}: moved for good from {told} (redirected since {since})")
