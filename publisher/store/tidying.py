"""What may be forgotten: old articles that no feed shows and no source still holds, and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from publisher.store.driver import Driver
from publisher.store.records import decode_held, decode_showing
from publisher.store.statement import Statement

BATCH: Final = 2_000
"""How many articles are looked at under one pen, so that others get their turn."""

SIGNS: Final = 20_000
"""How many signs are."""

BEFORE_SIGNS: Final = -(1 << 63)
"""The number that the first signs come after."""


class _Old(NamedTuple):
    number: int
    id: str
    source: str
    key: str


_OLD: Final = Statement(
    "old articles",
    "The next articles received before a time.",
    "SELECT number, id, source, key FROM article WHERE number > :after AND received < :before"
    " ORDER BY number LIMIT :most",
)
_REMOVE: Final = Statement("remove articles", "Forget articles.", "DELETE FROM article WHERE number IN :numbers")
_HELD: Final = Statement(
    "held keys of old", "What the last documents held.", "SELECT source, record FROM held WHERE source IN :sources"
)
_SHOWN: Final = Statement("all showings", "What all feeds show.", "SELECT record FROM shown")
_SIGNS: Final = Statement(
    "next signs",
    "The next signs, and whether the story of each has an article.",
    "SELECT sign, EXISTS (SELECT 1 FROM article WHERE article.story = coalesce(kept, sign.story)"
    " AND article.report = sign.report) FROM sign LEFT JOIN moved ON moved.story = sign.story"
    " WHERE sign > :after ORDER BY sign LIMIT :most",
)
_UNSIGN: Final = Statement("remove signs", "Forget signs.", "DELETE FROM sign WHERE sign IN :signs")


def tidy_batch(driver: Driver, after: int, before: int) -> tuple[int, int | None]:
    """Remove what may go of the next articles received before a time.

    Returns how many went, and the number to go on after; None at the end.
    """
    old = [_Old(*row) for row in driver.rows(_OLD, after=after, before=before, most=BATCH)]
    if not old:
        return 0, None
    gone = _unprotected(driver, old)
    if gone:
        driver.do(_REMOVE, numbers=[each.number for each in gone])
    return len(gone), old[-1].number


def tidy_signs(driver: Driver, after: int) -> int | None:
    """Remove the next signs that lead to stories without articles; returns the sign to go on after, None at the end.

    They are all looked at, in their own order: an index that found them by story would cost a quarter of each saving.
    """
    rows = driver.rows(_SIGNS, after=after, most=SIGNS)
    loose = [number for number, told in rows if not told]
    if loose:
        driver.do(_UNSIGN, signs=loose)
    return rows[-1][0] if rows else None


def _unprotected(driver: Driver, old: Sequence[_Old]) -> list[_Old]:
    showings = map(decode_showing, driver.column(_SHOWN))
    on_show = {article_id for showing in showings for article_id, _ in showing.items}
    sources = sorted({each.source for each in old})
    listed = {(source, key) for source, record in driver.rows(_HELD, sources=sources) for key in decode_held(record)}
    return [each for each in old if each.id not in on_show and (each.source, each.key) not in listed]
