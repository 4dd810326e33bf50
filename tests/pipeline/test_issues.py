"""How a feed is read: deep enough for its rules, by what it showed, by its pins; and not at all more without rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast

import pytest
from msgspec.structs import replace

from publisher.model import Article, Config, Exclusion, Feed, Issue, Pin, Selection, Showing, Site, Status
from publisher.pipeline.issues import LOOKBACK, STEPS, issue_of
from publisher.store import Store, open_store

NOON: Final = datetime(2026, 8, 1, 12, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
CONFIG: Final = Config(
    site=Site(), agencies={}, sources={}, sections={}, editions={}, feeds=(Feed(id="latest", title="L"),)
)
FLOOD: Final = Feed(id="flood", title="Flood", limit=4, window=timedelta(0), selection=Selection(keywords=("flood",)))


class Watched:
    """A store that counts what is asked of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        """Note the question, and pass it on."""
        self.asked.append(name)
        return getattr(self.store, name)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open an empty store."""
    opened = open_store(f"sqlite:///{tmp_path}/publisher.db")
    yield opened
    opened.close()


def article(number: int, headline: str = "Drought", **fields: object) -> Article:
    """Make an article; the higher its number, the older it is."""
    at = NOON - number * MINUTE
    made = Article(
        id=f"tag:x,2026:{number}",
        key=str(number),
        source=f"s{number % 7}",
        agency=f"a{number % 7}",
        url=f"https://a.example/{number}",
        headline=headline,
        language="en",
        received=at,
        published=at,
        updated=at,
        credit=f"A{number % 7}",
        report=f"r{number}",
        story=f"e{number}",
    )
    return replace(made, **fields)


def save(store: Store, articles: Sequence[Article]) -> None:
    """Save articles."""
    with store.pen() as pen:
        pen.save(articles, {})


def issue(store: Store, feed: Feed, now: datetime = NOON) -> Issue:
    """Read and curate a feed, and remember what it shows as a publishing does."""
    made = issue_of(store, CONFIG, feed, now)
    items = tuple((item.article.id, item.article.version) for item in made.items)
    store.show(Showing(feed=feed.id, updated=made.updated, items=items))
    return made


def shown(made: Issue) -> list[int]:
    """Return the numbers of the articles of an issue."""
    return [int(item.article.key) for item in made.items]


@pytest.mark.parametrize("order", ["newest", "editor", "coverage"])
def test_a_feed_without_rules_is_one_question(store: Store, order: str) -> None:
    """Nothing is asked for what no rule needs; `trending` asks for what it showed besides."""
    save(store, [article(number) for number in range(5)])
    feed = replace(CONFIG.feeds[0], order=order)
    watched = Watched(store)
    issue_of(cast("Store", watched), CONFIG, feed, NOON)
    assert watched.asked == ["stories"]
    watched.asked.clear()
    issue_of(cast("Store", watched), CONFIG, replace(feed, order="trending"), NOON)
    assert watched.asked == ["shown", "stories"]


def test_a_feed_with_keywords_is_filled_from_deeper_down(store: Store) -> None:
    """One article in seven has the word: more are read until the limit is filled, and no more than that."""
    save(store, [article(number, "Flood" if number % 7 == 6 else "Drought") for number in range(120)])
    assert shown(issue(store, FLOOD)) == [6, 13, 20, 27]
    watched = Watched(store)
    issue_of(cast("Store", watched), CONFIG, replace(FLOOD, selection=Selection(keywords=("drought",))), NOON)
    assert watched.asked == ["shown", "stories"]


@pytest.mark.parametrize(
    ("feed", "numbers"),
    [
        (replace(FLOOD, selection=Selection(but=Exclusion(agencies=frozenset({"a0", "a1", "a2"})))), [3, 4, 5, 6]),
        (replace(FLOOD, selection=Selection(), per_agency=1, limit=6), [0, 1, 2, 3, 4, 5]),
        (replace(FLOOD, selection=Selection(agencies=frozenset({"a0", "a1"})), per_agency=2), [0, 1, 7, 8]),
        (replace(FLOOD, selection=Selection(syndicate=True)), [4, 9, 14, 19]),
    ],
)
def test_other_rules_fill_their_limit_too(store: Store, feed: Feed, numbers: list[int]) -> None:
    """What is refused, an agency's share and leave for partners: the limit is filled with what is left."""
    save(store, [article(number, syndicate=number % 5 == 4) for number in range(60)])
    assert shown(issue(store, feed)) == numbers


def test_depth_has_a_bound(store: Store) -> None:
    """A word that is nowhere does not lead through the whole store."""
    save(store, [article(number, "Flood" if number > 8 * 4 else "Drought") for number in range(60)])
    assert STEPS[-1] * FLOOD.limit == 8 * 4
    assert shown(issue(store, FLOOD))[1:] == []


def test_what_was_shown_stays_until_newer_items_take_its_place(store: Store) -> None:
    """A rare word has a full feed: what it found once is not lost when other news comes in."""
    save(store, [article(number, "Flood") for number in (90, 91, 92)])
    assert shown(issue(store, FLOOD)) == [90, 91, 92]
    save(store, [article(number) for number in range(80)])
    save(store, [article(-1, "Flood again"), article(-2, "Flood")])
    assert shown(issue(store, FLOOD)) == [-2, -1, 90, 91]
    assert shown(issue(store, FLOOD)) == [-2, -1, 90, 91]
    save(store, [article(90, "Flood", status=Status.WITHDRAWN), article(91, "Flood", expires=NOON)])
    assert shown(issue(store, FLOOD)) == [-2, -1]


def test_pins_are_found_however_old(store: Store) -> None:
    """By id always; by address while it is among the newest, and then for as long as it is pinned."""
    feed = Feed(id="front", title="F", order="editor", limit=3, pins=(Pin(article="https://a.example/5"),))
    by_id = replace(feed, id="other", pins=(Pin(article="tag:x,2026:5"),))
    save(store, [article(number) for number in range(9)])
    assert shown(issue(store, feed)) == [5, 0, 1]
    save(store, [article(-number) for number in range(1, 600)])
    assert shown(issue(store, feed))[0] == 5
    assert shown(issue(store, by_id))[0] == 5
    assert shown(issue(store, replace(feed, id="third")))[0] != 5
    save(store, [article(5, status=Status.WITHDRAWN)])
    assert 5 not in shown(issue(store, by_id))


def test_a_pin_is_of_one_report_where_the_feed_is_not_about_events(store: Store) -> None:
    """The others who tell of the event have items of their own in such a feed; in `trending` it is one line."""
    save(store, [article(900, story="flood"), article(901, story="flood"), *map(article, range(40))])
    pins = (Pin(article="tag:x,2026:900"),)
    front = issue(store, Feed(id="front", title="F", order="editor", limit=3, pins=pins))
    assert (shown(front), front.items[0].agencies) == ([900, 0, 1], 1)
    trend = issue(store, Feed(id="trend", title="T", order="trending", limit=3, pins=pins))
    assert (shown(trend)[0], trend.items[0].agencies) == (900, 2)


def test_a_fresh_story_of_few_agencies_is_not_lost_among_old_ones_of_many(store: Store) -> None:
    """Where more stories were told by several than are read, those told of late are read besides."""
    old = [
        article(3600 + 10 * event + number, story=f"old{event}", agency=f"a{number}")
        for event in range(20)
        for number in range(3)
    ]
    fresh = [article(number, story="fresh", agency=f"a{number}") for number in range(2)]
    save(store, [*old, *fresh])
    assert LOOKBACK > 3800 * MINUTE
    assert issue(store, Feed(id="trend", title="T", order="trending", limit=4)).items[0].article.story == "fresh"


def test_a_trend_stays_where_it_was_shown(store: Store) -> None:
    """What the feed showed decides between stories of about the same score; without news nothing changes."""
    feed = Feed(id="trend", title="T", order="trending")
    save(store, [article(number, story="a", agency=f"a{number}") for number in range(8)])
    save(store, [article(10 + number, story="b", agency=f"a{number}") for number in range(8)])
    first = issue(store, feed)
    save(store, [article(20, story="b", agency="a8", received=NOON)])
    second = issue(store, feed)
    assert [item.article.story for item in first.items] == [item.article.story for item in second.items] == ["a", "b"]
    assert issue(store, feed) == second
    assert [item.article.story for item in issue_of(store, CONFIG, replace(feed, id="new"), NOON).items] == ["b", "a"]
