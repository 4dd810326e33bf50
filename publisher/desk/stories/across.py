"""Across: which stories of two languages surely tell one event, by a name and an amount that both report.

Words are not compared across languages. An amount that few stories of the day have is, beside a name that few have, of
one event: "SK Hynix to cancel 40 trillion won of shares" and SKハイニックス、40兆ウォンの自社株を消却. Names alone join
nothing, nor do amounts; nor do both where another story of that language has them as well.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from math import log2
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from publisher.desk.stories.kinds import COUNT, LIVE, MARKET, QUOTE, ROUNDUP
from publisher.desk.stories.marks import clash
from publisher.desk.stories.moved import Moved
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import DAY
from publisher.desk.stories.shared import AMOUNT, SOUND, WITHOUT_LATIN, WRITTEN, kind_of_key

PRIOR: Final = 200
"""Reports that are taken to be known when there are none: what stands in one of few is no rare thing."""
NAME, FIGURE, BOTH = 4.0, 5.0, 12.0
"""How much a name must say, the amounts, and all together: bits."""
SURELY: Final = 2
"""Names that both write in the same letters, with which it is one event in whatever country each is judged to be."""
AHEAD: Final = 1.0
"""By how many bits a story must be ahead of any other one of its language."""

_NOT: Final = ROUNDUP | MARKET | LIVE | QUOTE | COUNT  # kinds of reports that tell of more than one event, or every day


class Told(Struct, array_like=True, gc=False):
    """A report in some language."""

    story: str
    article: str
    language: str
    at: int
    keys: bytes
    places: tuple[str, ...]
    marks: tuple[int, ...]


class Found(NamedTuple):
    """A story of another language that tells the same event."""

    language: str
    story: str
    article: str  # the report of it that is most like
    keys: tuple[int, ...]  # that both have, those that say most first


class _Match(NamedTuple):
    bits: float
    told: Told
    keys: tuple[int, ...]


class Across:
    """What all languages told of late. One thread at a time."""

    def __init__(self, moved: Moved[str], within: int = DAY) -> None:
        """Let two reports tell one event where they are no more than so many seconds apart."""
        self._within = within
        self._told: dict[int, Told] = {}
        self._last = 0
        self._by_key: dict[str, dict[int, list[int]]] = {}  # of each language the numbers of reports that have a key
        self._reports: Counter[str] = Counter()  # by language
        self._moved = moved

    def __len__(self) -> int:
        return len(self._told)

    def restore(self, kept: bytes) -> None:
        """Take in what was stored; nothing where it is damaged."""
        try:
            stored = _decode(kept)
        except msgspec.DecodeError:
            return
        for each in stored:
            self._add(each)

    def kept(self) -> bytes:
        """Return what is known, to be stored."""
        return msgspec.msgpack.encode(list(self._told.values()))

    def find(self, report: Report, story: str, never: AbstractSet[str] = frozenset()) -> Found | None:
        """Return the story of another language that surely tells the same as a report of this one; none of `never`."""
        if not _is_compared(report):
            return None
        best: dict[str, _Match] = {}
        for match in self._matches(report, story, {story, *never}):
            told = self._now(match.told)
            if told not in best or match.bits > best[told].bits:
                best[told] = match
        if not best:
            return None
        name = max(best, key=lambda each: best[each].bits)
        first = best.pop(name)
        language = first.told.language
        if any(first.bits - each.bits < AHEAD for each in best.values() if each.told.language == language):
            return None
        return Found(language, name, first.told.article, first.keys)

    def learn(self, report: Report, story: str) -> None:
        """Remember a report."""
        self._expire(report.at)
        if _is_compared(report):
            told = (story, report.id, report.language, report.at, report.shared, report.places, report.marks)
            self._add(Told(*told))

    # alike

    def _matches(self, report: Report, story: str, never: AbstractSet[str]) -> Iterator[_Match]:
        own = set(array("I", report.shared))
        amounts = list(filter(_is_amount, own))
        others = [told for language, told in self._by_key.items() if language != report.language]
        for number in {number for each in amounts for told in others for number in told.get(each, ())}:
            told = self._told[number]
            if abs(told.at - report.at) > self._within or self._now(told) in never:
                continue
            if match := self._match(report, story, own, told):
                yield match

    def _match(self, report: Report, story: str, own: set[int], told: Told) -> _Match | None:
        """Return how surely two reports tell one event; None where they do not."""
        bits = {
            each: min(self._bits(each, report.language, story), self._bits(each, told.language, self._now(told)))
            for each in own.intersection(array("I", told.keys))
        }
        kinds = _names_between(report.language, told.language)
        name = max([bits[each] for each in bits if kind_of_key(each) in kinds], default=0.0)
        figures = sum([bits[each] for each in bits if _is_amount(each)])
        if name < NAME or figures < FIGURE or name + figures < BOTH:
            return None
        names = len(list(filter(_is_written, bits)))
        if clash(report.marks, told.marks) or (names < SURELY and _are_elsewhere(report, told)):
            return None
        keys = [each for each in bits if _is_amount(each) or kind_of_key(each) in kinds]
        return _Match(name + figures, told, tuple(sorted(keys, key=bits.__getitem__, reverse=True)))

    def _bits(self, key: int, language: str, story: str) -> float:
        """Return how much it says that reports of a language have a key, of which those of one story do not count."""
        told = map(self._told.__getitem__, self._by_key.get(language, {}).get(key, ()))
        others = set(map(self._now, told)) - {story}
        return log2((self._reports[language] + PRIOR) / (len(others) + 1))

    def _now(self, told: Told) -> str:
        """Return the name that the story of a report has now."""
        return self._moved.now(told.story)

    # taking in

    def _add(self, told: Told) -> None:
        self._last += 1
        self._told[self._last] = told
        self._reports[told.language] += 1
        keys = self._by_key.setdefault(told.language, {})
        for key in array("I", told.keys):
            keys.setdefault(key, []).append(self._last)

    def _expire(self, now: int) -> None:
        """Forget what is too old to be told in another language; as long again, for reports come late."""
        while self._told:
            number = next(iter(self._told))
            if now - self._told[number].at <= 2 * self._within:
                break
            self._forget(number)

    def _forget(self, number: int) -> None:
        told = self._told.pop(number)
        self._reports[told.language] -= 1
        keys = self._by_key[told.language]
        for key in array("I", told.keys):
            keys[key].remove(number)
            if not keys[key]:
                del keys[key]


def _is_compared(report: Report) -> bool:
    return bool(report.shared) and not report.kind & _NOT


def _is_amount(key: int) -> bool:
    return kind_of_key(key) == AMOUNT


def _names_between(one: str, other: str) -> AbstractSet[int]:
    """Return which keys are names in both languages: two that have Latin letters write a name alike."""
    return _WRITTEN if {one, other}.isdisjoint(WITHOUT_LATIN) else _HEARD


def _is_written(key: int) -> bool:
    return kind_of_key(key) == WRITTEN


def _are_elsewhere(report: Report, told: Told) -> bool:
    """Say whether the desk judged two reports to be about other countries."""
    return bool(report.places and told.places) and set(report.places).isdisjoint(told.places)


_WRITTEN: Final = frozenset({WRITTEN})
_HEARD: Final = frozenset({WRITTEN, SOUND})
_decode: Final = msgspec.msgpack.Decoder(list[Told]).decode
