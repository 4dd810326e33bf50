"""The history of the schema leads to the tables that the code uses."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from publisher.store import migrate, open_store, opening
from publisher.store.dialect import engine_of, parse
from publisher.store.schema import HEAD, metadata


def test_the_migrated_schema_is_the_schema(address: str) -> None:
    """An empty database migrates to exactly the tables, columns and indexes that the code declares."""
    open_store(address).close()
    engine = engine_of(parse(address))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert opening.refuse_strange(engine) == HEAD
    engine.dispose()


def test_statements_of_tables_and_indexes_are_the_same(tmp_path: Path) -> None:
    """What a comparison does not look at (conditions of indexes, kinds of tables) is the same, too."""
    open_store(f"sqlite:///{tmp_path}/migrated.db").close()
    plain = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/plain.db")
    metadata.create_all(plain)
    assert statements(f"{tmp_path}/migrated.db") == statements(f"{tmp_path}/plain.db")
    plain.dispose()


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
