"""Which network addresses may be connected to: an allow-list, asked at the moment of connecting.

A deny-list always forgets something (`ipaddress` calls 20 of 53 dangerous addresses global). Here a public address is
an IPv4 address that is global and no multicast, or an IPv6 address of 2000::/3 that embeds no IPv4 address. Because the
resolved address is judged, and again by the socket that connects, odd spellings, redirects and DNS rebinding are all
covered at once.

A source that the operator declared `allow_private` may also be on loopback or on a private network; link-local
addresses (where clouds keep their metadata), multicast and reserved ones stay closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

_UNICAST6: Final = IPv6Network("2000::/3")
# Special blocks within 2000::/3 (https://www.iana.org/assignments/iana-ipv6-special-registry): 2001::/23 holds Teredo,
# ORCHID and benchmarking; 2002::/16 is 6to4, 2620:4f:8000::/48 an AS112 sink; the others are documentation and dummy
# prefixes.
_SPECIAL6: Final = tuple(
    map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20"))
)
# Blocks that `is_global` lets pass, some only in some versions of Python: protocol assignments, 6to4 relays, AS112
# sinks and AMT relays. No agency is there.
_SPECIAL4: Final = tuple(
    map(
        IPv4Network,
        ("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24"),
    )
)

_PRIVATE4: Final = tuple(
    map(IPv4Network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
)
_PRIVATE6: Final = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
# Cloud metadata that lies inside private blocks: Amazon over IPv6, Alibaba, and Oracle's classic one.
_METADATA: Final = frozenset(map(ip_address, ("fd00:ec2::254", "100.100.100.200", "192.0.0.192")))


class Forbidden(OSError):
    """The guard refused a network address; nothing was sent. An OSError, so that connectors carry it through."""


@lru_cache(maxsize=4096)
def permitted(address: str, *, private: bool = False) -> bool:
    """Tell whether a resolved address may be connected to. What is no address (or has a zone) may not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public(found) or (private and _is_private(found))


def admit(addresses: Iterable[str], *, private: bool = False) -> None:
    """Raise Forbidden where any of a host's addresses is not permitted: one bad answer spoils the good ones."""
    for address in addresses:
        if not permitted(address, private=private):
            msg = f"{address} is not a public address"
            raise Forbidden(msg)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in block for block in _SPECIAL4)
    return address.scope_id is None and address in _UNICAST6 and not any(address in block for block in _SPECIAL6)


def _is_private(address: IPv4Address | IPv6Address) -> bool:
    if address in _METADATA:
        return False
    if isinstance(address, IPv4Address):
        return any(address in block for block in _PRIVATE4)
    return address.scope_id is None and any(address in block for block in _PRIVATE6)
