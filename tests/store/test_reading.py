"""What the memory tells of articles, held by every database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from publisher.model import Article, Status
from publisher.store import Store, open_store, reading

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Article]
Save = Callable[..., None]


def test_an_article_comes_back_as_it_was_saved(store: Store, make: Make, save: Save) -> None:
    """Every field of an article is remembered."""
    article = make("a", section="politics", events=("IN", "PK"), embargoed_until=NOON, expires=NOON, labels=("ü",))
    save(article)
    assert store.article(article.id) == article


def test_an_unknown_article_is_none(store: Store) -> None:
    """Asking for what is not there is no error."""
    assert store.article("nothing") is None
    assert store.story("nothing") is None


def test_a_new_version_replaces_the_old_one(store: Store, make: Make, save: Save) -> None:
    """Saving an article with a known id keeps one article, the last."""
    save(make("a"))
    save(make("a", version=2, headline="Better", entry_hash="other"))
    assert store.figures().articles == 1
    assert store.known("bbc-world", ["key-a"])["key-a"].headline == "Better"
    assert store.hashes("bbc-world", ["key-a"]) == {"key-a": "other"}


def test_of_two_articles_with_one_id_the_last_is_kept(store: Store, make: Make, save: Save) -> None:
    """One save with an id twice is the same as two saves."""
    save(make("a"), make("a", version=2))
    saved = store.article(make("a").id)
    assert saved is not None
    assert saved.version == 2


def test_keys_belong_to_their_source(store: Store, make: Make, save: Save) -> None:
    """A key of another source never collides."""
    save(make("a", key="1"), make("b", key="1", source="afp-world", agency="afp"))
    assert [article.id for article in store.known("afp-world", ["1", "2"]).values()] == [make("b").id]


def test_many_keys_are_asked_at_once(store: Store, make: Make, save: Save) -> None:
    """No number of keys is too many for a database."""
    save(*(make(str(number)) for number in range(1_200)))
    keys = [f"key-{number}" for number in range(40_000)]
    assert len(store.known("bbc-world", keys)) == 1_200
    assert len(store.hashes("bbc-world", keys)) == 1_200


def test_the_latest_articles_of_a_source_come_newest_first(store: Store, make: Make, save: Save) -> None:
    """What a source brought last is listed first, withdrawn or not, up to the limit; of one poll, as it was saved."""
    save(make("a", minute=1), make("b", minute=3, status=Status.WITHDRAWN), make("c", minute=2), make("d", source="x"))
    assert [article.key for article in store.latest("bbc-world", 2)] == ["key-b", "key-c"]
    save(make("e", minute=4), make("f", minute=4), make("g", minute=4))
    assert [article.key for article in store.latest("bbc-world", 2)] == ["key-e", "key-f"]


def test_what_waits_for_the_operator_is_listed_newest_first(store: Store, make: Make, save: Save) -> None:
    """Held articles that wait for a review are listed up to the limit; those that an agency holds back are not."""
    waiting = [make(name, minute=minute, status=Status.HELD, waits_for="review") for minute, name in enumerate("abc")]
    save(*waiting, make("d", minute=9, status=Status.HELD), make("e"), make("f", status=Status.WITHDRAWN))
    assert store.held(9) == waiting[::-1]
    assert store.held(2) == [waiting[2], waiting[1]]
    save(replace(waiting[1], status=Status.USABLE, waits_for=""))
    assert store.held(9) == [waiting[2], waiting[0]]


def test_what_waits_is_found_without_reading_the_others(tmp_path: Path) -> None:
    """The few articles that are held have an index of their own."""
    open_store(f"sqlite:///{tmp_path}/publisher.db").close()
    with closing(sqlite3.connect(tmp_path / "publisher.db")) as database:
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {reading.WAITING.sql}")]
    assert plan == ["SCAN article USING INDEX article_held"]


def test_a_story_has_its_articles_in_the_order_received(store: Store, make: Make, save: Save) -> None:
    """A story tells its articles in the order of our clock, whatever their status."""
    save(make("a", minute=5, story="s"), make("b", minute=1, story="s", status=Status.HELD), make("c"))
    story = store.story("s")
    assert story is not None
    assert [article.key for article in story.articles] == ["key-b", "key-a"]


def test_matured_articles_are_told_once(store: Store, make: Make, save: Save) -> None:
    """An embargo that ends, and an article that expires, change their feeds though nothing came in."""
    hour = timedelta(hours=1)
    save(
        make("embargo", embargoed_until=NOON + hour),
        make("expires", expires=NOON + hour),
        make("later", expires=NOON + 2 * hour),
        make("held", expires=NOON + hour, status=Status.HELD),
        make("plain"),
    )
    assert [article.key for article in store.matured(NOON, NOON + hour)] == ["key-embargo", "key-expires"]
    assert store.matured(NOON - hour, NOON) == []
    assert [article.key for article in store.matured(NOON + hour, NOON + 2 * hour)] == ["key-later"]


def test_figures_count(store: Store, make: Make, save: Save) -> None:
    """The figures are those of what is remembered."""
    assert store.figures().newest is None
    save(make("a", story="s"), make("b", story="s", minute=3), make("c"))
    figures = store.figures()
    assert (figures.articles, figures.stories, figures.newest) == (3, 2, NOON + timedelta(minutes=3))
