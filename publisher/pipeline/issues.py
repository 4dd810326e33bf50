"""What a feed holds at a time: its stories, read from the store and curated.

Most feeds are one look at the store. Others ask for more than its index knows:

    a feed that leaves out much (`thins`) ─ reads deeper, step by step, until its limit is filled; what it showed before
                                            and is no longer among the newest is read by its id
    pins ────────────────────────────────── are read by their ids, however old they are
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from publisher.desk.belonging import resolve
from publisher.desk.choosing import thins
from publisher.desk.curate import COUNTED, curate, is_pinned, page, pins_of
from publisher.model import Article, Config, Feed, Issue, Showing, Status, Story
from publisher.store.interface import Order, Store

LOOKBACK: Final = timedelta(hours=72)  # how far back feeds of events look, from their newest article
STEPS: Final = (1, 3, 8)  # times its limit, that a feed reads which leaves out some of it
FEWEST_SEARCHED: Final = 500


def feeds_named(names: Iterable[str], config: Config) -> dict[str, Feed]:
    """Return the feeds of these names; a name that sources.yaml does not declare, or no longer, is left out."""
    found = ((name, resolve(name, config)) for name in names)
    return {name: feed for name, feed in found if feed is not None}


def issue_of(store: Store, config: Config, feed: Feed, now: datetime) -> Issue:
    """Read and curate what a feed holds at a time."""
    before = shown_before(store, feed)
    return curate(feed, stories_for(store, config, feed, now, before), config.agencies, before=before, now=now)


def looks_back(feed: Feed) -> bool:
    """Tell whether a feed holds what was told of late, and not whatever was told last."""
    return feed.order in COUNTED


def shown_before(store: Store, feed: Feed) -> Showing | None:
    """Return what a feed showed, where that counts for what it shows next."""
    return store.shown(feed.id) if feed.order == "trending" or feed.pins or thins(feed) else None


def stories_for(store: Store, config: Config, feed: Feed, now: datetime, before: Showing | None) -> Sequence[Story]:
    """Read the stories that a feed is made of: enough of them to fill its limit, if there are."""
    if not thins(feed):
        stories = _read(store, feed, now)
        return [*stories, *_missed(store, feed, now, before, stories)] if feed.pins else stories
    stories, is_filled = _deeply(store, config, feed, now, before)
    keeps = not is_filled and not looks_back(feed)
    return [*stories, *_missed(store, feed, now, before, stories, keeps=keeps)]


def _deeply(
    store: Store, config: Config, feed: Feed, now: datetime, before: Showing | None
) -> tuple[Sequence[Story], bool]:
    """Read deeper until the limit is filled, but no deeper than the last of `STEPS`; tell whether it is filled."""
    found: dict[str, Story] = {}
    for times in STEPS:
        stories = _read(store, feed, now, times)
        found |= {story.id: story for story in stories}
        if len(page(feed, found.values(), config.agencies, before=before, now=now).held) >= feed.limit:
            return tuple(found.values()), True
        if len(stories) < times * feed.limit:
            break
    return tuple(found.values()), False


def _read(store: Store, feed: Feed, now: datetime, times: int = 1) -> Sequence[Story]:
    order: Order = "newest" if feed.order == "editor" else feed.order  # which is the same with pins
    limit = times * feed.limit
    return store.stories(feed.selection, order=order, limit=limit, window=_window(feed, times), now=now)


def _window(feed: Feed, times: int) -> timedelta:
    if looks_back(feed):
        return LOOKBACK
    return feed.window if times == 1 else timedelta(0)  # what came in a burst was read by the first step


def _missed(
    store: Store,
    feed: Feed,
    now: datetime,
    before: Showing | None,
    stories: Iterable[Story],
    *,
    keeps: bool = False,
) -> Iterator[Story]:
    """Yield the stories of what is pinned that are not among those that were read; with `keeps`, of what was shown too.

    The store finds articles by id alone: an address that is pinned is looked for among the newest, and from then on, as
    long as it is pinned, stands among what the feed showed first.
    """
    read = list(stories)
    known = {article.id for story in read for article in story.articles}
    pins = pins_of(feed, now)
    shown = [name for name, _ in before.items] if before else []
    for name in dict.fromkeys([*filter(_is_id, pins), *(shown if keeps else shown[: len(pins)])]):
        if name in known:
            continue
        story = _story_of(store, feed, name, now)
        if story and (keeps or is_pinned(story, pins)):
            known |= {article.id for article in story.articles}
            read.append(story)
            yield story
    addresses = [name for name in pins if not _is_id(name)]
    missing = {name: 0 for name in addresses if not any(is_pinned(story, {name: 0}) for story in read)}
    if missing:
        newest = store.stories(feed.selection, limit=_depth(feed), window=timedelta(0), now=now)
        yield from (story for story in newest if is_pinned(story, missing))


def _is_id(name: str) -> bool:
    return name.startswith("tag:")


def _depth(feed: Feed) -> int:
    """Return among how many of the newest stories an address that is pinned is looked for."""
    return max(STEPS[-1] * feed.limit, FEWEST_SEARCHED)


def _story_of(store: Store, feed: Feed, name: str, now: datetime) -> Story | None:
    """Return the story of an article as the store would for a feed, with those of its articles that may be shown now.

    Where a feed is not about events, each report is a story of its own.
    """
    article = store.article(name)
    story = store.story(article.story) if article else None
    if article is None or story is None:
        return None
    told = tuple(each for each in story.articles if is_open(each, now))
    if looks_back(feed) or not article.report:
        return replace(story, articles=told)
    return Story(id=article.report, articles=tuple(each for each in told if each.report == article.report))


def is_open(article: Article, now: datetime) -> bool:
    """Tell whether an article may be shown at a time: usable, under no embargo, not expired."""
    is_early = article.embargoed_until is not None and article.embargoed_until > now
    is_over = article.expires is not None and article.expires <= now
    return article.status is Status.USABLE and not is_early and not is_over
