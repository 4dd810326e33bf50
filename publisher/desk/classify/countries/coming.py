"""Who comes from elsewhere to where it happened: "Мотоциклист из Перми погиб на Бали"."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.parts import behind_joints, is_named, stands_before
from publisher.desk.classify.countries.sightings import KICKER, Sighting
from publisher.desk.classify.countries.table import GROUNDS
from publisher.desk.classify.words import Words

_UNTOLD: Final = frozenset({"", "place"})


def coming(seen: list[Sighting], words: Words, grammar: Grammar) -> list[Sighting]:
    """Tell from where somebody comes, where the headline tells what happened to him in another country."""
    if len(seen) < 2 or not (grammar.origins or grammar.after_origins):  # noqa: PLR2004 -- it takes two places
        return seen
    if grammar.loose and grammar.origins.isdisjoint(words.folded[: words.headline]):
        return seen
    first = seen[0].country
    if all([one.country == first for one in seen]):  # noqa: C419 -- a list is half as dear as a generator
        return seen
    placed = {one.country for one in seen if one.where == "headline" and _is_placed(one, words, grammar)}
    if not placed:
        return seen
    return [
        replace(one, role="abroad") if placed - {one.country} and _comes_from(one, words, grammar) else one
        for one in seen
    ]


def _is_placed(one: Sighting, words: Words, grammar: Grammar) -> bool:
    """Say whether a headline names where it happened: "on Bali", or a town as in "a court of Milan"."""
    return (
        one.role == "place"
        or one.kind == KICKER
        or (not one.role and one.kind == "city" and not _comes_from(one, words, grammar))
    )


def _is_somebody(one: Sighting, words: Words, grammar: Grammar) -> bool:
    """Say whether a sentence begins with one of a nation: "Italiana arrestata a Bali", "Nice: português condenado"."""
    at, end = one.at, one.at + one.size
    if not grammar.articles or grammar.loose or end >= words.headline or (at and words.after(at - 1) != ":"):
        return False
    if grammar.noun_first and words.folded[at].endswith(_OF_SEVERAL) and not words.folded[at].endswith(_OF_ONE):
        return False
    return not words.after(end - 1) and words.initial(end).islower()


_OF_SEVERAL: Final = ("s", "i")
_OF_ONE: Final = ("gues", "nces", "gles", "anes", "ones", "chines", "ais", "ois")  # "português", "français"


def _comes_from(one: Sighting, words: Words, grammar: Grammar) -> bool:
    """Say whether somebody comes from a place or, in the text, goes to it: "из Перми", "कनाडा से", "летевших в Сеул"."""
    at, end, folded = one.at, one.at + one.size, words.folded
    if one.role not in _UNTOLD:
        return False
    if one.kind not in GROUNDS:
        return one.kind == "demonym" and _is_somebody(one, words, grammar)
    if is_named(grammar.after_origins, end, words):
        return True
    if at in {0, words.headline}:
        return False
    if _is_behind_an_origin(at, words, grammar):
        return True
    return at > words.headline and folded[end - 1][-1] in grammar.toward and folded[at - 1] in grammar.places


def _is_behind_an_origin(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a small word, or who is mostly met abroad, stands there: "из Перми", "turista di Bergamo"."""
    folded, origins = words.folded, grammar.origins
    if folded[at - 1] in origins or "".join(folded[max(0, at - 2) : at]) in origins:
        return True
    joined = behind_joints(at, words, grammar) if grammar.noun_first else at
    return joined < at and stands_before(grammar.abroad, joined, words)
