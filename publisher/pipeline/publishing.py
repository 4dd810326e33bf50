"""Publish: write the feeds that fresh articles touched, and after them the catalog that names them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from publisher.desk.belonging import feed_ids_of, feeds_of_facts
from publisher.model import Feed
from publisher.pipeline.house import House
from publisher.pipeline.issues import feeds_named
from publisher.pipeline.printed import Kept, Printed, PrintTask, batches, retellings
from publisher.pipeline.showing import facts_of
from publisher.pipeline.timelines import keep_pages, lasting, pages_of, touched_as, touched_stories
from publisher.pipeline.waiting import keep_feeds, kept_feeds
from publisher.pipeline.workers import WorkerError
from publisher.store.interface import AXES, Axis

FEWEST, MOST = 4, 12  # feeds in one task: their files are in memory at one time
PRINTED_WITH: Final = "printed with"  # the fingerprint of the house when everything in feeds/ was last rendered
FRONT_PAGE: Final = "index.html"
KEEP_AT_MOST: Final = timedelta(days=1)  # a feed as it was: long enough for a person, and no article waits for ever
MATURED: Final = "matured until"  # embargoes and expiries up to this time have been seen to


@dataclass(frozen=True, slots=True)
class Published:
    """What one publishing did: the feeds rendered, the paths whose bytes changed, the articles left out by name."""

    feeds: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # feeds that stay as they were: they had lost most of what they showed
    notes: tuple[str, ...] = ()  # what is to be told of those that were not kept before


@dataclass(frozen=True, slots=True)
class _Work:
    """What one publishing has to do."""

    touched: dict[str, datetime]
    feeds: dict[str, Feed]
    everything: bool
    kept: dict[str, datetime]  # feeds that stay as they were, since when; this work ends that for `free`
    free: frozenset[str]
    stories: frozenset[str]  # whose pages are to be printed again


async def publish_news(house: House, *, everything: bool = False) -> Published:
    """Publish what was touched, but never the emptiness of a new store over what readers have: their feeds stay.

    A store is begun anew when it was lost or damaged; the first articles of the sources end the wait.
    """
    if await asyncio.to_thread(_is_new, house):
        return Published()
    return await publish(house, everything=everything)


def _is_new(house: House) -> bool:
    is_empty = house.store.get(PRINTED_WITH) is None and not house.store.figures().articles
    return is_empty and not _is_missing(house)


async def publish(house: House, *, everything: bool = False) -> Published:
    """Render and write the feeds that were touched (or every one), the pages of stories, and at last the catalog.

    The same bytes are left alone.
    """
    work = await asyncio.to_thread(_look, house, everything=everything)
    if not work.feeds and not work.touched and not work.free:
        return Published()
    feeds = [work.feeds[name] for name in sorted(work.feeds)]
    size = min(max(len(feeds) // 2, FEWEST), MOST)
    tasks = batches(feeds, size, house.now(), work.free, anew=work.everything)
    printed = await asyncio.gather(*(_print(house, task) for task in tasks))
    rest = work.stories.difference(*(one.pages for one in printed))
    printed += await asyncio.gather(*(_print(house, task) for task in retellings(rest, house.now())))
    kept = tuple(drop for one in printed for drop in one.kept)
    notes = tuple(_told(drop) for drop in kept if drop.feed not in work.kept)
    changed = await asyncio.to_thread(_end, house, work, printed, notes)
    return Published(
        feeds=tuple(sorted(work.feeds.keys() - {drop.feed for drop in kept})),
        changed=(*(path for one in printed for path in one.changed), *changed),
        faults=tuple(dict.fromkeys(fault for one in printed for fault in one.faults)),
        kept=tuple(sorted(drop.feed for drop in kept)),
        notes=notes,
    )


def _look(house: House, *, everything: bool) -> _Work:
    """See what is to be published."""
    _mature(house)
    touched = house.store.touched()
    everything = everything or house.store.get(PRINTED_WITH) != house.fingerprint or _is_missing(house)
    kept, now = kept_feeds(house.store), house.now()
    late = frozenset(feed for feed, since in kept.items() if not since <= now < since + KEEP_AT_MOST)
    feeds = _every_feed(house) if everything else feeds_named({*touched, *late}, house.config)
    free = frozenset(feeds) if everything else late
    return _Work(touched, feeds, everything, kept, free, _retold(house, touched, everything=everything))


def _retold(house: House, touched: Collection[str], *, everything: bool) -> frozenset[str]:
    """Return the stories that have a page, and of which more is told now, or less."""
    told = touched_stories(touched)
    if not told and not everything:
        return frozenset()
    pages = lasting(pages_of(house.store), house.now())
    return frozenset(pages if everything else told & pages.keys())


async def _print(house: House, task: PrintTask) -> Printed:
    """Have feeds printed in the processes of the workers, where the articles of the last ones are still in print."""
    try:
        return await house.workers.print(task)
    except WorkerError:  # whatever it was: printing is our own work, and here it is told with its whole traceback
        from publisher.pipeline.alone import alone  # noqa: PLC0415 -- it knows rooms that only workers enter

        return await alone(house.config, house.store, house.root).print(task)


def _told(drop: Kept) -> str:
    return (
        f"the feed {drop.feed} would show {drop.holds} instead of {drop.showed}, and nothing says why: for a day it is "
        "kept as it was; `publisher publish` publishes it as it is"
    )


def _end(house: House, work: _Work, printed: Sequence[Printed], notes: Collection[str]) -> list[str]:
    """Remember what was printed and what was kept, and write the catalog of it."""
    now = house.now()
    again = {drop.feed: work.kept.get(drop.feed, now) for one in printed for drop in one.kept}
    kept = {feed: since for feed, since in work.kept.items() if feed not in work.feeds.keys() | work.free} | again
    before = pages_of(house.store)
    pages = lasting(before | {story: day for one in printed for story, day in one.pages.items()}, now)
    with house.store.pen() as pen:
        if pages != before:
            keep_pages(pen, pages)
        if kept != work.kept:
            keep_feeds(pen, kept)
        for text in notes:
            pen.note(now, "", text)
        for showing in (showing for one in printed for showing in one.showings):
            pen.show(showing)
        pen.published(work.touched)
    from publisher.pipeline.cataloging import write_catalog  # noqa: PLC0415 -- a pass that prints nothing needs none

    changed = write_catalog(house, kept, everything=work.everything, ended=before.keys() - pages.keys())
    if work.everything:
        house.store.put(PRINTED_WITH, house.fingerprint)
    return changed


def _is_missing(house: House) -> bool:
    """Tell whether somebody emptied the folder of what is published."""
    return not (house.feeds / FRONT_PAGE).exists()


def _mature(house: House) -> None:
    """Touch the feeds of articles whose embargo ended or that expired since we last looked, and of pins that ended."""
    now = house.now()
    last = house.store.get(MATURED)
    since = datetime.fromisoformat(last) if last else now
    articles = house.store.matured(since, now) if last else []
    unpinned = _unpinned(house, since, now)
    if last and not articles and not unpinned:
        return
    with house.store.pen() as pen:
        feeds = {feed for article in articles for feed in feed_ids_of(article, house.config)}
        pen.touch(feeds | {touched_as(article.story) for article in articles} | unpinned, now)
        pen.put(MATURED, now.isoformat())


def _unpinned(house: House, after: datetime, until: datetime) -> set[str]:
    """Return the feeds of which a pin ended in (after, until]."""

    def ended(feed: Feed) -> bool:
        return any(pin.until is not None and after < pin.until <= until for pin in feed.pins)

    if not any(map(ended, house.config.feeds)):
        return set()
    return {name for name, feed in feeds_named(house.store.showings(), house.config).items() if ended(feed)}


def _every_feed(house: House) -> dict[str, Feed]:
    """Return the feeds declared without placeholders, those with articles, and those that were published before."""
    plain = {feed.id: feed for feed in house.config.feeds if "{" not in feed.id}
    facets = {facet for feed in house.config.feeds if "{" in feed.id for facet in house.store.facets(_axes(feed))}
    having = {feed.id: feed for facet in facets for feed in feeds_of_facts(facts_of(facet), house.config)}
    return plain | having | feeds_named(house.store.showings(), house.config)


def _axes(feed: Feed) -> list[Axis]:
    """Return what a declared feed tells articles apart by: its placeholders, and what it selects or refuses."""
    named, chosen, but = feed.id.replace("{edition}", "{country}"), feed.selection, feed.selection.but
    selected = {
        "section": chosen.sections or but.sections,
        "country": chosen.countries or but.countries,
        "genre": chosen.genres or but.genres,
        "language": chosen.languages or but.languages,
        "agency": chosen.agencies or but.agencies,
        "source": chosen.sources or but.sources,
    }
    return [axis for axis in AXES if f"{{{axis}}}" in named or selected[axis]]


def tidy(house: House) -> int:
    """Let go of articles older than `keep` that no feed shows; returns how many. Keep what is known of stories."""
    house.stories.retain(house.store, house.now())
    return house.store.tidy(house.now(), house.config.keep)
