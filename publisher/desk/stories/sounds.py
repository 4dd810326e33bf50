"""Sounds: what is left of a name in whatever script it is written, so that アリババ is Alibaba and Алибаба.

Consonants in classes that scripts keep apart alike, and whether a vowel comes first. Latin letters are read in more
than one way (g, th, an r that Japanese does not hear): such a name has several codes, and is another one where they
share one. Chinese characters and hangul have none.
"""

# ruff: noqa: RUF001 -- letters of many scripts are the point

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final
from unicodedata import normalize

SHORTEST: Final = 3
"""Signs of a code that tell a name from others, mostly; two are those of a syllable."""

_VOWEL: Final = "a"  # what a vowel at the beginning is written as; others are left out
_KANA: Final = (
    ("k", "カキクケコ"), ("g", "ガギグゲゴ"), ("s", "サシスセソ"), ("z", "ザジズゼゾヂヅ"), ("t", "タチテト"),
    ("ts", "ツ"), ("d", "ダデド"), ("n", "ナニヌネノマミムメモン"), ("h", "ハヒヘホ"), ("f", "フ"),
    ("b", "バビブベボパピプペポヴ"), ("r", "ラリルレロ"), ("a", "アイウエオァィゥェォ"),
)  # fmt: skip
_CYRILLIC: Final = (
    ("b", "бвп"), ("g", "гґ"), ("d", "д"), ("z", "жзђџ"), ("k", "к"), ("r", "лрљ"), ("n", "мнњ"), ("s", "сшщѕ"),
    ("t", "тчћ"), ("ts", "ц"), ("f", "ф"), ("h", "х"), ("a", "аеёиоуыэюяіїєйј"),
)  # fmt: skip
_ARABIC: Final = (
    ("b", "بپ"), ("t", "تطچ"), ("s", "ثسشص"), ("z", "جذزظژ"), ("h", "حخه"), ("d", "دض"), ("r", "رل"), ("g", "غگ"),
    ("f", "فڤ"), ("k", "قكک"), ("n", "من"), ("a", "اأإآعئءؤ"),
)  # fmt: skip
_NAGARI: Final = (
    ("k", "कख"), ("g", "गघ"), ("t", "चछटठतथ"), ("z", "जझ"), ("d", "डढदध"), ("n", "णनमङञंँ"), ("b", "पबभव"), ("f", "फ"),
    ("r", "रलळ"), ("s", "शषस"), ("h", "ह"), ("a", "अआइईउऊएऐओऔऑ"),
)  # fmt: skip
_BENGALI: Final = 0x80  # places behind Devanagari, letter for letter


def _letters() -> Iterator[tuple[str, str]]:
    for sign, letters in (*_KANA, *_CYRILLIC, *_ARABIC, *_NAGARI):
        for letter in letters:
            yield letter, sign
    for sign, letters in _NAGARI:
        for letter in letters:
            yield chr(ord(letter) + _BENGALI), sign


_SIGNS: Final = dict(_letters())
_KATAKANA: Final = frozenset(letter for _, letters in _KANA for letter in letters)
_GLIDE: Final = re.compile("ウ[ァィェォ]")  # w
_SPELT: Final = (
    ("tch", "t"), ("sch", "s"), ("ch", "t"), ("cz", "t"), ("sh", "s"), ("ph", "f"), ("kh", "k"), ("gh", "g"),
    ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("tz", "ts"),
)  # fmt: skip
_ONE: Final = str.maketrans("lvpmj", "rbbnz")
_SOFT_C, _SOFT_G = re.compile("c(?=[eiy])"), re.compile("g(?=[eiy])")
_TWICE: Final = re.compile(r"(.)\1")
_UNHEARD_R: Final = re.compile("r(?![aeiouy])")
_SILENT: Final = re.compile("[aeiouyw]")
_OTHER: Final = re.compile("[^a-z]")


def sounds(name: str) -> frozenset[str]:
    """Return the codes of a name of one script in lower case, of which short ones are left out."""
    codes = _latin(name) if is_latin(name) else (_other(name),)
    return frozenset(code for code in codes if len(code) >= SHORTEST)


def is_latin(name: str) -> bool:
    """Say whether a name is written in Latin letters."""
    return name.isascii() or name[:1] < "\u0250"


def _other(name: str) -> str:
    """Return the code of a name in another script: two letters alike are one, but for two syllables of katakana."""
    plain = normalize("NFC", name)
    plain = _GLIDE.sub("", plain) if plain[0] in _KATAKANA else _TWICE.sub(r"\1", plain)
    found = [_SIGNS.get(letter, "") for letter in plain]
    first, rest = "".join(found[:1]), "".join(found[1:]).replace(_VOWEL, "")
    return first + rest


def _latin(name: str) -> Iterator[str]:
    """Yield the codes of a name in each of the ways that it may be read."""
    plain = _OTHER.sub("", normalize("NFKD", name))
    for spelt, sign in _SPELT:
        plain = plain.replace(spelt, sign)
    plain = _TWICE.sub(r"\1", _SOFT_C.sub("s", plain).replace("c", "k"))
    for lisped, soft, dull in product(("s", "t"), (True, False), (True, False)):
        read = plain.replace("th", lisped)
        read = _SOFT_G.sub("z", read) if soft else read
        read = _TWICE.sub(r"\1", (_UNHEARD_R.sub("", read) if dull else read).translate(_ONE))
        yield (_VOWEL if read[:1] in set("aeiou") else "") + _SILENT.sub("", read)
