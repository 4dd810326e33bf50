"""Clustering: what a report costs with 1,000, 10,000 and 100,000 in the window, and what the window takes.

    invented events ─▶ reports (made before: workers do that) ─▶ World.place ─▶ snapshot ─▶ restore, or learn again

Beside two libraries on the same headlines, where BENCH_PEERS has them: rapidfuzz asks every headline of the window,
datasketch keeps MinHashes in an LSH.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final, NamedTuple, TypeVar

from benchmarks import peers
from benchmarks.scale import Scale
from benchmarks.stories import BEGAN
from benchmarks.tables import Table, figure, short
from publisher.desk.stories import Index, Report, World, read

WINDOWS: Final = (1, 10, 100)  # times the articles of the scale
MEASURED: Final = 5  # times as many reports are placed while the window is full
_PEERS: Final = {"rapidfuzz": "token_set_ratio", "datasketch": "MinHash and LSH (a tenth of the window)"}
_SYLLABLE_LIST: Final = "ba ko ri ten mal su dor vi na lek tor ash win ged po mur che la ost fen"
_SYLLABLES: Final = tuple(_SYLLABLE_LIST.split())
_COMMON_LIST: Final = """
    says after as new over deal court police minister government workers strike fire flood crash wins beats talks
    vote plan bank shares growth trade budget school hospital station port film album study climate border army protest
"""
_COMMON: Final = tuple(_COMMON_LIST.split())
_TELLERS: Final = 40
T = TypeVar("T")


class Told(NamedTuple):
    """An invented report."""

    headline: str
    text: str
    source: str
    seconds: int


def measure(scale: Scale) -> Iterator[Table]:
    """Measure placing in windows of several sizes, starting again, and peers on the same headlines."""
    more, full = MEASURED * scale.articles, WINDOWS[-1] * scale.articles
    told = list(invented(full + more))
    began = process_time()
    reports = [_report(number, one) for number, one in enumerate(told)]
    reading = (process_time() - began) / len(told)
    rows: list[tuple[str, ...]] = [("reading a report (in a worker)", short(reading), figure(1 / reading), "")]
    for times in WINDOWS:
        rows += _placing(reports, times * scale.articles, more)
    rows += _peers(told, full)
    missing = [name for name in _PEERS if not peers.has(name)]
    remarks: tuple[str, ...] = (f"{figure(full)} invented reports in the window, then {figure(more)} more.",)
    if missing:
        remarks += (f"Not here: {', '.join(missing)} ({peers.VARIABLE} names no Python that has it).",)
    yield Table("Finding a report's story", ("", "CPU/report", "reports/CPU s", "memory"), tuple(rows), remarks)


def invented(count: int) -> Iterator[Told]:
    """Yield reports of events that sources tell one after the other, always the same ones."""
    random = Random(5)
    names = ["".join(random.choices(_SYLLABLES, k=random.choice((2, 3, 4)))).title() for _ in range(20_000)]
    events: list[list[str]] = []
    for number in range(count):
        if not events or random.random() < 0.55:
            events.append([*random.sample(names, 4), *random.sample(_COMMON, 4), str(random.randint(2, 900))])
            del events[:-400]
        event = random.choice(events[-200:]) if random.random() < 0.5 else events[-1]
        words = random.sample(event, 6) + random.sample(_COMMON, 3)
        random.shuffle(words)
        text = " ".join(random.sample(event, 8) + random.sample(names, 4) + random.sample(_COMMON, 12))
        yield Told(" ".join(words), text, f"source-{random.randrange(_TELLERS)}", 2 * number)


def _report(number: int, told: Told) -> Report:
    at = BEGAN + timedelta(seconds=told.seconds)
    return read(f"tag:bench.example,2026:{number:012}", told.headline, told.text, "en", at, source=told.source)


def _placing(reports: Sequence[Report], before: int, more: int) -> Iterator[tuple[str, ...]]:
    """Fill a window, measure what comes next, then what the next process needs to go on."""
    gc.collect()
    memory, world, stories = _memory(), World(lambda _: Index()), list[str]()
    for report in reports[:before]:
        stories.append(world.place(report).story)
    taken = _memory() - memory
    stored, storing = _cpu(world.indexes["en"].snapshot)
    _, placing = _cpu(lambda: [world.place(report) for report in reports[before : before + more]])
    _, restoring = _cpu(lambda: Index.restore(stored))
    _, learning = _cpu(lambda: _learnt(reports, stories))
    window = f"{figure(before)} in the window"
    yield f"World.place, {window}", short(placing / more), figure(more / placing), f"{taken / 1e6:.0f} MB"
    yield f"Index.snapshot, all of {window}", short(storing), "", f"{len(stored) / 1e6:.0f} MB"
    yield f"Index.restore, all of {window}", short(restoring), "", ""
    yield f"Index.learn, {window}", short(learning / before), figure(before / learning), ""


def _learnt(reports: Sequence[Report], stories: Sequence[str]) -> None:
    index = Index()
    for report, story in zip(reports, stories, strict=False):
        index.learn(report, story)


def _cpu(work: Callable[[], T]) -> tuple[T, float]:
    """Return what work returns, and the seconds of CPU that it took."""
    began = process_time()
    done = work()
    return done, process_time() - began


def _memory() -> int:
    """Return the memory that this process has in use, in bytes; the most it ever had where only that is told."""
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _peers(told: Sequence[Told], full: int) -> Iterator[tuple[str, ...]]:
    """Let the peers that are here find the same headlines, each in a process of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "headlines.json")
        file.write_text(json.dumps([one.headline for one in told]), "utf-8")
        for library, does in _PEERS.items():
            if known := peers.has(library):
                command = (os.environ[peers.VARIABLE], str(peers.HERE / "stories_alone.py"), library, str(file))
                said = subprocess.run((*command, str(full)), capture_output=True, text=True, check=True).stdout
                seconds, count = said.split()
                each = float(seconds) / int(count)
                yield f"{library} {known}, {does}", short(each), figure(1 / each), ""
