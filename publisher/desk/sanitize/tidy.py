"""The last pass over sanitized HTML: addresses, pictures nobody is to see, share bars, and what is left empty.

It reads what nh3 wrote, and only that: every tag is closed, every attribute stands in double quotes. What it returns
is such HTML again.

    tags with attributes, each by itself ─ nothing else to do? ─▶ done: most texts
                                         └ a share bar, nothing to see, one element in another ─▶ all again, tag by tag
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final, NamedTuple

from publisher.desk.sanitize.tags import AS_IT_IS, link, start_tag
from publisher.desk.text import decoded
from publisher.desk.tracking import is_share

_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_FITTED: Final = re.compile(rf'<(?!a href="{AS_IT_IS}">)(?:a href="([^"]*)"|([a-z0-9]+)((?: [a-z-]+="[^"]*")+))>')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_SPACE: Final = re.compile(r"(?:\s|&nbsp;|\u200b)*")
_READINGS: Final = frozenset({"rp", "rt"})
_VOID: Final = frozenset({"img", "br", "hr"})
_HOLLOW_NAMES: Final = (
    "a abbr b blockquote cite code del div em figcaption figure h1 h2 h3 h4 h5 h6 i kbd li mark ol p pre q s small "
    "span strong sub sup time u ul"
)
_HOLLOW: Final = frozenset(_HOLLOW_NAMES.split())
_EMPTY: Final = re.compile(rf"<(?!pre>\n)({'|'.join(sorted(_HOLLOW))})(?: [^<>]*+)?>(?:(\s++)|(?:&nbsp;|<br>)*+)</\1>")
_LAYERS: Final = 5  # of elements that hold only one another; more are rare
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
_MARK: Final = "<>"  # of a link that goes with all it holds; nh3 writes it nowhere
_LINK: Final = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*+>')
_SHARED: Final = re.compile(rf"{_MARK}([^<]*+(?:<(?!/a>)[^<]*+)*+)</a>")
_LOOSE: Final = re.compile(r"<a>([^<]*+(?:<(?!/a>)[^<]*+)*+)</a>")
_LINK_IN_LINK: Final = re.compile(r"<(?:a[ >]|>)[^<]*+(?:<(?!/a>|a[ >]|>)[^<]*+)*+<(?!/a>)")
_BLANK: Final = re.compile(r">\s+<")
_JEALOUS_BLOCKS: Final = "|".join(sorted(_BLOCKS | {"table"}))
_NO_ITEM: Final = "[^<]*+(?:<(?!/?(?:li|[ou]l|table)[ >])[^<]*+)*+"  # as far as an item, a list or a table goes
# What cannot be told from one tag alone: an element that must go or that holds nothing to see, elements that a parser
# would put beside one another, and those that are rare and difficult.
_INTRICATE: Final = re.compile(
    rf"<(?:(?!/|br>|hr>)(?:>|a>|img>|pre>\n|r(?:uby|t|p)"
    rf"|(?!img )[^>]*+>(?:\s|&nbsp;|\u200b|<br>)*+</"
    rf"|p[ >][^<]*+(?:<(?!/p>|(?:{_JEALOUS_BLOCKS})[ >])[^<]*+)*+<(?!/p>)"
    rf"|a [^<]*+(?:<(?!/a>|a |table[ >])[^<]*+)*+<(?!/a>)"
    rf"|table[ >][^<]*+(?:<(?!/?table[ >])[^<]*+)*+<table[ >]"
    rf"|li[ >]{_NO_ITEM}<(?:li|table)[ >]"  # an item in one of another list is in order
    rf"|(h[1-6])[ >][^<]*+(?:<(?!/\1>|h[1-6][ >])[^<]*+)*+<(?!/\1>))"
    rf"|/[ou]l>{_NO_ITEM}<(?:li|table)[ >])"
)


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
        self.around: dict[str, int] = {}  # how often each name is among these
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
        if name in _JEALOUS and not _JEALOUS[name].isdisjoint(self.around):
            self.odd = True
        self.open.append(_Open(name, len(self.out), kept, share))
        self.around[name] = self.around.get(name, 0) + 1
        self.filled.append(False)
        if kept:
            self.out.append(tag)

    def is_astray(self, name: str) -> bool:
        """Say whether this is a reading of ruby text that does not stand in the ruby element itself."""
        if name not in _READINGS:
            return False
        around = [element.name for element in self.open if element.kept]
        return "ruby" in around and around[-1] != "ruby"

    def end(self, name: str) -> None:
        if not self.open or self.open[-1].name != name:
            return
        element, filled = self.open.pop(), self.filled.pop()
        self.around[name] -= 1
        if not self.around[name]:
            del self.around[name]
        if element.share or (element.kept and not filled and name in _HOLLOW):
            has_space = any(piece.isspace() for piece in self.out[element.start :])
            del self.out[element.start :]
            self.out += [" "] if has_space else []
            return
        if element.kept:
            self.out.append(f"</{name}>")
        self.filled[-1] = self.filled[-1] or filled


def tidy(markup: str, base: str) -> tuple[str, bool]:
    """Return nh3's HTML with absolute addresses, without pixels, share links and elements that hold nothing.

    And whether it is odd: elements within one another that a parser would put beside one another. It must then be
    parsed again.
    """
    return finished(_fitted(markup, base))


def _fitted(markup: str, base: str) -> str:
    """Rewrite the tags that have attributes, each by itself."""
    return _FITTED.sub(partial(_rewritten, base=base), markup) if '"' in markup else markup


def finished(fitted: str) -> tuple[str, bool]:
    """Return what `tidy` does of HTML whose tags are as they may stay, each by itself."""
    simple = _settled(fitted)
    return _tag_by_tag(fitted) if simple is None else (simple, False)


def _settled(found: str) -> str | None:
    """Take out all at once what only shares or is empty; nothing where more is to be done."""
    if is_share(found):  # somewhere in it stands an address of the kind
        found = _LINK.sub(_marked, found)
    if _MARK in found or "<a>" in found:
        if _LINK_IN_LINK.search(found):
            return None
        found = _LOOSE.sub(r"\1", _SHARED.sub(_space_of_link, found))
    for _ in range(_LAYERS):
        intricate = _INTRICATE.search(found)
        if not intricate:
            return found.strip()
        if not intricate[0].endswith("</"):
            break
        found = _EMPTY.sub(_space_of, found)
    return None


def _marked(match: re.Match[str]) -> str:
    return _MARK if is_share(match[1]) else match[0]


def _space_of(match: re.Match[str]) -> str:
    """Return what is left of an element that holds nothing: a space, if that was all it held."""
    return " " if match[2] else ""


def _space_of_link(match: re.Match[str]) -> str:
    """Return what is left of a link that goes with all it holds: a space, if one stood alone between its tags."""
    return " " if _BLANK.search(match[0]) else ""


def _rewritten(match: re.Match[str], base: str) -> str:
    """Return one start tag as it may stay."""
    written, name, attributes = match.groups()
    if written is not None:  # most tags with attributes are links with nothing but an address
        return link(decoded(written) if "&" in written else written, base)
    return start_tag(name, _decoded(attributes), base)


def _decoded(written: str) -> list[tuple[str, str]]:
    """Return the attributes of a tag, decoded."""
    found = _ATTRIBUTE.findall(written)
    return [(name, decoded(value)) for name, value in found] if "&" in written else found


def _tag_by_tag(fitted: str) -> tuple[str, bool]:
    """Do all that is to be done, with what is open in mind."""
    writer = _Writer()
    for match in _TOKEN.finditer(fitted):
        slash, name, attributes, text = match.groups()
        if text:
            writer.text(text)
        elif slash:
            writer.end(name)
        elif name == "a":
            writer.begin(name, match[0], kept=bool(attributes), share=_is_share_link(match[0]))
        elif name not in _VOID:
            writer.begin(name, match[0], kept=not writer.is_astray(name), share=False)
        elif name != "img":
            writer.void(f"<{name}>", seen=name != "br")
        elif attributes:
            writer.void(match[0], seen=True)
    return "".join(writer.out).strip(), writer.odd


def _is_share_link(tag: str) -> bool:
    link = _LINK.fullmatch(tag)
    return link is not None and is_share(link[1])
