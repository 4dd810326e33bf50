"""A database is looked at before anything is written into it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.model import Article, Selection
from publisher.store import Busy, Corrupted, Foreign, Full, Newer, Store, StoreError, Unwritable, move_aside, open_store
from publisher.store import sqlite as sqlite_room
from tests.world.disk import DURABLE
from tests.world.wild import SLOW, examples

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Article]


@pytest.fixture
def file(tmp_path: Path, make: Make) -> Path:
    """Return a database with some articles, closed."""
    path = tmp_path / "publisher.db"
    store = open_store(f"sqlite:///{path}")
    with store.pen() as pen:
        pen.save([make(str(number), body="text " * 200, events=("IN",)) for number in range(60)], {})
    store.close()
    return path


def look(path: Path) -> None:
    """Open a database and check it, as the program does at its start."""
    store = open_store(f"sqlite:///{path}")
    try:
        store.check()
    finally:
        store.close()


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder that hold anything."""
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.stat().st_size and path.suffix != ".db-shm"
    }


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    """A first start needs no preparation."""
    open_store(f"sqlite:///{tmp_path}/var/data/publisher.db").close()
    assert (tmp_path / "var/data/publisher.db").exists()


def test_a_newer_schema_is_refused_untouched(file: Path) -> None:
    """The database of a newer version is not written into, and the message says what to do."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = everything(file.parent)
    with pytest.raises(Newer, match=r"newer version of this program.*9999"):
        look(file)
    assert everything(file.parent) == before


def test_a_newer_schema_is_noticed_while_running(file: Path) -> None:
    """A program that was started before the upgrade refuses at its next check."""
    store = open_store(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(Newer):
        store.check()
    store.close()


@pytest.mark.parametrize("statement", ["CREATE TABLE moz_places (id)", "PRAGMA application_id=252006674"])
def test_a_database_of_another_program_is_refused_untouched(statement: str, tmp_path: Path) -> None:
    """A database that is not ours is not written into."""
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        connection.execute("CREATE TABLE IF NOT EXISTS other (id)")
        connection.commit()
    before = everything(tmp_path)
    with pytest.raises(Foreign, match="another program"):
        look(path)
    assert everything(tmp_path) == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    """A text is no database."""
    path = tmp_path / "publisher.db"
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(Corrupted, match="Move it aside"):
        look(path)
    assert path.read_text().startswith("Dear diary")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """A file that a crash left empty is no obstacle."""
    path = tmp_path / "publisher.db"
    path.touch()
    look(path)


@settings(examples(25), suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture])
@given(page=st.integers(0, 30), length=st.integers(100, 4096))
def test_overwritten_pages_never_pass_for_sound_and_lose_nothing_in_silence(
    page: int, length: int, file: Path, tmp_path: Path, make: Make
) -> None:
    """A database with an overwritten page is refused as damaged, or all articles are still there (a spare page)."""
    damaged = tmp_path / "damaged.db"
    data = bytearray(file.read_bytes())
    page %= len(data) // 4096
    data[page * 4096 : page * 4096 + length] = b"\xa5" * length
    damaged.write_bytes(data)
    try:
        look(damaged)
    except StoreError:
        return
    store = open_store(f"sqlite:///{damaged}")
    found = store.known("bbc-world", [f"key-{number}" for number in range(60)])
    store.close()
    assert len(found) == 60
    assert all(article == make(key[4:], body="text " * 200, events=("IN",)) for key, article in found.items())


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_truncated_database_is_damaged(part: float, file: Path) -> None:
    """A database that lost its end is refused."""
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(Corrupted):
        look(file)


def test_a_damaged_database_is_moved_aside_with_its_companions(file: Path) -> None:
    """Moving aside keeps the damaged files, numbered, and the next start begins anew."""
    for number in (1, 2):
        file.write_bytes(b"garbage" * 1000)
        file.with_name("publisher.db-wal").write_bytes(b"log")
        aside = move_aside(f"sqlite:///{file}")
        assert aside == file.with_name(f"publisher.db.corrupt-{number}")
        assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log"
        look(file)
    file.unlink()
    assert move_aside(f"sqlite:///{file}") is None
    assert move_aside("postgresql+psycopg://localhost/news") is None


def test_a_database_that_another_program_locks_is_busy(file: Path, monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    """A pen that is not free in time is an expected failure; reading goes on meanwhile."""
    monkeypatch.setattr("publisher.store.sqlite.PATIENCE", 0.05)
    store = open_store(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="next round"), store.pen() as pen:
            pen.save([make("new")], {})
        assert store.figures().articles == 60
        other.execute("ROLLBACK")
    with store.pen() as pen:
        pen.save([make("new")], {})
    store.close()


def test_a_full_disk_loses_the_commit_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    """What found no space is not there, not even in part; what was there stays, and the next commit goes through."""
    monkeypatch.setattr(sqlite_room, "_PRAGMAS", (*sqlite_room._PRAGMAS, "PRAGMA max_page_count=60"))
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    with store.pen() as pen:
        pen.save([make("before")], {})
    with pytest.raises(Full, match="no space left"), store.pen() as pen:
        pen.save([make(f"{number}", body="text " * 900) for number in range(200)], {})
    with store.pen() as pen:
        pen.save([make("after")], {})
    assert store.figures().articles == 2
    store.check()
    store.close()


def test_a_second_pen_inside_the_first_is_busy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking the pen twice in one thread is refused instead of waiting for ever."""
    monkeypatch.setattr("publisher.store.sql.PATIENCE", 0.05)
    store = open_store(f"sqlite:///{file}")
    with store.pen(), pytest.raises(Busy), store.pen():
        pass
    store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """The message names what to look at."""
    (tmp_path / "var").write_text("a file")
    with pytest.raises(Unwritable, match="var"):
        open_store(f"sqlite:///{tmp_path}/var/publisher.db")


def test_commits_survive_the_loss_of_power(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection writes ahead, waits for the disk at each commit, and keeps references whole."""
    monkeypatch.setattr(sqlite_room, "_PRAGMAS", DURABLE)
    with closing(sqlite_room.Sqlite(file).connect()) as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1]


def test_two_programs_that_start_together_migrate_once(tmp_path: Path) -> None:
    """Of many first starts at once, each finds or makes the same schema."""
    code = "import sys; from publisher.store import open_store; open_store(sys.argv[1]).check()"
    command = [sys.executable, "-W", "error", "-c", code, f"sqlite:///{tmp_path}/publisher.db"]
    programs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    errors = [program.communicate()[1] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0], errors


class Busily(sqlite3.Connection):
    """A connection that is refused the mode of the log, as while another process makes the file's, so many times."""

    refusals = 2

    def execute(self, *words: Any) -> sqlite3.Cursor:  # noqa: ANN401 -- whatever SQLite takes
        """Refuse once more, or do it."""
        if "journal_mode" in words[0] and Busily.refusals:
            Busily.refusals -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorname = "SQLITE_BUSY"
            raise error
        return super().execute(*words)


def test_who_comes_while_a_file_is_made_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait by itself where two processes set the mode of a new file at once."""
    connect, naps = sqlite3.connect, list[float]()
    monkeypatch.setattr(sqlite3, "connect", partial(connect, factory=Busily))
    monkeypatch.setattr(sqlite_room, "sleep", naps.append)
    monkeypatch.setattr(Busily, "refusals", 2)
    open_store(f"sqlite:///{tmp_path}/publisher.db").close()
    assert len(naps) == 2


def test_a_closed_store_leaves_one_file(file: Path) -> None:
    """After a clean end everything is in the database itself, so that a copy of it is a backup."""
    assert [path.name for path in file.parent.iterdir()] == ["publisher.db"]
    copy: Store = open_store(f"sqlite:///{file}")
    assert copy.stories(Selection(), limit=1, window=NOON - NOON, now=NOON)
    copy.close()


def test_a_connection_that_fails_at_once_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no database is found out after it was opened: no connection is left to the collector."""
    opened: list[sqlite3.Connection] = []
    file, connect = tmp_path / "publisher.db", sqlite3.connect
    file.write_bytes(bytes(range(256)) * 32)

    def counted(name: str, **asked: Any) -> sqlite3.Connection:  # noqa: ANN401 -- whatever the program asks for
        opened.append(connect(name, **asked))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", counted)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite_room.Sqlite(file).connect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
