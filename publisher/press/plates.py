"""Plates: where the items of a feed stand in its files, so that its next issue takes them from there as they are.

    issue ▶ its files, and their plates, which are kept beside what the feed showed ▶ the next issue: only what is new
            is set, and the rest is cut out of the files

What is cut out is what would be set: an item is known by a proof of all that its bytes are made from but the
configuration (after a change of that everything is set anew), and a file by a checksum of the bytes that it got. A file
that anybody changed, or a plate that another version made, is as good as none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias
from zlib import crc32

from msgspec import MsgspecError, Struct, msgpack

from publisher.model import Item, Rendition

Proof: TypeAlias = bytes
Laid: TypeAlias = Sequence[bytes | None]
"""The items of an issue in one format, in order; None for one that cannot be rendered."""

_PROOF: Final = 16  # bytes: no two items of one feed will ever share one
_NOTHING: Final[Mapping[Proof, bytes]] = MappingProxyType({})


class Plate(Struct, frozen=True, array_like=True, gc=False):
    """Where items stand in one file: the first one at `first`, and `gap` bytes between two. Of length 0: not there."""

    suffix: str
    check: int
    first: int
    gap: int
    lengths: tuple[int, ...]


class Plates(Struct, frozen=True, array_like=True):
    """The plates of one issue, and the proofs of its items in their order."""

    proofs: tuple[Proof, ...]
    files: tuple[Plate, ...]


_encode: Final = msgpack.Encoder().encode
_decoder: Final = msgpack.Decoder(Plates)


def proof(item: Item, moment: datetime) -> Proof:
    """Return what an item is known by, in every process: `moment` is when its entry was last changed."""
    try:
        told = _encode((item, moment))
    except (ValueError, OverflowError):  # half of a pair of surrogates, or a date beyond the calendar: never stored
        told = repr((item, moment)).encode(errors="backslashreplace")
    return blake2b(told, digest_size=_PROOF).digest()


def plates_of(files: Sequence[Rendition], proofs: Sequence[Proof], laid: Mapping[str, Laid]) -> bytes:
    """Return the plates of an issue's files, to be kept; `laid` are the items in each format that has them in order."""
    named = ((file.path.rpartition(".")[2], file.body) for file in files)
    found = (_plate(suffix, body, laid[suffix]) for suffix, body in named if suffix in laid)
    return _encode(Plates(tuple(proofs), tuple(plate for plate in found if plate)))


def _plate(suffix: str, body: bytes, laid: Laid) -> Plate | None:
    """Return where items stand in a file; None where they do not stand in it one after the other."""
    items = [item for item in laid if item]
    if not items:
        return None
    first = body.find(items[0])
    behind = first + len(items[0])
    gap = body.find(items[1], behind) - behind if len(items) > 1 else 0
    plate = Plate(suffix, _check(body), first, gap, tuple(len(item or b"") for item in laid))
    if first < 0 or gap < 0:
        return None
    stands = (body.startswith(item, at) for item, (at, _) in zip(items, _cuts(plate), strict=True))
    return plate if all(stands) else None


def _cuts(plate: Plate) -> Iterator[tuple[int, int]]:
    """Yield where each item that is in a file begins and ends."""
    at = plate.first
    for length in filter(None, plate.lengths):
        yield at, at + length
        at += length + plate.gap


def _check(body: bytes) -> int:
    """Return what tells a file from one that somebody edited or that a disk spoilt: a fifth of the time of a digest."""
    return len(body) << 32 | crc32(body)


class Before:
    """The last issue of a feed, as it stands in the files of a folder."""

    __slots__ = ("_folder", "_name", "_plates")

    def __init__(self, folder: Path, feed: str, record: bytes) -> None:
        """Take what `plates_of` returned for that issue."""
        self._folder, self._name, self._plates = folder, feed, _read(record)

    def items(self, suffix: str) -> Mapping[Proof, bytes]:
        """Return the items of one format, as they stand in its file, by their proofs."""
        plate = next((each for each in self._plates.files if each.suffix == suffix), None)
        body = self._body(plate) if plate else b""
        if plate is None or not body:
            return _NOTHING
        there = [proof for proof, length in zip(self._plates.proofs, plate.lengths, strict=True) if length]
        return {proof: body[start:end] for proof, (start, end) in zip(there, _cuts(plate), strict=True)}

    def _body(self, plate: Plate) -> bytes:
        """Return the bytes of a file; none where it is not what it was."""
        try:
            body = (self._folder / f"{self._name}.{plate.suffix}").read_bytes()
        except OSError:
            return b""
        return body if _check(body) == plate.check else b""


def _read(record: bytes) -> Plates:
    try:
        return _decoder.decode(record)
    except MsgspecError:
        return Plates((), ())
