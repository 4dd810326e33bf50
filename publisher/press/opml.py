"""OPML 2.0 (http://opml.org/spec2.opml) of every feed we publish, for the import of any reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Final

from lxml.etree import Element, SubElement, _Element, tostring

from publisher.model import Config
from publisher.model.country import country_name
from publisher.press.dates import rfc822
from publisher.press.listing import Listing
from publisher.press.text import address, line
from publisher.press.wording import feed_address, feed_description, known_language, page_address

_KINDS: Final = {
    "section": "Sections",
    "country": "Countries",
    "edition": "Editions",
    "genre": "Genres",
    "language": "Languages",
    "agency": "Agencies",
}
_READ: Final = ("rss", "atom", "json")  # what an outline may point to, the best known first


def opml(listings: Sequence[Listing], config: Config) -> bytes:
    """List the feeds, grouped by kind; dated by the newest change among them, never now."""
    document = Element("opml", version="2.0")
    _add_head(document, listings, config)
    body = SubElement(document, "body")
    for kind, found in _by_kind(listings, config):
        if kind == "country":
            _add_countries(_folder(body, _KINDS[kind]), found, config)
        else:
            _add_feeds(_folder(body, _KINDS.get(kind, kind.capitalize())) if kind else body, found, config)
    if not len(body):
        _folder(body, "No feeds yet")  # a body must hold an outline
    return tostring(document, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add_head(document: _Element, listings: Sequence[Listing], config: Config) -> None:
    """Name the list and its owner. `docs` is left out: OPML 2.0 has it, the W3C validator does not know it."""
    head, site = SubElement(document, "head"), config.site
    said = {
        "title": _shown(site.title),
        "dateModified": rfc822(max(listing.updated for listing in listings)) if listings else "",
        "ownerName": _shown(site.title),
        "ownerEmail": line(site.contact),
        "ownerId": address(site.url),
    }
    for tag, text in said.items():
        if text:
            SubElement(head, tag).text = text


def _by_kind(listings: Iterable[Listing], config: Config) -> list[tuple[str, list[Listing]]]:
    """Return the feeds by what splits them: those that nothing splits first, then sections, countries, the rest."""
    order = ["", *_KINDS]
    declared = {feed.id: place for place, feed in enumerate(config.feeds)}

    def rank(listing: Listing) -> tuple[object, ...]:
        kind = _kind(listing)
        place = declared.get(listing.feed.id, len(declared)) if not kind else 0
        return (
            order.index(kind) if kind in order else len(order),
            kind,
            place,
            line(listing.feed.title).casefold(),
            listing.feed.id,
        )

    return [(kind, list(found)) for kind, found in groupby(sorted(listings, key=rank), key=_kind)]


def _name(listing: Listing) -> tuple[str, str]:
    return line(listing.feed.title).casefold(), listing.feed.id


def _kind(listing: Listing) -> str:
    keys = [key for key, _ in listing.feed.places]
    return "country" if "country" in keys else next(iter(keys), "")


def _add_countries(folder: _Element, listings: Iterable[Listing], config: Config) -> None:
    """Add one folder a country, with the country's own feed first."""

    def named(listing: Listing) -> str:
        return country_name(dict(listing.feed.places)["country"].upper(), config.site.language)

    def rank(listing: Listing) -> tuple[object, ...]:
        return (
            named(listing).casefold(),
            named(listing),
            len(listing.feed.places),
            line(listing.feed.title).casefold(),
            listing.feed.id,
        )

    for country, found in groupby(sorted(listings, key=rank), key=named):
        _add_feeds(_folder(folder, country), found, config)


def _folder(parent: _Element, title: str) -> _Element:
    return SubElement(parent, "outline", text=_shown(title))


def _add_feeds(parent: _Element, listings: Iterable[Listing], config: Config) -> None:
    for listing in listings:
        suffix = next((suffix for suffix in _READ if suffix in listing.feed.formats), None)
        if suffix:
            SubElement(parent, "outline", _outline(listing, config, suffix))


def _outline(listing: Listing, config: Config, suffix: str) -> dict[str, str]:
    feed = listing.feed
    said = {
        "type": "rss",
        "text": _shown(feed.title) or feed.id,
        "title": _shown(feed.title) or feed.id,
        "description": _shown(feed_description(feed, config)),
        "xmlUrl": feed_address(feed, config, suffix),
        "htmlUrl": page_address(feed, config),
        "language": _language(listing) or config.site.language,
        "version": "RSS2" if suffix == "rss" else "",
    }
    return {key: text for key, text in said.items() if text}


def _language(listing: Listing) -> str:
    return line(known_language(listing.languages[0])) if len(listing.languages) == 1 else ""


@lru_cache(maxsize=8192)
def _shown(text: str) -> str:
    """Return a text for an attribute that may hold HTML: escaped only where it would be taken for markup."""
    text = line(text)
    return escape(text, quote=False) if re.search(r"<|&[\w#]", text) else text
