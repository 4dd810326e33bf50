"""Gather: make of one document the articles that are to be saved. Reads the store, writes nothing, asks nobody.

    parse ▶ identify ▶ normalize ▶ classify ▶ what two reports share, and the feeds they belong in ▶ Harvest

This is most of the work of the program, and all of it that a hostile document can hurt: it runs in processes of its
own (publisher/pipeline/foreman.py). What goes in and what comes out are values that travel as bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from publisher.desk import flood
from publisher.desk.belonging import feed_ids_of
from publisher.desk.classify import Rules, classify_all
from publisher.desk.cluster import new_story, signs
from publisher.desk.identity import Named, candidates, identify
from publisher.desk.language import clean_tag
from publisher.desk.normalize import Unusable, normalize, revise, withdraw
from publisher.desk.stories import encode, report
from publisher.model import (
    EPOCH,
    Article,
    Config,
    Document,
    Entry,
    Failed,
    Fetched,
    Reason,
    Source,
    Status,
)
from publisher.pipeline.harvest import GatherTask, Harvest, nothing
from publisher.pipeline.secrecy import without_secrets, without_spelled
from publisher.store import Ready, ready
from publisher.store.interface import Store
from publisher.wire.cadence import remember
from publisher.wire.parse import NotAFeed, ParseError, parse

ARCHIVE: Final = timedelta(days=1)  # beyond the window of a story, before the newest of its source
_JUDGED_AT_ONCE: Final = 32  # articles that are classified together
_LOOKED_THROUGH: Final = 1_000  # articles of a source whose items all seem to be new


@dataclass(frozen=True, slots=True)
class Desk:
    """What gathering knows besides the document: the configuration, its rules, and what is remembered."""

    config: Config
    rules: Rules
    store: Store


def read(answer: Fetched, source: Source) -> Document | Failed:
    """Parse a body; one that cannot be read is a failure of the source."""
    body, address = without_secrets(answer, source.hidden) if source.hidden else (answer.body, answer.address)
    try:
        found = parse(body, address, answer.content_type)
    except NotAFeed as error:
        return Failed(reason=Reason.NOT_A_FEED, detail=str(error), status=answer.status)
    except ParseError as error:
        return Failed(reason=Reason.UNREADABLE, detail=str(error), status=answer.status)
    return without_spelled(found, source.hidden) if source.hidden else found


def never() -> bool:
    """Say that there is time for all of it."""
    return False


def gather(
    desk: Desk, source: Source, task: GatherTask, found: Document | Failed, is_late: Callable[[], bool] = never
) -> Harvest:
    """Identify, normalize and classify what a document holds, as far as we do not know it yet.

    As soon as `is_late`, the entries that are left wait: the document counts as cut off then, so that the whole of it
    comes again with the next poll.
    """
    if isinstance(found, Failed):
        return nothing(source, task.state, found, task.now, task.chance)
    work = _Entries(desk, source, task, found, is_late)
    if work.left:
        found = replace(found, partial=True)
    known = [article for _, article in work.changed]
    concerned = [*work.fresh, *known, *(article for article, _ in work.changed)]
    renewed = len(work.fresh) + len(known)
    dates = [each.agency_created.at for each in work.fresh if each.agency_created and each.agency_created.at]
    return Harvest(
        source=source.id,
        state=remember(task.state, source, task.answer, found, renewed, task.now, task.chance, dates=dates),
        fresh=_ready_all(work.fresh, desk.config.story_window),
        changed=tuple(work.changed),
        noted=tuple(work.noted),
        keys=frozenset(work.keys),
        shared=work.shared,
        signs={article.id: signs(article) for article in (*known, *work.noted)},
        feeds=frozenset(feed for article in concerned for feed in feed_ids_of(article, desk.config)),
        held=sum(bool(article.waits_for) for article in work.fresh),
        faults=(*found.faults, *work.faults),
    )


def _ready_all(articles: Sequence[Article], window: timedelta) -> tuple[Ready, ...]:
    """Make articles ready for their rows.

    What a source published long before its newest is its archive, and is compared with nothing: no story waits so long.
    """
    since = max((article.published for article in articles), default=EPOCH) - window - ARCHIVE
    return tuple(
        [
            ready(each, signs(each), new_story(each), encode(report(each)) if each.published >= since else b"")
            for each in articles
        ]
    )


class _Entries:
    """The entries of one document on their way to articles; one bad entry never spoils the others."""

    def __init__(
        self, desk: Desk, source: Source, task: GatherTask, document: Document, is_late: Callable[[], bool]
    ) -> None:
        self.desk, self.source, self.now, self.is_late = desk, source, task.now, is_late
        self.was_cut, self.chance = task.state.body_hash is None and task.state.answered is not None, task.chance
        self.left = 0  # entries that wait for the next time
        self.fresh: list[Article] = []
        self.changed: list[tuple[Article, Article]] = []
        self.noted: list[Article] = []
        self.faults: list[str] = []
        self.named = self._name(document.entries)
        self.keys = {key for names in self.named for key in names.keys}
        self.likely = clean_tag(document.language)
        self.rekeyed: dict[str, Article] = {}  # as they were, by the keys that their entries have now
        self.shared = 0  # entries that we had before
        self._read(flood.usual(task.state, task.now))
        self._withdraw(document.deleted)

    def _name(self, entries: Sequence[Entry]) -> list[Named]:
        """Name the entries, but for those that there is no time left for: they wait."""
        named: list[Named] = []
        for entry in entries:
            if named and self.is_late():
                self._let_wait(len(entries) - len(named), len(entries))
                break
            named.append(Named(entry, self.source))
        return named

    def _let_wait(self, left: int, of: int) -> None:
        self.left += left
        self.faults.append(f"{left} of {of} entries wait for the next poll: they cost too much")

    def _read(self, usual: float | None) -> None:
        hashes = self.desk.store.hashes(self.source.id, self.keys)
        new = [place for place, names in enumerate(self.named) if not _is_known(names, hashes)]
        self.shared = len(self.named) - len(new)
        if not new:
            return
        known = self.desk.store.known(self.source.id, hashes.keys()) if hashes else {}
        keys = identify([names.entry for names in self.named], self.source, known, self.named)
        if flood.is_flood(sum(keys[place] not in known for place in new), len(keys), usual):
            known = self._known_again(keys, known)
        self._make_all(self._in_turn(new), keys, known)
        if flood.is_flood(len(self.fresh), len(keys), usual):
            self.faults.append(f"{len(self.fresh)} of {len(keys)} entries are new all at once: held for review")
            self.fresh = list(map(flood.hold, self.fresh))

    def _known_again(self, keys: Sequence[str], known: Mapping[str, Article]) -> dict[str, Article]:
        """Know again what has another id now, by its link or title: it is found under that one from now on."""
        had = {article.key: article for article in self.desk.store.latest(self.source.id, _LOOKED_THROUGH)}
        pairs = zip(keys, flood.rejoin(self.named, keys, had.values()), strict=True)
        self.rekeyed = {new: had[old] for new, old in pairs if new != old}
        return dict(known) | {key: replace(article, key=key) for key, article in self.rekeyed.items()}

    def _in_turn(self, places: list[int]) -> list[int]:
        """Return the places of what is new, in order; from anywhere on, if some had to wait the last time."""
        start = int(self.chance * len(places)) if self.was_cut else 0
        return places[start:] + places[:start]

    def _make_all(self, places: Sequence[int], keys: Sequence[str], known: Mapping[str, Article]) -> None:
        first: dict[str, int] = {}
        for place, key in enumerate(keys):
            first.setdefault(key, place)  # an item told twice is its first entry
        made: list[tuple[int, Article]] = []
        for done, place in enumerate(places):
            if done and self.is_late():  # one at least, however long the document took to read
                self._let_wait(len(places) - done, len(keys))
                break
            if first[keys[place]] == place and (article := self._normalized(place, keys[place])):
                made.append((place, article))
            if len(made) >= _JUDGED_AT_ONCE:
                self._judge(made, keys, known)
                made = []
        self._judge(made, keys, known)

    def _normalized(self, place: int, key: str) -> Article | None:
        names = self.named[place]
        try:
            return normalize(names.entry, key, self.source, self.desk.config.site, self.now, names)
        except Unusable as reason:
            self.faults.append(f"entry {place + 1}: {reason}")
            return None

    def _judge(self, made: Sequence[tuple[int, Article]], keys: Sequence[str], known: Mapping[str, Article]) -> None:
        """Classify articles all at once, which takes a fifth less, and take them."""
        items = [(article, self.named[place].entry, self.source) for place, article in made]
        for (place, _), article in zip(made, classify_all(items, self.desk.rules, self.likely), strict=True):
            self._take(place, article, keys[place], known)

    def _take(self, place: int, made: Article, key: str, known: Mapping[str, Article]) -> None:
        names, old = self.named[place], known.get(key)
        if old is None:
            self.fresh.append(made)
            if key != names.own and names.own in known:
                self.faults.append(f"entry {place + 1}: its id is that of another story: taken for one of its own")
            return
        revised = revise(old, made, self.now)
        if revised.version != old.version or revised.status != old.status:
            self.changed.append((old, revised))
        elif revised != self.rekeyed.get(key, old):
            self.noted.append(revised)

    def _withdraw(self, deleted: Sequence[str]) -> None:
        keys = {key for guid in deleted for key in candidates(Entry(guid=guid), self.source)}
        for article in self.desk.store.known(self.source.id, keys).values() if keys else ():
            if article.status is not Status.WITHDRAWN:
                self.changed.append((article, withdraw(article, self.now, "withdrawn by the agency")))


def _is_known(names: Named, hashes: Mapping[str, str]) -> bool:
    return bool(hashes) and any(hashes.get(key) == names.digest for key in names.keys)
