"""Addresses that lead into somebody's own network: no reader of a published feed can mean them."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import urlsplit

# Names that nobody outside can mean: of one word, or below what is never to be a public domain
# (https://www.rfc-editor.org/rfc/rfc6762#appendix-G).
INSIDE: Final = r"localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa"
_NAMED: Final = re.compile(rf"(?:.*\.)?(?:{INSIDE})|[^.]+")
# Only what looks like one is looked at: nearly all hosts begin with a letter and end in a public domain.
_SUSPECT: Final = re.compile(
    rf"https?://(?:[0-9\[]|(?:[^/?#]*\.)?(?:{INSIDE})\.?(?=[:/?#]|$)|[^./?#]+\.?(?=[:/?#]|$))", re.IGNORECASE
)
_UNICAST: Final = IPv6Network("2000::/3")  # nothing else in IPv6 is public
_PARTS: Final = 4
_OCTAL, _DECIMAL, _HEXADECIMAL = 8, 10, 16


def is_private(url: str) -> bool:
    """Say whether a canonical address names a host of a private network, or this machine, in whatever spelling.

    Names are not resolved. Browsers read 127.1, 0x7f.1 and 2130706433 as 127.0.0.1 (https://url.spec.whatwg.org/#concept-ipv4-parser).
    """
    if not _SUSPECT.match(url):
        return False
    host = (urlsplit(url).hostname or "").rstrip(".")
    if ":" in host:
        return _is_private_v6(host)
    last = host.rpartition(".")[2]
    if not last[:1].isdigit():
        return _NAMED.fullmatch(host) is not None
    address = _ipv4(host.split("."))
    return address is None or not address.is_global


def leads_inside(url: str, home: str = "") -> bool:
    """Say whether an address leads into a private network; `home`, if any, is an address in one that is ours to name.

    Where it names a server there, other pages of the same server are meant for the same readers, and so are those of
    its neighbours in one domain (`wiki.lan.example.internal` beside `news.lan.example.internal`).
    """
    if not is_private(url):
        return False
    if not home:
        return True
    here, there = urlsplit(home), urlsplit(url)
    if here.netloc == there.netloc:
        return False
    domain = (here.hostname or "").partition(".")[2]
    return "." not in domain or domain[-1:].isdigit() or not (there.hostname or "").endswith(f".{domain}")


def _is_private_v6(host: str) -> bool:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return True
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    return not (inner.is_global if inner else address in _UNICAST and address.is_global)


def _ipv4(parts: list[str]) -> IPv4Address | None:
    """Return the address that numbers in any spelling make; None where they make none."""
    try:
        numbers = [int(part, _base(part)) for part in parts]
        last = numbers.pop()
        if len(parts) > _PARTS or any(number > 0xFF for number in numbers):  # noqa: PLR2004 -- a byte
            return None
        first = sum(number << 8 * (3 - place) for place, number in enumerate(numbers))
        return IPv4Address(first + last) if last < 256 ** (_PARTS - len(numbers)) else None
    except ValueError:
        return None


def _base(part: str) -> int:
    if part[:2].lower() == "0x":
        return _HEXADECIMAL
    return _OCTAL if len(part) > 1 and part[0] == "0" else _DECIMAL
