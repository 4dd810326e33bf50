"""The page of one feed for people: its news, its addresses, and how to subscribe.

Browsers do not show feeds, so every feed has a page beside it: `section/politics.html` beside `section/politics.rss`.
People find the page, and its `rel=alternate` links lead feed readers to the feed
(https://www.rssboard.org/rss-autodiscovery). Links within the tree are relative: it works from any folder or server.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from publisher.model import Config, Feed, Issue
from publisher.model.country import COUNTRIES, flag
from publisher.press.cards import cards_of, placed
from publisher.press.fragments import Fragments
from publisher.press.related import Link, Related, related
from publisher.press.text import line
from publisher.press.typeset import SUBSCRIBE, Page, bar, counted, document, flagged, path_of, shown, time
from publisher.press.wording import MEDIA_TYPES, feed_address, page_address

_BY: Final = {"section": "By section", "country": "By country"}
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
    feed, site, root = issue.feed, config.site, root_of(issue.feed)
    found = addresses(feed, config, root)
    cards = b"".join(fragments.of("html", issue, config, cards_of, placed(root))).decode()
    around = related(issue, config)
    own = Page(
        title=f"{shown(title_of(feed))} · {shown(site.title)}",
        kind="feed",
        head=_head(feed, found, page_address(feed, config)),
        scripts=f'<script src="{root}static/copy.js" defer></script>\n',
        body=f"""\
{bar(site, root)}\
<main id="news">
{_title(issue, config, _wider(around, root))}\
{_subscribe(found)}\
{_news(issue, cards)}\
{_narrower(around, root)}\
</main>
""",
    )
    return document(own, site, root)


def _head(feed: Feed, found: Iterable[Address], canonical: str) -> str:
    described = f'<meta name="description" content="{shown(feed.description)}">\n' if feed.description else ""
    return f'{described}<link rel="canonical" href="{shown(canonical)}">\n{alternates(found)}'


def alternates(found: Iterable[Address]) -> str:
    """Return the links by which feed readers find the feed of a page."""
    return "".join(
        f'<link rel="alternate" type="{one.media_type}" title="{shown(one.title)}" href="{shown(one.href)}">\n'
        for one in found
    )


def _title(issue: Issue, config: Config, wider: str) -> str:
    feed, language = issue.feed, shown(config.site.language)
    deck = f'<p class="deck" lang="{language}" dir="auto">{shown(feed.description)}</p>\n' if feed.description else ""
    called = f'<span lang="{language}" dir="auto">{shown(title_of(feed))}</span>'
    changed = f", last changed {time(issue.updated)}" if issue.items else ""
    return f"""\
<header class="title">
{wider}\
<h1>{flagged(flag_of(feed), called, ' class="flag"')}</h1>
{deck}\
<p class="folio">{counted(len(issue.items), "story", "stories")}{changed}</p>
</header>
"""


def _wider(around: Related, root: str) -> str:
    links = "".join(_link(link, root) for link in around.wider)
    return f'<nav class="wider" aria-label="Part of">{links}</nav>\n' if links else ""


def _link(link: Link, root: str, flag: str = "") -> str:
    return f'<a href="{root}{path_of(link.id, "html")}">{flagged(flag, shown(link.title))}</a>'


def _subscribe(found: Sequence[Address]) -> str:
    if not found:
        return ""
    return f"""\
<aside class="subscribe" aria-labelledby="subscribe">
<h2 id="subscribe">Subscribe</h2>
{"".join(map(_address, found))}\
<p class="unseen" role="status" data-copied></p>
{SUBSCRIBE}\
</aside>
"""


def _address(one: Address) -> str:
    field = f"address-{one.suffix}"
    return f"""\
<p class="address"><label for="{field}"><a href="{shown(one.href)}" type="{one.media_type}">{one.name}</a></label>
<input id="{field}" type="text" readonly value="{shown(one.url)}">
<button type="button" data-copy="{field}" hidden>Copy<span class="unseen"> the {one.name} address</span></button></p>
"""


def _news(issue: Issue, cards: str) -> str:
    if not issue.items:
        return '<p class="empty">Nothing stands here at the moment. Subscribe, and you will see it when it does.</p>\n'
    ranked = " ranked" if issue.feed.order == "trending" else ""
    return f'<ol class="cards{ranked}">\n{cards}\n</ol>\n'


def _narrower(around: Related, root: str) -> str:
    if not around.narrower:
        return ""
    parts = "".join(
        f"<h3>{_BY[key]}</h3>\n<ul>\n"
        + "".join(f"<li>{_link(link, root, link.flag)}</li>\n" for link in links)
        + "</ul>\n"
        for key, links in around.narrower
    )
    title = '<h2 id="narrower">Only a part of this</h2>'
    return f'<nav class="narrower" aria-labelledby="narrower">\n{title}\n{parts}</nav>\n'


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
    return _title_line(feed.title) or feed.id


@lru_cache(maxsize=8192)
def _title_line(title: str) -> str:
    return line(title)  # asked for again and again in a catalog


def root_of(feed: Feed) -> str:
    """Return the way from a feed's page up to the root of the tree: `../` for each folder."""
    return "../" * feed.id.count("/")


def flag_of(feed: Feed) -> str:
    """Return the flag of a country's feed, else nothing."""
    code = dict(feed.places).get("country", "").upper()
    return flag(code) if code in COUNTRIES else ""
