"""A store that is damaged, foreign or newer, as operators meet it: exit codes, and feeds that stay."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.cli import once
from publisher.config import load
from publisher.pipeline import open_house
from publisher.pipeline.memory import CHECKED, database, open_memory
from publisher.store import open_store
from tests.doors.conftest import run

NOW = datetime(2026, 4, 27, 6, tzinfo=UTC)


def store_of(path: Path) -> Path:
    """Return the file of the newsroom's store."""
    return path.parent / "var" / "publisher.db"


def tree(path: Path) -> dict[str, bytes]:
    """Return what is published."""
    feeds = path.parent / "feeds"
    return {str(file.relative_to(feeds)): file.read_bytes() for file in feeds.rglob("*") if file.is_file()}


def feeds(files: Iterable[str]) -> set[str]:
    """Leave out the pages of stories: which report opens a story, and names it, is the one that is read first."""
    return {file for file in files if not file.startswith("story/")}


def zero_head(file: Path) -> None:
    """Lose the first kilobyte."""
    file.write_bytes(bytes(1024) + file.read_bytes()[1024:])


def cut(file: Path) -> None:
    """Lose the second half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble(file: Path) -> None:
    """Write over pages in the middle."""
    body = file.read_bytes()
    middle = len(body) // 8192 * 4096
    file.write_bytes(body[:middle] + b"\xa5" * 8192 + body[middle + 8192 :])


@pytest.mark.parametrize("harm", [zero_head, cut, scribble])
def test_a_damaged_store_is_moved_aside(polled: Path, harm: Callable[[Path], None]) -> None:
    """Cron sees 5 and a loud message once, the damaged file is kept, every feed stays, and the next run is well."""
    forget_the_check(polled)
    before = tree(polled)
    harm(store_of(polled))
    done = run("run", "--once", "--config", str(polled))
    assert (done.exit_code, "THE STORE WAS DAMAGED" in done.stderr) == (5, True)
    assert (polled.parent / "var" / "publisher.db.corrupt-1").is_file()
    assert feeds(tree(polled)) >= feeds(before)
    assert run("run", "--once", "--config", str(polled)).exit_code == 0


def forget_the_check(path: Path) -> None:
    """Let a day pass since the store was read whole."""
    store = open_store(database(load(path), path.parent))
    store.put(CHECKED, (datetime.now(UTC) - timedelta(days=2)).isoformat())
    store.close()


def test_a_damaged_store_empties_no_feed(polled: Path) -> None:
    """Where the store is lost and no source can be reached either, readers keep every byte that they had."""
    before = tree(polled)
    zero_head(store_of(polled))
    polled.write_text(re.sub(r"(127\.0\.0\.1):\d+/(\w)", r"\1:9/\2", polled.read_text("utf-8")), "utf-8")
    assert run("run", "--once", "--config", str(polled)).exit_code == 4
    assert run("publish", "--config", str(polled)).exit_code == 0
    assert tree(polled) == before


def test_a_foreign_database_is_left_alone(path: Path) -> None:
    """Another program's database is refused with 3, and not a byte of it changes."""
    store_of(path).parent.mkdir()
    with closing(sqlite3.connect(store_of(path))) as other:
        other.execute("CREATE TABLE theirs (a)")
        other.commit()
    before = store_of(path).read_bytes()
    for verb in (["run", "--once"], ["run"], ["status"], ["publish"]):
        done = run(*verb, "--config", str(path))
        assert (done.exit_code, "another program" in done.stderr) == (3, True)
    assert store_of(path).read_bytes() == before


def test_a_newer_database_is_left_alone(polled: Path) -> None:
    """A database made by a newer version is refused with 3."""
    with closing(sqlite3.connect(store_of(polled))) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    done = run("run", "--once", "--config", str(polled))
    assert (done.exit_code, "newer" in done.stderr) == (3, True)


def test_looking_moves_nothing_aside(polled: Path) -> None:
    """`status` of a damaged store ends with 3 and leaves it where it is: another run may be mending it."""
    zero_head(store_of(polled))
    assert run("status", "--config", str(polled)).exit_code == 3
    assert not (polled.parent / "var" / "publisher.db.corrupt-1").exists()


def test_the_whole_store_is_read_once_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass from cron reads it all again only after a day; a daemon does at each start; a clock set back counts."""
    looks: list[str] = []
    monkeypatch.setattr("publisher.store.sql.SqlStore.check", lambda _self: looks.append("looked"))
    day = timedelta(days=1)
    for now, every in [(NOW, day), (NOW + day / 2, day), (NOW + day, day), (NOW, day), (NOW, timedelta(0))]:
        open_memory(load(path), path.parent, now, every).store.close()
        looks.append("opened")
    assert " ".join(looks) == "looked opened opened looked opened looked opened looked opened"


def test_a_full_disk_is_no_success(polled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without space for the feeds the run ends with 3; what is out stays, and the next run makes it good."""
    before = tree(polled)
    polled.write_text(polled.read_text("utf-8").replace("title: News Example", "title: Another Example"), "utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("publisher.pipeline.publishing._print", full)
        done = run("run", "--once", "--config", str(polled))
    assert (done.exit_code, "No space left" in done.stderr, tree(polled) == before) == (3, True, True)
    assert run("run", "--once", "--config", str(polled)).exit_code == 0
    assert b"Another Example" in tree(polled)["latest.rss"]


async def test_a_single_pass_looks_for_what_is_old_once_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cron may call every minute: the whole store is not looked through for that."""
    clock, looks = [NOW], []
    monkeypatch.setattr(once, "tidy", lambda house: looks.append(house.now()))
    async with open_house(path, now=lambda: clock[0], workers=0) as house:
        for hours in (0, 1, 23, 24, 25, 48):
            clock[0] = NOW + timedelta(hours=hours)
            once._tidy(house)
    assert looks == [NOW, NOW + timedelta(hours=24), NOW + timedelta(hours=48)]
