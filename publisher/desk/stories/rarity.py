"""How rare a word is in its language, before any news was read: sixteen levels, from a table made from wordfreq.

A name that no list of frequent words has (level 0) says what a report is about; "the" (level 15) says nothing. What is
rare in general but in everybody's mouth this month, the index learns by itself (`learnt`).
"""

from __future__ import annotations

from array import array
from functools import cache
from importlib.resources import files
from sys import byteorder
from typing import Final
from zlib import crc32

import msgspec

FILE: Final = "rarity.bin"
LEVELS: Final = 16
NOTHING: Final = LEVELS - 1  # the level of words that say nothing
RAREST_ZIPF, STEP = 2.2, 0.3
"""Of the Zipf scale, the decimal logarithm of occurrences in a thousand million words."""

_BITS: Final = 4  # that a level takes
_NUMBER: Final = 1 << 31


def code(text: str) -> int:
    """Return the 27 bits that stand for a text, in every process the same."""
    return crc32(text.encode("utf-8", "surrogatepass")) >> (_BITS + 1)


def term(stem: str, level: int, *, number: bool = False) -> int:
    """Return a stem with its level as one number of 32 bits; the highest is set of numbers."""
    return (_NUMBER if number else 0) | code(stem) << _BITS | level


def is_number(term: int) -> bool:
    """Say whether a term stands for a number."""
    return term >= _NUMBER


def level_of(term: int) -> int:
    """Return how common a term is, 0 (rarest) to 15."""
    return term & NOTHING


def zipf_of(level: int) -> float:
    """Return what a level is on the Zipf scale."""
    return RAREST_ZIPF + STEP * level


def level_at(zipf: float) -> int:
    """Return the level of a frequency on the Zipf scale."""
    return min(NOTHING, max(0, round((zipf - RAREST_ZIPF) / STEP)))


@cache
def levels(language: str) -> dict[int, int]:
    """Return the level of each frequent stem of a language by its code; empty where there is no list of it."""
    terms = array("I", _packed().get(language, b""))
    if byteorder == "big":
        terms.byteswap()
    return {each >> _BITS: each & NOTHING for each in terms}


@cache
def _packed() -> dict[str, bytes]:
    return msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, bytes])
