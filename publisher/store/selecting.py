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
from publisher.store.interface import AXES, Axis, Facet
from publisher.store.reading import chunks
from publisher.store.records import WORLD, decode_article, micros
from publisher.store.schema import article, shelf

REACH: Final = 4
"""How many times its limit a feed can hold at most, when much came in within its window."""

_WALKS: Final = 100  # more combinations of values than this are asked for in one statement, and sorted
_EVER: Final = -(2**63)

Values: TypeAlias = dict[str, list[str]]
"""What a selection asks of each column of the shelf; a column that is not named may be anything."""


class _Row(NamedTuple):
    """What a walk along the shelf sees of an article."""

    published: int
    received: int
    article: int
    story: str


class _Walk(NamedTuple):
    """Along which date, how far, shown at what time, and back to when."""

    order: str
    limit: int
    now: int
    since: int = _EVER


_SEEN: Final = (shelf.c.published, shelf.c.received, shelf.c.article, shelf.c.story)
_NOW: Final[BindParameter[int]] = bindparam("now")
_SINCE: Final[BindParameter[int]] = bindparam("since")
_LIMIT: Final[BindParameter[int]] = bindparam("limit")
_IN_THE_WORLD: Final = shelf.c.country == literal_column("''")  # a word of the statement: its own indexes are then used


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
    asked: dict[str, Collection[str]] = {
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
    width = window // timedelta(microseconds=1)
    first = list(dict.fromkeys(row.story for row in rows))[:limit]
    since = max(row.received for row in rows) - width
    if not complete:  # then some may have come late, with an old date
        rows += _walks(connection, values, _Walk("received", most, micros(now), since))
        since = max(row.received for row in rows) - width
    in_window = (row.story for row in rows if row.received >= since)
    return list(dict.fromkeys((*first, *in_window)))[:most]


def trending(connection: Connection, values: Values, limit: int, lookback: timedelta, now: datetime) -> list[str]:
    """Return the ids of the stories that most agencies told of late, the latest first among equals."""
    asked: dict[str, object] = {**values, "now": micros(now)}
    last: int | None = connection.scalar(_latest(tuple(values)), asked)
    if last is None:
        return []
    since = last - lookback // timedelta(microseconds=1)
    return list(connection.scalars(_told(tuple(values)), {**asked, "since": since, "limit": REACH * limit}))


def stories(connection: Connection, ids: Collection[str], now: datetime) -> list[Story]:
    """Return stories, in the order of their ids, with all their articles that may be shown now."""
    records: dict[str, list[bytes]] = {story: [] for story in ids}
    for piece in chunks(ids):
        for story, record in connection.execute(_ARTICLES, {"stories": piece, "now": micros(now)}):
            records[story].append(record)
    return [Story(id=story, articles=tuple(map(decode_article, each))) for story, each in records.items() if each]


def facets(connection: Connection, axes: Collection[Axis]) -> list[Facet]:
    """Return every combination of values on the shelf, of these axes only."""
    asked = [axis for axis in AXES if axis in axes]
    if not asked:
        return []
    columns = [shelf.c[axis] for axis in asked]
    wanted = select(*columns).distinct().order_by(*columns)
    rows = connection.execute(wanted if "country" in asked else wanted.where(_IN_THE_WORLD))
    return [_facet(dict(zip(asked, row, strict=True))) for row in rows]


def _facet(values: dict[str, str]) -> Facet:
    country = values.pop("country", WORLD)
    return Facet(countries=(country,) if country else (), **values)


def _enough(connection: Connection, values: Values, most: int, now: int) -> tuple[list[_Row], bool]:
    """Return the newest rows by date, of `most` stories where there are as many; and whether these are all."""
    limit = most
    while True:
        rows = _walks(connection, values, _Walk("published", limit, now))
        if len(rows) < limit:
            return rows, True
        if len({row.story for row in rows}) >= most:
            return rows, False
        limit *= 2


def _walks(connection: Connection, values: Values, walk: _Walk) -> list[_Row]:
    """Return the first rows by a date, newest first, of all combinations of values together."""
    rows: set[_Row] = set()
    bounds = {"limit": walk.limit, "now": walk.now, "since": walk.since}
    for statement, asked in _combinations(values, walk.order):
        rows.update(_Row(*row) for row in connection.execute(statement, {**asked, **bounds}).tuples())
    place = _Row._fields.index(walk.order)
    return sorted(rows, key=lambda row: (row[place], *row), reverse=True)[: walk.limit]


def _combinations(values: Values, order: str) -> Iterator[tuple[Select[int, int, int, str], dict[str, object]]]:
    if prod(map(len, values.values())) > _WALKS:
        yield _walk_many(tuple(values), order), dict(values)
        return
    statement = _walk(tuple(values), order, world=WORLD in values["country"])
    for combination in product(*values.values()):
        yield statement, dict(zip(values, combination, strict=True))


@lru_cache(maxsize=256)
def _walk(axes: tuple[str, ...], order: str, *, world: bool) -> Select[int, int, int, str]:
    """Return one walk along an index: every axis has one value."""
    where = _IN_THE_WORLD if world else shelf.c.country == bindparam("country")
    others = [axis for axis in axes if axis != "country"]
    if order == "received":  # few came that late: the planner is kept from walking along anything but this date
        wanted = [shelf.c[axis].concat("") == bindparam(axis) for axis in others]
    else:
        wanted = [shelf.c[axis] == bindparam(axis) for axis in others]
    return _along(order, (where, *wanted))


@lru_cache(maxsize=256)
def _walk_many(axes: tuple[str, ...], order: str) -> Select[int, int, int, str]:
    """Return the same for many values of an axis."""
    return _along(order, _among(axes))


def _along(order: str, wanted: Iterable[ColumnElement[bool]]) -> Select[int, int, int, str]:
    date = shelf.c[order]
    return select(*_SEEN).where(*wanted, *_OPEN, date >= _SINCE).order_by(date.desc()).limit(_LIMIT)


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
        .where(*_among(axes), *_OPEN, shelf.c.received >= _SINCE)
        .group_by(shelf.c.story)
        .order_by(func.count(distinct(shelf.c.agency)).desc(), func.max(shelf.c.received).desc(), shelf.c.story)
        .limit(_LIMIT)
    )
