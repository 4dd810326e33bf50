"""The last pass over sanitized HTML: pictures nobody is to see, share bars, links to nowhere, and what they leave empty.

It reads what nh3 wrote, and only that: every tag is closed, every attribute stands in double quotes. What it returns
is such HTML again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from publisher.desk.tracking import is_pixel, is_share

_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_SPACE: Final = re.compile(r"(?:\s|&nbsp;|\u200b)*")
_VOID: Final = frozenset({"img", "br", "hr"})
_HOLLOW: Final = frozenset(
    "a abbr b blockquote cite code del div em figcaption figure h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s small span "
    "strong sub sup time u ul".split()
)
_LATER: Final = ("data-src", "data-original", "data-lazy-src")  # where pages keep a picture until it is scrolled to
_SMALLEST: Final = 2  # pixels a side; below, a picture only counts readers


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

    def text(self, text: str) -> None:
        self.out.append(text)
        if not self.filled[-1] and _SPACE.fullmatch(text) is None:
            self.filled[-1] = True

    def void(self, tag: str, *, seen: bool) -> None:
        self.out.append(tag)
        self.filled[-1] = self.filled[-1] or seen

    def begin(self, name: str, tag: str, *, kept: bool, share: bool) -> None:
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


def tidy(html: str) -> str:
    """Return nh3's HTML without tracking pixels, share links, links to nowhere and elements that hold nothing."""
    writer = _Writer()
    for match in _TOKEN.finditer(html):
        slash, name, attributes, text = match.groups()
        if text:
            writer.text(text)
        elif slash:
            writer.end(name)
        elif name in _VOID:
            tag = _picture(attributes) if name == "img" else f"<{name}>"
            if tag:
                writer.void(tag, seen=name != "br")
        else:
            href = dict(_pairs(attributes)).get("href", "") if name == "a" else ""
            writer.begin(name, match[0], kept=name != "a" or bool(href), share=name == "a" and is_share(href))
    return "".join(writer.out).strip()


def _pairs(attributes: str) -> Iterator[tuple[str, str]]:
    return ((match[1], match[2]) for match in _ATTRIBUTE.finditer(attributes))


def _picture(attributes: str) -> str:
    """Return the tag of a picture, or nothing if it has no address or is there to count readers."""
    found = dict(_pairs(attributes))
    src = next((found[name] for name in ("src", *_LATER) if found.get(name)), "")
    if not src or is_pixel(src) or any(_tiny(found.get(side, "")) for side in ("width", "height")):
        return ""
    rest = "".join(f' {name}="{value}"' for name, value in found.items() if name in ("alt", "title", "width", "height"))
    return f'<img src="{src}"{rest}>'


def _tiny(side: str) -> bool:
    return side.isdigit() and int(side) < _SMALLEST
