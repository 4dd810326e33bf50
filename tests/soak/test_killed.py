"""Nightly: the program is killed at any moment, and nothing is lost, doubled or half written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from demo.__main__ import prepare
from demo.agency import open_server
from demo.script import Script

pytestmark = pytest.mark.soak

KILLS = 40
LONGEST = 4.0  # seconds: about what a first round takes


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Run the invented agencies, their script played to its end; gives a sources.yaml that names them."""
    began = datetime.now(UTC) - timedelta(minutes=10)
    server = open_server(Script(began), lambda: datetime.now(UTC))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield prepare(tmp_path / "newsroom", server.server_port, 8000)
    server.shutdown()
    thread.join()
    server.server_close()


def start(path: Path) -> subprocess.Popen[bytes]:
    """Start one pass over all sources."""
    command = [sys.executable, "-m", "publisher", "run", "--once", "--all", "--config", str(path)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def published(path: Path) -> dict[str, set[str]]:
    """Read the headlines of every published JSON Feed; every other file must be whole, too.

    Not of `trending`, which goes by when reports were received; nor ids, since a story has that of its first report.
    """
    root = path.parent / "feeds"
    found: dict[str, set[str]] = {}
    for file in root.rglob("*"):
        if file.suffix in {".rss", ".atom", ".opml"}:
            ET.fromstring(file.read_bytes())
        elif file.suffix == ".json":
            items = json.loads(file.read_bytes())["items"]
            assert len({item["id"] for item in items}) == len(items)
            found[file.relative_to(root).as_posix()] = {item["title"] for item in items}
    found.pop("trending.json", None)
    return found


def test_killed_at_any_moment(path: Path, tmp_path: Path) -> None:
    """After any number of kills the next whole run publishes just what a run that was never killed publishes."""
    chance = Random(20250427)
    for _ in range(KILLS):
        run = start(path)
        try:
            run.wait(chance.uniform(0.5, LONGEST))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
        published(path)
    assert start(path).wait() == 0
    whole = tmp_path / "whole" / "sources.yaml"
    whole.parent.mkdir()
    whole.write_bytes(path.read_bytes())
    assert start(whole).wait() == 0
    assert published(path) == published(whole)
