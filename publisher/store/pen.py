"""The pen: read, decide and write, one after the other, in one commit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from typing import Final

from publisher.model import Article, Note, Push, Quarantined, Showing, SourceState
from publisher.store import housekeeping, reading
from publisher.store.driver import Driver
from publisher.store.ready import Ready, article_row, ready, shelf_rows
from publisher.store.records import (
    MICROSECOND,
    Values,
    decode_held,
    encode,
    instant,
    micros,
    sign_numbers,
    state_row,
)
from publisher.store.statement import Statement
from publisher.store.tables import ARTICLE, HELD, REMEMBERED, SHELF, SHOWN, SIGN, SOURCE, TOUCHED

_DAY: Final = 86_400_000_000
_GRACE: Final = 7  # days that a key is held after it was last seen: a source may lose its head for a while
_STAMP: Final = "last stamp"
_COMMIT: Final = "last commit of articles"

_HELD: Final = Statement(
    "held keys", "What the last documents of sources held.", "SELECT source, record FROM held WHERE source IN :sources"
)
_CLEAR_SHELF: Final = Statement(
    "clear the shelf", "Take articles off all their shelves.", "DELETE FROM shelf WHERE article IN :numbers"
)
_CLEAR_TOUCH: Final = Statement(
    "clear a touch",
    "Let a feed wait no more that was not touched since.",
    "DELETE FROM touched WHERE feed = :name AND stamp <= :until",
)


class SqlPen:
    """The pen of a SQL database; see `interface.Pen` for what it promises.

    What is written is gathered here, seen by what is read here, and given to the database by `finish`, many rows at
    once, just before the commit.
    """

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._articles: dict[str, Ready] = {}
        self._stories: dict[str, str] = {}  # of each, by its id, and its stamp: three values are no object to collect
        self._updated: dict[str, datetime] = {}
        self._signs: dict[int, str] = {}
        self._known: dict[int, str] = {}  # the signs that were asked for, as the database has them
        self._states: dict[str, SourceState] = {}
        self._held: dict[str, dict[str, int]] = {}
        self._touched: dict[str, int] = {}
        self._shown: dict[str, Showing] = {}
        self._notes: list[Note] = []
        self._last_stamp: datetime | None = None

    def kin(self, signs: Collection[str]) -> dict[str, str]:
        """See `interface.Pen.kin`."""
        marks = dict(zip(sign_numbers(signs), signs, strict=True))
        return {marks[number]: story for number, story in self.kin_of(marks).items()}

    def kin_of(self, numbers: Collection[int]) -> dict[int, str]:
        """See `interface.Pen.kin_of`."""
        found = reading.kin(self._driver, numbers)
        self._known |= found
        return found | {each: self._signs[each] for each in numbers if each in self._signs} if self._signs else found

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Pen.known`."""
        mine = [each for each in self._articles.values() if each.source == source and each.key in keys]
        here = {each.key: each.article(self._stories[each.id], self._updated[each.id]) for each in mine}
        return reading.known(self._driver, source, [key for key in keys if key not in here]) | here

    def save(self, articles: Sequence[Article], signs: Mapping[str, Collection[str]]) -> None:
        """See `interface.Pen.save`."""
        for each in articles:
            self.add(ready(each, signs.get(each.id, ())), each.story, each.updated)

    def add(self, ready: Ready, story: str, updated: datetime) -> None:
        """See `interface.Pen.add`."""
        self._articles[ready.id] = ready
        self._stories[ready.id] = story
        self._updated[ready.id] = updated
        for number in ready.signs:
            self._signs[number] = story

    def remember(self, state: SourceState) -> None:
        """See `interface.Pen.remember`."""
        self._states[state.source] = state

    def hold(self, source: str, keys: Collection[str], now: datetime) -> None:
        """See `interface.Pen.hold`."""
        self._held.setdefault(source, {}).update(dict.fromkeys(keys, micros(now) // _DAY))

    def touch(self, feeds: Collection[str], now: datetime) -> None:
        """See `interface.Pen.touch`."""
        if feeds:
            self._touched.update(dict.fromkeys(feeds, micros(self.stamp(now))))

    def published(self, touched: Mapping[str, datetime]) -> None:
        """See `interface.Pen.published`."""
        self._driver.each(_CLEAR_TOUCH, [{"name": feed, "until": micros(at)} for feed, at in touched.items()])

    def show(self, showing: Showing) -> None:
        """See `interface.Pen.show`."""
        self._shown[showing.feed] = showing

    def put(self, name: str, value: str) -> None:
        """See `interface.Pen.put`."""
        self._driver.put(REMEMBERED, [(name, value)])

    def quarantine(self, document: Quarantined) -> None:
        """See `interface.Pen.quarantine`."""
        housekeeping.put_quarantined(self._driver, [document])

    def release(self, digest: str) -> None:
        """See `interface.Pen.release`."""
        housekeeping.release(self._driver, [digest])

    def push(self, push: Push) -> None:
        """See `interface.Pen.push`."""
        housekeeping.put_push(self._driver, push)

    def unpush(self, source: str) -> None:
        """See `interface.Pen.unpush`."""
        housekeeping.remove_push(self._driver, source)

    def note(self, at: datetime, source: str, text: str) -> None:
        """See `interface.Pen.note`."""
        self._notes.append(Note(at, source, text))

    def stamp(self, now: datetime) -> datetime:
        """See `interface.Pen.stamp`."""
        if self._last_stamp is None:
            self._last_stamp = instant(int(reading.value(self._driver, _STAMP) or 0))
        self._last_stamp = max(now, self._last_stamp + MICROSECOND)
        return self._last_stamp

    def finish(self) -> None:
        """Write what was gathered; the commit follows."""
        if self._articles:
            self._write_articles()
        self._write_signs()
        self._driver.put(SOURCE, (state_row(state) for _, state in sorted(self._states.items())))
        self._write_held()
        self._driver.put(TOUCHED, sorted(self._touched.items()))
        self._driver.put(SHOWN, ((feed, encode(each)) for feed, each in sorted(self._shown.items())))
        if self._notes:
            housekeeping.add_notes(self._driver, self._notes)
        if self._last_stamp is not None:
            self.put(_STAMP, str(micros(self._last_stamp)))

    def _write_articles(self) -> None:
        """Insert and replace: one writer at a time, so that nobody else can have taken an id or a number."""
        commit = int(reading.value(self._driver, _COMMIT) or 0) + 1
        self.put(_COMMIT, str(commit))
        old = reading.numbers(self._driver, self._articles)
        ids = (each for each in self._articles if each not in old)
        new = dict(zip(ids, count(reading.last_number(self._driver) + 1)))
        if old:
            self._driver.put(ARTICLE, self._rows(old, commit))
            self._driver.do(_CLEAR_SHELF, numbers=list(old.values()))
        self._driver.add(ARTICLE, self._rows(new, commit))
        self._driver.add(SHELF, chain.from_iterable(self._shelves(old | new)))

    def _rows(self, numbers: Mapping[str, int], commit: int) -> Iterator[Values]:
        for each, number in numbers.items():
            yield article_row(number, self._articles[each], self._stories[each], self._updated[each], commit)

    def _shelves(self, numbers: Mapping[str, int]) -> Iterator[list[Values]]:
        for each, number in numbers.items():
            yield shelf_rows(number, self._articles[each], self._stories[each])

    def _write_signs(self) -> None:
        """Write the signs in the order that the database keeps them in: each page is then written once."""
        signs, known = self._signs, self._known
        self._driver.put(SIGN, ((each, signs[each]) for each in sorted(signs) if known.get(each) != signs[each]))

    def _write_held(self) -> None:
        if not self._held:
            return
        before = {name: decode_held(record) for name, record in self._driver.rows(_HELD, sources=list(self._held))}
        after = {name: _still_held(before.get(name, {}), seen) for name, seen in self._held.items()}
        changed = [(name, encode(keys)) for name, keys in after.items() if keys != before.get(name)]
        self._driver.put(HELD, changed)


def _still_held(before: Mapping[str, int], seen: Mapping[str, int]) -> dict[str, int]:
    """Return the days that keys were last seen, without those missed for longer than the grace."""
    today = max(seen.values(), default=0)
    return {key: day for key, day in before.items() if today - day <= _GRACE} | dict(seen)
