"""Where the CPU time goes, by py-spy: it looks a hundred times a second at what every thread that runs is doing.

Each sample counts for the innermost function of ours that it is in, and by its file for a stage. py-spy is found on
PATH, or named by BENCH_PYSPY; without it nothing is sampled. https://github.com/benfred/py-spy
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

VARIABLE: Final = "BENCH_PYSPY"
RATE: Final = 100  # a second

_FRAME: Final = re.compile(r"^(?P<function>.*) \((?P<file>.*?)(?::\d+)?\)$")
# The first that fits counts: the beginning of a file's path below the checkout, and the stage.
PLACES: Final = (
    ("publisher/wire/parse/", "parse"),
    ("publisher/wire/", "fetch"),
    ("publisher/desk/identity.py", "identify"),
    ("publisher/desk/hashes.py", "identify"),
    ("publisher/desk/flood.py", "identify"),
    ("publisher/desk/sanitize/", "sanitize"),
    ("publisher/desk/language/", "language"),
    ("publisher/desk/classify/", "classify"),
    ("publisher/desk/cluster.py", "cluster"),
    ("publisher/desk/curate.py", "curate"),
    ("publisher/desk/facets.py", "curate"),
    ("publisher/desk/", "normalize"),
    ("publisher/store/", "store"),
    ("publisher/pipeline/saving.py", "store"),
    ("publisher/press/files.py", "write"),
    ("publisher/press/", "render"),
    ("publisher/config/", "start"),
    ("publisher/cli/", "start"),
    ("publisher/pipeline/", "pass on"),
    ("publisher/", "other"),
)
_LIBRARIES: Final = (("aiohttp/", "fetch"), ("httpx", "fetch"), ("asyncio/", "pass on"), ("sqlalchemy/", "store"))
STAGES: Final = tuple(dict.fromkeys(("start", "fetch", "pass on", *(stage for _, stage in PLACES))))


def find() -> str | None:
    """Return the py-spy of this machine."""
    return os.environ.get(VARIABLE) or shutil.which("py-spy")


def taken(pyspy: str, command: Sequence[str], folder: Path) -> list[str]:
    """Run a command; return the samples of all its processes: frames, the outermost first, and how many."""
    with TemporaryDirectory() as name:
        file = Path(name) / "samples"
        begin = (pyspy, "record", "--rate", str(RATE), "--subprocesses", "--nonblocking")
        how = ("--format", "raw", "--output", str(file))
        silent = subprocess.DEVNULL
        subprocess.run((*begin, *how, "--", *command), cwd=folder, check=True, stdout=silent, stderr=silent)
        return file.read_text("utf-8", errors="replace").splitlines()


def version(pyspy: str) -> str:
    """Return name and version, as it tells them."""
    return subprocess.run([pyspy, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def staged(lines: Iterable[str]) -> Counter[str]:
    """Count samples by stage: each line has frames, set apart by `;`, and then how many."""
    counted: Counter[str] = Counter()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        counted[stage(stack.split(";"))] += int(count)
    return counted


def stage(frames: Sequence[str]) -> str:
    """Return the stage of one sample."""
    files = [found["file"] for frame in frames if (found := _FRAME.match(frame))]
    if any("importlib" in file for file in files):
        return "start"
    for table in (PLACES, _LIBRARIES):
        for file in reversed(files):
            place = next((stage for part, stage in table if part in file), None)
            if place:
                return place
    return "other"
