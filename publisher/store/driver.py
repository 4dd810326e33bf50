"""Statements on a driver's connection: the values go in by name, and plain rows come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

from msgspec.json import Encoder

from publisher.store.records import Values
from publisher.store.statement import Backend, Statement, spelled
from publisher.store.tables import Table, filling, inserting, replacing

_json: Final = Encoder().encode


class Cursor(Protocol):
    """What we use of a driver's cursor (PEP 249)."""

    @property
    def connection(self) -> object:
        """Return the connection that it belongs to."""

    def execute(self, sql: str, values: Values, /) -> object:
        """Run a statement."""

    def executemany(self, sql: str, rows: Iterable[Values], /) -> object:
        """Run a statement for each row."""

    def fetchall(self) -> list[Any]:
        """Return all rows that were found."""

    def fetchone(self) -> Any:  # noqa: ANN401 -- a row is whatever the columns hold
        """Return the next row that was found."""

    def close(self) -> object:
        """Let go of what was found."""


class Driver:
    """A driver's cursor that speaks our statements."""

    __slots__ = ("_backend", "_cursor")

    def __init__(self, cursor: Cursor, backend: Backend) -> None:
        self._cursor = cursor
        self._backend = backend

    def moment(self) -> object | None:
        """Return what differs as soon as somebody else committed anything; None where the database does not tell."""
        if self._backend != "sqlite":
            return None
        self._cursor.execute("PRAGMA data_version", ())
        return self._cursor.connection, self._cursor.fetchone()  # versions are this connection's own

    def close(self) -> None:
        """Let go of what was found: SQLite keeps a file open for as long as a statement on it may go on."""
        self._cursor.close()

    def rows(self, statement: Statement, **asked: object) -> list[tuple[Any, ...]]:
        """Return what a statement finds; a list of any length stands for many values."""
        self.do(statement, **asked)
        return self._cursor.fetchall()

    def walk(self, statement: Statement, **asked: object) -> Iterator[tuple[Any, ...]]:
        """Yield what a statement finds, no further than anybody reads; nothing else is to be asked meanwhile."""
        self.do(statement, **asked)
        while row := self._cursor.fetchone():
            yield row

    def column(self, statement: Statement, **asked: object) -> list[Any]:
        """Return the first value of each row."""
        return [row[0] for row in self.rows(statement, **asked)]

    def value(self, statement: Statement, **asked: object) -> Any:  # noqa: ANN401 -- whatever the column holds
        """Return the first value of the first row; None where there is none."""
        found = self.rows(statement, **asked)
        return found[0][0] if found else None

    def do(self, statement: Statement, **asked: object) -> None:
        """Run a statement once."""
        sql, names = spelled(statement, self._backend)
        self._cursor.execute(sql, tuple([self._given(asked[name]) for name in names]))

    def each(self, statement: Statement, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row of values by name."""
        sql, names = spelled(statement, self._backend)
        self._cursor.executemany(sql, (tuple([row[name] for name in names]) for row in rows))

    def add(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows that are not there yet. What makes them one by one leaves no thousands for the collector."""
        self._write(inserting(table), rows)

    def put(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, or replace those with the same key."""
        self._write(replacing(table), rows)

    def fill(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, and leave those be that have the same key."""
        self._write(filling(table), rows)

    def _write(self, statement: Statement, rows: Iterable[Values]) -> None:
        self._cursor.executemany(spelled(statement, self._backend).sql, rows)

    def _given(self, value: object) -> object:
        if self._backend == "sqlite" and isinstance(value, list):
            return _json(value).decode()
        return value
