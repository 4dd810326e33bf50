"""Single files of the operator, replaced all at once; what is published has a way of its own (`press.files`)."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_file(path: Path, data: bytes) -> None:
    """Write beside and rename: whoever reads never sees half a file. The mode of a file that was there is kept."""
    mode = path.stat().st_mode if path.exists() else None
    with NamedTemporaryFile("wb", dir=path.resolve().parent, delete=False) as beside:
        fresh = Path(beside.name)
        try:
            beside.write(data)
            beside.flush()
            os.fsync(beside.fileno())
            if mode is not None:
                fresh.chmod(mode)
            fresh.replace(path)
        except OSError:
            fresh.unlink()
            raise
