"""Review: what an operator does with the articles that were held because their source seemed to be in disorder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from publisher.desk.belonging import feed_ids_of
from publisher.model import Article, Config, Status
from publisher.pipeline.showing import feeds_showing
from publisher.store.interface import Pen, Store


def let_go(store: Store, config: Config, articles: Collection[Article], now: datetime) -> list[Article]:
    """Make held articles usable and let the feeds that they belong in wait to be published; return them.

    Nobody has seen them, so the version stays, and there is no correction. One that waits no longer, because its agency
    withdrew it or somebody else let it go, is left alone.
    """
    with store.pen() as pen:
        released = [
            replace(each, status=Status.USABLE, waits_for="", updated=pen.stamp(now))
            for each in _waiting(pen, articles)
        ]
        if not released:
            return []
        pen.save(released, {})
        feeds = {feed for each in released for feed in feed_ids_of(each, config)}
        pen.touch(feeds | feeds_showing(store, config, {each.story for each in released} - {""}), now)
        for source, count in Counter(each.source for each in released).items():
            pen.note(now, source, f"{count} of its held articles let go")
    return released


def _waiting(pen: Pen, articles: Collection[Article]) -> list[Article]:
    """Return those of the articles that wait, as they are now that nobody else can change them."""
    keys: dict[str, list[str]] = {}
    for each in articles:
        keys.setdefault(each.source, []).append(each.key)
    found = {each.id: each for source, its in keys.items() for each in pen.known(source, its).values()}
    current = (found[each.id] for each in articles if each.id in found)
    return [each for each in current if each.status is Status.HELD and each.waits_for]
