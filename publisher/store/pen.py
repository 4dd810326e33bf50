"""The pen: read, decide and write, one after the other, in one commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from publisher.model import Article, Showing, SourceState
from publisher.store import reading
from publisher.store.records import (
    article_row,
    decode_held,
    encode,
    instant,
    micros,
    shelf_rows,
    sign_number,
    state_row,
)
from publisher.store.schema import article, held, remembered, shelf, shown, sign, source, touched
from publisher.store.writing import put, run

_DAY: Final = 86_400_000_000
_GRACE: Final = 7  # days that a key is held after it was last seen: a source may lose its head for a while
_STAMP: Final = "last stamp"

_HELD: Final = select(held.c.source, held.c.record).where(held.c.source.in_(bindparam("sources", expanding=True)))
_SHELVE: Final = insert(shelf)
_CLEAR_SHELF: Final = delete(shelf).where(shelf.c.article == bindparam("which"))
_CLEAR_TOUCH: Final = delete(touched).where(touched.c.feed == bindparam("name"), touched.c.stamp <= bindparam("until"))


class SqlPen:
    """The pen of a SQL database; see `interface.Pen` for what it promises.

    What is written is gathered here, seen by what is read here, and given to the database by `finish`, many rows at
    once, just before the commit.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles: dict[str, Article] = {}
        self._by_key: dict[tuple[str, str], Article] = {}
        self._signs: dict[str, str] = {}
        self._states: dict[str, SourceState] = {}
        self._held: dict[str, dict[str, int]] = {}
        self._touched: dict[str, int] = {}
        self._shown: dict[str, Showing] = {}
        self._last_stamp: int | None = None

    def kin(self, signs: Collection[str]) -> dict[str, str]:
        """See `interface.Pen.kin`."""
        here = {mark: self._signs[mark] for mark in signs if mark in self._signs}
        return reading.kin(self._connection, [mark for mark in signs if mark not in here]) | here

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Pen.known`."""
        here = {key: self._by_key[source, key] for key in keys if (source, key) in self._by_key}
        return reading.known(self._connection, source, [key for key in keys if key not in here]) | here

    def save(self, articles: Sequence[Article], signs: Mapping[str, Collection[str]]) -> None:
        """See `interface.Pen.save`."""
        for each in articles:
            self._articles[each.id] = each
            self._by_key[each.source, each.key] = each
            self._signs.update(dict.fromkeys(signs.get(each.id, ()), each.story))

    def remember(self, state: SourceState) -> None:
        """See `interface.Pen.remember`."""
        self._states[state.source] = state

    def hold(self, source: str, keys: Collection[str], now: datetime) -> None:
        """See `interface.Pen.hold`."""
        self._held.setdefault(source, {}).update(dict.fromkeys(keys, micros(now) // _DAY))

    def touch(self, feeds: Collection[str], now: datetime) -> None:
        """See `interface.Pen.touch`."""
        if feeds:
            self._touched |= dict.fromkeys(feeds, micros(self.stamp(now)))

    def published(self, touched: Mapping[str, datetime]) -> None:
        """See `interface.Pen.published`."""
        run(self._connection, _CLEAR_TOUCH, [{"name": feed, "until": micros(at)} for feed, at in touched.items()])

    def show(self, showing: Showing) -> None:
        """See `interface.Pen.show`."""
        self._shown[showing.feed] = showing

    def put(self, name: str, value: str) -> None:
        """See `interface.Pen.put`."""
        put(self._connection, remembered, [{"name": name, "value": value}])

    def stamp(self, now: datetime) -> datetime:
        """See `interface.Pen.stamp`."""
        if self._last_stamp is None:
            self._last_stamp = int(reading.value(self._connection, _STAMP) or 0)
        self._last_stamp = max(micros(now), self._last_stamp + 1)
        return instant(self._last_stamp)

    def finish(self) -> None:
        """Write what was gathered; the commit follows."""
        self._write_articles()
        put(
            self._connection, sign, [{"sign": sign_number(each), "story": story} for each, story in self._signs.items()]
        )
        put(self._connection, source, [state_row(state) for state in self._states.values()])
        self._write_held()
        put(self._connection, touched, [{"feed": feed, "stamp": stamp} for feed, stamp in self._touched.items()])
        put(self._connection, shown, [{"feed": feed, "record": encode(each)} for feed, each in self._shown.items()])
        if self._last_stamp is not None:
            self.put(_STAMP, str(self._last_stamp))

    def _write_articles(self) -> None:
        """Insert and replace: one writer at a time, so that nobody else can have taken an id or a number."""
        numbers = reading.numbers(self._connection, self._articles)
        last = self._connection.scalar(select(func.max(article.c.number))) if self._articles else 0
        old = [(self._articles[each], number) for each, number in numbers.items()]
        fresh = (each for each in self._articles.values() if each.id not in numbers)
        new = [(each, number) for number, each in enumerate(fresh, (last or 0) + 1)]
        put(self._connection, article, [article_row(each, number) for each, number in old + new])
        run(self._connection, _CLEAR_SHELF, [{"which": number} for _, number in old])
        run(self._connection, _SHELVE, [row for each, number in old + new for row in shelf_rows(each, number)])

    def _write_held(self) -> None:
        for sources in reading.chunks(self._held):
            before = {
                name: decode_held(record) for name, record in self._connection.execute(_HELD, {"sources": sources})
            }
            after = {name: _still_held(before.get(name, {}), self._held[name]) for name in sources}
            changed = [name for name in sources if after[name] != before.get(name)]
            put(self._connection, held, [{"source": name, "record": encode(after[name])} for name in changed])


def _still_held(before: Mapping[str, int], seen: Mapping[str, int]) -> dict[str, int]:
    """Return the days that keys were last seen, without those missed for longer than the grace."""
    today = max(seen.values(), default=0)
    return {key: day for key, day in before.items() if today - day <= _GRACE} | dict(seen)
