"""What the memory keeps of sources, held by every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from publisher.model import EPOCH, SourceState
from publisher.store import Store, open_reader

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_what_is_remembered_of_a_source_comes_back(store: Store) -> None:
    """A source's state is remembered whole; an unknown source has a fresh one."""
    state = SourceState(source="bbc-world", etag='W/"1"', due=NOON, gap=timedelta(minutes=9), failures=2)
    with store.pen() as pen:
        pen.remember(state)
    assert store.state("bbc-world") == state
    assert store.states() == {"bbc-world": state}
    assert store.state("new") == SourceState(source="new")


def test_states_are_as_the_last_commit_left_them(address: str, store: Store) -> None:
    """What is told of all sources is never older than the last commit, whoever made it; what stayed stays."""
    reader = open_reader(address)
    store.enroll(["a", "b"])
    before = reader.states()
    for failures in (1, 2):
        with store.pen() as pen:
            pen.remember(SourceState(source="b", failures=failures))
        for asked in (store, reader):
            assert asked.states()["b"].failures == failures
            assert asked.states(["b"])["b"].failures == failures
    after = reader.states()
    assert after["a"] is before["a"]
    after.clear()
    assert sorted(reader.states()) == ["a", "b"]
    reader.close()


def test_new_sources_are_due_at_once_and_known_ones_keep_their_state(store: Store) -> None:
    """Enrolling makes new sources due and changes nothing of the others."""
    with store.pen() as pen:
        pen.remember(SourceState(source="old", due=NOON, failures=3))
    store.enroll(["old", "new"])
    store.enroll([])
    assert store.state("old").failures == 3
    assert store.due(NOON - timedelta(hours=1), ["old", "new"], 10) == ["new"]


def test_known_sources_are_enrolled_without_a_pen(store: Store) -> None:
    """A start at which no source is new writes nothing, and waits for nobody who writes."""
    store.enroll(["a", "b"])
    with store.pen():
        store.enroll(["a", "b"])


def test_the_longest_overdue_are_due_first(store: Store) -> None:
    """Sources are due when their time came, the oldest first, up to the limit, and only those that are configured."""
    with store.pen() as pen:
        for minute, name in enumerate(["c", "gone", "a", "b", "later"]):
            pen.remember(SourceState(source=name, due=NOON + timedelta(minutes=minute)))
    now = NOON + timedelta(minutes=3)
    assert store.due(now, ["a", "b", "c", "later"], 10) == ["c", "a", "b"]
    assert store.due(now, ["a", "b", "c", "later"], 2) == ["c", "a"]
    assert "gone" in store.states()


def test_a_fresh_state_is_due_since_ever() -> None:
    """A source that was never asked is due."""
    assert SourceState(source="new").due == EPOCH
