"""What we remember: one interface, SQLite by default, PostgreSQL when scaled."""

from __future__ import annotations

from pathlib import Path

from publisher.store import sqlite
from publisher.store.address import parse
from publisher.store.dialect import database_of, reader_of
from publisher.store.errors import Busy, Corrupted, Foreign, Full, Newer, StoreError, Unwritable, typed_errors
from publisher.store.interface import AXES, Axis, Facet, Figures, Order, Pen, Store
from publisher.store.lock import hold
from publisher.store.opening import prepare
from publisher.store.ready import Ready, group_of, ready
from publisher.store.sql import SqlStore

__all__ = [
    "AXES",
    "Axis",
    "Busy",
    "Corrupted",
    "Facet",
    "Figures",
    "Foreign",
    "Full",
    "Newer",
    "Order",
    "Pen",
    "Ready",
    "Store",
    "StoreError",
    "Unwritable",
    "group_of",
    "hold",
    "move_aside",
    "open_reader",
    "open_store",
    "ready",
]


READER_KEEPS = 2_000
"""Articles that a reader keeps decoded: there is one in each worker."""


def open_store(address: str) -> Store:
    """Open the memory at a SQLAlchemy address (`sqlite:///var/publisher.db`), made and migrated where it must be.

    Raises Corrupted, Foreign, Newer or another StoreError, and has written nothing then.
    """
    database = database_of(parse(address))
    try:
        with typed_errors(*database.errors):
            prepare(database)
    except StoreError:
        database.close()
        raise
    return SqlStore(database)


def open_reader(address: str) -> Store:
    """Open a memory that `open_store` has made ready, to read it only; for another process than the one that writes.

    Nothing is looked at before the first question: opening costs next to nothing, waits for nobody, and a reader that
    is killed leaves nothing behind. Raises StoreError at the first question where there is no such database, and
    Unwritable where it is asked to write.
    """
    return SqlStore(reader_of(parse(address)), READER_KEEPS)


def move_aside(address: str) -> Path | None:
    """Rename a damaged SQLite database to `<name>.corrupt-<n>`, and return that; None where there is no file.

    Only to be called with no store open. The next `open_store` begins anew: the sources fill it again, and ids, being
    made of what identifies an item, are the same as before.
    """
    file = parse(address).file
    return sqlite.move_aside(file) if file is not None and file.exists() else None
