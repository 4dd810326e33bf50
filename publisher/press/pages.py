"""The page of one feed for people: its news, its addresses, and how to subscribe.

Browsers do not show feeds, so every feed has a page beside it: `section/politics.html` beside `section/politics.rss`.
People find the page, and its `rel=alternate` links lead feed readers to the feed
(https://www.rssboard.org/rss-autodiscovery). Links within the tree are relative: it works from any folder or server.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from publisher.model import Config, Feed, Issue
from publisher.model.country import COUNTRIES, flag
from publisher.press.fragments import Fragments
from publisher.press.related import chips, related
from publisher.press.text import line
from publisher.press.typeset import path_of, typeset
from publisher.press.wording import MEDIA_TYPES, feed_address, page_address
from publisher.press.words import Words

_NAMES: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


class Address(Struct, frozen=True):
    """One address of a feed for feed readers: `href` within the tree, `url` for copying."""

    suffix: str
    name: str
    media_type: str
    title: str
    href: str
    url: str


def page(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Set the page of a feed, as valid HTML in UTF-8. The same issue gives the same bytes."""
    feed, root = issue.feed, root_of(issue.feed)
    cards = fragments.of(f"html{root}", issue, config, partial(cards_of, root=root))
    document = typeset(
        "feed.html",
        site=config.site,
        root=root,
        feed=feed,
        title=title_of(feed),
        flag=flag_of(feed),
        issue=issue,
        cards=Markup(b"".join(cards).decode()),  # noqa: S704 -- set by our own template, which escaped every value
        addresses=addresses(feed, config, root),
        canonical=page_address(feed, config),
        related=related(issue, config),
    )
    return document.encode()


def cards_of(said: Sequence[Words], config: Config, *, root: str) -> list[bytes]:
    """Set stories as a feed's page shows them; once for each depth of folder, as the links in them are relative."""
    return [
        typeset(
            "card.html", article=each.article, also=each.also, chips=chips(each.article, config), root=root
        ).encode()
        for each in said
    ]


def addresses(feed: Feed, config: Config, root: str = "") -> tuple[Address, ...]:
    """Return where feed readers find the feed, each with a title of its own."""
    return tuple(
        Address(
            suffix=suffix,
            name=name,
            media_type=MEDIA_TYPES[suffix],
            title=f"{title_of(feed)} ({name})",
            href=root + path_of(feed.id, suffix),
            url=feed_address(feed, config, suffix),
        )
        for suffix, name in readable(feed)
    )


def readable(feed: Feed) -> tuple[tuple[str, str], ...]:
    """Return which of the feed's formats feed readers take: suffix and name, the best known first."""
    return tuple((suffix, name) for suffix, name in _NAMES.items() if suffix in feed.formats)


def title_of(feed: Feed) -> str:
    """Return what the feed is called; never empty."""
    return line(feed.title) or feed.id


def root_of(feed: Feed) -> str:
    """Return the way from a feed's page up to the root of the tree: `../` for each folder."""
    return "../" * feed.id.count("/")


def flag_of(feed: Feed) -> str:
    """Return the flag of a country's feed, else nothing."""
    code = dict(feed.places).get("country", "").upper()
    return flag(code) if code in COUNTRIES else ""
