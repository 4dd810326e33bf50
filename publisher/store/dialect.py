"""What differs from database to database, in one place; nothing else in the room knows which one it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from publisher.store import sqlite
from publisher.store.errors import StoreError
from publisher.store.schema import spell_for_postgresql
from publisher.store.sqlite import PATIENCE, PEN

_ADVISORY: Final = 0x5055424C  # "PUBL": the advisory lock that is the pen in PostgreSQL
_SPOKEN: Final = frozenset({"sqlite", "postgresql"})


def parse(address: str) -> URL:
    """Read a database's address; raises StoreError where we do not speak it."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        message = f"{address!r} is no address of a database, such as sqlite:///var/publisher.db"
        raise StoreError(message) from error
    if url.get_backend_name() not in _SPOKEN:
        message = f"{url.get_backend_name()!r} is no database that we speak (sqlite, postgresql)"
        raise StoreError(message)
    return url


def engine_of(url: URL) -> Engine:
    """Return an engine for a database, ready for pens and readers."""
    if url.get_backend_name() == "sqlite":
        return sqlite.engine_of(url)
    spell_for_postgresql()
    return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")


def reader_of(url: URL) -> Engine:
    """Return an engine that cannot write."""
    if url.get_backend_name() == "sqlite":
        return sqlite.reader_of(url)
    only_reads = {"options": "-c default_transaction_read_only=on"}
    return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ", connect_args=only_reads)


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
