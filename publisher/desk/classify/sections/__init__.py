"""Which section the words of an article speak for: lexicons per language, and a learner where there is one.

    words ─ entries of the lexicon ─▶ sums a section ─ softmax, with priors ─▶ shares ─ how often right ─▶ confidence

An entry in the headline counts whole, in the text less, and less each time that it comes again. The more is found, the
less the sums are stretched, so that a long text is not surer than a short one for its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import exp, log, sqrt
from typing import Final

from publisher.desk.classify.sections.lexicon import SECTIONS, Found, Lexicon, lexicon_of
from publisher.desk.classify.words import Words

__all__ = ["SECTIONS", "judge_section"]

READ: Final = 160  # words of the text that are read
LEAD: Final = 14  # words that stand for the headline where there is none

IN_HEADLINE: Final = 1.0
IN_TEXT: Final = 0.45
AGAIN: Final = 0.15  # each time that it comes again
MOST: Final = 1.5
UNIT: Final = 0.45  # of the log of odds that a weight of 1 is
STRETCH: Final = 6.0  # of strength, from which on sums grow by its root only
PROOFS: Final = 4  # words that are shown

# How many articles of a newspaper are about each, roughly: politics, business and sports are large everywhere.
_PRIORS: Final = {
    "politics": 4, "business": 4, "technology": 2, "science": 1.5, "environment": 0.7, "health": 2, "sports": 4,
    "entertainment": 3, "crime": 1.5, "education": 0.8, "lifestyle": 1.5, "travel": 0.7, "opinion": 0.4, "weather": 0.5,
}  # fmt: skip
_LOG_PRIORS: Final = [log(_PRIORS[name]) for name in SECTIONS]

# Of answers with at least this share of the odds, how many are right: measured, see docs/classification.md.
_SHARES: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
_RIGHT: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


def judge_section(words: Words, language: str) -> list[tuple[str, float, tuple[str, ...]]]:
    """Return the sections that the words speak for, the best first: id, how sure (0 to 1), and the words that prove it.

    Nothing where no word of the lexicon is found, or where the language has none.
    """
    known = lexicon_of(language.partition("-")[0])
    if known is None:
        return []
    strengths = strengths_of(words, known)
    if not strengths:
        return []
    sums = sums_of(strengths)
    shares = shares_of(sums, sum(strengths.values()))
    best = sorted(range(len(SECTIONS)), key=shares.__getitem__, reverse=True)[:3]
    return [(SECTIONS[at], confidence(shares[at]), _proofs(strengths, at)) for at in best if sums[at] > 0]


def strengths_of(words: Words, known: Lexicon) -> dict[Found, float]:
    """Return the entries that are found, and how strongly each counts for where and how often it stands."""
    folded, first = words.folded, words.headline
    last = min(len(folded), first + READ)
    first = first or min(LEAD, last)
    strengths: dict[Found, float] = dict.fromkeys(known.entries(folded, 0, first), IN_HEADLINE)
    for found in known.entries(folded, first, last):
        before = strengths.get(found)
        strengths[found] = IN_TEXT if before is None else min(MOST, before + AGAIN)
    return strengths


def sums_of(strengths: dict[Found, float]) -> list[float]:
    sums = [0.0] * len(SECTIONS)
    for found, strength in strengths.items():
        for place, weight in found.weights:
            sums[place] += weight * strength
    return sums


def shares_of(sums: Sequence[float], strength: float) -> list[float]:
    unit = UNIT / sqrt(1 + strength / STRETCH)
    scores = [unit * total + prior for total, prior in zip(sums, _LOG_PRIORS, strict=True)]
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]


def confidence(share: float) -> float:
    """Return how often an answer with this share of the odds is right."""
    at = min(bisect_right(_SHARES, share), len(_SHARES) - 1)
    low, high = _SHARES[at - 1], _SHARES[at]
    part = (share - low) / (high - low)
    return _RIGHT[at - 1] + part * (_RIGHT[at] - _RIGHT[at - 1])


def _proofs(strengths: dict[Found, float], place: int) -> tuple[str, ...]:
    told = [
        (weight * strength, found.name)
        for found, strength in strengths.items()
        for where, weight in found.weights
        if where == place and weight > 0
    ]
    told.sort(key=lambda pair: -pair[0])
    return tuple([name for _, name in told[:PROOFS]])
