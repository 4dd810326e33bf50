"""A race: contestants do the same pieces of work by turns, so that a busy machine is equally unfair to all.

    pass 1:  piece 1: ours, peer, peer   piece 2: peer, peer, ours   ...   ─▶ one lap for each contestant
    pass 2:  the same, begun by another                                    ─▶ ...

What is compared is CPU time of this process (user and system, all threads), pass by pass; the median of the passes
counts. Wall time is shown beside it. Nothing is ever asserted on either.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import TypeAlias, TypeVar

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Lap:
    """What some work cost, in seconds."""

    cpu: float = 0.0
    wall: float = 0.0

    def __add__(self, other: Lap) -> Lap:
        return Lap(self.cpu + other.cpu, self.wall + other.wall)


Laps: TypeAlias = dict[str, list[Lap]]


def lap(work: Callable[[], object]) -> Lap:
    """Do some work once; return what it cost."""
    cpu, wall = process_time(), perf_counter()
    work()
    return Lap(process_time() - cpu, perf_counter() - wall)


def race(
    contestants: Mapping[str, Callable[[Piece], object]], pieces: Sequence[Piece], passes: int, *, warm: bool = True
) -> Laps:
    """Let every contestant do every piece in each pass; return a lap for each pass.

    `warm`: the first piece is done before, uncounted, so that tables and models are loaded.
    """
    if warm:
        for work in contestants.values():
            work(pieces[0])
    laps: Laps = {name: [] for name in contestants}
    for number in range(passes):
        gc.collect()
        sums = dict.fromkeys(contestants, Lap())
        for place, piece in enumerate(pieces):
            for name in turned(tuple(contestants), number + place):
                sums[name] += lap(partial(contestants[name], piece))
        for name, total in sums.items():
            laps[name].append(total)
    return laps


def turned(names: Sequence[str], by: int) -> Iterator[str]:
    """Yield the names, begun with another one at each turn."""
    start = by % len(names)
    yield from names[start:]
    yield from names[:start]


def typical(laps: Sequence[Lap]) -> Lap:
    """Return the median of CPU time and that of wall time."""
    return Lap(median(each.cpu for each in laps), median(each.wall for each in laps))


def ratio(ours: Sequence[Lap], peer: Sequence[Lap]) -> float:
    """Return how much CPU time a peer takes for one second of ours: the median of the pairs."""
    return median(theirs.cpu / max(own.cpu, 1e-9) for own, theirs in zip(ours, peer, strict=True))
