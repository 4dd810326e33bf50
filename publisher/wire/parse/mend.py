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

# A tag whose quotes are in order, else up to the next sign of one; what cannot match is never tried a second time.
_TOKEN: Final = re.compile(
    r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>"
    r"""|<(/?)([^\W\d][\w.:-]*+)([^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*+)>"""
    r"|<(/?)([^\W\d][\w.:-]*+)([^<>]*+)>"
)  # fmt: skip
_ATTRIBUTE: Final = re.compile(r"""([^\W\d][\w.-]*(?::[\w.-]+)?)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_QNAME: Final = re.compile(r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?")
_NAME: Final = r"[^\W\d][\w.-]{0,40}+"
_PREFIX: Final = re.compile(rf"</?({_NAME}):[^\W\d]")
_TAG: Final = re.compile(r"<[^<]{0,2000}+[^<>]*+")  # and some of the text behind it, for a `>` in a value
_PREFIX_INSIDE: Final = re.compile(rf"""\s({_NAME}):[\w.-]{{1,80}}+\s?=\s?["']""")
_DECLARED: Final = re.compile(rf"xmlns:(?<=\sxmlns:)({_NAME})\s?=")
_MOST_PREFIXES: Final = 32
_MOST_ELEMENTS: Final = 40_000
_MOST_TOKENS: Final = 150_000  # starts, ends and sections
_MOST_ATTRIBUTES: Final = 100_000  # of all elements
_MOST_WORDS: Final = 10 * ATTRIBUTES  # that could be attributes of one element
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


class _Name(NamedTuple):
    """A name of an element: as written, in lower case, and that without its prefix."""

    written: str
    lower: str
    local: str

    @classmethod
    def of(cls, written: str) -> _Name:
        """Take a written name apart."""
        lower = written.lower()
        return cls(written, lower, lower.rpartition(":")[2])


def mend(text: str) -> Mended:
    """Put the tags of a repaired document in order. Raises Unreadable where a limit is broken."""
    _refuse_floods(text)
    return _Desk().read(text)


def _refuse_floods(text: str) -> None:
    """Refuse before any work what the work would refuse late: more tags than any feed has."""
    head, *rest = text.split("<![CDATA[")
    bare = [head, *(part.partition("]]>")[2] for part in rest)]
    tags = sum(part.count("<") for part in bare)
    starts = tags - sum(part.count("</") for part in bare)
    if starts > _MOST_ELEMENTS or tags > _MOST_TOKENS:
        reason = f"more than {_MOST_ELEMENTS} elements to be put in order"
        raise Unreadable(reason)


class _Desk:
    """The work of one document: what is written so far, and what is open (each name and where it stands)."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[_Name, int]] = []
        self.names: dict[str, _Name] = {}
        self.elements = self.tokens = self.attributes = 0

    def read(self, text: str) -> Mended:
        place = 0
        for token in _TOKEN.finditer(text):
            start, end = token.span()
            if start > place:
                self._text(text[place:start])
            place = end
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
        self.tokens += 1
        if self.tokens > _MOST_TOKENS:
            reason = f"more than {_MOST_TOKENS} tags to be put in order"
            raise Unreadable(reason)
        slash, written, rest, other_slash, other, other_rest = token.groups()
        if written is None and other is None:
            self.out.append(token[0] if self.open else "")
        elif slash or other_slash:
            self._end(self._name(written or other))
        elif _QNAME.fullmatch(written or other):
            self._start(self._name(written or other), other_rest if rest is None else rest)

    def _name(self, written: str) -> _Name:
        if (name := self.names.get(written)) is None:
            name = self.names[written] = _Name.of(written)
        return name

    def _start(self, name: _Name, rest: str) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            reason = f"more than {_MOST_ELEMENTS} elements to be put in order"
            raise Unreadable(reason)
        if name.local in _ENTRIES:
            self._end_entry(name.local)
        elif name.lower in _FIELDS:
            self._end_field()
        closed = rest.endswith("/") or name.lower in _VOID
        if not closed:
            self.open.append((name, len(self.out)))
        if len(self.open) > DEPTH:
            raise Unreadable(TOO_DEEP)
        self.out.append(f"<{name.written}{self._attributes(rest, closed=closed)}{'/' if closed else ''}>")

    def _attributes(self, rest: str, *, closed: bool) -> str:
        """Return the attributes of a start tag, of which a document has no end of them."""
        if closed:
            rest = rest.rstrip("/")
        if not rest or rest.isspace():
            return ""
        found = attributes(rest)
        self.attributes += found.count('="')
        if self.attributes > _MOST_ATTRIBUTES:
            reason = f"more than {_MOST_ATTRIBUTES} attributes to be put in order"
            raise Unreadable(reason)
        return found

    def _end(self, name: _Name) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            one = self.open[depth][0]
            if one.lower == name.lower:
                self._close_to(depth)
                return
            if one.local in _ENTRIES and name.local not in _FRAME:
                return

    def _end_entry(self, local: str) -> None:
        """End the entry that is open where the next one begins: entries never stand inside one another."""
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0].local == local:
                self._close_to(depth)
                return

    def _end_field(self) -> None:
        """End the field that is open where the next one begins: a title holds no link, whatever holds no end."""
        if self.open and self.open[-1][0].lower in _LEAVES:
            self._close_to(len(self.open) - 1)

    def _close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()[0].written}>")

    def _leave_incomplete(self) -> None:
        """At a missing end: the frame is closed, and what was begun inside it is taken out again."""
        for depth, (name, place) in enumerate(self.open):
            if name.local not in _FRAME and depth:
                del self.out[place:], self.open[depth:]
                break
        self._close_to(0)


def attributes(rest: str) -> str:
    """Return the attributes of a tag, each once, quoted."""
    found: dict[str, str] = {}
    for count, match in enumerate(_ATTRIBUTE.finditer(rest)):
        name, *values = match.groups()
        found.setdefault(name, next((value for value in values if value is not None), ""))
        if len(found) > ATTRIBUTES or count > _MOST_WORDS:
            reason = f"more than {ATTRIBUTES} attributes on one element"
            raise Unreadable(reason)
    return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())


def _quoted(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;")


def declare(text: str) -> str:
    """Return the document with the prefixes declared that it uses and forgot; an unknown one gets a name of its own."""
    used = dict.fromkeys(_PREFIX.findall(text))
    for tag in _TAG.findall(text):
        if ":" in tag:
            used |= dict.fromkeys(_PREFIX_INSIDE.findall(tag))
    known = {*_DECLARED.findall(text), "xml", "xmlns"}
    missing = [prefix for prefix in used if prefix not in known]
    if len(missing) > _MOST_PREFIXES:
        reason = f"more than {_MOST_PREFIXES} prefixes are not declared"
        raise Unreadable(reason)
    names = {prefix: CANONICAL.get(prefix.lower(), f"urn:prefix:{prefix}") for prefix in missing}
    added = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in names.items())
    root = re.match(r"\s*<[^\s/>]+", text)
    return text if not added or root is None else f"{text[: root.end()]}{added}{text[root.end() :]}"
