"""What the operator configured, and its last good copy: a daemon starts even while sources.yaml is being mended."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from publisher.config import ConfigError, load
from publisher.model import Config

GOOD: Final = "sources.good.yaml"
USUAL_DATA_DIR: Final = "var"
_DATA_DIR: Final = re.compile(r"""^data_dir:\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$""", re.MULTILINE)


def accept(path: Path) -> Config:
    """Read a sources.yaml and keep a copy of it in the data folder; raise ConfigError where it has mistakes."""
    before = _bytes(path)
    config = load(path)
    copy = path.resolve().parent / config.data_dir / GOOD
    if before is not None and before == _bytes(path) and before != _bytes(copy):
        with suppress(OSError):  # whatever keeps us from writing is told by the store, which needs the same folder
            copy.parent.mkdir(parents=True, exist_ok=True)
            replace_file(copy, before)
    return config


def last_good(path: Path) -> tuple[Config, Path] | None:
    """Return the configuration that was accepted last, and where its copy is; None where there is none that is good."""
    copy = path.resolve().parent / _data_dir(path) / GOOD
    try:
        return load(copy), copy
    except ConfigError:
        return None


def _data_dir(path: Path) -> str:
    """Return where a file that may be broken puts its data: its own word, or the usual one."""
    found = _DATA_DIR.search((_bytes(path) or b"").decode("utf-8", "replace"))
    return found[1] if found else USUAL_DATA_DIR


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


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
