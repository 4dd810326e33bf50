"""A snapshot: all that an index knows, stored so that the next process goes on in a moment where this one stopped.

MessagePack of plain structs. Whatever changes what is kept, or what a report's terms mean, changes `LAYOUT`; then a
snapshot is none, and the index is learnt anew from the stored reports.
"""

from __future__ import annotations

from sys import byteorder
from typing import Final

import msgspec
from msgspec import Struct

from publisher.desk.stories.habits import Frames
from publisher.desk.stories.learnt import Counts
from publisher.desk.stories.recent import Lately
from publisher.desk.stories.story import Told

LAYOUT: Final = 5
_HEAD: Final = f"stories {LAYOUT} {byteorder} ".encode()  # terms are packed in the machine's order


class Kept(Struct, frozen=True, array_like=True, kw_only=True):
    """What an index knows."""

    born: int  # stories until now
    stories: list[Told]  # the one told last at the end
    postings: dict[int, bytes]  # of each term the numbers of stories, packed
    counts: Counts
    frames: Frames
    recent: tuple[Lately, Lately, Lately]  # headlines, texts and live pages
    apart: dict[str, set[str]]


_DECODER: Final = msgspec.msgpack.Decoder(Kept)


def encode(kept: Kept) -> bytes:
    """Return it as it is stored."""
    return _HEAD + msgspec.msgpack.encode(kept)


def decode(stored: bytes) -> Kept | None:
    """Return what was stored; None where it is damaged, of another layout, or from a machine of another kind."""
    if not stored.startswith(_HEAD):
        return None
    try:
        return _DECODER.decode(memoryview(stored)[len(_HEAD) :])
    except msgspec.DecodeError:
        return None
