"""What the house has learnt of words: in how many stories each stood, of late.

Counted by stories, not by articles: one event that everybody reports makes its words no commoner, but a topic that
many stories are about (a pandemic, an election) does, and its words alone then join nothing. Yesterday counts less than
today, so that a word is forgotten after some weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import hypot, log, log2
from operator import mul
from typing import Final

from msgspec import Struct

from publisher.desk.stories.rarity import LEVELS, zipf_of

KEEP: Final = 0.94  # of a count, a day later: half of it after eleven days
PRIOR: Final = 5_000  # stories that the table of the language counts for
WORDS: Final = 12  # that a headline has: how often a word occurs in a story, not among words
CUT: Final = 2.0 / log(2)  # bits: words that one story in seven has weigh nothing
LEAST: Final = 0.05 / log(2)
STALE: Final = 500  # stories after which all terms are weighed anew
STALE_SHARE: Final = 25  # where there are many, after so small a part of them: it moves a weight by 0.06
_FORGOTTEN: Final = 0.4  # stories
_LAST: Final = LEVELS - 1

_EXPECTED: Final = tuple(PRIOR * min(1.0, WORDS * 10 ** (zipf_of(level) - 9)) + 0.3 for level in range(LEVELS))


class Counts(Struct, frozen=True, array_like=True):
    """What was learnt, to be stored."""

    day: int
    stories: float
    terms: dict[int, float]  # with what their language expects
    weighed: float = 0.0  # how many stories there were when all terms were weighed anew
    since: int = 0  # stories since then


class Learnt:
    """In how many stories each term stood; old ones count less."""

    def __init__(self, counts: Counts | None = None) -> None:
        self._day = counts.day if counts else 0
        self._stories = counts.stories if counts else 0.0
        self._since = counts.since if counts else 0
        self._weighed = counts.weighed if counts else 0.0
        self.weights = Weights(Expected(counts.terms if counts else ()), self._weighed)
        """How much each term says."""
        self.weights.look_for_common()

    @property
    def counts(self) -> Counts:
        """What was learnt until now; an index that is given it weighs every term as this one does."""
        return Counts(self._day, self._stories, dict(self.weights.counts), self._weighed, self._since)

    def learn(self, terms: Mapping[int, float], day: int, counts: Sequence[float] = ()) -> float:
        """Count a story with these terms, opened on this day (since 1970); returns the length of its vector then.

        `counts` are those of the terms until now, where they were asked for just before.
        """
        if day > self._day:
            self._age(day)
            counts = ()
        self._stories += 1
        self._since += 1
        counted = self.weights.count(terms, counts or self.weights.counts_of(terms))
        if self._since < max(STALE, self._stories / STALE_SHARE):
            return hypot(*map(mul, terms.values(), counted)) or 1.0
        self._weigh_anew(self.weights.counts)
        return self.weights.length(terms)

    def _age(self, day: int) -> None:
        """Let what was counted before count less, and forget what hardly counts."""
        kept = KEEP ** (day - self._day) if self._day else 1.0
        self._day = day
        self._stories *= kept
        self._weigh_anew(self.weights.counts.aged(kept))

    def _weigh_anew(self, counts: Expected) -> None:
        self._since, self._weighed = 0, self._stories
        self.weights = Weights(counts, self._weighed, has_common=self.weights.has_common)


class Expected(dict[int, float]):
    """How many stories have each term: those that were counted, and those that its language lets expect."""

    def __missing__(self, term: int) -> float:
        return _EXPECTED[term & _LAST]

    def aged(self, kept: float) -> Expected:
        """Return what is left where so much is kept of what was counted."""
        told = ((term, _EXPECTED[term & _LAST], count) for term, count in self.items())
        counted = ((term, expected, kept * (count - expected)) for term, expected, count in told)
        return Expected({term: expected + count for term, expected, count in counted if count > _FORGOTTEN})


class Weights:
    """How much each term says: how many bits tell that a story has it, 0.07 at least. Weighed when asked for."""

    def __init__(self, counts: Expected, stories: float, *, has_common: bool = False) -> None:
        self.counts = counts
        self.has_common = has_common
        """Whether there may be a term that says less than the least; none becomes one but by being counted."""
        self._most = log2(PRIOR + stories) - CUT

    def __getitem__(self, term: int) -> float:
        return max(LEAST, self._most - log2(self.counts[term]))

    def look_for_common(self) -> None:
        """Look whether there is a term that says less than the least, after the counts were made elsewhere."""
        self.has_common = self._most - log2(max(self.counts.values(), default=1.0)) < LEAST

    def counts_of(self, terms: Iterable[int]) -> list[float]:
        """Return how many stories have each of these terms."""
        return list(map(self.counts.__getitem__, terms))

    def count(self, terms: Iterable[int], counts: Iterable[float]) -> list[float]:
        """Count one story more that has these terms, which so many had until now; returns what each weighs now."""
        counted = [count + 1.0 for count in counts]
        self.counts.update(zip(terms, counted, strict=True))
        weights = self._bits(counted)
        if min(weights, default=LEAST) < LEAST:
            self.has_common = True
            return [max(LEAST, weight) for weight in weights]
        return weights

    def weights_of(self, counts: Iterable[float]) -> list[float]:
        """Return what terms weigh that so many stories have."""
        weights = self._bits(counts)
        if self.has_common and min(weights, default=LEAST) < LEAST:
            return [max(LEAST, weight) for weight in weights]
        return weights

    def _bits(self, counts: Iterable[float]) -> list[float]:
        most = self._most
        return [most - each for each in map(log2, counts)]

    def of(self, terms: Iterable[int]) -> list[float]:
        """Return what each of these terms weighs."""
        return self.weights_of(map(self.counts.__getitem__, terms))

    def weigh(self, shares: Mapping[int, float]) -> dict[int, float]:
        """Return each term with its share as heavy as the term is."""
        return dict(zip(shares, map(mul, shares.values(), self.of(shares)), strict=True))

    def length(self, shares: Mapping[int, float]) -> float:
        """Return the length of a vector of terms, above 0."""
        return hypot(*map(mul, shares.values(), self.of(shares))) or 1.0
