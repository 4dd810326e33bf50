"""The lexicon of a language: which words and phrases speak for which section, read from its file at first use.

A word of a text is looked up once and remembered with all that the lexicon knows of it: what it weighs itself, the
phrases it may begin, and which parts of phrases it may be. Endings are taken off then: English ones by rule, those of
other languages by the stars of the file. README.md beside the files tells how they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, TypeAlias

from publisher.desk.classify.words import phrase

SECTIONS: Final = (
    "politics",
    "business",
    "technology",
    "science",
    "environment",
    "health",
    "sports",
    "entertainment",
    "crime",
    "education",
    "lifestyle",
    "travel",
    "opinion",
    "weather",
)

Weights: TypeAlias = tuple[
    tuple[int, float], ...
]  # the place of a section in SECTIONS, and how much a word says for it


class Found(NamedTuple):
    """An entry of the lexicon that a text has: its name, to be shown as proof, and what it says."""

    name: str
    weights: Weights


Tails: TypeAlias = dict[str, list[tuple[tuple[str, ...], Found]]]  # second part of a phrase: its other parts, and it


class Known(NamedTuple):
    """What the lexicon knows of one word as it stands in a text."""

    found: Found | None  # the word for itself
    tails: tuple[Tails, ...]  # the phrases it may begin
    parts: tuple[str, ...]  # the parts of phrases it may be, behind the first one


_MOST_REMEMBERED: Final = 32_768
_LONGEST_REMEMBERED: Final = 32  # characters
_SHORTEST_STEM: Final = 3
_NOTHING: Final = Known(None, (), ())


class Lexicon(dict[str, Known]):
    """The words of one language; what is known of a word is worked out when it first comes up."""

    def __init__(self, text: str, *, english: bool) -> None:
        super().__init__()
        self._english = english
        self._words: dict[str, Found] = {}
        self._tails: dict[str, Tails] = {}
        self._parts: set[str] = set()
        for parts, weights in _gathered(text).items():
            self._enter(parts, Found(" ".join(parts), tuple(weights.items())))
        for tails in self._tails.values():
            for told in tails.values():
                told.sort(key=_longest_first)
        stems = (key for key in (*self._words, *self._tails, *self._parts) if key[-1] == "*")
        self._lengths = tuple(sorted({len(stem) - 1 for stem in stems}, reverse=True))

    def _enter(self, parts: tuple[str, ...], found: Found) -> None:
        if len(parts) == 1:
            self._words[parts[0]] = found
            return
        self._parts.update(parts[1:])
        self._tails.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts[2:], found))

    def __missing__(self, word: str) -> Known:
        known = self._look_up(word)
        if len(self) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = known
        return known

    def _look_up(self, word: str) -> Known:
        keys = tuple(self._forms(word))
        found = next((self._words[key] for key in keys if key in self._words), None)
        tails = tuple([self._tails[key] for key in keys if key in self._tails])
        parts = tuple([key for key in keys if key in self._parts])
        return Known(found, tails, parts) if found or tails or parts else _NOTHING

    def _forms(self, word: str) -> Iterator[str]:
        """Name a word as the file may have it, the surest form first."""
        yield word
        if self._english:
            yield from english_forms(word)
        for length in self._lengths:
            if len(word) >= length >= _SHORTEST_STEM:
                yield f"{word[:length]}*"

    def entries(self, folded: Sequence[str], first: int, last: int) -> Iterator[Found]:
        """Find the entries in a stretch of words; where a phrase stands, the words in it count no more."""
        at = first
        while at < last:
            found, tails, _ = self[folded[at]]
            at += 1
            if tails and at < last and (longest := self._phrase(tails, folded, at, last)):
                found, length = longest
                at += length
            if found is not None:
                yield found

    def _phrase(self, tails: Iterable[Tails], folded: Sequence[str], at: int, last: int) -> tuple[Found, int] | None:
        """Find the longest phrase that goes on at a word, and how many words more it has."""
        best: tuple[Found, int] | None = None
        seconds = self[folded[at]].parts
        for tail in tails:
            for second in seconds:
                for rest, found in tail.get(second, ()):
                    length = len(rest) + 1
                    if (best is None or length > best[1]) and self._continues(rest, folded, at + 1, last):
                        best = found, length
        return best

    def _continues(self, rest: Sequence[str], folded: Sequence[str], at: int, last: int) -> bool:
        if not rest:
            return True
        if at + len(rest) > last:
            return False
        return all(part in self[folded[at + ahead]].parts for ahead, part in enumerate(rest))


def _longest_first(told: tuple[tuple[str, ...], Found]) -> int:
    return -len(told[0])


def _gathered(text: str) -> Mapping[tuple[str, ...], dict[int, float]]:
    """Read a file: what each entry, cut into its words, weighs in which section."""
    places = {name: place for place, name in enumerate(SECTIONS)}
    gathered: dict[tuple[str, ...], dict[int, float]] = {}
    place = -1
    for line in text.replace("\n ", " ").splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            place = places.get(line.strip("[] "), -1)
            continue
        number, _, listed = line.partition(":")
        weight = float(number)
        for entry in listed.split(","):
            weights = gathered.setdefault(parts_of(entry.strip()), {})
            if weight and place >= 0:
                weights[place] = weight
    gathered.pop((), None)
    return gathered


def parts_of(entry: str) -> tuple[str, ...]:
    """Cut an entry as a text is cut; a star stays at its word."""
    if entry.isascii() and entry.isalpha():
        return (entry.lower(),)
    if "*" not in entry:
        return phrase(entry)
    parts: list[str] = []
    for piece in entry.split():
        parts += phrase(piece)
        if piece[-1] == "*" and parts:
            parts[-1] += "*"
    return tuple(parts)


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
    """Read the lexicon of a language ("en"); None where there is none."""
    file = files(__package__).joinpath(f"{language}.txt") if language.isalpha() else None
    if file is None or not file.is_file():
        return None
    return Lexicon(file.read_text("utf-8"), english=language == "en")
