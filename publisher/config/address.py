"""Addresses of feeds: which ones we ask, which ones are private, and which two are the same."""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

LONGEST: Final = 2048

_FEED_SCHEME: Final = re.compile(r"feed:(?://)?(?=https?://)|feed:(?=//)", re.IGNORECASE)
_UNWRITABLE: Final = re.compile(r"[\s\\<>\"^`{|}\x00-\x20\x7f]")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}

_GLOBAL: Final = IPv6Network("2000::/3")
_EMBEDDING: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))  # Teredo and 6to4 carry any IPv4 address


def without_feed_scheme(url: str) -> str:
    """Map `feed://host/path` and `feed:https://host/path`, as browsers once wrote them, to what they mean."""
    url = url.strip()
    found = _FEED_SCHEME.match(url)
    if not found:
        return url
    rest = url[found.end() :]
    return f"http:{rest}" if rest.startswith("//") else rest


def fault(url: str) -> str | None:
    """Say why a text is not the address of a feed: an absolute http(s) URL without user, password and fragment."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return "not an absolute http or https address"
    if parts.scheme not in _PORTS:
        return (
            f'scheme "{parts.scheme}" is not http or https' if parts.scheme else "not an absolute http or https address"
        )
    return next((reason for wrong, reason in _faults(url, parts) if wrong), None)


def _faults(url: str, parts: SplitResult) -> tuple[tuple[bool, str], ...]:
    return (
        (len(url) > LONGEST, f"longer than {LONGEST} characters"),
        (
            _UNWRITABLE.search(url) is not None or not url.isprintable(),
            "holds a space or a character that no address may hold",
        ),
        ("@" in parts.netloc, "holds a user name or password; write a secret as ${NAME} in the path or query"),
        ("#" in url, "holds a fragment (#...), which is never sent"),
        (ascii_host(parts) is None, "names no host that could exist"),
    )


def is_private(url: str) -> bool:
    """Tell whether the host is written as a private one; what a name resolves to is seen when connecting."""
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".").lower() if parts else ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    address = _literal(host)
    return address is not None and not _is_public(address)


def sameness(url: str) -> str:
    """Return what two spellings of one address have in common: the scheme, default port and last slash do not count."""
    parts = _split(url)
    if parts is None:
        return url
    host = (ascii_host(parts) or parts.netloc).lower().rstrip(".")
    port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def ascii_host(parts: SplitResult) -> str | None:
    """Return the host as it is looked up (IDNA), or None where it cannot be a host."""
    host = parts.hostname or ""
    if ":" in host:
        return f"[{host}]" if _literal(host) else None
    try:
        name = host.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError:
        return None
    return name if all(map(_LABEL.fullmatch, name.split("."))) else None


def host_of(text: str, *, ascii_only: bool = True) -> str:
    """Return the host of an address or of a part of one, as it is looked up or as it stands; "" where there is none."""
    parts = _split(text if "//" in text else f"//{text}")
    if parts is None or not parts.hostname:
        return ""
    return (ascii_host(parts) or "").lower() if ascii_only else parts.hostname.rstrip(".")


@lru_cache(maxsize=1024)
def _split(url: str) -> SplitResult | None:
    """Split an address; None where its brackets or its port make no sense."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where the port is no number or beyond 65535
    except ValueError:
        return None
    return parts


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """Read an address in figures, in every spelling that a resolver takes (127.1, 0x7f000001, 2130706433)."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host[-1:].isalnum() and host[:1].isdigit() else None
    except (OSError, ValueError):
        return None


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Allow-list: what is not surely public is private."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    return address in _GLOBAL and address.is_global and not any(address in net for net in _EMBEDDING)
