"""What is asked most often is a short walk along an index, in its order: nothing is sorted or read in vain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publisher.store import decoded, open_store, reading, selecting, states, tidying
from publisher.store.statement import Statement, spelled


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Open an empty database: SQLite then has only our indexes to go by, as it always does (it is never analysed)."""
    file = tmp_path_factory.mktemp("plans") / Path("publisher.db")
    open_store(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def plan(database: sqlite3.Connection, statement: Statement) -> list[str]:
    """Return how SQLite goes about a statement, but for lists of values."""
    sql, names = spelled(statement, "sqlite")
    steps = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * len(names))]
    return [step for step in steps if "json_each" not in step and "SUBQUERY" not in step]


@pytest.mark.parametrize("order", ["published", "received"])
@pytest.mark.parametrize(
    ("axes", "world", "index"),
    [
        ((), True, "{order} (country=?)"),
        ((), False, "{order} (country=?)"),
        (("section",), True, "section_{order} (country=? AND section=?)"),
        (("section",), False, "section_{order} (country=? AND section=?)"),
        (("section", "genre"), True, "genre{_order} (country=? AND genre=?)"),
        (("genre",), True, "genre{_order} (country=? AND genre=?)"),
        (("source",), True, "{order} (country=?)"),
        (("genre",), False, "{order} (country=?)"),
        (("language",), True, "language{_order} (country=? AND language=?)"),
        (("agency",), True, "agency{_order} (country=? AND agency=?)"),
    ],
)
def test_a_walk_goes_along_the_index_of_its_order(
    database: sqlite3.Connection, axes: tuple[str, ...], order: str, index: str, *, world: bool
) -> None:
    """A feed with one value for each axis is found without sorting."""
    short = "" if order == "published" else f"_{order}"
    wanted = index.format(order=order, _order=short)
    walk = selecting._along(("country", *axes), order, world=world)
    assert plan(database, walk) == [f"SEARCH shelf USING INDEX shelf_{wanted}"]


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        (reading.WAITING, ["SCAN article USING INDEX article_held"]),
        (reading._KNOWN, ["SEARCH article USING INDEX article_key (source=? AND key=?)"]),
        (reading._HASHES, ["SEARCH article USING INDEX article_key (source=? AND key=?)"]),
        (reading._NUMBERS, ["SEARCH article USING COVERING INDEX sqlite_autoindex_article_1 (id=?)"]),
        (
            reading._KIN,
            [
                "SEARCH sign USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH moved USING INDEX sqlite_autoindex_moved_1 (story=?) LEFT-JOIN",
            ],
        ),
        (reading._NEWEST, ["SEARCH shelf USING COVERING INDEX shelf_received (country=?)"]),
        (decoded._RECORDS, ["SEARCH article USING INTEGER PRIMARY KEY (rowid=?)"]),
        (states._SOME, ["SEARCH source USING INDEX sqlite_autoindex_source_1 (id=?)"]),
        (
            selecting._TELLING,
            ["SEARCH article USING COVERING INDEX article_story (story=?)", "USE TEMP B-TREE FOR ORDER BY"],
        ),
        (
            tidying._SIGNS,
            [
                "SEARCH sign USING INTEGER PRIMARY KEY (rowid>?)",
                "SEARCH moved USING INDEX sqlite_autoindex_moved_1 (story=?) LEFT-JOIN",
                "SEARCH article USING COVERING INDEX article_story (story=? AND report=?)",
            ],
        ),
        (
            reading._MATURED,
            [
                "MULTI-INDEX OR",
                "INDEX 1",
                "SEARCH article USING INDEX article_embargoed_until (embargoed_until>? AND embargoed_until<?)",
                "INDEX 2",
                "SEARCH article USING INDEX article_expires (expires>? AND expires<?)",
                "USE TEMP B-TREE FOR ORDER BY",
            ],
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Statement) else "plan",
)
def test_a_look_up_reads_what_it_finds(database: sqlite3.Connection, statement: Statement, wanted: list[str]) -> None:
    """Rows are found by an index, and where it holds all that is asked for, by the index alone."""
    assert plan(database, statement) == wanted
