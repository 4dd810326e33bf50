"""Answers that have no body, and servers that send one all the same.

Nothing may follow the head of a 304 (RFC 9110 section 15.4.5). What some servers send behind it would be taken for the
beginning of another answer, and so spoil this one.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

_UNCHANGED: Final = re.compile(rb"HTTP/1\.[01] 304[ \r]")
_END: Final = b"\r\n\r\n"


class Receiver(Protocol):
    """What a connection hands its bytes to."""

    def data_received(self, data: bytes, /) -> None:
        """Take the next bytes."""

    def force_close(self) -> None:
        """Serve no other question with the connection."""


def let_nothing_follow(receiver: Receiver) -> None:
    """Cut off what comes with the head of a 304 behind it, and let go of the connection then."""
    receive = receiver.data_received

    def received(data: bytes) -> None:
        receiver.data_received = receive  # type: ignore[method-assign]
        end = data.find(_END) + len(_END) if _UNCHANGED.match(data) else len(data)
        if len(_END) <= end < len(data):
            receiver.force_close()
            receiver.data_received = _ignore  # type: ignore[method-assign]
        receive(data[:end] if end >= len(_END) else data)

    # A connection has no other place to look at what comes before it is read.
    receiver.data_received = received  # type: ignore[method-assign]


def _ignore(_: bytes) -> None:
    """Take no notice of what else comes."""
