"""What stands before what: by coverage, by trend, and steadily."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.curate import curate
from publisher.desk.orders import CLEARLY, NEW, Scored, Told, score, steady
from publisher.model import EPOCH, Agency, Feed, Issue, Item, Showing, Story
from tests.desk.feeds import AGENCIES, MINUTE, NOON, STORIES, TRENDING, article, shown, story
from tests.world.wild import examples

HOUR: Final = timedelta(hours=1)


def scored(name: str, points: float, place: int = NEW) -> Scored:
    """Make a story with a score and a place."""
    return Scored(points, place, Told(name, Item(article=article(name)), NOON, (article(name),)))


def names(ordered: Sequence[Scored]) -> str:
    """Return the names of stories in their order."""
    return "".join(one.told.story for one in ordered)


def showing(issue: Issue) -> Showing:
    """Remember what an issue shows."""
    items = tuple((item.article.id, item.article.version) for item in issue.items)
    return Showing(feed=issue.feed.id, updated=issue.updated, items=items)


def told_by(name: str, count: int, at_hours: float = 0) -> Story:
    """Make a story that so many agencies tell, some hours after noon."""
    at = NOON + at_hours * HOUR
    return story(name, *(article(f"{name}{number}", f"x{number}", at) for number in range(count)))


def headed(issue: Issue) -> str:
    """Return the names of the stories of an issue, in their order."""
    return "".join(item.article.key[0] for item in issue.items)


@pytest.mark.parametrize(
    ("points", "before", "after"),
    [
        ({"a": 1.0, "b": 2.0, "c": 3.0}, "", "cba"),
        ({"a": 1.0, "b": 1.1}, "ab", "ab"),
        ({"a": 1.0, "b": 1.15}, "ab", "ab"),
        ({"a": 1.0, "b": 1.16}, "ab", "ba"),
        ({"a": 1.0, "b": 0.9, "n": 1.1}, "ab", "anb"),
        ({"a": 1.0, "b": 0.9, "n": 1.2}, "ab", "nab"),
        ({"a": 1.0, "b": 1.1, "c": 1.2}, "abc", "cab"),
        ({"a": 10.0, "b": 10.1, "c": 11.6}, "abc", "cab"),
        ({"a": 1.0, "b": 1.5, "c": 1.6}, "abc", "bca"),
        ({"a": 0.0, "b": 0.0}, "ba", "ba"),
    ],
)
def test_a_story_passes_another_only_when_it_is_clearly_ahead(
    points: dict[str, float], before: str, after: str
) -> None:
    """What is new comes from below, and passes what it is clearly ahead of."""
    stories = [scored(name, each, before.find(name) if name in before else NEW) for name, each in points.items()]
    assert names(steady(stories)) == after


_SCORED: Final = st.lists(
    st.tuples(st.floats(0.01, 20) | st.sampled_from([1.0, 1.1, 1.15, 1.2, 1.3]), st.booleans()), max_size=14
).flatmap(
    lambda made: st.permutations(range(len(made))).map(
        lambda places: [
            scored(chr(97 + n), points, places[n] if known else NEW) for n, (points, known) in enumerate(made)
        ]
    )
)


@examples(80)
@given(_SCORED)
def test_nothing_stands_below_what_it_is_clearly_ahead_of(stories: list[Scored]) -> None:
    """Steadiness never hides more than the margin, however many stories are close to one another."""
    ordered = steady(stories)
    for place, upper in enumerate(ordered):
        assert all(lower.score <= CLEARLY * upper.score for lower in ordered[place + 1 :])


@examples(80)
@given(_SCORED)
def test_what_rises_is_clearly_ahead_of_something_it_passes(stories: list[Scored]) -> None:
    """A story that was shown goes up only past one that it is clearly ahead of; the others move down with that one."""
    ordered = steady(stories)
    for place, one in enumerate(ordered):
        passed = [other for other in ordered[place + 1 :] if other.place < one.place != NEW]
        assert not passed or any(one.score > CLEARLY * other.score for other in passed)


@examples(80)
@given(_SCORED)
def test_what_was_ordered_stays_so(stories: list[Scored]) -> None:
    """The same scores, shown and ordered again, come out the same."""
    ordered = steady(stories)
    again = [one._replace(place=place) for place, one in enumerate(ordered)]
    assert names(steady(again)) == names(ordered)


@examples(40)
@given(STORIES, STORIES, st.sampled_from([2, 5]), st.sampled_from([0, 1, 2]), st.sampled_from(["trending", "coverage"]))
def test_the_same_articles_give_the_same_issue_again(
    earlier: list[Story], later: list[Story], limit: int, share: int, order: str
) -> None:
    """Whatever was shown before: what is made of it and remembered is made again, and so are its bytes."""
    feed = replace(TRENDING, order=order, limit=limit, per_agency=share)
    first = curate(feed, earlier, AGENCIES)
    second = curate(feed, later, AGENCIES, before=showing(first))
    assert curate(feed, later, AGENCIES, before=showing(second)) == second


def test_a_trend_does_not_flicker() -> None:
    """Two stories of about the same score keep their places while each gets a report more; a leap is seen at once."""
    first = curate(TRENDING, [told_by("a", 8), told_by("b", 7)])
    assert headed(first) == "ab"
    close = [told_by("a", 8), told_by("b", 9)]
    assert headed(curate(TRENDING, close)) == "ba"
    assert headed(curate(TRENDING, close, before=showing(first))) == "ab"
    leap = [told_by("a", 8), told_by("b", 10)]
    assert headed(curate(TRENDING, leap, before=showing(first))) == "ba"


def test_stories_that_became_one_keep_the_better_place() -> None:
    """Two stories that turn out to be one stand where the upper one stood."""
    first = curate(TRENDING, [told_by("a", 10), told_by("b", 8), told_by("c", 7)])
    merged = Story(id="c", articles=(*told_by("c", 7).articles, *told_by("a", 2).articles))
    again = curate(TRENDING, [told_by("b", 8), merged], before=showing(first))
    assert [item.agencies for item in again.items] == [7, 8]


def test_what_one_agency_tells_alone_never_passes() -> None:
    """However fresh, it stands below what several tell, even where it stood above when last shown."""
    before = Showing(feed="trending", updated=EPOCH, items=(("tag:publisher.example,2026:a0", 1),))
    stories = [told_by("a", 1), told_by("b", 2, at_hours=-30)]
    assert headed(curate(TRENDING, stories, before=before)) == "ba"


def test_a_round_up_is_no_event() -> None:
    """However many agencies send it, it stands below the events."""
    report = "What to know this morning"
    wrap = story("a", *(article(f"a{n}", f"x{n}", headline=report) for n in range(5)))
    assert headed(curate(TRENDING, [wrap, told_by("b", 2, at_hours=-9), told_by("c", 1)])) == "bca"


def test_agencies_count_and_not_articles() -> None:
    """One agency that tells a story five times weighs as much as if it had told it once."""
    often = story("a", *(article(f"a{n}", f"x{n % 2}") for n in range(10)))
    assert headed(curate(TRENDING, [often, told_by("b", 3)])) == "ba"


def test_better_ranked_agencies_weigh_a_little_more() -> None:
    """A rank ten times better weighs an eighth more; an agency that is not configured weighs as the usual rank."""
    ranked = {name: replace(AGENCIES["a"], id=name, rank=rank) for name, rank in (("x0", 1), ("x1", 10), ("x2", 100))}

    def weight(agencies: dict[str, Agency], *by: str) -> float:
        articles = tuple(article(name, name) for name in by)
        return score(Told("s", Item(article=articles[0]), NOON, articles), NOON, agencies)

    assert weight(ranked, "x0") == pytest.approx(1.25)
    assert weight(ranked, "x1") == pytest.approx(1.125)
    assert weight(ranked, "x2") == weight(ranked, "unknown") == weight({}, "x0") == 1
    assert weight(ranked, "x2", "x9") > weight(ranked, "x0")


def test_what_is_ordered_by_agencies_counts_them() -> None:
    """Only what several tell, and only where their number is what orders."""
    stories = [told_by("a", 3), told_by("b", 1)]
    for order, counted in (("trending", [True, False]), ("coverage", [True, False]), ("newest", [False, False])):
        issue = curate(replace(TRENDING, order=order), stories)
        assert [item.counted for item in issue.items] == counted


def test_what_is_received_late_is_not_fresh() -> None:
    """A first poll brings the news of weeks at once: when it was published counts."""
    old = [replace(each, published=NOON - 90 * HOUR) for each in told_by("a", 5).articles]
    assert headed(curate(TRENDING, [story("a", *old), told_by("b", 2, at_hours=-9)])) == "ba"


def test_coverage_is_by_agencies_and_then_by_first_publication() -> None:
    """Freshness plays no part, and one agency's stories are among them."""
    feed = Feed(id="f", title="F", order="coverage", limit=3)
    stories = [told_by("a", 3, -60), told_by("b", 1, 1), told_by("c", 3, -50), told_by("d", 1, 0)]
    assert headed(curate(feed, stories)) == "cab"


def test_editor_is_newest_without_a_burst() -> None:
    """A page of a fixed length: what came within the window does not make it longer."""
    stories = [story(str(n), article(str(n), at=NOON - n * MINUTE)) for n in range(6)]
    feed = Feed(id="f", title="F", order="editor", limit=2)
    assert shown(curate(feed, stories)) == ["0", "1"]
    assert len(curate(replace(feed, order="newest"), stories).items) == 6
