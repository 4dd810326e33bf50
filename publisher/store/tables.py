"""The names that rows are written under: tables and their columns, held equal to `schema` by tests."""

from __future__ import annotations

from functools import cache
from typing import Final

from msgspec import Struct

from publisher.store.statement import Statement

HEAD: Final = "0007"
"""The migration that the tables are the outcome of."""


class Table(Struct, frozen=True, eq=False):
    """A table: its columns in the order of its rows, the first of which are its key."""

    name: str
    columns: tuple[str, ...]
    keys: int = 1  # how many columns tell a row from all others


def _table(name: str, columns: str, keys: int = 1) -> Table:
    return Table(name, tuple(columns.split()), keys)


SOURCE: Final = _table("source", "id due record")
HELD: Final = _table("held", "source record")
ARTICLE: Final = _table(
    "article", "number id source key entry_hash story status received embargoed_until expires record saved report"
)
SHELF: Final = _table(
    "shelf",
    "article country section genre language agency source story published received embargoed_until expires report",
    keys=2,
)
SIGN: Final = _table("sign", "sign story report")
MOVED: Final = _table("moved", "story kept at why")
GIST: Final = _table("gist", "article record why")
RULING: Final = _table("ruling", "number record")
RECALLED: Final = _table("recalled", "language number record")
TOUCHED: Final = _table("touched", "feed stamp")
SHOWN: Final = _table("shown", "feed record")
REMEMBERED: Final = _table("remembered", "name value")
QUARANTINE: Final = _table("quarantine", "digest at record body")
PUSH: Final = _table("push", "source token record")
NOTE: Final = _table("note", "number source record")


@cache
def inserting(table: Table) -> Statement:
    """Return what inserts whole rows that are new."""
    values = ", ".join(f":{name}" for name in table.columns)
    sql = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({values})"  # noqa: S608 -- our own names
    return Statement(f"insert {table.name}", "Insert rows that are not there yet.", sql)


@cache
def replacing(table: Table) -> Statement:
    """Return what inserts whole rows, each instead of the one with the same key."""
    rest = ", ".join(f"{name} = excluded.{name}" for name in table.columns[table.keys :])
    sql = f"{inserting(table).sql} ON CONFLICT ({_key(table)}) DO UPDATE SET {rest}"
    return Statement(f"replace {table.name}", "Insert rows, or replace those with the same key.", sql)


@cache
def filling(table: Table) -> Statement:
    """Return what inserts whole rows, and leaves those that have the same key."""
    sql = f"{inserting(table).sql} ON CONFLICT ({_key(table)}) DO NOTHING"
    return Statement(f"fill {table.name}", "Insert rows, and leave those be that have the same key.", sql)


def _key(table: Table) -> str:
    return ", ".join(table.columns[: table.keys])
