"""Which feeds an article belongs in."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from publisher.desk.belonging import feed_ids_of, feed_ids_of_facts, feeds_of, resolve
from publisher.desk.choosing import wants
from publisher.desk.facets import expand, facets, facts_of
from publisher.model import (
    Article,
    Feed,
    Selection,
    Site,
)
from tests.desk.feeds import (
    ARTICLES,
    CONFIG,
    about,
    article,
    as_judged,
)


def test_an_article_is_in_every_feed_that_its_values_make() -> None:
    """Placeholders are filled with slugs in the id and with names in the title, in the order of sources.yaml."""
    made = article(
        section=as_judged("law-order"), countries=about("NE", "SN"), genre=as_judged("press-release"), language="pt-BR"
    )
    assert {feed.id: feed.title for feed in feeds_of(made, CONFIG)} == {
        "latest": "Latest news",
        "trending": "Trending",
        "section/law-order": "Law & Order",
        "country/ne": "Niger",
        "country/sn": "Senegal",
        "country/ne/law-order": "Niger: Law & Order",
        "country/sn/law-order": "Senegal: Law & Order",
        "edition/west-africa": "West Africa",
        "genre/press-release": "Press release",
        "language/pt": "News in Portuguese",
        "agency/a": "Agency A",
    }


def test_only_event_countries_drive_feeds() -> None:
    """A country that is mentioned, or the home of the agency, puts an article in no feed."""
    made = article(countries=about("SN", role="mentioned"))
    assert {feed.id for feed in feeds_of(made, CONFIG)} == {"latest", "trending", "language/en", "agency/a"}


def test_an_unknown_language_has_no_feed() -> None:
    """An article whose language nobody knows stays out of the feeds of languages."""
    assert facets(article(language="und"), CONFIG)["language"] == ()


def test_a_selection_and_placeholders_are_both_obeyed() -> None:
    """A feed that selects two countries is split into these two, whatever else the event spans."""
    ids = {feed.id for feed in feeds_of(article(countries=about("IN", "NE")), CONFIG)}
    assert "asia/in" in ids
    assert "asia/ne" not in ids
    with pytest.raises(ValueError, match="does not select"):
        expand(CONFIG.feeds[-1], {"country": "NE"}, CONFIG)


def test_an_edition_selects_its_countries() -> None:
    """An expanded feed says in its selection what it holds, and in its places how it was made."""
    feed = expand(CONFIG.feeds[5], {"edition": "south-asia"}, CONFIG)
    assert feed.selection == Selection(countries=frozenset({"IN", "PK"}))
    assert feed.places == (("edition", "south-asia"),)


def test_names_are_in_the_language_of_the_site() -> None:
    """Countries and languages are named in the site's language."""
    german = replace(CONFIG, site=Site(language="de-AT"))
    made = article(countries=about("IN"), language="fr")
    titles = {feed.title for feed in feeds_of(made, german)}
    assert {"Indien", "News in Französisch"} <= titles


@pytest.mark.parametrize(
    "name", ["latest", "section/politics", "country/ne", "country/ne/law-order", "edition/south-asia", "genre/opinion"]
)
def test_an_id_is_resolved_to_its_feed(name: str) -> None:
    """A filled id leads back to the feed that the same values make."""
    feed = resolve(name, CONFIG)
    assert feed is not None
    assert feed.id == name


@pytest.mark.parametrize(
    "name", ["", "nothing", "section/", "section/gone", "country/zz", "country/NE", "asia/ne", "country/ne/law-order/x"]
)
def test_an_id_that_is_no_longer_declared_is_resolved_to_nothing(name: str) -> None:
    """What sources.yaml does not declare now is no feed."""
    assert resolve(name, CONFIG) is None


@given(ARTICLES)
def test_every_feed_of_an_article_wants_it_and_can_be_resolved(made: Article) -> None:
    """`feeds_of`, `wants`, `expand` and `resolve` agree."""
    for feed in feeds_of(made, CONFIG):
        assert wants(feed, made)
        assert resolve(feed.id, CONFIG) == feed


@given(ARTICLES)
def test_no_feed_that_wants_an_article_is_left_out(made: Article) -> None:
    """An article is in every feed of the house that selects it."""
    ids = [
        "latest", "opinion", "asia/in", "country/us", "edition/west-africa", "section/politics", "genre/live",
        "agency/b",
    ]  # fmt: skip
    wanting = {name for name in ids if (feed := resolve(name, CONFIG)) and wants(feed, made)}
    assert wanting == {feed.id for feed in feeds_of(made, CONFIG)} & set(ids)


@given(ARTICLES)
def test_the_ids_of_feeds_are_those_of_the_feeds(made: Article) -> None:
    """`feed_ids_of` names what `feeds_of` returns, in the same order."""
    assert feed_ids_of(made, CONFIG) == tuple(feed.id for feed in feeds_of(made, CONFIG))


@given(ARTICLES)
def test_facts_of_one_country_each_lead_to_every_feed(made: Article) -> None:
    """What the store remembers of an article by country is enough to touch its feeds: no article has to be read."""
    facts = facts_of(made)
    apart = [facts._replace(events=events) for events in ((), *((country,) for country in facts.events))]
    assert {name for each in apart for name in feed_ids_of_facts(each, CONFIG)} == set(feed_ids_of(made, CONFIG))


def test_a_feed_of_an_agency_or_source_is_told_apart() -> None:
    """Two articles that differ in agency and source alone are in different feeds, where feeds ask for that."""
    by_source = Feed(id="b", title="B", selection=Selection(sources=frozenset({"b-world"})))
    asking = replace(CONFIG, feeds=(CONFIG.feeds[8], by_source))
    assert feed_ids_of(article(agency="a"), asking) == ("agency/a",)
    assert feed_ids_of(article(agency="b"), asking) == ("agency/b", "b")
    assert feed_ids_of(article(agency="gone"), asking) == ()
