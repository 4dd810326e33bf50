"""What stories are called by now, and which are never one."""

from __future__ import annotations

from publisher.desk.stories.moved import Apart, Moved


def test_a_name_leads_to_the_story_that_has_its_articles_now() -> None:
    """Also where that has ended since; and a story that was ended may be one again."""
    moved = Moved[str]()
    moved.end("a", "b")
    moved.end("b", "c")
    assert [moved.now(name) for name in "abcd"] == ["c", "c", "c", "d"]
    moved.end("c", "b")
    assert [moved.now(name) for name in "abc"] == ["b", "b", "b"]


def test_stories_stay_apart_whatever_they_are_called() -> None:
    """What one was kept apart from, the one that has its articles is kept apart from; until they are told to be one."""
    apart = Apart()
    apart.part("a", "b")
    apart.rename("a", "c")
    assert (apart.of("b"), apart.of("c"), apart.of("a")) == ({"c"}, {"b"}, set())
    apart.join("b", "c")
    assert (apart.of("b"), apart.of("c")) == (set(), set())


def test_a_story_is_not_kept_apart_from_itself() -> None:
    """Where two that were apart are one after all, and where one of them is forgotten."""
    apart = Apart()
    apart.part("a", "b")
    apart.rename("a", "b")
    assert apart.of("b") == set()
    apart.part("b", "c")
    assert apart.forget("b") == {"c"}
    assert apart.of("c") == set()
