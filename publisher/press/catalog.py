"""The catalog: the front page of the tree, the list of all feeds for feed readers, and the files that pages need.

index.html      a directory for people: top stories, latest headlines, sections, editions, countries, every feed
feeds.opml      the same feeds for feed readers
404.html        what a web server may answer where there is nothing
static/         style sheets, scripts and pictures, all of them ours
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import msgpack

from publisher.model import Config, Issue, Item, Rendition
from publisher.model.country import COUNTRIES, usual_names
from publisher.press.front import Front, Group, Row, front_page
from publisher.press.listing import Listing
from publisher.press.opml import opml
from publisher.press.pages import addresses, flag_of, readable, title_of
from publisher.press.related import language_name, name_of
from publisher.press.text import address
from publisher.press.typeset import Page, document, path_of, shown

__all__ = ["Listing", "catalog", "fingerprint"]

_ENCODER: Final = msgpack.Encoder(order="deterministic")  # sets have no order of their own
_TOP: Final = 7
_LATEST: Final = 15
_MEDIA_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_KINDS: Final = ("", "section", "edition", "genre", "language", "agency", "country")
_TITLES: Final = {
    "": "Main feeds",
    "section": "Sections",
    "edition": "Editions",
    "genre": "Kinds of article",
    "language": "Languages",
    "agency": "Agencies",
}
_BROWSED: Final = {"section", "genre", "language", "agency"}  # editions stand with their countries


def catalog(
    listings: Sequence[Listing], latest: Issue | None, trending: Issue | None, config: Config
) -> tuple[Rendition, ...]:
    """Set everything that stands in the tree beside the feeds. The same feeds give the same bytes, in any order."""
    listings = sorted(listings, key=lambda listing: _rank(listing, config))
    return (
        Rendition(
            path="index.html", media_type="text/html; charset=utf-8", body=_index(listings, latest, trending, config)
        ),
        Rendition(path="feeds.opml", media_type="text/x-opml; charset=utf-8", body=opml(listings, config)),
        Rendition(path="404.html", media_type="text/html; charset=utf-8", body=_missing(config)),
        *static_files(),
    )


def fingerprint(listings: Sequence[Listing], latest: Issue | None, trending: Issue | None, config: Config) -> str:
    """Return a hash of all that `catalog` shows, in hexadecimal: while it stays the same, so does every file of it.

    It costs a hundredth of setting the catalog. Another release of the program may set the same catalog in other bytes.
    """
    top, news = _stories(latest, trending)
    told = (
        sorted(listings, key=lambda listing: listing.feed.id),
        (top, news, [issue.feed for issue in (latest, trending) if issue]),
        (config.site, list(config.sections.items()), list(config.editions.items()), config.feeds),
    )
    return sha256(_ENCODER.encode(told)).hexdigest()


@lru_cache(maxsize=1)
def static_files() -> tuple[Rendition, ...]:
    """Return the style sheets, scripts and pictures, as they are shipped."""
    folder = files("publisher.press").joinpath("static")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.rpartition(".")[2] in _MEDIA_TYPES)
    return tuple(
        Rendition(
            path=name if name == "favicon.ico" else f"static/{name}",
            media_type=_MEDIA_TYPES[name.rpartition(".")[2]],
            body=folder.joinpath(name).read_bytes(),
        )
        for name in names
    )


def _index(listings: Sequence[Listing], latest: Issue | None, trending: Issue | None, config: Config) -> bytes:
    top, news = _stories(latest, trending)
    regions = tuple(_regions(listings, config))
    return front_page(
        Front(
            site=config.site,
            addresses=addresses(latest.feed, config) if latest else (),
            opml=address(urljoin(config.site.url, "feeds.opml")),
            updated=max((listing.updated for listing in listings if listing.items), default=None),
            feeds=len(listings),
            countries=len({country for listing in listings if (country := _country(listing))}),
            trending=trending,
            top=top,
            latest=latest,
            news=news,
            browse=tuple(_groups(filter(_is_browsed, listings), config)),
            world="Editions and countries" if any(region.href for region in regions) else "Countries",
            regions=regions,
            directory=tuple(_groups(listings, config)),
        )
    )


def _missing(config: Config) -> bytes:
    """Set the page for a wrong address. It is answered at any depth, so its links start at the root of the server."""
    site, root = config.site, shown(urlsplit(config.site.url).path or "/")
    body = f"""\
<header class="bar">
<a class="home" href="{root}index.html"><img src="{root}static/logo.svg" alt="" width="28" height="28"> \
<span>{shown(site.title)}</span></a>
</header>
<main id="news">
<header class="title">
<h1>There is nothing at this address</h1>
<p class="deck">A feed ends when no article of its kind is left. \
<a href="{root}index.html">See which feeds there are</a>.</p>
</header>
</main>
"""
    return document(Page(title=f"Nothing here · {shown(site.title)}", kind="feed", body=body), site, root)


def _stories(latest: Issue | None, trending: Issue | None) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return what the front page tells: the top stories, and the latest of the others."""
    top = trending.items[:_TOP] if trending else ()
    return top, _not_in(top, latest.items if latest else ())[:_LATEST]


def _not_in(top: Iterable[Item], items: Iterable[Item]) -> list[Item]:
    """Leave out the stories that stand above already: nothing is told twice on one page."""
    told = {_story(item) for item in top}
    return [item for item in items if _story(item) not in told]


def _story(item: Item) -> str:
    return item.article.story or item.article.id


def _groups(listings: Iterable[Listing], config: Config) -> Iterator[Group]:
    """Gather all feeds: those split by one thing under its title, and each country with its sections."""
    gathered: dict[str, list[Listing]] = {}
    for listing in listings:
        gathered.setdefault(_heading(listing, config), []).append(listing)
    for title, members in gathered.items():
        flags = {flag_of(member.feed) for member in members}
        yield Group(
            title=title,
            rows=tuple(_row(member, config) for member in members),
            flag=flags.pop() if len(flags) == 1 else "",
        )


def _regions(listings: Sequence[Listing], config: Config) -> Iterator[Group]:
    """Sort the countries' own feeds under the first edition that holds them, editions in their order."""
    whole = [listing for listing in listings if len(listing.feed.places) == 1 and not _is_ranked(listing)]
    countries = {code: listing for listing in whole if (code := _country(listing))}
    published = {dict(listing.feed.places).get("edition", ""): listing for listing in whole}
    for id_, edition in config.editions.items():
        here = [countries.pop(code) for code in tuple(countries) if code in edition.countries]
        if here or id_ in published:
            href = _href(published[id_]) if id_ in published else ""
            yield Group(title=edition.title, rows=tuple(_row(listing, config) for listing in here), href=href)
    if countries:
        yield Group(title="Elsewhere", rows=tuple(_row(listing, config) for listing in countries.values()))


def _rank(listing: Listing, config: Config) -> tuple[object, ...]:
    """Order as a person reads: main feeds, sections, editions, countries each with its parts, then the rest."""
    key, places, title = _key(listing), dict(listing.feed.places), title_of(listing.feed).casefold()
    name = name_of(key, places[key], config).casefold() if key in places else title
    return (
        _KINDS.index(key) if key in _KINDS else len(_KINDS),
        _declared(key, places.get(key, listing.feed.id), config),
        name,
        len(places),
        title,
        listing.feed.id,
    )


def _declared(key: str, value: str, config: Config) -> int:
    """Return the place that sources.yaml gives a section, an edition or a main feed; the end where it gives none."""
    match key:
        case "section":
            order = list(config.sections)
        case "edition":
            order = list(config.editions)
        case _:
            order = [feed.id for feed in config.feeds]
    return order.index(value) if value in order else len(order)


def _key(listing: Listing) -> str:
    """Tell what a feed is split by, first of all: a country before anything else; nothing for a main feed."""
    keys = dict(listing.feed.places)
    if "country" in keys:
        return "country"
    return next(iter(keys), listing.feed.id.partition("/")[0] if "/" in listing.feed.id else "")


def _heading(listing: Listing, config: Config) -> str:
    key = _key(listing)
    if country := _country(listing):
        return name_of("country", country, config)
    return _TITLES.get(key) or key.replace("-", " ").capitalize()


# What people type for a country, though it is a part of it, or of more than it.
_SEARCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "CD": ("Congo",),
    "CG": ("Congo",),
    "GB": ("England", "Scotland", "Wales"),
    "PS": ("Gaza", "West Bank"),
    "US": ("America",),
}


def _is_browsed(listing: Listing) -> bool:
    """Tell whether a feed stands on the front page itself: it is split by one thing, and that is no place."""
    is_split_once = len(listing.feed.places) < 2  # noqa: PLR2004 -- fixed feeds have none
    return _key(listing) in _BROWSED and is_split_once and not _is_ranked(listing)


def _is_ranked(listing: Listing) -> bool:
    """Tell whether a feed is only another order of one that holds all there is of the same."""
    return listing.feed.order in {"trending", "coverage"} and bool(listing.feed.places)


def _country(listing: Listing) -> str:
    code = dict(listing.feed.places).get("country", "").upper()
    return code if code in COUNTRIES else ""


def _row(listing: Listing, config: Config) -> Row:
    feed = listing.feed
    names = [name_of(key, value, config) for key, value in feed.places]
    country = _country(listing)
    names += [*usual_names(country), *_SEARCHED.get(country, ())]
    names += [language_name(tag, config.site.language) for tag in listing.languages if tag != "und"]
    return Row(
        title=title_of(feed),
        href=_href(listing),
        flag=flag_of(feed),
        also=" ".join(name for name in names if name.casefold() not in title_of(feed).casefold()),
        items=listing.items,
        formats=tuple((path_of(feed.id, suffix), name.removesuffix(" Feed")) for suffix, name in readable(feed)),
    )


def _href(listing: Listing) -> str:
    formats = listing.feed.formats
    return path_of(listing.feed.id, "html" if "html" in formats else formats[0])
