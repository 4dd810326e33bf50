"""Measure, and print tables.

    python -m benchmarks [parsing] [desk] [clustering] [rendering] [saving] [fetching] [rounds] [day]
                         [--feeds N] [--generated] [--quick] [--flame FILE.svg]

Nothing is asserted: a benchmark that runs has passed.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Final, TypeAlias

from benchmarks import clustering, day, desk, fetching, parsing, rendering, rounds, saving
from benchmarks.scale import QUICK, Scale
from benchmarks.tables import Table
from publisher import __version__
from publisher.pipeline.foreman import COLLECT

Measure: TypeAlias = Callable[[Scale], Iterator[Table]]

BENCHMARKS: Final[Mapping[str, Measure]] = {
    "parsing": parsing.measure,
    "desk": desk.measure,
    "clustering": clustering.measure,
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
    options.add_argument("--feeds", type=int, help="feeds of a whole round (default 2000)")
    options.add_argument(
        "--generated", action="store_true", help="whole rounds without the recorded feeds of ../shared"
    )
    options.add_argument("--quick", action="store_true", help="a small share of the work, once")
    options.add_argument("--flame", type=Path, help="only draw this picture of a cold cycle, by py-spy")
    chosen = options.parse_args(words)
    if unknown := [name for name in chosen.name if name not in BENCHMARKS]:
        options.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    scale = QUICK if chosen.quick else Scale()
    scale = replace(scale, feeds=chosen.feeds or scale.feeds, generated=chosen.generated)
    gc.set_threshold(*COLLECT)  # as workers do, who do most of what is measured
    began = perf_counter()
    print(about(), flush=True)
    if chosen.flame:
        print(rounds.draw(scale, chosen.flame))
        return 0
    for name in chosen.name or BENCHMARKS:
        for table in BENCHMARKS[name](scale):
            print("\n".join(table.lines()), flush=True)
    print(f"\n{perf_counter() - began:.0f} s, load after {os.getloadavg()[0]:.1f}")
    return 0


def about() -> str:
    """Say on what machine this is, and what else it does."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"Publisher {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}, "
        f"{os.cpu_count()} cores, load before {busy}.\n{', '.join(_versions())}.\n"
        "CPU is that of the process, user and system; `takes`: CPU against the first row, median of pairs."
    )


def _versions() -> Iterator[str]:
    for name in ("aiohttp", "feedgen", "feedparser", "httpx", "lxml", "msgspec", "nh3", "py3langid", "sqlalchemy"):
        yield f"{name} {version(name)}"
    yield f"sqlite {sqlite3.sqlite_version}"


if __name__ == "__main__":
    sys.exit(main())
