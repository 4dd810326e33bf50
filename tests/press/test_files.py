"""Files change all at once, or not at all; only what we wrote is ever removed."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

import pytest

from publisher.model import Rendition
from publisher.press import files
from publisher.press.files import LIST, UnsafePath, remove, sweep, write


def one(path: str, body: bytes = b"body") -> Rendition:
    """Make a rendition."""
    return Rendition(path=path, media_type="text/plain", body=body)


def tree(root: Path) -> dict[str, bytes]:
    """Return every file below a folder, without the list of what was published."""
    found = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    found.pop(LIST, None)
    return found


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    """The root itself is made, too, with what is above it; the paths that changed come back in order."""
    root = tmp_path / "srv" / "feeds"
    assert write(root, [one("latest.rss"), one("country/in/law.rss", b"law")]) == ("latest.rss", "country/in/law.rss")
    assert tree(root) == {"latest.rss": b"body", "country/in/law.rss": b"law"}


def test_the_same_bytes_keep_their_file_and_its_time(tmp_path: Path) -> None:
    """Nothing is rewritten that did not change, so Last-Modified and what a web server knows of the file stay."""
    write(tmp_path, [one("a.rss"), one("b.rss")])
    os.utime(tmp_path / "a.rss", (1, 1))
    before = (tmp_path / "a.rss").stat()
    assert write(tmp_path, [one("a.rss"), one("b.rss", b"BODY")]) == ("b.rss",)
    after = (tmp_path / "a.rss").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert write(tmp_path, [one("a.rss"), one("b.rss", b"BODY")]) == ()


def test_a_web_server_may_read_them(tmp_path: Path) -> None:
    """The mode follows the umask; a temporary file of the usual kind would be for its owner only."""
    mask = os.umask(0o022)
    try:
        write(tmp_path, [one("a.rss")])
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.rss").stat().st_mode) == 0o644


@pytest.mark.parametrize(
    "path",
    [
        "../a.rss",
        "/etc/a.rss",
        "a/../../b.rss",
        "a//b.rss",
        "a/./b.rss",
        "a\\..\\b.rss",
        "a\x00.rss",
        "a\n.rss",
        "",
        "a/",
        ".htaccess",
        ".published",
        "README.md",
        "outside/a.rss",
    ],
)
def test_no_path_leaves_the_tree(tmp_path: Path, path: str) -> None:
    """Not by name, not by a link; README.md and hidden files are not ours. Nothing at all is written then."""
    root, outside = tmp_path / "feeds", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "outside").symlink_to(outside)
    with pytest.raises(UnsafePath, match=r"would be written outside|no path below"):
        write(root, [one("good.rss"), one(path)])
    assert tree(root) == {}
    assert tree(outside) == {}


class Full:
    """A file on a disk that is full."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, body: bytes) -> int:
        """Write half of it."""
        self.file.write(body[: len(body) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old files stay, no temporary file stays, and the error is told."""
    write(tmp_path, [one("a.rss"), one("b.rss")])
    opened, real = [0], open

    def fill(path: str, mode: str = "r", buffering: int = -1) -> object:
        opened[0] += mode == "xb"
        file: BinaryIO = real(path, mode, buffering)  # type: ignore[assignment]  # only bytes are asked for
        return Full(file) if mode == "xb" and opened[0] == 2 else file

    with monkeypatch.context() as patch:
        patch.setattr(files, "open", fill, raising=False)
        with pytest.raises(OSError, match="No space left"):
            write(tmp_path, [one("a.rss", b"new"), one("b.rss", b"new"), one("c.rss")])
    assert tree(tmp_path) == {"a.rss": b"body", "b.rss": b"body"}


def test_a_disk_that_takes_no_file_is_told_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even a temporary file can be made, the error is the disk's own, not that there is none to remove."""

    def refuse(path: str, mode: str = "r", buffering: int = -1) -> BinaryIO:
        raise OSError(errno.ENOSPC if "x" in mode else errno.ENOENT, f"{path} {buffering}")

    with monkeypatch.context() as patch:
        patch.setattr(files, "open", refuse, raising=False)
        with pytest.raises(OSError, match="tmp") as told:
            write(tmp_path, [one("a.rss")])
    assert told.value.errno == errno.ENOSPC


def test_a_rendering_that_fails_changes_nothing(tmp_path: Path) -> None:
    """Renditions may come one by one; when the next one fails, none is published."""

    def renditions() -> Iterator[Rendition]:
        yield one("a.rss", b"new")
        raise RuntimeError

    write(tmp_path, [one("a.rss")])
    with pytest.raises(RuntimeError):
        write(tmp_path, renditions())
    assert tree(tmp_path) == {"a.rss": b"body"}


def test_all_is_on_the_disk_before_the_first_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write all, flush all, rename all, flush each folder once: a power cut leaves every file old or new."""
    told: list[str] = []
    flush, rename = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        flush(descriptor)

    def replace(path: str, target: str) -> None:
        told.append("rename")
        rename(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write(tmp_path, [one("a.rss"), one("b.rss"), one("c/d.rss")])
    listed = ["file", "rename", "folder"]
    assert told == ["file"] * 3 + listed + ["rename"] * 3 + ["folder"] * 2


_WRITER = """
import sys
from pathlib import Path
from publisher.model import Rendition
from publisher.press.files import write
for number in range(20):
    path = f"country/{number}/{sys.argv[2]}.rss"
    write(Path(sys.argv[1]), [Rendition(path=path, media_type="text/plain", body=b"body")])
"""


def test_two_processes_write_one_tree(tmp_path: Path) -> None:
    """Neither fails where both make a folder, and the list of what was published has the files of both."""
    runs = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path / "feeds"), name]) for name in "ab"]
    assert [run.wait() for run in runs] == [0, 0]
    wanted = {f"country/{number}/{name}.rss" for number in range(20) for name in "ab"}
    assert set(tree(tmp_path / "feeds")) == wanted
    assert set((tmp_path / "feeds" / LIST).read_text().splitlines()) == wanted


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    """Every read while files are rewritten gives one version whole."""
    versions = [bytes([letter]) * 200_000 for letter in b"ab"]
    write(tmp_path, [one("a.rss", versions[0])])
    seen: set[bytes] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add((tmp_path / "a.rss").read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for turn in range(16):
        write(tmp_path, [one("a.rss", versions[turn % 2])])
    done.set()
    reader.join()
    assert seen <= set(versions)


def test_the_last_of_two_renditions_of_one_path_wins(tmp_path: Path) -> None:
    """And no temporary file of the first is left."""
    assert write(tmp_path, [one("a.rss", b"1"), one("a.rss", b"2")]) == ("a.rss",)
    assert tree(tmp_path) == {"a.rss": b"2"}
    write(tmp_path, [one("a.rss", b"3"), one("a.rss", b"2")])
    assert tree(tmp_path) == {"a.rss": b"2"}


def test_what_is_published_no_longer_is_swept(tmp_path: Path) -> None:
    """Folders that become empty go with their files; a second time there is nothing to do."""
    write(tmp_path, [one("latest.rss"), one("country/in.rss"), one("country/in/law.rss"), one("country/ne/law.rss")])
    keep = {"latest.rss", "country/in.rss"}
    assert sweep(tmp_path, keep) == ("country/in/law.rss", "country/ne/law.rss")
    assert set(tree(tmp_path)) == keep
    assert not (tmp_path / "country/in").exists()
    assert sweep(tmp_path, keep) == ()


def test_where_nothing_was_published_nothing_is_swept(tmp_path: Path) -> None:
    """Neither where there is no tree yet, nor of a file that the operator removed by hand: that one is on no list."""
    assert sweep(tmp_path / "nowhere", ()) == ()
    write(tmp_path, [one("a.rss"), one("b.rss")])
    (tmp_path / "a.rss").unlink()
    assert sweep(tmp_path, {"b.rss"}) == ("a.rss",)
    assert (tmp_path / LIST).read_text() == "b.rss\n"


def test_the_list_is_written_for_new_paths_only(tmp_path: Path) -> None:
    """A tree whose files change, and not their names, keeps its list."""
    write(tmp_path, [one("a.rss")])
    before = (tmp_path / LIST).stat().st_ino
    write(tmp_path, [one("a.rss", b"new")])
    assert (tmp_path / LIST).stat().st_ino == before


def test_only_what_we_wrote_is_swept(tmp_path: Path) -> None:
    """What an operator put into the tree stays, whatever its name, and README.md stays."""
    write(tmp_path, [one("latest.rss"), one("country/in.rss")])
    for name in ("README.md", "google123.html", "country/notes.rss", ".well-known"):
        (tmp_path / name).write_text("the operator's")
    (tmp_path / LIST).write_text((tmp_path / LIST).read_text() + "README.md\n")
    assert sweep(tmp_path, ()) == ("country/in.rss", "latest.rss")
    assert set(tree(tmp_path)) == {"README.md", "google123.html", "country/notes.rss", ".well-known"}


def test_some_of_what_we_wrote_is_removed(tmp_path: Path) -> None:
    """By its path, with its folder; what we never wrote stays, and what is gone is on no list any more."""
    write(tmp_path, [one("story/a.html"), one("story/b.html"), one("latest.rss")])
    (tmp_path / "notes.html").write_text("the operator's")
    gone = {"story/a.html", "story/b.html", "notes.html", "story/c.html"}
    assert remove(tmp_path, gone) == ("story/a.html", "story/b.html")
    assert set(tree(tmp_path)) == {"latest.rss", "notes.html"}
    assert not (tmp_path / "story").exists()
    assert (remove(tmp_path, gone), remove(tmp_path / "nowhere", gone), sweep(tmp_path, {"latest.rss"})) == ((), (), ())


def test_what_was_published_once_and_again_is_known(tmp_path: Path) -> None:
    """Should the list be lost, the next writing finds its files again, changed or not."""
    write(tmp_path, [one("a.rss"), one("b.rss")])
    (tmp_path / LIST).unlink()
    assert write(tmp_path, [one("a.rss")]) == ()
    assert sweep(tmp_path, ()) == ("a.rss",)
    assert set(tree(tmp_path)) == {"b.rss"}


def test_old_leftovers_are_swept(tmp_path: Path) -> None:
    """A killed program leaves temporary files: after an hour nobody is writing them any more."""
    write(tmp_path, [one("country/in.rss")])
    names = {".0123456789abcdef.tmp": 1000.0, "country/.fedcba9876543210.tmp": 5000.0, ".notes.tmp": 1000.0}
    for name, changed in names.items():
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (changed, changed))
    assert sweep(tmp_path, {"country/in.rss"}, now=1000.0 + 3601) == ()
    assert set(tree(tmp_path)) == {"country/in.rss", "country/.fedcba9876543210.tmp", ".notes.tmp"}


def test_a_path_in_the_list_that_leaves_the_tree_is_not_followed(tmp_path: Path) -> None:
    """The list is a file like any other; what it says is checked again."""
    root = tmp_path / "feeds"
    write(root, [one("a.rss")])
    (tmp_path / "mine.txt").write_text("mine")
    (root / LIST).write_text("../mine.txt\na.rss\n")
    with pytest.raises(UnsafePath):
        sweep(root, ())
    assert (tmp_path / "mine.txt").exists()


def test_a_file_of_the_same_size_is_compared_whole(tmp_path: Path) -> None:
    """Size alone says nothing."""
    write(tmp_path, [one("a.rss", b"aaaa")])
    assert files.write(tmp_path, [one("a.rss", b"bbbb")]) == ("a.rss",)
