# ruff: noqa: RUF001 -- words of many languages, in their own letters
"""Countries that a headline names side by side, of which something is told together: "India and Pakistan agree"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.sightings import Sighting
from publisher.desk.classify.words import Words

SURE: Final = 0.9  # of 1: a name that may be a person's or a town's is no half of a pair
MOST: Final = 4  # more countries than this are a list
_AND: Final = "and und et y e ed и і та й en i och og dan va ve و اور और ও এবং 和 与 與 及 跟 と"
_ANDS: Final = frozenset(_AND.split())
_SIGNS: Final = frozenset({",", "&", "、", "・", "،"})
_OF_ONE: Final = frozenset({"", "-", "‑", "–", "/"})  # "India-Pakistan talks"; an Iranian-American is one person
_KINDS: Final = {"name": "country", "demonym": "country", "capital": "house", "metonym": "house", "leader": "leader"}
_ROLES: Final = frozenset({"", "place", "actor", "side", "speaker", "ours"})


def joined(seen: Sequence[Sighting], words: Words, grammar: Grammar) -> frozenset[str]:
    """Return the countries that the headline names side by side, each as surely as the others; nothing where none."""
    told = [one for one in seen if one.where == "headline" and one.role in _ROLES]
    if len(told) < 2:  # noqa: PLR2004 -- nobody stands beside one
        return _NONE
    largest = max(_rows(told, words, grammar), key=len, default=_NONE)
    return largest if 2 <= len(largest) <= MOST else _NONE  # noqa: PLR2004 -- as above


_NONE: Final[frozenset[str]] = frozenset()


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
