"""Publish: write the feeds that fresh articles touched, and after them the catalog that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from publisher.desk.curate import curate, feeds_of, resolve
from publisher.model import EPOCH, Article, Feed, Issue, Judgement, Place, Showing
from publisher.pipeline.house import House
from publisher.press.catalog import Listing, catalog
from publisher.press.files import sweep, write
from publisher.press.render import render
from publisher.store.interface import AXES, Axis, Facet

LOOKBACK = timedelta(hours=72)  # how far back trending feeds look, from their newest article
AT_ONCE = 25  # feeds whose files are in memory at one time
PRINTED_WITH = "printed with"  # the fingerprint of the house when everything in feeds/ was last rendered
MATURED = "matured until"  # embargoes and expiries up to this time have been seen to


@dataclass(frozen=True, slots=True)
class Published:
    """What one publishing did: the feeds rendered, the paths whose bytes changed, the articles left out by name."""

    feeds: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def publish(house: House, *, everything: bool = False) -> Published:
    """Render and write the feeds that were touched (or every one), then the catalog. The same bytes are left alone."""
    _mature(house)
    touched = house.store.touched()
    everything = everything or house.store.get(PRINTED_WITH) != house.fingerprint or _is_missing(house)
    feeds = _every_feed(house) if everything else _known_feeds(house, touched)
    if not feeds and not touched:
        return Published()
    house.fragments.refused.clear()
    changed = [path for some in _batches(sorted(feeds)) for path in _write(house, [feeds[name] for name in some])]
    house.store.published(touched)
    changed += _write_catalog(house, everything=everything)
    if everything:
        house.store.put(PRINTED_WITH, house.fingerprint)
    faults = tuple(f"{article}: {reason}" for article, reason in house.fragments.refused.items())
    return Published(tuple(sorted(feeds)), tuple(changed), faults)


def _is_missing(house: House) -> bool:
    """Tell whether somebody emptied the folder of what is published."""
    return not (house.feeds / "index.html").exists()


def _mature(house: House) -> None:
    """Touch the feeds of articles whose embargo ended or that expired since we last looked."""
    now = house.now()
    last = house.store.get(MATURED)
    articles = house.store.matured(datetime.fromisoformat(last), now) if last else []
    if last and not articles:
        return
    with house.store.pen() as pen:
        pen.touch({feed.id for article in articles for feed in feeds_of(article, house.config)}, now)
        pen.put(MATURED, now.isoformat())


def _known_feeds(house: House, names: Collection[str]) -> dict[str, Feed]:
    """Return the feeds of these names; a name that sources.yaml no longer declares is left out."""
    found = ((name, resolve(name, house.config)) for name in names)
    return {name: feed for name, feed in found if feed is not None}


def _every_feed(house: House) -> dict[str, Feed]:
    """Return the feeds declared without placeholders, those with articles, and those that were published before."""
    plain = {feed.id: feed for feed in house.config.feeds if "{" not in feed.id}
    facets = {facet for feed in house.config.feeds if "{" in feed.id for facet in house.store.facets(_axes(feed))}
    having = {feed.id: feed for facet in facets for feed in feeds_of(_specimen(facet), house.config)}
    return plain | having | _known_feeds(house, house.store.showings())


def _axes(feed: Feed) -> list[Axis]:
    """Return what a declared feed tells articles apart by: its placeholders, and what it selects."""
    named = feed.id.replace("{edition}", "{country}")
    selected = {
        "section": feed.selection.sections,
        "country": feed.selection.countries,
        "genre": feed.selection.genres,
        "language": feed.selection.languages,
        "agency": feed.selection.agencies,
        "source": feed.selection.sources,
    }
    return [axis for axis in AXES if f"{{{axis}}}" in named or selected[axis]]


def _specimen(facet: Facet) -> Article:
    """Return an article that has what a facet has, and nothing else: it belongs in the same feeds."""
    return Article(
        id="",
        key="",
        source=facet.source,
        agency=facet.agency,
        headline="",
        credit="",
        language=facet.language,
        received=EPOCH,
        published=EPOCH,
        updated=EPOCH,
        section=Judgement(value=facet.section, by="facet") if facet.section else None,
        genre=Judgement(value=facet.genre, by="facet") if facet.genre else None,
        countries=tuple(Place(country=country, role="event", by="facet") for country in facet.countries),
    )


def _batches(names: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _write(house: House, feeds: Sequence[Feed]) -> tuple[str, ...]:
    issues = [issue_of(house, feed) for feed in feeds]
    changed = write(house.feeds, [file for issue in issues for file in render(issue, house.config, house.fragments)])
    with house.store.pen() as pen:
        for issue in issues:
            pen.show(_showing(issue))
    return changed


def issue_of(house: House, feed: Feed) -> Issue:
    """Read and curate what a feed holds now."""
    stories = house.store.stories(
        feed.selection,
        order=feed.order,
        limit=feed.limit,
        window=feed.window,
        now=house.now(),
        lookback=LOOKBACK,
    )
    return curate(feed, stories, house.config.agencies)


def _showing(issue: Issue) -> Showing:
    languages = Counter(item.article.language for item in issue.items)
    return Showing(
        feed=issue.feed.id,
        updated=issue.updated,
        items=tuple((item.article.id, item.article.version) for item in issue.items),
        languages=tuple(sorted(languages, key=lambda language: (-languages[language], language))),
    )


def _write_catalog(house: House, *, everything: bool) -> tuple[str, ...]:
    showings = house.store.showings()
    feeds = _known_feeds(house, showings)
    listings = [_listing(feed, showings[name]) for name, feed in feeds.items()]
    latest, trending = _front_page(house)
    files = catalog(listings, latest, trending, house.config)
    changed = write(house.feeds, files)
    if everything:
        house.store.forget(showings.keys() - feeds.keys())
        kept = {file.path for file in files}
        kept |= {f"{feed.id}.{suffix}" for feed in feeds.values() for suffix in feed.formats}
        changed += sweep(house.feeds, kept)
    return changed


def _listing(feed: Feed, showing: Showing) -> Listing:
    return Listing(feed=feed, updated=showing.updated, items=len(showing.items), languages=showing.languages)


def _front_page(house: House) -> tuple[Issue | None, Issue | None]:
    """Return what the front page shows: the first declared feed of each order that wants everything."""
    plain = [feed for feed in house.config.feeds if "{" not in feed.id]
    firsts = (next((feed for feed in plain if feed.order == order), None) for order in ("newest", "trending"))
    latest, trending = (issue_of(house, feed) if feed else None for feed in firsts)
    return latest, trending


def tidy(house: House) -> int:
    """Let go of articles older than `keep` that no feed shows; returns how many."""
    return house.store.tidy(house.now(), house.config.keep)
