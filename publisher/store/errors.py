"""What can go wrong with the memory, each with what the operator can do about it.

StoreError
├── Busy        another program holds the pen: leave it for the next round
├── Full        no space is left, or a quota is used up
├── Unwritable  the folder or the file may not be written
├── Corrupted   the file is damaged: move it aside or restore a backup
├── Foreign     the database belongs to another program
└── Newer       the database was made by a newer version of this program
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final


class StoreError(Exception):
    """The memory cannot be used; the message says why and what to do. Nothing was half written."""


class Busy(StoreError):
    """Another program holds the pen for longer than we wait (10 s). What was asked can be asked again."""


class Full(StoreError):
    """No space is left for the database."""


class Unwritable(StoreError):
    """The database, or the folder it is in, may not be written."""


class Corrupted(StoreError):
    """The database is damaged. Nothing was written."""


class Foreign(StoreError):
    """The database belongs to another program. Nothing was written."""


class Newer(StoreError):
    """The database was made by a newer version of this program. Nothing was written."""


DAMAGED: Final = "The database is damaged ({}). Move it aside (it is rebuilt from the sources) or restore a backup"

_KINDS: Final[dict[str, tuple[type[StoreError], str]]] = {
    "SQLITE_BUSY": (Busy, "Another program is writing into the database; this is tried again in the next round ({})"),
    "SQLITE_LOCKED": (Busy, "The database is locked; this is tried again in the next round ({})"),
    "SQLITE_FULL": (Full, "There is no space left for the database ({}). Free some, then run again"),
    "SQLITE_READONLY": (Unwritable, "The database may not be written ({}). Check the owner of the file and its folder"),
    "SQLITE_CANTOPEN": (Unwritable, "The database cannot be opened ({}). Check the owner of the file and its folder"),
    "SQLITE_CORRUPT": (Corrupted, DAMAGED),
    "SQLITE_NOTADB": (Corrupted, DAMAGED),
    "55P03": (Busy, "Another program is writing into the database; this is tried again in the next round ({})"),
    "40P01": (Busy, "The database stopped a deadlock; this is tried again in the next round ({})"),
    "53100": (Full, "There is no space left for the database ({}). Free some, then run again"),
    "25006": (Unwritable, "The database is read-only ({})"),
    "XX001": (Corrupted, DAMAGED),
    "XX002": (Corrupted, DAMAGED),
}
_OTHER: Final = (StoreError, "The database failed ({}). Nothing was half written; see docs/operations.md")

_BUGS: Final = frozenset({"IntegrityError", "ProgrammingError"})  # every driver's name for them (PEP 249)


def code_of(error: BaseException | None) -> str:
    """Return a driver's own word for an error: SQLite's primary result code or the SQLSTATE; empty if it has none."""
    name = getattr(error, "sqlite_errorname", None)
    if isinstance(name, str):  # SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY
        return "_".join(name.split("_")[:2])
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else ""


def typed(error: BaseException | None) -> StoreError:
    """Return what a driver raised as an error that says what to do."""
    kind, message = _KINDS.get(code_of(error), _OTHER)
    return kind(message.format(error))


@contextmanager
def typed_errors(*of_driver: type[Exception]) -> Iterator[None]:
    """Turn what a driver raises into a StoreError. A broken rule or wrong SQL is our own bug and passes as it is.

    SQLAlchemy, where it stands between, raises an error of the same name with the driver's own in it.
    """
    try:
        yield
    except of_driver as error:
        if type(error).__name__ in _BUGS:
            raise
        raise typed(getattr(error, "orig", None) or error) from error
