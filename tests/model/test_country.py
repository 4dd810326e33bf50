"""The list of countries is CLDR's."""

from __future__ import annotations

from typing import Final

from babel import Locale
from babel.core import get_global

from publisher.model.country import COUNTRIES, codes_besides, country_name, country_names, names_of_cldr

NO_COUNTRIES: Final = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_countries_are_those_of_cldr() -> None:
    """What is written out is all that CLDR names with two letters, less what is no country."""
    named = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}
    assert named - NO_COUNTRIES == COUNTRIES
    assert country_name("DE", "fr") == "Allemagne"


def test_what_is_written_of_the_countries_is_what_cldr_says() -> None:
    """The names and the codes that need no Babel are those that Babel has."""
    languages = ("en", "ar", "zh", "pt", "sr")
    assert [language for language in languages if country_names(language) != names_of_cldr(language)] == []
    aliases = get_global("territory_aliases").items()
    assert codes_besides() == {old: now[0] for old, now in aliases if old.isalpha() and len(now) == 1}
