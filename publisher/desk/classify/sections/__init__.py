"""Which section the words of an article speak for: lexicons per language, and a learner where there is one.

    words ─ entries of the lexicon ─▶ sums a section ─ softmax, with priors ─▶ shares ─ how often right ─▶ confidence

An entry in the headline counts whole, in the text less, and less each time that it comes again. The more is found, the
less the sums are stretched, so that a long text is not surer than a short one for its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log, sqrt
from typing import Final, TypeAlias

from publisher.desk.classify import marks  # as a module: it asks the lexicons that stand here
from publisher.desk.classify.sections.learned import Learned, Model, decode, join
from publisher.desk.classify.sections.lexicon import IN_HEADLINE, Lexicon, lexicon_of
from publisher.desk.classify.sections.written import SECTIONS
from publisher.desk.classify.words import Words

__all__ = ["SECTIONS", "Learned", "Model", "Told", "decode", "judge_section", "lexicon_scores", "speaks_for"]

Told: TypeAlias = tuple[str, float, tuple[str, ...]]  # a section's id, how sure, and the words that prove it

UNIT: Final = 0.45  # of the log of odds that a weight of 1 is
STRETCH: Final = 6.0  # of strength, from which on sums grow by its root only
PROOFS: Final = 4  # words that are shown
BYLINED: Final = 2.5  # of the logarithm of odds, that a headline with its writer's name in front says for opinion

# How many articles of a newspaper are about each, roughly; less where its words are unmistakable (crime, weather).
_PRIORS: Final = {
    "politics": 4, "business": 7, "technology": 5, "science": 4, "environment": 1.5, "health": 3, "sports": 4,
    "entertainment": 5, "crime": 0.8, "education": 1.2, "lifestyle": 3, "travel": 2, "opinion": 1, "weather": 0.6,
}  # fmt: skip
_LOG_PRIORS: Final = [log(_PRIORS[name]) for name in SECTIONS]
SURE_ENTRY: Final = 5.0  # an entry of this weight proves its section nearly alone
UNDISPUTED: Final = 0.5  # of the doubt is left where such an entry stands in the headline and nothing speaks for others
STRONG: Final = 3.0  # what a strong word says for a section
LIKELY: Final = 0.5  # so sure is an answer that this is said of: measured, see docs/classification.md
ANSWERS: Final = 2  # sections that are named
OPINION: Final = "opinion"
_NAMES: Final = (2, 3)  # words of a name
_NONE: Final = -1.0  # less than any odds
_NO_MORE: Final[Mapping[str, float]] = {}
NEVER: Final = 2.0  # surer than anything is
_NO_SUMS: Final = (0.0,) * len(SECTIONS)

# Of answers with at least this share of the odds, how many are right: measured, see docs/classification.md.
SHARES: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 1.0)
RIGHT: Final = (0.15, 0.34, 0.44, 0.54, 0.63, 0.70, 0.76, 0.82, 0.87, 0.885, 0.90, 0.945, 0.98)

_LAST: Final = len(SHARES) - 1
_STEPS: Final = [
    (low, high - low, right, more - right)
    for (low, high), (right, more) in zip(pairwise(SHARES), pairwise(RIGHT), strict=True)
]


def judge_section(words: Words, language: str, model: Learned | None = None, enough: float = NEVER) -> list[Told]:
    """Return the sections that the words speak for, the best first: id, how sure (0 to 1), and the words that prove it.

    Nothing where no word of the lexicon is found, or where the language has none. With a trusted model the ids are
    those of the operator it learned from; those of SECTIONS for what it has no name for. Where the best is `enough`,
    the second may be left out.
    """
    known = lexicon_of(language.partition("-")[0])
    if known is None:
        return judged(words, known, {}, model, _NO_MORE)
    name = opening_name(words, known) if words.has_colon() else ""
    if not name:
        return judged(words, known, known.strengths(words, marks.seen(words, language)), model, _NO_MORE, enough)
    opinion = model.model.names.get(OPINION, OPINION) if model is not None and model.model.trusted else OPINION
    more = {opinion: BYLINED}
    told = judged(words, known, known.strengths(words, marks.seen(words, language)), model, more)
    return [(one[0], one[1], (name, *one[2])[:PROOFS]) if one[0] in more else one for one in told]


def opening_name(words: Words, known: Lexicon) -> str:
    """Return the name that a headline opens with, as columns do: "JANE DOE: Why we must..."; "" where it has none.

    Two or three words with capitals and a colon are a name where no lexicon has them: "Weather Impact Alert:" is none.
    """
    for length in _NAMES:
        if length + 2 < words.headline and words.after(length - 1)[:1] == ":":
            named = all(
                words.text[words.starts[at]].isupper() and not known.has(words.folded[at]) for at in range(length)
            )
            return " ".join(map(words.written, range(length))) + ":" if named else ""
    return ""


def judged(
    words: Words,
    known: Lexicon | None,
    strengths: dict[int, float],
    model: Learned | None,
    more: Mapping[str, float],
    enough: float = NEVER,
) -> list[Told]:
    """Judge by the entries of the lexicon that were found, by a model, and by what else speaks for a section."""
    if model is not None and model.model.trusted:
        return _learned(words, model, known, strengths, more)
    if known is None or not (strengths or more):
        return []
    sums = sums_of(strengths, known)
    scores = scores_of(sums, sum(strengths.values()))
    for section, score in more.items():
        scores[SECTIONS.index(section)] += score
    (first, share), (second, less) = _best(scores)
    told: list[Told] = []
    if sums[first] > 0 or SECTIONS[first] in more:
        sure = _sure(share)
        if sure >= LIKELY and _is_undisputed(first, sums, strengths, known):
            sure = 1 - UNDISPUTED * (1 - sure)
        told.append((SECTIONS[first], sure, proofs_of(strengths, known, first)))
        if told[0][1] >= enough:
            return told
    if sums[second] > 0 or SECTIONS[second] in more:
        told.append((SECTIONS[second], _sure(less), proofs_of(strengths, known, second)))
    return told


def _is_undisputed(section: int, sums: Sequence[float], strengths: Mapping[int, float], known: Lexicon) -> bool:
    """Say whether no entry speaks for another section, and one in the headline is as sure as any."""
    if len([one for one in sums if one > 0]) > 1:
        return False
    return any(
        strength >= IN_HEADLINE and known.says[number].get(section, 0) >= SURE_ENTRY
        for number, strength in strengths.items()
    )


def _sure(share: float) -> float:
    """Return what `confidence` does of what was measured for the lexicons."""
    low, width, right, more = _STEPS[bisect_right(SHARES, share, 0, _LAST) - 1]
    return right + (share - low) / width * more


def _best(scores: Sequence[float]) -> tuple[tuple[int, float], tuple[int, float]]:
    """Return the places of the two best scores, of equals the earlier one's first, and their shares of the odds."""
    top = max(scores)
    odds = [*map(exp, [score - top for score in scores])]
    total = sum(odds)
    first = odds.index(1.0)
    odds[first] = _NONE
    most = max(odds)
    return (first, 1.0 / total), (odds.index(most), most / total)


def _learned(
    words: Words, learned: Learned, known: Lexicon | None, strengths: dict[int, float], more: Mapping[str, float]
) -> list[Told]:
    model = learned.model
    sums = sums_of(strengths, known) if known is not None else _NO_SUMS
    told = learned.scores(words)
    if not any(told) and not any(sums) and not more:
        return []
    scores = join(scores_of(sums, sum(strengths.values())), told, model, SECTIONS)
    for label, score in (*learned.leaning.items(), *more.items()):
        scores[label] = scores.get(label, 0.0) + score
    shares = dict(zip(scores, shares_of(list(scores.values())), strict=True))
    best = sorted(shares, key=shares.__getitem__, reverse=True)[:ANSWERS]
    proofs: dict[int, tuple[str, ...]] = {}
    if known is not None:
        proofs = {at: proofs_of(strengths, known, at) for at in range(len(SECTIONS))}
    return [
        (label, confidence(shares[label], model.shares, model.right), _all_proofs(label, words, learned, proofs))
        for label in best
    ]


def _all_proofs(label: str, words: Words, learned: Learned, proofs: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    names = learned.model.names
    of_lexicon = [
        proof for at, told in proofs.items() if names.get(SECTIONS[at], SECTIONS[at]) == label for proof in told
    ]
    of_model = learned.proofs(words, label) if label in learned.model.labels else ()
    return tuple(dict.fromkeys((*of_lexicon, *of_model)))[:PROOFS]


def speaks_for(sections: Sequence[str], words: Words, language: str) -> bool:
    """Say whether the words speak for one of some sections, whatever they say for others: a strong one, or two."""
    known = lexicon_of(language.partition("-")[0])
    if known is None:
        return False
    sums = sums_of(known.strengths(words, marks.seen(words, language)), known)
    return max([sums[SECTIONS.index(section)] for section in sections]) >= STRONG


def lexicon_scores(words: Words, language: str) -> list[float]:
    """Return what the lexicon alone says for each of SECTIONS, as logarithms of odds with the priors in them."""
    known = lexicon_of(language.partition("-")[0])
    if known is None:
        return scores_of(_NO_SUMS, 0.0)
    strengths = known.strengths(words, marks.seen(words, language))
    scores = scores_of(sums_of(strengths, known), sum(strengths.values()))
    scores[SECTIONS.index(OPINION)] += BYLINED if opening_name(words, known) else 0.0
    return scores


def sums_of(strengths: Mapping[int, float], known: Lexicon) -> list[float]:
    """Add up what the entries say for each section."""
    sums, weights = [*_NO_SUMS], known.weights
    for number, strength in strengths.items():
        for place, weight in weights[number]:
            sums[place] += weight * strength
    return sums


def scores_of(sums: Sequence[float], strength: float) -> list[float]:
    """Return the logarithms of the odds of each section, as if the entries told it independently."""
    unit = UNIT / sqrt(1 + strength / STRETCH)
    return [prior + unit * total if total else prior for prior, total in zip(_LOG_PRIORS, sums, strict=True)]


def shares_of(scores: Sequence[float]) -> list[float]:
    """Return the share of the odds of each answer, by the logarithms of its odds."""
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]


def confidence(share: float, shares: Sequence[float], right: Sequence[float]) -> float:
    """Return how often such an answer is right; between two that were measured, in proportion."""
    at = bisect_right(shares, share, 0, len(shares) - 1)
    low, high = shares[at - 1], shares[at]
    part = (share - low) / (high - low)
    return right[at - 1] + part * (right[at] - right[at - 1])


def proofs_of(strengths: Mapping[int, float], known: Lexicon, section: int) -> tuple[str, ...]:
    """Return the words that say most for a section; of equals the first in the order of the alphabet."""
    says, names = known.says, known.names
    told = sorted(
        [
            (-weight * strength, names[number])
            for number, strength in strengths.items()
            if (weight := says[number].get(section))
        ]
    )
    return tuple([name for _, name in told[:PROOFS]])
