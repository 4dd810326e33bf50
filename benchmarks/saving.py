"""Saving: articles through the pen beside bare sqlite3 writing the same rows into the same tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from benchmarks.desk import feeds_for, generated_articles
from benchmarks.newsroom import configuration
from benchmarks.race import Laps, race
from benchmarks.scale import Scale
from benchmarks.stories import BEGAN
from benchmarks.tables import Table, compared
from publisher.desk.cluster import join, new_story, signs
from publisher.model import Article, Group
from publisher.pipeline.saving import Kin
from publisher.pipeline.stories import Stories
from publisher.store import open_store
from publisher.store.interface import Store
from publisher.store.ready import Ready, article_row, ready, shelf_rows
from publisher.store.records import Values
from publisher.store.tables import ARTICLE

_BATCHES = 4
_ID, _RECORD = (ARTICLE.columns.index(name) for name in ("id", "record"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles as workers send them, and the rows that they become: made beforehand."""

    made: list[Ready]
    rows: list[Values]
    shelves: list[Values]
    sign_rows: list[Values]


def measure(scale: Scale) -> Iterator[Table]:
    """Measure new articles, committed a batch at a time, on the disk of the temporary folder."""
    with TemporaryDirectory() as folder, _contestants(Path(folder)) as contestants:
        laps: Laps = {name: [] for name in contestants}
        for number, batch in enumerate(_batches(scale)):
            for name, times in race(contestants, [batch], 1, warm=False).items():
                laps[name] += times if number else []  # the first batch is not counted
    remark = (
        "Ours also looks for kin, draws stamps and makes the rows; the peers are given theirs. "
        "WAL, synchronous=FULL, fresh files."
    )
    yield compared(
        f"Saving new articles, {scale.articles} a commit", laps, scale.articles, "article", remarks=(remark,)
    )


@contextmanager
def _contestants(folder: Path) -> Iterator[dict[str, Callable[[Batch], None]]]:
    """Open the three databases."""
    open_store(f"sqlite:///{folder / 'same.db'}").close()
    store = open_store(f"sqlite:///{folder / 'ours.db'}")
    same, least = _connect(folder / "same.db"), _connect(folder / "least.db")
    least.execute("CREATE TABLE article (id TEXT PRIMARY KEY, record BLOB)")
    yield {
        "publisher.store, one pen": partial(_save, store),
        "sqlite3, the same rows and indexes": partial(_write_rows, same),
        "sqlite3, ids and records alone": partial(_write_records, least),
    }
    same.close()
    least.close()
    store.close()


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32768", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _save(store: Store, batch: Batch) -> None:
    with store.pen() as pen:
        kin = Kin(pen.kin_of({number for one in batch.made for number in one.signs}), Stories())
        for one in batch.made:
            pen.add(one, kin.join(one).group, pen.stamp(BEGAN))


def _write_rows(connection: sqlite3.Connection, batch: Batch) -> None:
    with connection:
        _insert(connection, "article", batch.rows)
        _insert(connection, "shelf", batch.shelves)
        _insert(connection, "sign", batch.sign_rows)


def _write_records(connection: sqlite3.Connection, batch: Batch) -> None:
    rows = [(row[_ID], row[_RECORD]) for row in batch.rows]
    with connection:
        connection.executemany("INSERT INTO article VALUES (?, ?)", rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Values]) -> None:
    sql = f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608 -- our own names
    connection.executemany(sql, rows)


def _batches(scale: Scale) -> Iterator[Batch]:
    """Yield articles of generated feeds, batch by batch, none twice."""
    articles = generated_articles(configuration("https://agency.invalid", feeds_for(_BATCHES * scale.articles)))
    for number in range(_BATCHES):
        some = list(islice(articles, scale.articles))
        yield _batch([replace(one, story=join(one, {})) for one in some], 1 + number * scale.articles)


def _batch(articles: Sequence[Article], first: int) -> Batch:
    made = [ready(replace(one, story=""), signs(one), new_story(one)) for one in articles]
    groups = [Group(one.story, one.story) for one in articles]
    numbered = list(zip(range(first, first + len(made)), made, groups, strict=True))
    return Batch(
        made=made,
        rows=[article_row(number, one, group, BEGAN, 0) for number, one, group in numbered],
        shelves=[row for number, one, group in numbered for row in shelf_rows(number, one, group)],
        sign_rows=[(sign, *reversed(group)) for _, one, group in numbered for sign in one.signs],
    )
