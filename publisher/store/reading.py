"""What is asked of the memory by name: look-ups on a connection, for readers and for the pen alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final

from publisher.model import Article, Group, Showing, Story
from publisher.store.driver import Driver
from publisher.store.interface import Figures
from publisher.store.records import WORLD, decode_article, decode_showing, instant
from publisher.store.statement import Statement

_KNOWN: Final = Statement(
    "known articles",
    "The articles of a source by their keys.",
    "SELECT key, record FROM article WHERE source = :source AND key IN :keys",
)
_HASHES: Final = Statement(
    "known hashes",
    "The entry hashes of a source's articles by their keys.",
    "SELECT key, entry_hash FROM article WHERE source = :source AND key IN :keys",
)
_NUMBERS: Final = Statement(
    "numbers", "The numbers of articles by their ids.", "SELECT id, number FROM article WHERE id IN :ids"
)
_LAST_NUMBER: Final = Statement("last number", "The last number given.", "SELECT max(number) FROM article")
_KIN: Final = Statement(
    "kin",
    "The reports and stories that signs lead to, the stories by the names that they have now.",
    "SELECT sign, report, coalesce(kept, sign.story) FROM sign LEFT JOIN moved ON moved.story = sign.story"
    " WHERE sign IN :signs",
)
_ARTICLE: Final = Statement("article", "An article by its id.", "SELECT record FROM article WHERE id = :id")
_OF_STORIES: Final = Statement(
    "articles of stories",
    "All articles of stories, in the order received.",
    "SELECT story, record FROM article WHERE story IN :stories ORDER BY received, number",
)
_LATEST: Final = Statement(
    "latest articles",
    "The last articles of a source, the newest first; of one poll, as its document had them.",
    "SELECT record FROM article WHERE source = :source ORDER BY received DESC, number LIMIT :limit",
)
WAITING: Final = Statement(
    "held articles",
    "The articles that are held, the last received first.",
    "SELECT record FROM article WHERE status = 'held' ORDER BY received DESC, number DESC",  # the words of the index
)
_DUE: Final = Statement(
    "due sources",
    "The sources that are due, the longest overdue first.",
    "SELECT id FROM source WHERE due <= :now ORDER BY due, id",
)
_TOUCHED: Final = Statement(
    "touched feeds",
    "The feeds that wait, the first touched first.",
    "SELECT feed, stamp FROM touched ORDER BY stamp, feed",
)
_SHOWING: Final = Statement("showing", "What a feed showed.", "SELECT record FROM shown WHERE feed = :feed")
_SHOWINGS: Final = Statement("showings", "What every feed showed.", "SELECT feed, record FROM shown ORDER BY feed")
_VALUE: Final = Statement("value", "A value by its name.", "SELECT value FROM remembered WHERE name = :name")
_NEWEST: Final = Statement(
    "newest", "When the last usable article was received.", "SELECT max(received) FROM shelf WHERE country = :country"
)
_COUNTS: Final = Statement(
    "counts", "How many articles and stories there are.", "SELECT count(number), count(DISTINCT story) FROM article"
)
_MATURED: Final = Statement(
    "matured articles",
    "The usable articles whose embargo ended or that expired between two times.",
    "SELECT record FROM article WHERE status = 'usable'"
    " AND (embargoed_until IS NOT NULL AND embargoed_until > :after AND embargoed_until <= :until"
    " OR expires IS NOT NULL AND expires > :after AND expires <= :until)"
    " ORDER BY number",
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


def kin(driver: Driver, signs: Collection[int]) -> dict[int, Group]:
    """Return the groups that signs, given by their numbers, lead to."""
    found = driver.rows(_KIN, signs=list(signs)) if signs else ()
    return {sign: Group(report, story) for sign, report, story in found}


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
    last: int | None = driver.value(_NEWEST, country=WORLD)
    return last


def figures(driver: Driver) -> Figures:
    """Count what is remembered."""
    ((articles, stories),) = driver.rows(_COUNTS)
    last = newest(driver)
    return Figures(articles=articles, stories=stories, newest=None if last is None else instant(last))
