"""The verb that answers for single items: `publisher classify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publisher.cli.asking import classify
from publisher.desk.classify.countries.judge import HOME_ALONE

BLAST = {"id": "a", "title": "Washington condemns Kabul blast", "text": "At least six people died.", "language": "en"}
NOTHING = {"id": 2, "title": "Ministers meet", "text": "", "language": "en", "home": "IN"}


def asked(*arguments: str, lines: str) -> Result:
    """Run the verb on standard input."""
    return CliRunner().invoke(classify, [*arguments, "-"], input=lines)


def answers(result: Result) -> list[dict[str, object]]:
    """Read what it wrote."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_out_for_each_line_in() -> None:
    """Each item is answered in its order, with the id it came with; empty lines are none."""
    result = asked(lines=f"{json.dumps(BLAST)}\n\n{json.dumps(NOTHING)}\n")
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers(result)] == ["a", 2]


def test_an_answer_has_its_words() -> None:
    """Country, confidence and the words that prove it are told, by what decided first."""
    answer = answers(asked("--answer-all", lines=json.dumps(BLAST)))[0]
    assert answer["country"] == "AF"
    assert answer["countries"] == ["AF"]
    assert answer["language"] == "en"
    assert isinstance(answer["evidence"], dict)
    assert answer["evidence"]["country"] == ["words", "Kabul"]


def test_what_is_not_sure_is_held() -> None:
    """The home of the source is no proof: the answer is null, with how sure it would be; --answer-all tells it."""
    held = answers(asked(lines=json.dumps(NOTHING)))[0]
    told = answers(asked("--answer-all", lines=json.dumps(NOTHING)))[0]
    assert (held["country"], held["countries"], told["country"]) == (None, [], "IN")
    assert held["country_confidence"] == told["country_confidence"] == HOME_ALONE


@pytest.mark.parametrize("line", ["not json", '{"title": "no id"}', '{"id": 1, "title": 5}', "[]", '{"id": "\\ud800"'])
def test_a_bad_line_is_named(line: str) -> None:
    """What cannot be read ends the verb with 2 and the number of the line; what came before it is answered."""
    result = asked(lines=f"{json.dumps(BLAST)}\n{line}\n")
    assert result.exit_code == 2
    assert "line 2:" in result.stderr
    assert len(answers(result)) == 1


def test_a_file_is_read_as_well(tmp_path: Path) -> None:
    """FILE may be a file; categories, link, source and date may be told."""
    item = BLAST | {"categories": ["Nigeria"], "link": "https://a.example/opinion/x", "source": "wire", "date": None}
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(item), "utf-8")
    result = CliRunner().invoke(classify, [str(path)])
    assert [answer["country"] for answer in answers(result)] == ["NG"]
