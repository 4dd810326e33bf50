"""Floods: a source that is well known, and whose document seems to hold nothing but new items all of a sudden.

    many new? ─ rejoin ─▶ those with the link or the title of an article that left the document keep that article
              └ still a flood ─ hold ─▶ saved, shown to nobody, told to the operator

A site that moves to another program gives each of its items another guid. To publish them all again would send
readers a page of old news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.desk.identity import Named, tells_another_text
from publisher.model import Article, SourceState, Status

TIMES: Final = 3  # as many new items as usual are no flood yet
SHARE: Final = 0.5  # of a document
FEWEST: Final = 10  # new items; a short feed may well be all new


def usual(state: SourceState, now: datetime) -> float | None:
    """Return how many new articles a source is to have by now; None where we do not know it well enough to say."""
    if not state.gap or state.renewed is None:
        return None
    return max((now - state.renewed) / state.gap, 1.0)


def is_flood(new: int, entries: int, usual: float | None) -> bool:
    """Whether so many new entries of a document are more than its source can have written."""
    return usual is not None and new >= FEWEST and new > SHARE * entries and new > TIMES * usual


def rejoin(named: Sequence[Named], keys: Sequence[str], articles: Iterable[Article]) -> list[str]:
    """Return the keys of a document's entries; those of items that we have under another guid are the ones we have.

    `keys` are what `identify` made of `named`; `articles` those of the same source. An item is known again by a link
    or else by a title that only one entry and only one article has, and that no entry has taken; not by the title of a
    page that stands over another text by now.
    """
    taken, had = set(keys), list(articles)
    left = [article for article in had if article.key not in taken]
    settled = {article.key for article in had} & taken
    known = {article.key: article for article in left}
    by_link = _once((article.url, article.key) for article in left)
    by_title = _once((article.headline, article.key) for article in left)
    links = Counter(names.url for names in named if names.link)
    titles = Counter(names.title for names in named)
    found: list[str] = []
    for names, key in zip(named, keys, strict=True):
        if key in settled:
            found.append(key)
            continue
        link = by_link.get(names.url) if links[names.url] == 1 else None
        title = by_title.get(names.title) if names.title and titles[names.title] == 1 else None
        if title in known and tells_another_text(names.entry, known[title]):
            title = None
        again = next((each for each in (link, title) if each in known), None)
        known.pop(again or "", None)
        found.append(again or key)
    return found


def hold(article: Article) -> Article:
    """Return a new article as one that waits for the operator; a withdrawn one stays withdrawn."""
    return replace(article, status=Status.HELD, waits_for="review") if article.status is Status.USABLE else article


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the keys by what stands for one of them only."""
    listed = list(pairs)
    count = Counter(name for name, _ in listed)
    return {name: key for name, key in listed if name and count[name] == 1}
