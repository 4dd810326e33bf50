"""The list of countries is CLDR's."""

from __future__ import annotations

from typing import Final

from babel import Locale

from publisher.desk.language.judge import _USUAL, _known_languages
from publisher.model.country import COUNTRIES, country_name

NO_COUNTRIES: Final = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_countries_are_those_of_cldr() -> None:
    """What is written out is all that CLDR names with two letters, less what is no country."""
    named = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}
    assert named - NO_COUNTRIES == COUNTRIES
    assert country_name("DE", "fr") == "Allemagne"


def test_usual_languages_are_languages() -> None:
    """What spares looking into CLDR is in it."""
    assert _known_languages() >= _USUAL
