"""What Alembic runs: our tables on the connection it was given, and nothing else (no logging, no file of settings)."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from publisher.store.schema import metadata


def run(connection: Connection) -> None:
    """Migrate within the transaction that the connection is in: whoever opened it commits."""
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()


run(context.config.attributes["connection"])
