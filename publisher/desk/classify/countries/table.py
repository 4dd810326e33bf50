"""The table of names: which rows of words stand for which countries, by language.

It is written by scripts/gazetteer.py and read when a text in a language is first judged. A language is its own table
over one of names that are written alike everywhere; English has all in one.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import cache, cached_property
from importlib.resources import files
from typing import Final
from zlib import crc32

import msgspec
from msgspec import Struct

FILE: Final = "places.bin"
_ALIKE: Final = "latin"
GROUNDS: Final = frozenset({"name", "capital", "city", "region"})
"""The kinds of names of what something may happen in."""
STATES: Final = frozenset({"name", "demonym"})
"""The kinds of names that stand for a country as such."""


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
    titled: tuple[Meaning, ...] | None  # what one word means with a capital before small letters; None where dates tell


class Table(dict[str, Row]):
    """The names of one language, by folded words with one space between them; a row is read when it is first met."""

    def __init__(self, own: dict[str, str], alike: Table | None = None) -> None:
        """Make it of a language's own names, over those that are written `alike` everywhere."""
        super().__init__()
        self.packed: dict[str, str] = own if alike is None else alike.packed | own  # what is known at all
        self.longer: tuple[_Longer, ...] = (*(alike.longer if alike is not None else ()), _Longer(own))

    def __missing__(self, words: str) -> Row:
        row = self[words] = _read(self.packed[words])
        return row

    @cached_property
    def going_on(self) -> frozenset[str]:
        """All words that go on a name behind its first one."""
        return frozenset().union(*[names.second_words() for names in self.longer])

    def look_up(self, word: str) -> int:
        """Return whether a word is a name, above its mark, above the marks of the words that go on a name behind it.

        Only a word that goes on some name has a mark.
        """
        code = mark(word) << MARKS if word in self.going_on else 0
        packed = self.packed.get(word)
        if packed is None:
            return code
        longest, _, told = packed.partition(";")
        if told:
            code |= IS_NAME
        if int(longest) > 1:
            for names in self.longer:
                code |= names.seconds(word)
        return code


class _Longer:
    """What goes on behind the first word of names: they are gone through when it is first asked for."""

    def __init__(self, packed: dict[str, str]) -> None:
        self._packed = packed

    def second_words(self) -> list[str]:
        """Return the second words of all names, as often as they come."""
        return [name.split(" ", 2)[1] for name in self._ordered]

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted([name for name in self._packed if " " in name])

    def seconds(self, first: str) -> int:
        """Return the marks of the second words of all names that begin with a word."""
        start, ordered = f"{first} ", self._ordered
        marks = 0
        for at in range(bisect_left(ordered, start), len(ordered)):
            if not ordered[at].startswith(start):
                break
            marks |= mark(ordered[at].split(" ", 2)[1])
        return marks


MARKS: Final = 24  # bits
IS_NAME: Final = 1 << 2 * MARKS


def mark(word: str) -> int:
    """Return the mark of a word, of a few that there are: as a number with one bit."""
    return 1 << crc32(word.encode("utf-8", "surrogatepass")) % MARKS


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
    return Table(_unpacked(packed[language]), _alike())


@cache
def _alike() -> Table:
    return Table(_unpacked(_file()[_ALIKE]))


@cache
def _file() -> dict[str, bytes]:
    return msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, bytes])


def _unpacked(packed: bytes) -> dict[str, str]:
    """Return what is known of each name: names that mean the same share it, which is most of the memory they take."""
    names: dict[str, str] = {}
    for told, each in msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, str]).items():
        names |= dict.fromkeys(each.split("\n"), told)
    return names


def _read(packed: str) -> Row:
    longest, *told = packed.split(";")
    meanings = tuple(map(_meaning, told))
    plain = len(meanings) == 1 and not meanings[0].since and not meanings[0].until
    case = meanings[0].case if plain else "-"
    dated = any(one.since or one.until for one in meanings)
    named = {one.country for one in meanings if one.kind == "name" and one.case == "C"}
    titled = tuple([one for one in meanings if one.case != "A" and not _is_of_named(one, named)])
    return Row(
        int(longest), meanings, case == "", case == "C", all(one.case for one in meanings), None if dated else titled
    )


def _is_of_named(one: Meaning, named: set[str]) -> bool:
    """Say whether an adjective is written as its country is, which has a capital: "argentina"."""
    return one.kind == "demonym" and not one.case and one.country in named


def _meaning(packed: str) -> Meaning:
    country, kind, weight, case, since, until, *_ = [*packed.split("|"), "", "", ""]
    return Meaning(country, kind, int(weight), case, since, until)
