"""Opening the memory: look first, refuse what is not ours, then migrate."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, text

from publisher.store import sqlite
from publisher.store.dialect import take_pen
from publisher.store.errors import Foreign, Unwritable
from publisher.store.schema import HEAD, metadata


def refuse_strange(engine: Engine) -> str | None:
    """Return the revision of a database, None where it is empty; only reads.

    Raises Corrupted, Foreign or Newer where we must not write.
    """
    revision = _revision(engine)
    if revision not in (None, HEAD):
        from publisher.store.migrate import refuse_newer  # noqa: PLC0415 -- Alembic takes 0.2 s; most starts need none

        refuse_newer(revision)
    return revision


def migrate(engine: Engine) -> None:
    """Bring the schema to what this code expects: in one commit, and once where two programs start together."""
    with take_pen(engine) as connection:
        if connection.dialect.name == "sqlite":
            sqlite.claim(connection)
        if inspect(connection).get_table_names():
            _upgrade(connection)
        else:
            _create(connection)


def _upgrade(connection: Connection) -> None:
    from publisher.store.migrate import upgrade  # noqa: PLC0415 -- Alembic takes 0.4 s; most starts need none

    upgrade(connection)


def _create(connection: Connection) -> None:
    """Make the tables as the migrations would: tests hold the two equal."""
    metadata.create_all(connection, checkfirst=False)
    revision = Column("version_num", String(32), primary_key=True)
    known = Table("alembic_version", MetaData(), revision)
    known.create(connection)
    connection.execute(known.insert(), {"version_num": HEAD})


def prepare(engine: Engine) -> None:
    """Make a database ready for use, in a folder that is made where it is missing."""
    file = sqlite.file_of(engine.url) if engine.dialect.name == "sqlite" else None
    if file is not None:
        _make_folder(file)
    revision = refuse_strange(engine)
    if revision == HEAD:
        return
    if file is not None:
        sqlite.examine(file)  # a damaged database is not migrated
    migrate(engine)


def _revision(engine: Engine) -> str | None:
    if engine.dialect.name == "sqlite":  # without our settings, which would write into a file before we know it
        file = sqlite.file_of(engine.url)
        return sqlite.revision_of(file) if file is not None else None
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "alembic_version" not in tables:
            message = "The database is another program's. Name another one as `database` in sources.yaml"
            raise Foreign(message)
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {file.parent} cannot be made ({error.strerror}). Check the owner of the one above it"
        raise Unwritable(message) from error
