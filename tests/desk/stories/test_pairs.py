"""Which reports are told as one story: invented pairs, one trap each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from publisher.desk.stories import Index, Report, read

CASES: Final = Path(__file__).parents[2] / "cases/desk/stories"
NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)


class Pair(NamedTuple):
    """Two reports, and whether they tell one story."""

    together: bool
    rule: str
    one: Report
    other: Report


def pairs() -> Iterator[Pair]:
    """Read the tables: pairs of reports, and traps."""
    for block in "\n".join(file.read_text("utf-8") for file in sorted(CASES.glob("*.txt"))).split("\n\n"):
        head, *lines = [line for line in block.splitlines() if not line.startswith("#")] or [""]
        if head:
            verdict, language, hours, sources, rule = head.split(" ", 4)
            later = NOON + timedelta(hours=int(hours))
            one = _report("one", lines[0], language, NOON, "wire")
            other = _report("other", lines[1], language, later, "wire" if sources == "one" else "post")
            yield Pair(verdict == "together", rule, one, other)


def _report(name: str, line: str, language: str, at: datetime, source: str) -> Report:
    headline, _, text = line.partition(" || ")
    if text.startswith("de:"):
        language, text = "de", text.removeprefix("de:")
    return read(name, headline, text, language, at, source=source)


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair.rule) for pair in pairs()])
def test_reports_of_one_event_are_one_story(pair: Pair) -> None:
    """What tells of one event is joined, and what only looks like it is kept apart."""
    index = Index()
    first = index.place(pair.one)
    second = index.place(pair.other)
    assert (second.story == first.story) == pair.together, second


def test_there_are_many_pairs() -> None:
    """The tables have at least sixty of each, and no rule twice."""
    told = [pair.together for pair in pairs()]
    assert min(told.count(True), told.count(False)) >= 60
    assert len({(pair.rule, pair.one) for pair in pairs()}) == len(told)
