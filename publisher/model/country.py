"""The countries: ISO 3166-1 alpha-2 codes and their names, as CLDR has them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

# CLDR also names regions that are no countries; XK (Kosovo) is user-assigned in ISO 3166-1 and in use everywhere.
_NOT_COUNTRIES: Final = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


def _territories(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return dict(locale.territories)


COUNTRIES: Final = frozenset(code for code in _territories("en") if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES  # noqa: PLR2004 -- alpha-2


@lru_cache(maxsize=64)
def country_names(language: str = "en") -> dict[str, str]:
    """Every country's name in a language (BCP 47); in English where CLDR does not know the language."""
    names = _territories(language)
    english = _territories("en")
    return {code: names.get(code) or english[code] for code in COUNTRIES}


def country_name(code: str, language: str = "en") -> str:
    """Return one country's name; the code itself where there is no such country."""
    return country_names(language).get(code, code)


def flag(code: str) -> str:
    """Return the flag of a country as two regional indicator symbols."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)
