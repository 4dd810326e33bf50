"""Who runs which tests, and in which order, where several processes share them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT: Final = Path(__file__).parents[1]
POSTGRESQL: Final = "[postgresql"
DEAREST_FIRST: Final = (
    "pipeline/test_politeness.py",
    "press/test_browser.py",
    "press/test_harmless.py",
    "benchmarks",
    "doors",
    "pipeline",
    "store",
    "desk/test_sanitize.py",
    "desk/test_wild_entries.py",
    "press",
    "wire",
)
"""What starts programs, servers and browsers. Files of many small tests come last: then all processes end at once."""


def sort(items: list[pytest.Item]) -> None:
    """Put the dearest first; tests of a file stay together, in their order."""
    items.sort(key=lambda item: _place(item.path.relative_to(ROOT).as_posix()))


def _place(path: str) -> int:
    return next((place for place, start in enumerate(DEAREST_FIRST) if path.startswith(start)), len(DEAREST_FIRST))


class ByFile(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """A file is for one process, with its fixtures; so is all that needs PostgreSQL, from whatever files.

    So only one has to start that server. The order is that of `sort`, not that of the number of tests.
    """

    def schedule(self) -> None:
        """See `LoadScopeScheduling.schedule`."""
        self.config.option.loadscopereorder = False
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return POSTGRESQL if POSTGRESQL in nodeid else super()._split_scope(nodeid)
