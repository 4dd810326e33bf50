"""Doubling: whether twice as much of anything costs less than three times the time, on a machine that is not idle."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import TypeAlias

Cost: TypeAlias = Callable[[], float]
"""Does a piece of work, and returns the CPU seconds that it took."""

MOST_TURNS = 10
NOTICED = 0.002  # seconds: less than that is noise


def cost_of(work: Callable[[], object]) -> float:
    """Do a piece of work and return the CPU seconds that it took in this thread."""
    began = thread_time()
    work()
    return thread_time() - began


def is_linear(once: Cost, twice: Cost) -> bool:
    """Tell whether the work costs less than three times as much when it is doubled; four times is quadratic.

    The best of several turns counts, by turns: what else the machine does makes both dearer, and never cheaper.
    """
    small, large = once(), twice()
    for _ in range(MOST_TURNS):
        if large < 3 * max(small, NOTICED):
            return True
        small, large = min(small, once()), min(large, twice())
    return large < 3 * max(small, NOTICED)
