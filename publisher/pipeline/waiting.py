"""What waits for a person: counted by source, and the feeds that were kept as they were."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from msgspec import json

from publisher.store.interface import Pen, Store

MOST_HELD: Final = 10_000  # articles that are looked at
KEPT: Final = "kept feeds"  # which feeds were kept as they were when they were last printed

_decode: Final = json.Decoder(list[str])


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
            kept_feeds(store),
        )


def kept_feeds(store: Store) -> tuple[str, ...]:
    """Return the feeds that were not printed because they had lost most of what they held."""
    return tuple(_decode.decode(store.get(KEPT) or "[]"))


def keep_feeds(pen: Pen, feeds: tuple[str, ...]) -> None:
    """Remember them."""
    pen.put(KEPT, json.encode(feeds).decode())
