"""Statements in plain words are those of the tables that there are."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from itertools import combinations

import pytest

from publisher import store as room
from publisher.store import open_store, selecting
from publisher.store.address import parse
from publisher.store.dialect import database_of
from publisher.store.interface import AXES
from publisher.store.schema import metadata
from publisher.store.statement import Statement, spelled
from publisher.store.tables import Table, filling, inserting, replacing

_AXES = tuple(axis for axis in AXES if axis != "country")
_KINDS: tuple[dict[str, bool], ...] = ({}, {"world": True}, {"many": True})


def written() -> Iterator[Statement]:
    """Yield the statements that the modules of the room name."""
    for module in pkgutil.iter_modules(room.__path__, "publisher.store."):
        if not module.ispkg:
            yield from (each for each in vars(import_module(module.name)).values() if isinstance(each, Statement))


def tables() -> list[Table]:
    """Return the tables that rows are written into."""
    return [each for each in vars(import_module("publisher.store.tables")).values() if isinstance(each, Table)]


def built() -> Iterator[Statement]:
    """Yield the statements that are put together, for every set of axes that a selection may name."""
    for axes in (("country", *some) for most in range(6) for some in combinations(_AXES, most)):
        yield selecting._latest(axes)
        yield selecting._covered(axes)
        yield selecting._fading(axes)
        for order in ("published", "received"):
            yield from (selecting._along(axes, order, **kind) for kind in _KINDS)
    for most in range(1, 7):
        yield from (selecting._combinations(axes) for axes in combinations(AXES, most))
    for table in tables():
        yield from (inserting(table), replacing(table), filling(table))


def test_every_statement_is_one_of_each_database(address: str) -> None:
    """A fresh database takes each statement that we could ever ask: its tables and columns are there."""
    open_store(address).close()
    database = database_of(parse(address))
    for statement in (*written(), *built()):
        names = spelled(statement, "sqlite").names
        asked = Statement(statement.name, statement.purpose, f"EXPLAIN {statement.sql}")
        with database.reading() as driver:
            driver.do(asked, **dict.fromkeys(names))
    database.close()


def test_statements_are_named_and_described() -> None:
    """A name stands for one statement, and its line is a sentence."""
    found = list(written())
    assert len(found) > 40
    assert len({each.name for each in found}) == len(found)
    assert [each.name for each in (*found, *built()) if not each.purpose.endswith(".")] == []


def test_rows_are_as_wide_as_their_tables() -> None:
    """The names that rows are written under are the columns of the schema, in its order, the key's first."""
    ours = {table.name: (table.columns, table.columns[: table.keys]) for table in tables()}
    theirs = {
        name: (tuple(table.columns.keys()), tuple(table.primary_key.columns.keys()))
        for name, table in metadata.tables.items()
    }
    assert ours == theirs


@pytest.mark.parametrize(
    ("sql", "sqlite", "postgresql", "names"),
    [
        ("SELECT 1", "SELECT 1", "SELECT 1", ()),
        ("a = :a AND b <= :b", "a = ? AND b <= ?", "a = %s AND b <= %s", ("a", "b")),
        (":now > x OR :now < y", "? > x OR ? < y", "%s > x OR %s < y", ("now", "now")),
        ("a IN :many", "a IN (SELECT value FROM json_each(?))", "a = ANY(%s)", ("many",)),
        ("a LIKE '%' AND b = :b", "a LIKE '%' AND b = ?", "a LIKE '%%' AND b = %s", ("b",)),
    ],
)
def test_a_statement_is_spelled_for_each_database(
    sql: str, sqlite: str, postgresql: str, names: tuple[str, ...]
) -> None:
    """Places are asked for in the words of the driver, and values are given in their order."""
    statement = Statement("test", "A test.", sql)
    assert spelled(statement, "sqlite") == (sqlite, names)
    assert spelled(statement, "postgresql") == (postgresql, names)
