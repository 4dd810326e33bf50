"""What is asked of the memory by name: look-ups on a connection, for readers and for the pen alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, bindparam, func, select

from publisher.model import Article, Showing, SourceState, Story
from publisher.store.interface import Figures
from publisher.store.records import WORLD, decode_article, decode_showing, decode_state, instant, sign_number
from publisher.store.schema import article, remembered, shelf, shown, sign, source

CHUNK: Final = 500
"""How many values are asked for at once (SQLite takes 32,766 at most; longer lists do not get faster)."""

_T = TypeVar("_T")

_KEYS = article.c.key.in_(bindparam("keys", expanding=True))
_OF_SOURCE = article.c.source == bindparam("source")
_KNOWN: Final = select(article.c.key, article.c.record).where(_OF_SOURCE, _KEYS)
_HASHES: Final = select(article.c.key, article.c.entry_hash).where(_OF_SOURCE, _KEYS)
_NUMBERS: Final = select(article.c.id, article.c.number).where(article.c.id.in_(bindparam("ids", expanding=True)))
_KIN: Final = select(sign.c.sign, sign.c.story).where(sign.c.sign.in_(bindparam("signs", expanding=True)))
_ARTICLE: Final = select(article.c.record).where(article.c.id == bindparam("id"))
_STORY: Final = (
    select(article.c.record).where(article.c.story == bindparam("story")).order_by(article.c.received, article.c.number)
)
_LATEST: Final = (
    select(article.c.record)
    .where(_OF_SOURCE)
    .order_by(article.c.received.desc(), article.c.number.desc())
    .limit(bindparam("limit"))
)
_STATE: Final = select(source.c.record).where(source.c.id == bindparam("id"))
_DUE: Final = select(source.c.id).where(source.c.due <= bindparam("now")).order_by(source.c.due, source.c.id)
_SHOWING: Final = select(shown.c.record).where(shown.c.feed == bindparam("feed"))
_VALUE: Final = select(remembered.c.value).where(remembered.c.name == bindparam("name"))


def chunks(values: Collection[_T], size: int = CHUNK) -> Iterator[Sequence[_T]]:
    """Cut values into pieces that one statement takes."""
    rest = iter(values)
    while piece := list(islice(rest, size)):
        yield piece


def known(connection: Connection, source_id: str, keys: Collection[str]) -> dict[str, Article]:
    """Return a source's articles by key."""
    found: dict[str, Article] = {}
    for piece in chunks(keys):
        rows = connection.execute(_KNOWN, {"source": source_id, "keys": piece})
        found.update((key, decode_article(record)) for key, record in rows)
    return found


def hashes(connection: Connection, source_id: str, keys: Collection[str]) -> dict[str, str]:
    """Return the entry hashes of a source's articles by key."""
    found: dict[str, str] = {}
    for piece in chunks(keys):
        rows = connection.execute(_HASHES, {"source": source_id, "keys": piece})
        found.update((key, entry_hash) for key, entry_hash in rows)
    return found


def numbers(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return the numbers of articles by id."""
    found: dict[str, int] = {}
    for piece in chunks(ids):
        found.update((each, number) for each, number in connection.execute(_NUMBERS, {"ids": piece}))
    return found


def kin(connection: Connection, signs: Collection[str]) -> dict[str, str]:
    """Return the stories that signs lead to."""
    found: dict[str, str] = {}
    for piece in chunks(signs):
        marks = {sign_number(mark): mark for mark in piece}
        found.update((marks[number], story) for number, story in connection.execute(_KIN, {"signs": list(marks)}))
    return found


def one_article(connection: Connection, article_id: str) -> Article | None:
    """Return an article by its id."""
    record = connection.scalar(_ARTICLE, {"id": article_id})
    return None if record is None else decode_article(record)


def one_story(connection: Connection, story_id: str) -> Story | None:
    """Return a story with all its articles."""
    articles = tuple(decode_article(record) for record in connection.scalars(_STORY, {"story": story_id}))
    return Story(id=story_id, articles=articles) if articles else None


def states(connection: Connection) -> dict[str, SourceState]:
    """Return the states of all sources."""
    rows = connection.execute(select(source.c.id, source.c.record).order_by(source.c.id))
    return {source_id: decode_state(record) for source_id, record in rows}


def state(connection: Connection, source_id: str) -> SourceState:
    """Return the state of a source, a fresh one where there is none."""
    record = connection.scalar(_STATE, {"id": source_id})
    return SourceState(source=source_id) if record is None else decode_state(record)


def due(connection: Connection, now: int, sources: Collection[str], limit: int) -> list[str]:
    """Return those of the sources that are due, the longest overdue first."""
    wanted = frozenset(sources)
    rows = connection.scalars(_DUE, {"now": now})
    return list(islice((source_id for source_id in rows if source_id in wanted), limit))


def latest(connection: Connection, source_id: str, limit: int) -> list[Article]:
    """Return the last articles of a source, whatever their status."""
    return [decode_article(record) for record in connection.scalars(_LATEST, {"source": source_id, "limit": limit})]


def showing(connection: Connection, feed: str) -> Showing | None:
    """Return what a feed showed."""
    record = connection.scalar(_SHOWING, {"feed": feed})
    return None if record is None else decode_showing(record)


def showings(connection: Connection) -> dict[str, Showing]:
    """Return what every feed showed."""
    rows = connection.execute(select(shown.c.feed, shown.c.record).order_by(shown.c.feed))
    return {feed: decode_showing(record) for feed, record in rows}


def value(connection: Connection, name: str) -> str | None:
    """Return a remembered value."""
    return connection.scalar(_VALUE, {"name": name})


def newest(connection: Connection) -> int | None:
    """Return when the last usable article was received."""
    last: int | None = connection.scalar(select(func.max(shelf.c.received)).where(shelf.c.country == WORLD))
    return last


def figures(connection: Connection) -> Figures:
    """Count what is remembered."""
    articles, stories = connection.execute(
        select(func.count(article.c.number), func.count(article.c.story.distinct()))
    ).one()
    last = newest(connection)
    return Figures(articles=articles, stories=stories, newest=None if last is None else instant(last))
