"""The countries: ISO 3166-1 alpha-2 codes and their names, as CLDR has them.

What they are called in the languages of news was written into country.bin by `scripts/countries.py`; Babel, which knows
the others, takes long to load.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import msgspec
from msgspec import Struct

# All that CLDR names, less the regions that are no countries; XK (Kosovo) is user-assigned in ISO 3166-1 and in use
# everywhere. Written out: babel takes long to load, and few processes need a name.
_CODES: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES: Final = frozenset(_CODES.split())


# What news and readers call countries, beside the names of CLDR.
_USUAL: Final = {
    "AE": "UAE|Emirates",
    "BA": "Bosnia|Bosnia Herzegovina",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "CD": "DR Congo|DRC|Democratic Republic of Congo|Democratic Republic of the Congo|Congo Kinshasa",
    "CG": "Republic of Congo|Republic of the Congo|Congo Brazzaville",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CV": "Cabo Verde|Cape Verde",
    "CZ": "Czech Republic",
    "FM": "Federated States of Micronesia",
    "GB": "UK|Great Britain|Britain",
    "GM": "The Gambia",
    "HK": "Hong Kong",
    "IR": "Islamic Republic of Iran",
    "KP": "DPRK|Democratic People's Republic of Korea",
    "KR": "Republic of Korea",
    "LA": "Lao PDR",
    "MK": "Macedonia|FYR Macedonia",
    "MM": "Myanmar|Burma",
    "MO": "Macau|Macao",
    "NL": "The Netherlands|Holland",
    "PH": "The Philippines",
    "PS": "Palestine|Palestinian Territory|Occupied Palestinian Territory|State of Palestine",
    "RU": "Russian Federation",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey|Türkiye",
    "TZ": "United Republic of Tanzania",
    "US": "USA|US|United States of America",
    "VA": "Vatican|The Vatican|Holy See",
    "VN": "Viet Nam",
}


class Written(Struct, frozen=True, array_like=True):
    """What country.bin holds."""

    codes: dict[str, str]  # of two letters, by what else stands for them: three letters, and codes of old
    names: dict[str, bytes]  # by language (ISO 639), in the order of the countries' codes, a line each; compressed


@cache
def _written() -> Written:
    from importlib.resources import files  # noqa: PLC0415 -- dear to load, and few processes name a country

    return msgspec.msgpack.decode(files(__package__).joinpath("country.bin").read_bytes(), type=Written)


def codes_besides() -> Mapping[str, str]:
    """Return the codes of two letters by what else stands for them: DEU for DE, and BUR for MM."""
    return _written().codes


def _territories(language: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- dear to load, and few languages need it

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return dict(locale.territories)


@lru_cache(maxsize=64)
def country_names(language: str = "en") -> dict[str, str]:
    """Every country's name in a language (BCP 47); in English where CLDR does not know the language."""
    if packed := _written().names.get(language):
        return dict(zip(sorted(COUNTRIES), zlib.decompress(packed).decode().split("\n"), strict=True))
    return names_of_cldr(language)


def names_of_cldr(language: str) -> dict[str, str]:
    """Return the same from CLDR itself."""
    names = _territories(language)
    english = _territories("en")
    return {code: names.get(code) or english[code] for code in sorted(COUNTRIES)}


def country_name(code: str, language: str = "en") -> str:
    """Return one country's name; the code itself where there is no such country."""
    return country_names(language).get(code, code)


def usual_names(code: str) -> tuple[str, ...]:
    """Return what else a country is called in English, if anything: UK, Ivory Coast, Holland."""
    return tuple(_USUAL[code].split("|")) if code in _USUAL else ()


def flag(code: str) -> str:
    """Return the flag of a country as two regional indicator symbols."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)
