"""Rules of a feed's selection: what it wants, what it refuses, and the words that tell why."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.belonging import feed_ids_of, feed_ids_of_facts, feeds_of, resolve
from publisher.desk.choosing import reads_articles, refusals, thins, wants
from publisher.desk.facets import facts_of
from publisher.model import Article, Config, Exclusion, Feed, Selection
from tests.desk.feeds import ARTICLES, CONFIG, about, article, as_judged
from tests.world.wild import examples

BUT: Final = Exclusion(
    sections=frozenset({"law-order"}),
    countries=frozenset({"US"}),
    genres=frozenset({"live"}),
    languages=frozenset({"pt"}),
    agencies=frozenset({"c"}),
    sources=frozenset({"b-world"}),
    keywords=("horoscope",),
)
SELECTIONS: Final = st.builds(
    Selection,
    sections=st.sampled_from([frozenset(), frozenset({"politics"})]),
    countries=st.sampled_from([frozenset(), frozenset({"NE", "IN"})]),
    languages=st.sampled_from([frozenset(), frozenset({"en"})]),
    agencies=st.sampled_from([frozenset(), frozenset({"a", "b"})]),
    sources=st.sampled_from([frozenset(), frozenset({"a-world", "b-world"})]),
    genres=st.sampled_from([frozenset(), frozenset({"opinion"})]),
    keywords=st.sampled_from([(), ("ministers", "nowhere"), ("nowhere",)]),
    min_length=st.sampled_from([0, 1, 200]),
    syndicate=st.booleans(),
    but=st.sampled_from([Exclusion(), BUT]),
)


def choosing(**chosen: object) -> Feed:
    """Make a feed with a selection."""
    return Feed(id="f", title="F", selection=replace(Selection(), **chosen))


def refusing(**refused: object) -> Feed:
    """Make a feed that refuses something."""
    return choosing(but=replace(Exclusion(), **refused))


@pytest.mark.parametrize(
    ("feed", "made", "told"),
    [
        (choosing(sections=frozenset({"politics"})), article(), "section: none, not politics"),
        (choosing(languages=frozenset({"en", "hi"})), article(language="fr"), "language: fr, not one of en, hi"),
        (choosing(countries=frozenset({"IN"})), article(countries=about("NE")), "country: NE, not IN"),
        (choosing(agencies=frozenset({"b"})), article(), "agency: a, not b"),
        (choosing(keywords=("flood", "storm")), article(), "keywords: none of flood, storm"),
        (choosing(min_length=3), article(summary="two words"), "min_length: 2 of 3 words"),
        (choosing(syndicate=True), article(), "syndicate: partners may not have it"),
        (refusing(sections=frozenset({"politics"})), article(section=as_judged("politics")), "not: section politics"),
        (refusing(countries=frozenset({"US"})), article(countries=about("NE", "US")), "not: country US"),
        (refusing(genres=frozenset({"live"})), article(genre=as_judged("live")), "not: genre live"),
        (refusing(languages=frozenset({"pt"})), article(language="pt-BR"), "not: language pt"),
        (refusing(agencies=frozenset({"a"})), article(), "not: agency a"),
        (refusing(sources=frozenset({"a-world"})), article(), "not: source a-world"),
        (refusing(keywords=("capital",)), article(), 'not: keyword "capital"'),
    ],
)
def test_each_rule_refuses_and_says_why(feed: Feed, made: Article, told: str) -> None:
    """An article that one rule refuses is not wanted, and the rule is told with what the article has."""
    assert not wants(feed, made)
    assert list(refusals(feed, made)) == [told]


@pytest.mark.parametrize(
    ("feed", "made"),
    [
        (choosing(keywords=("capital",)), article()),
        (choosing(keywords=("flood",)), article(summary="The FLOODS came; a flood again.")),
        (choosing(min_length=2), article(body="<p>two words</p>")),
        (choosing(syndicate=True), article(syndicate=True)),
        (refusing(sections=frozenset({"politics"})), article()),
        (refusing(countries=frozenset({"US"})), article(countries=about("US", role="mentioned"))),
        (refusing(keywords=("capit",)), article()),
    ],
)
def test_what_no_rule_refuses_is_wanted(feed: Feed, made: Article) -> None:
    """An article without a section is in no refused section, and a country that is only mentioned refuses nothing."""
    assert wants(feed, made)
    assert list(refusals(feed, made)) == []


@examples(80)
@given(SELECTIONS, ARTICLES)
def test_whoever_is_not_wanted_is_told_why(chosen: Selection, made: Article) -> None:
    """`wants` and `refusals` know the same rules."""
    feed = Feed(id="f", title="F", selection=chosen)
    assert wants(feed, made) == (not list(refusals(feed, made)))


def ruled(chosen: Selection) -> Config:
    """Make a configuration in which feeds of each kind have a selection."""
    ids = ("latest", "country/{country}", "edition/{edition}", "agency/{agency}", "language/{language}/{section}")
    return replace(CONFIG, feeds=tuple(Feed(id=name, title=name, selection=chosen) for name in ids))


@examples(80)
@given(SELECTIONS, ARTICLES)
def test_an_article_touches_the_feeds_that_want_it(chosen: Selection, made: Article) -> None:
    """With rules, too: ids, feeds and `resolve` agree, each feed wants the article, and none that does is left out."""
    config = ruled(chosen)
    ids = feed_ids_of(made, config)
    assert ids == tuple(feed.id for feed in feeds_of(made, config))
    assert all(wants(feed, made) for feed in feeds_of(made, config))
    assert all(resolve(feed.id, config) == feed for feed in feeds_of(made, config))
    names = [
        "latest",
        "country/ne",
        "country/us",
        "edition/west-africa",
        "agency/a",
        "agency/c",
        "language/en/politics",
    ]
    wanting = {name for name in names if (feed := resolve(name, config)) and wants(feed, made)}
    assert wanting == set(ids) & set(names)


@examples(80)
@given(SELECTIONS, ARTICLES)
def test_facts_lead_to_no_fewer_feeds(chosen: Selection, made: Article) -> None:
    """What the store remembers of an article by country leads to all feeds that want it, at times to more."""
    config, facts = ruled(chosen), facts_of(made)
    apart = [facts._replace(events=events) for events in ((), *((country,) for country in facts.events))]
    assert {name for each in apart for name in feed_ids_of_facts(each, config)} >= set(feed_ids_of(made, config))


def test_a_refused_value_makes_no_feed() -> None:
    """`country/{country}` that refuses a country has no feed of it."""
    config = ruled(Selection(but=BUT))
    assert resolve("country/us", config) is None
    assert resolve("agency/c", config) is None
    assert resolve("country/ne", config) is not None


def test_a_feed_without_rules_asks_nothing_more() -> None:
    """Only keywords, length and leave to syndicate need the article; only they, `not` and a share leave out much."""
    plain = choosing(sections=frozenset({"politics"}), languages=frozenset({"en"}))
    assert not reads_articles(plain.selection)
    assert not thins(plain)
    assert not reads_articles(refusing(sections=frozenset({"politics"})).selection)
    assert thins(refusing(sections=frozenset({"politics"})))
    assert thins(replace(plain, per_agency=1))
    for feed in (
        choosing(keywords=("a",)),
        choosing(min_length=1),
        choosing(syndicate=True),
        refusing(keywords=("a",)),
    ):
        assert reads_articles(feed.selection)
        assert thins(feed)
