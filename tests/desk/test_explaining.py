"""What is told of a feed is what the feed holds, and every article has one verdict."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.curate import curate
from publisher.desk.explaining import explain
from publisher.model import Feed, Image, Item, Pin, Selection, Showing, Story
from tests.desk.feeds import AGENCIES, LATEST, MINUTE, NOON, STORIES, article, story
from tests.desk.test_choosing import SELECTIONS
from tests.world.wild import examples


@examples(60)
@given(
    STORIES,
    SELECTIONS,
    st.sampled_from(["newest", "trending", "coverage", "editor"]),
    st.sampled_from([0, 1]),
    st.sampled_from([(), (Pin(article="tag:x,2026:p0a1200"),)]),
)
def test_the_verdicts_are_the_issue(
    stories: list[Story], chosen: Selection, order: str, share: int, pins: tuple[Pin, ...]
) -> None:
    """In is what `curate` makes, in its order; each article is told of once, and told why."""
    feed = replace(LATEST, selection=chosen, order=order, per_agency=share, pins=pins)
    unique = [replace(one, articles=tuple({each.id: each for each in one.articles}.values())) for one in stories]
    distinct = list({one.id: one for one in unique}.values())
    verdicts = explain(feed, distinct, agencies=AGENCIES, now=NOON)
    inside = [verdict for verdict in verdicts if verdict.place]
    assert [verdict.place for verdict in inside] == list(range(1, len(inside) + 1))
    assert [verdict.item for verdict in inside] == list(curate(feed, distinct, AGENCIES, now=NOON).items)
    assert all(verdict.why for verdict in verdicts)
    outside = [verdict.item.article.id for verdict in verdicts if not verdict.place]
    assert len(outside) == len(set(outside))


def test_a_duplicate_is_told_once_whichever_is_shown() -> None:
    """The first report of a story is a duplicate where a better one stands under its id."""
    picture = Image(url="https://b.example/1.jpg", credit="B")
    first, better = article("1", "a"), article("2", "b", NOON + MINUTE, image=picture)
    verdicts = explain(LATEST, [story("s", first, better)], agencies=AGENCIES, now=NOON)
    assert [(each.place, each.item.article.key, each.why) for each in verdicts] == [
        (1, "2", ("newest",)),
        (0, "1", ("duplicate: told by B News in place 1",)),
    ]
    assert [(each.item.article.id, each.own) for each in verdicts] == [(first.id, better.id), (first.id, first.id)]


def test_hours_are_told_as_long_as_they_say_something() -> None:
    """What was told weeks ago is told in days."""
    feed = replace(LATEST, order="trending")
    for minutes, told in ((90, "1.5 h"), (60 * 24 * 30, "30 days")):
        stories = [story("s", article("1", "a")), story("t", article("2", "a", NOON + minutes * MINUTE))]
        verdicts = explain(feed, stories, agencies=AGENCIES, now=NOON)
        assert verdicts[-1].why[0].endswith(f"told {told} before the newest")


def test_another_report_of_the_story_is_no_duplicate() -> None:
    """What tells the same event in words of its own is told as that."""
    first, later = article("1", "a", report="r1"), article("2", "b", NOON + MINUTE, report="r2")
    out = explain(LATEST, [story("s", first, later)], agencies=AGENCIES, now=NOON)[1]
    assert out.why == ("story: told by A News in place 1",)


def test_what_holds_its_place_is_told() -> None:
    """A story that was shown above another one stays there: the scores alone do not say so."""
    older, newer = story("s", article("1", "a")), story("t", article("2", "a", NOON + MINUTE))
    feed = replace(LATEST, order="trending")
    shown_before = tuple((each.articles[0].id, 1) for each in (older, newer))
    before = Showing(feed=feed.id, updated=NOON, items=shown_before)
    for shown, kept in ((before, ["1", "2"]), (None, ["2", "1"])):
        verdicts = explain(feed, [older, newer], agencies=AGENCIES, before=shown, now=NOON)
        assert [each.item.article.key for each in verdicts] == kept
        assert ["holds its place" in each.why for each in verdicts] == [shown is not None, False]


def test_an_article_of_another_place_is_told_all_its_reasons() -> None:
    """What more than one rule refuses is told each of them: mending one would not be enough."""
    feed = Feed(id="f", title="F", selection=Selection(languages=frozenset({"hi"}), min_length=50))
    made = article("1", embargoed_until=NOON + timedelta(hours=1))
    (verdict,) = explain(feed, [], [made], now=NOON)
    assert verdict.item == Item(article=made)
    assert verdict.why == (
        "embargo: until 2026-04-28 13:00 UTC", "language: en, not hi", "min_length: 0 of 50 words",
    )  # fmt: skip
