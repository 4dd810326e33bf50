"""Stems: one form for the forms of a word, near enough to compare two reports by.

No dictionary: what most words of a language lose or gain at their end is cut off. A stem is never shown to anyone.
"""

from __future__ import annotations

from typing import Final

_LEAST: Final = 4  # letters that a stem keeps
_SHORT: Final = 5  # letters: a shorter word of an inflected language is its own stem
_LONG_ING, _LONG_ED, _LONG_IES = 7, 6, 5  # letters: "king", "shed" and "ties" are no inflected forms
_CYRILLIC_ENDINGS: Final = frozenset("аеёиоуыэюяйьіїємхв")
_LATIN_ENDINGS: Final = frozenset("aeiousnáéíóúàèìòùãõâêôäöü")
_CYRILLIC_CUT, _LATIN_CUT = 3, 2  # letters, at most


def stem(word: str, language: str) -> str:
    """Return the stem of a word in lower case; `language` is its two letters."""
    if language == "en":
        return _english(word)
    if len(word) < _SHORT:
        return word
    last = word[-1]
    if last in _CYRILLIC_ENDINGS:
        return _cut(word, _CYRILLIC_ENDINGS, _CYRILLIC_CUT)
    return _cut(word, _LATIN_ENDINGS, _LATIN_CUT) if last in _LATIN_ENDINGS else word


def _cut(word: str, endings: frozenset[str], most: int) -> str:
    for _ in range(most):
        if len(word) <= _LEAST or word[-1] not in endings:
            break
        word = word[:-1]
    return word


def _english(word: str) -> str:
    """Return the word without the endings of plural, past and progress: "bans", "banned" and "banning" are one."""
    if len(word) >= _LONG_IES and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _LEAST and word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    if len(word) >= _LONG_ING and word.endswith("ing"):
        word = word[:-3]
    elif len(word) >= _LONG_ED and word.endswith("ed"):
        word = word[:-2]
    elif len(word) > _LEAST and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if len(word) >= _LEAST and word[-1] == word[-2] else word
