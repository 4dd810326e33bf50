"""Reports and stories: what is shown as one, what became of stories that ended, and what is kept of how they joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from publisher.model import Article, Group, Merge, Ruling, Selection, Status
from publisher.store import Facet, Order, Store, ready

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
Make = Callable[..., Article]
Save = Callable[..., None]


@pytest.fixture
def told(make: Make, save: Save) -> None:
    """Save two reports of one event, the first of them by two agencies, and one of another event."""
    save(
        make("a", minute=1, report="r1", story="s1", agency="x", events=("IN",)),
        make("b", minute=2, report="r1", story="s1", agency="y"),
        make("c", minute=3, report="r2", story="s1", agency="z"),
        make("d", minute=4, report="r3", story="s3"),
    )


def stories(store: Store, order: Order) -> dict[str, list[str]]:
    """Return the articles of what a feed of everything would show, by the names of the stories."""
    found = store.stories(Selection(), order=order, limit=9, window=DAY, now=NOON)
    return {story.id: [each.key.removeprefix("key-") for each in story.articles] for story in found}


@pytest.mark.usefixtures("told")
def test_a_feed_of_the_newest_shows_each_report(store: Store) -> None:
    """Two reports of one event are two items; one that two agencies sent is one."""
    assert stories(store, "newest") == {"r3": ["d"], "r2": ["c"], "r1": ["a", "b"]}


@pytest.mark.usefixtures("told")
def test_a_trend_is_an_event(store: Store) -> None:
    """All reports of an event are one line, and that of the most agencies is the first."""
    assert stories(store, "trending") == {"s1": ["a", "b", "c"], "s3": ["d"]}


@pytest.mark.usefixtures("told")
def test_a_merged_story_is_found_under_both_names(store: Store) -> None:
    """Its articles stand in the other one, with the reports that they were; what led to it leads there."""
    with store.pen() as pen:
        pen.merge("s3", "s1", NOON, "one event")
    assert stories(store, "trending") == {"s1": ["a", "b", "c", "d"]}
    assert (store.story_of("s3"), store.story_of("s1")) == ("s1", "s1")
    assert store.story("s3") == store.story("s1")
    assert store.merges(9) == [Merge("s3", "s1", NOON, "one event")]
    article = store.article("tag:publisher.example,2026:d")
    assert article is not None
    assert (article.report, article.story) == ("r3", "s1")


def test_signs_lead_to_what_a_story_was_merged_into(store: Store, make: Make) -> None:
    """Over any number of merges, and within the pen that merges."""
    with store.pen() as pen:
        pen.save([make("a", report="r1", story="s1")], {make("a").id: ["link:a"]})
        pen.merge("s1", "s2", NOON, "")
        assert pen.kin(["link:a"]) == {"link:a": Group("r1", "s2")}
    with store.pen() as pen:
        pen.merge("s2", "s3", NOON, "")
    with store.pen() as pen:
        assert pen.kin(["link:a"]) == {"link:a": Group("r1", "s3")}
    assert store.story_of("s1") == "s3"


def test_an_article_that_was_read_before_a_merge_follows_it(store: Store, make: Make) -> None:
    """Whoever saves it again, changed or not, does not bring back the story that ended."""
    article = make("a", report="r1", story="s1")
    with store.pen() as pen:
        pen.save([article], {})
    with store.pen() as pen:
        pen.merge("s1", "s2", NOON, "")
    with store.pen() as pen:
        pen.save([replace(article, version=2)], {})
    saved = store.article(article.id)
    assert saved is not None
    assert (saved.version, saved.report, saved.story) == (2, "r1", "s2")
    assert stories(store, "trending") == {"s2": ["a"]}


def test_the_groups_of_articles_are_told(store: Store, make: Make) -> None:
    """As they stand, with what was merged since they were saved; of strangers nothing is told."""
    one, other = make("a", report="r1", story="s1"), make("b", report="r2", story="s2")
    with store.pen() as pen:
        pen.save([one, other], {})
    with store.pen() as pen:
        pen.merge("s1", "s2", NOON, "")
    with store.pen() as pen:
        assert pen.groups([one.id, other.id, "tag:nobody"]) == {one.id: Group("r1", "s2"), other.id: Group("r2", "s2")}
        assert pen.groups([]) == {}


def test_a_story_that_was_merged_back_is_itself(store: Store) -> None:
    """No two stories lead to one another."""
    with store.pen() as pen:
        pen.merge("s1", "s2", NOON, "")
        pen.merge("s2", "s1", NOON + DAY, "")
    assert (store.story_of("s1"), store.story_of("s2")) == ("s1", "s1")


def test_gists_come_in_the_order_of_their_articles(store: Store, make: Make) -> None:
    """Those after a number and since a time, with the names that their stories have now."""
    with store.pen() as pen:
        for minute, name in enumerate("abc"):
            made = ready(make(name, minute=minute), gist=name.encode())
            pen.add(made, Group(f"r-{name}", f"s-{name}"), NOON, why=b"words")
    with store.pen() as pen:
        pen.merge("s-c", "s-b", NOON, "")
    with store.pen() as pen:
        first, *rest = pen.gists(0, NOON)
        assert (first.article, first.record) == (make("a").id, b"a")
        assert [each.group for each in rest] == [Group("r-b", "s-b"), Group("r-c", "s-b")]
        assert pen.gists(first.number, NOON) == rest
        assert pen.gists(0, NOON + timedelta(minutes=2)) == rest[1:]
    assert store.why(make("b").id) == (b"b", b"words")


def test_an_article_that_changes_keeps_why_it_was_joined(store: Store, make: Make) -> None:
    """What was decided once is told as it was."""
    with store.pen() as pen:
        pen.add(ready(make("a"), gist=b"first"), Group("r", "s"), NOON, why=b"words")
    with store.pen() as pen:
        pen.add(ready(make("a", version=2)), Group("r", "s"), NOON)
    with store.pen() as pen:
        pen.add(ready(make("a", version=3), gist=b"second"), Group("r", "s"), NOON, why=b"others")
    assert store.why(make("a").id) == (b"first", b"words")


def test_gists_go_after_nine_days(store: Store, make: Make) -> None:
    """Nothing is compared with them any more, and their articles stay."""
    with store.pen() as pen:
        for name, minute in (("old", -10 * 24 * 60), ("young", 0)):
            pen.add(ready(make(name, minute=minute), gist=b"gist"), Group("r", "s"), NOON)
    assert store.tidy(NOON, timedelta(days=90)) == 0
    assert (store.why(make("old").id), store.why(make("young").id)) == (None, (b"gist", b""))
    assert store.figures().articles == 2


def test_rulings_are_kept_in_their_order(store: Store) -> None:
    """Whoever knows the first ones asks for those after them."""
    one = Ruling(at=NOON, kind="merge", story="s1", other="s2")
    two = Ruling(at=NOON, kind="split", story="s2", other="s3", articles=("tag:1",))
    for each in (one, two):
        with store.pen() as pen:
            pen.rule(each)
    assert store.rulings() == {1: one, 2: two}
    assert store.rulings(1) == {2: two}


def test_what_is_known_of_a_language_is_retained(store: Store) -> None:
    """The last record of each language; those that were not written know the last article, too."""
    with store.pen() as pen:
        assert (pen.retained(), pen.recall("en")) == ({}, None)
        pen.retain({"en": b"one", "hi": b"first"}, 1)
        pen.retain({"en": b"two"}, 2)
    with store.pen() as pen:
        assert pen.retained() == {"en": 2, "hi": 2}
        assert (pen.recall("en"), pen.recall("hi")) == (b"two", b"first")
        pen.forget_recalled()
        assert pen.retained() == {}


@pytest.mark.usefixtures("told")
def test_the_facets_of_stories(store: Store, make: Make, save: Save) -> None:
    """Each usable article's values for each of its countries and for the world, by its group."""
    save(make("e", report="r4", story="s1", status=Status.HELD, agency="held"))
    found = store.facets_of(["s1"])
    assert found.keys() == {Group("r1", "s1"), Group("r2", "s1")}
    mine = {(each.agency, each.countries) for each in found[Group("r1", "s1")]}
    assert mine == {("x", ()), ("x", ("IN",)), ("y", ())}
    assert found[Group("r2", "s1")] == [Facet(language="en", agency="z", source="bbc-world")]
