"""PostgreSQL as the database of many machines; SQLAlchemy keeps its connections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Final, cast

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PoolProxiedConnection,
    String,
    Table,
    create_engine,
    inspect,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from publisher.store.database import PATIENCE
from publisher.store.driver import Cursor, Driver
from publisher.store.errors import Foreign, StoreError
from publisher.store.schema import metadata, spell_for_postgresql
from publisher.store.tables import HEAD

_ADVISORY: Final = 0x5055424C  # "PUBL": the advisory lock that is the pen


class Postgresql:
    """A database on a server; see `database.Database` for what it promises."""

    def __init__(self, address: str, *, only_reads: bool = False) -> None:
        self.engine = _engine(address, only_reads=only_reads)
        self.errors: tuple[type[Exception], ...] = (
            DBAPIError,
            cast("type[Exception]", self.engine.dialect.loaded_dbapi.Error),
        )

    @contextmanager
    def reading(self) -> Iterator[Driver]:
        """See `database.Database.reading`: SQLAlchemy's connection around the driver's costs more than most answers."""
        connection = self.engine.raw_connection()
        try:
            with _driver(connection) as driver:
                yield driver
        finally:
            connection.close()

    def snapshot(self) -> AbstractContextManager[Driver]:
        """See `database.Database.snapshot`: every transaction of a reader is of one moment."""
        return self.reading()

    @contextmanager
    def writing(self) -> Iterator[Driver]:
        """See `database.Database.writing`."""
        with self.pen() as connection, _driver(connection.connection) as driver:
            yield driver

    @contextmanager
    def pen(self) -> Iterator[Connection]:
        """Do as `writing` does, with SQLAlchemy's own connection."""
        with (
            self.engine.connect().execution_options(isolation_level="READ COMMITTED") as connection,
            connection.begin(),
        ):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY})")
            yield connection

    def revision(self) -> str | None:
        """See `database.Database.revision`."""
        with self.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if not tables:
                return None
            if "alembic_version" not in tables:
                message = "The database is another program's. Name another one as `database` in sources.yaml"
                raise Foreign(message)
            revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision

    def examine(self) -> None:
        """See `database.Database.examine`: a server looks after its own files."""

    def migrate(self) -> None:
        """See `database.Database.migrate`."""
        with self.pen() as connection:
            if inspect(connection).get_table_names():
                from publisher.store.migrate import upgrade  # noqa: PLC0415 -- Alembic takes 0.4 s; most starts need none

                upgrade(connection)
            else:
                _make(connection)

    def close(self) -> None:
        """See `database.Database.close`."""
        self.engine.dispose()


def _engine(address: str, *, only_reads: bool) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        message = f"{address!r} is no address of a database, such as postgresql+psycopg://news@db/news"
        raise StoreError(message) from error
    options = {"connect_args": {"options": "-c default_transaction_read_only=on"}} if only_reads else {}
    return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ", **options)


@contextmanager
def _driver(connection: PoolProxiedConnection) -> Iterator[Driver]:
    with closing(Driver(cast("Cursor", connection.cursor()), "postgresql")) as driver:
        yield driver


def _make(connection: Connection) -> None:
    """Make the tables as the migrations would: tests hold the two equal."""
    spell_for_postgresql()
    metadata.create_all(connection, checkfirst=False)
    revision = Column("version_num", String(32), primary_key=True)
    known = Table("alembic_version", MetaData(), revision)
    known.create(connection)
    connection.execute(known.insert(), {"version_num": HEAD})
