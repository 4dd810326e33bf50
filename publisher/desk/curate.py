"""Curate: which feeds an article belongs in, and what a feed holds.

    article ─▶ feeds_of ─▶ feeds        feed, stories ─▶ curate ─▶ issue

Everything here depends on its arguments alone, never on the time of day or on the order of what it is given: the same
articles make the same issue tomorrow, so its bytes do not change either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from publisher.desk.facets import (
    PLACEHOLDERS,
    Facts,
    Values,
    events_of,
    expand,
    facets,
    facts_of,
    filled,
    meets,
    placeholders,
    primary,
    slug,
    values_of,
)
from publisher.model import EPOCH, Agency, Article, Config, Feed, Issue, Item, Selection, Status, Story
from publisher.model.country import COUNTRIES

__all__ = [
    "PLACEHOLDERS",
    "Facts",
    "curate",
    "expand",
    "facets",
    "facts_of",
    "feed_ids_of",
    "feed_ids_of_facts",
    "feeds_of",
    "feeds_of_facts",
    "resolve",
    "wants",
]

MOST_LIMITS: Final = 4  # however much came within the window, a feed holds no more than so many times its limit
HALF_LIFE: Final = timedelta(hours=6)  # in `trending`, a story counts half as much for each of these
MOST_REMEMBERED: Final = 50_000  # combinations of what feeds select by
MOST_PLANS: Final = 8  # configurations
LONG_BODY, LONG_SUMMARY = 600, 200  # characters: an article with as much tells the story by itself
NO_AGENCIES: Final[Mapping[str, Agency]] = MappingProxyType({})
EVERYTHING: Final = Selection()
NO_FEED: Final[tuple[str, frozenset[str]]] = ("", frozenset())

K = TypeVar("K")
V = TypeVar("V")
Wanting: TypeAlias = Callable[[Sequence[Article]], Sequence[Article]]
_Filling: TypeAlias = tuple[Feed, tuple[str, ...], tuple[str, ...]]
"""A declared feed, its placeholders, and their values."""


# Which feeds an article belongs in


def wants(feed: Feed, article: Article) -> bool:
    """Say whether a feed selects an article: every set of its selection that is not empty must be met.

    A feed wants the same whether the article is usable, held or withdrawn; only `curate` looks at that.
    """
    chosen = feed.selection
    return (
        (not chosen.sections or (article.section is not None and article.section.value in chosen.sections))
        and (not chosen.countries or not chosen.countries.isdisjoint(events_of(article)))
        and (not chosen.genres or (article.genre is not None and article.genre.value in chosen.genres))
        and (not chosen.languages or primary(article.language) in chosen.languages)
        and (not chosen.agencies or article.agency in chosen.agencies)
        and (not chosen.sources or article.source in chosen.sources)
    )


def feeds_of(article: Article, config: Config) -> tuple[Feed, ...]:
    """Return the feeds an article belongs in, their placeholders filled, in the order of sources.yaml."""
    return feeds_of_facts(facts_of(article), config)


def feeds_of_facts(facts: Facts, config: Config) -> tuple[Feed, ...]:
    """Return the feeds that every article with these facts belongs in."""
    return _plan(config).feeds_of(facts)


def feed_ids_of(article: Article, config: Config) -> tuple[str, ...]:
    """Return the ids of the feeds an article belongs in, in their order, and make no feeds of them."""
    return _plan(config).ids_of(facts_of(article))


def feed_ids_of_facts(facts: Facts, config: Config) -> tuple[str, ...]:
    """Return the ids of the feeds that every article with these facts belongs in.

    An article on several countries belongs in what its facts with each one of them, and with none, give together.
    """
    return _plan(config).ids_of(facts)


def resolve(feed_id: str, config: Config) -> Feed | None:
    """Return the feed with a (filled) id, as sources.yaml declares it now; None where it no longer does."""
    plan = _plan(config)
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


class _Plan:
    """The declared feeds with their placeholders, and everything that was found of them so far."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.declared = tuple((feed, placeholders(feed)) for feed in config.feeds)
        self._agencies_count = any("agency" in names or feed.selection.agencies for feed, names in self.declared)
        self._sources_count = any(feed.selection.sources for feed in config.feeds)
        self._feeds: dict[tuple[str, tuple[str, ...]], Feed | None] = {}
        self._filled: dict[tuple[str, tuple[str, ...]], tuple[str, frozenset[str]]] = {}
        self._ids_of: dict[Facts, tuple[str, ...]] = {}
        self._feeds_of: dict[Facts, tuple[Feed, ...]] = {}
        self._slugs = {
            "section": {slug(section): section for section in config.sections},
            "country": {slug(country): country for country in sorted(COUNTRIES)},
            "edition": {slug(edition): edition for edition in config.editions},
            "agency": {slug(agency): agency for agency in config.agencies},
        }

    def ids_of(self, facts: Facts) -> tuple[str, ...]:
        """Return the ids of the feeds that facts lead to. Articles of which a selection knows the same share them."""
        facts = self._telling(facts)
        found = self._ids_of.get(facts)
        if found is None:
            found = tuple(self._find(facts))
            _keep(self._ids_of, facts, found)
        return found

    def feeds_of(self, facts: Facts) -> tuple[Feed, ...]:
        """Return the feeds that facts lead to."""
        facts = self._telling(facts)
        found = self._feeds_of.get(facts)
        if found is None:
            made = (self.feed(*place) for place in self._find(facts).values())
            found = tuple(feed for feed in made if feed is not None)
            _keep(self._feeds_of, facts, found)
        return found

    def _telling(self, facts: Facts) -> Facts:
        """Return facts without what no feed asks for: far fewer combinations are to be remembered."""
        if self._agencies_count and self._sources_count:
            return facts
        section, genre, events, language, agency, source = facts
        agency, source = agency if self._agencies_count else "", source if self._sources_count else ""
        return Facts(section, genre, events, language, agency, source)

    def _find(self, facts: Facts) -> dict[str, _Filling]:
        """Return how the feeds that facts lead to are made, by their ids, in the order of sources.yaml."""
        having = values_of(facts, self.config)
        events = frozenset(facts.events)
        found: dict[str, _Filling] = {}
        for declared, names in self.declared:
            if meets(declared.selection, facts, events):
                for values in product(*(having[name] for name in names)):
                    name, countries = self._fill(declared, names, values)
                    if name and (not countries or not countries.isdisjoint(events)):
                        found.setdefault(name, (declared, names, values))
        return found

    def _fill(self, declared: Feed, names: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, frozenset[str]]:
        """Return the id and the countries of a filled feed; "" where it selects nothing of these values."""
        key = (declared.id, values)
        if key not in self._filled:
            self._filled[key] = filled(declared, dict(zip(names, values, strict=True)), self.config) or NO_FEED
        return self._filled[key]

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
            return expand(declared, values, self.config)
        except (ValueError, KeyError):  # not selected; or an article of an agency that is no longer configured
            return None


_PLANS: Final[dict[int, _Plan]] = {}  # by the identity of a configuration, which its plan keeps alive


def _plan(config: Config) -> _Plan:
    """Return the plan of a configuration, made once."""
    plan = _PLANS.get(id(config))
    if plan is None:
        plan = _Plan(config)
        _keep(_PLANS, id(config), plan, most=MOST_PLANS)
    return plan


def _keep(known: dict[K, V], key: K, value: V, *, most: int = MOST_REMEMBERED) -> None:
    """Remember a value; what there is too much of is forgotten, and found again."""
    if len(known) >= most:
        known.clear()
    known[key] = value


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
    wanting = _wanting(feed)
    told = [one for story, articles in _merged(stories) if (one := _tell(story, articles, wanting, agencies))]
    items = ORDERS[feed.order](feed, told)
    return Issue(feed=feed, items=items, updated=max((item.article.updated for item in items), default=EPOCH))


def _wanting(feed: Feed) -> Wanting:
    """Return what a feed keeps of the articles of a story; one that selects everything looks at none of them."""
    if feed.selection == EVERYTHING:
        return lambda articles: articles
    return lambda articles: [article for article in articles if wants(feed, article)]


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
    return sorted(latest.values(), key=_when_received)


def _when_received(article: Article) -> tuple[datetime, str]:
    return article.received, article.id


def _tell(story: str, articles: Sequence[Article], wanting: Wanting, agencies: Mapping[str, Agency]) -> _Told | None:
    wanted = wanting(articles)
    if not wanted:
        return None
    if len(articles) == 1:  # most stories: nothing to choose, nobody else to credit
        return _Told(story, Item(article=articles[0]), newest=articles[0].received)
    shown = wanted[0] if len(wanted) == 1 else min(wanted, key=lambda article: better(article, agencies))
    told_by = {article.agency for article in articles}
    item = Item(
        article=_told_first(shown, articles[0]),
        also=_credited_beside(shown, articles) if len(told_by) > 1 else (),
        agencies=len(told_by),
    )
    return _Told(story, item, newest=wanted[-1].received)


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
