"""The address of a database, read without the library that speaks it: most starts need no more than a file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from publisher.store.errors import StoreError
from publisher.store.statement import Backend

# https://docs.sqlalchemy.org/en/21/core/engines.html#database-urls
_ADDRESS: Final = re.compile(r"(?P<name>[\w+]+)://(?P<server>[^/?]*)(?:/(?P<database>[^?]*))?(?:\?.*)?", re.DOTALL)
_EXAMPLE: Final = "sqlite:///var/publisher.db"
_IN_MEMORY: Final = frozenset({"", ":memory:"})


class Address(NamedTuple):
    """Which database of which kind."""

    backend: Backend
    text: str
    file: Path | None  # of SQLite, from the root: another folder of work does not change it


def parse(address: str) -> Address:
    """Read a database's address; raises StoreError where we do not speak it.

    Options behind a `?` are PostgreSQL's alone: nothing of SQLite is left to be chosen.
    """
    found = _ADDRESS.fullmatch(address)
    if not found:
        message = f"{address!r} is no address of a database, such as {_EXAMPLE}"
        raise StoreError(message)
    backend = found["name"].partition("+")[0]
    if backend == "postgresql":
        return Address("postgresql", address, None)
    if backend != "sqlite":
        message = f"{backend!r} is no database that we speak (sqlite, postgresql)"
        raise StoreError(message)
    name = unquote(found["database"] or "")
    if found["server"] or name in _IN_MEMORY:
        message = f"{address!r} names no file for the database: it is written with three slashes, such as {_EXAMPLE}"
        raise StoreError(message)
    return Address("sqlite", address, Path(os.path.abspath(name)))  # noqa: PTH100 -- `Path.resolve` follows links
