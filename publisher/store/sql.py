"""The memory in a SQL database; see `interface.Store` for what it promises."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from publisher.model import (
    Article,
    Group,
    Merge,
    Note,
    Push,
    Quarantined,
    Ruling,
    Selection,
    Showing,
    SourceState,
    Story,
)
from publisher.store import housekeeping, joining, reading, selecting
from publisher.store.database import PATIENCE, Database
from publisher.store.decoded import MOST, Decoded
from publisher.store.driver import Driver
from publisher.store.errors import Busy, typed_errors
from publisher.store.interface import AXES, Axis, Facet, Figures, Order, Pen
from publisher.store.opening import refuse_strange
from publisher.store.pen import SqlPen
from publisher.store.records import instant, micros, state_row
from publisher.store.statement import Statement
from publisher.store.states import States
from publisher.store.tables import SOURCE
from publisher.store.tidying import BATCH, BEFORE_SIGNS, tidy_batch, tidy_signs

_FORGET: Final = Statement("forget feeds", "Forget what feeds showed.", "DELETE FROM shown WHERE feed IN :feeds")

COMPARED = timedelta(days=9)
"""How long what of an article is compared is kept, and why it was joined: longer than any story waits for more."""


class SqlStore:
    """The memory of the house in a SQL database; made by `open_store`."""

    def __init__(self, database: Database, decoded: int = MOST) -> None:
        """Keep so many articles decoded."""
        self._database = database
        self._decoded = Decoded(decoded)
        self._states = States()
        self._pen = Lock()  # threads of this process queue here, fairly, instead of asking the database again and again

    # sources

    def states(self, sources: Collection[str] | None = None) -> dict[str, SourceState]:
        """See `interface.Store.states`."""
        with self._reader() as driver:
            return self._states.all(driver) if sources is None else self._states.some(driver, sources)

    def state(self, source: str) -> SourceState:
        """See `interface.Store.state`."""
        return self.states([source]).get(source) or SourceState(source=source)

    def enroll(self, sources: Collection[str]) -> None:
        """See `interface.Store.enroll`."""
        fresh = [state_row(SourceState(source=each)) for each in sorted(set(sources).difference(self.states()))]
        if fresh:
            with self._writer() as driver:
                driver.fill(SOURCE, fresh)  # another program may have been faster

    def due(self, now: datetime, sources: Collection[str], limit: int) -> list[str]:
        """See `interface.Store.due`."""
        with self._reader() as driver:
            return reading.due(driver, micros(now), sources, limit)

    # articles

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Store.known`."""
        with self._reader() as driver:
            return reading.known(driver, source, keys)

    def hashes(self, source: str, keys: Collection[str]) -> dict[str, str]:
        """See `interface.Store.hashes`."""
        with self._reader() as driver:
            return reading.hashes(driver, source, keys)

    def article(self, id: str) -> Article | None:  # noqa: A002 -- the article's own word
        """See `interface.Store.article`."""
        with self._reader() as driver:
            return reading.one_article(driver, id)

    def latest(self, source: str, limit: int) -> list[Article]:
        """See `interface.Store.latest`."""
        with self._reader() as driver:
            return reading.latest(driver, source, limit)

    def held(self, limit: int) -> list[Article]:
        """See `interface.Store.held`."""
        with self._reader() as driver:
            return reading.held(driver, limit)

    def story(self, id: str) -> Story | None:  # noqa: A002 -- the story's own word
        """See `interface.Store.story`."""
        with self._reader() as driver:
            name = joining.story_of(driver, id)
            return reading.whole_stories(driver, [name]).get(name)

    def whole(self, ids: Collection[str]) -> dict[str, Story]:
        """See `interface.Store.whole`."""
        with self._reader() as driver:
            return reading.whole_stories(driver, ids)

    def story_of(self, id: str) -> str:  # noqa: A002 -- the story's own word
        """See `interface.Store.story_of`."""
        with self._reader() as driver:
            return joining.story_of(driver, id)

    def merges(self, limit: int) -> list[Merge]:
        """See `interface.Store.merges`."""
        with self._reader() as driver:
            return joining.merges(driver, limit)

    def rulings(self, after: int = 0) -> dict[int, Ruling]:
        """See `interface.Store.rulings`."""
        with self._reader() as driver:
            return joining.rulings(driver, after)

    def why(self, id: str) -> tuple[bytes, bytes] | None:  # noqa: A002 -- the article's own word
        """See `interface.Store.why`."""
        with self._reader() as driver:
            return joining.why(driver, id)

    def facets_of(self, stories: Collection[str]) -> dict[Group, list[Facet]]:
        """See `interface.Store.facets_of`."""
        with self._reader() as driver:
            return selecting.facets_of(driver, stories)

    def stories(
        self,
        selection: Selection,
        *,
        order: Order = "newest",
        limit: int,
        window: timedelta,
        now: datetime,
    ) -> list[Story]:
        """See `interface.Store.stories`."""
        values = selecting.values_of(selection)
        with self._snapshot() as driver:
            if order != "newest":
                ids = selecting.of_late(driver, values, limit, window, now, fades=order == "trending")
                return selecting.stories(driver, ids, now, self._decoded)
            groups = selecting.newest(driver, values, limit, window, now)
            return selecting.reports(driver, groups, now, self._decoded)

    def facets(self, axes: Collection[Axis] = AXES) -> list[Facet]:
        """See `interface.Store.facets`."""
        with self._reader() as driver:
            return selecting.facets(driver, axes)

    def matured(self, after: datetime, until: datetime) -> list[Article]:
        """See `interface.Store.matured`."""
        with self._reader() as driver:
            return reading.matured(driver, micros(after), micros(until))

    def figures(self) -> Figures:
        """See `interface.Store.figures`."""
        with self._snapshot() as driver:
            return reading.figures(driver)

    # feeds

    def touched(self) -> dict[str, datetime]:
        """See `interface.Store.touched`."""
        with self._reader() as driver:
            return {feed: instant(stamp) for feed, stamp in reading.waiting(driver)}

    def published(self, touched: Mapping[str, datetime]) -> None:
        """See `interface.Store.published`."""
        with self.pen() as pen:
            pen.published(touched)

    def shown(self, feed: str) -> Showing | None:
        """See `interface.Store.shown`."""
        with self._reader() as driver:
            return reading.showing(driver, feed)

    def showings(self) -> dict[str, Showing]:
        """See `interface.Store.showings`."""
        with self._reader() as driver:
            return reading.showings(driver)

    def show(self, showing: Showing) -> None:
        """See `interface.Store.show`."""
        with self.pen() as pen:
            pen.show(showing)

    def forget(self, feeds: Collection[str]) -> None:
        """See `interface.Store.forget`."""
        with self._writer() as driver:
            driver.do(_FORGET, feeds=list(feeds))

    # the house

    def quarantined(self) -> list[Quarantined]:
        """See `interface.Store.quarantined`."""
        with self._reader() as driver:
            return housekeeping.quarantined(driver)

    def quarantine(self, digest: str) -> Quarantined | None:
        """See `interface.Store.quarantine`."""
        with self._reader() as driver:
            return housekeeping.one_quarantined(driver, digest)

    def pushes(self) -> dict[str, Push]:
        """See `interface.Store.pushes`."""
        with self._reader() as driver:
            return housekeeping.pushes(driver)

    def push(self, token: str) -> Push | None:
        """See `interface.Store.push`."""
        with self._reader() as driver:
            return housekeeping.one_push(driver, token)

    def notes(self, limit: int, source: str | None = None) -> list[Note]:
        """See `interface.Store.notes`."""
        with self._reader() as driver:
            return housekeeping.notes(driver, limit, source)

    def get(self, name: str) -> str | None:
        """See `interface.Store.get`."""
        with self._reader() as driver:
            return reading.value(driver, name)

    def put(self, name: str, value: str) -> None:
        """See `interface.Store.put`."""
        with self.pen() as pen:
            pen.put(name, value)

    @contextmanager
    def pen(self) -> Iterator[Pen]:
        """See `interface.Store.pen`."""
        with self._writer() as driver:
            pen = SqlPen(driver)
            yield pen
            pen.finish()

    def tidy(self, now: datetime, keep: timedelta) -> int:
        """See `interface.Store.tidy`."""
        with self._reader() as driver:
            newest = reading.newest(driver)
        if newest is None:
            return 0
        before = micros(min(now, instant(newest)) - keep)
        removed = 0
        after: int | None = 0
        while after is not None:
            with self._writer() as driver:
                count, after = tidy_batch(driver, after, before)
            removed += count
        if removed:
            self._tidy_signs()
        self._tidy_gists(micros(instant(newest) - COMPARED))
        return removed

    def _tidy_gists(self, before: int) -> None:
        count = BATCH
        while count == BATCH:
            with self._writer() as driver:
                count = joining.forget_gists(driver, before, BATCH)

    def _tidy_signs(self) -> None:
        after: int | None = BEFORE_SIGNS
        while after is not None:
            with self._writer() as driver:
                after = tidy_signs(driver, after)

    def check(self) -> None:
        """See `interface.Store.check`."""
        with typed_errors(*self._database.errors):
            refuse_strange(self._database)
            self._database.examine()

    def close(self) -> None:
        """See `interface.Store.close`."""
        self._database.close()

    @contextmanager
    def _reader(self) -> Iterator[Driver]:
        """Ask one question."""
        with typed_errors(*self._database.errors), self._database.reading() as driver:
            yield driver

    @contextmanager
    def _snapshot(self) -> Iterator[Driver]:
        """Ask several questions of one moment."""
        with typed_errors(*self._database.errors), self._database.snapshot() as driver:
            yield driver

    @contextmanager
    def _writer(self) -> Iterator[Driver]:
        if not self._pen.acquire(timeout=PATIENCE):
            message = "Another thread holds the pen; this is tried again in the next round"
            raise Busy(message)
        try:
            with typed_errors(*self._database.errors), self._database.writing() as driver:
                yield driver
        finally:
            self._pen.release()
