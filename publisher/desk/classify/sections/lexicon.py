"""The lexicon of a language: which words and phrases speak for which section, read from its file at first use.

A word of a text is looked up once and remembered with all that the lexicon knows of it: what it weighs itself, the
phrases it may begin, and which parts of phrases it may be. Endings are taken off then: English ones by rule, those of
other languages by the stars of the file. README.md beside the files tells how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias
from zlib import crc32

import msgspec

from publisher.desk.classify.sections.written import Packed, pack, weights_of
from publisher.desk.classify.words import Words, phrase

Weights: TypeAlias = tuple[
    tuple[int, float], ...
]  # the place of a section in SECTIONS, and how much a word says for it
Tails: TypeAlias = dict[str, list[tuple[tuple[str, ...], int]]]  # second word of a phrase: its other words, its number


# What the lexicon knows of one word as it stands in a text: the number of what it says for itself (-1 where it says
# nothing), marks of the words that may go on a phrase that it begins, marks of the parts of phrases that it may be
# behind the first one, those phrases, those parts. Most pairs of words have no mark in common, and are done with.
Known: TypeAlias = tuple[int, int, int, Tails, tuple[str, ...]]

IN_HEADLINE: Final = 1.0
IN_TEXT: Final = 0.45
AGAIN: Final = 0.15  # each time that it comes again
MOST: Final = 1.5
READ: Final = 160  # words of the text that are read
LEAD: Final = 14  # words that stand for the headline where there is none

_SHORT: Final = 3  # letters: a beginning no longer than this has endings no longer either
_MOST_REMEMBERED: Final = 32_768
_LONGEST_REMEMBERED: Final = 32  # characters
_SAYS_NOTHING: Final = -1
_MOST_LABELS: Final = 8192  # of which the entries are remembered
_NO_TAILS: Final[Tails] = {}
_NOTHING: Final[Known] = (_SAYS_NOTHING, 0, 0, _NO_TAILS, ())
_BEGINS: Final = 0  # the number that stands where the text begins, behind the headline
_TEXT: Final[Known] = (_BEGINS, 0, 0, _NO_TAILS, ())
_MARKS: Final = 16


class Lexicon(dict[str, Known]):
    """The words of one language; what is known of a word is worked out when it first comes up."""

    def __init__(self, packed: Packed, *, english: bool) -> None:
        super().__init__()
        self._english = english
        self._words, self._phrases, self._lengths = packed.words, packed.phrases, packed.lengths
        self._parts = frozenset(packed.parts.split())
        self._numbers: dict[str, int] = {}
        self._tails: dict[str, Tails] = {}
        self._labels: dict[str, tuple[int, ...]] = {}
        self._last: tuple[Words, dict[int, float]] | None = None
        # Of the entries that came up, by number:
        self.names: list[str] = [""]  # to be shown as proof
        self.weights: list[Weights] = [()]  # what they say for sections, and against them
        self.says: list[Mapping[int, float]] = [{}]  # what they say for sections, by place

    def __missing__(self, word: str) -> Known:
        known = self._look_up(word)
        if len(self) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = known
        return known

    def _look_up(self, word: str) -> Known:
        keys = tuple(self._forms(word))
        told = next((key for key in keys if key in self._words), None)
        number = self._number(told, self._words[told]) if told else _SAYS_NOTHING
        tails = _joined([self._tails_of(key) for key in keys if key in self._phrases])
        parts = tuple([key for key in keys if key in self._parts])
        return (number, _marks(tails), _marks(parts), tails, parts) if number >= 0 or tails or parts else _NOTHING

    def _number(self, name: str, weights: str) -> int:
        if not weights:
            return _SAYS_NOTHING
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
            self.weights.append(_weights(weights))
            self.says.append(_says(weights))
        return self._numbers[name]

    def _tails_of(self, first: str) -> Tails:
        """Unpack the phrases that begin with a word, those of more words first."""
        if first not in self._tails:
            tails = self._tails[first] = {}
            for told in self._phrases[first].split("|"):
                words, _, weights = told.partition("=")
                second, *rest = words.split()
                number = self._number(f"{first} {words}", weights)
                tails.setdefault(second, []).append((tuple(rest), number))
        return self._tails[first]

    def _forms(self, word: str) -> Iterator[str]:
        """Name a word as the file may have it, the surest form first."""
        yield word
        if self._english:
            yield from english_forms(word)
        for length in self._lengths:
            if length <= len(word) and (length > _SHORT or len(word) <= length + _SHORT):
                yield f"{word[:length]}*"

    def has(self, word: str) -> bool:
        """Say whether a word says something for itself."""
        return self[word][0] >= 0

    def numbers(self, folded: Sequence[str]) -> list[int]:
        """Find the entries in a row of words; where a phrase stands, the words in it count no more."""
        return _found([*map(self.__getitem__, folded), _NOTHING])

    def label(self, text: str) -> tuple[int, ...]:
        """Find the entries in a label; agencies repeat theirs."""
        numbers = self._labels.get(text)
        if numbers is None:
            numbers = tuple(self.numbers(phrase(text)))
            if len(self._labels) < _MOST_LABELS and len(text) <= _LONGEST_REMEMBERED:
                self._labels[text] = numbers
        return numbers

    def strengths(self, words: Words) -> dict[int, float]:
        """Return the numbers of the entries in an article, and how strongly each counts for where and how often it is.

        Two links of the chain ask for the same article in turn: the last answer is kept. Read it, never write it.
        """
        last = self._last
        if last is None or last[0] is not words:
            last = self._last = words, self._strengths(words)
        return last[1]

    def _strengths(self, words: Words) -> dict[int, float]:
        folded, first = words.folded, words.headline
        last = min(len(folded), first + READ)
        first = first or min(LEAD, last)
        known = [*map(self.__getitem__, folded[:last]), _NOTHING]
        known.insert(first, _TEXT)
        found = _found(known)
        cut = found.index(_BEGINS)
        strengths: dict[int, float] = dict.fromkeys(found[:cut], IN_HEADLINE)
        for number in found[cut + 1 :]:
            if number not in strengths:
                strengths[number] = IN_TEXT
            elif strengths[number] < MOST:
                strengths[number] += AGAIN
        return strengths


def _found(known: Sequence[Known]) -> list[int]:
    """Find the entries in a row of words by what is known of them; of the last one nothing may be known."""
    nothing = _NOTHING
    found: list[int] = []
    ahead = 0
    for at, word in enumerate(known):
        if word is nothing or at < ahead:
            continue
        number, marks, _, tails, _ = word
        if marks and marks & known[at + 1][2]:
            for second in known[at + 1][4]:
                if second in tails:
                    number, ahead = _longest(tails, known, at, number)
                    break
        if number >= 0:
            found.append(number)
    return found


def _joined(tails: Sequence[Tails]) -> Tails:
    """Join the phrases of several forms of one word."""
    if len(tails) < 2:  # noqa: PLR2004 -- nothing to join
        return tails[0] if tails else _NO_TAILS
    seconds = dict.fromkeys(second for tail in tails for second in tail)
    told = {second: [one for tail in tails for one in tail.get(second, ())] for second in seconds}
    return {second: sorted(listed, key=_more_words_first) for second, listed in told.items()}


def _more_words_first(told: tuple[tuple[str, ...], int]) -> int:
    return -len(told[0])


def _longest(tails: Tails, known: Sequence[Known], at: int, otherwise: int) -> tuple[int, int]:
    """Find the longest phrase that begins at a word: its number, and the place behind it; `otherwise` where none."""
    best, most = otherwise, 0
    for second in known[at + 1][4]:
        for rest, number in tails.get(second, ()):
            if len(rest) < most:
                break
            if not rest or _continues(rest, known, at + 2):
                best, most = number, len(rest) + 1
                break
    return best, at + 1 + most


def _continues(rest: Sequence[str], known: Sequence[Known], at: int) -> bool:
    """Say whether a phrase goes on so; of the last word in the row nothing is known."""
    for part in rest:
        if part not in known[at][4]:
            return False
        at += 1
    return True


def _marks(words: Iterable[str]) -> int:
    """Return a mark for each word, of a few that there are, as one number."""
    marks = 0
    for word in words:
        marks |= 1 << crc32(word.encode()) % _MARKS
    return _ONE_OF_EACH.setdefault(marks, marks)


# Few numbers and few weights are told by many words: those that are the same are kept once, where they stay at hand.
_ONE_OF_EACH: Final[dict[int, int]] = {}
_weights: Final = cache(weights_of)


@cache
def _says(told: str) -> Mapping[int, float]:
    return {place: weight for place, weight in _weights(told) if weight > 0}


_ENDINGS: Final = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_SHORTEST: Final = 3  # letters of a word without its ending


def english_forms(word: str) -> Iterator[str]:
    """Name what an English word may be an inflected form of: "charging" of "charg", "charge"."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            stem = word[: -len(ending)]
            yield stem + instead
            if stem[-1] == stem[-2] and ending in {"ed", "ing"} and not instead:
                yield stem[:-1]


@cache
def lexicon_of(language: str) -> Lexicon | None:
    """Read the lexicon of a language ("en"); None where there is none. Packed by scripts/lexicons.py, or as written."""
    folder = files(__package__)
    if not language.isalpha():
        return None
    if (file := folder.joinpath(f"{language}.bin")).is_file():
        packed = msgspec.msgpack.decode(file.read_bytes(), type=Packed)
    elif (file := folder.joinpath(f"{language}.txt")).is_file():
        packed = pack(file.read_text("utf-8"))
    else:
        return None
    return Lexicon(packed, english=language == "en")
