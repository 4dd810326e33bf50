"""YAML read with its marks: mappings, lists and text, and where each of them stands.

Every scalar is text: `NO` is "NO" and `12:30` is "12:30", where YAML 1.1 would guess. What could
surprise or harm is refused: anchors, aliases, merge keys, tags, a second document, a key written twice.

    text ─▶ events (libyaml) ─▶ Tree        one pass, no recursion, so that depth cannot exhaust the stack
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from publisher.config.mistakes import Mark, Mistake, Path, Problem, dotted, quoted

Node: TypeAlias = "dict[str, Node] | list[Node] | str"


class Start(Protocol):
    """A place as the YAML parser has it, counted from 0."""

    @property
    def line(self) -> int:
        """The line of it."""

    @property
    def column(self) -> int:
        """Its place in the line."""


Place: TypeAlias = Start | None

LARGEST: Final = 2_000_000  # characters
DEEPEST: Final = 16  # the schema needs five
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML 1.2 section 5.1 allows, without the C1 controls: https://yaml.org/spec/1.2.2/#51-character-set
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENTED_BY_TAB: Final = re.compile(r" *\t")


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds. `values` and `keys` say where the value and the key of a path stand."""

    file: str
    root: dict[str, Node]
    values: dict[Path, Place]
    keys: dict[Path, Place]

    def line(self, path: Path, *, at_key: bool = False) -> int:
        """Return the line of a value (or a key) that is in the file."""
        return self._mark(path, at_key=at_key).line

    def mistake(self, path: Path, problem: Problem, *, at_key: bool = False) -> Mistake:
        """Place a problem at the value (or key) of the path, or at the nearest thing above it in the file."""
        mark = self._mark(path, at_key=at_key)
        return Mistake(self.file, mark.line, mark.column, dotted(path), problem.word, problem.text, problem.expected)

    def _mark(self, path: Path, *, at_key: bool) -> Mark:
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        while path:
            if mark := first.get(path) or second.get(path):
                return _mark(mark)
            path, first, second = path[:-1], self.keys, self.values
        return Mark(1, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `key` is the key whose value comes next."""

    path: Path
    node: dict[str, Node] | list[Node]
    key: str | None = None


class _Enough(Exception):
    """Nothing behind this place can be read sensibly."""


@dataclass(slots=True)
class _Reader:
    """Builds the tree out of the events of the YAML parser."""

    file: str
    root: Node = ""
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: Event) -> None:
        """Take the next event of the stream."""
        match event:
            case ScalarEvent() | AliasEvent():
                self._scalar(event)
            case MappingStartEvent():
                self._begin(event, {})
            case SequenceStartEvent():
                self._begin(event, [])
            case CollectionEndEvent():
                self.open.pop()
            case DocumentStartEvent():
                self._document(event)

    def _document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._wrong(event, Problem("---", "a second document begins; the file holds one"))
            raise _Enough

    def _scalar(self, event: ScalarEvent | AliasEvent) -> None:
        value = self._text(event)
        top = self.open[-1] if self.open else None
        if top is None:
            self.root = value
        elif isinstance(top.node, dict) and top.key is None:
            self._key(top, event, value)
        elif isinstance(event, ScalarEvent) and not value and event.implicit[0] and isinstance(top.node, dict):
            top.key = None  # `key:` with nothing behind it is a key that is not there
        else:
            self._place(event, value)

    def _text(self, event: ScalarEvent | AliasEvent) -> str:
        if isinstance(event, AliasEvent):
            self._wrong(
                event, Problem(f"*{event.anchor}", f'alias "*{event.anchor}": write the value itself, "quoted"')
            )
            return ""
        self._plain(event)
        if event.style == '"' and _FORBIDDEN.search(event.value):  # only an escape can hold one, the text was looked at
            self._wrong(event, Problem(event.value, f"{quoted(event.value)} holds a control character"))
            return ""
        return str(event.value)

    def _plain(self, event: NodeEvent) -> None:
        """Refuse anchors and tags."""
        if event.anchor:
            self._wrong(event, Problem(f"&{event.anchor}", f'anchor "&{event.anchor}": anchors are not used here'))
        if tag := getattr(event, "tag", None):
            self._wrong(event, Problem(tag, f"tag {quoted(tag)}: every value is text, tags are not used here"))

    def _key(self, top: _Open, event: Event, key: str) -> None:
        path = (*top.path, key)
        if path in self.keys:
            self._wrong(
                event, Problem(key, f"{quoted(key)} is written twice (first in line {_mark(self.keys[path]).line})")
            )
        if key == "<<":
            self._wrong(event, Problem(key, 'merge key "<<": write the keys themselves'))
        self.keys[path] = event.start_mark
        top.key = key

    def _begin(self, event: MappingStartEvent | SequenceStartEvent, node: dict[str, Node] | list[Node]) -> None:
        self._plain(event)
        if self.open and isinstance(self.open[-1].node, dict) and self.open[-1].key is None:
            self._wrong(event, Problem("", "a key must be one word, not a mapping or list"))
            raise _Enough
        if len(self.open) >= DEEPEST:
            self._wrong(event, Problem("", f"nested deeper than {DEEPEST} levels"))
            raise _Enough
        path = self._place(event, node)
        self.open.append(_Open(path, node))

    def _place(self, event: Event, value: Node) -> Path:
        path: Path = ()
        if not self.open:
            self.root = value
        else:
            top = self.open[-1]
            path = (*top.path, len(top.node) if isinstance(top.node, list) else str(top.key))
            if isinstance(top.node, list):
                top.node.append(value)
            else:
                top.node[str(top.key)] = value
                top.key = None
        self.values[path] = event.start_mark
        return path

    def _wrong(self, event: Event, problem: Problem) -> None:
        top = self.open[-1] if self.open else _Open((), {})
        path = (
            (*top.path, len(top.node)) if isinstance(top.node, list) else (*top.path, *([top.key] if top.key else []))
        )
        mark = _mark(event.start_mark)
        self.mistakes.append(
            Mistake(self.file, mark.line, mark.column, dotted(path), problem.word, problem.text, problem.expected)
        )


def read_tree(text: str, file: str) -> tuple[Tree, list[Mistake]]:
    """Read a text, and say everything that is wrong with it as YAML; the tree holds what could be read."""
    reader = _Reader(file)
    if problem := _unfit(text):
        mark, reason = problem
        return Tree(file, {}, {}, {}), [Mistake(file, mark.line, mark.column, "", reason.word, reason.text)]
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=LOADER):
            reader.take(event)
    except _Enough:
        pass
    except yaml.YAMLError as error:
        reader.mistakes.append(_syntax(error, text, file))
    root = _mapping(reader)
    return Tree(file, root, reader.values, reader.keys), reader.mistakes


def _mapping(reader: _Reader) -> dict[str, Node]:
    if isinstance(reader.root, dict):
        return reader.root
    if not reader.mistakes:
        what = "the file is empty" if reader.root == "" else "the file holds no mapping"
        problem = f"{what}; expected keys such as `site:`, `sources:` and `feeds:`"
        word = reader.root if isinstance(reader.root, str) else ""
        mark = _mark(reader.values.get(()))
        reader.mistakes.append(Mistake(reader.file, mark.line, mark.column, "", word, problem, "a mapping"))
    return {}


def _unfit(text: str) -> tuple[Mark, Problem] | None:
    """Find what keeps a text from being read at all: its size, or a character that YAML forbids."""
    if len(text) > LARGEST:
        return Mark(1, 1), Problem("", f"the file has {len(text)} characters; at most {LARGEST} are read")
    if found := _FORBIDDEN.search(text):
        start = text.rfind("\n", 0, found.start()) + 1
        mark = Mark(text.count("\n", 0, found.start()) + 1, found.start() - start + 1)
        return mark, Problem(found[0], f"character U+{ord(found[0]):04X} is not allowed in YAML")
    return None


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Mistake:
    found = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    mark = _mark(found)
    lines = text.splitlines()
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    if _INDENTED_BY_TAB.match(line):
        return Mistake(file, mark.line, mark.column, "", "\t", "indented with a tab; YAML wants spaces", "spaces")
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    return Mistake(file, mark.line, mark.column, "", line.strip(), f"not YAML: {reason}, at {quoted(line.strip())}")


def _mark(place: Place) -> Mark:
    return Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
