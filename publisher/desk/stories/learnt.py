"""What the house has learnt of words: in how many stories each stood, of late.

Counted by stories, not by articles: one event that everybody reports makes its words no commoner, but a topic that
many stories are about (a pandemic, an election) does, and its words alone then join nothing. Yesterday counts less than
today, so that a word is forgotten after some weeks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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

    @property
    def counts(self) -> Counts:
        """What was learnt until now; an index that is given it weighs every term as this one does."""
        return Counts(self._day, self._stories, dict(self.weights.counts), self._weighed, self._since)

    def learn(self, terms: Mapping[int, float], day: int) -> float:
        """Count a story with these terms, opened on this day (since 1970); returns the length of its vector then."""
        if day > self._day:
            self._age(day)
        self._stories += 1
        self._since += 1
        counted = self.weights.count(terms)
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
        self.weights = Weights(counts, self._weighed)


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

    def __init__(self, counts: Expected, stories: float) -> None:
        self.counts = counts
        self._most = log2(PRIOR + stories) - CUT

    def __getitem__(self, term: int) -> float:
        return max(LEAST, self._most - log2(self.counts[term]))

    def count(self, terms: Collection[int]) -> list[float]:
        """Count one story more that has these terms; returns what each weighs now."""
        counted = [count + 1.0 for count in map(self.counts.__getitem__, terms)]
        self.counts.update(zip(terms, counted, strict=True))
        return self._weights(counted)

    def of(self, terms: Iterable[int]) -> list[float]:
        """Return what each of these terms weighs."""
        return self._weights(map(self.counts.__getitem__, terms))

    def _weights(self, counts: Iterable[float]) -> list[float]:
        most = self._most
        weights = [most - each for each in map(log2, counts)]
        return weights if min(weights, default=LEAST) >= LEAST else [max(LEAST, weight) for weight in weights]

    def weigh(self, shares: Mapping[int, float]) -> dict[int, float]:
        """Return each term with its share as heavy as the term is."""
        return dict(zip(shares, map(mul, shares.values(), self.of(shares)), strict=True))

    def length(self, shares: Mapping[int, float]) -> float:
        """Return the length of a vector of terms, above 0."""
        return hypot(*map(mul, shares.values(), self.of(shares))) or 1.0
