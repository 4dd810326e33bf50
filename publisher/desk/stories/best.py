"""The best article of a story, by rules that one can read: the first one that tells two articles apart decides.

held back or withdrawn ─ comes last
completeness ─────────── a body before a summary, a summary before a headline alone
a picture ─────────────── with its credit before one without, before none
the agency's rank ─────── as sources.yaml orders agencies, the first is the best; an unknown one comes last
first to report ────────── by our clock, then by id, so that the answer is always the same
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from publisher.model import Article, Status

Merit: TypeAlias = tuple[bool, int, int, int, float, str]

_LONG: Final = 400  # characters of a body that tells more than a summary does
_SHORT: Final = 40  # characters of a summary that says anything


def best(articles: Iterable[Article], ranks: Mapping[str, int] | None = None) -> Article | None:
    """Return the article of a story that is shown; None where there are none.

    `ranks`: the place of each agency in sources.yaml. What may not be syndicated is to be left out before, where the
    feed is a partner's.
    """
    return min(articles, key=lambda article: merit(article, ranks or {}), default=None)


def merit(article: Article, ranks: Mapping[str, int]) -> Merit:
    """Return what decides between articles, in the order in which it does; the least is the best."""
    return (
        article.status is not Status.USABLE,
        -_completeness(article),
        -_picture(article),
        ranks.get(article.agency, len(ranks)),
        article.received.timestamp(),
        article.id,
    )


def _completeness(article: Article) -> int:
    if len(article.body) >= _LONG:
        return 2
    return int(max(len(article.summary), len(article.body)) >= _SHORT)


def _picture(article: Article) -> int:
    return 0 if article.image is None else 2 if article.image.credit else 1
