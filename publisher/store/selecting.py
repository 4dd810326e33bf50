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

from publisher.model import HALF_LIFE, MOST_LIMITS, Article, Group, Selection, Story
from publisher.store.decoded import Decoded
from publisher.store.driver import Driver
from publisher.store.interface import AXES, Axis, Facet
from publisher.store.records import MICROSECOND, WORLD, micros
from publisher.store.statement import Statement

FRESH: Final = 2
"""How many times its limit a feed looks at where stories fade: it orders them anew, by what it knows besides."""

_IN_ORDER: Final = frozenset({"section", "language", "agency", "genre"})  # axes with an index in both orders
_WALKS: Final = 100  # more combinations of values than this are asked for in one statement, and sorted
_SPARE: Final = 8  # rows that a walk takes at a time beyond its share

Values: TypeAlias = dict[str, list[str]]
"""What a selection asks of each column of the shelf; a column that is not named may be anything."""


class _Row(NamedTuple):
    """What a walk along the shelf sees of an article."""

    published: int
    received: int
    article: int
    report: str
    story: str


_SEEN: Final = "SELECT published, received, article, report, story FROM shelf"
_IN_THE_WORLD: Final = "country = ''"  # a word of the statement: its own indexes are then used
_OF_A_GENRE: Final = "shelf.genre <> ''"  # the same: nobody asks for articles of none
_OPEN: Final = "(embargoed_until IS NULL OR embargoed_until <= :now) AND (expires IS NULL OR expires > :now)"
_TELLING: Final = Statement(
    "articles to tell",
    "The articles of stories that may be shown, in the order received, with the commits that wrote them.",
    "SELECT story, report, number, saved FROM article"  # noqa: S608 -- our own words
    f" WHERE story IN :stories AND status = 'usable' AND {_OPEN} ORDER BY received, number",
)


_FACETS_OF: Final = Statement(
    "facets of stories",
    "The combinations of values that the usable articles of stories have.",
    "SELECT DISTINCT article.story, article.report, section, country, genre, language, shelf.agency, shelf.source"
    " FROM article JOIN shelf ON shelf.article = article.number WHERE article.story IN :stories",
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


def newest(driver: Driver, values: Values, limit: int, window: timedelta, now: datetime) -> list[Group]:
    """Return the newest reports by date of publication, then those received within the window."""
    most = MOST_LIMITS * limit
    rows, complete = _first(_walk(driver, values, "published", most, micros(now)), most)
    if not rows:
        return []
    width = window // MICROSECOND
    first = list(dict.fromkeys(map(_group, rows)))[:limit]
    since = max(row.received for row in rows) - width
    if not complete:  # then some may have come late, with an old date
        late = _walk(driver, values, "received", most, micros(now))
        rows += _first(takewhile(lambda row: row.received >= since, late), most)[0]
        since = max(row.received for row in rows) - width
    in_window = (row for row in rows if row.received >= since)
    return list(dict.fromkeys((*first, *map(_group, in_window))))[:most]


def of_late(driver: Driver, values: Values, limit: int, window: timedelta, now: datetime, *, fades: bool) -> list[str]:
    """Return the ids of the stories that most agencies told of late, the latest first among equals.

    Where they fade, those that were told by several, fresh ones first.
    """
    axes, most = tuple(values), micros(now)
    last: int | None = driver.value(_latest(axes), **values, now=most)
    if last is None:
        return []
    since = last - window // MICROSECOND
    if not fades:
        return driver.column(_covered(axes), **values, now=most, since=since, limit=MOST_LIMITS * limit)
    half = HALF_LIFE // MICROSECOND
    return driver.column(_fading(axes), **values, now=most, since=since, last=last, half=half, limit=FRESH * limit)


def stories(driver: Driver, ids: Sequence[str], now: datetime, decoded: Decoded) -> list[Story]:
    """Return stories, in the order of their ids, with all their articles that may be shown now."""
    rows = driver.rows(_TELLING, stories=ids, now=micros(now)) if ids else []
    return _told(driver, [(story, number, saved) for story, _, number, saved in rows], ids, decoded)


def reports(driver: Driver, groups: Sequence[Group], now: datetime, decoded: Decoded) -> list[Story]:
    """Return reports, each as a story of its own, in their order, with all their articles that may be shown now."""
    ids = [group.report for group in groups]
    asked = frozenset(ids)
    found = driver.rows(_TELLING, stories=list({group.story for group in groups}), now=micros(now)) if groups else []
    rows = [(report, number, saved) for _, report, number, saved in found if report in asked]
    return _told(driver, rows, ids, decoded)


def _told(driver: Driver, rows: Sequence[tuple[str, int, int]], ids: Sequence[str], decoded: Decoded) -> list[Story]:
    """Return stories of articles, given by the id of the story, the number and the commit of each."""
    articles = decoded.articles(driver, {number: saved for _, number, saved in rows})
    told: dict[str, list[Article]] = {story: [] for story in ids}
    for story, number, _ in rows:
        told[story].append(articles[number])
    return [Story(id=story, articles=tuple(each)) for story, each in told.items() if each]


def facets_of(driver: Driver, ids: Collection[str]) -> dict[Group, list[Facet]]:
    """Return the combinations of values that the usable articles of stories have, for each of their groups."""
    found: dict[Group, list[Facet]] = {}
    for story, report, *row in driver.rows(_FACETS_OF, stories=list(ids)) if ids else ():
        found.setdefault(Group(report, story), []).append(_facet(dict(zip(AXES, row, strict=True))))
    return found


def facets(driver: Driver, axes: Collection[Axis]) -> list[Facet]:
    """Return every combination of values on the shelf, of these axes only."""
    asked = [axis for axis in AXES if axis in axes]
    if not asked:
        return []
    rows = driver.rows(_combinations(tuple(asked)))
    return [_facet(dict(zip(asked, row, strict=True))) for row in rows]


def _facet(values: dict[str, str]) -> Facet:
    country = values.pop("country", WORLD)
    return Facet(countries=(country,) if country else (), **values)


def _group(row: _Row) -> Group:
    return Group(row.report, row.story)


def _first(rows: Iterable[_Row], most: int) -> tuple[list[_Row], bool]:
    """Return rows until `most` reports are among them, and whether these are all rows there are."""
    taken: list[_Row] = []
    found: set[str] = set()
    for row in rows:
        if row.report not in found and len(found) == most:
            return taken, False
        found.add(row.report)
        taken.append(row)
    return taken, True


def _walk(driver: Driver, values: Values, order: str, most: int, now: int) -> Iterator[_Row]:
    """Yield the rows of all combinations of values together, the newest first by a date."""
    ways = list(_ways(values, order))
    page = most // len(ways) + _SPARE
    walks = [_pages(driver, statement, {**asked, "now": now}, page) for statement, asked in ways]
    return walks[0] if len(walks) == 1 else merge(*walks, key=attrgetter(order, "article"), reverse=True)


def _pages(driver: Driver, statement: Statement, asked: dict[str, object], page: int) -> Iterator[_Row]:
    for start in count(0, page):
        rows = driver.rows(statement, **asked, limit=page, start=start)
        yield from starmap(_Row, rows)
        if len(rows) < page:
            return


def _ways(values: Values, order: str) -> Iterator[tuple[Statement, dict[str, object]]]:
    if prod(map(len, values.values())) > _WALKS:
        yield _along(tuple(values), order, many=True), dict(values)
        return
    for combination in product(*values.values()):
        asked = dict(zip(values, combination, strict=True))
        world = asked["country"] == WORLD
        yield _along(tuple(values), order, world=world), {**asked}


@lru_cache(maxsize=256)
def _along(axes: tuple[str, ...], order: str, *, world: bool = False, many: bool = False) -> Statement:
    """Return a walk along an index: every axis has one value, or (rarely) many."""
    wanted = _among(axes) if many else _with(axes, order, world=world)
    return Statement(
        f"walk by {order}",
        "The next articles of a selection, the newest first.",
        f"{_SEEN} WHERE {wanted} AND {_OPEN} ORDER BY {order} DESC, article DESC LIMIT :limit OFFSET :start",
    )


def _with(axes: Iterable[str], order: str, *, world: bool) -> str:
    wanted = [_IN_THE_WORLD if world else "country = :country"]
    for axis in axes:
        if axis != "country":
            # Where no index has the order, the planner is kept from walking along anything but the date received.
            hidden = order == "received" and axis not in _IN_ORDER
            wanted.append(f"(shelf.{axis} || '') = :{axis}" if hidden else f"shelf.{axis} = :{axis}")
    if world and "genre" in axes:
        wanted.append(_OF_A_GENRE)
    return " AND ".join(wanted)


def _among(axes: Iterable[str]) -> str:
    return " AND ".join(f"shelf.{axis} IN :{axis}" for axis in axes)


@lru_cache(maxsize=256)
def _latest(axes: tuple[str, ...]) -> Statement:
    sql = f"SELECT max(received) FROM shelf WHERE {_among(axes)} AND {_OPEN}"  # noqa: S608 -- our own words
    return Statement("last received", "When the last article of a selection was received.", sql)


@lru_cache(maxsize=256)
def _covered(axes: tuple[str, ...]) -> Statement:
    order = "count(DISTINCT agency) DESC, max(received) DESC, story"
    return _of_late("The stories of a selection that were told of late, those of the most agencies first.", axes, order)


@lru_cache(maxsize=256)
def _fading(axes: tuple[str, ...]) -> Statement:
    """Return the question of what is told now.

    Within a half-life what fades is drawn as a straight line: neither database is sure to know powers. What is older
    than all that is looked at has faded.
    """
    age = "(:last - max(published))"
    faded = f"count(DISTINCT agency) * (2 * :half - {age} % :half) >> CAST({age} / :half AS integer)"
    weight = f"CASE WHEN max(published) < :since THEN 0 ELSE {faded} END"
    order = f"(count(DISTINCT agency) > 1) DESC, {weight} DESC, max(received) DESC, story"
    return _of_late("The stories of a selection that most agencies told of late, fresh ones first.", axes, order)


def _of_late(meaning: str, axes: Iterable[str], order: str) -> Statement:
    return Statement(
        "stories of late",
        meaning,
        f"SELECT story FROM shelf WHERE {_among(axes)} AND {_OPEN} AND received >= :since GROUP BY story"  # noqa: S608 -- our own words
        f" ORDER BY {order} LIMIT :limit",
    )


@lru_cache(maxsize=64)
def _combinations(axes: tuple[str, ...]) -> Statement:
    columns = ", ".join(axes)
    where = "" if "country" in axes else f" WHERE {_IN_THE_WORLD}"
    sql = f"SELECT DISTINCT {columns} FROM shelf{where} ORDER BY {columns}"  # noqa: S608 -- our own words
    return Statement("combinations", "The combinations of values that usable articles have.", sql)
