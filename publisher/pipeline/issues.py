"""What a feed holds at a time: its stories, read from the store and curated."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from publisher.desk.curate import curate
from publisher.model import Config, Feed, Issue
from publisher.store.interface import Store

LOOKBACK: Final = timedelta(hours=72)  # how far back trending feeds look, from their newest article


def issue_of(store: Store, config: Config, feed: Feed, now: datetime) -> Issue:
    """Read and curate what a feed holds at a time."""
    stories = store.stories(
        feed.selection, order=feed.order, limit=feed.limit, window=feed.window, now=now, lookback=LOOKBACK
    )
    return curate(feed, stories, config.agencies)
