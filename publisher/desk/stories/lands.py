"""Lands: the countries that a report names. What happens in one country is not what happens in another.

The words are those of the table that the desk tells countries by: names, peoples and capitals that mean one country
(not "Georgia"), in the forms that their language gives them, and in Chinese, Japanese and Korean those of two signs.
What a text means without naming it, `classify` may know all the same (`Report.places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from publisher.desk.stories.rarity import NOTHING
from publisher.desk.stories.words import term_of

if TYPE_CHECKING:
    from publisher.desk.classify.countries.table import Meaning

SURE: Final = 70
"""Of 100, how sure a word must be of its country."""
_KINDS: Final = frozenset({"name", "demonym", "capital"})
_PLACES: Final = frozenset({"name", "capital", "city", "region"})
_MOSTLY: Final = 75  # of 100, how sure a word must be of being a place
_IN_CAPITALS: Final = "A"
_SAYS_LITTLE: Final = 13  # the level of "us", which is a country in capitals only
_PAIR: Final = 2  # signs
_MOST: Final = 65_536  # words that are remembered of each language


def lands_of(words: Iterable[str], language: str) -> str:
    """Return the alpha-2 codes of the countries that plain words name (`words.parts`): "EG US"."""
    found = {*map(_lands(language).__getitem__, words)}
    found.discard("")
    return " ".join(sorted(found)) if found else ""


def places_among(words: Iterable[str], language: str) -> set[str]:
    """Return the plain words that are mostly names of towns, regions or countries."""
    is_place = _places(language)
    return {word for word in words if is_place[word]}


class _Meanings:
    """What the words of a language mean in the table of the desk."""

    def __init__(self, language: str) -> None:
        from publisher.desk.classify.countries.table import table  # noqa: PLC0415 -- who holds the pen reads no article
        from publisher.desk.classify.words import fold_word  # noqa: PLC0415 -- the same

        self._names = table(language)
        self._fold = fold_word

    def of(self, word: str) -> Sequence[Meaning]:
        """Return what a plain word means; nothing where it is no name."""
        return self._of_name(self._fold(word))

    def of_signs(self, word: str) -> Sequence[Meaning]:
        """Return what a word of two signs means, which the table has apart; nothing for any other."""
        return self._of_name(" ".join(word)) if len(word) == _PAIR else ()

    def _of_name(self, name: str) -> Sequence[Meaning]:
        return self._names[name].meanings if name in self._names.packed else ()


class _Places(dict[str, bool]):
    """Whether words of a language are places, looked up as words come up."""

    def __init__(self, language: str) -> None:
        self._meanings = _Meanings(language)

    def __missing__(self, word: str) -> bool:
        found = _is_place(self._meanings.of(word)) or _is_place(self._meanings.of_signs(word))
        if len(self) < _MOST:
            self[word] = found
        return found


def _is_place(meanings: Iterable[Meaning]) -> bool:
    return sum(meaning.weight for meaning in meanings if meaning.kind in _PLACES) >= _MOSTLY


class _Lands(dict[str, str]):
    """The countries of the words of a language, "" of most, looked up as words come up."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._meanings = _Meanings(language)

    def __missing__(self, word: str) -> str:
        meanings = self._meanings.of(word) or self._meanings.of_signs(word)
        found = " ".join(sorted({meaning.country for meaning in meanings if self._is_sure(meaning, word)}))
        if len(self) < _MOST:
            self[word] = found
        return found

    def _is_sure(self, meaning: Meaning, word: str) -> bool:
        if meaning.kind not in _KINDS or meaning.weight < SURE or meaning.until:
            return False
        return meaning.case != _IN_CAPITALS or term_of(word, self._language) & NOTHING < _SAYS_LITTLE


_lands = cache(_Lands)
_places = cache(_Places)
