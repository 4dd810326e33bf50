"""Which connections are kept for the next question: each one costs a file descriptor while it lies idle."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Kept:
    """The origins that connections are kept to: at most so many, each for so many seconds after it was first asked."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._until: dict[str, float] = {}  # in the order of their ends

    def may_keep(self, origin: str) -> bool:
        """Tell whether the connection of a question to this origin may lie idle afterwards."""
        now = self._clock()
        while self._until and (first := next(iter(self._until.items())))[1] <= now:
            del self._until[first[0]]
        if origin not in self._until and len(self._until) < self._most:
            self._until[origin] = now + self._seconds
        return origin in self._until
