"""A program that is killed at any moment leaves whole commits only."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.model import Article, Group, Selection
from publisher.store import open_store
from publisher.store.migrate import upgrade_file
from publisher.store.ready import article_row, ready, shelf_rows
from publisher.store.records import sign_numbers
from publisher.store.sqlite import Sqlite

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

WRITER = """
import sys
from datetime import datetime, timedelta, UTC
from publisher.model import Article, SourceState
from publisher.store import open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
store = open_store(sys.argv[1])
print("ready", flush=True)
for commit in range(10_000):
    articles = [
        Article(id=f"tag:{commit}/{n}", key=f"{commit}/{n}", source="s", agency="a", headline="h", credit="c",
                story=f"story-{commit}", received=NOON, published=NOON, updated=NOON, body="text " * 300)
        for n in range(20)
    ]
    with store.pen() as pen:
        pen.save(articles, {article.id: [f"guid:{article.id}"] for article in articles})
        pen.remember(SourceState(source="s", etag=str(commit), due=NOON + timedelta(minutes=commit)))
        pen.touch([f"feed/{commit}"], NOON)
        pen.put("commit", str(commit))
    print(commit, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_half_saved(seed: int, tmp_path: Path) -> None:
    """Articles, signs, the source's state and the touched feeds are all there, or none; what was reported is there."""
    address = f"sqlite:///{tmp_path}/publisher.db"
    with subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.005, 0.25))
        os.kill(program.pid, signal.SIGKILL)
        reported = [int(line) for line in program.stdout.read().split()]
    store = open_store(address)
    store.check()
    last = int(store.get("commit") or -1)
    assert last >= max(reported, default=-1)
    assert store.figures().articles == 20 * (last + 1)
    assert store.figures().stories == last + 1
    assert store.state("s").etag == (str(last) if last >= 0 else None)
    assert set(store.touched()) == {f"feed/{commit}" for commit in range(last + 1)}
    with store.pen() as pen:
        signs = [f"guid:tag:{commit}/{n}" for commit in range(last + 2) for n in range(20)]
        assert len(pen.kin(signs)) == 20 * (last + 1)
    store.close()


MIGRATOR = """
import os, signal, sys
import publisher.store.migrate  # what migrations need is imported once, in the process that forks the others
from publisher.store import open_store
from publisher.store.sqlite import Sqlite

connect = Sqlite.connect

def count(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(database):
    connection = connect(database)
    connection.set_trace_callback(count)
    return connection

Sqlite.connect = counted
for address, statement in zip(sys.argv[1::2], sys.argv[2::2]):
    left = int(statement)
    if not os.fork():
        open_store(address).close()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
"""
OF_NONE = (1, 2, 5, 9, 16, 22, 30, 38)  # the statements at which the migration of an empty database dies
OF_FIRST = (1, 4, 8, 12, 16, 20, 24)  # and that of the first tables


def address_in(folder: Path, statement: int) -> str:
    """Return the address of the database whose migration dies at a statement."""
    return f"sqlite:///{folder}/{statement}.db"


def kill_migrations(folder: Path, statements: Sequence[int]) -> None:
    """Migrate the database of each statement, each in a process that dies at it."""
    words = [word for statement in statements for word in (address_in(folder, statement), str(statement))]
    done = subprocess.run([sys.executable, "-c", MIGRATOR, *words], check=True, stdout=subprocess.PIPE, text=True)
    codes = [int(line) for line in done.stdout.split()]
    assert len(codes) == len(statements)
    assert set(codes) <= {0, -signal.SIGKILL}
    assert codes[0] == -signal.SIGKILL


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of databases whose first migration was killed."""
    folder = tmp_path_factory.mktemp("begun")
    kill_migrations(folder, OF_NONE)
    return folder


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of databases with an article in the first tables, whose migration was killed."""
    folder = tmp_path_factory.mktemp("filled")
    fill_first_tables(folder / "first.db")
    for statement in OF_FIRST:
        shutil.copy(folder / "first.db", folder / f"{statement}.db")
    kill_migrations(folder, OF_FIRST)
    return folder


@pytest.mark.parametrize("statement", OF_NONE)
def test_a_killed_migration_is_done_again(statement: int, begun: Path) -> None:
    """Wherever a migration dies, the next start finds an empty database or a whole one, never a part."""
    store = open_store(address_in(begun, statement))
    store.check()
    assert store.figures().articles == 0
    store.close()


@pytest.mark.parametrize("statement", OF_FIRST)
def test_a_killed_migration_of_a_full_database_loses_nothing(statement: int, filled: Path) -> None:
    """Wherever a migration from the first tables dies, articles and signs are there after the next start."""
    store = open_store(address_in(filled, statement))
    store.check()
    found = store.stories(Selection(), limit=1, window=timedelta(0), now=NOON)
    assert [article.key for story in found for article in story.articles] == ["k"]
    with store.pen() as pen:
        assert pen.kin(["guid:1"]) == {"guid:1": Group("story", "story")}
    store.close()


def fill_first_tables(file: Path) -> None:
    """Make a database as the first version did, with an article and a sign."""
    article = Article(
        id="tag:1", key="k", source="s", agency="a", headline="h", credit="c", story="story",
        received=NOON, published=NOON, updated=NOON,
    )  # fmt: skip
    database = Sqlite(file)
    upgrade_file(database.connect, "0001")
    with closing(database.connect()) as connection:
        for table, row in (
            ("article", article_row(1, ready(article), Group("story", "story"), NOON, 0)[:-2]),
            ("shelf", shelf_rows(1, ready(article), Group("story", "story"))[0][:-1]),
            ("sign", (*sign_numbers(["guid:1"]), "story")),
        ):
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 -- our own names
