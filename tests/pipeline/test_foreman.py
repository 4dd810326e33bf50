"""The channel of a worker: messages come whole, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from publisher.pipeline.channel import framed, number
from publisher.pipeline.foreman import _messages


class Choppy(socket.socket):
    """A channel that gives three bytes at a time: what the kernel may do to a process that is stopped and goes on."""

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Receive, but not much."""
        return super().recv(min(size, 3), flags)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Give both ends of a channel, the second one choppy."""
    ours, theirs = socket.socketpair()
    with ours, Choppy(fileno=theirs.detach()) as choppy:
        yield ours, choppy


def test_messages_come_whole(ends: tuple[socket.socket, socket.socket]) -> None:
    """However many pieces they come in."""
    ours, theirs = ends
    ours.sendall(framed(b"a first message") + framed(b"") + framed(b"and another"))
    ours.shutdown(socket.SHUT_WR)
    assert list(_messages(theirs)) == [b"a first message", b"", b"and another"]


@pytest.mark.parametrize("sent", [b"", b"\x05\x00", number(20), number(20) + b"half of it"])
def test_half_a_message_is_none(ends: tuple[socket.socket, socket.socket], sent: bytes) -> None:
    """Where who spoke is gone in the middle, there is nothing to be done."""
    ours, theirs = ends
    ours.sendall(sent)
    ours.shutdown(socket.SHUT_WR)
    assert list(_messages(theirs)) == []
