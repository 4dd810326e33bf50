"""Print: read and curate what feeds hold now, render them in all their formats, and write the files that changed.

    stories ▶ curate ▶ render ▶ write ▶ Printed
     store     desk     press   press

Like gathering it changes nothing in the store, so that many feeds are printed in several processes at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct

from publisher.desk.curate import curate
from publisher.model import Config, Feed, Issue, Showing
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


class Printed(Struct, frozen=True, kw_only=True, tag=True):
    """What was printed: what each feed shows now, the paths whose bytes changed, and the articles left out by name."""

    showings: tuple[Showing, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def print_feeds(press: Press, task: PrintTask) -> Printed:
    """Print feeds; those whose bytes are the same are left alone."""
    issues = [issue_of(press, feed, task.now) for feed in task.feeds]
    press.fragments.refused.clear()
    changed = write(press.folder, [file for issue in issues for file in render(issue, press.config, press.fragments)])
    return Printed(
        showings=tuple(map(showing_of, issues)),
        changed=tuple(changed),
        faults=tuple(f"{article}: {reason}" for article, reason in press.fragments.refused.items()),
    )


def issue_of(press: Press, feed: Feed, now: datetime) -> Issue:
    """Read and curate what a feed holds at a time."""
    stories = press.store.stories(
        feed.selection, order=feed.order, limit=feed.limit, window=feed.window, now=now, lookback=LOOKBACK
    )
    return curate(feed, stories, press.config.agencies)


def showing_of(issue: Issue) -> Showing:
    """Return what is to be remembered of an issue."""
    languages = Counter(item.article.language for item in issue.items)
    return Showing(
        feed=issue.feed.id,
        updated=issue.updated,
        items=tuple((item.article.id, item.article.version) for item in issue.items),
        languages=tuple(sorted(languages, key=lambda language: (-languages[language], language))),
    )


def paths_of(feed: Feed) -> list[str]:
    """Return the files that a feed is published in."""
    return [f"{feed.id}.{suffix}" for suffix in feed.formats]


def batches(feeds: Sequence[Feed], size: int, now: datetime) -> list[PrintTask]:
    """Cut many feeds into tasks of `size` feeds at most."""
    return [PrintTask(feeds=tuple(feeds[place : place + size]), now=now) for place in range(0, len(feeds), size)]
