"""Which database an address is of: the one place that knows them all."""

from __future__ import annotations

from publisher.store.address import Address
from publisher.store.database import Database
from publisher.store.sqlite import Sqlite


def database_of(address: Address) -> Database:
    """Return a database that is read and written."""
    return Sqlite(address.file) if address.file else _postgresql(address)


def reader_of(address: Address) -> Database:
    """Return a database that cannot be written."""
    return Sqlite(address.file, only_reads=True) if address.file else _postgresql(address, only_reads=True)


def _postgresql(address: Address, *, only_reads: bool = False) -> Database:
    from publisher.store.postgresql import Postgresql  # noqa: PLC0415 -- SQLAlchemy takes 0.4 s; most have SQLite

    return Postgresql(address.text, only_reads=only_reads)
