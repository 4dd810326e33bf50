"""Connections are lent to one at a time, and none is left open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Thread

import pytest

from publisher.model import Article
from publisher.store import Store, open_store
from publisher.store.pool import Pool

Make = Callable[..., Article]


class Counted(sqlite3.Connection):
    """A connection that says when it is closed."""

    is_closed = False

    def close(self) -> None:
        """Close it."""
        self.is_closed = True
        super().close()


@pytest.fixture
def opened() -> list[Counted]:
    """Return the connections that a pool opened."""
    return []


@pytest.fixture
def pool(opened: list[Counted]) -> Pool:
    """Return a pool that keeps two connections."""

    def connect() -> sqlite3.Connection:
        opened.append(sqlite3.connect(":memory:", factory=Counted, check_same_thread=False))
        return opened[-1]

    return Pool(connect, 2)


def test_a_connection_is_lent_again(pool: Pool, opened: list[Counted]) -> None:
    """Who asks after somebody else gets the same one: opening takes longer than most questions."""
    for _ in range(3):
        with pool.lend() as connection:
            assert connection is opened[0]
    with suppress(KeyError), pool.lend():
        raise KeyError
    with pool.lend() as connection:
        assert connection is opened[0]
    pool.close()


def test_no_two_have_one_at_once(pool: Pool, opened: list[Counted]) -> None:
    """Any number is lent at once, each to one; no more are kept than are worth it."""
    with pool.lend() as one, pool.lend() as two, pool.lend() as three:
        assert len({id(each) for each in (one, two, three)}) == 3
    assert [each.is_closed for each in opened].count(True) == 1
    pool.close()
    assert all(each.is_closed for each in opened)


def test_one_that_failed_is_not_lent_again(pool: Pool, opened: list[Counted]) -> None:
    """Whatever is wrong with it, the next one begins anew."""
    with pytest.raises(sqlite3.OperationalError), pool.lend() as connection:
        connection.execute("SELECT nothing")
    assert opened[0].is_closed
    with pool.lend() as connection:
        assert connection is not opened[0]
    pool.close()


def test_one_that_is_lent_is_closed_when_it_comes_back(pool: Pool, opened: list[Counted]) -> None:
    """Closing takes nothing away from a reader; what comes back later is closed, and so is what is asked later."""
    with pool.lend() as connection:
        pool.close()
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert opened[0].is_closed
    with pool.lend() as connection:
        assert connection is opened[1]
        assert not opened[1].is_closed
    assert opened[1].is_closed


def test_threads_read_side_by_side_while_one_writes(tmp_path: Path, make: Make) -> None:
    """Readers of several threads neither wait for the pen nor see half of what it writes."""
    store: Store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    together, seen = Barrier(4, timeout=60), []

    def read() -> None:
        together.wait()
        while (count := store.figures().articles) < 40:
            seen.append(count)

    threads = [Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    together.wait()
    for commit in range(4):
        with store.pen() as pen:
            pen.save([make(f"{commit}/{number}") for number in range(10)], {})
    for thread in threads:
        thread.join()
    store.close()
    assert set(seen) <= {0, 10, 20, 30}
    assert [path.name for path in tmp_path.iterdir()] == ["publisher.db"]
