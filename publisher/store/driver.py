"""Statements that SQLAlchemy writes and the driver runs.

SQLAlchemy's own way of running a statement costs more than SQLite's work on it, so its compiler writes the statement
once, in the words of each database, and the driver gets the values and returns plain rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple, cast

from msgspec.json import Encoder
from sqlalchemy import BindParameter, ColumnElement, PoolProxiedConnection, Table, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from publisher.store.records import Values

_json: Final = Encoder().encode


@cache
def _dialect(backend: str) -> Dialect:
    """Return a dialect that writes the values in order: the driver then takes a row as the tuple that it is."""
    if backend == "sqlite":
        return sqlite.dialect(paramstyle="qmark")
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- it takes a tenth of a second; most have SQLite

    dialect: Dialect = postgresql.psycopg.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    return dialect


def _insert(backend: str, table: Table) -> sqlite.Insert:
    """Return an insert in the words of a database. One class stands for both: they spell what we use alike."""
    if backend == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- as above

    return cast("sqlite.Insert", postgresql.insert(table))


class one_of(ColumnElement[bool]):  # noqa: N801 -- reads as the word of SQL that it is
    """`column IN (values)` for any number of values: they are given as one list, so that the statement never varies."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.many: BindParameter[Any] = bindparam(name)


@compiles(one_of, "sqlite")
def _one_of_json(element: one_of, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own
    column, many = compiler.process(element.column, **words), compiler.process(element.many, **words)
    return f"{column} IN (SELECT value FROM json_each({many}))"  # noqa: S608 -- a column of ours and a place for the values


@compiles(one_of, "postgresql")
def _one_of_array(element: one_of, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own
    column, many = compiler.process(element.column, **words), compiler.process(element.many, **words)
    return f"{column} = ANY({many})"


class _Compiled(NamedTuple):
    """A statement in the words of a database."""

    sql: str
    names: tuple[str, ...]  # of the values, in the order they are asked for
    fixed: Mapping[str, object]  # values that are the statement's own

    def values(self, asked: Mapping[str, object]) -> Values:
        return tuple([asked[name] if name in asked else self.fixed[name] for name in self.names])


class Driver:
    """A driver's connection, which SQLAlchemy opened and will close."""

    __slots__ = ("_backend", "_cursor")

    def __init__(self, connection: PoolProxiedConnection, backend: str) -> None:
        self._cursor = connection.cursor()
        self._backend = backend

    def begin(self) -> None:
        """Let all that is read from here on be of one moment; PostgreSQL's driver does so by itself."""
        if self._backend == "sqlite":
            self._cursor.execute("BEGIN", ())

    def close(self) -> None:
        """Let go of what was found: SQLite keeps a file open for as long as a statement on it may go on."""
        self._cursor.close()

    def rows(self, statement: ClauseElement, **asked: object) -> list[tuple[Any, ...]]:
        """Return what a statement finds; the list of a `one_of` may hold any number of values."""
        self.do(statement, **asked)
        return cast("list[tuple[Any, ...]]", self._cursor.fetchall())

    def walk(self, statement: ClauseElement, **asked: object) -> Iterator[tuple[Any, ...]]:
        """Yield what a statement finds, no further than anybody reads; nothing else is to be asked meanwhile."""
        self.do(statement, **asked)
        while row := self._cursor.fetchone():
            yield row

    def column(self, statement: ClauseElement, **asked: object) -> list[Any]:
        """Return the first value of each row."""
        return [row[0] for row in self.rows(statement, **asked)]

    def value(self, statement: ClauseElement, **asked: object) -> Any:  # noqa: ANN401 -- whatever the column holds
        """Return the first value of the first row; None where there is none."""
        found = self.rows(statement, **asked)
        return found[0][0] if found else None

    def do(self, statement: ClauseElement, **asked: object) -> None:
        """Run a statement once."""
        sql, values = _asked(self._backend, statement, asked)
        self._cursor.execute(sql, values)

    def each(self, statement: ClauseElement, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row of values by name."""
        compiled = _compiled(self._backend, statement)
        self._write(compiled.sql, (compiled.values(row) for row in rows))

    def add(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows that are not there yet. What makes them one by one leaves no thousands for the collector."""
        self._write(_compiled(self._backend, insertion(self._backend, table, "new")).sql, rows)

    def put(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, or replace those with the same primary key."""
        self._write(_compiled(self._backend, insertion(self._backend, table, "replace")).sql, rows)

    def fill(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, and leave those be that have the same primary key."""
        self._write(_compiled(self._backend, insertion(self._backend, table, "keep")).sql, rows)

    def _write(self, sql: str, rows: Iterable[Values]) -> None:
        self._cursor.executemany(sql, cast("Sequence[Values]", rows))


def _asked(backend: str, statement: ClauseElement, asked: Mapping[str, object]) -> tuple[str, Values]:
    compiled = _compiled(backend, statement)
    values = compiled.values(asked)
    if backend == "sqlite":  # it has no arrays
        values = tuple([_json(value).decode() if isinstance(value, list) else value for value in values])
    return compiled.sql, values


@lru_cache(maxsize=512)
def _compiled(backend: str, statement: ClauseElement) -> _Compiled:
    compiled = cast("SQLCompiler", statement.compile(dialect=_dialect(backend)))
    return _Compiled(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))


@lru_cache(maxsize=64)
def insertion(backend: str, table: Table, kind: Literal["new", "replace", "keep"]) -> ClauseElement:
    """Return an insert of whole rows: all are new, or those with a known primary key replace the old or are left."""
    statement = _insert(backend, table)
    if kind == "new":
        return statement
    keys = list(table.primary_key)
    if kind == "keep":
        return statement.on_conflict_do_nothing(index_elements=keys)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
