"""SQLite as the database: one file, one writer, and nothing lost when the power fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from urllib.parse import quote

from publisher.store import ballast
from publisher.store.database import PATIENCE
from publisher.store.ddl import APPLICATION, CLAIM, MAKING
from publisher.store.driver import Driver
from publisher.store.errors import DAMAGED, Corrupted, Foreign, StoreError, Unwritable, code_of
from publisher.store.pool import Pool

_A_MOMENT: Final = 0.02  # seconds
_IDLE: Final = 4  # connections kept while nobody reads: each may have 8 MB of pages by heart
_COMPANIONS: Final = ("", "-wal", "-shm")
_PRAGMAS: Final = (
    "PRAGMA page_size=8192",  # of a new file: most articles then stand on one page
    "PRAGMA journal_mode=WAL",  # readers and the writer do not wait for one another
    "PRAGMA synchronous=FULL",  # a commit survives the loss of power
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-12288",  # kB
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=8000",  # pages (64 MB): what is written again and again goes to the file once
    "PRAGMA journal_size_limit=67108864",
)
_FEWER_PAGES: Final = "PRAGMA cache_size=-8192"  # kB: who reads goes along an index; there are several in each process
_READING: Final = (
    "PRAGMA query_only=ON",
    "PRAGMA temp_store=MEMORY",
)


class Sqlite:
    """A database in a file; see `database.Database` for what it promises."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, file: Path, *, only_reads: bool = False) -> None:
        self.file = file
        self._only_reads = only_reads
        self._readers = Pool(partial(self.connect, _FEWER_PAGES), _IDLE)
        self._pen = Pool(self.connect, 1)  # what it wrote last it reads next, and still has in its memory

    def connect(self, *settings: str) -> sqlite3.Connection:
        """Return a new connection with our settings and more, which begins nothing by itself.

        One that only reads makes no file, and takes no lock that a writer waits for; it opens the file as if for
        writing: the last of all to let go then tidies the log away, whoever that is.
        """
        name = f"file:{quote(str(self.file))}?mode={'rw' if self._only_reads else 'rwc'}"
        connection = sqlite3.connect(name, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            for pragma in (*(_READING if self._only_reads else _PRAGMAS), *settings):
                _set(connection, pragma)
        except sqlite3.Error:  # a damaged file is told by the first question
            connection.close()
            raise
        return connection

    @contextmanager
    def reading(self) -> Iterator[Driver]:
        """See `database.Database.reading`."""
        with self._readers.lend() as connection, closing(Driver(connection.cursor(), "sqlite")) as driver:
            yield driver

    @contextmanager
    def snapshot(self) -> Iterator[Driver]:
        """See `database.Database.snapshot`."""
        with self._readers.lend() as connection, _transaction(connection, "BEGIN") as driver:
            yield driver

    @contextmanager
    def writing(self) -> Iterator[Driver]:
        """See `database.Database.writing`."""
        # A transaction that reads first and writes later could not wait for another writer: it would fail at once.
        try:
            with self._pen.lend() as connection, _transaction(connection, "BEGIN IMMEDIATE") as driver:
                yield driver
        except sqlite3.OperationalError as error:
            if code_of(error) == "SQLITE_FULL":
                ballast.drop(self.file.parent)  # whoever tries again has room
            raise

    def revision(self) -> str | None:
        """See `database.Database.revision`; without our settings, which would write into a file before we know it."""
        return revision_of(self.file)

    def examine(self) -> None:
        """See `database.Database.examine`."""
        if not self.file.exists() or not self.file.stat().st_size:
            return
        with _looking_at(self.file) as connection:
            faults = [str(line) for (line,) in connection.execute("PRAGMA quick_check(3)") if line != "ok"]
            faults += [f"a row of {table} hangs loose" for table, *_ in connection.execute("PRAGMA foreign_key_check")]
        if faults:
            raise Corrupted(DAMAGED.format("; ".join(faults[:3])))

    def migrate(self) -> None:
        """See `database.Database.migrate`; in a folder that is made where it is missing."""
        _make_folder(self.file)
        if self._make():
            return
        from publisher.store.migrate import upgrade_file  # noqa: PLC0415 -- Alembic takes 0.8 s; most starts need none

        upgrade_file(self.connect)

    def _make(self) -> bool:
        """Make the tables as the migrations would (tests hold the two equal), unless there are some."""
        with self._pen.lend() as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for statement in () if tables else (CLAIM, *MAKING):
                connection.execute(statement)
        return not tables

    def close(self) -> None:
        """See `database.Database.close`."""
        self._readers.close()
        self._pen.close()


def _set(connection: sqlite3.Connection, pragma: str) -> None:
    """Set a pragma. While another process makes the file's log, SQLite refuses to set its mode without any waiting."""
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if not code_of(error).startswith("SQLITE_BUSY") or monotonic() >= until:
                raise
            sleep(_A_MOMENT)
        else:
            return


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[Driver]:
    connection.execute(begin)
    try:
        with closing(Driver(connection.cursor(), "sqlite")) as driver:
            yield driver
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _make_folder(file: Path) -> None:
    """Make the folder of a database; raises Unwritable where that may not be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {file.parent} cannot be made ({error.strerror}). Check the owner of the one above it"
        raise Unwritable(message) from error


def revision_of(file: Path) -> str | None:
    """Return the schema's revision of a file, only reading it; None where there is no database yet.

    Raises Corrupted where it cannot be read, and Foreign where it is another program's.
    """
    if not file.exists() or not file.stat().st_size:
        return None
    with _looking_at(file) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application not in (0, APPLICATION) or (tables and "alembic_version" not in tables) or not application:
            if not tables and not application:
                return None
            message = f"{file} is the database of another program. Name another one as `database` in sources.yaml"
            raise Foreign(message)
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
        return str(row[0]) if row else None


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
