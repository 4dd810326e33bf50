"""What may be forgotten: old articles that no feed shows and no source still holds, and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from publisher.store.reading import chunks
from publisher.store.records import decode_held, decode_showing
from publisher.store.schema import article, held, shown, sign

BATCH: Final = 2_000
"""How many articles are looked at under one pen, so that others get their turn."""


class _Old(NamedTuple):
    number: int
    id: str
    source: str
    key: str
    story: str


_OLD: Final = (
    select(article.c.number, article.c.id, article.c.source, article.c.key, article.c.story)
    .where(article.c.number > bindparam("after"), article.c.received < bindparam("before"))
    .order_by(article.c.number)
    .limit(BATCH)
)
_REMOVE: Final = delete(article).where(article.c.number.in_(bindparam("numbers", expanding=True)))
_HELD: Final = select(held.c.source, held.c.record).where(held.c.source.in_(bindparam("sources", expanding=True)))
_ALIVE: Final = select(article.c.story).distinct().where(article.c.story.in_(bindparam("stories", expanding=True)))
_UNSIGN: Final = delete(sign).where(sign.c.story.in_(bindparam("stories", expanding=True)))


def tidy_batch(connection: Connection, after: int, before: int) -> tuple[int, int | None]:
    """Remove what may go of the next articles received before a time.

    Returns how many went, and the number to go on after; None at the end.
    """
    old = [_Old(*row) for row in connection.execute(_OLD, {"after": after, "before": before})]
    if not old:
        return 0, None
    gone = _unprotected(connection, old)
    for piece in chunks([each.number for each in gone]):
        connection.execute(_REMOVE, {"numbers": piece})
    for stories in chunks({each.story for each in gone}):
        alive = set(connection.scalars(_ALIVE, {"stories": stories}))
        connection.execute(_UNSIGN, {"stories": [story for story in stories if story not in alive]})
    return len(gone), old[-1].number


def _unprotected(connection: Connection, old: Sequence[_Old]) -> list[_Old]:
    showings = map(decode_showing, connection.scalars(select(shown.c.record)))
    on_show = {article_id for showing in showings for article_id, _ in showing.items}
    listed: set[tuple[str, str]] = set()
    for sources in chunks({each.source for each in old}):
        for source, record in connection.execute(_HELD, {"sources": sources}):
            listed.update((source, key) for key in decode_held(record))
    return [each for each in old if each.id not in on_show and (each.source, each.key) not in listed]
