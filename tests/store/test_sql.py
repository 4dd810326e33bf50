"""What the memory promises of its one pen, and of feeds, held by every database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.model import Article, Group, Showing, SourceState, Status
from publisher.store import Store, StoreError, open_store
from tests.world.wild import SLOW, examples

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Article]
Save = Callable[..., None]


def showing(feed: str, *articles: Article) -> Showing:
    """Return what a feed showed."""
    return Showing(feed=feed, updated=NOON, items=tuple((article.id, article.version) for article in articles))


def alone(name: str) -> Group:
    """Return the group of a report that is the only one of its story."""
    return Group(name, name)


def test_signs_lead_to_the_story_of_the_last_article(store: Store, make: Make) -> None:
    """Of several stories under one sign, the newest is told; within the same pen, too."""
    first, second = make("a"), make("b")
    with store.pen() as pen:
        assert pen.kin(["guid:1", "link:1"]) == {}
        pen.save([first], {first.id: ["guid:1", "link:1"]})
        assert pen.kin(["guid:1", "link:2"]) == {"guid:1": alone(first.story)}
    with store.pen() as pen:
        pen.save([second], {second.id: ["link:1"]})
    with store.pen() as pen:
        assert pen.kin(["guid:1", "link:1", "link:2"]) == {"guid:1": alone(first.story), "link:1": alone(second.story)}


def test_signs_that_lead_where_they_led_stay(store: Store, make: Make) -> None:
    """A sign that was asked for is written again only where it leads elsewhere now, the last article counting."""
    one, two = make("a", story="s1"), make("b", story="s2")
    with store.pen() as pen:
        pen.save([one], {one.id: ["guid:1", "guid:2", "guid:3"]})
    with store.pen() as pen:
        found = pen.kin(["guid:1", "guid:2", "guid:3", "guid:4"])
        assert found == dict.fromkeys(("guid:1", "guid:2", "guid:3"), alone("s1"))
        pen.save([two], {two.id: ["guid:1", "guid:2", "guid:4"]})
        assert pen.kin(["guid:1", "guid:3"]) == {"guid:1": alone("s2"), "guid:3": alone("s1")}
        pen.save([one], {one.id: ["guid:1", "guid:3"]})
        assert pen.kin(["guid:1"]) == {"guid:1": alone("s1")}
    with store.pen() as pen:
        found = pen.kin(["guid:1", "guid:2", "guid:3", "guid:4"])
    assert {sign: group.story for sign, group in found.items()} == {
        "guid:1": "s1",
        "guid:2": "s2",
        "guid:3": "s1",
        "guid:4": "s2",
    }


def test_the_pen_sees_what_it_saved(store: Store, make: Make, save: Save) -> None:
    """Two documents of one source in one commit are compared with one another."""
    save(make("a"))
    with store.pen() as pen:
        pen.save([make("a", version=2), make("b")], {})
        assert {key: article.version for key, article in pen.known("bbc-world", ["key-a", "key-b"]).items()} == {
            "key-a": 2,
            "key-b": 1,
        }


def test_an_exception_leaves_nothing_written(store: Store, make: Make) -> None:
    """Articles, signs, states, touched feeds and what was shown are written together, or not at all."""

    def write_half() -> None:
        with store.pen() as pen:
            pen.put("name", "value")
            pen.save([make("a")], {make("a").id: ["guid:1"]})
            pen.remember(SourceState(source="bbc-world", etag='"1"'))
            pen.touch(["latest"], NOON)
            pen.show(showing("latest", make("a")))
            pen.stamp(NOON + timedelta(days=9))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert store.figures().articles == 0
    assert store.states() == {}
    assert store.touched() == {}
    assert store.showings() == {}
    assert store.get("name") is None
    with store.pen() as pen:
        assert pen.kin(["guid:1"]) == {}
        assert pen.stamp(NOON) == NOON


def test_published_feeds_wait_no_more(store: Store) -> None:
    """A feed waits from its touch until what was read of it is published."""
    with store.pen() as pen:
        pen.touch(["latest", "country/in"], NOON)
        pen.touch([], NOON)
    touched = store.touched()
    assert set(touched) == {"latest", "country/in"}
    store.published(touched)
    assert store.touched() == {}
    store.published({})


def test_a_feed_touched_while_it_is_published_still_waits(store: Store) -> None:
    """An article that is saved between reading and clearing is never forgotten, even if our clock stood still."""
    with store.pen() as pen:
        pen.touch(["latest"], NOON)
    touched = store.touched()
    with store.pen() as pen:
        pen.touch(["latest"], NOON - timedelta(hours=1))
    store.published(touched)
    assert set(store.touched()) == {"latest"}


def test_stamps_never_repeat(address: str) -> None:
    """Stamps grow by a microsecond at least, in one pen, over pens, over restarts, and when the clock is set back."""
    stamps = []
    for now in (NOON, NOON, NOON - timedelta(days=365), NOON + timedelta(seconds=1)):
        store = open_store(address)
        with store.pen() as pen:
            stamps += [pen.stamp(now), pen.stamp(now)]
        store.close()
    assert stamps[0] == NOON
    assert stamps[-2] == NOON + timedelta(seconds=1)
    assert all(earlier < later for earlier, later in pairwise(stamps))


def test_what_feeds_showed_is_remembered_until_it_is_forgotten(store: Store, make: Make) -> None:
    """A showing replaces the one before; a feed that never was published showed nothing."""
    store.show(showing("latest", make("a")))
    store.show(showing("latest", make("b"), make("a")))
    store.show(showing("trending"))
    assert store.shown("latest") == showing("latest", make("b"), make("a"))
    assert store.shown("section/law") is None
    assert list(store.showings()) == ["latest", "trending"]
    store.forget(["latest"])
    assert list(store.showings()) == ["trending"]


def test_values_are_remembered_by_name(store: Store) -> None:
    """A value is put and got; unknown names have none."""
    assert store.get("configuration") is None
    store.put("configuration", "1")
    store.put("configuration", "2")
    assert store.get("configuration") == "2"


def test_pens_of_several_threads_wait_for_one_another(store: Store, make: Make) -> None:
    """Two threads that write at once both succeed, one after the other."""

    def write(name: str) -> None:
        for number in range(10):
            with store.pen() as pen:
                count = int(store.get("count") or 0)
                pen.save([make(f"{name}{number}")], {})
                pen.put("count", str(count + 1))

    threads = [Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("count") == "30"
    assert store.figures().articles == 30


def test_two_stores_on_one_database_share_one_pen(address: str, make: Make) -> None:
    """What one program decides with the pen, the next sees: read, modify, write is never interleaved."""
    stores = [open_store(address) for _ in range(2)]

    def count_up(store: Store) -> None:
        for _ in range(15):
            with store.pen() as pen:
                known = pen.known("bbc-world", ["key-a"]).get("key-a", make("a", version=0))
                pen.save([replace(known, version=known.version + 1)], {})

    threads = [Thread(target=count_up, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stores[0].known("bbc-world", ["key-a"])["key-a"].version == 30
    for store in stores:
        store.close()


def test_checking_a_sound_database_finds_nothing(store: Store, make: Make, save: Save) -> None:
    """A sound database is told from a damaged one."""
    save(make("a", events=("IN",)))
    store.check()


def test_a_database_is_opened_again(address: str, make: Make) -> None:
    """What was saved is there after a restart."""
    store = open_store(address)
    with store.pen() as pen:
        pen.save([make("a")], {})
    store.close()
    store = open_store(address)
    assert store.article(make("a").id) == make("a")
    store.close()


@pytest.mark.parametrize("wrong", ["", "publisher.db", "mysql://localhost/news", "://"])
def test_an_address_we_do_not_speak_is_named(wrong: str) -> None:
    """A wrong address is an error that says what an address looks like."""
    with pytest.raises(StoreError, match="database"):
        open_store(wrong)


_EXAMPLES = count()  # each example has a source of its own in the shared store
_NAMES = st.sampled_from("abcdef")
_COMMITS = st.lists(
    st.tuples(
        st.lists(st.tuples(_NAMES, st.integers(1, 5), st.sampled_from(list(Status)), _NAMES), max_size=4),
        st.booleans(),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open one SQLite store for many examples."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('property')}/publisher.db")
    yield store
    store.close()


@settings(examples(25), suppress_health_check=[*SLOW, HealthCheck.function_scoped_fixture])
@given(commits=_COMMITS)
def test_any_commits_leave_what_a_dict_would_hold(commits: list[Any], shared_store: Store, make: Make) -> None:
    """After any sequence of commits and failures, articles, signs and stories are those of a plain dict."""
    example = f"example-{next(_EXAMPLES)}"
    articles: dict[str, Article] = {}
    signs: dict[str, str] = {}
    for versions, fails in commits:
        saved = [
            make(f"{example}{name}", source=example, version=version, status=status, story=f"{example}{story}")
            for name, version, status, story in versions
        ]
        marks = {article.id: [f"guid:{article.id}", f"story:{article.story}"] for article in saved}
        try:
            with shared_store.pen() as pen:
                pen.save(saved, marks)
                if fails:
                    raise InterruptedError  # noqa: TRY301 -- what the pen must survive
        except InterruptedError:
            continue
        articles |= {article.key: article for article in saved}
        signs |= {sign: article.story for article in saved for sign in marks[article.id]}
    assert shared_store.known(example, [f"key-{example}{name}" for name in "abcdef"]) == articles
    with shared_store.pen() as pen:
        assert pen.kin(list(signs)) == {sign: alone(story) for sign, story in signs.items()}
    for story in {article.story for article in articles.values()}:
        told = shared_store.story(story)
        assert told is not None
        assert {article.id for article in told.articles} == {a.id for a in articles.values() if a.story == story}
