"""The recorded feeds of ../shared, where they are: nothing of them is copied."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, cast

SHARED: Final = Path(__file__).resolve().parents[1] / ".." / "shared"
LOADER: Final = SHARED / "data" / "load.py"

ITEM: Final = re.compile(rb"<(?:item|entry)[\s>]")
_SHORT: Final = 10  # items


def is_here() -> bool:
    """Whether there are any."""
    return LOADER.is_file()


def sample(count: int) -> list[bytes]:
    """Return `count` recorded documents, spread evenly over all of them; more than there are come again and again."""
    bodies = _bodies()
    if count >= len(bodies):
        return [bodies[place % len(bodies)] for place in range(count)]
    return [bodies[place * len(bodies) // count] for place in range(count)]


def long_ones(count: int) -> list[bytes]:
    """Return `count` documents of more than ten items, again and again: 2,000 of them have about 65,000 items.

    Each time around begins one later, so that whoever takes every tenth one does not meet the same few.
    """
    bodies = [body for body in _bodies() if len(ITEM.findall(body)) > _SHORT]
    return [bodies[(place + place // len(bodies)) % len(bodies)] for place in range(count)]


def _bodies() -> list[bytes]:
    read = cast("Callable[[], Iterator[tuple[dict[str, str], bytes]]]", runpy.run_path(str(LOADER))["feeds"])
    return [body for _, body in read()]
