"""The catalog of what is published: written after the feeds that it names, where anything in it changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from publisher.model import Feed, Issue, Showing
from publisher.pipeline.house import House
from publisher.pipeline.issues import feeds_named, issue_of
from publisher.press.catalog import Listing, catalog, fingerprint
from publisher.press.files import sweep, write

CATALOG: Final = "catalog"  # the fingerprint of what the catalog shows
FRONT_PAGE: Final = "index.html"


def write_catalog(house: House, kept: Collection[str], *, everything: bool) -> list[str]:
    """Write the catalog; the front page stays as it is while one of the feeds that it shows is kept as it was."""
    showings = house.store.showings()
    feeds = feeds_named(showings, house.config)
    listings = [_listing(feed, showings[name]) for name, feed in feeds.items()]
    latest, trending = _front_page(house)
    mark = fingerprint(listings, latest, trending, house.config)
    if not everything and mark == house.store.get(CATALOG):
        return []
    files = catalog(listings, latest, trending, house.config)
    is_old = any(issue is not None and issue.feed.id in kept for issue in (latest, trending))
    changed = list(write(house.feeds, [file for file in files if not (is_old and file.path == FRONT_PAGE)]))
    house.store.put(CATALOG, "" if is_old else mark)
    if everything:
        house.store.forget(showings.keys() - feeds.keys())
        paths = {file.path for file in files}
        paths |= {f"{feed.id}.{suffix}" for feed in feeds.values() for suffix in feed.formats}
        changed += sweep(house.feeds, paths)
    return changed


def _listing(feed: Feed, showing: Showing) -> Listing:
    return Listing(feed=feed, updated=showing.updated, items=len(showing.items), languages=showing.languages)


def _front_page(house: House) -> tuple[Issue | None, Issue | None]:
    """Return what the front page shows: the first declared feed of each order that wants everything."""
    plain = [feed for feed in house.config.feeds if "{" not in feed.id]
    firsts = (next((feed for feed in plain if feed.order == order), None) for order in ("newest", "trending"))
    latest, trending = (issue_of(house.store, house.config, feed, house.now()) if feed else None for feed in firsts)
    return latest, trending
