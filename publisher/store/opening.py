"""Opening the memory: look first, refuse what is not ours, then migrate."""

from __future__ import annotations

from publisher.store.database import Database
from publisher.store.tables import HEAD


def refuse_strange(database: Database) -> str | None:
    """Return the revision of a database, None where it is empty; only reads.

    Raises Corrupted, Foreign or Newer where we must not write.
    """
    revision = database.revision()
    if revision not in (None, HEAD):
        from publisher.store.migrate import refuse_newer  # noqa: PLC0415 -- Alembic takes 0.8 s; most starts need none

        refuse_newer(revision)
    return revision


def prepare(database: Database) -> None:
    """Make a database ready for use."""
    if refuse_strange(database) != HEAD:
        database.examine()  # a damaged database is not migrated
        database.migrate()
