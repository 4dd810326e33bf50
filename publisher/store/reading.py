"""What is asked of the memory by name: look-ups on a connection, for readers and for the pen alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from publisher.model import Article, Showing, SourceState, Status, Story
from publisher.store.driver import Driver, one_of
from publisher.store.interface import Figures
from publisher.store.records import WORLD, decode_article, decode_showing, decode_state, instant
from publisher.store.schema import IS_HELD, article, remembered, shelf, shown, sign, source, touched

_OF_SOURCE: Final = article.c.source == bindparam("source")
_KEYS: Final = one_of(article.c.key, "keys")
_KNOWN: Final = select(article.c.key, article.c.record).where(_OF_SOURCE, _KEYS)
_HASHES: Final = select(article.c.key, article.c.entry_hash).where(_OF_SOURCE, _KEYS)
_NUMBERS: Final = select(article.c.id, article.c.number).where(one_of(article.c.id, "ids"))
_LAST_NUMBER: Final = select(func.max(article.c.number))
_KIN: Final = select(sign.c.sign, sign.c.story).where(one_of(sign.c.sign, "signs"))
_ARTICLE: Final = select(article.c.record).where(article.c.id == bindparam("id"))
_OF_STORIES: Final = (
    select(article.c.story, article.c.record)
    .where(one_of(article.c.story, "stories"))
    .order_by(article.c.received, article.c.number)
)
_LATEST: Final = (
    select(article.c.record)
    .where(_OF_SOURCE)
    .order_by(article.c.received.desc(), article.c.number.desc())
    .limit(bindparam("limit"))
)
WAITING: Final = select(article.c.record).where(IS_HELD).order_by(article.c.received.desc(), article.c.number.desc())
_STATES: Final = select(source.c.id, source.c.record).order_by(source.c.id)
_SOME_STATES: Final = select(source.c.id, source.c.record).where(one_of(source.c.id, "ids"))
_DUE: Final = select(source.c.id).where(source.c.due <= bindparam("now")).order_by(source.c.due, source.c.id)
_TOUCHED: Final = select(touched.c.feed, touched.c.stamp).order_by(touched.c.stamp, touched.c.feed)
_SHOWING: Final = select(shown.c.record).where(shown.c.feed == bindparam("feed"))
_SHOWINGS: Final = select(shown.c.feed, shown.c.record).order_by(shown.c.feed)
_VALUE: Final = select(remembered.c.value).where(remembered.c.name == bindparam("name"))
_NEWEST: Final = select(func.max(shelf.c.received)).where(shelf.c.country == WORLD)
_COUNTS: Final = select(func.count(article.c.number), func.count(article.c.story.distinct()))


def _passed(time: ColumnElement[int]) -> ColumnElement[bool]:
    return time.is_not(None) & (time > bindparam("after")) & (time <= bindparam("until"))


_MATURED: Final = (
    select(article.c.record)
    .where(article.c.status == Status.USABLE.value, or_(_passed(article.c.embargoed_until), _passed(article.c.expires)))
    .order_by(article.c.number)
)


def known(driver: Driver, source_id: str, keys: Collection[str]) -> dict[str, Article]:
    """Return a source's articles by key."""
    if not keys:
        return {}
    rows = driver.rows(_KNOWN, source=source_id, keys=list(keys))
    return {key: decode_article(record) for key, record in rows}


def hashes(driver: Driver, source_id: str, keys: Collection[str]) -> dict[str, str]:
    """Return the entry hashes of a source's articles by key."""
    return dict(driver.rows(_HASHES, source=source_id, keys=list(keys))) if keys else {}


def numbers(driver: Driver, ids: Collection[str]) -> dict[str, int]:
    """Return the numbers of articles by id."""
    return dict(driver.rows(_NUMBERS, ids=list(ids)))


def last_number(driver: Driver) -> int:
    """Return the number of the article that was first saved last; 0 where there is none."""
    return driver.value(_LAST_NUMBER) or 0


def kin(driver: Driver, signs: Collection[int]) -> dict[int, str]:
    """Return the stories that signs, given by their numbers, lead to."""
    return dict(driver.rows(_KIN, signs=list(signs))) if signs else {}


def one_article(driver: Driver, article_id: str) -> Article | None:
    """Return an article by its id."""
    record = driver.value(_ARTICLE, id=article_id)
    return None if record is None else decode_article(record)


def whole_stories(driver: Driver, ids: Collection[str]) -> dict[str, Story]:
    """Return stories with all their articles, by id; one that is not known is left out."""
    told: dict[str, list[Article]] = {}
    for story, record in driver.rows(_OF_STORIES, stories=list(ids)) if ids else ():
        told.setdefault(story, []).append(decode_article(record))
    return {story: Story(id=story, articles=tuple(articles)) for story, articles in told.items()}


def states(driver: Driver, ids: Collection[str] | None) -> dict[str, SourceState]:
    """Return the states of sources, or of all."""
    rows = driver.rows(_STATES) if ids is None else driver.rows(_SOME_STATES, ids=list(ids))
    return {source_id: decode_state(record) for source_id, record in rows}


def due(driver: Driver, now: int, sources: Collection[str], limit: int) -> list[str]:
    """Return those of the sources that are due, the longest overdue first."""
    wanted = frozenset(sources)
    return list(islice((source_id for (source_id,) in driver.walk(_DUE, now=now) if source_id in wanted), limit))


def latest(driver: Driver, source_id: str, limit: int) -> list[Article]:
    """Return the last articles of a source, whatever their status."""
    return [decode_article(record) for record in driver.column(_LATEST, source=source_id, limit=limit)]


def held(driver: Driver, limit: int) -> list[Article]:
    """Return the articles that wait for the operator, the newest first."""
    found = (decode_article(record) for (record,) in driver.walk(WAITING))
    return list(islice((each for each in found if each.waits_for), limit))


def matured(driver: Driver, after: int, until: int) -> list[Article]:
    """Return the usable articles whose embargo ended or that expired in (after, until]."""
    return [decode_article(record) for record in driver.column(_MATURED, after=after, until=until)]


def waiting(driver: Driver) -> Sequence[tuple[str, int]]:
    """Return the touched feeds with the stamps of their last touch, the first touched first."""
    return [(feed, stamp) for feed, stamp in driver.rows(_TOUCHED)]


def showing(driver: Driver, feed: str) -> Showing | None:
    """Return what a feed showed."""
    record = driver.value(_SHOWING, feed=feed)
    return None if record is None else decode_showing(record)


def showings(driver: Driver) -> dict[str, Showing]:
    """Return what every feed showed."""
    return {feed: decode_showing(record) for feed, record in driver.rows(_SHOWINGS)}


def value(driver: Driver, name: str) -> str | None:
    """Return a remembered value."""
    found: str | None = driver.value(_VALUE, name=name)
    return found


def newest(driver: Driver) -> int | None:
    """Return when the last usable article was received."""
    last: int | None = driver.value(_NEWEST)
    return last


def figures(driver: Driver) -> Figures:
    """Count what is remembered."""
    ((articles, stories),) = driver.rows(_COUNTS)
    last = newest(driver)
    return Figures(articles=articles, stories=stories, newest=None if last is None else instant(last))
