"""The cycles of one newsroom: the real program in a fresh folder, and its rounds alone in a house that stays open.

    python -m benchmarks.cycle FOLDER   a round for every line on standard input; says what it took, as JSON

A cycle is `publisher run --once --all --json`, from its start to its end. The first is *cold*; in the second every
source says 304; the third is the *typical* one, in which one feed in ten has an item or two more. What a daemon does at
each beat is less: the configuration is read, the store open, the workers are there.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchmarks import documents, tree
from publisher.config import load
from publisher.pipeline import House, open_house, poll_round, publish_news
from publisher.reports import round_report

CYCLES: Final = {"cold": documents.FIRST, "304": documents.FIRST, "typical": documents.SECOND}
"""The cycles, each with the edition of the agencies that is shown to it."""

ONCE: Final = (sys.executable, "-m", "publisher", "run", "--once", "--all", "--json")


class Cycle(Struct, frozen=True, kw_only=True):
    """What one cycle cost (seconds, CPU of all processes, megabytes at the most) and what it brought."""

    wall: float = 0.0
    cpu: float = 0.0
    pss: float = 0.0
    rss: float = 0.0
    asked: int = 0
    unchanged: int = 0
    new: int = 0
    updated: int = 0
    failures: dict[str, int] = {}
    bugs: dict[str, str] = {}
    feeds: list[str] = []
    files: list[str] = []


def once(folder: Path) -> Cycle:
    """Run the program once, in a folder with a sources.yaml."""
    cost = tree.run(ONCE, folder)
    if not cost.output:
        message = f"{' '.join(ONCE)} ended with {cost.code} and said nothing"
        raise RuntimeError(message)
    brought = msgspec.json.decode(cost.output, type=Cycle)
    return replace(brought, wall=cost.wall, cpu=cost.cpu, pss=cost.pss, rss=cost.rss)


class Standing:
    """A house that stays open, in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def round(self) -> Cycle:
        """Ask every source, save and publish."""
        cpu = tree.cpu_so_far(self._process.pid)
        with tree.watched(self._process.pid) as memory:
            brought = msgspec.json.decode(self._told(b"round"), type=Cycle)
        return replace(brought, cpu=tree.cpu_so_far(self._process.pid) - cpu, pss=memory.pss, rss=memory.rss)

    def _told(self, word: bytes) -> bytes:
        if self._process.stdin is None or self._process.stdout is None:
            message = "the house has no pipes"
            raise RuntimeError(message)
        self._process.stdin.write(word + b"\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def wait(self) -> None:
        """Wait until the house is open."""
        self._told(b"ready?")


@contextmanager
def standing(folder: Path) -> Iterator[Standing]:
    """Open the house of a folder with a sources.yaml; it is closed at the end."""
    command = [sys.executable, "-m", "benchmarks.cycle", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        house = Standing(process)
        house.wait()
        yield house
        if process.stdin:
            process.stdin.close()


async def _rounds(folder: Path) -> None:
    path = folder / "sources.yaml"
    async with open_house(path, config=load(path)) as house:
        while word := await asyncio.to_thread(sys.stdin.readline):
            told = await _round(house) if word == "round\n" else {}
            os.write(1, json.dumps(told).encode() + b"\n")


async def _round(house: House) -> dict[str, object]:
    began = perf_counter()
    brought = await poll_round(house, list(house.config.sources.values()))
    published = await publish_news(house)
    took = timedelta(seconds=perf_counter() - began)
    return round_report(brought, published, took) | {"wall": took.total_seconds()}


if __name__ == "__main__":
    asyncio.run(_rounds(Path(sys.argv[1])))
