"""Stories: which event each report tells of, in the memory of the process that holds the pen.

    first fresh article ─▶ open: what was retained, and the gists saved since ─▶ an index for each language
    each fresh article ──▶ place ─▶ its group, what joined it, and the stories that ended with it

Opened only when something is fresh: a round that brings nothing new never reads it. What others saved meanwhile is
learnt before the next report is placed, so that several processes may take turns at the pen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from publisher.model import Gist, Group, Ruling
from publisher.store import Ready
from publisher.store.interface import Pen, Store

if TYPE_CHECKING:
    from publisher.desk.stories import Index, Joined, Report

REMEMBERED: Final = timedelta(days=4)
"""How far back gists are learnt again where nothing was retained: the window of a story, and a day."""
MOST: Final = 30_000  # stories beyond the window that an index may remember
OWN: Final = timedelta(days=7)  # after which not even its own source tells more of a story

_encode: Final = msgspec.msgpack.Encoder().encode


class Placed(NamedTuple):
    """Where a report belongs."""

    group: Group
    why: bytes  # a `Joined`
    merged: tuple[tuple[str, str], ...] = ()  # (ended, kept)


class Stories:
    """The stories of the window. For one pen at a time; after a commit that failed, `close` it."""

    def __init__(self) -> None:
        self._indexes: dict[str, Index] = {}
        self._seen = 0  # the number of the last article that is known
        self._own: set[str] = set()  # the articles placed since then: they come back as gists
        self._ruled = 0
        self._is_open = False

    def open(self, pen: Pen, store: Store, now: datetime) -> None:
        """Learn what others saved and what editors ruled since this was last opened: the first time, everything."""
        rulings = store.rulings(self._ruled)
        if any(each.kind == "split" for each in rulings.values()):
            self.close()  # what was one story is learnt again as two
            rulings = store.rulings()
        self._learn(pen.gists(self._seen, now - REMEMBERED))
        self._own.clear()
        self._obey(rulings.values())
        self._ruled = max(rulings, default=self._ruled)
        self._is_open = True

    def close(self) -> None:
        """Forget everything: it is learnt again when it is opened."""
        self._indexes.clear()
        self._own.clear()
        self._seen = self._ruled = 0
        self._is_open = False

    def place(self, made: Ready) -> Placed:
        """Return where a report belongs that no sign leads anywhere; where it is alone, it opens a story."""
        if not made.gist:
            return Placed(Group(made.opens, made.opens), b"")
        report = _read(made.gist, made.opens)
        joined = self._index(report).place(report, made.opens)
        self._own.add(made.id)
        group = Group(joined.of if joined.kind == "duplicate" else made.opens, joined.story)
        return Placed(group, _encode(joined), joined.merged)

    def learn(self, made: Ready, group: Group, by: str) -> Placed:
        """Take in a report that a sign led to its group."""
        if not made.gist:
            return Placed(group, b"")
        from publisher.desk.stories import Joined  # noqa: PLC0415 -- only where something is fresh

        report = _read(made.gist, group.report)
        self._index(report).learn(report, group.story)
        self._own.add(made.id)
        return Placed(group, _encode(Joined(group.story, "duplicate", group.report, 1.0, by)))

    def _learn(self, gists: Iterable[Gist]) -> None:
        for gist in gists:
            self._seen = gist.number
            if gist.article not in self._own:
                report = _read(gist.record, gist.group.report)
                self._index(report).learn(report, gist.group.story)

    def _obey(self, rulings: Iterable[Ruling]) -> None:
        for ruling in rulings:
            for index in self._indexes.values():
                if ruling.kind == "split":
                    index.apart(ruling.story, ruling.other)
                elif ruling.story in index and ruling.other in index:
                    index.together(ruling.other, ruling.story)

    def _index(self, report: Report) -> Index:
        """Return the index of a report's language: reports in two languages are never compared."""
        found = self._indexes.get(report.language)
        if found is None:
            from publisher.desk.stories import Index, Rules  # noqa: PLC0415 -- only where something is fresh

            found = self._indexes[report.language] = Index(Rules(most=MOST, memory=OWN // timedelta(seconds=1)))
        return found


def _read(gist: bytes, name: str) -> Report:
    """Return what is compared of an article, under the name of the report that it is or repeats."""
    from publisher.desk.stories import decode  # noqa: PLC0415 -- only where something is fresh

    return replace(decode(gist), id=name)


def joined_of(why: bytes) -> Joined | None:
    """Return what was kept of how an article was joined; None where nothing was."""
    from publisher.desk.stories import Joined  # noqa: PLC0415 -- only for whoever asks

    return msgspec.msgpack.decode(why, type=Joined) if why else None
