"""Belonging: which feeds an article belongs in, and which feed an id stands for.

    article ─ facts_of ─▶ Facts ─ the plan of sources.yaml ─▶ feeds

What an article's facts lead to is found once and remembered for all articles with the same facts; only feeds that ask
for keywords, for a length or for leave to syndicate look at the article itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, TypeAlias, TypeVar

from publisher.desk.choosing import reads_articles, suits
from publisher.desk.facets import (
    PLACEHOLDERS,
    Facts,
    Values,
    expand,
    facts_of,
    filled,
    meets,
    placeholders,
    slug,
    values_of,
)
from publisher.model import Article, Config, Feed, Selection
from publisher.model.country import COUNTRIES

MOST_REMEMBERED: Final = 50_000  # combinations of what feeds select by
MOST_PLANS: Final = 8  # configurations
NO_FEED: Final[tuple[str, frozenset[str]]] = ("", frozenset())

K = TypeVar("K")
V = TypeVar("V")
_Filling: TypeAlias = tuple[Feed, tuple[str, ...], tuple[str, ...]]
"""A declared feed, its placeholders, and their values."""


def feeds_of(article: Article, config: Config) -> tuple[Feed, ...]:
    """Return the feeds an article belongs in, their placeholders filled, in the order of sources.yaml."""
    found = feeds_of_facts(facts_of(article), config)
    if not _plan(config).reads_articles:
        return found
    return tuple(feed for feed in found if suits(feed.selection, article))


def feeds_of_facts(facts: Facts, config: Config) -> tuple[Feed, ...]:
    """Return the feeds that articles with these facts belong in, as far as facts tell."""
    return _plan(config).feeds_of(facts)


def feed_ids_of(article: Article, config: Config) -> tuple[str, ...]:
    """Return the ids of the feeds an article belongs in, in their order, and make no feeds of them."""
    plan = _plan(config)
    found = plan.ids_of(facts_of(article))
    return plan.suited(found, article) if plan.reads_articles else found


def feed_ids_of_facts(facts: Facts, config: Config) -> tuple[str, ...]:
    """Return the ids of the feeds that articles with these facts belong in, as far as facts tell.

    An article on several countries belongs in no others than its facts with each one of them, and with none, give
    together.
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
        chosen = [feed.selection for feed in config.feeds]
        self.reads_articles = any(map(reads_articles, chosen))
        self._agencies_count = any("agency" in names for _, names in self.declared) or any(
            each.agencies or each.but.agencies for each in chosen
        )
        self._sources_count = any(each.sources or each.but.sources for each in chosen)
        self._reading: dict[str, Selection] = {}  # of feeds that ask for more than facts tell, by filled id
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
                        if self.reads_articles and reads_articles(declared.selection):
                            self._reading[name] = declared.selection
        return found

    def suited(self, names: tuple[str, ...], article: Article) -> tuple[str, ...]:
        """Return the ids, of those that an article's facts lead to, of the feeds that it suits."""
        reading = self._reading
        return tuple(name for name in names if name not in reading or suits(reading[name], article))

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
