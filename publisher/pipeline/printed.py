"""What goes out to be printed, and what comes back: values that travel between processes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from publisher.model import Feed, Showing

PAGES: Final = 100  # of stories in one task


class PrintTask(Struct, frozen=True, kw_only=True, tag=True):
    """Feeds that are to be printed, as they are at `now`."""

    feeds: tuple[Feed, ...]
    now: datetime
    stories: tuple[str, ...] = ()  # whose pages are to be printed again, whether a feed shows them or not
    free: frozenset[str] = frozenset()  # the ids of those that may lose whatever they lose
    anew: bool = False  # whether nothing of what stands in the files may be used again


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
    pages: dict[str, date] = {}  # of stories, and the day that their newest report was received


def batches(
    feeds: Sequence[Feed], size: int, now: datetime, free: Collection[str] = (), *, anew: bool = False
) -> list[PrintTask]:
    """Cut many feeds into tasks of `size` feeds at most; those in `free` may lose whatever they lose."""
    cut = (feeds[place : place + size] for place in range(0, len(feeds), size))
    return [
        PrintTask(feeds=tuple(some), now=now, free=frozenset(feed.id for feed in some if feed.id in free), anew=anew)
        for some in cut
    ]


def retellings(stories: Collection[str], now: datetime) -> list[PrintTask]:
    """Cut stories whose pages are to be printed again into tasks of `PAGES` at most."""
    names = sorted(stories)
    cut = (names[place : place + PAGES] for place in range(0, len(names), PAGES))
    return [PrintTask(feeds=(), stories=tuple(some), now=now) for some in cut]
