"""What was learned on the operator's own machine: words that the lexicon does not know, and what they say.

For each word and pair of words, how much oftener it was met under each label than expected, as a logarithm in 8 bits,
made by publisher/desk/learner. Its scores are added to the lexicon's, in the share that served best in its trial, and
those of the source's own mix to both; a model that lost its trial is never asked.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from publisher.desk.classify.words import Words

FORMAT: Final = 2
MIDDLE: Final = 128  # the byte that says nothing
LEANS: Final = 16.0  # units of a byte that a source's leaning of 1 is
READ: Final = 120  # words of the text that are read
TWICE: Final = 2  # a word in the headline counts as so many

_FINE: Final = 64
_COUNTS: Final = [round(_FINE * math.log1p(count)) for count in range(512)]
_FINE_RARITY: Final = 16.0
_PROOFS: Final = 3


class Figure(Struct, frozen=True, array_like=True):
    """How one section did in the trial."""

    section: str
    articles: int
    lexicon: tuple[float, float]  # precision, recall
    learned: tuple[float, float]


class Trial(Struct, frozen=True, array_like=True):
    """How the lexicon did alone, and with what was learned from other outlets than the one that was asked."""

    articles: int
    outlets: int
    lexicon: tuple[float, float]  # accuracy, mean of the sections' F1
    learned: tuple[float, float]
    figures: tuple[Figure, ...] = ()
    untold: int = 0  # articles that nobody labelled, which taught by what they are taken for


class Model(Struct, frozen=True, array_like=True):
    """What was learned, as it is kept in a file. Its words are in order: the same rows make the same bytes."""

    format: int
    labels: tuple[str, ...]  # ids of the operator's sections
    names: dict[str, str]  # a section of the lexicon: the label that it is here
    words: dict[str, bytes]  # how rare, then a byte a label
    step: float  # what one unit of a byte is worth
    share: float  # how much the learned counts beside the lexicon
    trusted: bool  # it beat the lexicon in its trial
    shares: tuple[float, ...]  # of answers with this share of the odds
    right: tuple[float, ...]  # so many are right
    trial: Trial
    answers: tuple[str, ...] = ()  # the labels, and those sections of the lexicon that are none
    leanings: dict[str, bytes] = {}  # of a source: a byte an answer, how much oftener it is of that than others


def decode(data: bytes) -> Model:
    """Read a model. Raises ValueError where it is none, or of another format."""
    model = msgspec.msgpack.decode(data, type=Model)
    if model.format != FORMAT:
        message = f"a section model of format {model.format}; this program reads format {FORMAT}: run `publisher learn`"
        raise ValueError(message)
    return model


def counted(words: Words) -> Counter[str]:
    """Count the words and the pairs of words of an article; those of the headline twice."""
    folded, first = words.folded, words.headline
    headline, text = folded[:first], folded[first : first + READ]
    counts = Counter(text)
    counts.update([f"{one} {two}" for one, two in pairwise(text)])
    for word in (*headline, *[f"{one} {two}" for one, two in pairwise(headline)]):
        counts[word] += TWICE
    return counts


def leaning_bytes(leaning: Iterable[float]) -> bytes:
    """Put how far a source leans to each answer into bytes."""
    return bytes([min(255, max(0, MIDDLE + round(one * LEANS))) for one in leaning])


def leaning_of(row: bytes) -> list[float]:
    """Return how far a source leans to each answer, by its bytes."""
    return [(one - MIDDLE) / LEANS for one in row]


def tally(count: int) -> int:
    """Return what a word counts that comes so many times."""
    return _COUNTS[min(count, len(_COUNTS) - 1)]


def rarity(byte: int) -> float:
    """Return how much a word counts for being rare, by its byte."""
    return byte / _FINE_RARITY


def rarity_byte(inverse: float) -> int:
    """Return the byte of a word's inverse frequency."""
    return min(255, round(inverse * _FINE_RARITY))


class Learned:
    """A model at work. The rows of an article are added as one large number each, of 32 bits a label."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._lanes = struct.Struct(f"<{len(model.labels)}I")
        self._rows: dict[str, tuple[int, float]] = {}
        self.leaning: Mapping[str, float] = {}  # what is added to the score of each answer
        self._of: dict[str, Learned] = {}

    def of(self, source: str) -> Learned:
        """Return the model as it judges what this source writes: leaning to what the source is mostly about."""
        known = self._of.get(source)
        if known is None:
            if source not in self.model.leanings:
                return self
            known = self._of[source] = copy(self)
            known.leaning = dict(zip(self.model.answers, leaning_of(self.model.leanings[source]), strict=True))
        return known

    def scores(self, words: Words) -> list[float]:
        """Return what the words say for each label; 0 on the whole where they say nothing."""
        return self.scores_of(counted(words))

    def scores_of(self, counts: Mapping[str, int]) -> list[float]:
        """Return what counted words say for each label."""
        total, tallies, length = 0, 0, 0.0
        for word, count in counts.items():
            if word in self.model.words:
                row, rare = self._row(word)
                told = tally(count)
                total += told * row
                tallies += told
                length += (told * rare) ** 2
        if not tallies:
            return [0.0] * len(self.model.labels)
        sums = self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))
        unit = self.model.step / math.sqrt(length)
        return [unit * (one - MIDDLE * tallies) for one in sums]

    def _row(self, word: str) -> tuple[int, float]:
        known = self._rows.get(word)
        if known is None:
            row = self.model.words[word]
            spread = bytearray(self._lanes.size)
            spread[::4] = row[1:]
            known = self._rows[word] = int.from_bytes(spread, "little"), rarity(row[0])
        return known

    def proofs(self, words: Words, label: str) -> tuple[str, ...]:
        """Return the words that say most for a label."""
        at = 1 + self.model.labels.index(label)
        known = self.model.words
        told = [
            (-tally(count) * (known[word][at] - MIDDLE), word)
            for word, count in counted(words).items()
            if word in known
        ]
        return tuple([word for weight, word in sorted(told)[:_PROOFS] if weight < 0])


def join(lexicon: Sequence[float], learned: Sequence[float], model: Model, sections: Sequence[str]) -> dict[str, float]:
    """Join the lexicon's scores (one a section) and those learned (one a label) to one score for each answer.

    Sections that are one label here are added up; those that are none stay answers of their own.
    """
    scores: dict[str, float] = {}
    for section, score in zip(sections, lexicon, strict=True):
        name = model.names.get(section, section)
        scores[name] = _either(scores[name], score) if name in scores else score
    floor = min(lexicon)
    for label, score in zip(model.labels, learned, strict=True):
        scores[label] = scores.get(label, floor) + model.share * score
    return scores


def _either(one: float, two: float) -> float:
    """Return the logarithm of the sum of two numbers, given by their logarithms."""
    top = max(one, two)
    return top + math.log1p(math.exp(min(one, two) - top))
