"""The recorded feeds of ../shared, where they are: nothing of them is copied."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, cast

SHARED: Final = Path(__file__).resolve().parents[1] / ".." / "shared"
LOADER: Final = SHARED / "data" / "load.py"


def is_here() -> bool:
    """Whether there are any."""
    return LOADER.is_file()


def sample(count: int) -> list[bytes]:
    """Return `count` recorded documents, spread evenly over all of them; more than there are come again and again."""
    read = cast("Callable[[], Iterator[tuple[dict[str, str], bytes]]]", runpy.run_path(str(LOADER))["feeds"])
    bodies = [body for _, body in read()]
    if count >= len(bodies):
        return [bodies[place % len(bodies)] for place in range(count)]
    return [bodies[place * len(bodies) // count] for place in range(count)]
