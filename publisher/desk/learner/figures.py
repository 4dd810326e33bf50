"""How well a trial went: how many answers are right, of all and of each section, and how often those of a share are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from publisher.desk.classify.sections.learned import Figure

FRANK: Final = 0.85  # up to here what is right is told as it is
SURELY: Final = 0.95  # of answers must be right to be told as SURE
SURE: Final = 0.9
EDGES: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


class Judged(NamedTuple):
    """An example as it was judged: the answer, its share of the odds, and the label."""

    answer: str
    share: float
    label: str


def right_of(judged: Sequence[Judged]) -> float:
    """Return how many of all answers are right: 0 to 1."""
    return sum(one.answer == one.label for one in judged) / len(judged)


def mean_f1(judged: Sequence[Judged], labels: Sequence[str]) -> float:
    """Return the mean of the labels' F1, each counting the same."""
    told = [_precision_and_recall(label, judged) for label in labels]
    return sum(2 * one * two / (one + two) if one + two else 0.0 for one, two in told) / len(told)


def _precision_and_recall(label: str, judged: Sequence[Judged]) -> tuple[float, float]:
    answered = sum(one.answer == label for one in judged)
    there = sum(one.label == label for one in judged)
    right = sum(one.answer == one.label == label for one in judged)
    return right / max(1, answered), right / max(1, there)


def figure_of(label: str, alone: Sequence[Judged], learned: Sequence[Judged]) -> Figure:
    """Return how one label did, by the lexicon alone and with what was learned."""
    there = sum(one.label == label for one in alone)
    return Figure(label, there, _precision_and_recall(label, alone), _precision_and_recall(label, learned))


def reliability(answers: Sequence[tuple[float, bool]]) -> tuple[float, ...]:
    """Return, at each of EDGES, how many answers of such a share are right; never less for a larger share.

    Neighbours that are out of order are taken together (pool adjacent violators), each with one right and one wrong
    answer more than it has, so that few of them never make certain.
    """
    pools: list[tuple[float, float, int]] = []  # right, all, how many ranges
    by_range = [[0, 0] for _ in EDGES[1:]]
    for share, is_right in answers:
        place = min(bisect_right(EDGES, share), len(EDGES) - 1) - 1
        by_range[place][0] += is_right
        by_range[place][1] += 1
    for right, among in by_range:
        pools.append((right + 1.0, among + 2.0, 1))
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    middles = [right / among for right, among, ranges in pools for _ in range(ranges)]
    inner = [(one + two) / 2 for one, two in pairwise(middles)]
    return (middles[0], *inner, middles[-1])


def cautious(right: float) -> float:
    """Return what to tell of answers of which so many are right: 0.9 is told where 95 of a hundred are, 1 of all."""
    if right <= FRANK:
        return right
    if right <= SURELY:
        return FRANK + (right - FRANK) / (SURELY - FRANK) * (SURE - FRANK)
    return SURE + (right - SURELY) / (1 - SURELY) * (1 - SURE)
