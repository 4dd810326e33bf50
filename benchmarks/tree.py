"""A command with all the processes that it starts: how long it takes, its CPU time, and its memory.

CPU time is what the kernel counts for the command and for all that were waited for below it. Memory is looked at every
100 ms while it runs, and the most counts: PSS, where pages that processes share are divided between them, is what the
machine needs; the sum of what is resident in each (RSS) counts shared pages again and again. Both are read in /proc,
and are 0 where there is none.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import Final

_EVERY: Final = 0.1  # seconds
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds, seconds of CPU, and megabytes at the most."""

    wall: float
    cpu: float
    pss: float = 0.0
    rss: float = 0.0
    code: int = 0
    output: bytes = b""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder and a process group of its own, and wait for its end."""
    with TemporaryFile() as output:
        began = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
        )
        with watched(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return Cost(wall, cpu, memory.pss, memory.rss, process.returncode, output.read())


class Memory:
    """The most memory that a tree of processes had, in megabytes."""

    pss = 0.0
    rss = 0.0

    def look(self, root: int) -> None:
        """Look once."""
        seen = [_resident(process) for process in family(root)]
        self.pss = max(self.pss, sum(pss for pss, _ in seen) / 1e3)
        self.rss = max(self.rss, sum(rss for _, rss in seen) / 1e3)


@contextmanager
def watched(root: int) -> Iterator[Memory]:
    """Look at the memory of a process and of all below it while the block runs."""
    memory, ended = Memory(), threading.Event()

    def look_again() -> None:
        memory.look(root)
        while not ended.wait(_EVERY):
            memory.look(root)

    watcher = threading.Thread(target=look_again)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def family(root: int) -> Iterator[int]:
    """Yield a process and all below it that are there now."""
    yield root
    for thread in _listed(Path(f"/proc/{root}/task")):
        for child in _read(thread / "children").split():
            yield from family(int(child))


def cpu_so_far(root: int) -> float:
    """Return the seconds of CPU of a process and of all below it, those that ended and were waited for included."""
    ticks = 0
    for process in family(root):
        fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime: proc_pid_stat(5)
    return ticks / _TICKS


def _resident(process: int) -> tuple[int, int]:
    """Return PSS and RSS of a process in kilobytes."""
    sizes = dict.fromkeys(("Pss", "Rss"), 0)
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        name, _, size = line.partition(":")
        if name in sizes:
            sizes[name] = int(size.split()[0])
    return sizes["Pss"], sizes["Rss"]


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(file: Path) -> str:
    """Return the text of a file of /proc; nothing where its process ended meanwhile."""
    with suppress(OSError):
        return file.read_text("ascii", errors="replace")
    return ""
