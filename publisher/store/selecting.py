"""Which stories a feed could show: short walks along an index, one for each combination of values that it selects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    distinct,
    func,
    literal_column,
    or_,
    select,
)

from publisher.model import Selection, Status, Story
from publisher.store.interface import Facet
from publisher.store.reading import chunks
from publisher.store.records import WORLD, decode_article, micros
from publisher.store.schema import article, shelf

REACH: Final = 4
"""How many times its limit a feed can hold at most, when much came in within its window."""

_WALKS: Final = 100  # more combinations of values than this are asked for in one statement, and sorted

Values: TypeAlias = dict[str, Collection[str]]
"""What a selection asks of each column of the shelf; a column that is not named may be anything."""


class _Row(NamedTuple):
    """What a walk along the shelf sees of an article."""

    published: int
    received: int
    article: int
    story: str


_AXES: Final = ("country", "section", "genre", "language", "agency", "source")
_SEEN: Final = (shelf.c.published, shelf.c.received, shelf.c.article, shelf.c.story)
_NOW: Final[BindParameter[int]] = bindparam("now")
_LIMIT: Final[BindParameter[int]] = bindparam("limit")


def _shown_at_now(embargoed_until: ColumnElement[int], expires: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(embargoed_until.is_(None), embargoed_until <= _NOW),
        or_(expires.is_(None), expires > _NOW),
    )


_OPEN: Final = _shown_at_now(shelf.c.embargoed_until, shelf.c.expires)
_ARTICLES: Final = (
    select(article.c.story, article.c.record)
    .where(
        article.c.story.in_(bindparam("stories", expanding=True)),
        article.c.status == Status.USABLE.value,
        *_shown_at_now(article.c.embargoed_until, article.c.expires),
    )
    .order_by(article.c.received, article.c.number)
)


def values_of(selection: Selection) -> Values:
    """Return what a selection asks of the columns of the shelf."""
    asked: Values = {
        "country": selection.countries or {WORLD},
        "section": selection.sections,
        "genre": selection.genres,
        "language": selection.languages,
        "agency": selection.agencies,
        "source": selection.sources,
    }
    return {axis: sorted(values) for axis, values in asked.items() if values}


def newest(connection: Connection, values: Values, limit: int, window: timedelta, now: datetime) -> list[str]:
    """Return the ids of the newest stories by date of publication, then those received within the window."""
    most = REACH * limit
    rows, complete = _enough(connection, values, most, micros(now))
    if not rows:
        return []
    late = rows if complete else _walks(connection, values, "received", most, micros(now))
    since = max(row.received for row in late) - window // timedelta(microseconds=1)
    stories = dict.fromkeys(row.story for row in rows)
    first = list(stories)[:limit]
    in_window = (row.story for row in (*rows, *late) if row.received >= since)
    return list(dict.fromkeys((*first, *in_window)))[:most]


def trending(connection: Connection, values: Values, limit: int, lookback: timedelta, now: datetime) -> list[str]:
    """Return the ids of the stories that most agencies told of late, the latest first among equals."""
    statement = _latest(tuple(values))
    asked = {**values, "now": micros(now)}
    last: int | None = connection.scalar(statement, asked)
    if last is None:
        return []
    since = last - lookback // timedelta(microseconds=1)
    return list(connection.scalars(_told(tuple(values)), {**asked, "since": since, "limit": REACH * limit}))


def stories(connection: Connection, ids: Collection[str], now: datetime) -> list[Story]:
    """Return stories, in the order of their ids, with all their articles that may be shown now."""
    articles: dict[str, list[bytes]] = {story: [] for story in ids}
    for piece in chunks(ids):
        for story, record in connection.execute(_ARTICLES, {"stories": piece, "now": micros(now)}):
            articles[story].append(record)
    told = ((story, tuple(decode_article(record) for record in records)) for story, records in articles.items())
    return [Story(id=story, articles=each) for story, each in told if each]


def facets(connection: Connection) -> list[Facet]:
    """Return every combination of values on the shelf."""
    columns = [shelf.c[axis] for axis in _AXES]
    rows = connection.execute(select(*columns).distinct().order_by(*columns))
    return [
        Facet(
            countries=(country,) if country else (),
            section=section,
            genre=genre,
            language=language,
            agency=agency,
            source=source,
        )
        for country, section, genre, language, agency, source in rows
    ]


def _enough(connection: Connection, values: Values, most: int, now: int) -> tuple[list[_Row], bool]:
    """Return the newest rows by date, of `most` stories where there are as many; and whether these are all."""
    limit = most
    while True:
        rows = _walks(connection, values, "published", limit, now)
        if len(rows) < limit:
            return rows, True
        if len({row.story for row in rows}) >= most:
            return rows, False
        limit *= 2


def _walks(connection: Connection, values: Values, order: str, limit: int, now: int) -> list[_Row]:
    """Return the first `limit` rows by a date, newest first, of all combinations of values together."""
    rows: set[_Row] = set()
    for walk, asked in _combinations(values, order):
        found = connection.execute(walk, {**asked, "limit": limit, "now": now})
        rows.update(_Row(published, received, number, story) for published, received, number, story in found)
    place = _Row._fields.index(order)
    return sorted(rows, key=lambda row: (row[place], *row), reverse=True)[:limit]


def _combinations(values: Values, order: str) -> Iterator[tuple[Select[int, int, int, str], dict[str, object]]]:
    if prod(map(len, values.values())) > _WALKS:
        yield _walk_many(tuple(values), order), dict(values)
        return
    walk = _walk(tuple(values), order, world=WORLD in values["country"])
    for combination in product(*values.values()):
        yield walk, dict(zip(values, combination, strict=True))


@lru_cache(maxsize=256)
def _walk(axes: tuple[str, ...], order: str, *, world: bool) -> Select[int, int, int, str]:
    """Return one walk along an index: every axis has one value."""
    wanted = [_is(axis, world=world) for axis in axes]
    date = shelf.c[order]
    return select(*_SEEN).where(*wanted, *_OPEN).order_by(date.desc()).limit(_LIMIT)


def _is(axis: str, *, world: bool) -> ColumnElement[bool]:
    if axis == "country" and world:  # as a word of the statement: only so the planner may take the world's indexes
        return shelf.c.country == literal_column("''")
    return shelf.c[axis] == bindparam(axis)


@lru_cache(maxsize=256)
def _walk_many(axes: tuple[str, ...], order: str) -> Select[int, int, int, str]:
    """Return the same for many values of an axis."""
    return select(*_SEEN).where(*_among(axes), *_OPEN).order_by(shelf.c[order].desc()).limit(_LIMIT)


def _among(axes: Iterable[str]) -> list[ColumnElement[bool]]:
    return [shelf.c[axis].in_(bindparam(axis, expanding=True)) for axis in axes]


@lru_cache(maxsize=256)
def _latest(axes: tuple[str, ...]) -> Select[int]:
    return select(func.max(shelf.c.received)).where(*_among(axes), *_OPEN)


@lru_cache(maxsize=256)
def _told(axes: tuple[str, ...]) -> Select[str]:
    """Return the stories of late, those of the most agencies first."""
    return (
        select(shelf.c.story)
        .where(*_among(axes), *_OPEN, shelf.c.received >= bindparam("since"))
        .group_by(shelf.c.story)
        .order_by(func.count(distinct(shelf.c.agency)).desc(), func.max(shelf.c.received).desc(), shelf.c.story)
        .limit(_LIMIT)
    )
