"""The cycles of one newsroom, in a process of their own, so that its memory is its own.

    python -m benchmarks.cycle ORIGIN FEEDS   prints the cycles as JSON: cold, unchanged, typical

A cycle is what `publisher run --once --all` does: ask every source, save, publish.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, thread_time
from typing import Final

import msgspec

from benchmarks import documents
from benchmarks.agencies import show_edition
from benchmarks.newsroom import configuration
from benchmarks.stages import Stages
from benchmarks.stories import BEGAN
from publisher.desk.classify import classify
from publisher.desk.cluster import join, signs
from publisher.desk.curate import feeds_of
from publisher.desk.identity import candidates, entry_hash, identify
from publisher.desk.language import language
from publisher.desk.normalize import normalize
from publisher.desk.sanitize import clean
from publisher.pipeline import House, gather, open_house, poll_round, publish, save
from publisher.pipeline.publishing import issue_of
from publisher.press.catalog import catalog
from publisher.press.files import write
from publisher.press.render import render
from publisher.wire.parse import parse

CYCLES: Final = ("cold", "unchanged", "typical")
# What is timed; what a timed function inside another takes is not counted twice.
_WATCHED: Final = {
    "parse": (parse,),
    "identify": (candidates, entry_hash, identify),
    "normalize": (normalize,),
    "sanitize": (clean,),
    "classify": (classify,),
    "language": (language,),
    "gather": (gather,),
    "cluster": (signs, join, feeds_of),
    "save": (save,),
    "curate": (issue_of,),
    "render": (render, catalog),
    "write": (write,),
}
STAGES: Final = ("fetch", *_WATCHED)


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle cost (seconds, CPU of the process and of its children) and brought."""

    name: str
    wall: float
    cpu: float
    megabytes: float  # the most resident memory since the process began, of it and the largest of its children
    stages: dict[str, float]
    fresh: int
    changed: int
    unchanged: int
    failed: int
    published: int  # feeds
    files: int  # that changed


def cycles(origin: str, feeds: int) -> list[Cycle]:
    """Run the cycles in a new process."""
    command = [sys.executable, "-m", "benchmarks.cycle", origin, str(feeds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=list[Cycle])


async def _cycles(folder: Path, origin: str, feeds: int) -> list[Cycle]:
    clock = _Clock()
    config = configuration(origin, feeds)
    async with open_house(folder / "sources.yaml", config=config, now=clock.now, chance=lambda: 0.0) as house:
        found = []
        for name in CYCLES:
            show_edition(origin, documents.SECOND if name == "typical" else documents.FIRST)
            found.append(await _cycle(name, house))
            clock.at += timedelta(minutes=10)
        return found


class _Clock:
    def __init__(self) -> None:
        self.at = BEGAN + timedelta(minutes=30)

    def now(self) -> datetime:
        """Return the time."""
        return self.at


async def _cycle(name: str, house: House) -> Cycle:
    stages = Stages()
    wall, cpu = perf_counter(), _cpu()
    with stages.watch(_WATCHED):
        thread = thread_time()
        brought = await poll_round(house, list(house.config.sources.values()))
        stages.add("fetch", thread_time() - thread)
        published = publish(house)
    return Cycle(
        name=name,
        wall=perf_counter() - wall,
        cpu=_cpu() - cpu,
        megabytes=_peak(),
        stages=dict(stages.seconds),
        fresh=brought.fresh,
        changed=brought.changed,
        unchanged=brought.unchanged,
        failed=sum(brought.failures.values()) + len(brought.bugs),
        published=len(published.feeds),
        files=len(published.changed),
    )


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _peak() -> float:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + children) * (1 if sys.platform == "darwin" else 1024) / 1e6


def main() -> None:
    """Run the cycles here and print them."""
    origin, feeds = sys.argv[1], int(sys.argv[2])
    with TemporaryDirectory() as folder:
        found = asyncio.run(_cycles(Path(folder), origin, feeds))
    print(msgspec.json.encode(found).decode())


if __name__ == "__main__":
    main()
