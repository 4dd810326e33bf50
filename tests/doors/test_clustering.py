"""The verb `cluster`: which items tell one story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.cli import main

ITEMS = (
    ("a", "wire", "Strikers block Port of Callao for third day", "2026-04-28T12:00:00Z"),
    ("b", "wire", "Ferry with 60 aboard capsizes off Zanzibar", "2026-04-28T12:10:00Z"),
    ("c", "post", "UPDATE 1-Strikers block Port of Callao for third day - Reuters", "2026-04-28T13:00:00Z"),
)


def _lines() -> str:
    keys = ("id", "source", "title", "seen")
    return "".join(
        json.dumps(dict(zip(keys, item, strict=True)) | {"text": "", "language": "en"}) + "\n" for item in ITEMS
    )


def test_every_item_is_answered_in_its_order(tmp_path: Path) -> None:
    """From a file and from standard input; items of one story have one name, others another."""
    file = tmp_path / "items.jsonl"
    file.write_text(_lines(), "utf-8")
    from_file = CliRunner().invoke(main, ["cluster", str(file)])
    piped = CliRunner().invoke(main, ["cluster", "-"], input=_lines())
    assert from_file.exit_code == piped.exit_code == 0
    assert from_file.output == piped.output
    told = [json.loads(line) for line in piped.output.splitlines()]
    assert [one["id"] for one in told] == ["a", "b", "c"]
    assert told[0]["story"] == told[2]["story"] != told[1]["story"]


@pytest.mark.parametrize("verb", ["classify", "cluster", "learn"])
@pytest.mark.parametrize(
    "line", [b"nothing", b"[]", b'{"title": 5}', b'{"id": "\\ud800", "title": "x"}', b'{"id": "\xe9"}']
)
def test_a_line_that_is_none_is_named(tmp_path: Path, verb: str, line: bytes) -> None:
    """By its file and number, whatever is wrong with it, be it not even UTF-8; empty lines count, and say nothing."""
    file = tmp_path / "items.jsonl"
    file.write_bytes(b'{"id": "a", "title": "x"}\n\n' + line + b"\n")
    from_file = CliRunner().invoke(main, [verb, str(file)])
    piped = CliRunner().invoke(main, [verb, "-"], input=file.read_bytes())
    assert (from_file.exit_code, piped.exit_code) == (2, 2)
    assert f"{file}, line 3: " in from_file.stderr
    assert "standard input, line 3: " in piped.stderr
