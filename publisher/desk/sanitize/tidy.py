"""The last pass over sanitized HTML: addresses, pictures nobody is to see, share bars, and what is left empty.

It reads what nh3 wrote, and only that: every tag is closed, every attribute stands in double quotes. What it returns
is such HTML again.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from publisher.desk.links import canonical
from publisher.desk.sanitize.bounds import without_forbidden
from publisher.desk.tracking import is_pixel, is_share

_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_SPACE: Final = re.compile(r"(?:\s|&nbsp;|\u200b)*")
_VOID: Final = frozenset({"img", "br", "hr"})
_HOLLOW_NAMES: Final = (
    "a abbr b blockquote cite code del div em figcaption figure h1 h2 h3 h4 h5 h6 i kbd li mark ol p pre q s small "
    "span strong sub sup time u ul"
)
_HOLLOW: Final = frozenset(_HOLLOW_NAMES.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset({"blockquote", "div", "figcaption", "figure", "li", "ol", "p", "pre", "ul"}) | _HEADINGS
# What an element must not stand in: a parser closes the outer one, or moves the inner one.
_JEALOUS: Final = {
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
    **dict.fromkeys(_HEADINGS, _HEADINGS | {"p"}),
    **{name: frozenset({name}) for name in ("a", "rp", "rt", "td", "th", "tr")},
    "li": frozenset({"li", "p"}),
    "table": frozenset({"a", "li", "p", "table"}),
}
_LATER: Final = ("data-src", "data-original", "data-lazy-src")  # where pages keep a picture until it is scrolled to
_ADDRESSES: Final = frozenset({"href", "src", "cite", *_LATER})
_SMALLEST: Final = 2  # pixels a side; below, a picture only counts readers


_LONGEST_TEXT: Final = 1000  # characters of an alt or title
_SHAPES: Final = {
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "width": re.compile(r"\d{1,5}", re.ASCII),
    "height": re.compile(r"\d{1,5}", re.ASCII),
    "colspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "rowspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "datetime": re.compile(r"[\d:TZ.+ -]{4,40}", re.ASCII),
}


class _Open(NamedTuple):
    """An element that is not closed yet: where it began in the output, and whether its tags are written."""

    name: str
    start: int
    kept: bool
    share: bool = False


class _Writer:
    """Writes tokens, and takes an element back if it turns out to hold nothing."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.filled = [False]  # for each open element, and the whole: whether it holds anything to see
        self.odd = False  # whether a parser may take what is written for another tree

    def text(self, text: str) -> None:
        if text[0] == "\n" and self.out and self.out[-1] == "<pre>":
            text = text[1:]  # a parser drops it
        self.out.append(text)
        if not self.filled[-1] and _SPACE.fullmatch(text) is None:
            self.filled[-1] = True

    def void(self, tag: str, *, seen: bool) -> None:
        self.out.append(tag)
        self.filled[-1] = self.filled[-1] or seen

    def begin(self, name: str, tag: str, *, kept: bool, share: bool) -> None:
        if name in _JEALOUS and any(element.name in _JEALOUS[name] for element in self.open):
            self.odd = True
        self.open.append(_Open(name, len(self.out), kept, share))
        self.filled.append(False)
        if kept:
            self.out.append(tag)

    def end(self, name: str) -> None:
        if not self.open or self.open[-1].name != name:
            return
        element, filled = self.open.pop(), self.filled.pop()
        if element.share or (element.kept and not filled and name in _HOLLOW):
            space = " " if any(piece.isspace() for piece in self.out[element.start :]) else ""
            del self.out[element.start :]
            self.out.append(space)
            return
        if element.kept:
            self.out.append(f"</{name}>")
        self.filled[-1] = self.filled[-1] or filled


def tidy(markup: str, base: str) -> tuple[str, bool]:
    """Return nh3's HTML with absolute addresses, without pixels, share links and elements that hold nothing.

    And whether it is odd: elements within one another that a parser would put beside one another. It must then be
    parsed again.
    """
    writer = _Writer()
    for match in _TOKEN.finditer(markup):
        slash, name, attributes, text = match.groups()
        if text:
            writer.text(text)
        elif slash:
            writer.end(name)
        elif name in _VOID:
            tag = _picture(_attributes(attributes, base)) if name == "img" else f"<{name}>"
            if tag:
                writer.void(tag, seen=name != "br")
        elif not attributes:
            writer.begin(name, match[0], kept=name != "a", share=False)
        else:
            found = _attributes(attributes, base)
            href = found.get("href", "")
            writer.begin(name, _tag(name, found), kept=name != "a" or bool(href), share=bool(href) and is_share(href))
    return "".join(writer.out).strip(), writer.odd


def _attributes(written: str, base: str) -> dict[str, str]:
    """Return the attributes that may stay, decoded, with absolute addresses."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        name, value = match[1], html.unescape(match[2]) if "&" in match[2] else match[2]
        if name in _ADDRESSES:
            value = "" if value.startswith("#") else canonical(value, base)
        elif name in _SHAPES:
            value = value if _SHAPES[name].fullmatch(value) else ""
        else:
            value = without_forbidden(value)
        if value or name == "alt":
            found[name] = value if name in _ADDRESSES else value[:_LONGEST_TEXT]
    return found


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _picture(found: dict[str, str]) -> str:
    """Return the tag of a picture, or nothing if it has no address or is there to count readers."""
    src = next((found[name] for name in ("src", *_LATER) if name in found), "")
    if not src or is_pixel(src) or any(_tiny(found.get(side, "")) for side in ("width", "height")):
        return ""
    return _tag("img", {"src": src} | {name: value for name, value in found.items() if name not in ("src", *_LATER)})


def _tiny(side: str) -> bool:
    return side.isdigit() and int(side) < _SMALLEST
