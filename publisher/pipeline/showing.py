"""Which feeds show something that was told of: those are to be published again."""

from __future__ import annotations

from collections.abc import Collection

from publisher.desk.belonging import feeds_of_facts
from publisher.desk.facets import Facts
from publisher.model import Config
from publisher.pipeline.timelines import touched_as
from publisher.store.interface import Facet, Store


def feeds_showing(
    store: Store, config: Config, stories: Collection[str], reports: Collection[str] | None = None
) -> set[str]:
    """Return the feeds that may show something of these stories, and the stories' own pages.

    Where `reports` are given, feeds that show each report by itself count for those only.
    """
    found = store.facets_of(stories) if stories else {}
    pages = {touched_as(story) for story in stories}
    return pages | {
        feed.id
        for group, facets in found.items()
        for facet in facets
        for feed in feeds_of_facts(facts_of(facet), config)
        if reports is None or group.report in reports or feed.order != "newest"
    }


def facts_of(facet: Facet) -> Facts:
    """Return what curating asks of an article, of all that have a facet."""
    return Facts(facet.section, facet.genre, facet.countries, facet.language, facet.agency, facet.source)
