"""Gather: make of one document the articles that are to be saved. Reads the store, writes nothing, asks nobody.

    parse ▶ identify ▶ normalize ▶ classify ▶ what two reports share, and the feeds they belong in ▶ Harvest

This is most of the work of the program, and all of it that a hostile document can hurt: it runs in processes of its
own (publisher/pipeline/foreman.py). What goes in and what comes out are values that travel as bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from publisher.desk.classify import Rules, classify
from publisher.desk.cluster import signs
from publisher.desk.curate import feed_ids_of
from publisher.desk.identity import candidates, entry_hash, identify
from publisher.desk.normalize import Unusable, normalize, revise, withdraw
from publisher.model import (
    Answer,
    Article,
    Config,
    Document,
    Entry,
    Failed,
    Fetched,
    Reason,
    Source,
    SourceState,
    Status,
)
from publisher.store.interface import Store
from publisher.wire.cadence import remember
from publisher.wire.parse import NotAFeed, ParseError, parse


@dataclass(frozen=True, slots=True)
class Desk:
    """What gathering knows besides the document: the configuration, its rules, and what is remembered."""

    config: Config
    rules: Rules
    store: Store


class GatherTask(Struct, frozen=True, kw_only=True, tag=True):
    """A document that is to be gathered, with the time and the chance that decide when it is asked for again."""

    source: str
    state: SourceState
    answer: Fetched
    now: datetime
    chance: float


class Harvest(Struct, frozen=True, kw_only=True, tag=True):
    """What one poll brought: the state to remember, and the articles that are new or changed."""

    source: str
    state: SourceState
    failure: Failed | None = None
    fresh: tuple[Article, ...] = ()
    changed: tuple[tuple[Article, Article], ...] = ()  # as it was, as it is; public content changed
    noted: tuple[Article, ...] = ()  # only our bookkeeping changed: saved, but nothing is published
    keys: frozenset[str] = frozenset()  # of all entries of a document that was read: these articles are still there
    signs: dict[str, tuple[str, ...]] = {}  # of each article that is to be saved, by its id
    feeds: frozenset[str] = frozenset()  # what new and changed articles belong in, or did before
    faults: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether anybody answered at all, whatever they said."""
        return self.failure is None or self.failure.status is not None


def read(answer: Fetched) -> Document | Failed:
    """Parse a body; one that cannot be read is a failure of the source."""
    try:
        return parse(answer.body, answer.address, answer.content_type)
    except NotAFeed as error:
        return Failed(reason=Reason.NOT_A_FEED, detail=str(error), status=answer.status)
    except ParseError as error:
        return Failed(reason=Reason.UNREADABLE, detail=str(error), status=answer.status)


def nothing(source: Source, state: SourceState, answer: Answer, now: datetime, chance: float) -> Harvest:
    """Return the harvest of an answer that holds no document, or the one that we had."""
    return Harvest(
        source=source.id,
        failure=answer if isinstance(answer, Failed) else None,
        state=remember(state, source, answer, None, 0, now, chance),
    )


def gather(desk: Desk, source: Source, task: GatherTask, found: Document | Failed) -> Harvest:
    """Identify, normalize and classify what a document holds, as far as we do not know it yet."""
    if isinstance(found, Failed):
        return nothing(source, task.state, found, task.now, task.chance)
    work = _Entries(desk, source, found, task.now)
    renewed = [*work.fresh, *(article for _, article in work.changed)]
    concerned = [*renewed, *(article for article, _ in work.changed)]
    return Harvest(
        source=source.id,
        state=remember(task.state, source, task.answer, found, len(renewed), task.now, task.chance),
        fresh=tuple(work.fresh),
        changed=tuple(work.changed),
        noted=tuple(work.noted),
        keys=frozenset(work.keys),
        signs={article.id: signs(article) for article in (*renewed, *work.noted)},
        feeds=frozenset(feed for article in concerned for feed in feed_ids_of(article, desk.config)),
        faults=(*found.faults, *work.faults),
    )


class _Entries:
    """The entries of one document on their way to articles; one bad entry never spoils the others."""

    def __init__(self, desk: Desk, source: Source, document: Document, now: datetime) -> None:
        self.desk, self.source, self.now = desk, source, now
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
        hashes = self.desk.store.hashes(self.source.id, self.keys)
        new = {
            place
            for place, (entry, keys) in enumerate(zip(entries, keys_of, strict=True))
            if not _is_known(entry_hash(entry), keys, hashes)
        }
        if not new:
            return
        known = self.desk.store.known(self.source.id, hashes.keys())
        first: dict[str, int] = {}
        for place, key in enumerate(identify(entries, self.source, known)):
            if first.setdefault(key, place) == place and place in new:  # an item told twice is its first entry
                self._make(place, entries[place], key, known)

    def _make(self, place: int, entry: Entry, key: str, known: Mapping[str, Article]) -> None:
        try:
            made = normalize(entry, key, self.source, self.desk.config.site, self.now)
        except Unusable as reason:
            self.faults.append(f"entry {place + 1}: {reason}")
            return
        made = classify(made, entry, self.source, self.desk.rules)
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
        for article in self.desk.store.known(self.source.id, keys).values() if keys else ():
            if article.status is not Status.WITHDRAWN:
                self.changed.append((article, withdraw(article, self.now, "withdrawn by the agency")))


def _is_known(digest: str, keys: Sequence[str], hashes: Mapping[str, str]) -> bool:
    return any(hashes.get(key) == digest for key in keys)
