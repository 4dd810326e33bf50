"""Files that change all at once: a reader sees the old bytes or the new ones, never half of a file.

The way of a rendition: compare with what is there (the same bytes keep their file and its time), write beside it under
a name of its own, flush, rename over it, flush the folder. All are written before the first is renamed, so a full disk
changes nothing, and a reader who comes in between finds feeds of one publication, not of two.

`.published` in the root lists what was ever written there. Only that is ever removed again: a file that an operator put
into the tree stays.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path, PurePosixPath
from secrets import token_hex
from time import time
from typing import Final

from publisher.model import Rendition

LIST: Final = ".published"
_KEPT: Final = frozenset({"README.md", LIST})
_HOUR: Final = 3600.0


class UnsafePath(ValueError):
    """A rendition would be written outside the tree, or over what is not ours."""


def write(root: Path, renditions: Iterable[Rendition]) -> tuple[str, ...]:
    """Write what differs from the files below `root`, all or nothing; return the paths that changed, in order.

    Raises UnsafePath for a path that leaves the tree, and OSError where the disk refuses; nothing is changed then.
    A power cut leaves each file old or new. Several processes may write to one tree at the same time.
    """
    root.mkdir(parents=True, exist_ok=True)
    folders = Folders(root)
    with _staged() as staged:
        targets: dict[str, str] = {}
        for rendition in renditions:
            target = targets[rendition.path] = folders.target(rendition.path)
            if target in staged or not _same(target, rendition.body):
                _stage(staged, target, rendition.body, folders)
        changed = tuple(path for path, target in targets.items() if target in staged)
        _flush(staged.values())
        _enlist(root, targets)
        _rename(staged)
    return changed


def sweep(root: Path, keep: Collection[str], *, now: float | None = None) -> tuple[str, ...]:
    """Remove what we once wrote below `root` and publish no longer; return the removed paths, sorted.

    Folders that become empty go too, and what an interrupted `write` left behind more than an hour ago. README.md and
    every file that `write` did not write stay. `now` is seconds since the epoch, for tests.
    """
    _sweep_leftovers(root, (time() if now is None else now) - _HOUR)
    if not root.exists():
        return ()
    with _alone(root):
        return _remove_all(root, _listed(root).difference(keep))


def remove(root: Path, paths: Collection[str]) -> tuple[str, ...]:
    """Remove some of what we once wrote below `root`; return what was removed, sorted. See `sweep`."""
    if not paths or not root.exists():
        return ()
    with _alone(root):
        return _remove_all(root, _listed(root).intersection(paths))


class Folders:
    """The folders of a tree, each looked at once in a writing: that it is there, and that no link leads out of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._resolved = root.resolve()
        self._inside: dict[str, bool] = {}
        self._made: set[str] = set()

    def target(self, path: str) -> str:
        """Return where a rendition goes; raises UnsafePath where that is not below the root, by name or by a link."""
        parts = path.split("/")
        if any(not part or part[0] == "." or "\\" in part or not part.isprintable() for part in parts):
            message = f"{path!r} is no path below the published tree"
            raise UnsafePath(message)
        folder = os.path.join(self._root, *parts[:-1])  # noqa: PTH118 -- one of thousands: pathlib costs five times that
        inside = self._inside.get(folder)
        if inside is None:
            inside = self._inside[folder] = Path(folder).resolve().is_relative_to(self._resolved)
        if parts[-1] in _KEPT or not inside:
            message = f"{path!r} would be written outside of what is published"
            raise UnsafePath(message)
        return f"{folder}/{parts[-1]}"

    def make(self, folder: str) -> None:
        """Make a folder that is not there; another process may make it at the same time."""
        if folder not in self._made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)


def _same(target: str, body: bytes) -> bool:
    try:
        with open(target, "rb", buffering=0) as file:  # noqa: PTH123 -- as above
            return os.fstat(file.fileno()).st_size == len(body) and file.read() == body
    except FileNotFoundError:
        return False


@contextmanager
def _staged() -> Iterator[dict[str, str]]:
    """Hold the files to rename, target by target; whatever is not renamed at the end is removed."""
    staged: dict[str, str] = {}
    try:
        yield staged
    finally:
        for temporary in staged.values():
            Path(temporary).unlink(missing_ok=True)


def _stage(staged: dict[str, str], target: str, body: bytes, folders: Folders) -> None:
    """Stage a file to be renamed over its target; of two for one target, the last is kept."""
    folder = os.path.dirname(target)  # noqa: PTH120 -- as above
    folders.make(folder)
    temporary = f"{folder}/.{token_hex(8)}.tmp"
    _write_new(temporary, body)
    if target in staged:
        Path(staged[target]).unlink()
    staged[target] = temporary


def _write_new(temporary: str, body: bytes) -> None:
    """Write bytes into a new file; leaves none behind where that fails."""
    try:
        with open(temporary, "xb") as file:  # noqa: PTH123 -- as above
            file.write(body)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _flush(temporaries: Iterable[str]) -> None:
    """Wait until the disk has the bytes: a rename must never be kept without them.

    One by one: threads and syncfs(2) gained little when measured (0.1 to 0.7 ms a file), and syncfs waits for whatever
    else is being written to that disk.
    """
    for temporary in temporaries:
        _fsync(temporary, os.O_RDWR)


def _rename(staged: dict[str, str]) -> None:
    folders = dict.fromkeys(map(os.path.dirname, staged))
    while staged:
        target = next(iter(staged))
        os.replace(staged[target], target)  # noqa: PTH105 -- as above
        del staged[target]
    for folder in folders:
        _fsync(folder, os.O_RDONLY)


def _fsync(path: str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep other processes from changing the list of what was published."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _enlist(root: Path, paths: Collection[str]) -> None:
    """List new paths before their files appear: whatever stands there can be swept again."""
    if not _listed(root).issuperset(paths):
        with _alone(root):
            _write_list(root, _listed(root).union(paths))


def _listed(root: Path) -> set[str]:
    try:
        return set((root / LIST).read_text("utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _write_list(root: Path, paths: Iterable[str]) -> None:
    with _staged() as staged:
        body = "".join(f"{path}\n" for path in sorted(paths)).encode()
        _stage(staged, f"{root}/{LIST}", body, Folders(root))
        _flush(staged.values())
        _rename(staged)


def _remove_all(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Remove files that are listed, from the list, too."""
    removed = tuple(sorted(path for path in paths if PurePosixPath(path).name not in _KEPT))
    for path in removed:
        _remove(root, path)
    if removed:
        _write_list(root, _listed(root).difference(removed))
    return removed


def _remove(root: Path, path: str) -> None:
    target = Path(Folders(root).target(path))
    target.unlink(missing_ok=True)
    with suppress(OSError):  # a folder that is not empty
        for folder in target.relative_to(root).parents[:-1]:
            (root / folder).rmdir()


def _sweep_leftovers(root: Path, before: float) -> None:
    for leftover in root.rglob(f".{'[0-9a-f]' * 16}.tmp"):
        with suppress(FileNotFoundError):
            if leftover.stat().st_mtime < before:
                leftover.unlink()
