"""What differs from database to database, in one place; nothing else in the room knows which one it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final, cast

from sqlalchemy import URL, Connection, Engine, Table, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.sql.dml import UpdateBase

from publisher.store import sqlite
from publisher.store.errors import StoreError
from publisher.store.sqlite import PATIENCE, PEN

_ADVISORY: Final = 0x5055424C  # "PUBL": the advisory lock that is the pen in PostgreSQL
_INSERTS: Final = {"sqlite": sqlite_dialect.insert, "postgresql": postgresql.insert}


def parse(address: str) -> URL:
    """Read a database's address; raises StoreError where we do not speak it."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        message = f"{address!r} is no address of a database, such as sqlite:///var/publisher.db"
        raise StoreError(message) from error
    if url.get_backend_name() not in _INSERTS:
        message = f"{url.get_backend_name()!r} is no database that we speak (sqlite, postgresql)"
        raise StoreError(message)
    return url


def engine_of(url: URL) -> Engine:
    """Return an engine for a database, ready for pens and readers."""
    if url.get_backend_name() == "sqlite":
        return sqlite.engine_of(url)
    return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")


@contextmanager
def take_pen(engine: Engine) -> Iterator[Connection]:
    """Run one transaction that writes, which no other one overlaps: committed at a clean end, else rolled back."""
    postgres = engine.dialect.name == "postgresql"
    options: dict[str, object] = {"isolation_level": "READ COMMITTED"} if postgres else {PEN: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if postgres:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY})")
        yield connection


@lru_cache(maxsize=64)
def upsert(backend: str, table: Table, *, replace: bool = True) -> UpdateBase:
    """Return an insert that, where the primary key is already there, replaces the rest of the row or leaves it be."""
    # One class stands for both: the two dialects spell this in the same way.
    statement = cast("sqlite_dialect.Insert", _INSERTS[backend](table))
    keys = list(table.primary_key)
    if not replace:
        return statement.on_conflict_do_nothing(index_elements=keys)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
