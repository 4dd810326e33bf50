"""Mistakes at the command line and outputs that go away: a sentence and a documented exit code, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from publisher.cli import EXIT_CODES
from tests.doors.conftest import run

MANY = 600  # lines of output, more than are kept before they are written
# The program once, with what its verbs import; each line on standard input has it forked to its end. An output without
# a name is a pipe that nobody reads.
FORKING = """
import json, os, sys
import publisher.config.opml, publisher.config.reading, publisher.console, publisher.desk.cluster, rich.table
from publisher.cli import VERBS, main
for verb in VERBS:
    main.get_command(None, verb)
for line in sys.stdin:
    words, output, errors = json.loads(line)
    if not (child := os.fork()):
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(os.open(output, os.O_WRONLY) if output else writer, 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
        try:
            main(words, prog_name="publisher")
        except SystemExit as end:
            sys.stdout.flush()  # as at the end of every program; the rest of that end takes a quarter of a second
            os._exit(end.code)
    os.write(1, b"%d\\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


class Forks:
    """A program that is started once, and forked for each command: with its own outputs, to its very end."""

    def __init__(self, program: subprocess.Popen[str], folder: Path) -> None:
        self._program, self._folder = program, folder

    def run(self, words: list[str], output: str) -> tuple[int, str]:
        """Run one command with its output there; gives its exit code, and what it told as an error."""
        assert self._program.stdin
        assert self._program.stdout
        errors = self._folder / str(uuid4())
        print(json.dumps([words, output, str(errors)]), file=self._program.stdin, flush=True)
        return int(self._program.stdout.readline()), errors.read_text("utf-8")


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Start the program for all who look at how it ends."""
    command = [sys.executable, "-c", FORKING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        yield Forks(program, tmp_path_factory.mktemp("told"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("serve --port 99999", "99999 is not in the range"),
        ("serve --port 0 --host 300.1.1.1", "300.1.1.1 is no address of this machine; choose another --host"),
        ("serve --port 0 --host 192.0.2.1", "192.0.2.1 is no address of this machine; choose another --host"),
        ("run --all", "--all is for one pass: add --once"),
        ("run --json", "--json is for one pass: add --once"),
        ("held --limit -1", "-1 is not in the range"),
        ("export -o {folder}/none/x.opml", "none/x.opml cannot be written: No such file or directory"),
        ("classify {folder}/none.jsonl", "none.jsonl': No such file"),
        ("why nothing", "there is no article and no story 'nothing'"),
    ],
)
def test_a_mistake_is_told_with_its_place(path: Path, words: str, told: str) -> None:
    """What was mistyped ends with 2, and the message names it."""
    said = words.format(folder=path.parent).split()
    done = run(*said, *([] if said[0] == "classify" else ["--config", str(path)]))
    assert (done.exit_code, told in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(("typed", "meant"), [("stauts", "status"), ("prevew", "preview"), ("classfy", "classify")])
def test_a_mistyped_verb_is_told_with_the_one_that_was_meant(typed: str, meant: str) -> None:
    """Whoever mistypes a verb is told what there is; what is like none is told as that."""
    assert f"No such command '{typed}'. Did you mean {meant}?" in run(typed).stderr
    assert "Did you mean" not in run("xyzzy").stderr


def items(folder: Path) -> Path:
    """Write items whose answers are more than are kept before they are written."""
    file = folder / "items.jsonl"
    file.write_text('{"id":"1","title":"Rain in Kathmandu","language":"en","home":"NP"}\n' * MANY, "utf-8")
    return file


@pytest.mark.parametrize("verb", ["classify", "cluster", "schema"])
def test_whoever_has_enough_of_the_output_sees_no_traceback(tmp_path: Path, forks: Forks, verb: str) -> None:
    """A reader that goes away ends the program with 141, in silence."""
    words = [verb, "sources" if verb == "schema" else str(items(tmp_path))]
    assert forks.run(words, output="") == (141, "")
    assert 141 in EXIT_CODES


@pytest.mark.parametrize("verb", ["status", "show samvad", "preview latest", "export"])
def test_what_is_shown_in_a_table_may_be_cut_short(path: Path, forks: Forks, verb: str) -> None:
    """The same holds for what is drawn for people."""
    assert run("status", "--config", str(path)).exit_code == 0  # makes the store
    assert forks.run([*verb.split(), "--config", str(path)], output="") == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("words", ["schema sources", "status", "preview latest", "export"])
def test_an_output_without_room_is_told(path: Path, forks: Forks, words: str) -> None:
    """A full disk below the output is told in a sentence, with 3."""
    assert run("status", "--config", str(path)).exit_code == 0  # makes the store
    said = words.split() + ([] if words.startswith("schema") else ["--config", str(path)])
    code, told = forks.run(said, output="/dev/full")
    assert (code, "Traceback" in told) == (3, False)
    assert "No space left on device" in told


def test_a_closed_output_is_no_trouble(path: Path) -> None:
    """Started without standard output, a verb does its work all the same."""
    command = f'"{sys.executable}" -m publisher status --config "{path}" >&-'
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_preview_before_the_first_run(path: Path) -> None:
    """Where nothing was asked yet, `preview` says what to do, and makes no store."""
    done = run("preview", "latest", "--config", str(path))
    assert (done.exit_code, "nothing to preview yet: `publisher run --once`" in done.stderr) == (3, True)
    assert not (path.parent / "var").exists()
