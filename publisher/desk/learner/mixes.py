"""What a source writes about, found from what its articles are taken for: nobody has to tell their sections.

    what articles are taken for ─▶ the source's mix ─▶ taken anew, with that mix ─▶ ... ─▶ how far the source leans

To a magazine of sports a "transfer" is one of players, to a bank's letter one of money. This is expectation
maximization over the odds that a classifier gives, as Saerens, Latinne and Decaestecker describe it ("Adjusting the
Outputs of a Classifier to New a Priori Probabilities", Neural Computation 14, 2002).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

Odds: TypeAlias = Sequence[float]  # a share of each answer, 1 together; one of them is 1 where somebody told

ROUNDS: Final = 5  # after which a mix hardly moves
USUAL: Final = 10.0  # articles of the usual mix, that each source is taken to have written besides its own
BELIEVED: Final = 0.75  # of a mix: articles of one source are taken for the wrong section together
MOST: Final = 2.0  # that a source leans: what it never wrote about yet, it may write about tomorrow
LEAST: Final = 0.01  # of a usual mix: what hardly anybody writes about would be believed of anybody


def usual_mix(odds: Sequence[Odds]) -> list[float]:
    """Return how much of some articles is of each answer; at least LEAST."""
    return [max(LEAST, math.fsum(column) / len(odds)) for column in zip(*odds, strict=True)]


def leaning(odds: Sequence[Odds], usual: Sequence[float]) -> list[float]:
    """Return how far the source of some articles leans to each answer: what to add to the scores of an article.

    Logarithms of odds, MOST at most; 0 for each where its mix is the usual one, or where there are no articles.
    """
    leans = [0.0] * len(usual)
    factors = [1.0] * len(usual)
    for _ in range(ROUNDS):
        written = [USUAL * share for share in usual]
        for article in odds:
            joined = [share * factor for share, factor in zip(article, factors, strict=True)]
            unit = 1 / sum(joined)
            for at, share in enumerate(joined):
                written[at] += share * unit
        unit = 1 / sum(written)
        leans = [BELIEVED * math.log(part * unit / share) for part, share in zip(written, usual, strict=True)]
        leans = [max(-MOST, min(MOST, one)) for one in leans]
        factors = [math.exp(one) for one in leans]
    return leans
