"""What the catalog knows of each published feed."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from publisher.model import Feed


class Listing(Struct, frozen=True, kw_only=True):
    """A published feed as the catalog lists it: its newest change, how many items it shows, and in which languages."""

    feed: Feed
    updated: datetime
    items: int
    languages: tuple[str, ...] = ()  # BCP 47, the most frequent first
