"""docs/sources.md, sources.schema.json and the shape say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from publisher.config import parse_config, schema, schema_text
from publisher.config.tree import Node, read_tree

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
HEADINGS = {
    "The file": "",
    "site": "SiteShape",
    "sections": "SectionShape",
    "editions": "EditionShape",
    "hold_below": "HoldBelowShape",
    "agencies": "AgencyShape",
    "rights": "RightsShape",
    "sources": "SourceShape",
    "feeds": "FeedShape",
    "select": "SelectionShape",
    "not": "ExclusionShape",
    "pins": "PinShape",
}


def _keys(shape: str) -> set[str]:
    made = json.loads(schema_text())
    return set((made["$defs"][shape] if shape else made)["properties"])


def _typed(node: Node) -> object:
    """Type the scalars as a YAML 1.2 editor does before it applies the schema."""
    if isinstance(node, dict):
        return {key: _typed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_typed(value) for value in node]
    if node in {"true", "false"}:
        return node == "true"
    return int(node) if node.isdecimal() else node


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_key_is_described_and_every_described_key_exists(heading: str) -> None:
    """The table under each heading of docs/sources.md names exactly the keys of the schema."""
    section = re.split(r"^#+ ", DOC, flags=re.MULTILINE)
    body = next(text for text in section if text.startswith(f"{heading}\n"))
    assert set(re.findall(r"^\| `(\w+)` \|", body, flags=re.MULTILINE)) == _keys(HEADINGS[heading])


def test_every_mapping_of_the_schema_has_a_heading() -> None:
    """No shape is missing from the page."""
    shapes = {name for name in json.loads(schema_text())["$defs"] if name.endswith("Shape")}
    assert shapes == set(HEADINGS.values()) - {""}


def test_examples_of_the_page_load() -> None:
    """The YAML on the page, put together, is a sources.yaml without mistakes."""
    blocks = re.findall(r"```yaml\n(.*?)```", DOC, flags=re.DOTALL)
    text = "".join(blocks) + "editions: {south-asia: {title: South Asia, countries: [IN]}}\n"
    text = text.replace("sections:\n", "sections:\n  disaster: {title: D}\n  agriculture: {title: A}\n", 1)
    text = text.replace("agencies:\n", "agencies:\n  wire: {name: Wire}\n", 1)
    config = parse_config(text, "page", {"WIRE_KEY": "k"})
    assert config.feeds[2].selection.countries == {"IN"}


def test_the_schema_file_is_the_schema() -> None:
    """sources.schema.json is what `python -m publisher.config` writes."""
    assert (ROOT / "sources.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    """The schema itself is valid against draft 2020-12."""
    Draft202012Validator.check_schema(schema())


def test_the_shipped_file_is_valid_for_editors() -> None:
    """An editor that checks sources.yaml against the schema shows no mistake."""
    tree, mistakes = read_tree((ROOT / "sources.yaml").read_text(encoding="utf-8"), "sources.yaml")
    assert not mistakes
    assert not [error.message for error in Draft202012Validator(schema()).iter_errors(_typed(tree.root))]


@pytest.mark.parametrize(
    "line", ["country: UK", "sektion: politics", "every: soon", "verify: perhaps", "genre: gossip"]
)
def test_editors_see_mistakes(line: str) -> None:
    """A wrong word is wrong for the schema, too."""
    tree, _ = read_tree(
        f"feeds: [{{id: a, title: A}}]\nsources:\n  a:\n    agency: b\n    url: https://b.example/\n    {line}\n", "x"
    )
    assert list(Draft202012Validator(schema()).iter_errors(_typed(tree.root)))
