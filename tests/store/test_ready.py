"""An article made ready elsewhere is the article that the pen saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from publisher.model import Article, Group, Selection, Status
from publisher.store import Ready, Store, ready
from publisher.store.records import sign_numbers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GROUP = Group("20260301t120000-report", "20260301t110000-story")
Make = Callable[..., Article]


def travelled(made: Ready) -> Ready:
    """Return what arrives of it in another process."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Ready)


def test_a_ready_article_is_saved_with_its_story_and_stamp(store: Store, make: Make) -> None:
    """What was made ready in another process comes back whole, told by its own story and stamp."""
    article = make("a", section="politics", events=("IN", "PK"), embargoed_until=NOON, expires=NOON, labels=("ü",))
    stamp = NOON + timedelta(microseconds=7)
    with store.pen() as pen:
        pen.add(travelled(ready(article, ["link:a"])), GROUP, stamp)
        assert pen.kin(["link:a"]) == {"link:a": GROUP}
        assert pen.known(article.source, [article.key])[article.key].updated == stamp
    assert store.article(article.id) == replace(article, report=GROUP.report, story=GROUP.story, updated=stamp)


def test_a_ready_article_stands_on_its_shelves(store: Store, make: Make) -> None:
    """It is found by section and country, and one that is held is not found."""
    with store.pen() as pen:
        pen.add(ready(make("a", section="politics", events=("IN",))), Group("r1", "s1"), NOON)
        pen.add(ready(make("b", section="politics", events=("IN",), status=Status.HELD)), Group("r2", "s2"), NOON)
    asked = Selection(sections=frozenset({"politics"}), countries=frozenset({"IN"}))
    found = store.stories(asked, limit=5, window=timedelta(), now=NOON)
    assert [story.id for story in found] == ["r1"]


def test_adding_again_replaces(store: Store, make: Make) -> None:
    """A commit of unknown outcome can be repeated: the article is there once, with the later stamp."""
    for minute in (1, 2):
        with store.pen() as pen:
            pen.add(ready(make("a"), ["link:a"]), Group("r1", "s1"), NOON + timedelta(minutes=minute))
    assert store.figures().articles == 1
    saved = store.article(make("a").id)
    assert saved is not None
    assert saved.updated == NOON + timedelta(minutes=2)


def test_signs_are_kept_with_their_kinds(make: Make) -> None:
    """The words for the kinds stand in the order of the numbers."""
    signs = ("link:a", "headline:1:b", "title:c")
    made = travelled(ready(make("a"), signs))
    assert (made.signs, made.kinds.split()) == (sign_numbers(signs), ["link", "headline", "title"])
