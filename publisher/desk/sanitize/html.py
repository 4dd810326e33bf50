"""HTML of strangers made safe to publish: whole, bounded, absolute, and without what follows readers about.

    html ─ bound ─▶ size, depth ─ nh3 ─▶ elements and attributes that are allowed ─ tidy ─▶ no pixels, no share bars

What comes out is a fragment that a strict parser takes without an error, in which nothing runs, submits, frames or
tracks, and in which every address is absolute http or https. Cleaning it again changes nothing.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

import nh3

from publisher.desk.private import INSIDE, leads_inside
from publisher.desk.sanitize.bounds import bound, unformatted, without_forbidden
from publisher.desk.sanitize.orderly import orderly
from publisher.desk.sanitize.tidy import tidy

_KEPT: Final = (
    "a abbr b bdi blockquote br caption cite code del div em figcaption figure h1 h2 h3 h4 h5 h6 hr i img kbd li mark "
    "ol p pre q rp rt ruby s small span strong sub sup table tbody td tfoot th thead time tr u ul"
)
# Elements that go with all they hold; of any other that is not allowed only the tags go.
_GONE: Final = (
    "script style iframe object embed applet form button select textarea option noembed noframes template title head "
    "math svg canvas audio video map dialog nav xmp plaintext frameset"
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
# References by number, but for those of ASCII, spaces, dashes and quotation marks, which are nearly all there are.
_ODD_REFERENCE: Final = re.compile(r"&#(?!(?:0?3[2-9]|[4-9][0-9]|160|82[0-2][0-9]|8230);)")
# An ampersand that begins no reference. html5ever is quadratic in many of them: a stranger stands in for each.
_STRAY: Final = re.compile(r"&(?!#[0-9xX]|[A-Za-z]{2})")
_STRANGER: Final = "\U0010fffd"  # of the last private plane; what HTML makes of it is itself
_MANY: Final = 500
# In clean HTML: an address that may lead into a private network, the tags, and their addresses.
_LEADS_INSIDE: Final = re.compile(rf'="https?://(?:[0-9\[]|(?:[^/?#"]*\.)?(?:{INSIDE})\.?[:/?#"]|[^./?#":]+\.?[:/?#"])')
_START: Final = re.compile(r"<[a-z][^<>]*+>")
_ADDRESS: Final = re.compile(r' (?:href|src|cite)="([^"]*+)"')
_GROWN: Final = 8  # times the tags: parsers add the ends, and what tables lack
_ROUNDS: Final = 4  # HTML that may be another tree when it is parsed again is parsed again

_CLEANER: Final = nh3.Cleaner(
    tags=set(_KEPT.split()),
    clean_content_tags=set(_GONE.split()),
    attributes={name: set(allowed) for name, allowed in _ATTRIBUTES.items()},
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https"},
)


def clean(html: str, base: str = "") -> str:
    """Return HTML that can be published; relative addresses are read against `base`. Never raises."""
    if not ("<" in html or "&" in html or ">" in html):
        return bound(html).strip()
    simple = orderly(html, base)
    return whole_way(html, base) if simple is None else simple


def public(html: str, home: str = "") -> str:
    """Return clean HTML without links and pictures that lead into private networks: readers would knock there.

    `home` is where such an address may lead (see `leads_inside`).
    """
    if not _LEADS_INSIDE.search(html):
        return html

    def kept(match: re.Match[str]) -> str:
        return "" if leads_inside(entities.unescape(match[1]), home) else match[0]

    found = _START.sub(lambda tag: _ADDRESS.sub(kept, tag[0]), html)
    return html if found == html else clean(found)


def whole_way(html: str, base: str) -> str:
    """Return HTML as `clean` does, whatever it holds."""
    html = bound(html)
    found, odd = _once(html, base)
    for _ in range(_ROUNDS):
        if not odd:
            break
        before = found
        found, odd = _once(before, base)
        if found == before:
            break  # and so it would stay
    return found


def _cleaned(html: str) -> str:
    if html.count("&") < _MANY or _STRANGER in html:
        return _CLEANER.clean(html)
    return _CLEANER.clean(_STRAY.sub(_STRANGER, html)).replace(_STRANGER, "&amp;")


def _once(html: str, base: str) -> tuple[str, bool]:
    found = _cleaned(html)
    if found.count("<") > _GROWN * html.count("<"):  # what was not closed stands in each paragraph again
        found = _cleaned(unformatted(html))
    return tidy(without_forbidden(found) if "&#" in html and _ODD_REFERENCE.search(html) else found, base)
