"""A piece of text between two spaces, cut into words: the way for texts in any letters.

Chinese, Japanese, Korean, Thai and their neighbours are written without spaces, or with endings grown on: there each
character is a word, but a run of katakana is one; so a name is a row of words everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from msgspec import Struct


class Word(Struct, frozen=True, gc=False):
    """A word with what is written to it without a space: `before` is never a letter, `after` may be "'s" or ", "."""

    written: str
    folded: str  # to be compared: without case and accents
    before: str
    after: str  # what stands between two words in one is told to both: "-" in "US-led"


# Marks are parts of words, though `\w` does not know them: accents written apart, vowel signs, joiners.
_MARKS: Final = (
    r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962"
    r"\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a51\u0a70-\u0a75\u0a81-\u0acd\u0b01-\u0b57\u0b82-\u0bcd\u0c00-\u0c56"
    r"\u0c81-\u0cd6\u0d00-\u0d4d\u0d81-\u0ddf\u200c\u200d"
)
_ALONE: Final = (  # characters that are words of their own: ideographs, hiragana, hangul, Thai, Lao, Burmese, Khmer
    r"[\u3005\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u103f\u1780-\u17b3]"
    r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3]*"
)
_CUT: Final = re.compile("((?:['\u2019][sS](?![^\\W_])|[\\W_])+)")
_CUT_MARKED: Final = re.compile(f"([^\\w{_MARKS}]+|_+)")
_CUT_UNSPACED: Final = re.compile(
    f"({_ALONE}|[\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+|(?:(?!{_ALONE}|[\u30a1-\u30fa\u30fc-\u30ff_])[\\w{_MARKS}])+)"
)
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARKED: Final = re.compile(f"[{_MARKS}]")
_DROPPED: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]")
_ALEFS: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u06cc\u06a9", "\u0627\u0627\u0627\u0627\u064a\u064a\u0643"
)
_EDGES: Final = ".,:;!?()\"'-\u2018\u2019\u201c\u201d\u2026\u2013\u2014\u00ab\u00bb"
_TYPOGRAPHY: Final = dict.fromkeys(map(ord, "\u2018\u2019\u201c\u201d\u2026\u2013\u2014"), "'")
_POSSESSIVES: Final = frozenset({"'s", "'S", "\u2019s", "\u2019S"})
_MOST_REMEMBERED: Final = 8_192  # pieces; as many of before are not yet forgotten
_LONGEST_REMEMBERED: Final = 24  # characters


def fold_word(word: str) -> str:
    """Return one word without case and accents."""
    return word.lower() if word.isascii() else _fold_accented(word)


@lru_cache(maxsize=8192)
def _fold_accented(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).casefold()
    return unicodedata.normalize("NFC", _DROPPED.sub("", apart)).translate(_ALEFS)


def _cut(piece: str) -> tuple[Word, ...]:
    """Cut a piece of text without spaces: most are one word, with signs about it or an 's behind it."""
    ascii_only = piece.isascii()
    if ascii_only and piece.isalnum():
        return (Word(piece, piece.lower(), "", ""),)
    core = piece.strip(_EDGES)
    if core.isalnum() and _is_whole(core) and fold_word(core):
        word = core
    elif core[-2:] in _POSSESSIVES and core[:-2].isalnum() and _is_whole(core[:-2]):
        word = core[:-2]
    else:
        return tuple(_cut_apart(piece))
    start = piece.index(core)
    return (Word(word, fold_word(word), piece[:start], piece[start + len(word) :]),)


def _is_whole(word: str) -> bool:
    """Say whether letters are one word. A single one may be the s of an 's that lost its word."""
    return len(word) > 1 and (word.isascii() or not _UNSPACED.search(word))


def _cut_apart(piece: str) -> list[Word]:
    if piece.isascii() or piece.translate(_TYPOGRAPHY).isascii():
        cut = _CUT.split(piece)
    elif _UNSPACED.search(piece):
        cut = ["", *_CUT_UNSPACED.split(piece), ""]
    else:
        cut = (_CUT_MARKED if _MARKED.search(piece) else _CUT).split(piece)
    before, after = ["", *cut[1::2]], [*cut[1::2], ""]
    return [
        Word(word, folded, left, right)
        for word, left, right in zip(cut[::2], before, after, strict=True)
        if (folded := fold_word(word))  # an accent that stands alone is no word
    ]


class _Pieces(dict[str, tuple[Word, ...]]):
    """Pieces of text between spaces, cut: filled in as they come up, since news repeats them.

    Once it is full it begins anew, and takes over from what it was before what comes up again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[str, tuple[Word, ...]] = {}

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        words = self.before.get(piece)
        if words is None:
            words = _cut(piece)
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.before = dict(self)
                self.clear()
            self[piece] = words
        return words


_PIECES: Final = _Pieces()


def cut(text: str) -> list[Word]:
    """Cut a text into its words."""
    return [word for piece in text.split() for word in _PIECES[piece]]
