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


def code(stem: str) -> int:
    """Return the 28 bits that stand for a stem, in every process the same."""
    return crc32(stem.encode("utf-8", "surrogatepass")) >> _BITS


def term(stem: str, level: int) -> int:
    """Return a stem with its level as one number of 32 bits."""
    return code(stem) << _BITS | level


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
    return {number >> _BITS: number & NOTHING for number in terms}


@cache
def _packed() -> dict[str, bytes]:
    return msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, bytes])
