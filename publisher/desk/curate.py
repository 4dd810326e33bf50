"""Curate: what a feed holds.

    feed, stories ─ told once ─▶ ordered ─▶ pinned ─▶ at most n of an agency ─▶ limited ─▶ issue

Everything here depends on its arguments alone, never on the time of day or on the order of what it is given: the same
articles make the same issue tomorrow, so its bytes do not change either. Which feeds an article belongs in is found in
`belonging`, by which rules a feed wants it in `choosing`, what stands before what in `orders`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec.structs import replace

from publisher.desk.best import NO_AGENCIES, best
from publisher.desk.choosing import wanting
from publisher.desk.orders import ORDERS, Past, Told
from publisher.model import EPOCH, MOST_LIMITS, Agency, Article, Feed, Issue, Item, Showing, Status, Story

COUNTED: Final = frozenset({"trending", "coverage"})  # orders by the number of agencies, which each entry then tells
_NO_PLACES: Final[Mapping[str, int]] = MappingProxyType({})

_received: Final = attrgetter("received", "id")


class Telling(NamedTuple):
    """How a feed tells stories: which articles it wants (None: all), who may stand for one, and whether it counts."""

    wants: Callable[[Article], bool] | None
    agencies: Mapping[str, Agency]
    pins: Mapping[str, int]
    counts: bool


class Page(NamedTuple):
    """What a feed could hold, and what of it the feed does hold."""

    ordered: Sequence[Told]  # all that the feed wants, the pinned first
    fair: Sequence[Told]  # without those of an agency that has its share already
    held: Sequence[Told]


def curate(
    feed: Feed,
    stories: Iterable[Story],
    agencies: Mapping[str, Agency] = NO_AGENCIES,
    *,
    before: Showing | None = None,
    now: datetime | None = None,
) -> Issue:
    """Return what a feed holds: one item for each story, ordered and limited as the feed says.

    Shown are usable articles that the feed wants; of several, the pinned one, else the one that `best.merit` puts
    first, with everybody else who reported the story credited. `agencies` give the ranks, `before` is what the feed
    showed last (`trending` changes no more of it than it must), `now` ends pins and decides nothing else. The issue's
    date is its newest change.
    """
    items = tuple([one.item for one in page(feed, stories, agencies, before=before, now=now).held])
    return Issue(feed=feed, items=items, updated=max((item.article.updated for item in items), default=EPOCH))


def page(
    feed: Feed,
    stories: Iterable[Story],
    agencies: Mapping[str, Agency] = NO_AGENCIES,
    *,
    before: Showing | None = None,
    now: datetime | None = None,
) -> Page:
    """Do as `curate` does, and return what was left out on the way, too."""
    pins = pins_of(feed, now) if feed.pins else _NO_PLACES
    telling = Telling(wanting(feed), agencies, pins, feed.order in COUNTED)
    told = [one for story, articles in _merged(stories) if (one := _tell(story, articles, telling))]
    ordered = ORDERS[feed.order](told, Past(agencies, places_of(before) if before else _NO_PLACES))
    if pins:
        ordered = _pinned_first(ordered, pins)
    fair = _fair(feed, ordered, pins) if feed.per_agency else ordered
    return Page(ordered, fair, _limited(feed, fair))


def places_of(before: Showing) -> Mapping[str, int]:
    """Return the place that each article had in what a feed showed."""
    return {name: place for place, (name, _) in enumerate(before.items)}


# Stories


def _merged(stories: Iterable[Story]) -> Iterator[tuple[str, Sequence[Article]]]:
    """Yield each story once with each of its articles once, usable ones only, in the order they were received."""
    found: dict[str, list[Article]] = {}
    usable = Status.USABLE
    for story in stories:
        for article in story.articles:
            if article.status is usable:
                found.setdefault(story.id, []).append(article)
    for story_id, articles in found.items():
        yield story_id, articles if len(articles) == 1 else _in_order(articles)


def _in_order(articles: Iterable[Article]) -> list[Article]:
    """Return each article once, in its latest version."""
    latest: dict[str, Article] = {}
    for article in articles:
        known = latest.get(article.id)
        if known is None or article.version > known.version:
            latest[article.id] = article
    return sorted(latest.values(), key=_received)


def _tell(story: str, articles: Sequence[Article], telling: Telling) -> Told | None:
    wanted = list(filter(telling.wants, articles)) if telling.wants else articles
    if not wanted:
        return None
    if len(articles) == 1:  # most stories: nothing to choose, nobody else to credit
        return Told(story, Item(article=articles[0]), articles[0].published, articles)
    told_by = {article.agency for article in articles}
    shown = _shown(wanted, telling.agencies, telling.pins)
    item = Item(
        article=_told_first(shown, articles[0]),
        also=_credited_beside(shown, articles) if len(told_by) > 1 else (),
        agencies=len(told_by),
        counted=telling.counts and len(told_by) > 1,
        reports=len({article.report for article in articles}),
        told=shown.published if shown.published > articles[0].published else None,
    )
    return Told(story, item, max([article.published for article in wanted]), articles)


def _shown(wanted: Sequence[Article], agencies: Mapping[str, Agency], pins: Mapping[str, int]) -> Article:
    """Return the article that stands for its story."""
    if len(wanted) == 1:
        return wanted[0]
    pinned = [article for article in wanted if _pin(article, pins) < len(pins)] if pins else ()
    return best(pinned or wanted, agencies) or wanted[0]


def _credited_beside(shown: Article, articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the credits of the other agencies, each once, in the order in which they reported."""
    also = dict.fromkeys([article.credit for article in articles if article.agency != shown.agency])
    return tuple([credit for credit in also if credit != shown.credit])


def _told_first(shown: Article, first: Article) -> Article:
    """Return the article that is shown under the id and the date that the story was first published with.

    A fuller report that comes later takes the place of the first one; readers know the story by its id, and would be
    shown it twice.
    """
    if shown is first:
        return shown
    return replace(shown, id=first.id, published=min(shown.published, first.published))


# Pins


def pins_of(feed: Feed, now: datetime | None) -> Mapping[str, int]:
    """Return the place of each pin of a feed that has not ended, by the article's id or by its address, made plain."""
    lasting = [pin.article for pin in feed.pins if now is None or pin.until is None or now < pin.until]
    return {name: place for place, name in enumerate(dict.fromkeys(map(plain_address, lasting)))}


def plain_address(address: str) -> str:
    """Return what two spellings of one address have in common: the scheme and a slash at the end do not count."""
    return address.removeprefix("https:").removeprefix("http:").rstrip("/")


def _pin(article: Article, pins: Mapping[str, int]) -> int:
    """Return the place of the pin of an article; behind the last one where it has none."""
    none = len(pins)
    return min(pins.get(article.id, none), pins.get(plain_address(article.url), none))


def place_of(one: Told, pins: Mapping[str, int]) -> int:
    """Return the place of the pin of a story; behind the last one where none of its articles is pinned."""
    return min(_pin(article, pins) for article in one.articles)


def is_pinned(story: Story, pins: Mapping[str, int]) -> bool:
    """Say whether one of the articles of a story is pinned."""
    return any(_pin(article, pins) < len(pins) for article in story.articles)


def _pinned_first(ordered: Sequence[Told], pins: Mapping[str, int]) -> Sequence[Told]:
    return sorted(ordered, key=lambda one: place_of(one, pins))


# Limits


def _fair(feed: Feed, ordered: Iterable[Told], pins: Mapping[str, int]) -> list[Told]:
    """Return what stands in a feed where no agency has more than its share; a pin counts, and stands whatever."""
    shares: Counter[str] = Counter()
    fair = []
    for one in ordered:
        agency = one.item.article.agency
        if shares[agency] < feed.per_agency or (pins and place_of(one, pins) < len(pins)):
            shares[agency] += 1
            fair.append(one)
    return fair


def _limited(feed: Feed, ordered: Sequence[Told]) -> Sequence[Told]:
    """Take those up to the limit, and in `newest` whatever came in the window before the last one: core profile."""
    if feed.order != "newest":
        return ordered[: feed.limit]
    last = max((one.item.article.received for one in ordered), default=EPOCH)
    burst = [one for one in ordered[feed.limit :] if last - one.item.article.received <= feed.window]
    return [*ordered[: feed.limit], *burst][: MOST_LIMITS * feed.limit]
