"""The pen: read, decide and write, one after the other, in one commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Executable, Table, bindparam, delete, func, insert, select, update

from publisher.model import Article, SourceState
from publisher.store import reading
from publisher.store.dialect import upsert
from publisher.store.records import Row, article_row, decode_held, encode, instant, micros, shelf_rows
from publisher.store.schema import article, held, remembered, shelf, shown, sign, source, touched

_DAY: Final = 86_400_000_000
_GRACE: Final = 7  # days that a key is held after it was last seen: a source may lose its head for a while
_STAMP: Final = "last stamp"

_HELD: Final = select(held.c.record).where(held.c.source == bindparam("source"))
_REPLACE: Final = (
    update(article)
    .where(article.c.number == bindparam("which"))
    .values({column.name: bindparam(column.name) for column in article.columns if column.name != "number"})
)
_CLEAR_SHELF: Final = delete(shelf).where(shelf.c.article == bindparam("which"))
_CLEAR_TOUCH: Final = delete(touched).where(touched.c.feed == bindparam("which"), touched.c.stamp <= bindparam("upto"))
_CLEAR_SHOWN: Final = delete(shown).where(shown.c.feed == bindparam("which"))


class SqlPen:
    """The pen of a SQL database; see `interface.Pen` for what it promises.

    Small rows of many sources and feeds are gathered and written by `finish`, many at once, before the commit.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._backend = connection.dialect.name
        self._states: dict[str, SourceState] = {}
        self._touched: dict[str, int] = {}
        self._shown: dict[str, tuple[tuple[str, int], ...]] = {}
        self._last_number: int | None = None
        self._last_stamp: int | None = None

    def kin(self, signs: Collection[str]) -> dict[str, str]:
        """See `interface.Pen.kin`."""
        return reading.kin(self._connection, signs)

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Pen.known`."""
        return reading.known(self._connection, source, keys)

    def save(self, articles: Sequence[Article], signs: Mapping[str, Collection[str]]) -> None:
        """See `interface.Pen.save`."""
        latest = {each.id: each for each in articles}
        numbers = reading.numbers(self._connection, latest)
        old = [(latest[each], number) for each, number in numbers.items()]
        new = self._numbered(each for each in latest.values() if each.id not in numbers)
        self._run(_REPLACE, [article_row(each, number) | {"which": number} for each, number in old])
        self._run(_CLEAR_SHELF, [{"which": number} for _, number in old])
        self._run(insert(article), [article_row(each, number) for each, number in new])
        self._run(insert(shelf), [row for each, number in old + new for row in shelf_rows(each, number)])
        lead = {mark: each.story for each in latest.values() for mark in signs.get(each.id, ())}
        self._upsert(sign, [{"sign": mark, "story": story} for mark, story in lead.items()])

    def remember(self, state: SourceState) -> None:
        """See `interface.Pen.remember`."""
        self._states[state.source] = state

    def hold(self, source: str, keys: Collection[str], now: datetime) -> None:
        """See `interface.Pen.hold`."""
        today = micros(now) // _DAY
        record = self._connection.scalar(_HELD, {"source": source})
        seen = {} if record is None else decode_held(record)
        kept = {key: day for key, day in seen.items() if today - day <= _GRACE} | dict.fromkeys(keys, today)
        if kept != seen:
            self._upsert(held, [{"source": source, "record": encode(kept)}])

    def touch(self, feeds: Collection[str], now: datetime) -> None:
        """See `interface.Pen.touch`."""
        if feeds:
            self._touched |= dict.fromkeys(feeds, micros(self.stamp(now)))

    def published(self, touched: Mapping[str, datetime]) -> None:
        """See `interface.Pen.published`."""
        self._run(_CLEAR_TOUCH, [{"which": feed, "upto": micros(stamp)} for feed, stamp in touched.items()])

    def show(self, feed: str, items: Iterable[tuple[str, int]]) -> None:
        """See `interface.Pen.show`."""
        self._shown[feed] = tuple(items)

    def put(self, name: str, value: str) -> None:
        """See `interface.Pen.put`."""
        self._upsert(remembered, [{"name": name, "value": value}])

    def stamp(self, now: datetime) -> datetime:
        """See `interface.Pen.stamp`."""
        if self._last_stamp is None:
            self._last_stamp = int(reading.value(self._connection, _STAMP) or 0)
        self._last_stamp = max(micros(now), self._last_stamp + 1)
        return instant(self._last_stamp)

    def finish(self) -> None:
        """Write what was gathered; the commit follows."""
        states = self._states.values()
        self._upsert(source, [{"id": each.source, "due": micros(each.due), "record": encode(each)} for each in states])
        self._upsert(touched, [{"feed": feed, "stamp": stamp} for feed, stamp in self._touched.items()])
        self._upsert(shown, [{"feed": feed, "record": encode(items)} for feed, items in self._shown.items() if items])
        self._run(_CLEAR_SHOWN, [{"which": feed} for feed, items in self._shown.items() if not items])
        if self._last_stamp is not None:
            self.put(_STAMP, str(self._last_stamp))

    def _numbered(self, articles: Iterable[Article]) -> list[tuple[Article, int]]:
        if self._last_number is None:
            self._last_number = self._connection.scalar(select(func.max(article.c.number))) or 0
        pairs = [(each, number) for number, each in enumerate(articles, self._last_number + 1)]
        self._last_number += len(pairs)
        return pairs

    def _upsert(self, table: Table, rows: list[Row]) -> None:
        self._run(upsert(self._backend, table), rows)

    def _run(self, statement: Executable, rows: list[Row]) -> None:
        if rows:
            self._connection.execute(statement, rows)
