"""The memory in a SQL database, through SQLAlchemy Core; see `interface.Store` for what it promises."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine, bindparam, delete, or_, select

from publisher.model import Article, Selection, Showing, SourceState, Status, Story
from publisher.store import reading, selecting, sqlite
from publisher.store.dialect import take_pen, upsert
from publisher.store.errors import Busy, typed_errors
from publisher.store.interface import AXES, Axis, Facet, Figures, Order, Pen
from publisher.store.opening import refuse_strange
from publisher.store.pen import SqlPen
from publisher.store.records import decode_article, instant, micros, state_row
from publisher.store.schema import article, shown, source, touched
from publisher.store.tidying import tidy_batch
from publisher.store.writing import run

LOOKBACK = timedelta(hours=48)
"""How far back `trending` looks where the feed does not say."""


class SqlStore:
    """The memory of the house in a SQL database; made by `open_store`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pen = Lock()  # threads of this process queue here, fairly, instead of asking the database again and again

    # sources

    def states(self) -> dict[str, SourceState]:
        """See `interface.Store.states`."""
        with self._reader() as connection:
            return reading.states(connection)

    def state(self, source: str) -> SourceState:
        """See `interface.Store.state`."""
        with self._reader() as connection:
            return reading.state(connection, source)

    def enroll(self, sources: Collection[str]) -> None:
        """See `interface.Store.enroll`."""
        fresh = [state_row(SourceState(source=each)) for each in sorted(sources)]
        with self._writer() as connection:
            run(connection, upsert(connection.dialect.name, source, replace=False), fresh)

    def due(self, now: datetime, sources: Collection[str], limit: int) -> list[str]:
        """See `interface.Store.due`."""
        with self._reader() as connection:
            return reading.due(connection, micros(now), sources, limit)

    # articles

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Store.known`."""
        with self._reader() as connection:
            return reading.known(connection, source, keys)

    def hashes(self, source: str, keys: Collection[str]) -> dict[str, str]:
        """See `interface.Store.hashes`."""
        with self._reader() as connection:
            return reading.hashes(connection, source, keys)

    def article(self, id: str) -> Article | None:  # noqa: A002 -- the article's own word
        """See `interface.Store.article`."""
        with self._reader() as connection:
            return reading.one_article(connection, id)

    def latest(self, source: str, limit: int) -> list[Article]:
        """See `interface.Store.latest`."""
        with self._reader() as connection:
            return reading.latest(connection, source, limit)

    def story(self, id: str) -> Story | None:  # noqa: A002 -- the story's own word
        """See `interface.Store.story`."""
        with self._reader() as connection:
            return reading.one_story(connection, id)

    def stories(
        self,
        selection: Selection,
        *,
        order: Order = "newest",
        limit: int,
        window: timedelta,
        now: datetime,
        lookback: timedelta | None = None,
    ) -> list[Story]:
        """See `interface.Store.stories`."""
        values = selecting.values_of(selection)
        with self._reader() as connection:
            if order == "trending":
                ids = selecting.trending(connection, values, limit, lookback or LOOKBACK, now)
            else:
                ids = selecting.newest(connection, values, limit, window, now)
            return selecting.stories(connection, ids, now)

    def facets(self, axes: Collection[Axis] = AXES) -> list[Facet]:
        """See `interface.Store.facets`."""
        with self._reader() as connection:
            return selecting.facets(connection, axes)

    def matured(self, after: datetime, until: datetime) -> list[Article]:
        """See `interface.Store.matured`."""
        times = (article.c.embargoed_until, article.c.expires)
        passed = or_(*(time.is_not(None) & (time > micros(after)) & (time <= micros(until)) for time in times))
        wanted = select(article.c.record).where(article.c.status == Status.USABLE.value, passed)
        with self._reader() as connection:
            return [decode_article(record) for record in connection.scalars(wanted.order_by(article.c.number))]

    def figures(self) -> Figures:
        """See `interface.Store.figures`."""
        with self._reader() as connection:
            return reading.figures(connection)

    # feeds

    def touched(self) -> dict[str, datetime]:
        """See `interface.Store.touched`."""
        with self._reader() as connection:
            rows = connection.execute(select(touched.c.feed, touched.c.stamp).order_by(touched.c.stamp, touched.c.feed))
            return {feed: instant(stamp) for feed, stamp in rows}

    def published(self, touched: Mapping[str, datetime]) -> None:
        """See `interface.Store.published`."""
        with self.pen() as pen:
            pen.published(touched)

    def shown(self, feed: str) -> Showing | None:
        """See `interface.Store.shown`."""
        with self._reader() as connection:
            return reading.showing(connection, feed)

    def showings(self) -> dict[str, Showing]:
        """See `interface.Store.showings`."""
        with self._reader() as connection:
            return reading.showings(connection)

    def show(self, showing: Showing) -> None:
        """See `interface.Store.show`."""
        with self.pen() as pen:
            pen.show(showing)

    def forget(self, feeds: Collection[str]) -> None:
        """See `interface.Store.forget`."""
        with self._writer() as connection:
            run(connection, delete(shown).where(shown.c.feed == bindparam("name")), [{"name": feed} for feed in feeds])

    # the house

    def get(self, name: str) -> str | None:
        """See `interface.Store.get`."""
        with self._reader() as connection:
            return reading.value(connection, name)

    def put(self, name: str, value: str) -> None:
        """See `interface.Store.put`."""
        with self.pen() as pen:
            pen.put(name, value)

    @contextmanager
    def pen(self) -> Iterator[Pen]:
        """See `interface.Store.pen`."""
        with self._writer() as connection:
            pen = SqlPen(connection)
            yield pen
            pen.finish()

    def tidy(self, now: datetime, keep: timedelta) -> int:
        """See `interface.Store.tidy`."""
        with self._reader() as connection:
            newest = reading.newest(connection)
        if newest is None:
            return 0
        before = micros(min(now, instant(newest)) - keep)
        removed = 0
        after: int | None = 0
        while after is not None:
            with self._writer() as connection:
                count, after = tidy_batch(connection, after, before)
            removed += count
        return removed

    def check(self) -> None:
        """See `interface.Store.check`."""
        with typed_errors():
            refuse_strange(self._engine)
            file = sqlite.file_of(self._engine.url) if self._engine.dialect.name == "sqlite" else None
            if file is not None:
                sqlite.examine(file)

    def close(self) -> None:
        """See `interface.Store.close`."""
        self._engine.dispose()

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        with typed_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        if not self._pen.acquire(timeout=sqlite.PATIENCE):
            message = "Another thread holds the pen; this is tried again in the next round"
            raise Busy(message)
        try:
            with typed_errors(), take_pen(self._engine) as connection:
                yield connection
        finally:
            self._pen.release()
