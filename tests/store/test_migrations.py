"""The history of the schema leads to the tables that the code uses."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from publisher.store import migrate, open_store, opening
from publisher.store.address import parse
from publisher.store.dialect import database_of
from publisher.store.postgresql import Postgresql
from publisher.store.schema import metadata, spell_for_postgresql
from publisher.store.sqlite import Sqlite
from publisher.store.tables import HEAD


def migrated(address: str) -> None:
    """Make a database by all the migrations, one after the other, as an old one was."""
    database = database_of(parse(address))
    if isinstance(database, Sqlite):
        migrate.upgrade_file(database.connect)
    elif isinstance(database, Postgresql):
        with database.pen() as connection:
            migrate.upgrade(connection)
    database.close()


def differences(address: str) -> list[object]:
    """Return what of the tables, columns and indexes of a database is not as the code declares it."""
    spell_for_postgresql()
    engine = sqlalchemy.create_engine(address)
    with engine.connect() as connection:
        found: list[object] = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    return found


def test_the_migrated_schema_is_the_schema(empty: str) -> None:
    """An empty database migrates to exactly the tables, columns and indexes that the code declares."""
    migrated(empty)
    assert differences(empty) == []
    database = database_of(parse(empty))
    assert opening.refuse_strange(database) == HEAD
    database.close()


def test_statements_of_tables_and_indexes_are_the_same(tmp_path: Path) -> None:
    """What a comparison does not look at (conditions of indexes, kinds of tables) is the same, too."""
    migrated(f"sqlite:///{tmp_path}/migrated.db")
    open_store(f"sqlite:///{tmp_path}/new.db").close()
    assert statements(f"{tmp_path}/migrated.db") == statements(f"{tmp_path}/new.db")


def test_a_new_database_is_at_the_head(empty: str) -> None:
    """A new database is made at once, not by migrations, and nobody can tell the difference."""
    open_store(empty).close()
    assert differences(empty) == []
    database = database_of(parse(empty))
    assert opening.refuse_strange(database) == HEAD
    database.migrate()  # which has nothing to do
    assert opening.refuse_strange(database) == HEAD
    database.close()


def statements(file: str) -> set[str]:
    """Return the statements that made a database."""
    engine = sqlalchemy.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql NOT LIKE '%alembic%'")
        found = {"".join(str(sql).replace('"', "").split()) for (sql,) in made}
    engine.dispose()
    return found


def test_the_code_names_the_head() -> None:
    """Most starts never load Alembic, because the code knows the newest revision; there is only one."""
    assert ScriptDirectory.from_config(migrate.settings()).get_heads() == [HEAD]


def test_migrating_leaves_logging_alone(tmp_path: Path) -> None:
    """Opening a store changes nothing of how the program logs."""
    before = (logging.root.level, list(logging.root.handlers), logging.getLogger("alembic").handlers[:])
    open_store(f"sqlite:///{tmp_path}/publisher.db").close()
    assert (logging.root.level, list(logging.root.handlers), logging.getLogger("alembic").handlers[:]) == before
