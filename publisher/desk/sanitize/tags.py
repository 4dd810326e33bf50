"""One start tag of sanitized HTML as it may stay: its attributes decoded, judged and written again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

from publisher.desk.links import canonical
from publisher.desk.sanitize.bounds import without_forbidden
from publisher.desk.tracking import is_pixel

# An address in its one spelling (see `links`), of which every parser says that it is http: nothing is to be written.
HOST: Final = "(?:(?!xn--)[a-z0-9][a-z0-9-]*+[.])++(?!xn--)[a-z][a-z0-9]*+"
_PATH: Final = "(?:[A-Za-z0-9_~!$()*+,;=:@/-]++|[.](?![./])|%[0-9A-Fa-f]{2})*+"
AS_IT_IS: Final = f'(?=[^"]{{1,2000}}+")https?://{HOST}/{_PATH}'
_LATER: Final = ("data-src", "data-original", "data-lazy-src")  # where pages keep a picture until it is scrolled to
_SOURCES: Final = ("src", *_LATER)
ADDRESSES: Final = frozenset({"href", "cite", *_SOURCES})
_SMALLEST: Final = 2  # pixels a side; below, a picture only counts readers
_LONGEST_TEXT: Final = 1000  # characters of an alt or title
_SHAPES: Final = {
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "width": re.compile(r"\d{1,5}", re.ASCII),
    "height": re.compile(r"\d{1,5}", re.ASCII),
    "colspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "rowspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "datetime": re.compile(r"[\d:TZ.+ -]{4,40}", re.ASCII),
}


def start_tag(name: str, attributes: Iterable[tuple[str, str]], base: str) -> str:
    """Return a start tag with those of its attributes that may stay; their values are decoded, each name comes once.

    Nothing for a picture nobody is to see, and `<a>` for a link that leads nowhere.
    """
    found = fitting(attributes, base)
    if name == "img":
        return picture(found)
    return "<a>" if name == "a" and "href" not in found else tag(name, found)


def link(address: str, base: str) -> str:
    """Return the start tag of a link that has nothing but an address, as `start_tag` does."""
    href = _address(address, base)
    return f'<a href="{_escaped(href)}">' if href else "<a>"


def _address(value: str, base: str) -> str:
    return "" if value.startswith("#") else canonical(value, base)


def fitting(attributes: Iterable[tuple[str, str]], base: str) -> dict[str, str]:
    """Return the attributes that may stay, with absolute addresses."""
    found: dict[str, str] = {}
    for name, value in attributes:
        if name in ADDRESSES:
            kept = _address(value, base)
        elif name in _SHAPES:
            kept = value if _SHAPES[name].fullmatch(value) else ""
        else:
            kept = without_forbidden(value)[:_LONGEST_TEXT]
        if kept or name == "alt":
            found[name] = kept
    return found


def tag(name: str, attributes: dict[str, str]) -> str:
    """Write a start tag."""
    written = f"<{name}"
    for key, value in attributes.items():
        written += f' {key}="{_escaped(value)}"'
    return f"{written}>"


def _escaped(value: str) -> str:
    special = "&" in value or "'" in value or '"' in value or "<" in value or ">" in value
    return html.escape(value) if special else value


def picture(found: dict[str, str]) -> str:
    """Return the tag of a picture, or nothing if it has no address or is there to count readers."""
    src = found.get("src") or next((found[name] for name in _LATER if name in found), "")
    if not src or is_pixel(src) or _tiny(found.get("width", "")) or _tiny(found.get("height", "")):
        return ""
    written = f'<img src="{_escaped(src)}"'
    for name, value in found.items():
        if name not in _SOURCES:
            written += f' {name}="{_escaped(value)}"'
    return f"{written}>"


def _tiny(side: str) -> bool:
    return side.isdigit() and int(side) < _SMALLEST
