"""What the main process, the foreman and the workers say to each other, and how it is framed."""

from __future__ import annotations

import struct
from typing import Final, TypeAlias

from msgspec import Struct

from publisher.model import Config
from publisher.pipeline.harvest import GatherTask, Harvest
from publisher.pipeline.printed import Printed, PrintTask

OUT_OF_MEMORY: Final = 77  # the exit code of a worker that had none left
ENDED: Final = struct.Struct("=ii")  # process, exit status as `os.waitpid` gives it
READY: Final = b"!"  # the first word of a foreman
_LENGTH: Final = struct.Struct("=Q")
HEAD: Final = _LENGTH.size


class Bounds(Struct, frozen=True, kw_only=True):
    """What one document may cost."""

    reading: float = 2.0  # seconds of CPU to parse it
    working: float = 4.0  # and to make its articles
    enough: float = 1.2  # of both: the entries that are left then wait for the next poll; a third is theirs
    memory: int = 512 * 2**20  # bytes of address space beyond what a worker begins with


class Setup(Struct, frozen=True, kw_only=True):
    """What all workers know."""

    config: Config
    root: str
    database: str
    bounds: Bounds = Bounds()


class Bug(Struct, frozen=True, tag=True):
    """An exception that nobody expected, told by its worker: its kind, and the traceback."""

    kind: str
    text: str


Task: TypeAlias = GatherTask | PrintTask
Reply: TypeAlias = Harvest | Printed | Bug


def framed(payload: bytes) -> bytes:
    """Return a message as it goes through a channel: its length, then itself."""
    return number(len(payload)) + payload


def number(value: int) -> bytes:
    """Return a number as a message holds it."""
    return _LENGTH.pack(value)


def length_of(head: bytes) -> int:
    """Return the length that the head of a message names."""
    length: int = _LENGTH.unpack(head)[0]
    return length
