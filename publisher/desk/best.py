"""The best article of a story, by rules that one can read: the first one that tells two articles apart decides.

held back or withdrawn ─ comes last
a round-up ───────────── of several events stands for one only where nothing else does
second hand ──────────── so does an aggregator's copy beside an agency's own: "Storm nears Beira - Harbour Times"
the language ─────────── that most of the agencies tell it in, where it is told in several
completeness ─────────── a body before a summary, a summary before a headline alone
a picture ─────────────── with its credit before one without, before none
the agency's rank ─────── as sources.yaml has it, 1 is the best; an agency that is not there comes last
first to report ────────── by our clock, then by id, so that the answer is always the same

Completeness is coarse on purpose: a few words more shall not change which article stands for a story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from publisher.model import Agency, Article, Status

Merit: TypeAlias = tuple[bool, bool, bool, bool, int, int, int, datetime, str]

NO_AGENCIES: Final[Mapping[str, Agency]] = MappingProxyType({})
_UNRANKED: Final = 1_001  # behind the last rank of sources.yaml
_USABLE: Final = Status.USABLE
_LONG: Final = 400  # characters of a body that tells more than a summary does
_OF_MANY: Final = frozenset({"the", "news", "com", "net", "org", "online"})  # words that tell no outlet from another
_SHORT: Final = 40  # characters of a summary that says anything


def best(articles: Iterable[Article], agencies: Mapping[str, Agency] = NO_AGENCIES) -> Article | None:
    """Return the article of a story that is shown; None where there are none. `agencies` give the ranks.

    What may not be syndicated is to be left out before, where the feed is a partner's.
    """
    wanted = list(articles)
    tongue = _tongue(wanted)
    return min(wanted, key=lambda article: merit(article, agencies, tongue), default=None)


def merit(article: Article, agencies: Mapping[str, Agency], tongue: str = "") -> Merit:
    """Return what decides between articles, in the order in which it does; the least is the best.

    `tongue` is the language that is wanted, where the articles are in several.
    """
    body, image, agency = len(article.body), article.image, agencies.get(article.agency)
    complete = 2 if body >= _LONG else int(body >= _SHORT or len(article.summary) >= _SHORT)
    picture = 0 if image is None else 2 if image.credit else 1
    return (
        article.status is not _USABLE,
        tells_of_several(article.headline),
        is_second_hand(article.headline, article.credit),
        bool(tongue) and article.language.partition("-")[0] != tongue,
        -complete,
        -picture,
        agency.rank if agency else _UNRANKED,
        article.received,
        article.id,
    )


def _tongue(articles: Sequence[Article]) -> str:
    """Return the language that most agencies tell it in, of several the first; "" where there is one only."""
    if len({article.language for article in articles}) < 2:  # noqa: PLR2004 -- one language
        return ""
    received = sorted(articles, key=lambda article: (article.received, article.id))
    told = dict.fromkeys((article.language.partition("-")[0], article.agency) for article in received)
    return Counter(language for language, _ in told).most_common(1)[0][0]


@lru_cache(maxsize=8192)
def tells_of_several(headline: str) -> bool:
    """Say whether a headline is that of a round-up: "What to know this morning"."""
    from publisher.desk.headlines import plain_headline  # noqa: PLC0415 -- a pass without stories needs neither
    from publisher.desk.stories.kinds import ROUNDUP, kind_of  # noqa: PLC0415 -- the same

    return bool(kind_of(plain_headline(headline), headline) & ROUNDUP)


@lru_cache(maxsize=8192)
def is_second_hand(headline: str, credit: str) -> bool:
    """Say whether a headline names another outlet than who sent it, as an aggregator's do."""
    from publisher.desk.headlines import outlet_behind, plain_headline  # noqa: PLC0415 -- as above

    outlet = set(outlet_behind(headline).split()) - _OF_MANY
    return bool(outlet) and outlet.isdisjoint(plain_headline(credit).split())
