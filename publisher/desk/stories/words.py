"""The words of a text, as terms: numbers that are compared instead of words. Works in every script.

    text ─▶ plain words (headlines.py) ─▶ in scripts without spaces: pairs of characters ─▶ stems ─▶ terms

Of Japanese what is written in hiragana is left out (grammar), and katakana is kept whole (names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from publisher.desk.stories.rarity import code, level_at, levels, term
from publisher.desk.stories.stems import stem

_DENSE: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RUNS: Final = re.compile(
    "(?P<pairs>[\u3400-\u9fff]+|[\uac00-\ud7af]+)"
    "|(?P<whole>[\u30a0-\u30ff]+)"
    "|(?P<grammar>[\u3040-\u309f]+)"
    "|(?P<threes>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+)"
    "|(?P<word>[^\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)"
)
_LONG_KATAKANA: Final = 3
_PAIR: Final = level_at(4.7)  # two characters of Chinese, Japanese or Korean that no word has: of two words, mostly
_NAME: Final = level_at(3.2)  # a word of katakana, which is mostly foreign, or three characters of Thai
_YEAR: Final = level_at(6.0)
_FEW_FIGURES: Final = level_at(5.3)
MANY_FIGURES: Final = level_at(4.0)
"""The level of numbers of three figures and more; few words happen to have it too."""
_FIGURES: Final = re.compile(r"\D+")
_MOST: Final = 65_536  # terms that are remembered of each language
_ONE_THING: Final = {
    **dict.fromkeys(("coronavirus", "coronaviru", "coronavíru", "koronawirus"), "covid"),
    "коронавирус": "ковид",
    "コロナウイルス": "コロナ",
    "monkeypox": "mpox",
}
"""Stems of words for one thing, of which headlines have one this hour and another the next: a disease and its virus."""


def term_of(word: str, language: str) -> int:
    """Return the term of one word, or of one pair of characters."""
    return _terms(language)[word]


def terms_of(words: Iterable[str], language: str) -> list[int]:
    """Return the terms of words, in order."""
    return list(map(_terms(language).__getitem__, words))


def parts(words: str) -> list[str]:
    """Return what terms are made of: words, and in scripts without spaces pairs of characters."""
    return words.split() if words.isascii() or not _DENSE.search(words) else list(_parts(words))


def _parts(words: str) -> Iterator[str]:
    for word in words.split():
        if not _DENSE.search(word):
            yield word
            continue
        for run in _RUNS.finditer(word):
            yield from _parts_of(run[0], run.lastgroup or "")


def _parts_of(run: str, kind: str) -> Iterator[str]:
    if kind == "pairs":
        yield from map("".join, pairwise(run))
    elif kind == "threes":
        yield from (run[start : start + 3] for start in range(max(1, len(run) - 2)))
    elif kind == "word" or (kind == "whole" and len(run) > 1):
        yield run


class _Terms(dict[str, int]):
    """The terms of a language by their words, made as words come up."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> int:
        made = _term(word, self._language)
        if len(self) < _MOST:
            self[word] = made
        return made


_terms = cache(_Terms)


def _term(word: str, language: str) -> int:
    root = stem(word, language)
    root = _ONE_THING.get(root, root)
    if not root.isalpha() and any(map(str.isdigit, root)):
        return term(root, _level_of_figures(root), number=True)
    return term(root, _level(root, language))


def _level(root: str, language: str) -> int:
    number = code(root)
    found = levels(language).get(number)
    if found is None and _DENSE.match(root):
        return _NAME if len(root) >= _LONG_KATAKANA else _PAIR
    if found is None and language != "en":
        return levels("en").get(number, 0)  # a foreign name, or a language that there is no list of
    return found or 0


def _level_of_figures(root: str) -> int:
    figures = _FIGURES.sub("", root)
    if len(figures) == 4 and figures[:2] in {"19", "20"}:  # noqa: PLR2004 -- a year of ours
        return _YEAR
    return _FEW_FIGURES if len(figures) < 3 else MANY_FIGURES  # noqa: PLR2004 -- 100 and more are seldom the same
