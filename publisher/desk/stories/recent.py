"""What was told of late, word by word: a headline or the beginning of a text, and the story that it led to."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from publisher.desk.stories.report import Report


class Found(NamedTuple):
    """Who told it last."""

    story: str
    at: int
    article: str
    times: int = 1  # that it was told


class Recent:
    """What was told within so many seconds, by its number; what is older is forgotten."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._told: OrderedDict[int, Found] = OrderedDict()
        self._moved: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._told)

    def find(self, number: int, at: int) -> Found | None:
        """Return who told it less than so many seconds before or after; a number of 0 is nobody's."""
        found = self._told.get(number) if number else None
        if found is None or abs(at - found.at) >= self._seconds:
            return None
        return found._replace(story=self._now(found.story))

    def put(self, number: int, story: str, report: Report) -> None:
        """Remember who told it last, and forget what is older than the time; a number of 0 is not remembered."""
        if number:
            before = self._told.get(number)
            self._told[number] = Found(story, report.at, report.id, before.times + 1 if before else 1)
            self._told.move_to_end(number)
        while self._told:
            oldest = next(iter(self._told.values()))
            if report.at - oldest.at < self._seconds:
                break
            self._told.popitem(last=False)
        if not self._told:
            self._moved.clear()

    def redirect(self, ended: str, kept: str) -> None:
        """Let what led to a story that ended lead to the one that took it in."""
        self._moved[ended] = kept

    def _now(self, story: str) -> str:
        while story in self._moved:
            story = self._moved[story]
        return story
