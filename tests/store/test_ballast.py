"""The reserve of space: made where there is plenty, let go where there is none, and saving goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.store import Full, ballast, hold, open_store
from publisher.store.ballast import NAME, settle
from publisher.store.sqlite import Sqlite


def room(times: float) -> Callable[[Path], int]:
    """Return a probe of a disk with room for so many reserves."""
    return lambda _folder: int(ballast.SIZE * times)


@pytest.mark.parametrize(("free", "is_made"), [(9, True), (8, False), (0, False)])
def test_it_is_made_where_there_is_plenty(tmp_path: Path, free: float, is_made: bool) -> None:  # noqa: FBT001 -- a row of the table
    """A disk that is nearly full is left what it has."""
    settle(tmp_path, room(free))
    assert (tmp_path / NAME).exists() is is_made


def test_its_space_is_claimed(tmp_path: Path) -> None:
    """It is no file of holes: its blocks are on the disk."""
    settle(tmp_path, room(9))
    found = (tmp_path / NAME).stat()
    assert found.st_size == ballast.SIZE
    assert found.st_blocks * 512 >= ballast.SIZE


@pytest.mark.parametrize(("free", "is_kept"), [(1, True), (0.9, False)])
def test_a_start_on_a_full_disk_lets_it_go(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    free: float,
    is_kept: bool,  # noqa: FBT001 -- a row of the table
) -> None:
    """Where less is free than it is large, a run begins by letting it go, and the operator is told."""
    settle(tmp_path, room(9))
    settle(tmp_path, room(free))
    assert (tmp_path / NAME).exists() is is_kept
    assert ("free some space" in caplog.text) is not is_kept


def test_a_run_looks_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the folder looks after the reserve; who does not hold it leaves it alone."""
    monkeypatch.setattr(ballast, "free_bytes", room(9))
    with hold(tmp_path):
        assert (tmp_path / NAME).exists()
        (tmp_path / NAME).unlink()
        with hold(tmp_path) as held:
            assert not held
        assert not (tmp_path / NAME).exists()


def test_without_it_nothing_fails(tmp_path: Path) -> None:
    """Where it cannot be made there is none, and no half of one."""
    settle(tmp_path / "missing", room(9))
    assert not ballast.drop(tmp_path)
    assert not any(tmp_path.iterdir())


def test_saving_lets_it_go(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What the database has no room for fails once; by then there is room, and it is saved the next time."""
    store = open_store(f"sqlite:///{tmp_path / 'publisher.db'}")
    settle(tmp_path, room(9))
    database = store._database  # type: ignore[attr-defined] # it is ours
    assert isinstance(database, Sqlite)
    with database._pen.lend() as connection:
        connection.execute("PRAGMA max_page_count=1")
    with pytest.raises(Full):
        store.put("much", "x" * 1_000_000)
    assert not (tmp_path / NAME).exists()
    assert "free some space" in caplog.text
    with database._pen.lend() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    store.put("much", "x" * 1_000_000)
    store.close()
