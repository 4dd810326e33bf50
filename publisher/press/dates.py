"""Dates as documents write them, and the moment of change that is each article's own."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zlib import crc32

from publisher.model import Article, Issue
from publisher.press.same import Same

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rfc822(moment: datetime) -> str:
    """Write a moment as RSS has it (RFC 822 with a year of four digits, GMT): `Mon, 28 Apr 2025 02:22:05 GMT`."""
    utc = moment.astimezone(UTC)
    day, month = _DAYS[utc.weekday()], MONTHS[utc.month - 1]
    return f"{day}, {utc.day:02} {month} {utc.year:04} {utc.hour:02}:{utc.minute:02}:{utc.second:02} GMT"


def rfc3339(moment: datetime) -> str:
    """Write a moment as Atom and JSON Feed have it (RFC 3339, UTC): `2025-04-28T02:42:11.480113Z`."""
    text = moment.astimezone(UTC).replace(tzinfo=None)
    return text.isoformat(timespec="microseconds" if text.microsecond else "seconds") + "Z"


def stamps(issue: Issue) -> tuple[datetime, ...]:
    """Return the moment each item was last changed, no two of them equal.

    A round saves many articles at the same instant, and entries of equal `updated` are a fault to the validator and to
    readers that sort by it. So the second is the article's own, and the fraction is made from its id: the same in
    every feed and at every publication. Should two still meet, the one whose id sorts later moves on by a microsecond.
    """
    return _stamps(Same(issue))


@lru_cache(maxsize=2)
def _stamps(this: Same[Issue]) -> tuple[datetime, ...]:
    """Reckon once for all the formats of an issue."""
    moments = tuple(_own(item.article) for item in this.value.items)
    return moments if len(set(moments)) == len(moments) else _apart(this.value)


def newest(issue: Issue) -> datetime:
    """Return when the issue last changed, never before any of its items."""
    return max((issue.updated, *stamps(issue)))


def _own(article: Article) -> datetime:
    return article.updated.replace(microsecond=crc32(article.id.encode("utf-8", "replace")) % 1_000_000)


def _apart(issue: Issue) -> tuple[datetime, ...]:
    found: dict[datetime, str] = {}
    for article in sorted((item.article for item in issue.items), key=lambda article: article.id):
        moment = _own(article)
        while moment in found:
            moment = moment.replace(microsecond=(moment.microsecond + 1) % 1_000_000)
        found[moment] = article.id
    moments = {identity: moment for moment, identity in found.items()}
    return tuple(moments[item.article.id] for item in issue.items)
