"""The table of names: which rows of words stand for which countries, by language.

It is written by scripts/gazetteer.py and read when a text in a language is first judged. A language is its own table
over one of names that are written alike everywhere; English has all in one.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

FILE: Final = "places.bin"
_ALIKE: Final = "latin"


class Meaning(Struct, frozen=True, gc=False):
    """A country that a row of words may stand for."""

    country: str  # alpha-2; "-" where the words stand for no country
    kind: str  # name, demonym, capital, city, region, metonym, institution, leader, thing, common or block
    weight: int  # how sure such words are, of 100
    case: str  # how they must be written: "A" in capitals, "C" with a capital, "" as they like
    since: str  # ISO dates, both inclusive; "" where it has been so for ever, or is still so
    until: str


class Row(Struct, frozen=True, gc=False):
    """What is known of a row of words."""

    longest: int  # how many words the longest row has that begins with this one word, or with these two; 0 for others
    meanings: tuple[Meaning, ...]  # the surest first; () where they only begin longer rows
    any_case: bool  # they mean one thing, always, however they are written
    capital: bool  # they mean one thing, always, where the first has a capital
    cased: bool  # they mean nothing in small letters


class Table(dict[str, Row]):
    """The names of one language, by folded words with one space between them; a row is read when it is first met."""

    def __init__(self, packed: dict[str, str]) -> None:
        super().__init__()
        self.packed = packed  # what is known at all
        self.beginnings: set[str] = set()  # what was met and only begins longer rows: "the", "new"

    def __missing__(self, words: str) -> Row:
        row = self[words] = _read(self.packed[words])
        if not row.meanings:
            self.beginnings.add(words)
        return row


def table(language: str) -> Table:
    """Return the names that a text in this language is read by; a language without its own has those of everywhere."""
    return _table(language.partition("-")[0])


@cache
def _table(language: str) -> Table:
    packed = _file()
    if language == "en":
        return Table(_unpacked(packed["en"]))
    if language not in packed:
        return _alike()
    return Table(_unpacked(packed[_ALIKE]) | _unpacked(packed[language]))


@cache
def _alike() -> Table:
    return Table(_unpacked(_file()[_ALIKE]))


@cache
def _file() -> dict[str, bytes]:
    return msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, bytes])


def _unpacked(packed: bytes) -> dict[str, str]:
    return msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, str])


def _read(packed: str) -> Row:
    longest, *told = packed.split(";")
    meanings = tuple(map(_meaning, told))
    plain = len(meanings) == 1 and not meanings[0].since and not meanings[0].until
    case = meanings[0].case if plain else "-"
    return Row(int(longest), meanings, case == "", case == "C", all(one.case for one in meanings))


def _meaning(packed: str) -> Meaning:
    country, kind, weight, case, since, until, *_ = [*packed.split("|"), "", "", ""]
    return Meaning(country, kind, int(weight), case, since, until)
