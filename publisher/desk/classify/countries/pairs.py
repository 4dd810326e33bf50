# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""Countries that a headline is about together.

side by side ─ "India and Pakistan agree", "US-Iran talks", "Germany beat France"
face to face ─ "Trump warns Iran", "China to scrap tariffs on Swiss goods"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.parts import acts, goes_on
from publisher.desk.classify.countries.sightings import Sighting, tells_of
from publisher.desk.classify.words import Words

SURE: Final = 0.9  # of 1: a name that may be a person's or a town's is no half of a pair
LIKELY: Final = 0.8  # of 1: the same of a nation, beside the name of another country
MOST: Final = 4  # more countries than this are a list
_AND: Final = "and und et y e ed и і та й en i och og dan va ve و اور और ও এবং 和 与 與 及 跟 と"
_ANDS: Final = frozenset(_AND.split())
_SIGNS: Final = frozenset({",", "&", "、", "・", "،"})
_OF_ONE: Final = frozenset({"", "-", "‑", "–", "/"})  # "India-Pakistan talks"; an Iranian-American is one person
_KINDS: Final = {"name": "country", "demonym": "country", "capital": "house", "metonym": "house", "leader": "leader"}
_ROLES: Final = frozenset({"", "place", "actor", "side", "speaker", "ours", "matter"})


def joined(seen: Sequence[Sighting], words: Words, grammar: Grammar) -> frozenset[str]:
    """Return the countries that the headline names side by side, each as surely as the others; nothing where none."""
    told = [one for one in seen if one.where == "headline" and one.role in _ROLES]
    if len(told) < 2:  # noqa: PLR2004 -- nobody stands beside one
        return _NONE
    largest = max(_rows(told, words, grammar), key=len, default=_NONE)
    if not 2 <= len(largest) <= MOST:  # noqa: PLR2004 -- as above
        return _NONE
    if any([one.role == "matter" and one.country in largest for one in told]):  # noqa: C419 -- a list is half as dear as a generator
        return largest  # "India imports more as Russia-Ukraine war goes on"
    others = frozenset([one.country for one in told if _faces_a_row(one)]) - largest
    return largest | others if len(others) == 1 else largest


def _faces_a_row(one: Sighting) -> bool:
    """Say whether a country does something to several, or they to it: "Iran says US and Israel broke the truce"."""
    return one.kind in _ACTORS and one.role in _FACING and one.weight >= SURE


def facing(seen: Sequence[Sighting], words: Words, grammar: Grammar) -> frozenset[str]:
    """Return the two countries of a headline that names no others, and no place where it happened; nothing where none.

    What a state does about another is news of both; who reacts to what happened in a town or "in Iran" is no half, and
    a leader of a third country is none of two that are named: "China tests South Korea as Trump unsettles allies".
    """
    told = [one for one in seen if one.where == "headline" and one.kind != "thing"]
    countries = frozenset([one.country for one in told])
    if len(countries) > 2:  # noqa: PLR2004 -- one who does something, and one to whom it is done
        countries = frozenset([one.country for one in told if one.kind != "leader"])
        told = [one for one in told if one.country in countries]
    if len(countries) != 2:  # noqa: PLR2004 -- as above
        return _NONE
    if any([one.kind in _HOUSES for one in told]):  # noqa: C419 -- a list is half as dear as a generator
        return countries if _are_governments(told, words, grammar) else _NONE
    if not all([_stands_for_state(one) for one in told]):  # noqa: C419 -- as above
        return _NONE
    kinds = {one.kind for one in told}
    if kinds.isdisjoint(_ACTORS) or ("demonym" in kinds and _are_of_one(told)):
        return _NONE
    if "leader" not in kinds and any([one.role == "matter" for one in told]):  # noqa: C419 -- as above
        return _NONE  # "Egypt holds rates with no end to Iran war in sight"
    sure = {one.country for one in told if one.weight >= (LIKELY if one.kind == "demonym" else SURE)}
    return countries if len(sure) == len(countries) else _NONE


def _are_governments(told: Sequence[Sighting], words: Words, grammar: Grammar) -> bool:
    """Say whether a capital does something to another one, or to another country: "Kinshasa accuses Kigali".

    In "Washington condemns Kabul blast" the noun behind the other one makes it the place.
    """
    if not grammar.loose or tells_of(grammar.strikes, words, grammar):
        return False  # who strikes whom is told from where it happened
    acting = [one for one in told if one.kind in _HOUSES and acts(one.at + one.size, words, grammar)]
    return bool(acting) and all([one in acting or _may_answer(one, words, grammar) for one in told])  # noqa: C419 -- as above


def _may_answer(one: Sighting, words: Words, grammar: Grammar) -> bool:
    """Say whether a name stands for a state that something is done to, and not for where something happened."""
    if one.kind not in _GOVERNING or one.role not in _OF_HOUSES or one.weight < LIKELY:
        return False
    return one.kind == "demonym" or not goes_on(one.at + one.size, words, grammar)


def _are_of_one(told: Sequence[Sighting]) -> bool:
    """Say whether a nation is written to another name, as of one person: "Chinese American author"."""
    return any([two.at == one.at + one.size and "demonym" in {one.kind, two.kind} for one, two in pairwise(told)])  # noqa: C419 -- as above


def _stands_for_state(one: Sighting) -> bool:
    if one.kind == "demonym":
        return one.role in _OF_NATIONS
    return one.kind in _ACTORS and one.role in _ROLES and one.role != "place"


_OF_NATIONS: Final = frozenset({"", "actor", "side", "abroad"})  # "Poland arrests Ukrainian", "tariffs on Swiss goods"
_HOUSES: Final = frozenset({"capital", "metonym"})
_GOVERNING: Final = _HOUSES | {"name", "demonym"}
_OF_HOUSES: Final = frozenset({"", "actor", "abroad", "speaker", "side"})
_FACING: Final = frozenset({"", "actor", "speaker"})
_NONE: Final[frozenset[str]] = frozenset()
_ACTORS: Final = frozenset({"name", "leader"})


def _rows(told: Sequence[Sighting], words: Words, grammar: Grammar) -> Iterator[frozenset[str]]:
    """Yield the rows of countries that stand side by side."""
    row = {told[0].country}
    for one, two in pairwise(told):
        if _are_joined(one, two, words, grammar):
            row.add(two.country)
        else:
            yield frozenset(row)
            row = {two.country}
    yield frozenset(row)


def _are_joined(one: Sighting, two: Sighting, words: Words, grammar: Grammar) -> bool:
    if one.at == two.at:
        return True  # one word means both: "Koreas", "日中"
    kind, end = _KINDS.get(one.kind, ""), one.at + one.size
    if not kind or kind != _KINDS.get(two.kind) or min(one.weight, two.weight) < SURE or two.at < end:
        return False
    passed = grammar.articles | grammar.places
    between = [word for word in words.folded[end : two.at] if word not in passed]
    if between:
        return len(between) == 1 and (between[0] in _ANDS or between[0] in grammar.wins)
    last = end - 1
    sign = words.text[words.starts[last] + len(words.written(last)) : words.starts[end]].strip()
    return sign in _SIGNS or (sign in _OF_ONE and two.at == end and "demonym" not in {one.kind, two.kind})
