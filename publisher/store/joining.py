"""What tells stories: gists of articles, merges, what editors ruled, and what the desk knew at its last end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import takewhile
from typing import Final

from msgspec.msgpack import Decoder

from publisher.model import Gist, Group, Merge, Ruling
from publisher.store.driver import Driver
from publisher.store.records import encode, instant
from publisher.store.statement import Statement
from publisher.store.tables import MOVED, RECALLED, RULING

MOST_RULINGS: Final = 10_000

_decode_ruling: Final = Decoder(Ruling).decode

_GISTS: Final = Statement(
    "gists",
    "The gists of articles after one, received since a time, with the names that their stories have now.",
    "SELECT gist.article, article.id, report, story, gist.record FROM gist JOIN article ON number = gist.article"
    " WHERE gist.article > :after AND received >= :since ORDER BY gist.article",
)
_WHY: Final = Statement(
    "why",
    "What of an article was compared, and what joined it.",
    "SELECT gist.record, why FROM article JOIN gist ON gist.article = article.number WHERE article.id = :id",
)
_MOVE_AGAIN: Final = Statement(
    "move again",
    "Lead to another story what led to one that ends.",
    "UPDATE moved SET kept = :kept WHERE kept = :story",
)
_STAY: Final = Statement("stay", "Let a story be itself again.", "DELETE FROM moved WHERE story = :story")
_KEPT: Final = Statement(
    "kept", "The story that has a story's articles.", "SELECT kept FROM moved WHERE story = :story"
)
_KEPT_OF: Final = Statement(
    "kept of many", "What stories were merged into.", "SELECT story, kept FROM moved WHERE story IN :stories"
)
_GROUPS: Final = Statement(
    "groups", "The report and the story of articles.", "SELECT id, report, story FROM article WHERE id IN :ids"
)
_MERGES: Final = Statement(
    "merges", "The last merges.", "SELECT story, kept, at, why FROM moved ORDER BY at DESC, story LIMIT :limit"
)
_RULINGS: Final = Statement(
    "rulings",
    "What editors ruled after a number.",
    "SELECT number, record FROM ruling WHERE number > :after ORDER BY number",
)
_LAST_RULING: Final = Statement("last ruling", "The number of the last ruling.", "SELECT max(number) FROM ruling")
_FORGET_RULINGS: Final = Statement("forget rulings", "Forget old rulings.", "DELETE FROM ruling WHERE number <= :until")
_RETAINED: Final = Statement(
    "retained", "The languages whose stories are kept.", "SELECT language, number FROM recalled ORDER BY language"
)
_RECALL: Final = Statement(
    "recall", "The stories of a language.", "SELECT record FROM recalled WHERE language = :language"
)
_ADVANCE: Final = Statement("advance", "Let all languages know an article.", "UPDATE recalled SET number = :number")
_FORGET_RECALLED: Final = Statement("forget recalled", "Forget the stories of all languages.", "DELETE FROM recalled")
_FIRST_GISTS: Final = Statement(
    "first gists",
    "The articles that were first saved of those whose gists are kept, and when they were received.",
    "SELECT gist.article, received FROM gist JOIN article ON number = gist.article ORDER BY gist.article LIMIT :most",
)
_FORGET_GISTS: Final = Statement("forget gists", "Forget gists.", "DELETE FROM gist WHERE article IN :numbers")


def gists(driver: Driver, after: int, since: int) -> list[Gist]:
    """Return gists in the order of their articles' numbers."""
    rows = driver.rows(_GISTS, after=after, since=since)
    return [Gist(number, name, Group(report, story), record) for number, name, report, story, record in rows]


def forget_gists(driver: Driver, before: int, most: int) -> int:
    """Forget the gists of articles received before a time, so many at most; returns how many.

    They are looked at in the order that the articles were saved, up to the first that stays: a look that finds nothing
    old costs next to nothing.
    """
    first = driver.rows(_FIRST_GISTS, most=most)
    numbers = [number for number, _ in takewhile(lambda row: row[1] < before, first)]
    if numbers:
        driver.do(_FORGET_GISTS, numbers=numbers)
    return len(numbers)


def why(driver: Driver, article: str) -> tuple[bytes, bytes] | None:
    """Return the gist of an article, and what joined it."""
    rows = driver.rows(_WHY, id=article)
    return (bytes(rows[0][0]), bytes(rows[0][1])) if rows else None


def move(driver: Driver, story: str, kept: str, at: int, why: str) -> None:
    """Remember that a story ended; whatever led to it leads to the one that has its articles."""
    driver.do(_STAY, story=kept)
    driver.do(_MOVE_AGAIN, story=story, kept=kept)
    driver.put(MOVED, [(story, kept, at, why)])


def story_of(driver: Driver, story: str) -> str:
    """Return the name that a story has now."""
    found: str | None = driver.value(_KEPT, story=story)
    return found or story


def kept_of(driver: Driver, stories: Collection[str]) -> dict[str, str]:
    """Return the names that stories have now, of those that have another."""
    return dict(driver.rows(_KEPT_OF, stories=list(stories))) if stories else {}


def groups(driver: Driver, ids: Collection[str]) -> dict[str, Group]:
    """Return the groups that articles stand in, of those that are known."""
    rows = driver.rows(_GROUPS, ids=list(ids)) if ids else ()
    return {name: Group(report, story) for name, report, story in rows}


def merges(driver: Driver, limit: int) -> list[Merge]:
    """Return the last merges, the newest first."""
    return [Merge(story, kept, instant(at), why) for story, kept, at, why in driver.rows(_MERGES, limit=limit)]


def rulings(driver: Driver, after: int) -> dict[int, Ruling]:
    """Return the rulings after a number."""
    return {number: _decode_ruling(record) for number, record in driver.rows(_RULINGS, after=after)}


def rule(driver: Driver, ruling: Ruling) -> None:
    """Keep a ruling, and let go of those of long ago."""
    number = (driver.value(_LAST_RULING) or 0) + 1
    driver.add(RULING, [(number, encode(ruling))])
    driver.do(_FORGET_RULINGS, until=number - MOST_RULINGS)


def retained(driver: Driver) -> dict[str, int]:
    """Return the languages whose stories are kept, with the number of the last article that they know."""
    return dict(driver.rows(_RETAINED))


def recall(driver: Driver, language: str) -> bytes | None:
    """Return what was retained of a language."""
    record = driver.value(_RECALL, language=language)
    return None if record is None else bytes(record)


def retain(driver: Driver, records: Mapping[str, bytes], number: int) -> None:
    """Keep the stories of languages."""
    driver.put(RECALLED, ((language, number, record) for language, record in records.items()))
    driver.do(_ADVANCE, number=number)


def forget_recalled(driver: Driver) -> None:
    """Forget the stories of all languages."""
    driver.do(_FORGET_RECALLED)
