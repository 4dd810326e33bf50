"""Bodies within bounds: raw chunks in, at most so many bytes out, whatever the coding claims.

A client that inflates for us does it before anyone can count: 304 bytes became 4 GB. So the bytes come raw, and are
inflated here in steps of `_STEP`, which is all that a bomb gains before the cap stops it.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final

from publisher.model import Reason
from publisher.wire.trouble import Trouble

_STEP: Final = 64 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS  # RFC 1952 header and checksum, no other container
_MAGIC: Final = b"\x1f\x8b"
_MOST_MEMBERS: Final = 1000  # of a stream: blocks of 64 kB make 240 of the largest body
_PLAIN: Final = frozenset({"", "identity"})
_GZIPPED: Final = frozenset({"gzip", "x-gzip"})  # RFC 9110 section 8.4.1.3: equivalent


class Body:
    """A body that is being received: `add` its raw chunks, then `finish` returns it decoded.

    `wire` and `decoded` are the most bytes that may come and may come out. With `small`, no more than about so many
    come out before `go_on` grants some more: `full` tells that it is time. Raises Trouble with TOO_LARGE beyond the
    limits, ENCODING where the coding is unknown, nested or damaged, TRUNCATED where a gzip stream stops early. A stream
    may be of several members (RFC 1952 section 2.2), as servers write who join parts that are packed already.
    """

    def __init__(self, coding: str, *, wire: int, decoded: int, small: int | None = None) -> None:
        self._gunzip = zlib.decompressobj(_GZIP) if _is_gzip(coding) else None
        self._wire = wire
        self._decoded = decoded
        self._small = decoded + 1 if small is None else small
        self._received = 0
        self._members = 1
        self._rest = b""  # came, and waits for `go_on`
        self._size = 0
        self._only = b""  # the whole body where it is of one piece, as most are: nothing is copied
        self._pieces: BytesIO | None = None  # its getvalue() shares the buffer: a body is never in memory twice

    @property
    def full(self) -> bool:
        """Whether as many bytes came out as may, for now."""
        return self._size >= self._small

    def add(self, chunk: bytes) -> None:
        """Take the next raw chunk."""
        self._received += len(chunk)
        if self._received > self._wire:
            raise Trouble(Reason.TOO_LARGE, f"more than {self._wire} bytes came")
        if self._gunzip is None:
            self._keep(chunk)
            return
        for place in range(0, len(chunk), _STEP):
            self._inflate(self._gunzip, chunk[place : place + _STEP])

    def go_on(self, more: int) -> None:
        """Take so many more bytes than those that there are."""
        self._small = self._size + more
        if self._gunzip is not None and self._rest:
            self._inflate(self._gunzip, b"")

    def finish(self) -> bytes:
        """Return the whole body, once nothing more comes. An empty answer is an empty body in every coding."""
        if self._gunzip is not None and self._received and not self._gunzip.eof:
            raise Trouble(Reason.TRUNCATED, "the gzip stream stops before its end")
        return self._only if self._pieces is None else self._pieces.getvalue()

    def _inflate(self, gunzip: zlib._Decompress, chunk: bytes) -> None:
        self._rest = self._rest + chunk if self._rest else chunk
        try:
            while self._rest and not self.full:
                if gunzip.eof:
                    self._gunzip = gunzip = self._next_member()
                self._keep(gunzip.decompress(self._rest, _STEP))
                self._rest = gunzip.unused_data if gunzip.eof else gunzip.unconsumed_tail
        except zlib.error as error:
            raise Trouble(Reason.ENCODING, "the gzip stream is damaged") from error

    def _next_member(self) -> zlib._Decompress:
        """Begin the member that follows in the stream; nothing else may follow."""
        self._members += 1
        if not self._rest.startswith(_MAGIC[: len(self._rest)]):
            raise Trouble(Reason.ENCODING, "something follows the gzip stream")
        if self._members > _MOST_MEMBERS:
            raise Trouble(Reason.TOO_LARGE, f"more than {_MOST_MEMBERS} members in one gzip stream")
        return zlib.decompressobj(_GZIP)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._decoded:
            raise Trouble(Reason.TOO_LARGE, f"the body is larger than {self._decoded} bytes")
        if self._pieces is not None:
            self._pieces.write(data)
        elif not self._only:
            self._only = data
        else:
            self._pieces = BytesIO()
            self._pieces.write(self._only)
            self._pieces.write(data)
            self._only = b""


def _is_gzip(coding: str) -> bool:
    """Tell gzip from no coding at all; raise where it is anything else, or more than one."""
    name = coding.strip().lower()
    if name not in _PLAIN | _GZIPPED:
        raise Trouble(Reason.ENCODING, f"the content coding {coding[:40]!r} was not asked for")
    return name in _GZIPPED
