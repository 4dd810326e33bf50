"""Explaining: why each article is in a feed, or out of it.

    feed, stories ─ curate.page ─▶ held ─────▶ in: by a pin, a keyword, its score, its date
                                 └▶ left out ─▶ out: over its agency's share, beyond the limit, a duplicate
    whatever else there is ─ choosing.refusals ▶ out: held back, under embargo, not the section, no keyword, too short

What is in is what `curate` makes, not a second opinion of it: both take the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from publisher.desk.best import NO_AGENCIES
from publisher.desk.choosing import TELLING, asked_of, is_found, refusals
from publisher.desk.curate import COUNTED, Page, page, pins_of, place_of
from publisher.desk.keywords import found_in, length
from publisher.desk.orders import Told, score
from publisher.model import EPOCH, Agency, Article, Feed, Item, Showing, Status, Story

_SECOND: Final = timedelta(seconds=1)
_LONG: Final = timedelta(days=4)  # from which on hours say little


class Verdict(Struct, frozen=True, kw_only=True):
    """One article before a feed: its place there, from 1, or 0 where it is out, and why."""

    item: Item
    own: str  # the id of the article itself: what stands for a story has that of its first report in the feed
    place: int = 0
    why: tuple[str, ...] = ()


def explain(
    feed: Feed,
    stories: Iterable[Story],
    others: Iterable[Article] = (),
    agencies: Mapping[str, Agency] = NO_AGENCIES,
    *,
    before: Showing | None = None,
    now: datetime,
) -> tuple[Verdict, ...]:
    """Return a verdict on each article of the stories that a feed is made of, and of some others, each once.

    What is in comes first, in its order; then what is out, the last received first.
    """
    stories = tuple(stories)
    made = page(feed, stories, agencies, before=before, now=now)
    inside = list(_inside(feed, made, agencies, now))
    out = [*_duplicates(made), *_left_out(feed, made)]
    seen = {article.id for one in made.ordered for article in one.articles}
    rest = {article.id: article for article in (*(each for one in stories for each in one.articles), *others)}
    out += [_refused(feed, article, now) for name, article in rest.items() if name not in seen]
    out.sort(key=lambda verdict: (verdict.item.article.received, verdict.item.article.id), reverse=True)
    return (*inside, *out)


def _inside(feed: Feed, made: Page, agencies: Mapping[str, Agency], now: datetime) -> Iterator[Verdict]:
    pins = pins_of(feed, now)
    last = max((one.newest for one in made.ordered), default=EPOCH)
    for place, one in enumerate(made.held, 1):
        if pins and place_of(one, pins) < len(pins):
            grounds = ["pinned"]
        else:
            kept = _kept(feed, one, made.held[place:], last, agencies)
            grounds = [_ground(feed, one, place, last, agencies), *kept]
        yield Verdict(item=one.item, own=_own(one), place=place, why=(*grounds, *_met(feed, one.item.article)))


def _own(one: Told) -> str:
    """Return the id of the article that stands for a story."""
    return next(article.id for article in one.articles if _is_shown(article, one.item.article))


def _ground(feed: Feed, one: Told, place: int, last: datetime, agencies: Mapping[str, Agency]) -> str:
    """Say by what rule of its order a story stands in a feed."""
    if feed.order == "trending":
        told = f"{_count(one.item.agencies)}, told {_span(last - one.newest)} before the newest"
        return f"score {score(one, last, agencies):.2f}: {told}"
    if feed.order == "coverage":
        return _count(one.item.agencies)
    return "newest" if place <= feed.limit else "window: received shortly before the newest"


def _span(time: timedelta) -> str:
    return f"{time // _SECOND / 3600:.1f} h" if time < _LONG else f"{time.days} days"


def _kept(
    feed: Feed, one: Told, behind: Iterable[Told], last: datetime, agencies: Mapping[str, Agency]
) -> Iterator[str]:
    """Say that a story stands above one of a higher score: it was there before, and the other is not clearly ahead."""
    if feed.order != "trending":
        return
    alone = one.item.agencies == 1  # what one agency tells stands behind what several do, whatever its score
    rivals = [score(each, last, agencies) for each in behind if (each.item.agencies == 1) == alone]
    if rivals and max(rivals) > score(one, last, agencies):
        yield "holds its place"


def _met(feed: Feed, article: Article) -> Iterator[str]:
    """Yield what of an article a selection asked for, and found."""
    chosen = feed.selection
    for name, tell in TELLING.items():
        if met := sorted(asked_of(chosen, name).intersection(tell(article))):
            yield f"{name} {', '.join(met)}"
    if chosen.keywords and (word := found_in(chosen.keywords, article)):
        yield f'keyword "{word}"'
    if chosen.min_length:
        yield f"{length(article)} words"
    if chosen.syndicate:
        yield "partners may have it"


def _duplicates(made: Page) -> Iterator[Verdict]:
    """Yield the other reports of what a feed holds: the same one told again, or another one on the same event."""
    for place, one in enumerate(made.held, 1):
        for article in one.articles:
            if not _is_shown(article, one.item.article):
                level = "duplicate" if article.report == one.item.article.report else "story"
                why = f"{level}: told by {one.item.article.credit} in place {place}"
                yield Verdict(item=Item(article=article), own=article.id, why=(why,))


def _is_shown(article: Article, shown: Article) -> bool:
    """Say whether an article is the one that stands for its story, if under the id of the first report."""
    return (article.source, article.key) == (shown.source, shown.key)


def _left_out(feed: Feed, made: Page) -> Iterator[Verdict]:
    """Yield what a feed wants and has no room for."""
    fair, held = {one.story for one in made.fair}, {one.story for one in made.held}
    for place, one in enumerate(made.fair, 1):
        if one.story not in held:
            yield Verdict(item=one.item, own=_own(one), why=(f"limit: it would be item {place} of {feed.limit}",))
    for one in made.ordered:
        if one.story not in fair:
            why = f"per_agency: {one.item.article.agency} has {feed.per_agency} already"
            yield Verdict(item=one.item, own=_own(one), why=(why,))


def _refused(feed: Feed, article: Article, now: datetime) -> Verdict:
    why = (*_kept_back(article, now), *refusals(feed, article))
    return Verdict(item=Item(article=article), own=article.id, why=why or (_beyond(feed, article),))


def _beyond(feed: Feed, article: Article) -> str:
    """Say why a feed that wants an article does not look at it."""
    if feed.order in COUNTED and is_found(feed.selection, article):
        return "limit: told by too few agencies, or too long ago"
    return f"limit: beyond the {feed.limit} that come first"


def _kept_back(article: Article, now: datetime) -> Iterator[str]:
    """Yield why an article may not be shown at all, whatever the feed."""
    if article.status is Status.HELD:
        yield "held: it waits for a review (`publisher held`)" if article.waits_for else "held: by its agency"
    if article.status is Status.WITHDRAWN:
        yield "withdrawn"
    if article.embargoed_until is not None and article.embargoed_until > now:
        yield f"embargo: until {article.embargoed_until:%Y-%m-%d %H:%M} UTC"
    if article.expires is not None and article.expires <= now:
        yield f"expired: {article.expires:%Y-%m-%d %H:%M} UTC"


def _count(agencies: int) -> str:
    return f"{agencies} {'agency' if agencies == 1 else 'agencies'}"
