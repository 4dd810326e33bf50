"""The catalog of what is published: written after the feeds that it names, where anything in it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from msgspec.structs import replace

from publisher.model import Feed, Issue, Showing
from publisher.pipeline.house import House
from publisher.pipeline.issues import feeds_named, issue_of
from publisher.pipeline.timelines import pages_of
from publisher.press.catalog import Listing, catalog, fingerprint
from publisher.press.files import remove, sweep, write
from publisher.press.wording import story_path

CATALOG: Final = "catalog"  # the fingerprint of what the catalog shows
FRONT_PAGE: Final = "index.html"


def write_catalog(house: House, kept: Collection[str], *, everything: bool, ended: Collection[str] = ()) -> list[str]:
    """Write the catalog, and remove the pages of stories that `ended`; returns the paths that changed.

    The front page stays as it is while one of the feeds that it shows is kept as it was.
    """
    removed = remove(house.feeds, _page_paths(ended))
    showings = house.store.showings()
    feeds = feeds_named(showings, house.config)
    listings = [_listing(feed, showings[name]) for name, feed in feeds.items()]
    pages = pages_of(house.store)
    latest, trending = _front_page(house, pages)
    mark = fingerprint(listings, latest, trending, house.config)
    if not everything and mark == house.store.get(CATALOG):
        return list(removed)
    files = catalog(listings, latest, trending, house.config)
    is_old = any(issue is not None and issue.feed.id in kept for issue in (latest, trending))
    changed = [
        *removed,
        *write(house.feeds, [file for file in files if not (is_old and file.path == FRONT_PAGE)]),
    ]
    house.store.put(CATALOG, "" if is_old else mark)
    if everything:
        house.store.forget(showings.keys() - feeds.keys())
        paths = {file.path for file in files}
        paths |= _page_paths(pages)
        paths |= {f"{feed.id}.{suffix}" for feed in feeds.values() for suffix in feed.formats}
        changed += sweep(house.feeds, paths)
    return changed


def _listing(feed: Feed, showing: Showing) -> Listing:
    return Listing(feed=feed, updated=showing.updated, items=len(showing.items), languages=showing.languages)


def _page_paths(stories: Iterable[str]) -> set[str]:
    return {story_path(story) for story in stories}


def _front_page(house: House, pages: Collection[str]) -> tuple[Issue | None, Issue | None]:
    """Return what the front page shows: the first declared feed of each order that wants everything."""
    plain = [feed for feed in house.config.feeds if "{" not in feed.id]
    firsts = (next((feed for feed in plain if feed.order == order), None) for order in ("newest", "trending"))
    latest, trending = (issue_of(house.store, house.config, feed, house.now()) if feed else None for feed in firsts)
    return latest, trending and _with_pages(trending, pages)


def _with_pages(issue: Issue, pages: Collection[str]) -> Issue:
    """Let an issue link to the pages that there are: of what came after its feed was printed, there is none yet."""
    items = (
        item if item.reports == 1 or item.article.story in pages else replace(item, reports=1) for item in issue.items
    )
    return replace(issue, items=tuple(items))
