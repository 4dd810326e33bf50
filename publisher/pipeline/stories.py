"""Stories: which event each report tells of, in the memory of the process that holds the pen.

    first fresh article ─▶ open: what was retained, and the gists saved since ─▶ an index for each language
    each fresh article ──▶ place ─▶ its group, what joined it, and the stories that ended with it

Opened only when something is fresh: a round that brings nothing new never reads it. What others saved meanwhile is
learnt before the next report is placed, so that several processes may take turns at the pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from publisher.model import EPOCH, Gist, Group
from publisher.store import Ready
from publisher.store.interface import Pen, Store

if TYPE_CHECKING:
    from publisher.desk.stories import Index, Joined, Report, World

A_DAY: Final = timedelta(days=1)
"""How much further than the window of a story gists are learnt again where nothing was retained."""
MOST: Final = 30_000  # stories beyond the window that an index may remember
ALL: Final = "*"
"""What is known of all languages is retained under this name."""
OWN: Final = timedelta(days=7)  # after which not even its own source tells more of a story
FEWEST, SHARE = 1_000, 8
"""How many reports are worth keeping all that is known for: so many, and this part of what is known."""

_encode: Final = msgspec.msgpack.Encoder().encode


class Placed(NamedTuple):
    """Where a report belongs."""

    group: Group
    why: bytes  # a `Joined`
    merged: tuple[tuple[str, str], ...] = ()  # (ended, kept)


@dataclass(slots=True)
class _Memory:
    """What is known in this process."""

    world: World | None = None
    waiting: dict[str, list[tuple[Report, str]]] = field(default_factory=dict)  # of languages nobody asked for yet
    retained: dict[str, int] = field(default_factory=dict)
    ruled: int = 0  # the number of the last ruling that is obeyed
    seen: int = 0  # the number of the last article that is known
    own: set[str] = field(default_factory=set)  # the articles placed since then: they come back as gists
    fresh: int = 0  # how many reports were learnt since all was retained
    is_open: bool = False

    @property
    def indexes(self) -> Mapping[str, Index]:
        """The indexes that somebody asked for, by language."""
        return self.world.indexes if self.world else {}


class Stories:
    """The stories of the window. For one pen at a time; after a commit that failed, `close` it."""

    def __init__(self, window: timedelta = timedelta(hours=72)) -> None:
        """Let a story take in reports for so long after its last one."""
        self._window = window
        self._memory = _Memory()
        self._pen: Pen | None = None
        self._since = EPOCH

    def open(self, pen: Pen, store: Store, now: datetime) -> None:
        """Learn what others saved and what editors ruled since this was last opened: the first time, everything.

        What is placed until this is opened again is to be saved with this pen.
        """
        self._pen, self._since = pen, now - self._window - A_DAY
        rulings = store.rulings(self._memory.ruled)
        if any(each.kind == "split" for each in rulings.values()):
            self.close()  # what was one story is learnt again as two
            rulings = store.rulings()
        memory, merged = self._memory, self._memory.is_open  # what was merged before has its name
        if not memory.is_open:
            memory.retained = pen.retained()
            memory.seen = min(memory.retained.values(), default=0)
            memory.is_open = True
            self._world.moved.update({each.story: each.kept for each in store.merges(MOST)})
            if kept := pen.recall(ALL) if ALL in memory.retained else None:
                self._world.across.restore(kept)
        self._take(pen.gists(memory.seen, self._since))
        memory.ruled = max((memory.ruled, *rulings))
        for ruling in rulings.values():
            if ruling.kind == "split":
                self._world.apart(ruling.story, ruling.other)
            elif merged:
                self._world.end(ruling.story, ruling.other)

    def close(self) -> None:
        """Forget everything: it is learnt again when it is opened."""
        self._memory = _Memory()

    def retain(self, store: Store, now: datetime) -> bool:
        """Keep what is known, where much was learnt since it was last kept: the next process begins with it.

        Nobody else may hold the pen meanwhile.
        """
        memory = self._memory
        if memory.fresh < max(FEWEST, sum(map(len, memory.indexes.values())) // SHARE):
            return False
        with store.pen() as pen:
            self.open(pen, store, now)
            for language in list(self._memory.waiting):
                self._world.index(language)
            kept = {language: index.snapshot() for language, index in self._memory.indexes.items()}
            kept[ALL] = self._world.across.kept()
            pen.retain(kept, self._memory.seen)
        self._memory.fresh = 0
        return True

    def place(self, made: Ready) -> Placed:
        """Return where a report belongs that no sign leads anywhere; where it is alone, it opens a story."""
        if not made.gist:
            return Placed(Group(made.opens, made.opens), b"")
        report = _read(made.gist, made.opens)
        joined = self._world.place(report, made.opens)
        self._note(made)
        group = Group(joined.of if joined.kind == "duplicate" else made.opens, joined.story)
        return Placed(group, _encode(joined), joined.merged)

    def learn(self, made: Ready, group: Group, by: str) -> Placed:
        """Take in a report that a sign led to its group."""
        if not made.gist:
            return Placed(group, b"")
        from publisher.desk.stories import Joined  # noqa: PLC0415 -- only where something is fresh

        report = _read(made.gist, group.report)
        self._world.learn(report, group.story)
        self._note(made)
        return Placed(group, _encode(Joined(group.story, "duplicate", group.report, 1.0, by)))

    def _note(self, made: Ready) -> None:
        self._memory.own.add(made.id)
        self._memory.fresh += 1

    def _take(self, gists: Iterable[Gist]) -> None:
        """Take in what was saved; what nobody asks for yet waits until somebody does."""
        memory = self._memory
        for gist in gists:
            memory.seen = gist.number
            if gist.article in memory.own:
                continue
            memory.fresh += 1
            report = _read(gist.record, gist.group.report)
            if report.language in memory.indexes:
                self._world.learn(report, gist.group.story)
            else:
                self._world.across.learn(report, gist.group.story)
                memory.waiting.setdefault(report.language, []).append((report, gist.group.story))
        memory.own.clear()

    @property
    def _world(self) -> World:
        from publisher.desk.stories import World  # noqa: PLC0415 -- only where something is fresh

        if self._memory.world is None:
            self._memory.world = World(self._opened, _seconds(min(A_DAY, self._window)))
        return self._memory.world

    def _opened(self, language: str) -> Index:
        """Return the index of a language with all that is known of its stories."""
        memory, found = self._memory, self._recalled(language)
        for report, story in memory.waiting.pop(language, ()):
            found.learn(report, story)
        return found

    def _recalled(self, language: str) -> Index:
        """Return what was retained of a language; where that is of another version, all is learnt again."""
        from publisher.desk.stories import Index, Rules  # noqa: PLC0415 -- only where something is fresh

        rules = Rules(window=_seconds(self._window), most=MOST, memory=_seconds(max(OWN, self._window)))
        last = self._memory.retained.get(language)
        if last is None or self._pen is None:
            return Index(rules)
        kept = self._pen.recall(language)
        found = Index.restore(kept, rules) if kept else None
        if found is None:
            self._learn_again(self._pen)
        return Index(rules) if found is None else found

    def _learn_again(self, pen: Pen) -> None:
        """Let the gists of what was retained wait for whoever asks, read once for all languages that are not open."""
        memory = self._memory
        again: dict[str, list[tuple[Report, str]]] = {}
        for gist in pen.gists(0, self._since):
            report = _read(gist.record, gist.group.report)
            if report.language not in memory.indexes and gist.number <= memory.retained.get(report.language, 0):
                again.setdefault(report.language, []).append((report, gist.group.story))
        for language, reports in again.items():
            memory.waiting[language] = reports + memory.waiting.get(language, [])
            memory.fresh += len(reports)
        memory.retained.clear()


def _seconds(time: timedelta) -> int:
    return time // timedelta(seconds=1)


def _read(gist: bytes, name: str) -> Report:
    """Return what is compared of an article, under the name of the report that it is or repeats."""
    from publisher.desk.stories import decode  # noqa: PLC0415 -- only where something is fresh

    return replace(decode(gist), id=name)


def joined_of(why: bytes) -> Joined | None:
    """Return what was kept of how an article was joined; None where nothing was."""
    from publisher.desk.stories import Joined  # noqa: PLC0415 -- only for whoever asks

    return msgspec.msgpack.decode(why, type=Joined) if why else None
