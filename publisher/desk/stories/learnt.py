"""What the house has learnt of words: in how many stories each stood, of late.

Counted by stories, not by articles: one event that everybody reports makes its words no commoner, but a topic that
many stories are about (a pandemic, an election) does, and its words alone then join nothing. Yesterday counts less than
today, so that a word is forgotten after some weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot, log
from operator import mul
from typing import Final

from msgspec import Struct

from publisher.desk.stories.rarity import LEVELS, zipf_of

KEEP: Final = 0.94  # of a count, a day later: half of it after eleven days
PRIOR: Final = 5_000  # stories that the table of the language counts for
WORDS: Final = 12  # that a headline has: how often a word occurs in a story, not among words
CUT: Final = 2.0  # of the logarithm: words that one story in seven has weigh nothing
LEAST: Final = 0.05
STALE: Final = 500  # stories after which all terms are weighed anew
STALE_SHARE: Final = 25  # where there are many, after so small a part of them: it moves a weight by 0.04
_FORGOTTEN: Final = 0.4  # stories
_LAST: Final = LEVELS - 1

_EXPECTED: Final = tuple(PRIOR * min(1.0, WORDS * 10 ** (zipf_of(level) - 9)) + 0.3 for level in range(LEVELS))


class Counts(Struct, frozen=True, array_like=True):
    """What was learnt, to be stored."""

    day: int
    stories: float
    terms: dict[int, float]
    weighed: float = 0.0  # how many stories there were when all terms were weighed anew
    since: int = 0  # stories since then


class Learnt:
    """In how many stories each term stood; old ones count less."""

    def __init__(self, counts: Counts | None = None) -> None:
        self._day = counts.day if counts else 0
        self._stories = counts.stories if counts else 0.0
        self._terms = dict(counts.terms) if counts else {}
        self._since = counts.since if counts else 0
        self._weighed = counts.weighed if counts else 0.0
        self.weights = Weights(self._terms, self._weighed)
        """How much each term says."""

    @property
    def counts(self) -> Counts:
        """What was learnt until now; an index that is given it weighs every term as this one does."""
        return Counts(self._day, self._stories, dict(self._terms), self._weighed, self._since)

    def learn(self, terms: Iterable[int], day: int) -> None:
        """Count a story with these terms, opened on this day (since 1970)."""
        if day > self._day:
            self._age(day)
        self._stories += 1
        self._since += 1
        self.weights.count(terms)
        if self._since >= max(STALE, self._stories / STALE_SHARE):
            self._weigh_anew()

    def _age(self, day: int) -> None:
        """Let what was counted before count less, and forget what hardly counts."""
        kept = KEEP ** (day - self._day) if self._day else 1.0
        self._day = day
        self._stories *= kept
        self._terms = {term: count * kept for term, count in self._terms.items() if count * kept > _FORGOTTEN}
        self._weigh_anew()

    def _weigh_anew(self) -> None:
        self._since, self._weighed = 0, self._stories
        self.weights = Weights(self._terms, self._weighed)


class Weights(dict[int, float]):
    """How much each term says: the logarithm of how seldom stories have it, 0.05 at least. Weighed when asked for."""

    def __init__(self, counts: dict[int, float], stories: float) -> None:
        self._counts = counts
        self._most = log(PRIOR + stories) - CUT

    def __missing__(self, term: int) -> float:
        weight = self._most - log(_EXPECTED[term & _LAST] + self._counts.get(term, 0.0))
        self[term] = weight = max(LEAST, weight)
        return weight

    def count(self, terms: Iterable[int]) -> None:
        """Count one story more that has these terms, and weigh them again."""
        counts, most = self._counts, self._most
        for term in terms:
            counts[term] = count = counts.get(term, 0.0) + 1.0
            weight = most - log(_EXPECTED[term & _LAST] + count)
            self[term] = weight if weight > LEAST else LEAST  # noqa: FURB136 -- called for every word

    def weigh(self, shares: Mapping[int, float]) -> dict[int, float]:
        """Return each term with its share as heavy as the term is."""
        return dict(zip(shares, map(mul, shares.values(), map(self.__getitem__, shares)), strict=False))

    def length(self, shares: Mapping[int, float]) -> float:
        """Return the length of a vector of terms, above 0."""
        return hypot(*map(mul, shares.values(), map(self.__getitem__, shares))) or 1.0
