"""Which other feeds a page may link to.

A link is made only to a feed that is certain to exist, and from the page's own articles alone: an article about India
stands in `country/in` if sources.yaml declares `country/{country}` for everyone. So a page never links into the void,
and it is never written anew only because some other feed appeared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from publisher.model import Article, Config, Feed, Issue, Selection
from publisher.model.country import country_name, flag
from publisher.press.same import Same

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


class Link(Struct, frozen=True):
    """A feed to go to: its id, what to call it, and the flag of its country, if it is one."""

    id: str
    title: str
    flag: str = ""


class Related(Struct, frozen=True):
    """The feeds around one feed: those it is a part of, and those that are parts of it, by what splits them."""

    wider: tuple[Link, ...]
    narrower: tuple[tuple[str, tuple[Link, ...]], ...]  # ("country", (India, Nepal))


def chips(article: Article, config: Config) -> tuple[Link, ...]:
    """Return the feeds of the article's own section and of the countries that it is about."""
    found = [_link({key: value}, config) for key, values in coordinates(article, config).items() for value in values]
    return tuple(link for link in found if link)


def subjects(article: Article, config: Config) -> tuple[Link, ...]:
    """Return the article's own section and the countries that it is about; without an id where none is sure to be."""
    return tuple(
        _link({key: value}, config)
        or Link(id="", title=name_of(key, value, config), flag=flag(value) if key == "country" else "")
        for key, values in coordinates(article, config).items()
        for value in values
    )


def related(issue: Issue, config: Config) -> Related:
    """Return the feeds around this one, as far as its own articles prove that they exist."""
    places = dict(issue.feed.places)
    if not issue.items:
        return Related(wider=(), narrower=())
    return Related(wider=tuple(_wider(places, config)), narrower=tuple(_narrower(issue, places, config)))


def coordinates(article: Article, config: Config) -> dict[str, tuple[str, ...]]:
    """Return the section and the countries of the article: the values that a feed's placeholders are filled with."""
    return {
        "section": (article.section.value,) if article.section and article.section.value in config.sections else (),
        "country": article.events,
    }


def name_of(key: str, value: str, config: Config) -> str:
    """Return what a person calls the value of a placeholder: `("country", "in")` is India."""
    match key:
        case "section" if value in config.sections:
            return config.sections[value].title
        case "edition" if value in config.editions:
            return config.editions[value].title
        case "country":
            return country_name(value.upper(), config.site.language)
        case "language":
            return language_name(value, config.site.language)
    return value.replace("-", " ").capitalize()


@lru_cache(maxsize=1024)
def language_name(tag: str, language: str = "en") -> str:
    """Return the name of a language (BCP 47) in another one; the tag itself where it has none."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- dear to load, and most pages name no language

    try:
        names = Locale.parse(language, sep="-").languages
    except (UnknownLocaleError, ValueError):
        names = Locale("en").languages
    return str(names.get(tag) or names.get(tag.partition("-")[0]) or tag)


def _wider(places: Mapping[str, str], config: Config) -> Iterator[Link]:
    for key, value in places.items():
        if len(places) > 1 and (link := _link({key: value}, config)):
            yield link
    country = places.get("country", "").upper()
    for id_, edition in config.editions.items():
        if country in edition.countries and (link := _link({"edition": id_}, config)):
            yield link


def _narrower(issue: Issue, places: Mapping[str, str], config: Config) -> Iterator[tuple[str, tuple[Link, ...]]]:
    stands = [coordinates(item.article, config) for item in issue.items]
    for key in ("section", "country"):
        if key not in places:
            values = dict.fromkeys(value for stand in stands for value in stand[key])
            links = [link for value in values if (link := _part(places, key, value, config))]
            if links:
                yield key, tuple(sorted(links, key=lambda link: link.title.casefold()))


def _part(places: Mapping[str, str], key: str, value: str, config: Config) -> Link | None:
    """Return the part of a feed with one more place; a country of an edition is a part of it by itself."""
    if key == "country" and (edition := config.editions.get(places.get("edition", ""))):
        return _link({"country": value}, config) if len(places) == 1 and value in edition.countries else None
    return _link({**places, key: value}, config, named=key)


def _link(places: Mapping[str, str], config: Config, *, named: str = "") -> Link | None:
    """Return the feed with exactly these places; its title is the name of the place `named`, or of all of them."""
    return _kept_link(tuple(places.items()), Same(config), named)


@lru_cache(maxsize=4096)
def _kept_link(of: tuple[tuple[str, str], ...], config: Same[Config], named: str) -> Link | None:
    """Make a link once for all the articles of a place."""
    places = dict(of)
    feed = _split_by(places.keys(), config.value.feeds)
    if feed is None:
        return None
    slugs = {key: value.lower() for key, value in places.items()}
    return Link(
        id=_PLACEHOLDER.sub(lambda match: slugs[match[1]], feed.id),
        title=", ".join(name_of(key, places[key], config.value) for key in ([named] if named else places)),
        flag=flag(places["country"].upper()) if "country" in places and named in {"", "country"} else "",
    )


def _split_by(keys: Iterable[str], feeds: Iterable[Feed]) -> Feed | None:
    """Find the feed that sources.yaml splits by exactly these placeholders, for every article there is."""
    wanted = sorted(keys)
    for feed in feeds:
        if sorted(_PLACEHOLDER.findall(feed.id)) == wanted and feed.selection == Selection() and "html" in feed.formats:
            return feed
    return None
