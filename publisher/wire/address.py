"""Which addresses may be asked at all, and whose they are. Pure: no name is resolved here.

What a host turns out to be is judged by `guard`, at the moment of connecting.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, urldefrag, urlsplit

from publisher.model import Reason
from publisher.wire.trouble import Trouble

LONGEST: Final = 4096  # characters: signed addresses of content networks reach two thousand
_PORTS: Final = {"http": 80, "https": 443}
_UNPRIVILEGED: Final = 1024
_LAST_PORT: Final = 65535

# Other protocols' ports that a forged request could speak to: the unprivileged bad ports of the fetch standard
# (https://fetch.spec.whatwg.org/#port-blocking) and the databases, queues and control planes that stand open inside.
# fmt: off
_SERVICES: Final = frozenset({
    1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 4369, 5060, 5061,
    5432, 5672, 5900, 5901, 5902, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092,
    9160, 9200, 9300, 10080, 10250, 10255, 11211, 15672, 27017, 27018, 27019,
})
# fmt: on

_NAME: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?")
_LITERAL_V6: Final = re.compile(r"\[[0-9a-f:.]+\]")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED_QUAD: Final = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")

# A name that ends in letters or a plain IPv4 address, perhaps a high port, a path, perhaps a query.
_SIMPLE: Final = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}|"
    r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))"
    r"(?::(?P<port>[1-9][0-9]{3,4}))?"
    r"(?P<path>/[A-Za-z0-9_.~!$&'()*+,;=:@%/-]*)(?:\?[A-Za-z0-9_.~!$&'()*+,;=:@%/?-]*)?"
)


def unalias(text: str) -> str:
    """Return the http(s) address that `feed://host/path` or `feed:https://...` stands for; anything else as it is."""
    scheme, colon, rest = text.strip().partition(":")
    if not colon or scheme.lower() != "feed":
        return text.strip()
    return f"http:{rest}" if rest.startswith("//") else rest


def is_plain(url: str) -> bool:
    """Tell whether an address is beyond doubt canonical and one that we ask, as nearly all are: `check` would pass it.

    To parse, resolve and check an address costs 0.3 ms; to see that nothing of it needs that, 2 µs.
    """
    found = _SIMPLE.fullmatch(url)
    if found is None or len(url) > LONGEST or "/." in found["path"] or "xn--" in found["host"]:
        return False
    port = int(found["port"] or 0)
    return not port or (_UNPRIVILEGED <= port <= _LAST_PORT and port not in _SERVICES)


@lru_cache(maxsize=4096)
def check(url: str) -> str:
    """Return a canonical absolute address without its fragment, or raise Trouble where we do not ask such an address.

    http and https only, a host, no userinfo, and a port on which web servers live.
    """
    if len(url) > LONGEST:
        raise Trouble(Reason.FORBIDDEN, f"an address of {len(url)} characters")
    parts = _split(url)
    if parts.scheme not in _PORTS:
        raise Trouble(Reason.FORBIDDEN, f"the scheme {parts.scheme[:20]!r} is neither http nor https")
    if "@" in parts.netloc:
        raise Trouble(Reason.FORBIDDEN, "the address holds a user name or password")
    _check_host(parts.netloc.removesuffix(f":{parts.port}") if parts.port is not None else parts.netloc)
    _check_port(port_of(parts))
    return urldefrag(url).url


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where the port is no number or beyond 65535
    except ValueError as error:
        raise Trouble(Reason.FORBIDDEN, "not an address") from error
    return parts


def _check_host(host: str) -> None:
    """Refuse what two URL readers may read differently: only plain names, dotted quads and bracketed IPv6 pass."""
    if _LITERAL_V6.fullmatch(host) or _DOTTED_QUAD.fullmatch(host):
        return
    if not _NAME.fullmatch(host):
        raise Trouble(Reason.FORBIDDEN, "the address has no proper host")
    # The C library takes 2130706433, 0x7f.1, 017700000001 and 127.1 for 127.0.0.1; no domain ends in a number.
    if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        raise Trouble(Reason.FORBIDDEN, "the host is a number in an odd spelling")


def _check_port(port: int) -> None:
    if port not in _PORTS.values() and (port < _UNPRIVILEGED or port in _SERVICES):
        raise Trouble(Reason.FORBIDDEN, f"no web server is expected on port {port}")


def port_of(parts: SplitResult) -> int:
    """Return the port of a split address, the scheme's own where it names none."""
    return _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port


@lru_cache(maxsize=8192)
def origin(url: str) -> str:
    """Return scheme, host and port of an address that `check` has passed: who may see what belongs to it."""
    found = _SIMPLE.fullmatch(url)
    if found:
        return f"{found['scheme']}://{found['host']}:{found['port'] or _PORTS[found['scheme']]}"
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{port_of(parts)}"


@lru_cache(maxsize=8192)
def host(url: str) -> str:
    """Return the host of an address, as it is looked up: what its turns are counted by. Empty where there is none."""
    try:
        name = urlsplit(unalias(url)).hostname or ""
        return name if name.isascii() else name.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""


def is_downgrade(old: str, new: str) -> bool:
    """Tell whether going from one address to the other gives up TLS."""
    return urlsplit(old).scheme == "https" and urlsplit(new).scheme != "https"
