"""What the words of a text may mean, told for all at once: the lexicon and the table of names are asked together.

A word is remembered as one record of two numbers of 64 bits: what the lexicon of the language knows of it, and what the
table of names does. The records of a text are laid side by side and read in a few calls that go through all of them:

    entry of the lexicon │ marks of parts │ marks of beginnings     name? │ its mark │ marks of what may follow it

Where a beginning has a mark in common with the next word, the two may begin a phrase, or a name: only there, and where
a word says something for itself, anything more is asked.
"""

from __future__ import annotations

import sys
from array import array
from functools import lru_cache
from typing import Final

from publisher.desk.classify.countries.table import Table, table
from publisher.desk.classify.sections.lexicon import LANE, Lexicon, lexicon_of
from publisher.desk.classify.sections.written import MARKS
from publisher.desk.classify.words import MOST, Seen, Words

_MOST_REMEMBERED: Final = 32_768  # words of a language
_LONGEST_REMEMBERED: Final = 32  # characters
_QUARTERS: Final = 8  # numbers of 16 bits in a record: the fourth is the entry
_NAME: Final = 14  # the byte of a record that is 1 where the word is a name
_BEGINNINGS: Final = int.from_bytes((2**MARKS - 1).to_bytes(LANE // 8, "little") * (2 * MOST), "little")
_IS_MET: Final = bytes([bool(code) for code in range(256)])
_LANE: Final = LANE // 8  # bytes
_BYTES: Final = 2 * _LANE
_NOTHING: Final = bytes(_BYTES)  # most words
_LITTLE: Final = sys.byteorder == "little"


class Marks(dict[str, bytes]):
    """The records of one language's words: worked out when they come up, since news repeats its words."""

    def __init__(self, lexicon: Lexicon | None, names: Table) -> None:
        super().__init__()
        self._lexicon, self._names = lexicon, names

    def __missing__(self, word: str) -> bytes:
        record = self._made(word)
        if len(self) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self[word] = record
        return record

    def _made(self, word: str) -> bytes:
        told = self._lexicon.look_up(word) if self._lexicon is not None else 0
        named = self._names.look_up(word)
        return (told | named << LANE).to_bytes(_BYTES, "little") if told or named else _NOTHING

    def read(self, words: Words) -> Seen:
        """Read what the words of a text may mean."""
        records = b"".join(map(self.__getitem__, words.folded))
        phrases: list[int] = []
        names = _places_of(records[_NAME::_BYTES])
        row = int.from_bytes(records, "little")
        met = row & (row >> 2 * LANE + MARKS) & _BEGINNINGS
        if met and (pairs := self._met(met.to_bytes(len(records), "little").translate(_IS_MET), words.folded, phrases)):
            names = sorted({*names, *pairs})
        numbers = array("H", records)
        if not _LITTLE:
            numbers.byteswap()
        return Seen(numbers[_QUARTERS // 2 - 1 :: _QUARTERS].tolist(), phrases, names)

    def _met(self, met: bytes, folded: list[str], phrases: list[int]) -> list[int]:
        """Write down where phrases may begin, and return where names of several words do; `met` are bytes of lanes."""
        packed = self._names.packed
        pairs: list[int] = []
        at = met.find(1)
        while at >= 0:
            lane = at // _LANE
            word = lane >> 1
            if not lane & 1:
                phrases.append(word)
            elif f"{folded[word]} {folded[word + 1]}" in packed:
                pairs.append(word)
            at = met.find(1, (lane + 1) * _LANE)
        return pairs


def _places_of(flags: bytes) -> list[int]:
    """Return where a 1 stands among zeros: mostly nowhere, or a few times."""
    places: list[int] = []
    at = flags.find(1)
    while at >= 0:
        places.append(at)
        at = flags.find(1, at + 1)
    return places


def seen(words: Words, language: str) -> Seen:
    """Return what is seen in a text of this language (BCP 47): read once, whoever asks."""
    marks = marks_of(language)
    if words.seen is None or words.seen[0] is not marks:
        words.seen = marks, marks.read(words)
    return words.seen[1]


@lru_cache(maxsize=256)
def marks_of(language: str) -> Marks:
    """Return the records of a language; those that have no tables of their own share them."""
    lexicon, names = lexicon_of(language.partition("-")[0]), table(language)
    key = id(lexicon), id(names)
    if key not in _MARKS:
        _MARKS[key] = Marks(lexicon, names)  # which keeps both
    return _MARKS[key]


_MARKS: Final[dict[tuple[int, int], Marks]] = {}
