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

_STEP: Final = 256 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS  # RFC 1952 header and checksum, no other container
_PLAIN: Final = frozenset({"", "identity"})
_GZIPPED: Final = frozenset({"gzip", "x-gzip"})  # RFC 9110 section 8.4.1.3: equivalent


class Body:
    """A body that is being received: `add` its raw chunks, then `finish` returns it decoded.

    `wire` and `decoded` are the most bytes that may come and may come out. Raises Trouble with TOO_LARGE beyond them,
    ENCODING where the coding is unknown, nested or damaged, TRUNCATED where a gzip stream stops early.
    """

    def __init__(self, coding: str, *, wire: int, decoded: int) -> None:
        self._gunzip = zlib.decompressobj(_GZIP) if _is_gzip(coding) else None
        self._wire = wire
        self._decoded = decoded
        self._received = 0
        self._body = BytesIO()  # its getvalue() shares the buffer: a body is never in memory twice

    def add(self, chunk: bytes) -> None:
        """Take the next raw chunk."""
        self._received += len(chunk)
        if self._received > self._wire:
            raise Trouble(Reason.TOO_LARGE, f"more than {self._wire} bytes came")
        if self._gunzip is None:
            self._keep(chunk)
        elif chunk:
            self._inflate(chunk)

    def finish(self) -> bytes:
        """Return the whole body, once nothing more comes. An empty answer is an empty body in every coding."""
        if self._gunzip is not None and self._received and not self._gunzip.eof:
            raise Trouble(Reason.TRUNCATED, "the gzip stream stops before its end")
        return self._body.getvalue()

    def _inflate(self, chunk: bytes) -> None:
        gunzip = self._gunzip
        if gunzip is None or gunzip.eof:
            raise Trouble(Reason.ENCODING, "something follows the gzip stream")
        try:
            self._keep(gunzip.decompress(chunk, _STEP))
            while gunzip.unconsumed_tail:
                self._keep(gunzip.decompress(gunzip.unconsumed_tail, _STEP))
        except zlib.error as error:
            raise Trouble(Reason.ENCODING, "the gzip stream is damaged") from error
        if gunzip.unused_data:
            raise Trouble(Reason.ENCODING, "something follows the gzip stream")

    def _keep(self, data: bytes) -> None:
        if self._body.tell() + len(data) > self._decoded:
            raise Trouble(Reason.TOO_LARGE, f"the body is larger than {self._decoded} bytes")
        self._body.write(data)


def _is_gzip(coding: str) -> bool:
    """Tell gzip from no coding at all; raise where it is anything else, or more than one."""
    name = coding.strip().lower()
    if name not in _PLAIN | _GZIPPED:
        raise Trouble(Reason.ENCODING, f"the content coding {coding[:40]!r} was not asked for")
    return name in _GZIPPED
