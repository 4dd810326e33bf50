"""SQL with a name and a line that says what it is for, in words that every database of ours is told in.

A value is asked for by its name (`:source`), and `key IN :keys` asks for any number of values, given as one list, so
that the statement never varies. A statement is made of our own words only: whatever came from anybody is a value.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

Backend: TypeAlias = Literal["sqlite", "postgresql"]

_VALUE: Final = re.compile(r"(IN )?:(\w+)")
_PLACES: Final[dict[Backend, tuple[str, str]]] = {  # of one value, and of many
    "sqlite": ("?", "IN (SELECT value FROM json_each(?))"),  # it has no arrays
    "postgresql": ("%s", "= ANY(%s)"),
}


class Statement(Struct, frozen=True, eq=False):
    """A statement, known by its name."""

    name: str
    purpose: str
    sql: str


class Spelled(NamedTuple):
    """A statement as one database takes it, with the names of its values in the order of their places."""

    sql: str
    names: tuple[str, ...]


@cache
def spelled(statement: Statement, backend: Backend) -> Spelled:
    """Return a statement in the words of a database."""
    one, many = _PLACES[backend]
    sql = statement.sql if backend == "sqlite" else statement.sql.replace("%", "%%")
    names = tuple(name for _, name in _VALUE.findall(sql))
    return Spelled(_VALUE.sub(lambda found: many if found[1] else one, sql), names)
