"""Answers that have no body, and servers that send one all the same.

Nothing may follow the head of a 304 (RFC 9110 section 15.4.5). What some servers send behind it would be taken for the
beginning of another answer, and so spoil this one.
"""

from __future__ import annotations

from typing import Final, Protocol

_UNCHANGED: Final = tuple(b"HTTP/1.%d 304%b" % (minor, end) for minor in (0, 1) for end in (b" ", b"\r"))
_LONGEST: Final = 128 * 1024  # bytes of a head that are looked through: more are refused anyway
_END: Final = b"\r\n\r\n"


class Receiver(Protocol):
    """What a connection hands its bytes to."""

    def data_received(self, data: bytes, /) -> None:
        """Take the next bytes."""

    def force_close(self) -> None:
        """Serve no other question with the connection."""


def let_nothing_follow(receiver: Receiver) -> None:
    """Cut off what comes behind the head of a 304, and let go of the connection then."""
    receive, head = receiver.data_received, b""

    def received(data: bytes) -> None:
        nonlocal head
        head += data
        is_unchanged, end = _may_be_unchanged(head), head.find(_END)
        if is_unchanged and end < 0 and len(head) <= _LONGEST:
            receive(data)  # the rest of the head is still to come
            return
        receiver.data_received = receive  # type: ignore[method-assign]
        more = len(head) - end - len(_END) if is_unchanged and end >= 0 else 0
        if more:
            receiver.force_close()
            receiver.data_received = _ignore  # type: ignore[method-assign]
        receive(data[: len(data) - more])

    # A connection has no other place to look at what comes before it is read.
    receiver.data_received = received  # type: ignore[method-assign]


def _may_be_unchanged(head: bytes) -> bool:
    """Tell whether an answer that begins so says 304, as far as it has come."""
    return any(start.startswith(head[: len(start)]) for start in _UNCHANGED)


def _ignore(_: bytes) -> None:
    """Take no notice of what else comes."""
