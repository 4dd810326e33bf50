"""Others that read feeds, each run as its users run it: a command that asks every source and ends.

    BENCH_PEERS=/path/to/venv/bin/python   a Python that has `reader`, `fastfeedparser`, `geotext`, `rapidfuzz`,
                                           `datasketch` (any of them)

`sfeed_update` is taken from PATH. Who is not here is named with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.race import Lap

HERE: Final = Path(__file__).parent
VARIABLE: Final = "BENCH_PEERS"
SHARE: Final = 10
"""The plain script reads one feed in so many, where there are many: it is slow, and each feed costs it the same."""
_MANY: Final = 200  # feeds


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody else's program, in a folder of its own."""

    name: str
    cycle: tuple[str, ...]  # the command that asks every source
    prepare: Callable[[], object]  # makes its list of sources; not counted
    environment: dict[str, str] = field(default_factory=dict)
    cycles: tuple[str, ...] = ("cold", "304", "typical")
    share: int = 1  # it reads one feed in so many


@dataclass(frozen=True, slots=True)
class Absent:
    """Who is not here, and why."""

    name: str
    reason: str


def laps(command: Sequence[str], passes: int) -> Iterator[Lap]:
    """Let a program of another Python do its work so often; it tells what it took, the first time not counted."""
    told = subprocess.run(command, input="again\n" * (1 + passes), capture_output=True, text=True, check=True).stdout
    for line in told.splitlines()[1:]:
        cpu, wall = line.split()
        yield Lap(float(cpu), float(wall))


def found(folder: Path, origin: str, feeds: int) -> Iterator[Peer | Absent]:
    """Yield those that take part in a whole round, each with its folder below the one given."""
    yield _reader(folder, origin, feeds)
    yield _sfeed(folder, origin, feeds)
    yield Absent("Miniflux", "a server with a database of its own: no command that asks every source and ends")
    yield _script(folder, origin, feeds)


def has(library: str) -> str:
    """Return the version of a library in the Python of BENCH_PEERS; nothing where that has none, or is not named."""
    python = os.environ.get(VARIABLE)
    if not python:
        return ""
    ask = f"import importlib.metadata as m; print(m.version({library!r}))"
    told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def _reader(folder: Path, origin: str, feeds: int) -> Peer | Absent:
    known = has("reader")
    if not known:
        return Absent("reader", f"{VARIABLE} names no Python that has it")
    driver = (os.environ[VARIABLE], str(HERE / "with_reader.py"), _made(folder / "reader"), origin, str(feeds))
    return Peer(f"reader {known}", (*driver, "update"), lambda: _run((*driver, "add")))


def _sfeed(folder: Path, origin: str, feeds: int) -> Peer | Absent:
    program = shutil.which("sfeed_update")
    if not program or not shutil.which("curl"):
        return Absent("sfeed", "no sfeed_update (and curl) on PATH")
    home = Path(_made(folder / "sfeed"))

    def prepare() -> None:
        lines = [f"  feed 's{feed}' '{origin}/feed/{feed}'" for feed in range(feeds)]
        text = "\n".join([f"sfeedpath='{home}/feeds'", "feeds() {", *lines, "}", ""])
        (home / "sfeedrc").write_text(text, encoding="utf-8")

    return Peer("sfeed", (program, str(home / "sfeedrc")), prepare)


def _script(folder: Path, origin: str, feeds: int) -> Peer:
    names = ", ".join(f"{name} {version(name)}" for name in ("httpx", "feedparser"))
    share = SHARE if feeds >= _MANY else 1
    command = (
        sys.executable, str(HERE / "plain_script.py"), _made(folder / "script"), origin, str(feeds), str(share)
    )  # fmt: skip
    return Peer(f"a script of {names}, sqlite3", command, lambda: None, cycles=("cold",), share=share)


def _made(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
