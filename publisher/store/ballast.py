"""A reserve of space in the folder of data: where the disk is full, it is let go, and what we know can still be saved.

Without it a full disk would cost what the polls of the last minutes brought, and the validators with it. It is made
again at a start that finds room in plenty.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

NAME: Final = "ballast"
SIZE: Final = 16 * 1024 * 1024
"""Bytes: some thousand articles."""

_PLENTY: Final = 8  # times the reserve is to be free before it is made

log = logging.getLogger(__name__)


def free_bytes(folder: Path) -> int:
    """Return how many bytes we may still write there."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def settle(folder: Path, free: Callable[[Path], int] | None = None) -> None:
    """Make the reserve where there is plenty of room; let it go where there is less than it is large."""
    left = (free or free_bytes)(folder)
    if (folder / NAME).exists():
        if left < SIZE:
            drop(folder)
    elif left > SIZE * _PLENTY:
        _make(folder / NAME)


def drop(folder: Path) -> bool:
    """Let the reserve go, and tell the operator; False where there is none."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    log.warning(
        "The disk of %s is full. A reserve of %d MB was let go, so that what is known can be saved; free some space",
        folder,
        SIZE // 1024 // 1024,
    )
    return True


def _make(file: Path) -> None:
    """Claim the space itself: a file of holes would reserve nothing. It is a help, so nothing fails without it."""
    try:
        with file.open("wb") as made:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(made.fileno(), 0, SIZE)
            else:  # macOS
                made.write(bytes(SIZE))
    except OSError:
        with suppress(OSError):
            file.unlink()
