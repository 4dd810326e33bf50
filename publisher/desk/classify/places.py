"""The countries that a place label names: by the names of CLDR, by what news calls them, and by their codes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publisher.desk.labels import fold
from publisher.model.country import COUNTRIES, codes_besides, country_names, usual_names

# Names that are also a person, a thing or another place: they need more than the bare label.
_AMBIGUOUS: Final = frozenset({"georgia", "jordan", "chad", "jersey", "montserrat", "reunion", "monaco"})

# Above a place in a path: "World > Middle East > Jordan".
_REGIONS: Final = frozenset(
    {
        "world", "world news", "international", "countries", "country", "regions", "africa", "asia", "europe",
        "americas", "middle east", "caribbean", "oceania", "pacific", "central asia", "caucasus", "central africa",
        "eastern europe", "mundo", "monde", "welt", "ausland", "mondo", "esteri", "afrique", "europa", "wereld",
    }
)  # fmt: skip

_PLACE_SCHEME: Final = re.compile(
    r"(?:^|[/:._#?=-])(?:iso3166\S*|countr(?:y|ies)|places?|locations?|geo(?:graphy)?|nyt_geo|nations?|territor(?:y|ies))"
    r"(?:$|[/:._#?=-])",
    re.IGNORECASE,
)
_OTHER_SCHEME: Final = re.compile(
    r"(?:^|[/:._#?=-])(?:pers?|persons?|people|nyt_per|nyt_org|organi[sz]ations?|creator|authors?|company|companies"
    r"|tickers?|products?|identifier|access\w*)(?:$|[/:._#?=-])",
    re.IGNORECASE,
)
_HOST: Final = re.compile("^https?://[^/]*/?")
_CODE: Final = re.compile(r"(?:^|[/:#])([A-Za-z]{2,3})$")
_SHORTENED: Final = re.compile(r"\s*\(([^)]*)\)")


def is_place_scheme(scheme: str) -> bool:
    """Say whether a category scheme lists places, such as http://cvx.iptc.org/iso3166-1a2/."""
    return bool(scheme) and bool(_PLACE_SCHEME.search(_HOST.sub("/", scheme)))


def is_other_scheme(scheme: str) -> bool:
    """Say whether a category scheme lists people, organisations or other names, so that "Jordan" is no country."""
    return bool(scheme) and bool(_OTHER_SCHEME.search(_HOST.sub("/", scheme)))


def is_region(folded: str) -> bool:
    """Say whether a folded label is a part of the world, under which places stand."""
    return folded in _REGIONS


def is_ambiguous(folded: str) -> bool:
    """Say whether a country's folded name is also something else, so that the bare label proves nothing."""
    return folded in _AMBIGUOUS


def country_of_code(term: str) -> str:
    """Return the alpha-2 code of a term that ends with an ISO 3166-1 code of two or three letters, else ""."""
    found = _CODE.search(term.strip())
    if not found:
        return ""
    code = found[1].upper()
    code = code if code in COUNTRIES else codes_besides().get(code, "")
    return code if code in COUNTRIES else ""


@lru_cache(maxsize=128)
def names(language: str = "en") -> dict[str, str]:
    """Return the countries by their folded names in a language and in English. Read it, never write it."""
    known = {name: code for code, name in _spellings(language)}
    return _english() | known if language != "en" else known


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return names("en")


def _spellings(language: str) -> list[tuple[str, str]]:
    found = [(code, fold(name)) for code, full in country_names(language).items() for name in _variants(full)]
    if language == "en":
        found += [(code, fold(name)) for code in COUNTRIES for name in usual_names(code)]
    return [(code, name) for code, name in found if name]


def _variants(name: str) -> set[str]:
    """Return a name of CLDR as it stands, and without what CLDR adds: "Myanmar (Burma)", "Hong Kong SAR China"."""
    saint = name.replace("St. ", "Saint ") if name.startswith("St. ") else name
    return {name, saint, _SHORTENED.sub("", name)}
