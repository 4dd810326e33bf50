"""The category labels of agencies, folded so that one label compares equal however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LONGEST: Final = 200  # characters: what is longer is no label
_ACCENTS: Final = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic; marks of other scripts are letters
_APOSTROPHES: Final = re.compile("['\u2019\u02bc.]")  # "women's", "U.S."
_PATH: Final = re.compile(r"\s*(?:>|»|\u203a|/|\||::|:)\s*")  # "News > Politics", "fox-news/politics"
_LIST: Final = re.compile(r"\s*[,;،、]\s*")  # "Politics, Economy"


class _Words(dict[int, str]):
    """What each character is in the words of a label: itself, or a gap. Filled in as characters come up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = letter if letter.isalnum() or _is_mark(letter) else " "
        if len(self) < _MOST_LETTERS:
            self[code] = kept
        return kept


def _is_mark(letter: str) -> bool:
    """Say whether a character is a vowel sign or another mark: to `isalnum`, they are no part of a word."""
    return "\u0300" <= letter < _LAST_MARK and unicodedata.category(letter)[0] == "M"


_MOST_LETTERS: Final = 16_384  # characters that are remembered
_LAST_MARK: Final = "\U00020000"  # beyond it are selectors of variants only
_WORDS: Final = _Words()


def words_only(text: str) -> str:
    """Return the words of a text, in any script, with one space between them."""
    return " ".join(text.translate(_WORDS).split())


@lru_cache(maxsize=16384)
def fold(label: str) -> str:
    """Return a label without case, accents and punctuation: "Économie & Finance" is "economie and finance"."""
    text = unicodedata.normalize("NFKD", label[:_LONGEST]).casefold().replace("&", " and ")
    text = _APOSTROPHES.sub("", _ACCENTS.sub("", text))
    return words_only(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=16384)
def parts(label: str) -> tuple[str, ...]:
    """Return the folded parts of a path or a list of labels, the most telling first; none where it is one label.

    In a path the last part is the narrowest: "News > Politics". In a list the first one leads: "Politics, Economy".
    """
    path = [fold(part) for part in reversed(_PATH.split(label[:_LONGEST]))]
    if len(path) > 1:
        return tuple(part for part in path if part)
    listed = [fold(part) for part in _LIST.split(label[:_LONGEST])]
    return tuple(part for part in listed if part) if len(listed) > 1 else ()
