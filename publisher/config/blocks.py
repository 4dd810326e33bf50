"""Where in the text of a YAML file a mapping of the top ends, so that lines can be added to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from publisher.config.tree import LOADER

_INDENT: Final = 2
_MEMBERS: Final = 2  # how deep the members of a mapping of the top stand


@dataclass(frozen=True, slots=True)
class Block:
    """Where to add: the offset of a line's beginning, the indentation, and a header where the key is not there yet."""

    offset: int
    indent: int = _INDENT
    header: str = ""
    braces: bool = False
    line: int = 1


@dataclass(slots=True)
class _Search:
    """What is known of the mapping while the events pass by."""

    key: str
    depth: int = 0
    at_key: bool = True
    inside: bool = False
    found: Event | None = None  # the key itself
    first: Event | None = None  # what its value begins with
    member: Event | None = None  # the first key of its value
    last: int = 0  # where the last thing of its value ends
    end: int = 0  # where the document ends

    def take(self, event: Event) -> None:
        """Take the next event of the stream."""
        if isinstance(event, DocumentEndEvent):
            self.end = _start(event) if event.explicit else _end(event)
        elif isinstance(event, CollectionStartEvent):
            self._value(event)
            self.depth += 1
        elif isinstance(event, CollectionEndEvent):
            self.depth -= 1
            self._closed(event)
        elif isinstance(event, ScalarEvent):
            self._scalar(event)

    def _scalar(self, event: ScalarEvent) -> None:
        if self.depth == 1 and self.at_key:
            self.inside = event.value == self.key
            self.found = event if self.inside else self.found
            self.last = _end(event) if self.inside else self.last
            self.at_key = False
            return
        self._value(event)
        if self.depth == 1:
            self.at_key = True

    def _value(self, event: Event) -> None:
        if not self.inside:
            return
        if self.depth == 1:
            self.first = event
        elif self.depth == _MEMBERS and self.member is None:
            self.member = event
        self.last = max(self.last, _end(event)) if isinstance(event, ScalarEvent) else self.last

    def _closed(self, event: Event) -> None:
        if self.inside and _end(event) > _start(event):  # a closing bracket; a block ends without a character
            self.last = _end(event)
        if self.depth == 1:
            self.at_key = True
            self.inside = False


def find_block(text: str, key: str) -> Block:
    """Find the end of the mapping at a key of the top. The text must load."""
    skipped = len(text) - len(text.removeprefix("\ufeff"))
    search = _Search(key)
    for event in yaml.parse(text.removeprefix("\ufeff"), Loader=LOADER):
        search.take(event)
    if search.found is None:
        newline = "\r\n" if "\r\n" in text else "\n"
        return Block(_next_line(text, search.end + skipped), header=f"{key}:{newline}")
    return _block(text, search, skipped)


def _block(text: str, search: _Search, skipped: int) -> Block:
    mark = search.found.start_mark if search.found else None
    line = mark.line + 1 if mark else 1
    if isinstance(search.first, MappingStartEvent) and search.first.flow_style:
        return Block(search.last + skipped, braces=True, line=line)
    member = search.member.start_mark if search.member else None
    return Block(_next_line(text, search.last + skipped), member.column if member else _INDENT, line=line)


def _next_line(text: str, offset: int) -> int:
    """Return where the next line begins; the offset itself where a line begins there."""
    if offset == 0 or text[offset - 1] == "\n":
        return offset
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def _start(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0
