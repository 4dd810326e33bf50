"""One run at a time on one folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from publisher.store import hold

HOLDER = """
import sys
from pathlib import Path
from publisher.store import hold
with hold(Path(sys.argv[1])) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_the_second_run_is_told(tmp_path: Path) -> None:
    """Of two runs on one folder, the second learns that it is not the first; afterwards the folder is free."""
    with hold(tmp_path) as first:
        assert first
        with hold(tmp_path) as second:
            assert not second
    with hold(tmp_path) as third:
        assert third


def test_the_folder_is_made(tmp_path: Path) -> None:
    """A folder that is not there yet can be held."""
    with hold(tmp_path / "new" / "var") as held:
        assert held


def test_a_dead_program_holds_nothing(tmp_path: Path) -> None:
    """The kernel lets go of what a killed program held."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "True\n"
        with hold(tmp_path) as held:
            assert not held
        program.kill()
        program.wait()
    with hold(tmp_path) as held:
        assert held
