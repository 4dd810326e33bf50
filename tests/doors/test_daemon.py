"""The daemon as a process: it ends when it is told to, and starts while sources.yaml is being mended."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from publisher.pipeline import accept
from tests.doors.conftest import run

PATIENCE = 60  # seconds: how long a busy machine may take to start
CALENDARS = """
from publisher.press.formats import Format

FORMAT = Format("ics", "text/calendar", lambda issue, config, fragments: b"BEGIN:VCALENDAR")
"""


class Running:
    """A daemon, and what it says on both its outputs, a line at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []

    def hear(self, wanted: str) -> str:
        """Return the first line from now on in which something stands."""
        output = self.process.stdout
        assert output
        for line in output:
            self.said.append(line.rstrip())
            if wanted in line:
                return line.rstrip()
        raise AssertionError(self.said)

    def stop(self, name: signal.Signals) -> int:
        """Tell it to stop; return its exit code."""
        self.process.send_signal(name)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.said += rest.splitlines()
        return self.process.returncode


@contextmanager
def daemon(path: Path, *words: str) -> Iterator[Running]:
    """Start the program on a newsroom."""
    command = [sys.executable, "-m", "publisher", *words, "--config", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


@pytest.fixture
def mute() -> Iterator[int]:
    """Run an agency that takes calls and never answers; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_serve_publishes_and_ends_cleanly(path: Path) -> None:
    """All feeds are served, a round is one plain line, and Ctrl-C ends it all with 0 and no traceback."""
    path.with_name("calendars.py").write_text(CALENDARS, "utf-8")
    agenda = '  - {id: agenda, title: Agenda, formats: [ics]}\nformats: {ics: "calendars:FORMAT"}\n'
    path.write_text(path.read_text("utf-8") + agenda, "utf-8")
    with daemon(path, "serve", "--port", "0") as running:
        port = re.findall(r"127\.0\.0\.1:(\d+)/", running.hear("Serving"))[0]
        line = running.hear("new articles")
        with urlopen(f"http://127.0.0.1:{port}/latest.rss", timeout=PATIENCE) as answer:
            assert answer.status == 200
        with urlopen(f"http://127.0.0.1:{port}/agenda.ics", timeout=PATIENCE) as answer:
            assert (answer.headers.get_content_type(), answer.read()) == ("text/calendar", b"BEGIN:VCALENDAR")
        assert running.stop(signal.SIGINT) == 0
    assert re.fullmatch(r"\d\d:\d\d:\d\d  8 sources · \d+ new articles · \d+ files? written · [\d.]+ s", line)
    assert "stopped" in running.said[-1]
    assert [said for said in running.said if "\x1b" in said or "Traceback" in said] == []


def test_a_first_round_is_ended_too(path: Path, mute: int) -> None:
    """SIGTERM while every source is being waited for: nobody waits for them any longer."""
    path.write_text(re.sub(r"(127\.0\.0\.1):\d+/(\w)", rf"\1:{mute}/\2", path.read_text("utf-8")), "utf-8")
    with daemon(path, "run") as running:
        running.hear("Publishing into")
        assert running.stop(signal.SIGTERM) == 0
    assert "stopped" in running.said[-1]


def test_a_daemon_starts_on_its_last_good_configuration(path: Path) -> None:
    """A mistaken sources.yaml stops cron and `check` with 2; a daemon says so loudly and uses its good copy."""
    accept(path)
    path.write_text(path.read_text("utf-8").replace("country: GB", "country: UK"), "utf-8")
    with daemon(path, "run") as running:
        assert '"UK"' in running.hear("UK")
        running.hear("IS NOT TAKEN")
        running.hear("Publishing into")
        assert running.stop(signal.SIGTERM) == 0
    assert [run(*words, "--config", str(path)).exit_code for words in (["run", "--once"], ["check"])] == [2, 2]


@pytest.mark.parametrize("verb", ["run", "serve"])
def test_without_a_good_copy_there_is_no_start(path: Path, verb: str) -> None:
    """A daemon that never had a good configuration ends with 2."""
    path.write_text("sources: [", "utf-8")
    assert run(verb, "--config", str(path)).exit_code == 2


def test_a_port_that_is_taken_is_named(path: Path, mute: int) -> None:
    """`serve` on another program's port ends with 2 and says which one; nothing was polled."""
    done = run("serve", "--port", str(mute), "--config", str(path))
    assert (done.exit_code, str(mute) in done.stderr) == (2, True)
    assert not (path.parent / "feeds").exists()
