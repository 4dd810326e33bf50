"""The whole round: many agencies on loopback, and a newsroom that reads them, first cold, then with nothing new."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import feedparser
import httpx

from benchmarks.agencies import running
from benchmarks.cycle import CYCLES, STAGES, Cycle, cycles
from benchmarks.race import Lap, lap, typical
from benchmarks.scale import Scale
from benchmarks.tables import Table, figure, short, times_as

_SHARE: Final = 10  # the script reads one feed in so many: it is slow
_AT_ONCE: Final = 48
_FIELDS: Final = ("id", "title", "link", "summary", "published")


def measure(scale: Scale) -> Iterator[Table]:
    """Measure cold, unchanged and typical cycles, and a plain script on a part of the same feeds."""
    found: list[list[Cycle]] = []
    scripts: list[Lap] = []
    with running(scale.feeds, from_records=scale.recorded) as origin:
        for _ in range(scale.rounds):
            found.append(cycles(origin, scale.feeds))
            scripts.append(_script(origin, range(0, scale.feeds, _SHARE)))
    kind = "recorded" if scale.recorded else "generated"
    middles = [_middle([run[place] for run in found]) for place in range(len(CYCLES))]
    asked = len(range(0, scale.feeds, _SHARE))
    yield _cycles_table(
        f"Whole round, {scale.feeds} {kind} feeds", middles, scale.feeds, _per_feed(typical(scripts), asked)
    )
    yield _stages_table(middles)


def _per_feed(total: Lap, feeds: int) -> Lap:
    return Lap(total.cpu / feeds, total.wall / feeds)


def _middle(runs: list[Cycle]) -> Cycle:
    return sorted(runs, key=lambda run: run.cpu)[(len(runs) - 1) // 2]


def _cycles_table(title: str, found: list[Cycle], feeds: int, script: Lap) -> Table:
    heads = ("", "wall", "CPU", "feeds/s", "items/s", "peak MB", "new", "changed", "published", "files")
    rows = [
        (
            f"{one.name} cycle", short(one.wall), short(one.cpu), figure(feeds / one.wall),
            figure(one.fresh / one.wall), figure(one.megabytes), str(one.fresh), str(one.changed),
            str(one.published), str(one.files),
        )
        for one in found
    ]  # fmt: skip
    cold = found[0]
    peer = (
        "A script of httpx, feedparser and sqlite3 (it knows no identity, language, section or story and publishes "
        f"nothing) takes {short(script.cpu)} CPU a feed: {times_as(script.cpu * feeds / cold.cpu)} our cold cycle "
        f"(wall {times_as(script.wall * feeds / cold.wall)})."
    )
    failed = f"Polls that failed: {', '.join(str(one.failed) for one in found)}."
    return Table(title, heads, tuple(rows), (peer, failed))


def _stages_table(found: list[Cycle]) -> Table:
    rows = [(stage, *(_share(one.stages.get(stage, 0.0), one) for one in found)) for stage in STAGES]
    rest = [one.cpu - sum(one.stages.values()) for one in found]
    rows.append(("other", *(_share(seconds, one) for seconds, one in zip(rest, found, strict=True))))
    remark = "fetch: the event loop. gather: asking the store what is known. other: threads, and what lies between."
    return Table("CPU by stage", ("", *(one.name for one in found)), tuple(rows), (remark,))


def _share(seconds: float, one: Cycle) -> str:
    return f"{short(max(seconds, 0.0))} {seconds / one.cpu:4.0%}"


def _script(origin: str, feeds: range) -> Lap:
    """Do what a plain script does: ask with httpx, read with feedparser, keep with sqlite3."""
    with TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "plain.db")
        try:
            database.execute("CREATE TABLE item (id TEXT PRIMARY KEY, title TEXT, link TEXT, html TEXT, at TEXT)")
            gc.collect()
            return lap(lambda: asyncio.run(_read_all(origin, feeds, database)))
        finally:
            database.close()


async def _read_all(origin: str, feeds: range, database: sqlite3.Connection) -> None:
    async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=_AT_ONCE)) as client:
        for answer in await asyncio.gather(*(client.get(f"{origin}/feed/{feed}", timeout=60) for feed in feeds)):
            rows = [tuple(one.get(name) for name in _FIELDS) for one in feedparser.parse(answer.content).entries]
            with database:
                database.executemany("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)", rows)
