"""Judge which country a text is about, from its words."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from publisher.desk.classify.countries.grammar import grammar
from publisher.desk.classify.countries.mentions import mentions
from publisher.desk.classify.countries.sightings import Sighting, sightings
from publisher.desk.classify.countries.table import table
from publisher.desk.classify.countries.weighing import shares
from publisher.desk.classify.words import Words

HOME_ALONE: Final = 0.85  # how often an article that names no place is about the home of its source: measured


class Guess(Struct, frozen=True):
    """A country, how sure the words are that the text is about it, and the words."""

    country: str  # alpha-2
    confidence: float
    evidence: tuple[str, ...]  # empty where it is the home of the source, which no word names
    beside: float = 1.0  # its strength beside that of the first: 1 is as strong


def judge_country(words: Words, language: str, home: str = "", date: str = "") -> list[Guess]:
    """Return the countries that a text may be about, the likeliest first.

    `home` (alpha-2) is where the source is at home: it breaks ties, and is the answer where no word tells. `date` (ISO)
    is when the text was written, where that is known: leaders have terms.
    """
    found = mentions(words, table(language), date)
    seen = sightings(found, words, grammar(language), home) if found else []
    if not seen:
        return [Guess(home, HOME_ALONE, ())] if home else []
    likely = shares(seen, home)
    ranked = sorted(likely.items(), key=lambda pair: -pair[1])
    return [Guess(country, share, _evidence(country, seen, words), share / ranked[0][1]) for country, share in ranked]


def _evidence(country: str, seen: list[Sighting], words: Words) -> tuple[str, ...]:
    """Return the words that stand for a country, as they are written, each once."""
    told = [
        " ".join(word.written for word in words.row[one.at : one.at + one.size])
        for one in seen
        if one.country == country
    ]
    return tuple(dict.fromkeys(told))[:5]
