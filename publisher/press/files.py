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
from pathlib import Path, PurePosixPath
from secrets import token_hex
from time import time
from typing import Final

from publisher.model import Rendition

LIST: Final = ".published"
_KEPT: Final = frozenset({"README.md", LIST})
_HOUR: Final = 3600.0


class UnsafePath(ValueError):  # noqa: N818 -- reads as what it says
    """A rendition would be written outside the tree, or over what is not ours."""


def write(root: Path, renditions: Iterable[Rendition]) -> tuple[str, ...]:
    """Write what differs from the files below `root`, all or nothing; return the paths that changed, in order.

    Raises UnsafePath for a path that leaves the tree, and OSError where the disk refuses; nothing is changed then.
    A power cut leaves each file old or new.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _staged() as staged:
        known, paths = _listed(root), []
        for rendition in renditions:
            paths.append(rendition.path)
            target = _target(root, rendition.path)
            if target in staged or not _same(target, rendition.body):
                _stage(staged, target, rendition.body)
        changed = tuple(path for path in dict.fromkeys(paths) if root / path in staged)
        if not known.issuperset(paths):
            _stage_list(root, staged, known.union(paths))
        _flush(staged.values())
        _rename(staged)
    return changed


def enlist(root: Path, paths: Collection[str]) -> None:
    """Note beforehand that these paths are ours: several processes may then `write` them side by side.

    The list is the one file that they would share. A path on it that was never written does no harm.
    """
    root.mkdir(parents=True, exist_ok=True)
    known = _listed(root)
    if not known.issuperset(paths):
        with _staged() as staged:
            _stage_list(root, staged, known.union(paths))
            _flush(staged.values())
            _rename(staged)


def sweep(root: Path, keep: Collection[str], *, now: float | None = None) -> tuple[str, ...]:
    """Remove what we once wrote below `root` and publish no longer; return the removed paths, sorted.

    Folders that become empty go too, and what an interrupted `write` left behind more than an hour ago. README.md and
    every file that `write` did not write stay. `now` is seconds since the epoch, for tests.
    """
    _sweep_leftovers(root, (time() if now is None else now) - _HOUR)
    known = _listed(root)
    removed = sorted(path for path in known.difference(keep) if PurePosixPath(path).name not in _KEPT)
    for path in removed:
        _remove(root, path)
    if removed:
        with _staged() as staged:
            _stage_list(root, staged, known.difference(removed))
            _flush(staged.values())
            _rename(staged)
    return tuple(removed)


def _target(root: Path, path: str) -> Path:
    """Return where a rendition goes; raises UnsafePath where that is not below the root, by name or by a link."""
    parts = path.split("/")
    if any(not part or part.startswith(".") or "\\" in part or not part.isprintable() for part in parts):
        message = f"{path!r} is no path below the published tree"
        raise UnsafePath(message)
    target = root.joinpath(*parts)
    if parts[-1] in _KEPT or not target.parent.resolve().is_relative_to(root.resolve()):
        message = f"{path!r} would be written outside of what is published"
        raise UnsafePath(message)
    return target


def _same(target: Path, body: bytes) -> bool:
    try:
        return target.stat().st_size == len(body) and target.read_bytes() == body
    except FileNotFoundError:
        return False


@contextmanager
def _staged() -> Iterator[dict[Path, Path]]:
    """Hold the files to rename, target by target; whatever is not renamed at the end is removed."""
    staged: dict[Path, Path] = {}
    try:
        yield staged
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _stage(staged: dict[Path, Path], target: Path, body: bytes) -> None:
    """Stage a file to be renamed over its target; of two for one target, the last is kept."""
    temporary = _beside(target, body)
    if target in staged:
        staged[target].unlink()
    staged[target] = temporary


def _beside(target: Path, body: bytes) -> Path:
    """Write bytes into a new file in the target's folder; leaves none behind where that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(body)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _flush(temporaries: Iterable[Path]) -> None:
    """Wait until the disk has the bytes: a rename must never be kept without them.

    One by one: threads and syncfs(2) gained little when measured (0.1 to 0.7 ms a file), and syncfs waits for whatever
    else is being written to that disk.
    """
    for temporary in temporaries:
        _fsync(temporary, os.O_RDWR)


def _rename(staged: dict[Path, Path]) -> None:
    folders = dict.fromkeys(target.parent for target in staged)
    while staged:
        target = next(iter(staged))
        staged[target].replace(target)
        del staged[target]
    for folder in folders:
        _fsync(folder, os.O_RDONLY)


def _fsync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _listed(root: Path) -> set[str]:
    try:
        return set((root / LIST).read_text("utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _stage_list(root: Path, staged: dict[Path, Path], paths: Iterable[str]) -> None:
    body = "".join(f"{path}\n" for path in sorted(paths)).encode()
    _stage(staged, root / LIST, body)


def _remove(root: Path, path: str) -> None:
    target = _target(root, path)
    target.unlink(missing_ok=True)
    with suppress(OSError):  # a folder that is not empty
        for folder in target.relative_to(root).parents[:-1]:
            (root / folder).rmdir()


def _sweep_leftovers(root: Path, before: float) -> None:
    for leftover in root.rglob(f".{'[0-9a-f]' * 16}.tmp"):
        with suppress(FileNotFoundError):
            if leftover.stat().st_mtime < before:
                leftover.unlink()
