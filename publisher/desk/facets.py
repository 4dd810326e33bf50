"""The placeholders of a feed's id, the values that an article has for them, and the feed that each value makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from babel import Locale, UnknownLocaleError
from msgspec.structs import replace

from publisher.model import Article, Config, Feed, Selection
from publisher.model.country import country_name

Values: TypeAlias = Mapping[str, str]

PLACEHOLDERS: Final = ("section", "country", "edition", "genre", "language", "agency")
_PLACEHOLDER: Final = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_NOT_IN_SLUG: Final = re.compile("[^a-z0-9]+")


def placeholders(feed: Feed) -> tuple[str, ...]:
    """Return the placeholders of a declared feed's id, each once, in their order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(feed.id)))


def facets(article: Article, config: Config) -> dict[str, tuple[str, ...]]:
    """Return the values that an article has for each placeholder; only the countries of the event count."""
    events = article.events
    editions = [edition.id for edition in config.editions.values() if not edition_misses(edition.countries, events)]
    return {
        "section": (article.section.value,) if article.section else (),
        "country": events,
        "edition": tuple(editions) if events else (),
        "genre": (article.genre.value,) if article.genre else (),
        "language": () if article.language in {"", "und"} else (primary(article.language),),
        "agency": (article.agency,),
    }


def edition_misses(countries: Iterable[str], events: tuple[str, ...]) -> bool:
    """Say whether none of the events happened in an edition's countries."""
    return not any(country in events for country in countries)


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag: "pt" of "pt-BR"."""
    return language.partition("-")[0]


def slug(value: str) -> str:
    """Return a value as it stands in a feed's id: "in" of "IN"."""
    return _NOT_IN_SLUG.sub("-", value.lower()).strip("-")


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
        id=_fill(feed.id, {name: slug(value) for name, value in values.items()}),
        title=_fill(feed.title, named),
        description=_fill(feed.description, named),
        selection=selection,
        places=tuple((name, slug(values[name])) for name in placeholders(feed)),
    )


def _fill(text: str, values: Values) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _narrowed(selection: Selection, values: Values, config: Config) -> Selection | None:
    wanted = dict(zip(_SETS.values(), (getattr(selection, name) for name in _SETS.values()), strict=True))
    for name, value in values.items():
        kept = _members(name, value, config)
        wanted[_SETS[name]] = kept & wanted[_SETS[name]] if wanted[_SETS[name]] else kept
        if not wanted[_SETS[name]]:
            return None
    return replace(selection, **wanted)


def _members(name: str, value: str, config: Config) -> frozenset[str]:
    return frozenset(config.editions[value].countries) if name == "edition" else frozenset({value})


def language_name(code: str, config: Config) -> str:
    """Return a language's name in the language of the site; the code itself where CLDR does not know it."""
    try:
        locale = Locale.parse(config.site.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    name = str(locale.languages.get(code, code))
    return name[:1].upper() + name[1:]


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
