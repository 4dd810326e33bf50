"""What the small words and the seldom letters of a text say for each language: enough of them spare the model.

words of the text ─ that are small words of the script ─▶ one number each, 8 bits a language ─ add ─▶ counts
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Final

from publisher.desk.language.vocabulary import ENDINGS, LETTERS, WORDS

_TOKENS: Final = re.compile(r"\w+")
_TOKENS_WITH_SIGNS: Final = re.compile(r"[\w\u0900-\u09ff]+")  # vowels of Indic scripts are signs, which are no letters
_APART: Final = "".join(chr(code) if chr(code).isalnum() or code == ord("_") else " " for code in range(128))
_MOST: Final = 100  # different small words that are counted: a language's number has 8 bits
_SHOWN: Final = 3  # words of a text, as evidence
_PROOF: Final = 2  # what a seldom letter counts where names are rewritten in the letters of the language


class _Known:
    """The small words of a script, by language."""

    def __init__(self, script: str) -> None:
        lists = {language: frozenset(words.split()) for language, words in WORDS.get(script, {}).items()}
        letters = LETTERS.get(script, {})
        self.languages = tuple(dict.fromkeys((*lists, *letters)))
        self.width = len(self.languages)
        self.places = {language: place for place, language in enumerate(self.languages)}
        self.by_language = lists
        lane = {language: 1 << 8 * place for place, language in enumerate(self.languages)}
        self.lanes: dict[str, int] = {}
        for language, words in lists.items():
            for word in words:
                self.lanes[word] = self.lanes.get(word, 0) + lane[language]
        self.letters = {
            letter: sum(lane[language] for language, written in letters.items() if letter in written)
            for letter in sorted(set("".join(letters.values())))
        }
        self.endings = [
            (tuple(endings.split()), lane[language]) for language, endings in ENDINGS.get(script, {}).items()
        ]


class Counts:
    """How many small words (and other signs) of each language a text has, at least one of some language."""

    __slots__ = ("_known", "_numbers", "best", "most", "second")

    def __init__(self, known: _Known, numbers: bytes) -> None:
        self._known, self._numbers = known, numbers
        self.second, self.most = sorted(numbers + b"\0")[-2:]
        self.best = known.languages[numbers.index(self.most)]  # of equals, the one that more news is written in

    def of(self, language: str) -> int:
        """Return how much one language has."""
        place = self._known.places.get(language)
        return 0 if place is None else self._numbers[place]

    def rivals(self, lead: int) -> tuple[str, ...]:
        """Return the languages that the best one does not lead by so much: itself among them."""
        languages = self._known.languages
        return tuple([languages[at] for at, number in enumerate(self._numbers) if number > self.most - lead])


@cache
def _known(script: str) -> _Known:
    """Return the small words of a script: put together when the first text in it is judged."""
    return _Known(script)


def quick_words(text: str) -> list[str]:
    """Return the words of a text that stand between spaces: most small words do, and it costs the least."""
    return text.lower().split()


def all_words(text: str, script: str) -> list[str]:
    """Return all words of a text, in lower case."""
    text = text.lower()
    if text.isascii():
        return text.translate(_APART).split()
    return (_TOKENS_WITH_SIGNS if script in {"Deva", "Beng"} else _TOKENS).findall(text)


class Glance:
    """The small words of one language beside all others of its script: the quick way to know that it leads."""

    __slots__ = ("_all", "_only_here", "_ours")

    def __init__(self, known: _Known, language: str) -> None:
        lists = known.by_language
        self._all = frozenset(known.lanes)
        self._ours = lists.get(language, frozenset())
        others = (words for other, words in lists.items() if other != language)
        self._only_here = self._ours.difference(*others)

    def lead(self, words: Sequence[str]) -> int:
        """Return how many more small words the language has, at the least, than any other; -1 where it has none."""
        found = self._all.intersection(words)
        only_here = len(self._only_here & found)
        return only_here - len(found) + len(self._ours & found) if only_here else -1

    def proof(self, words: Sequence[str], needed: int) -> tuple[str, ...]:
        """Return the first small words that the language has, if it leads by so many as are needed; else none."""
        found = self._all.intersection(words)
        only_here = len(self._only_here & found)
        if only_here and only_here - len(found) + len(self._ours & found) >= needed:
            return tuple(dict.fromkeys(islice(filter(self._ours.__contains__, words), _SHOWN)))
        return ()


@cache
def glance(script: str, language: str) -> Glance:
    """Return what tells a language at a glance: remembered for each language that a list of words is written for."""
    return Glance(_known(script), language)


def lead(words: Sequence[str], script: str, language: str) -> int:
    """Return how many more small words a language has, at the least, than any other; -1 where it has none."""
    return glance(script, language).lead(words) if language in _known(script).by_language else -1


def weigh(words: Sequence[str], script: str, text: str = "") -> Counts | None:
    """Count the small words of each language among these words; of a `text` its seldom letters and endings too."""
    known = _known(script)
    found = known.lanes.keys() & words
    if len(found) > _MOST:
        found = set(sorted(found)[:_MOST])
    total = sum(map(known.lanes.__getitem__, found))
    if text:
        if known.letters and not text.isascii():
            total += _of_letters(known, script, text, total)
        if known.endings:
            total += _of_endings(known, words)
    if not total:
        return None
    return Counts(known, total.to_bytes(known.width, "little"))


def _of_letters(known: _Known, script: str, text: str, so_far: int) -> int:
    """Return what the seldom letters of a text say."""
    found = sum(map(known.letters.__getitem__, known.letters.keys() & text.lower()))
    return _backed(found, so_far, known.width) if script == "Latn" else _PROOF * found


def _backed(found: int, so_far: int, width: int) -> int:
    """Leave only the letters of languages that have words in the text, one at most."""
    pairs = zip(found.to_bytes(width, "little"), so_far.to_bytes(width, "little"), strict=True)
    return int.from_bytes(bytes([bool(letters and words) for letters, words in pairs]), "little")


def _of_endings(known: _Known, words: Iterable[str]) -> int:
    return sum(lane for endings, lane in known.endings for word in set(words) if word.endswith(endings))


def of_language(words: Sequence[str], script: str, language: str) -> tuple[str, ...]:
    """Return the first small words that a language has: the evidence for it."""
    ours = _known(script).by_language.get(language)
    return tuple(dict.fromkeys(islice(filter(ours.__contains__, words), _SHOWN))) if ours else ()
