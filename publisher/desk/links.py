"""Addresses: absolute http or https, in one spelling, without what tracks readers; or none at all.

The spelling follows RFC 3986 section 6.2 and what browsers do (https://url.spec.whatwg.org/): scheme and host in small
letters, the host in its ASCII form, no default port, no password, no fragment (but `#!`, which some sites need).
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from publisher.desk.tracking import is_tracking

LONGEST: Final = 2048  # characters, as browsers and partners take them

# What most addresses are like: nothing in them to spell otherwise but the query. The letters are written out, because
# `\w` in a set makes `re` test a character at a time: this is three times as fast.
_AS_IT_IS: Final = "A-Za-z0-9_~!$'()*+,;=:@/-"
_PLAIN: Final = re.compile(
    rf"(https?://(?:[a-z0-9][a-z0-9-]*+\.)+[a-z0-9]+/(?:[{_AS_IT_IS}]++|\.(?![./])|%[0-9A-Fa-f]{{2}})*+)"
    rf"(?:\?((?:[.&{_AS_IT_IS}]++|%[0-9A-Fa-f]{{2}})*+))?(?:#(?!!)[.&{_AS_IT_IS}]*+)?"
)
_BARE_HOST: Final = re.compile(r"https?://(?:[a-z0-9][a-z0-9-]*+\.)+[a-z0-9]++")
_HOST_OF: Final = re.compile(rf"{_BARE_HOST.pattern}(?=[/?#]|$)")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?", re.ASCII)
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE: Final = "/%:=&?~#+!$,;'@()*[]|"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def canonical(url: str, base: str = "") -> str:
    """Return the one spelling of an address, absolute against a base; empty where no reader could open it."""
    if len(url) < LONGEST and (plain := _PLAIN.fullmatch(url) or _beside(url, base)):
        path, query = plain.groups()
        return path + _kept(query) if query else path
    if not url or len(url) > 4 * LONGEST:
        return ""
    base = base if len(base) <= 4 * LONGEST else ""  # it would be taken apart for each address
    try:
        parts = urlsplit(_absolute(url, base))
        found = _spelled(parts)
    except (ValueError, UnicodeError):
        return ""
    return found if len(found) <= LONGEST else ""


def _beside(url: str, base: str) -> re.Match[str] | None:
    """Return the plain parts of an address without a path, or of a path at the host of the base."""
    if _BARE_HOST.fullmatch(url):
        return _PLAIN.fullmatch(f"{url}/")
    at_host = url[:1] == "/" and url[:2] != "//" and "/." not in url and ";" not in url
    host = _HOST_OF.match(base) if at_host else None
    whole = f"{host[0]}{url}" if host else ""
    return _PLAIN.fullmatch(whole) if len(whole) <= LONGEST else None


def address_key(url: str) -> str:
    """Return what is the same for every way to write a canonical address: no scheme, no `www.`, no closing slash."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _absolute(url: str, base: str) -> str:
    url = _UNSEEN.sub("", url).strip()
    scheme, colon, rest = url.partition(":")
    if colon and scheme.lower() in _DEFAULT_PORTS:
        path, mark, query = rest.partition("?")
        url = f"{scheme}:{path.replace(chr(92), '/')}{mark}{query}"
        if "/." not in path and path.startswith("//"):
            return url
    return urljoin(base, url) if base else url


def _spelled(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "") if scheme in _DEFAULT_PORTS else ""
    if not host:
        return ""
    port = f":{parts.port}" if parts.port not in (None, _DEFAULT_PORTS[scheme]) else ""
    path = _escaped(parts.path) or "/"
    path = urljoin("//-/", path).removeprefix("//-") if "/." in path else path
    query = _query(parts.query)
    fragment = f"#{_escaped(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return f"{scheme}://{host}{port}{path}{query}{fragment}"


def _host(name: str) -> str:
    """Return the ASCII form of a host (UTS 46); empty where there is no such name."""
    if ":" in name:
        return f"[{name}]"  # urlsplit has checked that it is an IPv6 address
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    return name.lower() if _HOST.fullmatch(name.lower()) else ""


def _query(query: str) -> str:
    return _escaped(_kept(query)) if query else ""


def _kept(query: str) -> str:
    """Return what is left of a query without what tracks readers, with its question mark."""
    kept = "&".join([piece.removeprefix("amp;") for piece in query.split("&") if piece and not is_tracking(piece)])
    return f"?{kept}" if kept else ""


def _escaped(text: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=_SAFE)
