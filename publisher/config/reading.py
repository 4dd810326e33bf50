"""From the text of sources.yaml to Config, or to every mistake in it.

    text ─ tree ─▶ Tree ─ shape ─▶ Root ─ checks ─▶ build ─▶ Config

Each step tells its own mistakes and hands on what is sound, so that all of them are told at once. With one mistake
anywhere there is no Config.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path as File
from types import UnionType
from typing import Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from publisher.config.build import build
from publisher.config.checks import Checks
from publisher.config.mistakes import ConfigError, Mistake, Path, Problem, nearest, quoted
from publisher.config.shape import Root
from publisher.config.tree import LARGEST, Node, Tree, read_tree
from publisher.model import Config

_WANTED: Final = {"model_type": "a mapping (key: value)", "dict_type": "a mapping (key: value)", "list_type": "a list"}

_NO_FILE: Final = "; `publisher import LIST.opml` begins one, --config names another"
_STAND_IN: Final[dict[str, Node]] = {"id": "latest", "title": "latest"}


def load(path: File) -> Config:
    """Read a sources.yaml whole; raise ConfigError with every mistake in it, or with why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(4 * LARGEST + 1)
        text = data.decode("utf-8")
    except OSError as error:
        hint = _NO_FILE if isinstance(error, FileNotFoundError) else ""
        reason = f"cannot be read: {error.strerror or error}{hint}"
        raise ConfigError([Mistake(str(path), 1, 1, "", str(path), reason)]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([_not_utf8(str(path), error)]) from error
    return parse_config(text, str(path))


def parse_config(text: str, name: str, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the text of a sources.yaml; `name` stands before every mistake, `environ` gives `${NAME}` its value."""
    tree, mistakes = read_tree(text, name)
    if not tree.root:  # nothing, or nothing but keys without values
        raise ConfigError(mistakes or [Mistake(name, 1, 1, "", "", "is empty", "agencies, sources and feeds")])
    root, places, wrong = _shaped(tree)
    mistakes += wrong
    if root is None:
        raise ConfigError(mistakes)
    mistakes += Checks(tree, root, places, environ).mistakes()
    if mistakes:
        raise ConfigError(dict.fromkeys(mistakes))
    return build(root, environ)


def _not_utf8(name: str, error: UnicodeDecodeError) -> Mistake:
    before = error.object[: error.start]
    line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
    byte = f"0x{error.object[error.start]:02X}"
    return Mistake(name, line, column, "", byte, f"byte {byte} is not UTF-8", "UTF-8")


def _shaped(tree: Tree) -> tuple[Root | None, tuple[int, ...], list[Mistake]]:
    """Give the tree its shape. What has not the right shape is told and left out, the rest is still looked at."""
    everything = tuple(range(_length(tree.root.get("feeds"))))
    try:
        return Root.model_validate(tree.root), everything, []
    except ValidationError as error:
        details = error.errors(include_url=False)
    mistakes = [_mistake(tree, detail) for detail in details]
    sound, places = _sound(tree.root, details)
    try:
        return Root.model_validate(sound), places, mistakes
    except ValidationError:
        return None, (), mistakes


def _sound(root: dict[str, Node], details: list[ErrorDetails]) -> tuple[dict[str, Node], tuple[int, ...]]:
    """Leave out what has mistakes: an unknown key alone; a source, a feed or another member as a whole."""
    sound = deepcopy(root)
    dropped: set[int | str] = set()  # feeds, by their places
    for detail in details:
        path = detail["loc"]
        if detail["type"] == "extra_forbidden":
            _drop(sound, path)
        elif path[0] == "feeds" and len(path) > 1:
            dropped.add(path[1])
        elif path[0] != "site" and isinstance(sound.get(str(path[0])), dict):
            _drop(sound, path[:2])
        else:
            sound.pop(str(path[0]), None)
    feeds = sound.get("feeds")
    kept = {n: feed for n, feed in enumerate(feeds if isinstance(feeds, list) else ()) if n not in dropped}
    if not kept:  # a file needs a feed: this one stands in for those with mistakes, so that the rest is looked at
        return {**sound, "feeds": [_STAND_IN]}, (0,)
    return {**sound, "feeds": [*kept.values()]}, tuple(kept)


def _drop(root: Node, path: Path) -> None:
    """Take one key out of a tree, where it is still there."""
    node: Node | None = root
    for step in path[:-1]:
        if isinstance(node, dict):
            node = node.get(str(step))
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
    if isinstance(node, dict):
        node.pop(str(path[-1]), None)


def _length(node: Node | None) -> int:
    return len(node) if isinstance(node, list) else 0


def _mistake(tree: Tree, detail: ErrorDetails) -> Mistake:
    """Say in the operator's words what pydantic found, and where in the file it stands."""
    path = tuple(detail["loc"])
    if path and path[-1] == "[key]":
        return tree.mistake(path[:-1], _problem(detail, str(path[-2])), at_key=True)
    if detail["type"] == "extra_forbidden":
        key = str(path[-1])
        known = sorted(_keys(path[:-1]))
        near = nearest(key, known)
        hint = f"did you mean {near}?" if near else f"expected one of {', '.join(known)}"
        return tree.mistake(path, Problem(key, f"unknown key, {hint}", near or ", ".join(known)), at_key=True)
    if detail["type"] == "missing":
        key = str(path[-1])
        return tree.mistake(path[:-1], Problem(key, f"{key} is missing: {_description(path)}", key), at_key=True)
    value = detail["input"]
    return tree.mistake(path, _problem(detail, value if isinstance(value, str) else ""))


def _problem(detail: ErrorDetails, text: str) -> Problem:
    if wanted := _WANTED.get(detail["type"]):
        found = quoted(text) if text else "this"
        return Problem(text, f"{found} is not {wanted}", wanted)
    expected = str(detail.get("ctx", {}).get("expected", detail["msg"]))
    if detail["type"] == "too_short":
        return Problem(text, "the list is empty; at least one is needed", "at least one")
    return Problem(text, detail["msg"], expected)


def _keys(path: Path) -> Iterator[str]:
    """Return the keys that the mapping at a path may have."""
    yield from _fields(_shape_at(path))


def _description(path: Path) -> str:
    return _fields(_shape_at(path[:-1]))[str(path[-1])].description or ""


def _fields(shape: type[BaseModel] | None) -> dict[str, FieldInfo]:
    """Return the fields of a shape by their keys in the file: `not` cannot be the name of a field."""
    return {field.alias or name: field for name, field in shape.model_fields.items()} if shape else {}


def _shape_at(path: Path) -> type[BaseModel] | None:
    found: object = Root
    for step in path:
        if isinstance(found, type) and issubclass(found, BaseModel):
            found = _fields(found)[str(step)].annotation
        else:
            found = get_args(found)[-1]
        if get_origin(found) is UnionType:
            found = get_args(found)[0]
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None
