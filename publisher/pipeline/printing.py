"""Print: read and curate what feeds hold now, render them in all their formats, and write the files that changed.

    stories ▶ curate ▶ render ▶ write ▶ Printed
     store     desk     press   press

Like gathering it changes nothing in the store, so that many feeds are printed in several processes at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct

from publisher.desk.curate import curate
from publisher.model import Article, Config, Feed, Issue, Showing, Status
from publisher.press.drop import is_sudden_drop
from publisher.press.files import write
from publisher.press.fragments import Fragments
from publisher.press.render import render
from publisher.store.interface import Store

LOOKBACK: Final = timedelta(hours=72)  # how far back trending feeds look, from their newest article


@dataclass(frozen=True, slots=True)
class Press:
    """What printing knows besides the feeds."""

    config: Config
    store: Store
    folder: Path  # what is published stands below it
    fragments: Fragments


class PrintTask(Struct, frozen=True, kw_only=True, tag=True):
    """Feeds that are to be printed, as they are at `now`."""

    feeds: tuple[Feed, ...]
    now: datetime
    free: frozenset[str] = frozenset()  # the ids of those that may lose whatever they lose


class Kept(Struct, frozen=True):
    """A feed that was not printed, because it lost most of what it `showed` and nothing tells why."""

    feed: str
    showed: int  # items
    holds: int


class Printed(Struct, frozen=True, kw_only=True, tag=True):
    """What was printed: what each feed shows now, the paths whose bytes changed, and the articles left out by name.

    `kept` are the feeds that were not: their files stay as they were.
    """

    showings: tuple[Showing, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


def print_feeds(press: Press, task: PrintTask) -> Printed:
    """Print feeds; those whose bytes are the same are left alone."""
    read = [issue_of(press, feed, task.now) for feed in task.feeds]
    kept = [drop for each in read if each.feed.id not in task.free and (drop := sudden_drop(press, each, task.now))]
    names = {drop.feed for drop in kept}
    issues = [each for each in read if each.feed.id not in names]
    press.fragments.refused.clear()
    changed = write(press.folder, [file for issue in issues for file in render(issue, press.config, press.fragments)])
    return Printed(
        showings=tuple(map(showing_of, issues)),
        changed=tuple(changed),
        faults=tuple(f"{article}: {reason}" for article, reason in press.fragments.refused.items()),
        kept=tuple(kept),
    )


def issue_of(press: Press, feed: Feed, now: datetime) -> Issue:
    """Read and curate what a feed holds at a time."""
    stories = press.store.stories(
        feed.selection, order=feed.order, limit=feed.limit, window=feed.window, now=now, lookback=LOOKBACK
    )
    return curate(feed, stories, press.config.agencies)


def sudden_drop(press: Press, issue: Issue, now: datetime) -> Kept | None:
    """Tell that a feed lost most of what it showed, where nothing explains it; see `press.drop`.

    A feed that is full has lost nothing: what it shows beyond its limit comes and goes with its window. One that showed
    a withdrawn article is printed whatever else it lost: a withdrawal never waits.
    """
    if len(issue.items) >= issue.feed.limit:
        return None
    shown = press.store.shown(issue.feed.id)
    if shown is None or not is_sudden_drop(shown, issue):
        return None
    held = {item.article.id for item in issue.items}
    left = {name: press.store.article(name) for name, _ in shown.items if name not in held}
    if any(article is not None and article.status is Status.WITHDRAWN for article in left.values()):
        return None
    gone = {name for name, article in left.items() if _left_for_a_reason(article, issue.feed, now)}
    return Kept(issue.feed.id, len(shown.items), len(held)) if is_sudden_drop(shown, issue, gone) else None


def _left_for_a_reason(article: Article | None, feed: Feed, now: datetime) -> bool:
    """Tell whether an article is not shown because it was let go, is held, has expired, or has ceased to be a trend."""
    if article is None or article.status is not Status.USABLE:
        return True
    is_over = article.expires is not None and article.expires <= now
    is_early = article.embargoed_until is not None and article.embargoed_until > now
    return is_over or is_early or (feed.order == "trending" and article.received < now - LOOKBACK)


def showing_of(issue: Issue) -> Showing:
    """Return what is to be remembered of an issue."""
    languages = Counter(item.article.language for item in issue.items)
    return Showing(
        feed=issue.feed.id,
        updated=issue.updated,
        items=tuple((item.article.id, item.article.version) for item in issue.items),
        languages=tuple(sorted(languages, key=lambda language: (-languages[language], language))),
    )


def batches(feeds: Sequence[Feed], size: int, now: datetime, free: Collection[str] = ()) -> list[PrintTask]:
    """Cut many feeds into tasks of `size` feeds at most; those in `free` may lose whatever they lose."""
    cut = (feeds[place : place + size] for place in range(0, len(feeds), size))
    return [
        PrintTask(feeds=tuple(some), now=now, free=frozenset(feed.id for feed in some if feed.id in free))
        for some in cut
    ]
