"""Poll: ask one source, and make of what it says the articles that are to be saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from publisher.desk.classify import classify
from publisher.desk.identity import candidates, entry_hash, identify
from publisher.desk.normalize import Unusable, normalize, revise, withdraw
from publisher.model import (
    Answer,
    Article,
    Document,
    Entry,
    Failed,
    Fetched,
    Reason,
    Source,
    SourceState,
    Status,
)
from publisher.pipeline.house import House
from publisher.wire import address
from publisher.wire.cadence import body_hash, remember
from publisher.wire.fetch import fetch
from publisher.wire.parse import NotAFeed, ParseError, parse


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one poll brought: the state to remember, and the articles that are new or changed."""

    source: Source
    answer: Answer
    state: SourceState
    fresh: tuple[Article, ...] = ()
    changed: tuple[tuple[Article, Article], ...] = ()  # as it was, as it is; public content changed
    noted: tuple[Article, ...] = ()  # only our bookkeeping changed: saved, but nothing is published
    keys: frozenset[str] = frozenset()  # of all entries of a document that was read: these articles are still there
    faults: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether anybody answered at all, whatever they said."""
        return not isinstance(self.answer, Failed) or self.answer.status is not None


async def poll(house: House, source: Source, save: Callable[[Harvest], Awaitable[None]]) -> Harvest:
    """Ask one source and save what it brought. An expected failure is in the answer; only a bug raises.

    Whoever waits for a turn at a busy host holds no seat: one host with many sources never delays another.
    """
    async with AsyncExitStack() as seat:
        async with house.turns.at(address.host(source.url), exempt=source.allow_private):
            await seat.enter_async_context(house.seats)
            state = await asyncio.to_thread(house.store.state, source.id)
            answer = await fetch(house.client, source, state)
        harvest = await asyncio.to_thread(gather, house, source, state, answer)
        await save(harvest)
    return harvest


def gather(house: House, source: Source, state: SourceState, answer: Answer) -> Harvest:
    """Parse, identify, normalize and classify what an answer holds. Reads the store, writes nothing."""
    now = house.now()
    answer, document = _read(answer, state)
    work = _Entries(house, source, document, now) if document else None
    renewed = len(work.fresh) + len(work.changed) if work else 0
    return Harvest(
        source=source,
        answer=answer,
        state=remember(state, source, answer, document, renewed, now, house.chance()),
        fresh=tuple(work.fresh) if work else (),
        changed=tuple(work.changed) if work else (),
        noted=tuple(work.noted) if work else (),
        keys=frozenset(work.keys) if work else frozenset(),
        faults=(*document.faults, *work.faults) if document and work else (),
    )


def _read(answer: Answer, state: SourceState) -> tuple[Answer, Document | None]:
    """Parse a body that is not the one we had; a body that cannot be read is a failure of the source."""
    if not isinstance(answer, Fetched) or body_hash(answer.body) == state.body_hash:
        return answer, None
    try:
        return answer, parse(answer.body, answer.address, answer.content_type)
    except NotAFeed as error:
        return Failed(reason=Reason.NOT_A_FEED, detail=str(error), status=answer.status), None
    except ParseError as error:
        return Failed(reason=Reason.UNREADABLE, detail=str(error), status=answer.status), None


class _Entries:
    """The entries of one document on their way to articles; one bad entry never spoils the others."""

    def __init__(self, house: House, source: Source, document: Document, now: datetime) -> None:
        self.house, self.source, self.now = house, source, now
        self.fresh: list[Article] = []
        self.changed: list[tuple[Article, Article]] = []
        self.noted: list[Article] = []
        self.faults: list[str] = []
        self.keys: set[str] = set()
        self._read(document.entries)
        self._withdraw(document.deleted)

    def _read(self, entries: Sequence[Entry]) -> None:
        keys_of = [candidates(entry, self.source) for entry in entries]
        self.keys.update(key for keys in keys_of for key in keys)
        hashes = self.house.store.hashes(self.source.id, self.keys)
        new = {
            place
            for place, (entry, keys) in enumerate(zip(entries, keys_of, strict=True))
            if not _is_known(entry_hash(entry), keys, hashes)
        }
        if not new:
            return
        known = self.house.store.known(self.source.id, hashes.keys())
        first: dict[str, int] = {}
        for place, key in enumerate(identify(entries, self.source, known)):
            if first.setdefault(key, place) == place and place in new:  # an item told twice is its first entry
                self._make(place, entries[place], key, known)

    def _make(self, place: int, entry: Entry, key: str, known: Mapping[str, Article]) -> None:
        try:
            made = normalize(entry, key, self.source, self.house.config.site, self.now)
        except Unusable as reason:
            self.faults.append(f"entry {place + 1}: {reason}")
            return
        made = classify(made, entry, self.source, self.house.rules)
        old = known.get(key)
        if old is None:
            self.fresh.append(made)
            return
        revised = revise(old, made, self.now)
        if revised.version != old.version or revised.status != old.status:
            self.changed.append((old, revised))
        elif revised != old:
            self.noted.append(revised)

    def _withdraw(self, deleted: Sequence[str]) -> None:
        keys = {key for guid in deleted for key in candidates(Entry(guid=guid), self.source)}
        for article in self.house.store.known(self.source.id, keys).values() if keys else ():
            if article.status is not Status.WITHDRAWN:
                self.changed.append((article, withdraw(article, self.now, "withdrawn by the agency")))


def _is_known(digest: str, keys: Sequence[str], hashes: Mapping[str, str]) -> bool:
    return any(hashes.get(key) == digest for key in keys)
