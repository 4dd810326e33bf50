"""What every kind of database is to the rest of the room: connections to read, and one to write."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final, Protocol

from publisher.store.driver import Driver

PATIENCE: Final = 10.0
"""Seconds to wait for the pen."""


class Database(Protocol):
    """A database, which nobody has asked anything yet: opening costs nothing. Any thread may use it."""

    errors: tuple[type[Exception], ...]
    """What its driver raises; turned into a StoreError by `typed_errors`."""

    def reading(self) -> AbstractContextManager[Driver]:
        """Ask one question, or several of different moments."""

    def snapshot(self) -> AbstractContextManager[Driver]:
        """Ask several questions of one moment."""

    def writing(self) -> AbstractContextManager[Driver]:
        """Run one transaction that writes, which no other one overlaps: committed at a clean end, else rolled back."""

    def revision(self) -> str | None:
        """Return the schema's revision, None where there is no database yet; writes nothing.

        Raises Corrupted where it cannot be read, and Foreign where it is another program's.
        """

    def examine(self) -> None:
        """Read everything and raise Corrupted where it is damaged. Writes nothing."""

    def migrate(self) -> None:
        """Bring the schema to what this code expects: in one commit, and once where two programs start together."""

    def close(self) -> None:
        """Let go of all connections."""
