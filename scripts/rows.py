# ruff: noqa: RUF001, SIM905 -- words of many languages, in their own letters; lists of words that are read by people
"""Rows of the gazetteer: what is written in scripts/gazetteer/, and the names of countries that CLDR has."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from babel import Locale

from publisher.desk.classify.words import phrase
from publisher.model.country import COUNTRIES

LISTS: Final = Path(__file__).parent / "gazetteer"
OWNED: Final = frozenset({"HK", "MO", "UM", "VI", "VG", "MF", "SX"})  # what CLDR writes in brackets is whose they are
READ: Final = "en es fr de pt it ru ar zh ja hi bn".split()  # the languages with reviewed lists
NAMED: Final = (  # and those with names of countries
    "nl pl sv da no fi el cs sk ro hu tr uk bg sr hr sl mk he fa ur th vi id ms ko ta te mr gu kn ml pa ne si sw fil ca"
).split()
ALL: Final = [*READ, *NAMED]
LATIN: Final = (
    "latin"  # the table that is read with every language but English: names that are written alike everywhere
)
PLACES: Final = frozenset({"name", "capital", "city", "region"})


class Row(NamedTuple):
    """One word and one country it may mean."""

    language: str
    word: str
    country: str
    kind: str
    weight: int
    since: str = ""
    until: str = ""


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


def first_names() -> list[str]:
    """Return the first names of the list, folded."""
    lines = (LISTS / "first_names.txt").read_text("utf-8").splitlines()
    return [phrase(name)[0] for line in lines if not line.startswith("#") for name in line.split()]


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
