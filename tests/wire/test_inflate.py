"""Bodies within bounds, whatever the coding claims."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Reason
from publisher.wire.inflate import Body
from publisher.wire.trouble import Trouble

FEED = b"<rss>" + b"news " * 5000 + b"</rss>"


def read(
    raw: bytes, coding: str = "gzip", *, wire: int = 1_000_000, decoded: int = 1_000_000, step: int = 997
) -> bytes:
    """Receive a body in chunks."""
    body = Body(coding, wire=wire, decoded=decoded)
    for start in range(0, len(raw), step):
        body.add(raw[start : start + step])
    return body.finish()


def refused(raw: bytes, coding: str = "gzip", **limits: int) -> Reason:
    """Return why a body is refused."""
    with pytest.raises(Trouble) as caught:
        read(raw, coding, **limits)
    return caught.value.reason


@given(st.binary(max_size=3000), st.integers(1, 200))
def test_what_goes_in_comes_out(data: bytes, step: int) -> None:
    """A complete body comes out as it was, in whatever chunks it came, coded or not."""
    assert read(gzip.compress(data), step=step) == data
    assert read(data, "", step=step) == data
    assert read(data, "identity", step=step) == data
    assert read(gzip.compress(data), " X-GZIP", step=step) == data


@pytest.mark.parametrize("cut", [1, 5, 10, 11, 30, -9, -8, -5, -1])
def test_truncated(cut: int) -> None:
    """A gzip stream that stops before its trailer is truncated, wherever it stops."""
    assert refused(gzip.compress(FEED)[:cut]) is Reason.TRUNCATED


def test_checksum() -> None:
    """A wrong checksum or length in the trailer spoils the whole body."""
    good = gzip.compress(FEED)
    assert refused(good[:-8] + b"\0\0\0\0" + good[-4:]) is Reason.ENCODING
    assert refused(good[:-4] + b"\0\0\0\0") is Reason.ENCODING


@pytest.mark.parametrize("step", [10, 100_000])
@pytest.mark.parametrize("tail", [b"x", b"\0" * 20, b"\x1f\x00", b"<!-- served in 3 ms -->"])
def test_nothing_may_follow(tail: bytes, step: int) -> None:
    """Whatever follows the stream, in the same chunk or a later one, spoils the body."""
    assert refused(gzip.compress(FEED) + tail, step=step) is Reason.ENCODING


@pytest.mark.parametrize("step", [1, 10, 997, 100_000])
def test_members(step: int) -> None:
    """A stream of several members is all of them, in their order; one that is damaged or cut spoils the body."""
    parts = (b"<rss>", b"", b"news " * 5000, b"</rss>")
    packed = [gzip.compress(part, mtime=0) for part in parts]
    assert read(b"".join(packed), step=step) == FEED
    assert refused(b"".join(packed)[:-3], step=step) is Reason.TRUNCATED
    assert refused(b"".join([*packed, b"\x1f"]), step=step) is Reason.TRUNCATED
    assert refused(b"".join([*packed[:3], packed[3][:-8], bytes(8)]), step=step) is Reason.ENCODING
    assert refused(b"".join(packed), step=step, decoded=len(FEED) - 1) is Reason.TOO_LARGE


def test_members_without_end() -> None:
    """Members of nothing in their thousands are refused before they cost anything: each is one more stream to begin."""
    empty = gzip.compress(b"", mtime=0)
    assert read(gzip.compress(FEED) + empty * 999, step=10_000) == FEED
    assert refused(gzip.compress(FEED) + empty * 1000, step=10_000) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "coding",
    ["br", "zstd", "deflate", "gzip, gzip", "gzip,gzip,gzip", "gzip, identity", "x" * 500, "gzip;q=1", "*", ","],
)
def test_one_gzip_coding_only(coding: str) -> None:
    """Any other coding, and more than one, is refused before a byte is looked at."""
    assert refused(gzip.compress(FEED), coding) is Reason.ENCODING


@pytest.mark.parametrize("raw", [b"<rss/>", zlib.compress(FEED), b"\x1f\x8b\x07" + b"\0" * 20])
def test_not_what_it_claims(raw: bytes) -> None:
    """A body that claims to be gzip and is not is refused."""
    assert refused(raw) is Reason.ENCODING


def test_caps() -> None:
    """Both caps hold to the byte: what is exactly as large passes."""
    assert read(b"a" * 100, "", wire=100, decoded=100) == b"a" * 100
    assert refused(b"a" * 101, "", wire=100, decoded=1000) is Reason.TOO_LARGE
    assert refused(b"a" * 101, "", wire=1000, decoded=100) is Reason.TOO_LARGE
    assert len(read(gzip.compress(b"a" * 100), decoded=100)) == 100
    assert refused(gzip.compress(b"a" * 101), decoded=100) is Reason.TOO_LARGE


def test_a_bomb_costs_no_more_than_the_cap() -> None:
    """A bomb of ten times the cap is refused with little more than the cap in memory."""
    bomb = gzip.compress(bytes(20_000_000), mtime=0)
    tracemalloc.start()
    try:
        assert refused(bomb, decoded=2_000_000, step=len(bomb)) is Reason.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_no_body_at_all() -> None:
    """An empty answer is an empty body, even where it claims a coding."""
    assert read(b"", "gzip") == b""


@given(st.binary(max_size=3000), st.integers(1, 200), st.integers(1, 4000), st.sampled_from(["gzip", ""]))
def test_going_on(data: bytes, step: int, small: int, coding: str) -> None:
    """A body that stops at `small`, and again and again, until it may go on comes out whole all the same."""
    raw = gzip.compress(data[:500]) + gzip.compress(data[500:]) if coding else data
    body = Body(coding, wire=100_000, decoded=100_000, small=small)
    for start in range(0, len(raw), step):
        body.add(raw[start : start + step])
        while body.full:
            body.go_on(small)
    assert body.finish() == data


def test_a_bomb_waits_at_small() -> None:
    """A bomb gains no more than one step beyond `small` before it may go on."""
    bomb = gzip.compress(bytes(21_000_000), mtime=0)
    body = Body("gzip", wire=1_000_000, decoded=20_000_000, small=10_000)
    tracemalloc.start()
    try:
        body.add(bomb)
        assert body.full
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    with pytest.raises(Trouble):
        body.go_on(20_000_000)
