"""What a source sets its headlines in, again and again: "Live:", "Weather alert:", "| Evening Edition".

Learnt from the source's own history. The words of such a frame say nothing about the event, and are not compared.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, TypeAlias

from publisher.desk.stories.report import Report

OFTEN: Final = 4  # headlines in a frame make it a habit
DAYS: Final = 2  # that they came on, or
IN_A_DAY: Final = 12  # headlines
_MOST: Final = 20_000  # frames that are remembered, the last ones used

Frames: TypeAlias = dict[int, tuple[int, int, int]]
"""Of each frame its headlines, the days that it was used on, and the last day; the last one used at the end."""


class Habits:
    """How often each source used each frame, and on how many days."""

    def __init__(self, frames: Frames | None = None) -> None:
        self._frames = OrderedDict(frames or {})

    @property
    def frames(self) -> Frames:
        """What was learnt until now, to be stored."""
        return self._frames

    def learn(self, report: Report, day: int) -> None:
        """Count the frame of a headline."""
        if not report.frame:
            return
        times, days, last = self._frames.pop(report.frame, (0, 0, -1))
        self._frames[report.frame] = times + 1, days + (day != last), day
        if len(self._frames) > _MOST:
            self._frames.popitem(last=False)

    def is_habit(self, report: Report) -> bool:
        """Say whether the frame of a headline is one of many like it."""
        if not report.frame or report.frame not in self._frames:
            return False
        times, days, _ = self._frames[report.frame]
        return times >= OFTEN and (days >= DAYS or times >= IN_A_DAY)
