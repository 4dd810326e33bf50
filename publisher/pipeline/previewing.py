"""Preview: what a feed would hold now, and why each article is in or out. It only reads.

stories_for ▶ explain, with what stands outside: the newest of all, what is held, under embargo or expired, and
              what the feed showed when it was last published
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from publisher.desk.curate import is_pinned, pins_of, plain_address
from publisher.desk.explaining import Verdict, explain
from publisher.model import Article, Config, Feed, Selection, Story
from publisher.pipeline.issues import shown_before, stories_for
from publisher.store.interface import Store

NEWEST: Final = 100  # stories of the whole house that are looked at besides
MOST_HELD: Final = 100
EXPIRED: Final = timedelta(days=3)  # so long ago at most
FAR: Final = timedelta(days=3660)  # no embargo is longer


class Preview(Struct, frozen=True, kw_only=True):
    """What a feed would hold, and what it would not; `lost` are pins that stand nowhere."""

    feed: Feed
    inside: tuple[Verdict, ...]
    outside: tuple[Verdict, ...]
    lost: tuple[str, ...]


def preview(store: Store, config: Config, feed: Feed, now: datetime) -> Preview:
    """Tell what a feed would hold at a time, and why."""
    before = shown_before(store, feed)
    stories = tuple(stories_for(store, config, feed, now, before))
    others = tuple(_others(store, feed, now, stories))
    verdicts = explain(feed, stories, others, config.agencies, before=before, now=now)
    inside = tuple(verdict for verdict in verdicts if verdict.place)
    return Preview(
        feed=feed,
        inside=inside,
        outside=tuple(verdict for verdict in verdicts if not verdict.place),
        lost=tuple(_lost(feed, stories, others, now)),
    )


def _others(store: Store, feed: Feed, now: datetime, stories: tuple[Story, ...]) -> Iterator[Article]:
    """Yield the articles that somebody may look for in the feed, and not find."""
    events = {article.story for story in stories for article in story.articles}
    yield from (article for story in store.whole(events).values() for article in story.articles)
    newest = store.stories(Selection(), limit=NEWEST, window=timedelta(0), now=now)
    yield from (article for story in newest for article in story.articles)
    yield from store.held(MOST_HELD)
    yield from store.matured(now, now + FAR)
    yield from store.matured(now - EXPIRED, now)
    showing = store.shown(feed.id)
    for name, _ in showing.items if showing else ():
        if article := store.article(name):
            yield article


def _lost(feed: Feed, stories: tuple[Story, ...], others: tuple[Article, ...], now: datetime) -> Iterator[str]:
    """Yield the pins that name no article that was found."""
    found, pins = (*stories, Story(id="", articles=others)), pins_of(feed, now)
    for pin in feed.pins:
        name = plain_address(pin.article)
        if name in pins and not any(is_pinned(story, {name: 0}) for story in found):
            yield pin.article
