"""Bring a database's schema to what this code expects, in one commit, or refuse."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from publisher.store.ddl import CLAIM
from publisher.store.errors import Newer, typed_errors

LOCATION: Final = "publisher.store:migrations"
"""Inside the package, so that an installed program can migrate."""


def settings(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, without a file; the migration runs in the connection's own transaction."""
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def refuse_newer(revision: str | None) -> None:
    """Raise Newer where we do not know a revision."""
    known = {script.revision for script in ScriptDirectory.from_config(settings()).walk_revisions()}
    if revision is not None and revision not in known:
        message = (
            f"The database was made by a newer version of this program (its schema is {revision}). "
            "Install that version again, or restore a backup that is as old as this one"
        )
        raise Newer(message)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate within the connection's transaction; does nothing where the schema is there already."""
    command.upgrade(settings(connection), revision)


def upgrade_file(connect: Callable[[], sqlite3.Connection], revision: str = "head") -> None:
    """Migrate a SQLite database in one transaction, through connections that begin nothing by themselves."""
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    with typed_errors(DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql(CLAIM)
        upgrade(connection, revision)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
