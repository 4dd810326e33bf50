"""docs/architecture.md draws the house as it is built."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs/architecture.md").read_text("utf-8")
HOUSE: Final = ROOT / "publisher"
CONTRACTS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LONGEST: Final = 100  # lines: two pages


def floors() -> list[set[str]]:
    """Return the rooms of each floor in the drawing, the highest first."""
    drawing = next(block for block in re.findall(r"```\n(.*?)```", PAGE, flags=re.DOTALL) if block.startswith("cli"))
    return [set(re.split(r"\s{2,}", line)[0].split(" | ")) for line in drawing.splitlines()]


def rows() -> dict[str, list[str]]:
    """Return the rooms of the table, each with the files to begin at."""
    found = re.findall(r"^\| `(\w+)` \|.*\| (.*?) \|$", PAGE, flags=re.MULTILINE)
    return {room: re.findall(r"`([\w/]+\.py)`", files) for room, files in found}


def modules() -> set[str]:
    """Return the packages and modules directly below publisher/."""
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    return packages | {path.stem for path in HOUSE.glob("*.py") if not path.stem.startswith("__")}


def test_the_floors_are_those_that_import_linter_holds() -> None:
    """The drawing of the layers says what `make check` enforces."""
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    assert floors() == [set(layer.split(" | ")) for layer in layers]


def test_every_module_has_its_place() -> None:
    """Each package and each top-level module of publisher/ stands in the drawing, and nothing else does."""
    assert set().union(*floors()) == modules()


def test_every_room_of_more_than_one_file_says_where_to_begin() -> None:
    """The table has a row with a first file for every package."""
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert set(rows()) == packages
    assert [room for room, files in rows().items() if not files] == []


def test_every_path_exists() -> None:
    """A file named in a room's row is in that room; any other path is below publisher/ or the top of the repository."""
    inside = {file: HOUSE / room / file.removeprefix(f"{room}/") for room, files in rows().items() for file in files}
    named = re.findall(r"`([\w/.]+(?:/\w+|\.(?:py|md|yaml|toml|json)))`", PAGE)
    missing = [
        name for name in named if not any(path.exists() for path in (inside.get(name, HOUSE / name), ROOT / name))
    ]
    assert missing == []


def test_every_contract_is_told() -> None:
    """The page names what each further contract is about."""
    further = [contract["name"] for contract in CONTRACTS if contract["type"] != "layers"]
    told = PAGE.casefold()
    assert [name for name in further if name.casefold().removeprefix("the ").split(" is ")[0] not in told] == []


def test_it_is_short() -> None:
    """Two pages: what does not fit belongs into the docstring of a module."""
    assert len(PAGE.splitlines()) <= LONGEST
