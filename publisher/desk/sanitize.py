"""HTML of strangers made safe to publish: whole, bounded, absolute, and without what follows readers about.

    html ─ bound ─▶ size, depth ─ nh3 ─▶ elements and attributes that are allowed ─ tidy ─▶ no pixels, no share bars

What comes out is a fragment that a strict parser takes without an error, in which nothing runs, submits, frames or
tracks, and in which every address is absolute http or https. Cleaning it again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import nh3

from publisher.desk.bounds import FORBIDDEN, bound
from publisher.desk.links import canonical
from publisher.desk.tidy import tidy

_ELEMENTS: Final = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup del div em figcaption figure h1 h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark ol p pre q rp rt ruby s small span strong sub sup table tbody td tfoot th thead time tr u ul".split()
) - {"bdo", "ins", "col", "colgroup"}
# Elements that go with all they hold; of any other that is not allowed only the tags go.
_GONE: Final = frozenset(
    "script style iframe object embed applet form button select textarea option noembed noframes template title head math "
    "svg canvas audio video map dialog nav xmp plaintext frameset".split()
)
_ATTRIBUTES: Final = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "data-src", "data-original", "data-lazy-src"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_ADDRESSES: Final = frozenset({"href", "src", "cite", "data-src", "data-original", "data-lazy-src"})
_SHAPES: Final = {
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "width": re.compile(r"\d{1,5}", re.ASCII),
    "height": re.compile(r"\d{1,5}", re.ASCII),
    "colspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "rowspan": re.compile(r"[1-9]\d{0,2}", re.ASCII),
    "datetime": re.compile(r"[\d:TZ.+ -]{4,40}", re.ASCII),
}
_LONGEST_TEXT: Final = 1000  # characters of an alt or title
_ROUNDS: Final = 4  # HTML that changes when it is parsed again is parsed until it does not


def clean(html: str, base: str = "") -> str:
    """Return HTML that can be published; relative addresses are read against `base`. Never raises."""
    html = bound(html)
    if not _holds_markup(html):
        return html.strip()
    cleaner = _cleaner(base)
    found = _once(html, cleaner)
    for _ in range(_ROUNDS if "<" in found else 0):
        again = _once(found, cleaner)
        if again == found:
            return found
        found = again
    return found


def _holds_markup(html: str) -> bool:
    return "<" in html or "&" in html or ">" in html


def _once(html: str, cleaner: nh3.Cleaner) -> str:
    return tidy(FORBIDDEN.sub("", cleaner.clean(html)))


@lru_cache(maxsize=256)
def _cleaner(base: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_ELEMENTS),
        clean_content_tags=set(_GONE),
        attributes={name: set(allowed) for name, allowed in _ATTRIBUTES.items()},
        attribute_filter=_filter(base),
        strip_comments=True,
        link_rel=None,
        url_schemes={"http", "https"},
    )


def _filter(base: str) -> Callable[[str, str, str], str | None]:
    """Return the function that decides on the value of each attribute that is allowed."""

    def decide(_element: str, attribute: str, value: str) -> str | None:
        if attribute in _ADDRESSES:
            return None if value.startswith("#") else canonical(value, base) or None
        shape = _SHAPES.get(attribute)
        if shape is not None:
            return value if shape.fullmatch(value) else None
        return FORBIDDEN.sub("", value)[:_LONGEST_TEXT]

    return decide
