"""A start loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.model import Article, SourceState
from publisher.store import open_store

Make = Callable[..., Article]

HEAVY = ("sqlalchemy", "alembic", "psycopg")
START = """
import sys
from datetime import datetime, timedelta, UTC
from publisher import store
from publisher.model import Selection

opened = getattr(store, sys.argv[1])(sys.argv[2])
states = opened.states()
opened.stories(Selection(), limit=5, window=timedelta(), now=datetime(2026, 3, 1, tzinfo=UTC))
opened.facets()
if sys.argv[1] == "open_store":
    opened.check()
    opened.enroll(["new"])
opened.close()
print(sorted(states), sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[3:])))
"""


def started(opening: str, address: str) -> str:
    """Return which sources a start of its own finds, and which of the heavy libraries it loaded."""
    command = [sys.executable, "-c", START, opening, address, *HEAVY]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("opening", ["open_store", "open_reader"])
def test_a_start_on_sqlite_loads_no_sqlalchemy(opening: str, tmp_path: Path, make: Make) -> None:
    """It takes half a second, which a pass from cron would pay each time."""
    address = f"sqlite:///{tmp_path}/publisher.db"
    store = open_store(address)
    with store.pen() as pen:
        pen.save([make("a", events=("IN",))], {})
        pen.remember(SourceState(source="bbc-world"))
    store.close()
    assert started(opening, address) == "['bbc-world'] []"


def test_a_first_start_on_sqlite_loads_no_sqlalchemy(tmp_path: Path) -> None:
    """A new database is made from words of our own."""
    assert started("open_store", f"sqlite:///{tmp_path}/var/publisher.db") == "[] []"
