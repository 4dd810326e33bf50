"""What the operator configured, and its last good copy: a daemon starts even while sources.yaml is being mended."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from publisher.config import ConfigError
from publisher.model import Config
from publisher.pipeline.prepared import keep_ready, ready
from publisher.pipeline.replacing import replace_file

GOOD: Final = "sources.good.yaml"
USUAL_DATA_DIR: Final = "var"
_DATA_DIR: Final = re.compile(r"""^data_dir:\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$""", re.MULTILINE)


def accept(path: Path) -> Config:
    """Read a sources.yaml and keep a copy of it in the data folder; raise ConfigError where it has mistakes."""
    before = _bytes(path)
    known = _known(path, before)
    config = known or _load(path)
    folder = path.resolve().parent / config.data_dir
    if before is not None and before == _bytes(path):
        with suppress(OSError):  # whatever keeps us from writing is told by the store, which needs the same folder
            folder.mkdir(parents=True, exist_ok=True)
            if before != _bytes(folder / GOOD):
                replace_file(folder / GOOD, before, like=path)
        if known is None:
            keep_ready(folder, before, config, of=path)
    return config


def read(path: Path) -> Config:
    """Return what a sources.yaml means; raise ConfigError where it has mistakes."""
    return _known(path, _bytes(path)) or _load(path)


def last_good(path: Path) -> tuple[Config, Path] | None:
    """Return the configuration that was accepted last, and where its copy is; None where there is none that is good."""
    copy = path.resolve().parent / _data_dir(path) / GOOD
    try:
        return _load(copy), copy
    except ConfigError:
        return None


def _known(path: Path, text: bytes | None) -> Config | None:
    return ready(path.resolve().parent / _data_dir(path), text) if text else None


def _load(path: Path) -> Config:
    from publisher.config import load  # noqa: PLC0415 -- pydantic takes 0.3 s; a file that was read before needs none

    return load(path)


def _data_dir(path: Path) -> str:
    """Return where a file that may be broken puts its data: its own word, or the usual one."""
    found = _DATA_DIR.search((_bytes(path) or b"").decode("utf-8", "replace"))
    return found[1] if found else USUAL_DATA_DIR


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
