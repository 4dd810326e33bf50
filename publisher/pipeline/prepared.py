"""A sources.yaml that was read before need not be read again: what it means stands ready in the data folder.

Reading and checking 2,000 sources takes more than a second, which a pass from cron would pay each time. What stands
ready counts only for the same bytes and the same program, and is never kept of a file that names secrets of the
environment: they belong into no other file.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

import publisher
from publisher.model import Config
from publisher.pipeline.replacing import replace_file

READY: Final = "sources.ready"
_DEPENDS: Final = ("config", "model")  # the rooms whose code decides what a file means


class _Ready(Struct, frozen=True):
    key: str
    config: Config


_decode: Final = msgspec.msgpack.Decoder(_Ready)


def ready(folder: Path, text: bytes) -> Config | None:
    """Return what a sources.yaml of these bytes means, if that is known."""
    try:
        found = _decode.decode((folder / READY).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return found.config if found.key == _key(text) else None


def keep_ready(folder: Path, text: bytes, config: Config, *, of: Path | None = None) -> None:
    """Let `ready` know what these bytes mean. Nothing is lost where that cannot be written.

    Whoever may not read the file that they are `of` may not read this one.
    """
    with suppress(OSError):
        if any(source.secret for source in config.sources.values()):
            (folder / READY).unlink(missing_ok=True)
            return
        replace_file(folder / READY, msgspec.msgpack.encode(_Ready(_key(text), config)), like=of)


def _key(text: bytes) -> str:
    return sha256(_program() + text).hexdigest()


@cache
def _program() -> bytes:
    """Return what tells this program from another version of it, a changed working copy included."""
    home = Path(publisher.__file__).parent
    files = sorted(file for room in _DEPENDS for file in (home / room).rglob("*.py"))
    return "\n".join([publisher.__version__, *map(_stamp, files)]).encode()


def _stamp(file: Path) -> str:
    info = file.stat()
    return f"{file.name} {info.st_size} {info.st_mtime_ns}"
