"""What each word says for each label: how often it is met there, against how often the mix of labels would have it.

A word that an outlet writes everywhere ("Ars", "file photo") would speak for whatever that outlet mostly writes about,
if it were counted against all articles; so half of what is expected comes from the mix of the outlet itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from publisher.desk.classify.sections.learned import MIDDLE, rarity, rarity_byte, tally

LEAST: Final = 3  # articles that a word is in
MOST_WORDS: Final = 40_000  # that are kept, those of most articles
SMOOTH: Final = 0.15  # of an article, that each word is taken to have been met and expected besides
OWN: Final = 0.5  # of what is expected, that the mix of the outlet itself says; the mix of all outlets says the rest


class Told(NamedTuple):
    """An article to learn from: the counts of its words, the place of its label, and who wrote it."""

    counts: Mapping[str, int]
    place: int
    outlet: str


class Rows(NamedTuple):
    """The words that were learned: how rare, then a byte a label; and what one unit of a byte is worth."""

    words: dict[str, bytes]
    step: float


def learn_words(articles: Sequence[Told], labels: int) -> Rows:
    """Learn from articles what their words say for each of so many labels."""
    within: Counter[str] = Counter()
    for article in articles:
        within.update(article.counts.keys())
    often = sorted(((-times, word) for word, times in within.items() if times >= LEAST))[:MOST_WORDS]
    rare = {word: rarity_byte(1 + math.log(len(articles) / -times)) for times, word in often}
    return _packed(_weights(articles, rare, labels), rare)


def _weights(articles: Sequence[Told], rare: Mapping[str, int], labels: int) -> dict[str, list[float]]:
    mixes = _mixes(articles, labels)
    met = {word: [0.0] * labels for word in sorted(rare)}
    heard: dict[str, dict[str, float]] = {word: {} for word in met}
    for counts, place, outlet in articles:
        for word, share in _shares(counts, rare):
            met[word][place] += share
            by_outlet = heard[word]
            by_outlet[outlet] = by_outlet.get(outlet, 0.0) + share
    return {word: _logs(row, _expected(heard[word], mixes, labels)) for word, row in met.items()}


def _mixes(articles: Sequence[Told], labels: int) -> dict[str, list[float]]:
    """Return how much of what an outlet writes is of each label, halfway to what all write."""
    counts: dict[str, list[int]] = {}
    for article in articles:
        counts.setdefault(article.outlet, [0] * labels)[article.place] += 1
    of_all = _parts([sum(column) for column in zip(*counts.values(), strict=True)])
    return {
        outlet: [OWN * own + (1 - OWN) * other for own, other in zip(_parts(row), of_all, strict=True)]
        for outlet, row in counts.items()
    }


def _parts(row: Sequence[int]) -> list[float]:
    total = sum(row)
    return [one / total for one in row]


def _shares(counts: Mapping[str, int], rare: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return how much of an article each word is: a long article says no more than a short one."""
    told = [(word, tally(count) * rarity(rare[word])) for word, count in counts.items() if word in rare]
    length = math.sqrt(math.fsum(weight * weight for _, weight in told)) or 1.0
    return [(word, weight / length) for word, weight in told]


def _expected(heard: Mapping[str, float], mixes: Mapping[str, Sequence[float]], labels: int) -> list[float]:
    expected = [0.0] * labels
    for outlet, share in heard.items():
        for place, part in enumerate(mixes[outlet]):
            expected[place] += share * part
    return expected


def _logs(met: Sequence[float], expected: Sequence[float]) -> list[float]:
    return [math.log((one + SMOOTH) / (other + SMOOTH)) for one, other in zip(met, expected, strict=True)]


def _packed(weights: Mapping[str, list[float]], rare: Mapping[str, int]) -> Rows:
    """Put weights into bytes, each times how rare its word is."""
    scaled = {word: [one * rarity(rare[word]) for one in row] for word, row in weights.items()}
    largest = max((abs(one) for row in scaled.values() for one in row), default=0.0) or 1.0
    step = largest / (MIDDLE - 1)
    words = {word: bytes([rare[word], *[MIDDLE + round(one / step) for one in row]]) for word, row in scaled.items()}
    return Rows(words, step)
