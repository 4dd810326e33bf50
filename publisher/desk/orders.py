"""Orders: which story stands before which in a feed.

newest ── by first publication
editor ── the same; what an editor pinned stands before it, and no burst makes the feed longer than its limit
coverage ─ by the number of agencies, then by first publication
trending ─ by score, and steadily: see `steady`

The score of a story is the sum over its agencies of what each one weighs, halved for every `HALF_LIFE` since its newest
report was published. A story that one agency alone tells stands below every one that several tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from math import fsum, log10
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from publisher.desk.best import tells_of_several
from publisher.model import EPOCH, HALF_LIFE, Agency, Article, Item

CLEARLY: Final = 1.15
"""A story passes one that was shown above it when its score is more than so many times higher."""
RANKED_BETTER: Final = 0.125  # what an agency weighs more whose rank is ten times better
USUAL_RANK: Final = 100  # an agency of this rank weighs 1; so does one that sources.yaml does not know


class Told(Struct, frozen=True):
    """A story as a feed would show it: its item, when the newest report that is wanted was published, its articles.

    No article is published later than it was received: a date that is set ahead gains nothing.
    """

    story: str
    item: Item
    newest: datetime
    articles: Sequence[Article]


class Past(NamedTuple):
    """What an order knows besides the stories: the agencies, and the places that articles had when last shown."""

    agencies: Mapping[str, Agency]
    places: Mapping[str, int]


class Scored(NamedTuple):
    """A story in `trending`, with the place that it had when last shown; `NEW` for one that was not."""

    score: float
    place: int
    told: Told


Order: TypeAlias = Callable[[Sequence[Told], Past], Sequence[Told]]

NEW: Final = 1 << 30


def newest_first(told: Sequence[Told], _: Past) -> Sequence[Told]:
    """Order by first publication, then by id."""
    ordered = sorted(told, key=lambda one: one.item.article.id)
    ordered.sort(key=lambda one: one.item.article.published, reverse=True)
    return ordered


def most_covered(told: Sequence[Told], past: Past) -> Sequence[Told]:
    """Order by the number of agencies, then by first publication."""
    return sorted(newest_first(told, past), key=lambda one: -one.item.agencies)


def trending(told: Sequence[Told], past: Past) -> Sequence[Told]:
    """Order by score, steadily; what several agencies tell stands above what one alone does.

    A round-up that several agencies send ("Markets at the close") is no event, and comes last.
    """
    last = max((one.newest for one in told), default=EPOCH)
    tiers: tuple[list[Scored], ...] = [], [], []
    for one in told:
        tiers[_tier(one)].append(Scored(score(one, last, past.agencies), _place(one, past.places), one))
    return [one.told for tier in tiers for one in steady(tier)]


def _tier(one: Told) -> int:
    if one.item.agencies == 1:
        return 1
    return 2 if tells_of_several(one.item.article.headline) else 0


def score(one: Told, last: datetime, agencies: Mapping[str, Agency]) -> float:
    """Return the score of a story, as it is at the time of the newest report of all."""
    told_by = {article.agency for article in one.articles}
    known = [_weight(agencies[name].rank) for name in told_by if name in agencies]
    weight = fsum(known) + len(told_by) - len(known)
    return weight * float(0.5 ** ((last - one.newest) / HALF_LIFE))


@cache
def _weight(rank: int) -> float:
    return 1 + RANKED_BETTER * log10(USUAL_RANK / max(rank, 1))


def _place(one: Told, places: Mapping[str, int]) -> int:
    """Return the best place that an article of the story had: two stories may have become one since then."""
    return min((places.get(article.id, NEW) for article in one.articles), default=NEW) if places else NEW


def steady(scored: Iterable[Scored]) -> list[Scored]:
    """Order by score, but leave stories where they were shown last unless one is clearly ahead.

    What was shown comes in its old order, what is new behind it. Then from the top: a story that is `CLEARLY` ahead of
    the one whose turn it is goes before it. So nothing stands below what it is clearly ahead of, nothing moves that is
    not clearly ahead of something it passes, and what comes out, shown and ordered again, comes out the same.
    """
    waiting = sorted(scored, key=lambda one: (one.place, -one.score, one.told.story))
    scores = sorted(one.score for one in waiting)
    ordered = []
    while waiting:
        ordered.append(waiting.pop(_turn(waiting, scores[-1])))
        del scores[bisect_left(scores, ordered[-1].score)]
    return ordered


def _turn(waiting: Sequence[Scored], most: float) -> int:
    """Return the place in the queue of the story that comes next."""
    first = waiting[0].score
    if most <= CLEARLY * first:
        return 0
    return next(n for n, one in enumerate(waiting) if one.score > CLEARLY * first and CLEARLY * one.score >= most)


ORDERS: Final[Mapping[str, Order]] = {
    "newest": newest_first,
    "editor": newest_first,
    "coverage": most_covered,
    "trending": trending,
}
