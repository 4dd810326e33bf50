"""What follows the head of a 304 is cut off, and everything else comes through as it came."""

from __future__ import annotations

import pytest

from publisher.wire.bodiless import let_nothing_follow

HEAD = b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\n\r\n'


class Receiver:
    """What a connection hands its bytes to: notes them, and whether it is to serve another question."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.closes = False

    def data_received(self, data: bytes, /) -> None:
        """Take the next bytes."""
        self.heard.append(data)

    def force_close(self) -> None:
        """Serve no other question."""
        self.closes = True


@pytest.mark.parametrize(
    ("came", "heard", "closes"),
    [
        ([HEAD], [HEAD], False),
        ([HEAD, b"HTTP/1.1 200 OK\r\n"], [HEAD, b"HTTP/1.1 200 OK\r\n"], False),
        ([HEAD + b"body", b"more", b"and more"], [HEAD], True),
        ([HEAD.replace(b"1.1", b"1.0") + b"x"], [HEAD.replace(b"1.1", b"1.0")], True),
        ([b"HTTP/1.1 304\r\n\r\n" + b"x"], [b"HTTP/1.1 304\r\n\r\n"], True),
        ([b"HTTP/1.1 200 OK\r\n\r\nbody", b"more"], [b"HTTP/1.1 200 OK\r\n\r\nbody", b"more"], False),
        ([b"HTTP/1.1 3040\r\n\r\nbody"], [b"HTTP/1.1 3040\r\n\r\nbody"], False),
        ([HEAD[:20], HEAD[20:]], [HEAD[:20], HEAD[20:]], False),
        ([b"HTTP/1.1 3", b"02 Found\r\n\r\nbody"], [b"HTTP/1.1 3", b"02 Found\r\n\r\nbody"], False),
    ],
)
def test_nothing_follows_a_304(came: list[bytes], heard: list[bytes], *, closes: bool) -> None:
    """The first bytes tell; where a body comes behind the head, no other question is asked over that connection."""
    receiver = Receiver()
    let_nothing_follow(receiver)
    for data in came:
        receiver.data_received(data)
    assert (receiver.heard, receiver.closes) == (heard, closes)


def test_a_head_may_come_in_pieces() -> None:
    """Wherever it is cut, what comes with its end is not heard; what comes after that may be the next answer."""
    for cut in {*range(1, len(HEAD) + 3)} - {len(HEAD)}:
        whole = HEAD + b"body"
        receiver = Receiver()
        let_nothing_follow(receiver)
        for data in (whole[:cut], whole[cut:], b"more"):
            receiver.data_received(data)
        assert (b"".join(receiver.heard), receiver.closes) == (HEAD, True), cut
    receiver = Receiver()
    let_nothing_follow(receiver)
    for byte in HEAD:
        receiver.data_received(bytes([byte]))
    assert (b"".join(receiver.heard), receiver.closes) == (HEAD, False)


def test_a_head_without_end_is_not_kept() -> None:
    """Whoever bounds heads hears all of it; nothing waits here for an end that does not come."""
    receiver = Receiver()
    let_nothing_follow(receiver)
    for data in (b"HTTP/1.1 304 Not Modified\r\n", *[b"x" * 10_000] * 20, b"\r\n\r\nbody"):
        receiver.data_received(data)
    assert (sum(map(len, receiver.heard)), receiver.closes) == (27 + 200_000 + 8, False)
