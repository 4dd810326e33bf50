"""The model that tells languages by their letters: asked last, its table read when the first text of a script needs it.

Naive Bayes over byte n-grams, the table taken from py3langid (https://github.com/adbar/py3langid) by
`scripts/languages.py`: for each script that several languages of news share, the n-grams in its letters and what each
says for each language, in 8 bits. It takes some 20 ms to read and 5 MB of memory for Latin, much less for the others.

    n-grams, shorter ones first ─ find the longest that ends here ─▶ rows of weights ─ add ─▶ likelihoods ─▶ shares

A text's rows are added as one large number each, of 32 bits a language: one addition instead of seventy.
"""

from __future__ import annotations

import math
import struct
import sys
import unicodedata
import zlib
from array import array
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

SAMPLE: Final = 120  # characters that the model is given: it costs by the byte, and twice as many tell it no more
FILE: Final = "ngrams.bin"

_MOST_BYTES: Final = 512  # of a sample, however it is written: times the largest weight still less than 32 bits
_MOST_ROWS: Final = 6_144  # that are remembered: five in six of those that news needs, and 2 MB
_FINE: Final = 64  # units of weight that one whole is counted in
_WEIGHTS: Final = [round(_FINE * math.log1p(times)) for times in range(_MOST_BYTES + 1)]


class Packed(Struct, frozen=True, array_like=True):
    """The table of one script as it stands in the file. Of each language in it: its name, and two logarithms."""

    languages: tuple[str, ...]  # one may come more than once, in several kinds
    floors: tuple[float, ...]  # how likely an n-gram is that the language does not have
    priors: tuple[float, ...]
    step: float  # how much likelier one unit of a weight makes it
    ends: bytes  # the last byte of each n-gram, in the order of length and then of bytes; nothing is the first of them
    firsts: bytes  # of each the first one that continues it, and one more; 16 bits, little-endian
    shorter: bytes  # of each the longest one that it ends with; as above
    weights: bytes  # of each a row: 1 where it proves anything, then a weight a language; compressed as all of these


def ask(text: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of news in this script, and how likely it is among them."""
    return _table(script).likeliest(text[:SAMPLE])


def load() -> None:
    """Read all tables now: processes that are forked afterwards share them."""
    for script in _packed():
        _table(script)


def _packed() -> dict[str, Packed]:
    return msgspec.msgpack.decode(files(__package__).joinpath(FILE).read_bytes(), type=dict[str, Packed])


@cache
def _table(script: str) -> _Table:
    return _Table(_packed()[script])


class _Table:
    """The n-grams of one script, and what they say."""

    def __init__(self, packed: Packed) -> None:
        self._languages = packed.languages
        places = {name: [at for at, one in enumerate(self._languages) if one == name] for name in self._languages}
        self._kinds = [(name, kinds) for name, kinds in places.items() if len(kinds) > 1]
        self._floors = packed.floors
        self._priors = packed.priors
        self._step = packed.step
        self._lanes = struct.Struct(f"<{1 + len(packed.languages)}I")
        self._ends = zlib.decompress(packed.ends)
        self._firsts, self._shorter = _numbers(packed.firsts), _numbers(packed.shorter)
        self._rows = _Rows(packed)

    def likeliest(self, text: str) -> tuple[str, float]:
        """Return the likeliest language, and its share of the likelihood of all."""
        text = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        shares = self._shares(text.encode("utf-8", "surrogatepass"))
        likely = dict(zip(self._languages, shares, strict=True))
        for name, kinds in self._kinds:
            likely[name] = math.fsum(shares[kind] for kind in kinds)
        best = max(likely, key=likely.__getitem__)
        return best, likely[best]

    def _shares(self, data: bytes) -> list[float]:
        """Return how likely each language is; together 1."""
        known, *sums = self._sums(data[:_MOST_BYTES])
        if not known:
            return [1 / len(sums)] * len(sums)
        # The root of the length keeps shares comparable between short texts and long ones, as py3langid does.
        root = math.sqrt(len(data))
        seen, unit, exp = known / _FINE / root, self._step / _FINE / root, math.exp
        scores = [
            seen * floor + unit * one + prior / root
            for one, floor, prior in zip(sums, self._floors, self._priors, strict=True)
        ]
        best = max(scores)
        shares = [exp(score - best) for score in scores]
        total = math.fsum(shares)
        return [share / total for share in shares]

    def _sums(self, data: bytes) -> tuple[int, ...]:
        """Return how many n-grams of a text are known, and the sum of their weights in each language."""
        rows = self._rows
        by_times: dict[int, int] = {}
        for place, times in Counter(self._places(data)).items():
            by_times[times] = by_times.get(times, 0) + rows[place]
        total = sum(_WEIGHTS[times] * row for times, row in by_times.items())
        return self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))

    def _places(self, data: bytes) -> list[int]:
        """Return, for each byte, the longest n-gram that ends there; 0 where none does."""
        find, firsts, shorter, place, places = self._ends.find, self._firsts, self._shorter, 0, []
        for byte in data:
            while (found := find(byte, firsts[place], firsts[place + 1])) < 0 and place:
                place = shorter[place]
            place = found if found > 0 else 0  # noqa: FURB136 -- a call to max() costs more than the search
            places.append(place)
        return places


class _Rows(dict[int, int]):
    """The weights of an n-gram as one number, 32 bits each; remembered as they come up."""

    def __init__(self, packed: Packed) -> None:
        self._weights = zlib.decompress(packed.weights)
        self._width = 1 + len(packed.languages)

    def __missing__(self, place: int) -> int:
        spread = bytearray(4 * self._width)
        spread[::4] = self._weights[place * self._width : (place + 1) * self._width]
        row = int.from_bytes(spread, "little")
        if len(self) < _MOST_ROWS:
            self[place] = row
        return row


def _numbers(packed: bytes) -> array[int]:
    numbers = array("H", zlib.decompress(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
