"""The model that tells languages by their letters: asked last, its table read when the first text of a script needs it.

Naive Bayes over byte n-grams, the table taken from py3langid (https://github.com/adbar/py3langid) by
`scripts/languages.py`: for each script that several languages of news share, the n-grams in its letters that tell most,
and what each says for each language, in 8 bits. Latin takes some 10 ms to read and 2 MB of memory, the others less.

    bytes ─ n-grams of each length that end here, the longest known ─▶ rows ─ add ─▶ likelihoods ─▶ shares

All of it is done by a few calls that go through a whole text at once: a text's n-grams are laid out as numbers and
looked up, and its rows are added as one large number each, of 16 bits a language. A row is remembered once it is
unpacked: news repeats its letters.
"""

from __future__ import annotations

import math
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Final, Literal

import msgspec
from msgspec import Struct

SAMPLE: Final = 160  # characters that the model is given: it costs by the byte, and more tell it no more
FILE: Final = "ngrams.bin"

_MOST_BYTES: Final = 256  # of a sample, however it is written: times the largest weight still less than 16 bits
_MOST_ROWS: Final = 8_192  # that are remembered: 2 MB


class Packed(Struct, frozen=True, array_like=True):
    """The table of one script as it stands in the file."""

    languages: tuple[str, ...]  # one may come more than once, in several kinds
    step: float  # how much likelier one unit of a weight makes it, as a logarithm
    ngrams: bytes  # each as a number of 64 bits, little-endian, its first byte the lowest; compressed
    weights: bytes  # a row of none, then one of each: a weight a language; compressed


def ask(text: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of news in this script, and how likely it is among them; ("", 0) if only one is."""
    table = _table(script)
    return table.likeliest(text[:SAMPLE]) if table else ("", 0.0)


@cache
def _table(script: str) -> _Table | None:
    packed = msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, msgspec.Raw])
    if script not in packed:
        return None
    return _Table(msgspec.msgpack.decode(packed[script], type=Packed))


class _Table:
    """The n-grams of one script, and what they say."""

    def __init__(self, packed: Packed) -> None:
        self._languages = packed.languages
        self._step = packed.step
        self._places = {ngram: place for place, ngram in enumerate(_numbers(packed.ngrams), 1)}
        self._rows = _Rows(packed)

    def likeliest(self, text: str) -> tuple[str, float]:
        """Return the likeliest language, and its share of the likelihood of all."""
        text = text.lower() if text.isupper() else text
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        data = text.encode("utf-8", "surrogatepass")[:_MOST_BYTES]
        sums = self._sums(data)
        first = sorted(range(len(sums)), key=sums.__getitem__, reverse=True)[:_CONTENDERS]
        # The root of the length keeps shares comparable between short texts and long ones, as py3langid does.
        unit, best = self._step / math.sqrt(len(data) or 1), sums[first[0]]
        shares: dict[str, float] = {}
        for place in first:
            language = self._languages[place]
            shares[language] = shares.get(language, 0.0) + math.exp(unit * (sums[place] - best))
        value = max(shares, key=shares.__getitem__)
        return value, shares[value] / math.fsum(shares.values())

    def _sums(self, data: bytes) -> list[int]:
        """Return the sum of the weights of a text's n-grams in each language."""
        place_of = self._places.get
        places: Iterable[int] = repeat(0)
        for ngrams in _ngrams(data):
            places = map(place_of, ngrams, places)
        total = sum(map(self._rows.__getitem__, filter(None, places)))
        return memoryview(total.to_bytes(2 * len(self._languages), sys.byteorder)).cast("H").tolist()


def _ngrams(data: bytes) -> Iterator[list[int]]:
    """Return, for each byte, the n-grams that end there, as numbers: those of 2 bytes, of 3, of 4 and of 5.

    Before the start are zeros. The longest are laid out in 8 bytes each; the shorter ones are read off the same bytes.
    """
    size = len(data)
    padded = bytes(_LONGEST - 1) + data
    laid = bytearray(8 * size + 8)
    for at in range(_LONGEST):
        laid[at if _LITTLE else 7 - at : 8 * size : 8] = padded[at : at + size]
    for offset, form, step in _VIEWS:
        yield memoryview(laid)[offset : offset + 8 * size].cast(form)[::step].tolist()


class _Rows(dict[int, int]):
    """The weights of an n-gram as one number, 16 bits each; remembered as they come up."""

    def __init__(self, packed: Packed) -> None:
        self._weights = zlib.decompress(packed.weights)
        self._width = len(packed.languages)

    def __missing__(self, place: int) -> int:
        spread = bytearray(2 * self._width)
        spread[0 if _LITTLE else 1 :: 2] = self._weights[place * self._width : (place + 1) * self._width]
        row = int.from_bytes(spread, sys.byteorder)
        if len(self) < _MOST_ROWS:
            self[place] = row
        return row


def _numbers(packed: bytes) -> array[int]:
    numbers = array("Q", zlib.decompress(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


_LONGEST: Final = 5  # n-gram, in bytes
_CONTENDERS: Final = 16  # of the languages, the likeliest: the others' shares together are hardly anything
_LITTLE: Final = sys.byteorder == "little"
# Where n-grams of 2, 3, 4 and 5 bytes begin in the 8 bytes of the longest, what they are read as, and each how many.
_VIEWS: Final[tuple[tuple[int, Literal["H", "I", "Q"], int], ...]] = (
    (3, "H", 4),
    (2, "I", 2),
    (1 if _LITTLE else 3, "I", 2),
    (0, "Q", 1),
)
