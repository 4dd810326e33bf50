"""What may be forgotten, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from publisher.model import Article, Group, Showing
from publisher.store import Store, tidying

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = 24 * 60
KEEP = timedelta(days=90)
Make = Callable[..., Article]
Save = Callable[..., None]


def left(store: Store, *names: str) -> list[str]:
    """Return the names of those articles that are still known."""
    return [name for name in names if store.known("bbc-world", [f"key-{name}"])]


def test_old_articles_go_with_their_signs(store: Store, make: Make) -> None:
    """What is older than `keep` goes; its signs go when no article of the story is left."""
    old, shared, young = (
        make("old", minute=-91 * DAY),
        make("shared", minute=-91 * DAY, story="s"),
        make("y", story="s"),
    )
    with store.pen() as pen:
        pen.save([old, shared, young], {old.id: ["guid:old"], shared.id: ["guid:shared"], young.id: ["guid:y"]})
    assert store.tidy(NOON, KEEP) == 2
    assert left(store, "old", "shared", "y") == ["y"]
    with store.pen() as pen:
        assert pen.kin(["guid:old", "guid:shared", "guid:y"]) == dict.fromkeys(
            ["guid:shared", "guid:y"], Group("s", "s")
        )
    assert store.tidy(NOON, KEEP) == 0


def test_what_a_feed_shows_stays(store: Store, make: Make, save: Save) -> None:
    """An article that a published feed shows stays until the feed shows it no more."""
    save(make("old", minute=-91 * DAY), make("young"))
    store.show(Showing(feed="country/nr", updated=NOON, items=((make("old").id, 1),)))
    assert store.tidy(NOON, KEEP) == 0
    store.forget(["country/nr"])
    assert store.tidy(NOON, KEEP) == 1


def test_what_its_source_still_holds_stays(store: Store, make: Make, save: Save) -> None:
    """What the last document holds would come back as new, so it stays; a week after it was last seen it may go."""
    save(make("held", minute=-91 * DAY), make("gone", minute=-91 * DAY), make("young"))
    with store.pen() as pen:
        pen.hold("bbc-world", ["key-held"], NOON)
        pen.hold("bbc-world", ["key-other"], NOON + timedelta(days=3))
    assert store.tidy(NOON, KEEP) == 1
    assert left(store, "held", "gone") == ["held"]
    with store.pen() as pen:
        pen.hold("bbc-world", ["key-other"], NOON + timedelta(days=8))
    assert store.tidy(NOON, KEEP) == 1


def test_a_source_that_is_silent_holds_what_it_had(store: Store, make: Make, save: Save) -> None:
    """However long ago the last document came, it is the last: nothing of it goes."""
    save(make("held", minute=-400 * DAY), make("young"))
    with store.pen() as pen:
        pen.hold("bbc-world", ["key-held"], NOON - timedelta(days=400))
    assert store.tidy(NOON, KEEP) == 0


def test_age_is_counted_from_the_newest_article(store: Store, make: Make, save: Save) -> None:
    """A clock that jumped ahead, one that was set back, and a long holiday delete nothing."""
    save(make("a", minute=-DAY), make("b"))
    assert store.tidy(NOON + timedelta(days=3650), KEEP) == 0
    assert store.tidy(NOON - timedelta(days=365), KEEP) == 0
    assert left(store, "a", "b") == ["a", "b"]


def test_an_empty_store_is_tidy(store: Store) -> None:
    """There is nothing to remove where there is nothing."""
    assert store.tidy(NOON, KEEP) == 0


def test_more_than_one_batch_is_tidied(store: Store, make: Make, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that stay do not keep those behind them from going."""
    monkeypatch.setattr(tidying, "BATCH", 3)
    save(*(make(f"a{number}", minute=-91 * DAY) for number in range(10)), make("young"))
    store.show(Showing(feed="latest", updated=NOON, items=tuple((make(f"a{n}").id, 1) for n in range(4))))
    assert store.tidy(NOON, KEEP) == 6


def test_signs_are_tidied_over_more_than_one_batch(store: Store, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of stories that ended go, and no other, however many there are."""
    monkeypatch.setattr(tidying, "SIGNS", 3)
    old = [make(f"o{number}", minute=-91 * DAY) for number in range(5)]
    young = [make(f"y{number}") for number in range(5)]
    with store.pen() as pen:
        pen.save([*old, *young], {each.id: [f"guid:{each.id}", f"link:{each.id}"] for each in (*old, *young)})
    assert store.tidy(NOON, KEEP) == 5
    with store.pen() as pen:
        assert pen.kin([f"guid:{each.id}" for each in old] + [f"link:{each.id}" for each in old]) == {}
        assert len(pen.kin([f"{kind}:{each.id}" for each in young for kind in ("guid", "link")])) == 10
