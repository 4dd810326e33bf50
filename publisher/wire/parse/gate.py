"""The gate: nothing is given to a parser that builds trees before its limits are proven.

For most documents counts of their signs prove it (`plain`). What that cannot prove goes through one pass of expat
(`check`), which says whether a document is well-formed, cut off or broken, and refuses what breaks a limit.
Entities may be declared only if they stand for plain characters; that makes entity bombs and files read through
entities impossible by construction.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final
from xml.parsers import expat

from msgspec import Struct

from publisher.wire.parse.refusal import Unreadable

DEPTH: Final = 64
TOO_DEEP: Final = f"more than {DEPTH} elements inside one another"
ATTRIBUTES: Final = 64
ELEMENTS: Final = 200_000
_MOST_ATTRIBUTES: Final = 300_000  # of all elements
_ENTITIES: Final = 256
_ENTITY_LENGTH: Final = 1024
_DEFAULTS: Final = 500  # attributes that a DOCTYPE declares: expat compares each with all
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


class Shape(Enum):
    """What the pass found."""

    WHOLE = "well-formed"
    DECLARED = "well-formed, with a DOCTYPE"
    CUT = "cut off"
    BROKEN = "not well-formed"


class Finding(Struct, frozen=True, kw_only=True):
    """What expat said of a document, and the entities that it declares."""

    shape: Shape
    fault: str = ""
    place: int = 0  # of the fault: bytes before it
    entities: dict[str, str] = {}


_CUT: Final = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


_NAMESPACES: Final = 100_000  # declarations in a document
_LARGE: Final = 2_000_000  # bytes; expat stops at the first fault, libxml2 looks for all that follow
_SIGNS: Final = b"<="
_OTHERS: Final = bytes(set(range(256)).difference(_SIGNS))
_FLOOD: Final = b"=" * (ATTRIBUTES + 1)
_ENDLESS: Final = 10_000  # no address of an attribute holds as many `=`
_SHORTEST_FLOOD: Final = len(b' a=""') * (ATTRIBUTES + 1)
_STRETCH: Final = 4096  # bytes
_CLOSERS: Final = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
_OPENER: Final = re.compile(b"|".join(map(re.escape, _CLOSERS)))
_MOST_SECTIONS: Final = 2000  # of one document that are looked at one by one
_TAG: Final = re.compile(rb"""<[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*+""")


def plain(document: bytes) -> bool:
    """Whether its signs prove that a document of no great size, if well-formed at all, keeps all limits.

    An element takes a `<`, an attribute a `=` behind the `<` of its tag, and an entity stands in a DOCTYPE.
    """
    if len(document) > _LARGE:
        return False
    signs = document.translate(None, _OTHERS)
    return (
        signs.count(b"<") <= ELEMENTS
        and (_FLOOD not in signs or not _flooded(document))
        and b"<!DOCTYPE" not in document
        and (tags := _without_sections(document)) is not None
        and _is_shallow(tags)
    )


def _without_sections(document: bytes) -> bytes | None:
    """Return a document without what stands in sections, comments and instructions: every `<` is that of a tag.

    None where some of them are left.
    """
    if document.startswith(b"<?"):
        document = document[document.find(b"?>") + 2 :]
    head, *rest = document.split(b"<![CDATA[")
    bare = head + b"".join([part.partition(b"]]>")[2] for part in rest]) if rest else document
    if not _has_others(bare):
        return bare
    bare = _between(document)  # what seemed to be a section may stand in a comment
    return None if _has_others(bare) else bare


def _has_others(document: bytes) -> bool:
    """Whether there is anything but tags."""
    return b"<!" in document or b"<?" in document


def _between(document: bytes) -> bytes:
    """Return what stands between sections, comments and instructions; too many of them are left in."""
    pieces: list[bytes] = []
    place = 0
    while (found := _OPENER.search(document, place)) and len(pieces) < _MOST_SECTIONS:
        closer = _CLOSERS[found[0]]
        end = document.find(closer, found.end())
        if end < 0:
            break
        pieces.append(document[place : found.start()])
        place = end + len(closer)
    return b"".join([*pieces, document[place:]])


def _is_shallow(document: bytes) -> bool:
    """Whether tags, if they are in order, are nowhere too deep; False where a `>` in a text makes that hard to say.

    Where each `>` ends a tag, `/>` ends an element, too. Counts are enough for a stretch that cannot bring it too far.
    """
    return (
        document.count(b"<") == document.count(b">")
        and _depth_behind(document, 0, len(document), 0, _STRETCH) is not None
    )


def _depth_behind(document: bytes, place: int, end: int, depth: int, stretch: int) -> int | None:
    """Return the depth at the end of a part of a document that begins at this depth; None where it may be too deep."""
    while place < end:
        behind = document.find(b"<", place + stretch, end)
        stop = end if behind < 0 else behind
        ends = document.count(b"</", place, stop)
        opened = document.count(b"<", place, stop) - ends - document.count(b"/>", place, stop)
        if depth + opened < DEPTH:
            depth += opened - ends
        elif stretch == 1:
            return None
        else:
            found = _depth_behind(document, place, stop, depth, stretch // 8 or 1)
            if found is None:
                return None
            depth = found
        place = stop
    return depth


def _flooded(document: bytes) -> bool:
    """Whether one tag holds signs for too many attributes; texts between tags may hold as many as they like."""
    return _longest_flood(document) > ATTRIBUTES


def _longest_flood(document: bytes) -> int:
    """Return the most signs of attributes that one tag holds."""
    tags = (tag[0] for tag in _TAG.finditer(document) if tag.end() - tag.start() > _SHORTEST_FLOOD)
    return max((tag.count(b"=") for tag in tags if tag[1:2] not in {b"!", b"?"}), default=0)


def check(document: bytes) -> Finding:
    """Read a document in UTF-8 once. Raises Unreadable where it breaks a limit."""
    if _FLOOD in document.translate(None, _OTHERS) and _longest_flood(document) > _ENDLESS:
        reason = f"more than {ATTRIBUTES} attributes on one element"  # expat would read seconds to say so
        raise Unreadable(reason)
    if document.count(b"xmlns") > _NAMESPACES:
        reason = f"more than {_NAMESPACES} namespaces are declared"
        raise Unreadable(reason)
    return _Pass().read(document)


class _Pass:
    """One pass; the handlers are called by expat."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.AttlistDeclHandler = self._default
        self.depth = self.elements = self.attributes = self.defaults = 0
        self.entities: dict[str, str] = {}
        self.declared = False

    def read(self, document: bytes) -> Finding:
        shape, fault, place = Shape.WHOLE, "", 0
        try:
            self.parser.Parse(document, True)  # noqa: FBT003 -- the whole document in one call
        except expat.ExpatError as error:
            shape, fault = Shape.CUT if error.code in _CUT else Shape.BROKEN, str(error)
            place = max(self.parser.ErrorByteIndex, 0)
        if shape is Shape.WHOLE and self.declared:
            shape = Shape.DECLARED
        return Finding(shape=shape, fault=fault, place=place, entities=self.entities)

    def _start(self, name: str, attributes: list[str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.depth > DEPTH:
            raise Unreadable(TOO_DEEP)
        if len(attributes) > 2 * ATTRIBUTES:
            reason = f"more than {ATTRIBUTES} attributes on <{name[:40]}>"
            raise Unreadable(reason)
        self.attributes += len(attributes)
        if self.attributes > 2 * _MOST_ATTRIBUTES:
            reason = f"more than {_MOST_ATTRIBUTES} attributes"
            raise Unreadable(reason)
        if self.elements > ELEMENTS:
            reason = f"more than {ELEMENTS} elements"
            raise Unreadable(reason)

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_: object) -> None:
        self.declared = True

    def _default(self, *_: object) -> None:
        self.defaults += 1
        if self.defaults > _DEFAULTS:
            reason = f"more than {_DEFAULTS} attributes are declared"
            raise Unreadable(reason)

    def _entity(self, name: str, is_parameter: int, value: str | None, *_: str | None) -> None:
        if name in _PREDEFINED or (is_parameter and value is None):  # known without it, or never read
            return
        if is_parameter or value is None:
            reason = f"an entity from outside is declared: {name[:40]}"
            raise Unreadable(reason)
        if "&" in value or "%" in value or "<" in value or len(value) > _ENTITY_LENGTH:
            reason = f"an entity that is no plain text is declared: {name[:40]}"
            raise Unreadable(reason)
        self.entities.setdefault(name, value)
        if len(self.entities) > _ENTITIES:
            reason = f"more than {_ENTITIES} entities are declared"
            raise Unreadable(reason)
