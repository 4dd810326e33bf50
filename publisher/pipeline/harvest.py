"""What goes out to be gathered, and what comes back: values that travel between processes."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from publisher.model import EPOCH, NOWHERE, Answer, Article, Failed, Fetched, Quarantined, Source, SourceState
from publisher.store.ready import Ready
from publisher.wire.cadence import remember


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
    fresh: tuple[Ready, ...] = ()
    changed: tuple[tuple[Article, Article], ...] = ()  # as it was, as it is; public content changed
    noted: tuple[Article, ...] = ()  # only our bookkeeping changed: saved, but nothing is published
    keys: frozenset[str] = frozenset()  # of all entries of a document that was read: these articles are still there
    signs: dict[str, tuple[str, ...]] = {}  # of each article that is changed or noted, by its id
    feeds: frozenset[str] = frozenset()  # what new and changed articles belong in, or did before
    shared: int = 0  # entries of the document that we had before
    held: int = 0  # of the new ones wait for review
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what the operator should find later
    quarantined: Quarantined | None = None  # the document, where it ended the process that read it
    postponed: bool = False  # nobody was asked: the host is to be left alone for a while

    @property
    def reached(self) -> bool:
        """Whether anybody answered at all, whatever they said."""
        return self.failure is None or self.failure.status is not None

    @property
    def articles(self) -> list[Article]:
        """The new ones, which have no story and no stamp yet."""
        return [each.article(NOWHERE, EPOCH) for each in self.fresh]


def nothing(source: Source, state: SourceState, answer: Answer, now: datetime, chance: float) -> Harvest:
    """Return the harvest of an answer that holds no document, or the one that we had."""
    return Harvest(
        source=source.id,
        failure=answer if isinstance(answer, Failed) else None,
        state=remember(state, source, answer, None, 0, now, chance),
    )
