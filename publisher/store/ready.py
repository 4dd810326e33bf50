"""An article made ready for its row: all that can be known of the row before anybody holds the pen.

    article ─ ready() ─▶ Ready ─ travels as bytes ─▶ Pen.add(ready, group, updated) ─▶ rows

Whoever makes articles encodes them too, and may do so in another process: the pen, which is one for the whole house,
only puts rows together and neither decodes nor encodes an article.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from msgspec import Struct

from publisher.model import EPOCH, Article, Group, Status
from publisher.store.records import (
    MICROSECOND,
    WORD_OF,
    WORLD,
    Values,
    decode_article,
    encode,
    micros,
    primary,
    sign_numbers,
)

_HEAD: Final = 3  # bytes: a map of 16 to 65,535 members, and how many there are
_OPEN: Final = b"\xde"


class Ready(Struct, frozen=True, array_like=True, gc=False):
    """What the rows of an article hold, but for its number, its group and its stamp. Times are microseconds."""

    id: str
    source: str
    key: str
    entry_hash: str
    status: str
    received: int
    embargoed_until: int | None
    expires: int | None
    record: bytes  # the article in msgpack, open at its end: its group and its stamp are to follow
    countries: tuple[str, ...]  # of its shelves, the world's first; empty where it stands on none
    section: str
    genre: str
    language: str
    agency: str
    published: int
    signs: tuple[int, ...]  # as they are kept
    kinds: str  # of the signs, in words: "link headline headline title"
    opens: str  # the report, and the story, that it opens where nothing leads to another
    gist: bytes = b""  # what of it is compared with others; where there is nothing, what is kept stays

    def article(self, group: Group, updated: datetime) -> Article:
        """Return the article with its group and stamp."""
        return decode_article(self.closed(group, updated))

    def closed(self, group: Group, updated: datetime) -> bytes:
        """Return the whole record. Of two members of one name the last counts."""
        return self.record + encode({"report": group.report, "story": group.story, "updated": updated})[1:]


def ready(article: Article, signs: Collection[str] = (), opens: str = "", gist: bytes = b"") -> Ready:
    """Return an article ready for its row, with its signs and what it opens if they lead to nothing."""
    return Ready(
        article.id,
        article.source,
        article.key,
        article.entry_hash,
        WORD_OF[article.status],
        (article.received - EPOCH) // MICROSECOND,
        micros(article.embargoed_until) if article.embargoed_until else None,
        micros(article.expires) if article.expires else None,
        _opened(encode(article)),
        _countries(article),
        article.section.value if article.section else "",
        article.genre.value if article.genre else "",
        primary(article.language),
        article.agency,
        (article.published - EPOCH) // MICROSECOND,
        sign_numbers(signs),
        " ".join([sign.partition(":")[0] for sign in signs]),
        opens,
        gist,
    )


def group_of(article: Article) -> Group:
    """Return the group that an article was given; those of before reports and stories were two things have one id."""
    return Group(article.report or article.story, article.story)


def _opened(record: bytes) -> bytes:
    """Let three more members follow those that a record has."""
    return _OPEN + (int.from_bytes(record[1:_HEAD]) + 3).to_bytes(_HEAD - 1) + record[_HEAD:]


def _countries(article: Article) -> tuple[str, ...]:
    if article.status is not Status.USABLE:
        return ()
    return (WORLD, *article.events) if article.countries else (WORLD,)


def article_row(number: int, ready: Ready, group: Group, updated: datetime, saved: int) -> Values:
    """Return the row of an article, saved in a commit of this number."""
    return (
        number,
        ready.id,
        ready.source,
        ready.key,
        ready.entry_hash,
        group.story,
        ready.status,
        ready.received,
        ready.embargoed_until,
        ready.expires,
        ready.closed(group, updated),
        saved,
        group.report,
    )


def shelf_rows(number: int, ready: Ready, group: Group) -> list[Values]:
    """Return the rows of an article on the shelves; none where it is not usable."""
    rest = (
        ready.section,
        ready.genre,
        ready.language,
        ready.agency,
        ready.source,
        group.story,
        ready.published,
        ready.received,
        ready.embargoed_until,
        ready.expires,
        group.report,
    )
    return [(number, country, *rest) for country in ready.countries]
