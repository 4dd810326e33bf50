"""Texts as words with spaces between, by a few calls that go through a whole text at once.

A text whose characters fit into a set of 256 is written in it, one byte a character; a table of 256 bytes then folds
case and accents and makes a space of every sign. Each word so stays at its place: what is written there, and the signs
beside it, are looked up in the text where they are asked for. Most news fits: English, the languages written with Latin
letters, and those with Cyrillic ones. What does not fit is cut piece by piece (pieces.py).
"""

from __future__ import annotations

import codecs
import re
from itertools import accumulate
from typing import Final

from publisher.desk.classify.pieces import fold_word

_SPACE: Final = ord(" ")
_APOSTROPHE: Final = ord("'")
_POSSESSIVE: Final = re.compile(b"'s(?![^ '])")  # "Iran's"
_UNUSED: Final = "\ufffe"

# What is written with Latin letters: signs, and letters that are one letter each when they are folded.
_LATIN_SIGNS: Final = (
    "\u00a0\u00a1\u00a2\u00a3\u00a5\u00a7\u00a9\u00ab\u00ad\u00ae\u00b0\u00b1\u00b4\u00b7\u00bb\u00bf\u00d7"
    "\u200b\u2009\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u202f\u2032\u2033"
    "\u2039\u203a\u20ac\u2122\u2192\u2212"
)
_LATIN: Final = (
    "\u00aa\u00ba\u00b2\u00b3"
    "\u00c0\u00c1\u00c2\u00c3\u00c4\u00c5\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00cd\u00ce\u00cf\u00d0\u00d1"
    "\u00d2\u00d3\u00d4\u00d5\u00d6\u00d8\u00d9\u00da\u00db\u00dc\u00dd\u00de\u00df"
    "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f0\u00f1"
    "\u00f2\u00f3\u00f4\u00f5\u00f6\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe\u00ff"
    "\u0104\u0105\u0106\u0107\u010c\u010d\u0118\u0119\u011b\u011e\u011f\u0130\u0131\u0141\u0142\u0144\u0151\u0153"
    "\u0159\u015a\u015b\u015e\u015f\u0160\u0161\u016b\u016f\u0171\u0179\u017a\u017b\u017c\u017d\u017e\u0219\u021b"
    "\u0101\u0110\u0111\u014d\u0103"
)
_CYRILLIC_SIGNS: Final = (
    "\u00a0\u00a7\u00a9\u00ab\u00ad\u00ae\u00b0\u00b7\u00bb\u2009\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e"
    "\u2022\u2026\u202f\u20ac\u20bd\u2116\u2122\u2192"
)
_CYRILLIC: Final = "".join(map(chr, (*range(0x401, 0x40D), *range(0x40E, 0x450), *range(0x451, 0x45D), 0x45E, 0x45F)))
_CYRILLIC_MORE: Final = "\u0490\u0491\u04d8\u04d9\u049a\u049b\u04a2\u04a3\u04e8\u04e9\u04b0\u04b1\u0492\u0493"


class Letters:
    """A set of characters, and what each is in the words of a text."""

    def __init__(self, signs: str = "", letters: str = "") -> None:
        """Make a set of ASCII and these. Where there are more than 128, the control characters give way."""
        table = [chr(code) if code >= _SPACE or chr(code).isspace() or not code else _UNUSED for code in range(128)]
        table += [_UNUSED] * 128
        free = (code for code in (*range(128, 256), *range(128)) if table[code] == _UNUSED)
        for character in signs + letters:
            table[next(free)] = character
        self._characters = "".join(table)
        self._codes = codecs.charmap_build(self._characters)
        self._folded = bytes(map(self._fold, self._characters))

    def code(self, character: str) -> bytes:
        """Return the byte of a character."""
        return bytes([self._characters.index(character)])

    def _fold(self, character: str) -> int:
        if character in "'\u2019":
            return _APOSTROPHE
        if not character.isalnum():
            return _SPACE
        folded = fold_word(character)
        return self._characters.index(folded if len(folded) == 1 else character)  # the sharp s stays, for now

    def spaced(self, text: str) -> tuple[bytes, str] | None:
        """Return a text with words folded and all else as spaces, as long as it was, as bytes of this set and as text.

        None where it does not fit. The sharp s of German is left as it is: its two letters are written where words are
        taken out.
        """
        try:
            data: bytes = codecs.charmap_encode(text, "strict", self._codes)[0]
        except UnicodeEncodeError:
            return None
        data = without_signs(data.translate(self._folded))
        if data.isascii():
            return data, data.decode("ascii")
        return data, codecs.charmap_decode(data, "strict", self._characters)[0]


def without_signs(data: bytes) -> bytes:
    """Take the apostrophes out of a folded text, with an English 's."""
    if b"'" in data:
        data = (_POSSESSIVE.sub(b"  ", data) if b"'s" in data else data).replace(b"'", b" ")
    return data


def starts_of(data: bytes) -> list[int]:
    """Return where each word begins, in a text of words with spaces between."""
    lines = data.translate(_IS_WORD).replace(_BEGINS, _NEW_LINE).splitlines(keepends=True)
    starts = [*accumulate(map(len, lines))]
    starts.pop()
    return starts


_IS_WORD: Final = bytes([code != _SPACE for code in range(256)])
_BEGINS: Final = b"\0\1"  # a space and a word
_NEW_LINE: Final = b"\n\1"


def spaced(text: str, language: str) -> tuple[bytes, str] | None:
    """Return a text with words folded and all else as spaces, each at its place; None where it must be cut apart."""
    if text.isascii():
        data = without_signs(text.encode("ascii").translate(_ASCII))
        return data, data.decode("ascii")
    return _OF_LANGUAGE.get(language[:2], LATIN).spaced(text)


_ASCII: Final = bytes(
    [
        ord(chr(code).lower()) if chr(code).isalnum() else _APOSTROPHE if chr(code) == "'" else _SPACE
        for code in range(128)
    ]
) + bytes(128)
LATIN: Final = Letters(_LATIN_SIGNS, _LATIN)
CYRILLIC: Final = Letters(_CYRILLIC_SIGNS, _CYRILLIC + _CYRILLIC_MORE)
_OF_LANGUAGE: Final = dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk", "kk"), CYRILLIC)
SHARP: Final = "\u00df"  # the sharp s
SHARPS: Final = LATIN.code(SHARP)
