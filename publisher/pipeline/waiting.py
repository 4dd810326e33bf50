"""What waits for a person: counted by source, and the feeds that were kept as they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from msgspec import json

from publisher.model import Article, Selection
from publisher.store.interface import Pen, Store

MOST_HELD: Final = 10_000  # articles that are looked at
LOOKED_AT: Final = 1_000  # of the newest stories
KEPT: Final = "kept feeds"  # the name under which they are remembered

_decode: Final = json.Decoder(dict[str, datetime])


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many documents are in quarantine and how many articles are held, by source; which feeds are kept."""

    quarantined: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    kept: tuple[str, ...] = ()

    @classmethod
    def of(cls, store: Store) -> Waiting:
        """Return what waits now."""
        return cls(
            Counter(document.source for document in store.quarantined()),
            Counter(article.source for article in store.held(MOST_HELD)),
            tuple(sorted(kept_feeds(store))),
        )


def unsure_of(store: Store, now: datetime, limit: int) -> list[Article]:
    """Return the last articles that are shown in the general feeds only, as far as `limit` goes, the newest first.

    Their country or section is not proven: they have proposals instead.
    """
    stories = store.stories(Selection(), limit=LOOKED_AT, window=timedelta(0), now=now)
    articles = (article for story in stories for article in story.articles)
    unsure = (each for each in articles if each.countries_proposed or each.sections_proposed)
    return sorted(unsure, key=lambda article: article.received, reverse=True)[:limit]


def kept_feeds(store: Store) -> dict[str, datetime]:
    """Return the feeds that stay as they were because they had lost most of what they showed, and since when."""
    return _decode.decode(store.get(KEPT) or "{}")


def keep_feeds(pen: Pen, feeds: Mapping[str, datetime]) -> None:
    """Remember them."""
    pen.put(KEPT, json.encode(feeds).decode())
