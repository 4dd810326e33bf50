"""Tags put in order: what a person would take a malformed document for, written as XML.

Every start tag gets its end, attributes get their quotes, ends without a start are left out, and an entry that begins
inside another ends that one. Of a document that stops in the middle, what is not complete is left out.
One pass over the tags; no more than 64 elements are ever open.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from publisher.wire.parse.gate import ATTRIBUTES, DEPTH, TOO_DEEP
from publisher.wire.parse.names import CANONICAL
from publisher.wire.parse.refusal import Unreadable

_TOKEN: Final = re.compile(
    r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>"
    r"""|<(/?)([^\W\d][\w.:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>"""
    r"|<(/?)([^\W\d][\w.:-]*)([^<>]*)>"
)  # fmt: skip
_ATTRIBUTE: Final = re.compile(r"""([^\W\d][\w.-]*(?::[\w.-]+)?)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_QNAME: Final = re.compile(r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?")
_NAME: Final = r"[^\W\d][\w.-]{0,40}"
_PREFIX: Final = re.compile(rf"""</?({_NAME}):[^\W\d]|\s({_NAME}):[\w.-]{{1,80}}\s?=\s?["']""")
_DECLARED: Final = re.compile(rf"\sxmlns:({_NAME})\s?=")
_MOST_PREFIXES: Final = 32
_MOST_ELEMENTS: Final = 100_000
_ROOT: Final = re.compile(r"<[\w.:-]+")
_VOID: Final = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "param", "wbr"])
_ENTRIES: Final = frozenset({"item", "entry"})
_LEAVES: Final = frozenset({"title", "link", "guid", "pubdate", "id", "updated", "published", "category", "dc:creator"})
_FIELDS: Final = _LEAVES | {"description", "summary", "content", "content:encoded", "author", "enclosure", "dc:date"}
_FRAME: Final = frozenset({"rss", "rdf", "feed", "channel", "items"})


class Mended(NamedTuple):
    """A document whose tags are in order, and whether its end was missing."""

    text: str
    cut: bool


class _Open(NamedTuple):
    """An element that has begun: its name as written, in lower case without prefix, and where it stands."""

    written: str
    local: str
    place: int


def mend(text: str) -> Mended:
    """Put the tags of a repaired document in order. Raises Unreadable where a limit is broken."""
    return _Desk().read(text)


class _Desk:
    """The work of one document: what is written so far, and what is open."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.elements = 0

    def read(self, text: str) -> Mended:
        place = 0
        for token in _TOKEN.finditer(text):
            self._text(text[place : token.start()])
            place = token.end()
            self._token(token)
            if self.elements and not self.open:
                return Mended(declare("".join(self.out)), cut=False)
        self._text(text[place:])
        if not self.elements and (root := _ROOT.match(text)):  # cut off inside the root's own tag
            return Mended(declare(f"{root[0]}/>"), cut=True)
        cut = bool(self.open)
        self._leave_incomplete()
        return Mended(declare("".join(self.out)), cut=cut)

    def _text(self, part: str) -> None:
        if part and self.open:
            self.out.append(part.replace("<", "&lt;").replace("]]>", "]]&gt;"))

    def _token(self, token: re.Match[str]) -> None:
        slash, name, rest = (token[1], token[2], token[3]) if token[2] else (token[4], token[5], token[6])
        if not name:
            self.out.append(token[0] if self.open else "")
        elif slash:
            self._end(name)
        elif _QNAME.fullmatch(name):
            self._start(name, rest)

    def _start(self, name: str, rest: str) -> None:
        local = name.rpartition(":")[2].lower()
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            reason = f"more than {_MOST_ELEMENTS} elements to be put in order"
            raise Unreadable(reason)
        if local in _ENTRIES:
            self._end_entry(local)
        elif name.lower() in _FIELDS:
            self._end_field()
        closed = rest.endswith("/") or (local in _VOID and ":" not in name)
        if not closed:
            self.open.append(_Open(name, local, len(self.out)))
        if len(self.open) > DEPTH:
            raise Unreadable(TOO_DEEP)
        self.out.append(f"<{name}{attributes(rest.rstrip('/') if closed else rest)}{'/' if closed else ''}>")

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2].lower()
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].written.lower() == name.lower():
                self._close_to(depth)
                return
            if self.open[depth].local in _ENTRIES and local not in _FRAME:
                return

    def _end_entry(self, local: str) -> None:
        """End the entry that is open where the next one begins: entries never stand inside one another."""
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].local == local:
                self._close_to(depth)
                return

    def _end_field(self) -> None:
        """End the field that is open where the next one begins: a title holds no link, whatever holds no end."""
        if self.open and self.open[-1].written.lower() in _LEAVES:
            self._close_to(len(self.open) - 1)

    def _close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop().written}>")

    def _leave_incomplete(self) -> None:
        """At a missing end: the frame is closed, and what was begun inside it is taken out again."""
        for depth, one in enumerate(self.open):
            if one.local not in _FRAME and depth:
                del self.out[one.place :], self.open[depth:]
                break
        self._close_to(0)


def attributes(rest: str) -> str:
    """Return the attributes of a tag, each once, quoted."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1], value)
        if len(found) > ATTRIBUTES:
            reason = f"more than {ATTRIBUTES} attributes on one element"
            raise Unreadable(reason)
    return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;")


def declare(text: str) -> str:
    """Return the document with the prefixes declared that it uses and forgot; an unknown one gets a name of its own."""
    used = dict.fromkeys(one or other for one, other in _PREFIX.findall(text))
    known = {*_DECLARED.findall(text), "xml", "xmlns"}
    missing = [prefix for prefix in used if prefix not in known]
    if len(missing) > _MOST_PREFIXES:
        reason = f"more than {_MOST_PREFIXES} prefixes are not declared"
        raise Unreadable(reason)
    names = {prefix: CANONICAL.get(prefix.lower(), f"urn:prefix:{prefix}") for prefix in missing}
    added = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in names.items())
    root = re.match(r"\s*<[^\s/>]+", text)
    return text if not added or root is None else f"{text[: root.end()]}{added}{text[root.end() :]}"
