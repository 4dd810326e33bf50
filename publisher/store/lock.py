"""One run at a time on one folder of data, held by the kernel: a lock that no dead program can leave behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.store import ballast

NAME = "publisher.lock"


@contextmanager
def hold(folder: Path) -> Iterator[bool]:
    """Hold the folder, which is made where it is missing; False when another run (or this one, already) holds it.

    Who holds it looks after the reserve of space there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        taken = _taken(descriptor)
        if taken:
            ballast.settle(folder)
        yield taken
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
