"""The front page: top stories and latest headlines, then every feed, for people who look for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from publisher.model import Article, Issue, Item, Site
from publisher.press import wording
from publisher.press.pages import Address, alternates
from publisher.press.text import address
from publisher.press.typeset import (
    EXCERPT,
    SUBSCRIBE,
    Page,
    also_told,
    counted,
    document,
    figure,
    flagged,
    linked,
    many,
    path_of,
    shown,
    summed_up,
    time,
)

_FLAG: Final = ' class="flag"'
_SHORT: Final = 150  # characters of every summary but the first


class Row(Struct, frozen=True):
    """A feed in the catalog: where its page is, what it is called, and what else a search finds it by."""

    title: str
    href: str  # its page; its first format where it has none
    flag: str
    also: str  # more words to find it by
    items: int
    formats: tuple[tuple[str, str], ...]  # for feed readers: where, and what it is called


class Group(Struct, frozen=True):
    """Feeds of one kind under one title; `href` leads to the feed of all of them, where there is one."""

    title: str
    rows: tuple[Row, ...]
    href: str = ""
    flag: str = ""


class Front(Struct, frozen=True, kw_only=True):
    """All that the front page shows."""

    site: Site
    addresses: tuple[Address, ...]
    opml: str
    updated: datetime | None
    feeds: int
    countries: int
    trending: Issue | None
    top: Sequence[Item]
    latest: Issue | None
    news: Sequence[Item]
    browse: Sequence[Group]
    world: str  # the title of the regions
    regions: Sequence[Group]
    directory: Sequence[Group]


def front_page(front: Front) -> bytes:
    """Set the front page, as valid HTML in UTF-8."""
    site = front.site
    described = f'<meta name="description" content="{shown(site.description)}">\n' if site.description else ""
    return document(
        Page(
            title=shown(site.title),
            kind="front",
            head=f"""\
{described}\
<link rel="canonical" href="{shown(site.url)}">
{alternates(front.addresses)}\
<link rel="alternate" type="text/x-opml" title="All feeds (OPML)" href="feeds.opml">
""",
            scripts='<script src="static/search.js" defer></script>\n<script src="static/copy.js" defer></script>\n',
            body=f"""\
{_masthead(front)}\
<main id="news">
{_paper(front)}\
<div class="browse" data-browse>
{"".join(_browsed(number, group) for number, group in enumerate(front.browse, 1))}\
{_countries(front)}\
</div>
{_everything(front)}\
</main>
""",
        ),
        site,
        "",
    )


def _masthead(front: Front) -> str:
    site, language = front.site, shown(front.site.language)
    changed = f"<span>Last changed {time(front.updated)}</span>" if front.updated else ""
    countries = f" on news of {counted(front.countries, 'country', 'countries')}" if front.countries else ""
    deck = f'<p class="deck" lang="{language}" dir="auto">{shown(site.description)}</p>\n' if site.description else ""
    return f"""\
<header class="masthead">
<p class="folio">{changed}<span>{counted(front.feeds, "feed", "feeds")}{countries}</span></p>
<h1 lang="{language}" dir="auto">{shown(site.title)}</h1>
{deck}\
{_ways(front)}\
<form class="search" role="search" hidden>
<label for="search">Find a feed or a headline</label>
<input id="search" name="q" type="search" dir="auto" autocomplete="off" spellcheck="false" \
placeholder="A country, a section, a word…">
<p role="status" data-found></p>
</form>
</header>
"""


def _ways(front: Front) -> str:
    """Return the links to the parts of the page."""
    top = '<a href="#top">Top stories</a>' if front.top else ""
    news = '<a href="#latest">Latest</a>' if front.news else ""
    browse = "".join(
        f'<a href="#browse-{number}">{shown(group.title)}</a>' for number, group in enumerate(front.browse, 1)
    )
    world = f'<a href="#countries">{front.world}</a>' if front.regions else ""
    return f"""\
<nav aria-label="On this page">
{top}{news}{browse}{world}<a href="#all">All feeds</a>
</nav>
"""


def _paper(front: Front) -> str:
    if not (front.top or front.news):
        return ""
    return f'<div class="paper">\n{_top(front)}{_latest(front)}</div>\n'


def _top(front: Front) -> str:
    if not front.top:
        return ""
    stories = "".join(_top_story(item, first=place == 0) for place, item in enumerate(front.top))
    return f"""\
<section class="top" aria-labelledby="top" data-group>
<h2 id="top">Top stories</h2>
<ol>
{stories}\
</ol>
{_more(front.trending)}\
</section>
"""


def _top_story(item: Item, *, first: bool) -> str:
    article = item.article
    image = wording.picture(article) if first else None
    headline = wording.headline(article)
    return f"""\
{_headlined(article, headline)}\
{figure(image, lazy=False) if image else ""}\
{summed_up(wording.summary(article, headline), headline, EXCERPT if first else _SHORT)}\
{_told(item)}
{also_told(item.also, ' lang="en" dir="ltr"')}\
</article></li>
"""


def _latest(front: Front) -> str:
    if not front.news:
        return ""
    stories = "".join(
        f"{_headlined(item.article, wording.headline(item.article))}{_told(item)}\n</article></li>\n"
        for item in front.news
    )
    return f"""\
<section class="latest" aria-labelledby="latest" data-group>
<h2 id="latest">Latest</h2>
<ul>
{stories}\
</ul>
{_more(front.latest)}\
</section>
"""


def _headlined(article: Article, headline: str) -> str:
    return f"""\
<li data-find><article lang="{shown(wording.language(article))}" dir="auto">
<h3>{linked(headline, address(article.url))}</h3>
"""


def _told(item: Item) -> str:
    return (
        f'<p class="by" lang="en" dir="ltr"><b><bdi>{shown(item.article.credit)}</bdi></b>'
        f" {time(item.told or item.article.published)}{many(item, '', counted=item.agencies > 1)}</p>\n"
    )


def _more(issue: Issue | None) -> str:
    """Return the link to the page that has the rest, on a line that stays where there is none."""
    if issue is None or "html" not in issue.feed.formats:
        return "\n"
    href, title = path_of(issue.feed.id, "html"), shown(issue.feed.title or issue.feed.id)
    return f'<p class="more" data-browse><a href="{href}">{title}</a></p>\n\n'


def _browsed(number: int, group: Group) -> str:
    return f"""\
<section aria-labelledby="browse-{number}">
<h2 id="browse-{number}">{shown(group.title)}</h2>
{_names(group.rows)}\
</section>
"""


def _names(rows: Iterable[Row]) -> str:
    return '<ul class="names">\n' + "".join([f"<li>{_name(row)}</li>\n" for row in rows]) + "</ul>\n"


def _name(row: Row) -> str:
    return f'<a href="{shown(row.href)}">{flagged(row.flag, shown(row.title), _FLAG)}</a>\n'


def _countries(front: Front) -> str:
    if not front.regions:
        return ""
    return f"""\
<section class="countries" aria-labelledby="countries">
<h2 id="countries">{front.world}</h2>
{"".join(map(_region, front.regions))}\
</section>
"""


def _region(region: Group) -> str:
    title = f'<a href="{shown(region.href)}">{shown(region.title)}</a>' if region.href else shown(region.title)
    return f"""\
<div class="region">
<h3>{title}</h3>
{_names(region.rows) if region.rows else ""}\
</div>
"""


def _everything(front: Front) -> str:
    return f"""\
<section class="everything" aria-labelledby="all">
<h2 id="all">All feeds</h2>
<div class="offer" data-browse>
<p>Every feed has a page with its news and its addresses. \
To subscribe to everything at once, import this list into your feed reader:</p>
<p class="address"><label for="address-opml"><a href="feeds.opml" type="text/x-opml">OPML</a></label>
<input id="address-opml" type="text" readonly value="{shown(front.opml)}">
<button type="button" data-copy="address-opml" hidden>Copy<span class="unseen"> the address of the list</span>\
</button></p>
<p class="unseen" role="status" data-copied></p>
{SUBSCRIBE}\
</div>
<details data-directory>
<summary>Show all {front.feeds} feeds with their addresses</summary>
{"".join(map(_listed, front.directory))}\
</details>
</section>
"""


def _listed(group: Group) -> str:
    rows = "".join([_row(row) for row in group.rows])
    return f"""\
<section data-group>
<h3>{flagged(group.flag, shown(group.title), _FLAG)}</h3>
<ul class="rows">
{rows}\
</ul>
</section>
"""


def _row(row: Row) -> str:
    also = f'="{shown(row.also)}"' if row.also else ""
    formats = "".join([f' <a href="{shown(href)}">{name}</a>' for href, name in row.formats])
    stories = counted(row.items, "story", "stories")
    return (
        f'<li data-find{also}><a href="{shown(row.href)}">{shown(row.title)}</a> <span>{stories}</span>{formats}</li>\n'
    )
