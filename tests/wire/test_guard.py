"""The address table: an allow-list that lets no dangerous spelling or range through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.wire import guard

DANGEROUS = [
    "0.0.0.0",  # noqa: S104 -- it is the point that this one is refused
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",  # carrier-grade NAT
    "100.100.100.200",  # Alibaba metadata
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",  # metadata of most clouds
    "169.254.170.2",  # Amazon container credentials
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.0.192",  # Oracle metadata
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",  # 6to4 relay
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "233.252.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",  # IPv4-compatible
    "::127.0.0.1",
    "::ffff:127.0.0.1",  # IPv4-mapped
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",  # SIIT
    "64:ff9b::7f00:1",  # NAT64
    "64:ff9b::808:808",
    "64:ff9b:1::a00:1",
    "100::1",  # discard
    "100:0:0:1::1",
    "2001::1",  # Teredo
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4
    "2002:a9fe:a9fe::",
    "3ffe::1",
    "2620:4f:8000::1",  # AS112
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",  # Amazon metadata over IPv6
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2606:4700::1111%eth0",  # a zone never belongs to a public address
]

NO_ADDRESSES = ["", " ", "localhost", "127.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.01", "１27.0.0.1"]

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "151.101.1.164", "2606:4700::1111", "2a00:1450:4001::200e", "2400::1"]

PRIVATE = [
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "::1",
    "fc00::1",
    "fd00::1",
]

METADATA = ["169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "169.254.170.2"]


def test_dangerous() -> None:
    """No address that is not plainly public is permitted."""
    assert [address for address in (*DANGEROUS, *NO_ADDRESSES) if guard.permitted(address)] == []


def test_the_table_is_long_enough() -> None:
    """The table holds at least the 53 addresses of the experiment."""
    assert len(set(DANGEROUS)) >= 53


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """Plain public addresses are permitted."""
    assert guard.permitted(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_where_declared(address: str) -> None:
    """A source declared private may be on loopback and on private networks."""
    assert guard.permitted(address, private=True)


def test_declared_private_opens_nothing_else() -> None:
    """Metadata, link-local, multicast, reserved and embedded addresses stay closed to a source declared private."""
    others = {*METADATA, *DANGEROUS, *NO_ADDRESSES, "fd00::1%eth0"} - {*PRIVATE}
    assert {address for address in others if guard.permitted(address, private=True)} == set()


def test_one_bad_address_spoils_the_good_ones() -> None:
    """A host with one address that is not permitted is refused whole."""
    with pytest.raises(guard.Forbidden, match=r"10\.0\.0\.1"):
        guard.admit(["93.184.216.34", "10.0.0.1"])


def test_good_addresses_are_admitted() -> None:
    """A host whose addresses are all permitted is admitted."""
    guard.admit(PUBLIC)
    guard.admit([*PUBLIC, *PRIVATE], private=True)


@given(st.ip_addresses(v=4).map(str))
def test_no_embedding_smuggles(address: str) -> None:
    """An IPv4 address embedded in IPv6 is never permitted, not even a public one, nor where private ones are."""
    for embedding in ("::ffff:{}", "::{}", "64:ff9b::{}", "::ffff:0:{}"):
        spelled = embedding.format(address)
        assert not guard.permitted(spelled) or spelled == "::0.0.0.1"


@given(st.text())
def test_never_raises(text: str) -> None:
    """Any text at all is judged."""
    assert guard.permitted(text) in {True, False}
