"""Bounds on HTML before anything parses it: its size, its depth, and the elements that we spell otherwise.

Parsers of HTML are quadratic in nesting (nh3 0.3: 512 kB of `<ul><li>` take 40 seconds), and open a `<b>` that is never
closed again in each paragraph that follows (200 of them make 1.4 MB of 7 kB). So the bounds are held by one linear pass
over the tags. The pass need not understand HTML as a browser does: what it leaves is sanitized afterwards.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import Final

LARGEST: Final = 64 * 1024  # characters
DEEPEST: Final = 256  # elements within one another
_MOST_FORMATTED: Final = 16  # elements that format text, open at once

# A tag, as far as the next angle bracket: enough to count it, and linear whatever the quotes are.
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)([^<>]*>?)")
# What XML 1.0 forbids, what HTML calls a parse error, and what turns the direction of the text round it.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# ASCII with a sign in the place of whatever is forbidden.
_MARKED: Final = bytes(ord("?") if _FORBIDDEN.match(chr(code)) else code for code in range(0x80)) + bytes(0x80)
_FORBIDDEN_ABOVE: Final = re.compile(
    "[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)) + "]"
)
_ABOVE: Final = re.compile("[\U00010000-\U0010ffff]")
# These never hold more than one level of themselves, or hold nothing: they do not count as depth.
_FLAT_NAMES: Final = (
    "p li dt dd tr td th tbody thead tfoot option br img hr input wbr source track meta link area base col embed param"
)
_FLAT: Final = frozenset(_FLAT_NAMES.split())
# What a parser opens again, with its attributes, wherever a block ended before it did
# (https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements). A link is not: the
# next one closes it.
_FORMATTING_NAMES: Final = "b big code em font i nobr s small strike strong tt u"
_FORMATTING: Final = frozenset(_FORMATTING_NAMES.split())
_FORMATTING_TAG: Final = re.compile(rf"</?(?:{_FORMATTING_NAMES.replace(' ', '|')})(?![^\s/<>])[^<>]*>?", re.IGNORECASE)
# Only their tags go: a frame that is never closed would take the rest of the text with it, and what stands in an object
# is meant for those who cannot show it. So is what stands in a noscript, which a parser would take for bare text.
FRAMES: Final = frozenset({"iframe", "object", "embed", "applet", "noscript"})
# Elements that the W3C feed validator frowns upon, as ones that say the same.
SPELLED: Final = {
    "dl": "div",
    "dt": "p",
    "dd": "p",
    "center": "div",
    "strike": "s",
    "tt": "code",
    "samp": "code",
    "acronym": "abbr",
    "section": "div",
    "article": "div",
    "header": "div",
    "main": "div",
    "footer": "div",
    "address": "p",
}
_NAMES: Final = sorted(FRAMES | set(SPELLED))
_BY_LETTER: Final = [
    f"{first}(?:{'|'.join(name[1:] for name in names)})" for first, names in groupby(_NAMES, itemgetter(0))
]
_FIRST: Final = "".join(sorted({letter for name in _NAMES for letter in (name[0], name[0].upper())}))
_NAMED: Final = re.compile(rf"<(/?)(?=[{_FIRST}])({'|'.join(_NAMES)})(?![^\s/<>])([^<>]*>?)", re.IGNORECASE)

# The same in small letters, where those that begin alike are looked at once; or any name with a capital.
_NAMED_QUICKLY: Final = re.compile(rf"</?(?:(?:{'|'.join(_BY_LETTER)})(?![^\s/<>])|[a-z]{{0,9}}[A-Z])")


def bound(html: str) -> str:
    """Return HTML of at most 64 k characters, 256 elements deep, without forbidden characters. Linear in its length."""
    html = without_forbidden(_cut(html))
    if html.count("<") - html.count("</") > DEEPEST:  # only then can anything be too deep
        return _flattened(html)
    return _NAMED.sub(_spelled, html) if _NAMED_QUICKLY.search(html) else html


def without_forbidden(text: str) -> str:
    """Return a text without characters that no output may hold."""
    if _is_harmless(text):
        return text
    text = _FORBIDDEN.sub("", text)
    return _FORBIDDEN_ABOVE.sub("", text) if _ABOVE.search(text) else text


def _is_harmless(text: str) -> bool:
    """Whether all but the usual white space can be printed: nothing forbidden can, and this needs no pattern."""
    if text.isprintable():
        return True
    if text.isascii():
        written = text.encode()
        return written.translate(_MARKED) == written
    return text.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable()


def _spelled(match: re.Match[str]) -> str:
    """Return a tag with the name we spell it by; a space for a frame's."""
    slash, name, rest = match.groups()
    name = name.lower()
    return " " if name in FRAMES else f"<{slash}{SPELLED.get(name, name)}{rest}"


def _cut(html: str) -> str:
    if len(html) <= LARGEST:
        return html
    html = html[:LARGEST]
    last = html.rfind("<")
    return html[:last] if last > html.rfind(">") else html


def unformatted(html: str) -> str:
    """Return HTML without the tags of elements that only format text."""
    return _FORMATTING_TAG.sub("", html)


class _Levels:
    """How many elements are open, and how many beyond the most that may be: the tags of those are taken out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open = self._dropped = 0

    def takes(self, slash: str) -> bool:
        """Count a start or an end; False where it is that of an element too many."""
        if self._dropped if slash else self._open >= self._most:
            self._dropped += -1 if slash else 1
            return False
        self._open = max(0, self._open - 1) if slash else self._open + 1
        return True


def _flattened(html: str) -> str:
    """Take out the tags of elements that are too deep, and spell the others; text stays where it is."""
    levels, formatted = _Levels(DEEPEST), _Levels(_MOST_FORMATTED)

    def spell(match: re.Match[str]) -> str:
        slash, name = match[1], match[2].lower()
        if name in _FORMATTING and not formatted.takes(slash):
            return ""
        if name in FRAMES or (name not in _FLAT and not levels.takes(slash)):
            return " "
        return f"<{slash}{SPELLED.get(name, name)}{match[3]}"

    return _TAG.sub(spell, html)
