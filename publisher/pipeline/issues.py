"""What a feed holds at a time: its stories, read from the store and curated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from publisher.desk.curate import curate, resolve
from publisher.model import Config, Feed, Issue
from publisher.store.interface import Store

LOOKBACK: Final = timedelta(hours=72)  # how far back trending feeds look, from their newest article


def feeds_named(names: Iterable[str], config: Config) -> dict[str, Feed]:
    """Return the feeds of these names; a name that sources.yaml does not declare, or no longer, is left out."""
    found = ((name, resolve(name, config)) for name in names)
    return {name: feed for name, feed in found if feed is not None}


def issue_of(store: Store, config: Config, feed: Feed, now: datetime) -> Issue:
    """Read and curate what a feed holds at a time."""
    stories = store.stories(
        feed.selection, order=feed.order, limit=feed.limit, window=feed.window, now=now, lookback=LOOKBACK
    )
    return curate(feed, stories, config.agencies)
