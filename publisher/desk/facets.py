"""The placeholders of a feed's id, the values that an article has for them, and the feed that each value makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from msgspec.structs import replace

from publisher.model import Article, Config, Exclusion, Feed, Selection
from publisher.model.country import country_name

Values: TypeAlias = Mapping[str, str]

NOTHING: Final = Exclusion()
PLACEHOLDERS: Final = ("section", "country", "edition", "genre", "language", "agency")
_PLACEHOLDER: Final = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_NOT_IN_SLUG: Final = re.compile("[^a-z0-9]+")


class Facts(NamedTuple):
    """Everything of an article that decides which feeds it belongs in; "" and empty where it has none."""

    section: str = ""
    genre: str = ""
    events: tuple[str, ...] = ()  # the countries that it is about
    language: str = ""  # BCP 47
    agency: str = ""
    source: str = ""


def facts_of(article: Article) -> Facts:
    """Return what decides in which feeds an article belongs."""
    section, genre = article.section, article.genre
    return Facts(
        section.value if section else "",
        genre.value if genre else "",
        events_of(article),
        article.language,
        article.agency,
        article.source,
    )


def events_of(article: Article) -> tuple[str, ...]:
    """Return what `Article.events` does, sooner: most articles are about one country or none."""
    found = [place.country for place in article.countries if place.role == "event"]
    return tuple(found) if len(found) <= 1 else tuple(dict.fromkeys(found))


def placeholders(feed: Feed) -> tuple[str, ...]:
    """Return the placeholders of a declared feed's id, each once, in their order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(feed.id)))


def facets(article: Article, config: Config) -> dict[str, tuple[str, ...]]:
    """Return the values that an article has for each placeholder; only the countries of the event count."""
    return values_of(facts_of(article), config)


def values_of(facts: Facts, config: Config) -> dict[str, tuple[str, ...]]:
    """Return the values that facts give for each placeholder."""
    events = frozenset(facts.events)
    editions = [edition.id for edition in config.editions.values() if not events.isdisjoint(edition.countries)]
    return {
        "section": (facts.section,) if facts.section else (),
        "country": facts.events,
        "edition": tuple(editions),
        "genre": (facts.genre,) if facts.genre else (),
        "language": () if facts.language in {"", "und"} else (primary(facts.language),),
        "agency": (facts.agency,),
    }


def meets(selection: Selection, facts: Facts, events: AbstractSet[str]) -> bool:
    """Say whether facts meet every set of a selection that is not empty, and none of its `not`.

    `events` are theirs, as a set.
    """
    return (
        (not selection.sections or facts.section in selection.sections)
        and (not selection.countries or not selection.countries.isdisjoint(events))
        and (not selection.genres or facts.genre in selection.genres)
        and (not selection.languages or primary(facts.language) in selection.languages)
        and (not selection.agencies or facts.agency in selection.agencies)
        and (not selection.sources or facts.source in selection.sources)
        and (selection.but == NOTHING or not _meets_any(selection.but, facts, events))
    )


def _meets_any(but: Exclusion, facts: Facts, events: AbstractSet[str]) -> bool:
    return (
        facts.section in but.sections
        or not but.countries.isdisjoint(events)
        or facts.genre in but.genres
        or primary(facts.language) in but.languages
        or facts.agency in but.agencies
        or facts.source in but.sources
    )


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag: "pt" of "pt-BR"."""
    return language.partition("-")[0]


def slug(value: str) -> str:
    """Return a value as it stands in a feed's id: "in" of "IN"."""
    return _NOT_IN_SLUG.sub("-", value.lower()).strip("-")


def filled(feed: Feed, values: Values, config: Config) -> tuple[str, frozenset[str]] | None:
    """Return the id of the feed that `expand` would make, and the countries it would select; None for none."""
    if not _are_configured(values, config):
        return None
    selection = _narrowed(feed.selection, values, config)
    return None if selection is None else (_filled_id(feed, values), selection.countries)


def _are_configured(values: Values, config: Config) -> bool:
    """Say whether the section and the agency among values are still there: articles outlive them."""
    section, agency = values.get("section"), values.get("agency")
    return (section is None or section in config.sections) and (agency is None or agency in config.agencies)


def expand(feed: Feed, values: Values, config: Config) -> Feed:
    """Fill in a declared feed's placeholders: slugs in the id, names for people in title and description.

    The values narrow what the feed selects. Raises ValueError where they leave nothing: such a feed does not exist.
    """
    selection = _narrowed(feed.selection, values, config)
    if selection is None:
        message = f"{feed.id} does not select {dict(values)}"
        raise ValueError(message)
    named = {name: _NAMES[name](value, config) for name, value in values.items()}
    return replace(
        feed,
        id=_filled_id(feed, values),
        title=_fill(feed.title, named),
        description=_fill(feed.description, named),
        selection=selection,
        places=tuple((name, slug(values[name])) for name in placeholders(feed)),
    )


def _filled_id(feed: Feed, values: Values) -> str:
    return _fill(feed.id, {name: slug(value) for name, value in values.items()})


def _fill(text: str, values: Values) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _narrowed(selection: Selection, values: Values, config: Config) -> Selection | None:
    wanted = dict(zip(_SETS.values(), (getattr(selection, name) for name in _SETS.values()), strict=True))
    for name, value in values.items():
        kept = _members(name, value, config)
        wanted[_SETS[name]] = kept & wanted[_SETS[name]] if wanted[_SETS[name]] else kept
        if not wanted[_SETS[name]] - getattr(selection.but, _SETS[name]):
            return None
    return replace(selection, **wanted)


def _members(name: str, value: str, config: Config) -> frozenset[str]:
    return frozenset(config.editions[value].countries) if name == "edition" else frozenset({value})


def language_name(code: str, config: Config) -> str:
    """Return a language's name in the language of the site; the code itself where CLDR does not know it."""
    name = str(_languages(config.site.language).get(code, code))
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8)
def _languages(language: str) -> Mapping[str, str]:
    """Return the names of all languages in one of them; in English where CLDR does not know that."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- dear to load, and few feeds are named by a language

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return dict(locale.languages)


def _genre_name(genre: str) -> str:
    return genre.replace("-", " ").capitalize()


# The set of a Selection that each placeholder narrows.
_SETS: Final = {
    "section": "sections",
    "country": "countries",
    "edition": "countries",
    "genre": "genres",
    "language": "languages",
    "agency": "agencies",
}
_NAMES: Final[dict[str, Callable[[str, Config], str]]] = {
    "section": lambda value, config: config.sections[value].title,
    "country": lambda value, config: country_name(value, config.site.language),
    "edition": lambda value, config: config.editions[value].title,
    "genre": lambda value, _: _genre_name(value),
    "language": language_name,
    "agency": lambda value, config: config.agencies[value].name,
}
