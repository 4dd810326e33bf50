"""A reader in another process reads, and does nothing else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.model import Article
from publisher.store import Store, StoreError, Unwritable, open_reader, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Article]

READER = """
import sys
from datetime import datetime, timedelta, UTC
from publisher.model import Selection
from publisher.store import open_reader

store = open_reader(sys.argv[1])
keys = [f"key-{number}" for number in range(200)]
print(len(store.known("bbc-world", keys)), flush=True)
while True:
    store.hashes("bbc-world", keys)
    store.stories(Selection(), limit=30, window=timedelta(hours=2), now=datetime(2026, 3, 1, 12, tzinfo=UTC))
"""


def test_a_reader_sees_each_commit(address: str, store: Store, make: Make) -> None:
    """What the pen committed is there at the next question."""
    reader = open_reader(address)
    for number in range(3):
        with store.pen() as pen:
            pen.save([make(f"{number}")], {})
        assert reader.figures().articles == number + 1
        assert reader.hashes("bbc-world", [f"key-{number}"]) == {f"key-{number}": f"hash-{number}"}
    reader.close()


def test_a_reader_cannot_write(address: str, store: Store, make: Make) -> None:
    """Whatever a reader is asked to write is refused, and nothing of it is there."""
    reader = open_reader(address)
    with pytest.raises(Unwritable), reader.pen() as pen:
        pen.save([make("a")], {})
    with pytest.raises(Unwritable):
        reader.put("name", "value")
    reader.close()
    assert store.figures().articles == 0


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    """Where there is no database, a reader says so and leaves none behind."""
    reader = open_reader(f"sqlite:///{tmp_path}/publisher.db")
    with pytest.raises(StoreError, match="cannot be opened"):
        reader.state("bbc-world")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_reader_leaves_nothing_behind(seed: int, tmp_path: Path, make: Make) -> None:
    """A reader that is killed at any moment holds no lock, keeps no log from being tidied, and damages nothing."""
    address = f"sqlite:///{tmp_path}/publisher.db"
    store = open_store(address)
    with store.pen() as pen:
        pen.save([make(f"{number}", body="text " * 300) for number in range(200)], {})
    with subprocess.Popen([sys.executable, "-c", READER, address], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "200\n"
        ends = time.monotonic() + random.Random(seed).uniform(0.005, 0.1)
        commit = 0
        while time.monotonic() < ends:
            commit += 1
            with store.pen() as pen:
                pen.save([make(f"{commit % 200}", version=commit)], {})  # however many a fast disk takes
        os.kill(program.pid, signal.SIGKILL)
    with store.pen() as pen:
        pen.save([make("after")], {})
    store.check()
    assert store.figures().articles == 201
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["publisher.db"]


def test_the_last_to_close_tidies_the_log_away(tmp_path: Path, make: Make) -> None:
    """A reader that is closed after the writer leaves one file, as the writer would."""
    address = f"sqlite:///{tmp_path}/publisher.db"
    store, reader = open_store(address), open_reader(address)
    with store.pen() as pen:
        pen.save([make("a")], {})
    assert reader.figures().articles == 1
    store.close()
    reader.close()
    assert [path.name for path in tmp_path.iterdir()] == ["publisher.db"]
