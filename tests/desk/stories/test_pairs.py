"""Which reports are told as one story: invented pairs, one trap each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from publisher.desk.stories import Index, Report, read

CASES: Final = Path(__file__).parents[2] / "cases/desk/stories"
NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)


class Written(NamedTuple):
    """A report as it stands in a table."""

    name: str
    line: str
    language: str
    at: datetime
    source: str

    def read(self) -> Report:
        """Read it, as the index wants it."""
        headline, _, text = self.line.partition(" || ")
        german = text.startswith("de:")
        language, text = ("de", text.removeprefix("de:")) if german else (self.language, text)
        return read(self.name, headline, text, language, self.at, source=self.source)


class Pair(NamedTuple):
    """Two reports, and whether they tell one story."""

    together: bool
    rule: str
    one: Written
    other: Written


def pairs() -> Iterator[Pair]:
    """Read the tables: pairs of reports, and traps."""
    for block in "\n".join(file.read_text("utf-8") for file in sorted(CASES.glob("*.txt"))).split("\n\n"):
        head, *lines = [line for line in block.splitlines() if not line.startswith("#")] or [""]
        if head:
            verdict, language, hours, sources, rule = head.split(" ", 4)
            later = NOON + timedelta(hours=int(hours))
            one = Written("one", lines[0], language, NOON, "wire")
            other = Written("other", lines[1], language, later, "wire" if sources == "one" else "post")
            yield Pair(verdict == "together", rule, one, other)


def are_together(pair: Pair) -> bool:
    """Tell whether an index joins two reports."""
    index = Index()
    return index.place(pair.one.read()).story == index.place(pair.other.read()).story


def test_reports_of_one_event_are_one_story() -> None:
    """What tells of one event is joined, and what only looks like it is kept apart."""
    wrong = [(pair.rule, pair.one.line, pair.other.line) for pair in pairs() if are_together(pair) != pair.together]
    assert wrong == []


def test_there_are_many_pairs() -> None:
    """The tables have at least sixty of each, and no rule twice."""
    told = [pair.together for pair in pairs()]
    assert min(told.count(True), told.count(False)) >= 60
    assert len({(pair.rule, pair.one) for pair in pairs()}) == len(told)
