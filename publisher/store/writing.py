"""Many rows in one statement, at the speed of the driver.

SQLAlchemy's own way of running a statement for many rows costs as much as SQLite's work on them, so its compiler writes
the statement (in the words of each database) and the driver gets the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias, cast

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import UpdateBase

from publisher.store.dialect import upsert
from publisher.store.records import Row

_Values: TypeAlias = "tuple[object, ...]"


def run(connection: Connection, statement: UpdateBase, rows: Sequence[Row]) -> None:
    """Run a statement once for each row; every row has the same names, one for each value that is asked for."""
    if not rows:
        return
    sql, pick = _compiled(connection.dialect, statement, tuple(rows[0]))
    connection.exec_driver_sql(sql, [pick(row) for row in rows] if pick else list(rows))


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or replace those with the same primary key."""
    run(connection, upsert(connection.dialect.name, table), rows)


@lru_cache(maxsize=64)
def _compiled(
    dialect: Dialect, statement: UpdateBase, names: tuple[str, ...]
) -> tuple[str, Callable[[Row], _Values] | None]:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    places = compiled.positiontup
    if not places:
        return str(compiled), None
    if len(places) == 1:
        (place,) = places
        return str(compiled), lambda row: (row[place],)
    return str(compiled), cast("Callable[[Row], _Values]", itemgetter(*places))
