"""Single files of the operator, replaced all at once; what is published has a way of its own (`press.files`)."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE
from typing import Final

_USUAL: Final = 0o666  # of a new file, less what the umask takes away


def replace_file(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Write beside and rename: whoever reads never sees half a file. Where a link stands, what it leads to is replaced.

    The mode is that of the file that it is to be `like`, else that of the file that was there, else the usual one.
    """
    path = path.resolve()
    model = like or path
    mode = S_IMODE(model.stat().st_mode) if model.exists() else None
    beside = path.with_name(f".{token_hex(8)}.tmp")
    try:
        _write(beside, data, mode)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _write(beside: Path, data: bytes, mode: int | None) -> None:
    """Write a new file to the disk, which nobody may read for a moment who may not read it later."""
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _USUAL if mode is None else mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            os.fchmod(descriptor, mode)  # what the umask took away of it
        os.fsync(descriptor)
