"""What was told of late, word by word: a headline or the beginning of a text, and the story that it led to."""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct

from publisher.desk.stories.moved import Moved
from publisher.desk.stories.report import Report

_LATE: Final = 2  # times as long
_SWEEPS: Final = 4  # within the time for which it is remembered


class Found(Struct, frozen=True, array_like=True, gc=False):
    """Who told it last."""

    story: int  # its number
    at: int
    article: str
    times: int = 1  # that it was told


Lately: TypeAlias = tuple[dict[int, Found], int]
"""What was told, and when what is older was last forgotten."""


class Recent:
    """What was told within so many seconds, by its number; what is older is forgotten, after as long again.

    For reports come late: one that was published before others that we had may repeat what is as old as itself.
    """

    def __init__(self, seconds: int, told: dict[int, Found] | None = None, swept: int = 0) -> None:
        self._seconds = seconds
        self._told = told if told is not None else {}
        self._swept = swept
        self._moved = Moved[int]()

    def __len__(self) -> int:
        return len(self._told)

    def kept(self) -> Lately:
        """Return what is stored of it."""
        self._settle()
        return self._told, self._swept

    def find(self, number: int, at: int) -> Found | None:
        """Return who told it less than so many seconds before or after; a number of 0 is nobody's."""
        found = self._told.get(number)
        return found if found and abs(at - found.at) < self._seconds else None

    def story_of(self, found: Found) -> int:
        """Return the number of the story that it leads to now."""
        return self._moved.now(found.story)

    def put(self, number: int, story: int, report: Report) -> None:
        """Remember who told it last; a number of 0 is not remembered."""
        at = report.at
        if number:
            before = self._told.get(number)
            again = before and abs(at - before.at) < self._seconds
            self._told[number] = Found(story, at, report.id, before.times + 1 if before and again else 1)
        if (at - self._swept) * _SWEEPS >= self._seconds:
            self._sweep(at)

    def redirect(self, ended: int, kept: int) -> None:
        """Let what led to a story that ended lead to the one that took it in."""
        self._moved.end(ended, kept)

    def _settle(self) -> None:
        """Let everything lead straight to where it leads."""
        if self._moved:
            for number, found in self._told.items():
                if found.story in self._moved:
                    self._told[number] = Found(self.story_of(found), found.at, found.article, found.times)
            self._moved.clear()

    def _sweep(self, now: int) -> None:
        """Forget what is too old to be found again."""
        self._settle()
        self._swept = now
        self._told = {number: found for number, found in self._told.items() if now - found.at < _LATE * self._seconds}
