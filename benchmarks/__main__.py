"""Measure, and print tables.

    python -m benchmarks [parsing] [desk] [rendering] [saving] [fetching] [rounds] [day]
                         [--feeds N] [--recorded] [--quick]

Nothing is asserted: a benchmark that runs has passed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Final, TypeAlias

from benchmarks import day, desk, fetching, parsing, rendering, rounds, saving
from benchmarks.scale import QUICK, Scale
from benchmarks.tables import Table

Measure: TypeAlias = Callable[[Scale], Iterator[Table]]

BENCHMARKS: Final[Mapping[str, Measure]] = {
    "parsing": parsing.measure,
    "desk": desk.measure,
    "rendering": rendering.measure,
    "saving": saving.measure,
    "fetching": fetching.measure,
    "rounds": rounds.measure,
    "day": day.measure,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmarks that are named, or all."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios against named peers.")
    options.add_argument("name", nargs="*", help=f"any of {', '.join(BENCHMARKS)}; all of them where none is named")
    options.add_argument("--feeds", type=int, help="feeds of a whole round (default 300)")
    options.add_argument("--recorded", action="store_true", help="whole rounds with the recorded feeds of ../shared")
    options.add_argument("--quick", action="store_true", help="a small share of the work, once")
    chosen = options.parse_args(words)
    if unknown := [name for name in chosen.name if name not in BENCHMARKS]:
        options.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    scale = QUICK if chosen.quick else Scale()
    scale = replace(scale, feeds=chosen.feeds or scale.feeds, recorded=chosen.recorded)
    began = perf_counter()
    print(about(), flush=True)
    for name in chosen.name or BENCHMARKS:
        for table in BENCHMARKS[name](scale):
            print("\n".join(table.lines()), flush=True)
    print(f"\n{perf_counter() - began:.0f} s")
    return 0


def about() -> str:
    """Say on what machine this is, and what else it does."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load before {busy}. "
        "CPU is that of the process, user and system; `takes`: CPU against the first row, median of pairs."
    )


if __name__ == "__main__":
    sys.exit(main())
