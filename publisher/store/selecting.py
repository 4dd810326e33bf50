"""Which stories a feed could show: short walks along an index, one for each combination of values that it selects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from heapq import merge
from itertools import count, product, starmap, takewhile
from math import prod
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, distinct, func, literal_column, or_, select

from publisher.model import Article, Selection, Status, Story
from publisher.store.decoded import Decoded
from publisher.store.driver import Driver, one_of
from publisher.store.interface import AXES, Axis, Facet
from publisher.store.records import MICROSECOND, WORLD, micros
from publisher.store.schema import article, shelf

REACH: Final = 4
"""How many times its limit a feed can hold at most, when much came in within its window."""

_IN_ORDER: Final = frozenset({"section", "language", "agency"})  # axes with an index of their own in both orders
_WALKS: Final = 100  # more combinations of values than this are asked for in one statement, and sorted
_SPARE: Final = 8  # rows that a walk takes at a time beyond its share

Values: TypeAlias = dict[str, list[str]]
"""What a selection asks of each column of the shelf; a column that is not named may be anything."""


class _Row(NamedTuple):
    """What a walk along the shelf sees of an article."""

    published: int
    received: int
    article: int
    story: str


_SEEN: Final = (shelf.c.published, shelf.c.received, shelf.c.article, shelf.c.story)
_NOW: Final[BindParameter[int]] = bindparam("now")
_IN_THE_WORLD: Final = shelf.c.country == literal_column("''")  # a word of the statement: its own indexes are then used


def _shown_at_now(embargoed_until: ColumnElement[int], expires: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(embargoed_until.is_(None), embargoed_until <= _NOW),
        or_(expires.is_(None), expires > _NOW),
    )


_OPEN: Final = _shown_at_now(shelf.c.embargoed_until, shelf.c.expires)
_TELLING: Final = (
    select(article.c.story, article.c.number, article.c.saved)
    .where(
        one_of(article.c.story, "stories"),
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


def newest(driver: Driver, values: Values, limit: int, window: timedelta, now: datetime) -> list[str]:
    """Return the ids of the newest stories by date of publication, then those received within the window."""
    most = REACH * limit
    rows, complete = _first(_walk(driver, values, "published", most, micros(now)), most)
    if not rows:
        return []
    width = window // MICROSECOND
    first = list(dict.fromkeys(row.story for row in rows))[:limit]
    since = max(row.received for row in rows) - width
    if not complete:  # then some may have come late, with an old date
        late = _walk(driver, values, "received", most, micros(now))
        rows += _first(takewhile(lambda row: row.received >= since, late), most)[0]
        since = max(row.received for row in rows) - width
    in_window = (row.story for row in rows if row.received >= since)
    return list(dict.fromkeys((*first, *in_window)))[:most]


def trending(driver: Driver, values: Values, limit: int, lookback: timedelta, now: datetime) -> list[str]:
    """Return the ids of the stories that most agencies told of late, the latest first among equals."""
    axes = tuple(values)
    last: int | None = driver.value(_latest(axes), **values, now=micros(now))
    if last is None:
        return []
    since = last - lookback // MICROSECOND
    return driver.column(_told(axes), **values, now=micros(now), since=since, limit=REACH * limit)


def stories(driver: Driver, ids: Sequence[str], now: datetime, decoded: Decoded) -> list[Story]:
    """Return stories, in the order of their ids, with all their articles that may be shown now."""
    rows = driver.rows(_TELLING, stories=ids, now=micros(now)) if ids else []
    articles = decoded.articles(driver, {number: saved for _, number, saved in rows})
    told: dict[str, list[Article]] = {story: [] for story in ids}
    for story, number, _ in rows:
        told[story].append(articles[number])
    return [Story(id=story, articles=tuple(each)) for story, each in told.items() if each]


def facets(driver: Driver, axes: Collection[Axis]) -> list[Facet]:
    """Return every combination of values on the shelf, of these axes only."""
    asked = [axis for axis in AXES if axis in axes]
    if not asked:
        return []
    columns = [shelf.c[axis] for axis in asked]
    wanted = select(*columns).distinct().order_by(*columns)
    rows = driver.rows(wanted if "country" in asked else wanted.where(_IN_THE_WORLD))
    return [_facet(dict(zip(asked, row, strict=True))) for row in rows]


def _facet(values: dict[str, str]) -> Facet:
    country = values.pop("country", WORLD)
    return Facet(countries=(country,) if country else (), **values)


def _first(rows: Iterable[_Row], most: int) -> tuple[list[_Row], bool]:
    """Return rows until `most` stories are among them, and whether these are all rows there are."""
    taken: list[_Row] = []
    found: set[str] = set()
    for row in rows:
        if row.story not in found and len(found) == most:
            return taken, False
        found.add(row.story)
        taken.append(row)
    return taken, True


def _walk(driver: Driver, values: Values, order: str, most: int, now: int) -> Iterator[_Row]:
    """Yield the rows of all combinations of values together, the newest first by a date."""
    ways = list(_ways(values, order))
    page = most // len(ways) + _SPARE
    walks = [_pages(driver, statement, {**asked, "now": now}, page) for statement, asked in ways]
    return walks[0] if len(walks) == 1 else merge(*walks, key=attrgetter(order, "article"), reverse=True)


def _pages(
    driver: Driver, statement: Select[int, int, int, str], asked: dict[str, object], page: int
) -> Iterator[_Row]:
    for start in count(0, page):
        rows = driver.rows(statement, **asked, limit=page, start=start)
        yield from starmap(_Row, rows)
        if len(rows) < page:
            return


def _ways(values: Values, order: str) -> Iterator[tuple[Select[int, int, int, str], dict[str, object]]]:
    if prod(map(len, values.values())) > _WALKS:
        yield _along(tuple(values), order, many=True), dict(values)
        return
    for combination in product(*values.values()):
        asked = dict(zip(values, combination, strict=True))
        world = asked["country"] == WORLD
        yield _along(tuple(values), order, world=world), {**asked}


@lru_cache(maxsize=256)
def _along(axes: tuple[str, ...], order: str, *, world: bool = False, many: bool = False) -> Select[int, int, int, str]:
    """Return a walk along an index: every axis has one value, or (rarely) many."""
    wanted = _among(axes) if many else _with(axes, order, world=world)
    date = shelf.c[order]
    walk = select(*_SEEN).where(*wanted, *_OPEN).order_by(date.desc(), shelf.c.article.desc())
    return walk.limit(bindparam("limit")).offset(bindparam("start"))


def _with(axes: Iterable[str], order: str, *, world: bool) -> Iterator[ColumnElement[bool]]:
    yield _IN_THE_WORLD if world else shelf.c.country == bindparam("country")
    for axis in axes:
        if axis != "country":
            # Where no index has the order, the planner is kept from walking along anything but the date received.
            column = shelf.c[axis].concat("") if order == "received" and axis not in _IN_ORDER else shelf.c[axis]
            yield column == bindparam(axis)


def _among(axes: Iterable[str]) -> list[ColumnElement[bool]]:
    return [one_of(shelf.c[axis], axis) for axis in axes]


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
        .limit(bindparam("limit"))
    )
