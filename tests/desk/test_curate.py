"""What a feed holds, whatever the order of its input."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.choosing import wants
from publisher.desk.curate import curate
from publisher.model import (
    EPOCH,
    MOST_LIMITS,
    Feed,
    Image,
    Pin,
    Selection,
    Status,
    Story,
)
from tests.desk.feeds import (
    AGENCIES,
    LATEST,
    MINUTE,
    NOON,
    STORIES,
    TRENDING,
    article,
    as_judged,
    shown,
    story,
)
from tests.world.wild import examples


def test_a_feed_holds_one_item_for_each_story_and_credits_the_others() -> None:
    """The others are credited once each, in the order in which they reported."""
    first = article("1", "b", NOON)
    second = article("2", "a", NOON + MINUTE)
    third = article("3", "c", NOON + 2 * MINUTE)
    again = article("4", "c", NOON + 3 * MINUTE)
    issue = curate(LATEST, [story("s", again, second, third, first)])
    assert shown(issue) == ["1"]
    assert issue.items[0].also == ("A News", "C News")
    assert issue.items[0].agencies == 3


def test_the_article_that_is_shown_is_the_most_complete() -> None:
    """Completeness first, then the rank of the agency, then who was first."""
    early = article("1", "c", NOON)
    ranked = article("2", "a", NOON + MINUTE)
    full = article("3", "b", NOON + 2 * MINUTE, body="x" * 2000)
    pictured = replace(full, key="4", id="tag:publisher.example,2026:4", image=Image(url="https://a.example/1.jpg"))
    assert shown(curate(LATEST, [story("s", early, ranked)], AGENCIES)) == ["2"]
    assert shown(curate(LATEST, [story("s", early, ranked)])) == ["1"]
    assert shown(curate(LATEST, [story("s", early, ranked, full)], AGENCIES)) == ["3"]
    assert shown(curate(LATEST, [story("s", early, ranked, full, pictured)], AGENCIES)) == ["4"]


def test_only_an_article_that_the_feed_wants_is_shown() -> None:
    """Of a story, a feed shows an article it selects, and credits the others none the less."""
    feed = replace(LATEST, selection=Selection(sections=frozenset({"politics"})))
    full = article("1", "a", body="x" * 2000)
    wanted = article("2", "b", section=as_judged("politics"))
    issue = curate(feed, [story("s", full, wanted), story("t", article("3", "c"))])
    assert shown(issue) == ["2"]
    assert issue.items[0].also == ("A News",)


@pytest.mark.parametrize("status", [Status.HELD, Status.WITHDRAWN])
def test_what_is_not_usable_disappears(status: Status) -> None:
    """A withdrawn or held article is neither shown nor credited."""
    gone = article("1", "a", status=status, body="x" * 2000)
    issue = curate(LATEST, [story("s", gone, article("2", "b")), story("t", replace(gone, id="tag:x,2026:9"))])
    assert shown(issue) == ["2"]
    assert issue.items[0].also == ()
    assert issue.items[0].agencies == 1


def test_the_newest_come_first_and_the_limit_is_kept() -> None:
    """By first publication, then by id; what is older than the window is cut off at the limit."""
    stories = [story(str(n), article(str(n), at=NOON - n * timedelta(hours=3))) for n in range(6)]
    tied = [story("x", article("8")), story("y", article("7"))]
    assert shown(curate(LATEST, stories)) == ["0", "1", "2"]
    assert shown(curate(LATEST, [*stories, *tied])) == ["0", "7", "8"]


def test_what_came_within_the_window_is_held_beyond_the_limit() -> None:
    """A burst of news drives nothing out within two hours of the newest; the clock has no part in it."""
    stories = [story(str(n), article(str(n), at=NOON - n * timedelta(minutes=30))) for n in range(9)]
    assert shown(curate(LATEST, stories)) == ["0", "1", "2", "3", "4"]
    assert shown(curate(replace(LATEST, window=timedelta(0)), stories)) == ["0", "1", "2"]


def test_a_flood_is_bounded() -> None:
    """However much comes at once, a feed holds a few times its limit at most."""
    stories = [story(str(n), article(str(n))) for n in range(50)]
    assert len(curate(LATEST, stories).items) == MOST_LIMITS * LATEST.limit


def test_trending_ranks_by_agencies_and_freshness() -> None:
    """Several agencies stand above one, however fresh; among several, twice as many make up for one half-life."""
    one = story("one", article("1", "a", NOON))
    two = story("two", article("2", "a", NOON - timedelta(hours=1)), article("3", "b", NOON - timedelta(hours=1)))
    old = story("old", *(article(f"4{name}", name, NOON - timedelta(hours=24)) for name in ("a", "b", "c")))
    twice = story("twice", article("5", "a", NOON + MINUTE), article("6", "a", NOON + MINUTE))
    issue = curate(TRENDING, [one, twice, old, two])
    assert shown(issue) == ["2", "4a", "5", "1"]


def test_the_seed_shows_three_stories_of_four_items() -> None:
    """The Mumbai fire told by two agencies is one entry of trending, and the first."""
    fire = story("fire", article("1", "a"), article("2", "b", NOON + MINUTE))
    issue = curate(TRENDING, [story("niger", article("3", "a")), fire, story("kupwara", article("4", "a"))])
    assert shown(issue) == ["1", "4", "3"]


def test_the_date_of_an_issue_is_its_newest_change() -> None:
    """Never now: the newest update among the items, and the epoch where there is none."""
    changed = article("1", updated=NOON + timedelta(hours=5))
    assert curate(LATEST, [story("s", changed), story("t", article("2"))]).updated == NOON + timedelta(hours=5)
    assert curate(LATEST, []).updated == EPOCH
    assert curate(LATEST, []).items == ()


@examples(40)
@given(STORIES, st.sampled_from([LATEST, TRENDING]), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_count(stories: list[Story], feed: Feed, chance: Random) -> None:
    """The same stories and articles in any order make the same issue: same articles, same bytes."""
    distinct = list({one.id: one for one in stories}.values())
    shuffled = [
        replace(one, articles=tuple(chance.sample(one.articles, len(one.articles))))
        for one in chance.sample(distinct, len(distinct))
    ]
    assert curate(feed, shuffled, AGENCIES) == curate(feed, distinct, AGENCIES)


@examples(40)
@given(STORIES, st.sampled_from([LATEST, TRENDING]))
def test_no_story_is_told_twice_and_the_limit_is_kept(stories: list[Story], feed: Feed) -> None:
    """One item for each story, even if a story is given twice; every item usable and wanted; the bound kept."""
    issue = curate(feed, stories)
    told = [name for item in issue.items for name in {one.id for one in stories if item.article in one.articles}]
    assert len(told) == len(set(told))
    assert all(item.article.status is Status.USABLE and wants(feed, item.article) for item in issue.items)
    assert all(item.article.credit not in item.also for item in issue.items)
    assert len(issue.items) <= MOST_LIMITS * feed.limit


def test_a_fuller_report_keeps_the_id_of_the_first() -> None:
    """Whichever article is shown, the item has the id and the date that readers know the story by."""
    first = article("1", "a", NOON)
    fuller = article("2", "b", NOON + MINUTE, body="x" * 2000)
    item = curate(LATEST, [story("s", first, fuller)]).items[0].article
    assert (item.id, item.published, item.body) == (first.id, first.published, fuller.body)


def test_a_later_report_that_is_shown_keeps_its_own_date_beside() -> None:
    """A toll of 41 was not told an hour ago, when it was nine: the item knows when the shown report was published."""
    first = article("1", "a", NOON)
    later = article("2", "b", NOON + MINUTE, body="x" * 2000)
    assert curate(LATEST, [story("s", first, later)]).items[0].told == later.published
    assert curate(LATEST, [story("s", later)]).items[0].told is None
    earlier = replace(later, published=NOON - MINUTE)  # by the agency's own word: nothing was before it
    assert curate(LATEST, [story("s", first, earlier)]).items[0].told is None


# Rules


def test_one_agency_has_its_share_and_no_more() -> None:
    """Those that stand first are taken; the next ones of other agencies fill the feed."""
    feed = replace(LATEST, per_agency=1, limit=2)
    stories = [story(str(n), article(str(n), "a" if n < 3 else "b", NOON - n * timedelta(hours=3))) for n in range(5)]
    assert shown(curate(feed, stories)) == ["0", "3"]
    assert shown(curate(replace(feed, per_agency=2, limit=4), stories)) == ["0", "1", "3", "4"]


def test_pins_stand_first_in_their_order() -> None:
    """By id or by address, however it is spelt, in every order, within the limit."""
    stories = [story(str(n), article(str(n), at=NOON - n * timedelta(hours=3))) for n in range(4)]
    stories.append(story("x", article("9", at=NOON - timedelta(days=9), url="https://a.example/nine/")))
    pins = (Pin(article="http://a.example/nine"), Pin(article="tag:publisher.example,2026:2"))
    for order in ("newest", "editor", "coverage", "trending"):
        assert shown(curate(replace(LATEST, pins=pins, order=order), stories)) == ["9", "2", "0"]


def test_a_pin_ends() -> None:
    """At its time and not before; without a clock all pins stand."""
    feed = replace(LATEST, pins=(Pin(article="tag:publisher.example,2026:2", until=NOON),))
    stories = [story(str(n), article(str(n), at=NOON - n * MINUTE)) for n in range(3)]
    assert shown(curate(feed, stories, now=NOON - MINUTE)) == ["2", "0", "1"]
    assert shown(curate(feed, stories, now=NOON)) == ["0", "1", "2"]
    assert shown(curate(feed, stories)) == ["2", "0", "1"]


def test_a_pinned_article_stands_for_its_story() -> None:
    """The editor's choice comes before the best report; the item keeps the id of the first one."""
    first, full = article("1", "a"), article("2", "b", NOON + MINUTE, body="x" * 2000)
    late = article("3", "c", NOON + 2 * MINUTE, url="https://c.example/late")
    pins = (Pin(article="https://c.example/late"),)
    issue = curate(replace(LATEST, pins=pins), [story("s", first, full, late)], AGENCIES)
    assert shown(issue) == ["3"]
    assert issue.items[0].article.id == first.id


def test_a_pin_counts_for_its_agency_and_stands_whatever() -> None:
    """Two pins of an agency with a share of one both stand, and nothing else of it does."""
    feed = replace(LATEST, per_agency=1, pins=tuple(Pin(article=f"tag:publisher.example,2026:{n}") for n in (2, 3)))
    stories = [story(str(n), article(str(n), "a" if n else "b", NOON - n * MINUTE)) for n in range(4)]
    assert shown(curate(feed, stories)) == ["2", "3", "0"]


def test_a_pin_puts_nothing_where_it_does_not_belong() -> None:
    """What a feed does not select, what is held, and what partners may not have stays out."""
    pins = (Pin(article="tag:publisher.example,2026:1"),)
    feed = replace(LATEST, pins=pins, selection=Selection(syndicate=True))
    assert shown(curate(feed, [story("s", article("1"))])) == []
    assert shown(curate(replace(LATEST, pins=pins), [story("s", article("1", status=Status.HELD))])) == []


def test_a_feed_for_partners_shows_the_best_that_they_may_have() -> None:
    """Rights come before completeness; who may not be syndicated is credited all the same."""
    full = article("1", "a", body="x" * 2000)
    allowed = article("2", "b", NOON + MINUTE, syndicate=True)
    issue = curate(replace(LATEST, selection=Selection(syndicate=True)), [story("s", full, allowed)])
    assert shown(issue) == ["2"]
    assert issue.items[0].also == ("A News",)
