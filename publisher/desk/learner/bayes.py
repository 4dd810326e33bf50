"""Complement naive Bayes: what each word says against the other labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from publisher.desk.classify.sections.learned import MIDDLE, rarity, rarity_byte, tally

LEAST: Final = 3  # articles that a word is in
MOST_WORDS: Final = 40_000  # that are kept, those of most articles
SMOOTH: Final = 0.1


class Rows(NamedTuple):
    """The words that were learned: how rare, then a byte a label; and what one unit of a byte is worth."""

    words: dict[str, bytes]
    step: float


def learn_words(articles: Sequence[tuple[Mapping[str, int], int]], labels: int) -> Rows:
    """Learn from articles, each the counts of its words and the place of its label."""
    within: Counter[str] = Counter()
    for counts, _ in articles:
        within.update(counts.keys())
    often = sorted(((-times, word) for word, times in within.items() if times >= LEAST))[:MOST_WORDS]
    rare = {word: rarity_byte(1 + math.log(len(articles) / -times)) for times, word in often}
    return _packed(_weights(_sums(articles, rare, labels), labels), rare)


def _sums(
    articles: Sequence[tuple[Mapping[str, int], int]], rare: Mapping[str, int], labels: int
) -> dict[str, list[float]]:
    """Add up how much of each label's articles a word is, long articles no more than short ones."""
    sums = {word: [0.0] * labels for word in sorted(rare)}
    for counts, place in articles:
        told = [(word, tally(count) * rarity(rare[word])) for word, count in counts.items() if word in rare]
        length = math.sqrt(math.fsum(weight * weight for _, weight in told)) or 1.0
        for word, weight in told:
            sums[word][place] += weight / length
    return sums


def _weights(sums: Mapping[str, list[float]], labels: int) -> dict[str, list[float]]:
    """Return what each word says for each label against the mean of them; a label's weights are 1 in the mean."""
    others = [SMOOTH * len(sums)] * labels
    for row in sums.values():
        total = sum(row)
        for place, one in enumerate(row):
            others[place] += total - one
    logs = {
        word: [-math.log((sum(row) - one + SMOOTH) / others[place]) for place, one in enumerate(row)]
        for word, row in sums.items()
    }
    scale = [len(logs) / (math.fsum(row[place] for row in logs.values()) or 1.0) for place in range(labels)]
    return {word: _centred([one * scale[place] for place, one in enumerate(row)]) for word, row in logs.items()}


def _centred(row: list[float]) -> list[float]:
    mean = sum(row) / len(row)
    return [one - mean for one in row]


def _packed(weights: Mapping[str, list[float]], rare: Mapping[str, int]) -> Rows:
    """Put weights into bytes, each times how rare its word is."""
    scaled = {word: [one * rarity(rare[word]) for one in row] for word, row in weights.items()}
    largest = max((abs(one) for row in scaled.values() for one in row), default=0.0) or 1.0
    step = largest / (MIDDLE - 1)
    words = {word: bytes([rare[word], *[MIDDLE + round(one / step) for one in row]]) for word, row in scaled.items()}
    return Rows(words, step)
