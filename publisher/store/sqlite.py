"""SQLite as the database: one file, one writer, and nothing lost when the power fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event

from publisher.store.errors import DAMAGED, Corrupted, Foreign, StoreError, Unwritable, code_of

PATIENCE: Final = 10.0
"""Seconds to wait for the pen."""

PEN: Final = "publisher_pen"
"""The execution option of a connection whose transaction writes."""

_APPLICATION: Final = 0x50554231  # "PUB1": file(1) and we know our own by it
_COMPANIONS: Final = ("", "-wal", "-shm")
_PRAGMAS: Final = (
    "PRAGMA page_size=8192",  # of a new file: most articles then stand on one page
    "PRAGMA journal_mode=WAL",  # readers and the writer do not wait for one another
    "PRAGMA synchronous=FULL",  # a commit survives the loss of power
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-32768",  # kB
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=8000",  # pages (64 MB): what is written again and again goes to the file once
    "PRAGMA journal_size_limit=67108864",
)
_READING: Final = (
    "PRAGMA query_only=ON",
    "PRAGMA cache_size=-8192",  # kB: there is one in each worker
    "PRAGMA temp_store=MEMORY",
)


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...


class _Driver(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


def file_of(url: URL) -> Path | None:
    """Return the file of a database; None where it is in memory."""
    return Path(url.database) if url.database and url.database != ":memory:" else None


def engine_of(url: URL) -> Engine:
    """Return an engine whose transactions begin as they mean to go on: a pen with the write lock, a reader without."""
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def reader_of(url: URL) -> Engine:
    """Return an engine that only reads a database that is there already; it takes no lock that a writer waits for.

    The file is opened as if for writing: the last of all to let go then tidies the log away, whoever that is.
    """

    def connect() -> sqlite3.Connection:
        name = f"file:{quote(str(file_of(url)))}?mode=rw"
        connection = sqlite3.connect(name, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        for pragma in _READING:
            connection.execute(pragma)
        return connection

    engine = create_engine(url, creator=connect)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(driver: _Driver, _record: object) -> None:
    driver.isolation_level = None  # the driver begins nothing by itself, `_begin` does
    cursor = driver.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could not wait for another writer: it would fail at once.
    writes = connection.get_execution_options().get(PEN)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def claim(connection: Connection) -> None:
    """Mark the database as ours."""
    connection.exec_driver_sql(f"PRAGMA application_id={_APPLICATION}")


def revision_of(file: Path) -> str | None:
    """Return the schema's revision of a file, only reading it; None where there is no database yet.

    Raises Corrupted where it cannot be read, and Foreign where it is another program's.
    """
    if not file.exists() or not file.stat().st_size:
        return None
    with _looking_at(file) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application not in (0, _APPLICATION) or (tables and "alembic_version" not in tables) or not application:
            if not tables and not application:
                return None
            message = f"{file} is the database of another program. Name another one as `database` in sources.yaml"
            raise Foreign(message)
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
        return str(row[0]) if row else None


def examine(file: Path) -> None:
    """Read the whole file and raise Corrupted where it is damaged. Writes nothing."""
    if not file.exists() or not file.stat().st_size:
        return
    with _looking_at(file) as connection:
        faults = [str(line) for (line,) in connection.execute("PRAGMA quick_check(3)") if line != "ok"]
        faults += [f"a row of {table} hangs loose" for table, *_ in connection.execute("PRAGMA foreign_key_check")]
    if faults:
        raise Corrupted(DAMAGED.format("; ".join(faults[:3])))


@contextmanager
def _looking_at(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            yield connection
    except sqlite3.Error as error:
        if code_of(error) == "SQLITE_CANTOPEN":
            message = f"{file} cannot be opened ({error}). Check the owner of the file and its folder"
            raise Unwritable(message) from error
        if isinstance(error, sqlite3.OperationalError) and code_of(error) not in {"SQLITE_CORRUPT", "SQLITE_ERROR"}:
            message = f"{file} cannot be read ({error})"
            raise StoreError(message) from error
        raise Corrupted(DAMAGED.format(f"{file}: {error}")) from error


def move_aside(file: Path) -> Path:
    """Rename a damaged database, with what belongs to it, to the first free `<name>.corrupt-<n>`, and return that.

    Nobody may have it open. The next `open_store` begins a new one.
    """
    number = 1
    while (aside := file.with_name(f"{file.name}.corrupt-{number}")).exists():
        number += 1
    for companion in reversed(_COMPANIONS):  # the database itself last: until then the next start finds it damaged
        part = file.with_name(file.name + companion)
        if part.exists():
            part.rename(aside.with_name(aside.name + companion))
    return aside
