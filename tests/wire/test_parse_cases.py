"""One file, one fact: every document of tests/cases/wire says at its head what is to be read from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from publisher.wire.parse import parse

CASES = Path(__file__).resolve().parents[1] / "cases" / "wire"
EXPECTED = re.compile(r"^([\w.#]+) = (.+)$", re.MULTILINE)


def expectations(document: bytes) -> dict[str, object]:
    """Read what the head of a case says: paths into the document, and the values that stand there."""
    if document.lstrip().startswith(b"{"):
        return dict(json.loads(document)["_expect"])
    head = document.decode("utf-8").partition("-->")[0]
    return {path: json.loads(value) for path, value in EXPECTED.findall(head)}


def at(value: object, path: str) -> object:
    """Find the value at a path such as `entries.0.title.value`; `#` is the number of members."""
    for step in path.split("."):
        if isinstance(value, list):
            value = len(value) if step == "#" else value[int(step)]
        else:
            assert isinstance(value, dict)
            value = value[step]
    return value


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_the_fact_of_a_case_holds(path: Path) -> None:
    """What the head of a case says is what is read from it."""
    document = path.read_bytes()
    wanted = expectations(document)
    assert wanted
    found = msgspec.json.decode(msgspec.json.encode(parse(document, "https://feeds.example/desk.xml")))
    found["hints"]["skip_hours"].sort()
    assert {place: at(found, place) for place in wanted} == wanted
