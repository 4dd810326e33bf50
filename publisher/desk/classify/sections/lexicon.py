"""The lexicon of a language: which words and phrases speak for which section, read from its file at first use.

A word of a text is looked up once and remembered as one number of 64 bits: what it says itself, and marks of the
phrases that it may begin or go on. Endings are taken off then: English ones by rule, those of other languages by the
stars of the file. Where a beginning has a mark in common with a part in the next word, phrases are looked up, the
longest first; marks.py finds those places. README.md beside the files tells how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, TypeAlias

import msgspec

from publisher.desk.classify.sections.written import MARKS, Packed, marks_of, pack, weights_of
from publisher.desk.classify.words import Seen, Words, phrase

Weights: TypeAlias = tuple[
    tuple[int, float], ...
]  # the place of a section in SECTIONS, and how much a word says for it
Tail: TypeAlias = list[tuple[tuple[str, ...], int]]  # the words of a phrase behind the first two, and its number
Tails: TypeAlias = dict[str, Tail]  # by the second word


# What a word has to do with phrases: those that it may begin, and which parts of them it may be behind the first one.
Known: TypeAlias = tuple[Tails, tuple[str, ...]]

IN_HEADLINE: Final = 1.0
IN_TEXT: Final = 0.45
AGAIN: Final = 0.15  # each time that it comes again
MOST: Final = 1.5
READ: Final = 160  # words of the text that are read
LEAD: Final = 14  # words that stand for the headline where there is none

_SHORT: Final = 3  # letters: a beginning no longer than this has endings no longer either
_HEAD: Final = _SHORT + 1  # letters: longer beginnings are looked for among those that have these in common
_MOST_REMEMBERED: Final = 32_768
_LONGEST_REMEMBERED: Final = 32  # characters
_SAYS_NOTHING: Final = 0
_MOST_LABELS: Final = 8192  # of which the entries are remembered
_NO_TAILS: Final[Tails] = {}
_NOTHING: Final[Known] = (_NO_TAILS, ())
LANE: Final = 64  # bits of a word: the marks of beginnings, as many for those of parts above them, then its number


class Lexicon(dict[str, int]):
    """The words of one language; what is known of a word is worked out when it first comes up."""

    def __init__(self, packed: Packed, *, english: bool) -> None:
        super().__init__()
        self._english = english
        self._words, self._phrases = packed.words, packed.phrases
        self._begins = packed.begins
        self._parts = frozenset(packed.parts.split())
        self._keys = self._parts.union(packed.words, packed.phrases)
        self._stems = _by_head(self._keys) if packed.lengths else {}
        self._plain = english and not packed.lengths  # no word is a beginning, and few letters end what may be a form
        self._known: dict[str, Known] = {}  # of words that begin phrases or go on one
        self._numbers: dict[str, int] = {}
        self._tails: dict[str, Tails] = {}
        self._pairs: dict[str, Tail] = {}  # of two words that have a mark in common: the phrases that they begin
        self._labels: dict[str, tuple[int, ...]] = {}
        # Of the entries that came up, by number, from 1 on:
        self.names: list[str] = [""]  # to be shown as proof
        self.weights: list[Weights] = [()]  # what they say for sections, and against them
        self.says: list[Mapping[int, float]] = [{}]  # what they say for sections, by place

    def __missing__(self, word: str) -> int:
        code = self.look_up(word)
        if len(self) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = code
        return code

    def look_up(self, word: str) -> int:
        """Work out what is known of a word: its number, above the marks of parts, above those of beginnings."""
        if self._plain and word[-1:] not in _ENDINGS and word not in self._keys:
            return 0
        keys = self._forms(word)
        if not keys:
            return 0
        words, parts, begins = self._words, self._parts, self._begins
        told = next((key for key in keys if key in words), None)
        number = self._number(told, words[told]) if told else _SAYS_NOTHING
        going_on, beginning = marks_of([key for key in keys if key in parts]), 0
        for key in keys:
            if key in begins:
                beginning |= begins[key]
        return ((number << MARKS) + going_on << MARKS) + beginning

    def _phrases_of(self, word: str, keys: Sequence[str]) -> Known:
        known = self._known.get(word)
        if known is None:
            tails = _joined([self._tails_of(key) for key in keys if key in self._phrases])
            parts = tuple([key for key in keys if key in self._parts])
            known = (tails, parts) if tails or parts else _NOTHING
            if known is not _NOTHING and len(self._known) < _MOST_REMEMBERED:
                self._known[word] = known
        return known

    def _known_of(self, word: str) -> Known:
        return self._known.get(word) or self._phrases_of(word, self._forms(word))

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

    def _forms(self, word: str) -> list[str]:
        """Name what the file has of a word in any of its forms, the surest form first."""
        known = self._keys
        forms = [word] if word in known else []
        if self._english:
            forms += filter(known.__contains__, english_forms(word))
        if not self._stems:
            return forms
        forms += [f"{stem}*" for stem in self._stems.get(word[:_HEAD], ()) if word.startswith(stem)]
        if len(word) <= 2 * _SHORT:
            forms += filter(known.__contains__, _short_stems(word))
        return forms

    def has(self, word: str) -> bool:
        """Say whether a word says something for itself."""
        return self[word] >> 2 * MARKS != _SAYS_NOTHING

    def numbers(self, folded: Sequence[str]) -> list[int]:
        """Find the entries in a row of words; where a phrase stands, the words in it count no more."""
        return [*filter(None, self._found(folded))]

    def label(self, text: str) -> tuple[int, ...]:
        """Find the entries in a label; agencies repeat theirs."""
        numbers = self._labels.get(text)
        if numbers is None:
            numbers = tuple(self.numbers(phrase(text)))
            if len(self._labels) < _MOST_LABELS and len(text) <= _LONGEST_REMEMBERED:
                self._labels[text] = numbers
        return numbers

    def strengths(self, words: Words, seen: Seen) -> dict[int, float]:
        """Return the numbers of the entries in an article, and how strongly each counts for where and how often it is.

        `seen` is what was seen in it by this lexicon. Two links of the chain ask for it: the answer is kept with the
        words. Read it, never write it.
        """
        told = words.strengths
        if told is None or told[0] is not self:
            told = words.strengths = self, self._strengths(words, seen)
        return told[1]

    def _strengths(self, words: Words, seen: Seen) -> dict[int, float]:
        first = words.headline
        last = min(len(words.folded), first + READ)
        first = first or min(LEAD, last)
        found = seen.entries[:last]
        if seen.phrases:
            self._phrases_in(found, seen.phrases, words.folded, first)
        strengths: dict[int, float] = dict.fromkeys(filter(None, found[:first]), IN_HEADLINE)
        for number in filter(None, found[first:]):
            if number not in strengths:
                strengths[number] = IN_TEXT
            elif strengths[number] < MOST:
                strengths[number] += AGAIN
        return strengths

    def _found(self, folded: Sequence[str]) -> list[int]:
        """Find the entries in a row of words: for each word the number of what begins there, or 0."""
        codes = [*map(self.__getitem__, folded)]
        found = [code >> 2 * MARKS for code in codes]
        both = enumerate(pairwise(codes))
        self._phrases_in(found, [at for at, (one, two) in both if one & two >> MARKS & _BEGINNING], folded, len(folded))
        return found

    def _phrases_in(self, found: list[int], places: Iterable[int], folded: Sequence[str], first: int) -> None:
        """Write the numbers of phrases in front of those of the words in them; `places` are where they may begin.

        No phrase goes on from one word to the next at the place `first`: there the headline ends; nor beyond the last.
        """
        ahead, last = 0, len(found)
        for at in places:
            if at < ahead or at + 1 == first or at + 1 >= last:
                continue
            tails = self._pairs.get(f"{folded[at]} {folded[at + 1]}")
            if tails is None:
                tails = self._tails_from(folded[at], folded[at + 1])
            if tails:
                number, size = self._longest(tails, folded, at, first if at < first else last)
                ahead = at + size
                if size:
                    found[at:ahead] = [number] + [0] * (size - 1)

    def _tails_from(self, one: str, two: str) -> Tail:
        """Return the phrases that two words may begin, those of more words first."""
        tails = self._known_of(one)[0]
        told = [tail for second in self._known_of(two)[1] for tail in tails.get(second, ())]
        told.sort(key=_more_words_first)
        if len(self._pairs) < _MOST_REMEMBERED and len(one) + len(two) <= _LONGEST_REMEMBERED:
            self._pairs[f"{one} {two}"] = told
        return told

    def _longest(self, tails: Tail, folded: Sequence[str], at: int, end: int) -> tuple[int, int]:
        """Find the longest phrase that begins at a word: its number, and how many words it has; none where none."""
        third: tuple[str, ...] | None = None
        for rest, number in tails:
            if not rest:
                return number, 2
            if third is None:
                third = self._known_of(folded[at + 2])[1] if at + 2 < end else ()
            if rest[0] in third and self._continues(rest, folded, at + 2, end):
                return number, len(rest) + 2
        return _SAYS_NOTHING, 0

    def _continues(self, rest: Sequence[str], folded: Sequence[str], at: int, end: int) -> bool:
        """Say whether a phrase goes on so; its first word here does."""
        if at + len(rest) > end:
            return False
        return all(part in self._known_of(folded[place])[1] for place, part in enumerate(rest[1:], at + 1))


_BEGINNING: Final = 2**MARKS - 1


def _by_head(entries: Iterable[str]) -> dict[str, list[str]]:
    """Return the longer ones of the beginnings that have a star, without it, by their first letters; longest first."""
    stems = [entry[:-1] for entry in entries if entry[-1] == "*" and len(entry) > _HEAD]
    by_head: dict[str, list[str]] = {}
    for stem in sorted(stems, key=len, reverse=True):
        by_head.setdefault(stem[:_HEAD], []).append(stem)
    return by_head


def _short_stems(word: str) -> list[str]:
    """Name the short beginnings that a word may have an entry by, the longest first: its ending is as short."""
    longest = min(_SHORT, len(word))
    return [f"{word[:length]}*" for length in range(longest, 0, -1) if len(word) <= length + _SHORT]


def _joined(tails: Sequence[Tails]) -> Tails:
    """Join the phrases of several forms of one word."""
    if len(tails) < 2:  # noqa: PLR2004 -- nothing to join
        return tails[0] if tails else _NO_TAILS
    seconds = dict.fromkeys(second for tail in tails for second in tail)
    told = {second: [one for tail in tails for one in tail.get(second, ())] for second in seconds}
    return {second: sorted(listed, key=_more_words_first) for second, listed in told.items()}


def _more_words_first(told: tuple[tuple[str, ...], int]) -> int:
    return -len(told[0])


# Few weights are told by many words: those that are the same are kept once, where they stay at hand.
_weights: Final = cache(weights_of)


@cache
def _says(told: str) -> Mapping[int, float]:
    return {place: weight for place, weight in _weights(told) if weight > 0}


# By the last letter of a word: endings, and what stands instead.
_ENDINGS: Final = {
    "s": (("ies", "y"), ("es", ""), ("s", "")),
    "d": (("ied", "y"), ("ed", ""), ("ed", "e")),
    "g": (("ing", ""), ("ing", "e")),
}
_DOUBLED: Final = frozenset({"ed", "ing"})  # endings that double the letter before them: "banned"
_SHORTEST: Final = 3  # letters of a word without its ending


def english_forms(word: str) -> list[str]:
    """Name what an English word may be an inflected form of: "charging" of "charg", "charge"."""
    endings = _ENDINGS.get(word[-1:])
    if endings is None or word[-2:] == "ss":
        return []
    forms: list[str] = []
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            forms.append(stem + instead)
            if not instead and stem[-1] == stem[-2] and ending in _DOUBLED:
                forms.append(stem[:-1])
    return forms


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
