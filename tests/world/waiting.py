"""Waiting that no busy machine can make too long or too short."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


def leaping() -> Callable[[float], None]:
    """Give this test's event loop a clock that can be set ahead; returns what does so by some seconds."""
    loop = asyncio.get_running_loop()
    real, leaps = loop.time, list[float]()
    loop.time = lambda: real() + sum(leaps)  # type: ignore[method-assign] # each test has a loop of its own
    return leaps.append


async def until(happened: Callable[[], object]) -> None:
    """Let the others go on until something has happened, however long that takes."""
    while not happened():  # noqa: ASYNC110 -- those who are watched set no event
        await asyncio.sleep(0.001)
