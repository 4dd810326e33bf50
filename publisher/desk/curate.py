"""Curate: which feeds an article belongs in, and what a feed holds.

    article ─▶ feeds_of ─▶ feeds        feed, stories ─▶ curate ─▶ issue

Everything here depends on its arguments alone, never on the time of day or on the order of what it is given: the same
articles make the same issue tomorrow, so its bytes do not change either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from publisher.desk.facets import PLACEHOLDERS, Values, expand, facets, placeholders, primary, slug
from publisher.model import EPOCH, Agency, Article, Config, Feed, Issue, Item, Status, Story
from publisher.model.country import COUNTRIES

__all__ = ["PLACEHOLDERS", "curate", "expand", "facets", "feeds_of", "resolve", "wants"]

MOST_LIMITS: Final = 4  # however much came within the window, a feed holds no more than so many times its limit
HALF_LIFE: Final = timedelta(hours=6)  # in `trending`, a story counts half as much for each of these
MOST_REMEMBERED: Final = 50_000  # combinations of what feeds select by
LONG_BODY, LONG_SUMMARY = 600, 200  # characters: an article with as much tells the story by itself
NO_AGENCIES: Final[Mapping[str, Agency]] = MappingProxyType({})


# Which feeds an article belongs in


def wants(feed: Feed, article: Article) -> bool:
    """Say whether a feed selects an article: every set of its selection that is not empty must be met.

    A feed wants the same whether the article is usable, held or withdrawn; only `curate` looks at that.
    """
    chosen = feed.selection
    return (
        (not chosen.sections or (article.section is not None and article.section.value in chosen.sections))
        and (not chosen.countries or not chosen.countries.isdisjoint(article.events))
        and (not chosen.genres or (article.genre is not None and article.genre.value in chosen.genres))
        and (not chosen.languages or primary(article.language) in chosen.languages)
        and (not chosen.agencies or article.agency in chosen.agencies)
        and (not chosen.sources or article.source in chosen.sources)
    )


def feeds_of(article: Article, config: Config) -> tuple[Feed, ...]:
    """Return the feeds an article belongs in, their placeholders filled, in the order of sources.yaml."""
    return _plan(_Same(config)).feeds_of(article)


def resolve(feed_id: str, config: Config) -> Feed | None:
    """Return the feed with a (filled) id, as sources.yaml declares it now; None where it no longer does."""
    plan = _plan(_Same(config))
    steps = feed_id.split("/")
    for declared, names in plan.declared:
        for values in _values_of(declared.id.split("/"), steps, plan):
            feed = plan.feed(declared, names, tuple(values[name] for name in names))
            if feed is not None and feed.id == feed_id:
                return feed
    return None


def _values_of(pattern: Sequence[str], steps: Sequence[str], plan: _Plan) -> Iterator[Values]:
    """Yield the values that make a filled id of a declared one; a placeholder stands for a whole step."""
    if len(pattern) != len(steps):
        return
    pairs = [(part[1:-1], step) for part, step in zip(pattern, steps, strict=True) if part != step]
    if all(name in PLACEHOLDERS for name, _ in pairs):
        choices = [plan.by_slug(name, step) for name, step in pairs]
        if all(choices):
            yield {name: choice for (name, _), choice in zip(pairs, choices, strict=True)}


def _facts(article: Article) -> tuple[object, ...]:
    """Return everything of an article that `wants` and `facets` look at."""
    section, genre = article.section, article.genre
    return (
        section.value if section else None,
        genre.value if genre else None,
        article.events,
        article.language,
        article.agency,
        article.source,
    )


class _Same:
    """A configuration, equal only to itself: what is derived from it is derived once."""

    __slots__ = ("config",)

    def __init__(self, config: Config) -> None:
        self.config = config

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.config is self.config

    def __hash__(self) -> int:
        return id(self.config)


class _Plan:
    """The declared feeds with their placeholders, and every feed that was made of them so far."""

    def __init__(self, config: Config) -> None:
        self.declared = tuple((feed, placeholders(feed)) for feed in config.feeds)
        self._config = config
        self._feeds: dict[tuple[str, tuple[str, ...]], Feed | None] = {}
        self._of_facts: dict[tuple[object, ...], tuple[Feed, ...]] = {}
        self._slugs = {
            "section": {slug(section): section for section in config.sections},
            "country": {slug(country): country for country in sorted(COUNTRIES)},
            "edition": {slug(edition): edition for edition in config.editions},
            "agency": {slug(agency): agency for agency in config.agencies},
        }

    def feeds_of(self, article: Article) -> tuple[Feed, ...]:
        """Return the feeds that an article belongs in. Articles of which a selection knows the same share them."""
        facts = _facts(article)
        found = self._of_facts.get(facts)
        if found is None:
            if len(self._of_facts) >= MOST_REMEMBERED:
                self._of_facts.clear()
            found = self._of_facts[facts] = tuple(self._find(article))
        return found

    def _find(self, article: Article) -> Iterable[Feed]:
        having = facets(article, self._config)
        found: dict[str, Feed] = {}
        for declared, names in self.declared:
            for values in product(*(having[name] for name in names)):
                feed = self.feed(declared, names, values)
                if feed is not None and wants(declared, article) and wants(feed, article):
                    found.setdefault(feed.id, feed)
        return found.values()

    def by_slug(self, name: str, step: str) -> str:
        """Return the value that a step of an id stands for; "" where there is none such."""
        return self._slugs[name].get(step, "") if name in self._slugs else step

    def feed(self, declared: Feed, names: tuple[str, ...], values: tuple[str, ...]) -> Feed | None:
        """Return a declared feed with its placeholders filled; None where it selects nothing of these values."""
        if not names:
            return declared
        key = (declared.id, values)
        if key not in self._feeds:
            self._feeds[key] = self._expanded(declared, dict(zip(names, values, strict=True)))
        return self._feeds[key]

    def _expanded(self, declared: Feed, values: Values) -> Feed | None:
        try:
            return expand(declared, values, self._config)
        except (ValueError, KeyError):  # not selected; or an article of an agency that is no longer configured
            return None


@lru_cache(maxsize=8)
def _plan(same: _Same) -> _Plan:
    return _Plan(same.config)


# What a feed holds


class _Told(Struct, frozen=True):
    """A story as a feed would show it: its item, the newest report, and the article's place in time."""

    story: str
    item: Item
    newest: datetime


def curate(feed: Feed, stories: Sequence[Story], agencies: Mapping[str, Agency] = NO_AGENCIES) -> Issue:
    """Return what a feed holds: one item for each story, ordered and limited as the feed says.

    Shown are usable articles that the feed wants; of several, the one that `better` puts first, with everybody else who
    reported the story credited. `agencies` give the ranks. The issue's date is its newest change.
    """
    told = [one for story in _merged(stories) if (one := _tell(feed, story, agencies))]
    items = ORDERS[feed.order](feed, told)
    return Issue(feed=feed, items=items, updated=max((item.article.updated for item in items), default=EPOCH))


def _merged(stories: Iterable[Story]) -> Iterator[tuple[str, list[Article]]]:
    """Yield each story once with each of its articles once, usable ones only, in the order they were received."""
    found: dict[str, dict[str, Article]] = {}
    for story in stories:
        for article in story.articles:
            if article.status is Status.USABLE:
                known = found.setdefault(story.id, {}).get(article.id)
                if known is None or article.version > known.version:
                    found[story.id][article.id] = article
    for story_id, articles in found.items():
        yield story_id, sorted(articles.values(), key=_when_received)


def _when_received(article: Article) -> tuple[datetime, str]:
    return article.received, article.id


def _tell(feed: Feed, story: tuple[str, list[Article]], agencies: Mapping[str, Agency]) -> _Told | None:
    story_id, articles = story
    wanted = [article for article in articles if wants(feed, article)]
    if not wanted:
        return None
    shown = min(wanted, key=lambda article: better(article, agencies))
    also = dict.fromkeys(article.credit for article in articles if article.agency != shown.agency)
    item = Item(
        article=_told_first(shown, min(articles, key=_when_received)),
        also=tuple(credit for credit in also if credit != shown.credit),
        agencies=len({article.agency for article in articles}),
    )
    return _Told(story_id, item, newest=max(article.received for article in wanted))


def _told_first(shown: Article, first: Article) -> Article:
    """Return the article that is shown under the id and the date that the story was first published with.

    A fuller report that comes later takes the place of the first one; readers know the story by its id, and would be
    shown it twice.
    """
    return replace(shown, id=first.id, published=min(shown.published, first.published))


def better(article: Article, agencies: Mapping[str, Agency]) -> tuple[int, int, datetime, str]:
    """Return what the shown article of a story is chosen by, the least first: completeness, rank, who was first.

    Completeness is coarse on purpose: a few words more shall not change which article stands for a story.
    """
    agency = agencies.get(article.agency)
    return -_completeness(article), agency.rank if agency else 0, article.received, article.id


def _completeness(article: Article) -> int:
    text = 2 if len(article.body) >= LONG_BODY else int(len(article.summary) >= LONG_SUMMARY)
    return 2 * text + (article.image is not None)


def _newest_first(feed: Feed, told: Sequence[_Told]) -> tuple[Item, ...]:
    """Take the newest up to the limit, and beyond it whatever came in the window before the last one: core profile."""
    ordered = sorted(told, key=lambda one: one.item.article.id)
    ordered.sort(key=lambda one: one.item.article.published, reverse=True)
    last = max((one.item.article.received for one in ordered), default=EPOCH)
    burst = [one for one in ordered[feed.limit :] if last - one.item.article.received <= feed.window]
    return tuple(one.item for one in (ordered[: feed.limit] + burst)[: MOST_LIMITS * feed.limit])


def _trending_first(feed: Feed, told: Sequence[_Told]) -> tuple[Item, ...]:
    """Order by the number of agencies, halved for each half-life that a story is older than the newest one.

    A story that one agency alone tells stands below every one that several tell.
    """
    last = max((one.newest for one in told), default=EPOCH)

    def place(one: _Told) -> tuple[bool, float, str]:
        agencies = one.item.agencies
        return agencies == 1, -agencies * 0.5 ** ((last - one.newest) / HALF_LIFE), one.story

    return tuple(one.item for one in sorted(told, key=place)[: feed.limit])


ORDERS: Final[Mapping[str, Callable[[Feed, Sequence[_Told]], tuple[Item, ...]]]] = {
    "newest": _newest_first,
    "trending": _trending_first,
}
