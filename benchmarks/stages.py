"""CPU time by stage: functions of the program are replaced by ones that do the same and are timed.

The time is that of the thread a function runs in, without what the timed functions inside it took.
"""

from __future__ import annotations

import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import thread_time
from types import ModuleType
from typing import ParamSpec, TypeVar
from unittest.mock import patch

P = ParamSpec("P")
R = TypeVar("R")


class _Inner(threading.local):
    """What the timed functions inside the running one took, in each thread."""

    seconds = 0.0


class Stages:
    """Seconds of CPU, and calls, by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: defaultdict[str, int] = defaultdict(int)
        self._inner = _Inner()
        self._lock = threading.Lock()

    def timed(self, stage: str, work: Callable[P, R]) -> Callable[P, R]:
        """Return a function that does the same and counts for a stage."""

        @wraps(work)
        def measured(*args: P.args, **kwargs: P.kwargs) -> R:
            outer, self._inner.seconds = self._inner.seconds, 0.0
            began = thread_time()
            try:
                return work(*args, **kwargs)
            finally:
                took = thread_time() - began
                self.add(stage, took - self._inner.seconds)
                self._inner.seconds = outer + took

        return measured

    def add(self, stage: str, seconds: float, calls: int = 1) -> None:
        """Count for a stage."""
        with self._lock:
            self.seconds[stage] += seconds
            self.calls[stage] += calls

    @contextmanager
    def watch(self, places: Mapping[str, Sequence[Callable[..., object]]]) -> Iterator[None]:
        """Time the functions of each stage while the block runs, in every module of ours that knows them."""
        with ExitStack() as stack:
            for stage, works in places.items():
                for work in works:
                    measured = self.timed(stage, work)
                    for module, name in list(_known_in(work)):
                        stack.enter_context(patch.object(module, name, measured))
            yield


def _known_in(work: Callable[..., object]) -> Iterator[tuple[ModuleType, str]]:
    """Yield the modules of the program that have a function by some name, and the name."""
    for place, module in list(sys.modules.items()):
        if place.partition(".")[0] == "publisher":
            for name, value in list(vars(module).items()):
                if value is work or getattr(value, "__wrapped__", None) is work:
                    yield module, name
