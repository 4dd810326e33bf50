"""The pen: read, decide and write, one after the other, in one commit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from typing import Final

from msgspec.structs import replace

from publisher.model import Article, Gist, Group, Note, Push, Quarantined, Ruling, Showing, SourceState
from publisher.store import housekeeping, joining, reading
from publisher.store.driver import Driver
from publisher.store.ready import Ready, article_row, group_of, ready, shelf_rows
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
from publisher.store.tables import ARTICLE, GIST, HELD, REMEMBERED, SHELF, SHOWN, SIGN, SOURCE, TOUCHED

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
        self._groups: dict[str, Group] = {}  # of each, by its id, and its stamp: three values are no object to collect
        self._updated: dict[str, datetime] = {}
        self._why: dict[str, bytes] = {}
        self._signs: dict[int, Group] = {}
        self._known: dict[int, Group] = {}  # the signs that were asked for, as the database has them
        self._states: dict[str, SourceState] = {}
        self._held: dict[str, dict[str, int]] = {}
        self._touched: dict[str, int] = {}
        self._shown: dict[str, Showing] = {}
        self._notes: list[Note] = []
        self._last_stamp: datetime | None = None

    def kin(self, signs: Collection[str]) -> dict[str, Group]:
        """See `interface.Pen.kin`."""
        marks = dict(zip(sign_numbers(signs), signs, strict=True))
        return {marks[number]: group for number, group in self.kin_of(marks).items()}

    def kin_of(self, numbers: Collection[int]) -> dict[int, Group]:
        """See `interface.Pen.kin_of`."""
        found = reading.kin(self._driver, numbers)
        self._known |= found
        return found | {each: self._signs[each] for each in numbers if each in self._signs} if self._signs else found

    def known(self, source: str, keys: Collection[str]) -> dict[str, Article]:
        """See `interface.Pen.known`."""
        mine = [each for each in self._articles.values() if each.source == source and each.key in keys]
        here = {each.key: each.article(self._groups[each.id], self._updated[each.id]) for each in mine}
        return reading.known(self._driver, source, [key for key in keys if key not in here]) | here

    def save(self, articles: Sequence[Article], signs: Mapping[str, Collection[str]]) -> None:
        """See `interface.Pen.save`."""
        for each in articles:
            self.add(ready(each, signs.get(each.id, ())), group_of(each), each.updated)

    def add(self, ready: Ready, group: Group, updated: datetime, why: bytes = b"") -> None:
        """See `interface.Pen.add`."""
        self._articles[ready.id] = ready
        self._groups[ready.id] = group
        self._updated[ready.id] = updated
        if why:
            self._why[ready.id] = why
        for number in ready.signs:
            self._signs[number] = group

    def merge(self, story: str, kept: str, now: datetime, why: str) -> None:
        """See `interface.Pen.merge`."""
        told = reading.whole_stories(self._driver, [story]).get(story)
        for each in told.articles if told else ():
            if each.id not in self._articles:
                moved = replace(each, story=kept)
                self.add(ready(moved), group_of(moved), each.updated)
        mine = {name: Group(group.report, kept) for name, group in self._groups.items() if group.story == story}
        self._groups |= mine
        self._signs |= {each: Group(led.report, kept) for each, led in self._signs.items() if led.story == story}
        joining.move(self._driver, story, kept, micros(now), why)

    def gists(self, after: int, since: datetime) -> list[Gist]:
        """See `interface.Pen.gists`."""
        return joining.gists(self._driver, after, micros(since))

    def retained(self) -> dict[str, int]:
        """See `interface.Pen.retained`."""
        return joining.retained(self._driver)

    def groups(self, ids: Collection[str]) -> dict[str, Group]:
        """See `interface.Pen.groups`."""
        return joining.groups(self._driver, ids)

    def recall(self, language: str) -> bytes | None:
        """See `interface.Pen.recall`."""
        return joining.recall(self._driver, language)

    def retain(self, records: Mapping[str, bytes], number: int) -> None:
        """See `interface.Pen.retain`."""
        joining.retain(self._driver, records, number)

    def forget_recalled(self) -> None:
        """See `interface.Pen.forget_recalled`."""
        joining.forget_recalled(self._driver)

    def rule(self, ruling: Ruling) -> None:
        """See `interface.Pen.rule`."""
        joining.rule(self._driver, ruling)

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
            self._follow(old)
            self._driver.put(ARTICLE, self._rows(old, commit))
            self._driver.do(_CLEAR_SHELF, numbers=list(old.values()))
        self._driver.add(ARTICLE, self._rows(new, commit))
        self._driver.add(SHELF, chain.from_iterable(self._shelves(old | new)))
        self._write_gists(old | new)

    def _follow(self, known: Collection[str]) -> None:
        """Let articles that were read before their story was merged stand in the story that it was merged into."""
        names = joining.kept_of(self._driver, {self._groups[each].story for each in known})
        for each in known:
            group = self._groups[each]
            if group.story in names:
                self._groups[each] = Group(group.report, names[group.story])

    def _rows(self, numbers: Mapping[str, int], commit: int) -> Iterator[Values]:
        for each, number in numbers.items():
            yield article_row(number, self._articles[each], self._groups[each], self._updated[each], commit)

    def _shelves(self, numbers: Mapping[str, int]) -> Iterator[list[Values]]:
        for each, number in numbers.items():
            yield shelf_rows(number, self._articles[each], self._groups[each])

    def _write_gists(self, numbers: Mapping[str, int]) -> None:
        """Write what is compared; of an article that is known, why it was joined stays as it was decided."""
        having = {each: number for each, number in numbers.items() if self._articles[each].gist}
        rows = ((number, self._articles[each].gist, self._why.get(each, b"")) for each, number in having.items())
        self._driver.fill(GIST, rows)

    def _write_signs(self) -> None:
        """Write the signs in the order that the database keeps them in: each page is then written once."""
        signs, known = self._signs, self._known
        changed = [each for each in sorted(signs) if known.get(each) != signs[each]]
        self._driver.put(SIGN, ((each, signs[each].story, signs[each].report) for each in changed))

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
