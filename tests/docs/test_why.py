"""docs/why.md names every dependency, what it is for, and where it is known."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
HOUSE: Final = ROOT / "publisher"
PAGE: Final = (ROOT / "docs/why.md").read_text("utf-8")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
INNER: Final = ("body", "orelse", "finalbody", "handlers", "cases")
IMPORTED_AS: Final = {"pyyaml": "yaml"}


def bare(requirement: str) -> str:
    """Return the name of a requirement, as packages are compared."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def table() -> dict[str, str]:
    """Return where each dependency is said to be known."""
    rows = re.findall(r"^\| (.+?) \| .+? \| (.+?) \|$", PAGE, flags=re.MULTILINE)
    return {name.lower(): places for names, places in rows[1:] if names.strip("-") for name in names.split(", ")}


def imports(path: Path) -> set[str]:
    """Return the top-level names that a file imports, wherever in it."""
    names: set[str] = set()
    left: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while left:
        node = left.pop()
        left += [inner for part in INNER for inner in getattr(node, part, ())]  # no values: they import nothing
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.fixture(scope="module")
def imported() -> dict[Path, set[str]]:
    """Return what each file of the house imports."""
    return {path.relative_to(HOUSE): imports(path) for path in sorted(HOUSE.rglob("*.py"))}


def test_every_dependency_is_in_the_table() -> None:
    """The table has the dependencies of pyproject.toml, and no other."""
    assert set(table()) == {bare(requirement) for requirement in PROJECT["dependencies"]}


@pytest.mark.parametrize("name", sorted(table()))
def test_known_in_is_true(name: str, imported: dict[Path, set[str]]) -> None:
    """Each place named imports the package, and no file elsewhere does; what nobody imports names no place."""
    module = IMPORTED_AS.get(name, name).replace("-", "_")
    importing = {path for path, names in imported.items() if module in names}
    if table()[name] == "every room":
        assert {path.parts[0] for path in importing} >= {path.parent.name for path in HOUSE.glob("*/__init__.py")}
        return
    cell = table()[name]
    places = [Path(place) for place in re.findall(r"`([\w/.]+)`", cell)] if not cell.startswith("nowhere") else []
    assert [path for path in importing if not any(path.is_relative_to(place) for place in places)] == []
    assert [place for place in places if not any(path.is_relative_to(place) for path in importing)] == []


def test_every_tool_of_development_is_named() -> None:
    """What only tests, checks and benchmarks need is named, too; stubs of types are named together."""
    tools = {bare(tool) for tool in PROJECT["optional-dependencies"]["dev"]}
    told = PAGE.partition("For development")[2].partition("\n## ")[0]
    named = {bare(name) for name in re.findall(r"\*\*(.+?)\*\*", told)}
    assert {tool for tool in tools if not (tool.startswith("types-") or tool.endswith("-stubs"))} == named
