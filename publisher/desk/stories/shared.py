"""Shared: what of a report reads the same in every language: its amounts, and the names of whom it tells of."""

# ruff: noqa: RUF001 -- letters of many scripts are the point

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import normalize

from publisher.desk.headlines import PRESS
from publisher.desk.stories.amounts import amounts
from publisher.desk.stories.lands import lands_of
from publisher.desk.stories.rarity import NOTHING, code
from publisher.desk.stories.sounds import is_latin, sounds
from publisher.desk.stories.stems import stem
from publisher.desk.stories.words import term_of

AMOUNT, WRITTEN, SOUND = 1, 2, 3
"""Kinds of keys: an amount, a name as Latin letters write it, and a sound of a name."""
_WITHOUT_LATIN_LIST: Final = "ja zh ko ru uk be bg sr mk el ar fa ur he hi mr ne bn th"
WITHOUT_LATIN: Final = frozenset(_WITHOUT_LATIN_LIST.split())
"""Languages that write names in letters of their own."""
_KIND: Final = 3  # the bits that tell the kind
_RARE: Final = 9  # the level of rarity below which a word may be a name
_SHORTEST: Final = 4  # letters of a name in Latin letters
_LOOKED_AT: Final = 300  # characters of the text
_MOST: Final = 65_536  # words that are remembered of each language
_NAMES: Final = re.compile(
    "[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ž]{2,}(?:[’'-][A-Za-zÀ-ž]+)*"
    "|[А-ЯЁІЇЄҐЂ-Џ][а-яёіїєґђ-џ]{2,}"
    "|[\u30a1-\u30fa\u30fc]{3,}|[\u0621-\u06d3]{4,}|[\u0901-\u0965]{3,}|[\u0981-\u09e5]{3,}"
)
_JOINT: Final = re.compile("[-’']")


def shared(headline: str, text: str, language: str) -> bytes:
    """Return the keys of a report, packed; nothing where it has no amount or no name: then it is not compared."""
    told = _amounts_of(headline, text, language)
    names = _names_of(headline, text, language) if told else {}
    return array("I", sorted([*told, *names])).tobytes() if names else b""


def written(headline: str, text: str, language: str) -> dict[int, str]:
    """Return the keys of a report with how each is written there."""
    return _amounts_of(headline, text, language) | _names_of(headline, text, language)


def key(kind: int, told: str) -> int:
    """Return the number that stands for an amount or a name."""
    return code(told) << 2 | kind


def kind_of_key(number: int) -> int:
    """Return the kind of a key."""
    return number & _KIND


def _amounts_of(headline: str, text: str, language: str) -> dict[int, str]:
    told = amounts(headline, language, in_headline=True) | amounts(text[:_LOOKED_AT], language)
    return {key(AMOUNT, amount): as_written for amount, as_written in told.items()}


def _names_of(headline: str, text: str, language: str) -> dict[int, str]:
    told, names = f"{headline} {text[:_LOOKED_AT]}", _names(language)
    plain = told if told.isascii() else normalize("NFKC", told)
    words = {part for found in set(_NAMES.findall(plain)) for part in _JOINT.split(found)}
    return {each: word for word in words for each in names[word] if not _is_written_small(word, plain)}


def _is_written_small(word: str, plain: str) -> bool:
    """Say whether a report writes a word small, too: in a headline of capitals it was no name."""
    small = word.lower()
    return small != word and f" {small}" in plain


class _Names(dict[str, tuple[int, ...]]):
    """The keys of the words of a language, none of most, made as words come up."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> tuple[int, ...]:
        keys = tuple(self._keys(word.casefold()))
        if len(self) < _MOST:
            self[word] = keys
        return keys

    def _keys(self, word: str) -> Iterator[int]:
        """Yield the keys of a word that may be a name: one that is rare, and neither a country's nor an agency's."""
        latin = is_latin(word)
        language = "en" if latin and self._language in WITHOUT_LATIN else self._language
        if word in PRESS or term_of(word, language) & NOTHING >= _RARE or lands_of([word], language):
            return
        forms = {word} if latin else {word, stem(word, language)}
        yield from (key(SOUND, each) for form in forms for each in sounds(form))
        if latin and len(word) >= _SHORTEST:
            yield key(WRITTEN, unaccented(word))


def unaccented(word: str) -> str:
    """Return the letters and figures of a word, without accents."""
    return word if word.isascii() else "".join(letter for letter in normalize("NFKD", word) if letter.isalnum())


_names = cache(_Names)
