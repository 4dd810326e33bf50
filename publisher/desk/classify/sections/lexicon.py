"""The lexicon of a language: which words and phrases speak for which section, read from its file at first use.

A word of a text is looked up once and remembered with all that the lexicon knows of it: what it weighs itself, the
phrases it may begin, and which parts of phrases it may be. Endings are taken off then: English ones by rule, those of
other languages by the stars of the file. README.md beside the files tells how they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, TypeAlias

import msgspec

from publisher.desk.classify.sections.written import Packed, pack, weights_of

Weights: TypeAlias = tuple[
    tuple[int, float], ...
]  # the place of a section in SECTIONS, and how much a word says for it
Tails: TypeAlias = dict[str, list[tuple[tuple[str, ...], int]]]  # second word of a phrase: its other words, its number


class Found(NamedTuple):
    """An entry of the lexicon that a text has: its name, to be shown as proof, and what it says."""

    name: str
    weights: Weights


class Known(NamedTuple):
    """What the lexicon knows of one word as it stands in a text."""

    number: int  # of what the word says for itself; -1 where it says nothing
    tails: Tails  # the phrases it may begin
    parts: tuple[str, ...]  # the parts of phrases it may be, behind the first one


_SHORT: Final = 3  # letters: a beginning no longer than this has endings no longer either
_MOST_REMEMBERED: Final = 32_768
_LONGEST_REMEMBERED: Final = 32  # characters
_SAYS_NOTHING: Final = -1
_NO_TAILS: Final[Tails] = {}
_NOTHING: Final = Known(_SAYS_NOTHING, _NO_TAILS, ())


class Lexicon(dict[str, Known]):
    """The words of one language; what is known of a word is worked out when it first comes up."""

    def __init__(self, packed: Packed, *, english: bool) -> None:
        super().__init__()
        self._english = english
        self._words, self._phrases, self._lengths = packed.words, packed.phrases, packed.lengths
        self._parts = frozenset(packed.parts.split())
        self._numbers: dict[str, int] = {}
        self._tails: dict[str, Tails] = {}
        self.found: list[Found] = []  # by number

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
        return Known(number, tails, parts) if number >= 0 or tails or parts else _NOTHING

    def _number(self, name: str, weights: str) -> int:
        if not weights:
            return _SAYS_NOTHING
        if name not in self._numbers:
            self._numbers[name] = len(self.found)
            self.found.append(Found(name, weights_of(weights)))
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

    def numbers(self, folded: Sequence[str], first: int, last: int) -> list[int]:
        """Find the entries in a stretch of words; where a phrase stands, the words in it count no more."""
        known = [*map(self.__getitem__, folded[first:last])]
        found: list[int] = []
        add = found.append
        ahead, end = 0, len(known) - 1
        for at, word in enumerate(known):
            if word is _NOTHING or at < ahead:
                continue
            number, tails, _ = word
            if tails and at < end:
                for second in known[at + 1][2]:
                    if second in tails:
                        number, ahead = _longest(tails, known, at + 1, number)
                        break
            if number >= 0:
                add(number)
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
    """Find the longest phrase that goes on at a word: its number, and the place behind it; `otherwise` where none."""
    best, most = otherwise, 0
    for second in known[at].parts:
        for rest, number in tails.get(second, ()):
            if len(rest) < most:
                break
            if not rest or _continues(rest, known, at + 1):
                best, most = number, len(rest) + 1
                break
    return best, at + most


def _continues(rest: Sequence[str], known: Sequence[Known], at: int) -> bool:
    return at + len(rest) <= len(known) and all(part in known[at + ahead].parts for ahead, part in enumerate(rest))


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
