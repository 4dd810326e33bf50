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


def _marks() -> str:
    """Return the vowel signs and other marks of all scripts, as ranges: to `re`, they are no part of a word."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for code in codes if unicodedata.category(chr(code - 1))[0] != "M"]
    ends = [code for code in codes if unicodedata.category(chr(code + 1))[0] != "M"]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_GAPS: Final = re.compile(rf"[^\w{_marks()}]+")


def words_only(text: str) -> str:
    """Return the words of a text, in any script, with one space between them."""
    return _GAPS.sub(" ", text.replace("_", " ")).strip()


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
