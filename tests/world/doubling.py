"""Doubling: whether twice as much of anything costs less than three times the time, on a machine that is not idle.

It is doubled twice: nine times stand as far from the four of what is linear as from the sixteen of what is quadratic,
and no noise reaches that far.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import thread_time
from typing import TypeAlias

Cost: TypeAlias = Callable[[], float]
"""Does a piece of work, and returns the CPU seconds that it took."""

FEWEST_TURNS, MOST_TURNS = 4, 20
ENOUGH = 5.0  # seconds: then the fewest turns will do
NOTICED = 0.002  # seconds: less than that is noise


def cost_of(work: Callable[[], object]) -> float:
    """Do a piece of work and return the CPU seconds that it took in this thread."""
    began = thread_time()
    work()
    return thread_time() - began


def is_linear(once: Cost, fourfold: Cost) -> bool:
    """Tell whether four times the work costs less than nine times as much.

    The best of several turns counts, by turns: what else the machine does makes both dearer, and never cheaper.
    """
    small = large = inf
    spent = 0.0
    for turn in range(MOST_TURNS):
        small, last = min(small, once()), fourfold()
        large, spent = min(large, last), spent + last
        if large < 9 * max(small, NOTICED):
            return True
        if spent > ENOUGH and turn >= FEWEST_TURNS:
            break
    return False


def costs_less(seconds: float, cost: Cost) -> bool:
    """Tell whether a piece of work costs less than so many seconds of CPU, in the best of several turns."""
    return any(cost() < seconds for _ in range(MOST_TURNS))
