"""Judge which country a text is about, from its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from publisher.desk.classify import marks  # as a module: it asks the table that stands here
from publisher.desk.classify.countries.coming import coming
from publisher.desk.classify.countries.grammar import Grammar, grammar
from publisher.desk.classify.countries.mentions import mentions
from publisher.desk.classify.countries.offices import whose
from publisher.desk.classify.countries.pairs import facing, joined
from publisher.desk.classify.countries.parts import goes_on
from publisher.desk.classify.countries.sightings import KICKER, Sighting, sightings, tells_of
from publisher.desk.classify.countries.table import GROUNDS, STATES, table
from publisher.desk.classify.countries.weighing import shares
from publisher.desk.classify.words import Words

SPEAKERS_ONLY: Final = 0.95  # how much less sure a country is that only its leaders and houses stand for
NOT_PLACED: Final = 0.65  # the same of one that only a dateline names: of 24 such on a recorded day 15 were right
AWAY: Final = 0.8  # the same of the home where its tourists, students or envoys are all that a text names
PASSING: Final = 0.8  # the same of one that is named once in passing: of 95 such on a recorded day 31 were wrong
BENEFIT: Final = 0.14  # of the doubt: a name that is often something else is the less sure where it stands alone
CONTESTED: Final = 0.85  # the same of the home of the source, where another country is named and it does not win
CLEARLY: Final = 0.9  # so sure is who wins
PARTED: Final = 0.5  # of the doubt is left where the others in the text only act on a country, or are away from home
PLACED: Final = 0.4  # the same where the headline places it, and names nobody else but people away from home
NAMED: Final = 0.7  # of 1: a name as sure as that names another country
PROOFS: Final = 5  # words that are told
FACING: Final = 0.81  # how sure two countries are that face each other: 69 of 71 such were about one of the two
BOTH: Final = 0.85  # what these have of 1
HOME_ALONE: Final = 0.83  # how often an article that names no place is about the home of its source, at least: measured


class Guess(Struct, frozen=True, gc=False):
    """A country, how sure the words are that the text is about it, and the words."""

    country: str  # alpha-2
    confidence: float
    evidence: tuple[str, ...]  # empty where it is the home of the source, which no word names
    beside: float = 1.0  # its strength beside that of the first: 1 is as strong
    alone: str = ""  # the kind of the one name that stands for it, away from home and not as the place


def judge_country(words: Words, language: str, home: str = "", date: str = "", least: float = 0.0) -> list[Guess]:
    """Return the countries that a text may be about, the likeliest first.

    `home` (alpha-2) is where the source is at home: it breaks ties, and is the answer where no word tells. `date` (ISO)
    is when the text was written, where that is known: leaders have terms. Who is less sure than `least` is left out.
    """
    found = mentions(words, table(language), marks.seen(words, language).names, date)
    rules = grammar(language)
    seen = whose(coming(sightings(found, words, rules, home), words, rules), home) if found else []
    if not seen:
        return [Guess(home, HOME_ALONE, ())] if home else []
    side_by_side = joined(seen, words, rules) if len(seen) > 1 else NOBODY
    opposed = facing(seen, words, rules) if len(seen) > 1 else NOBODY
    likely = shares(seen, _home_beside(side_by_side or opposed, seen, home))
    ranked = sorted(likely, key=likely.__getitem__, reverse=True)
    first, most = ranked[0], likely[ranked[0]]
    together = _together(ranked, likely, side_by_side)
    shared = sum([likely[one] for one in ranked if one in together])  # in this order: sums of fractions hang on it
    sure = _how_sure_of(first, shared or most, seen, words, home, is_shared=bool(together))
    left = _doubt_left(first, seen, words, rules) if home in {"", first} else 1.0
    sure = 1 - left * (1 - sure) if left < 1 else sure  # to the last figure, where nothing is taken
    if not together and _are_all(ranked, likely) and (both := _together(ranked, likely, opposed)):
        together, sure, ranked = both, max(sure, FACING), _who_is_there(ranked, seen)
        first = ranked[0]
    proofs = _proofs(seen, words)
    alone = _alone(first, seen, home)
    guesses = [Guess(first, sure, tuple(proofs.get(first, ()))[:PROOFS], alone=alone)] if sure >= least else []
    for country in ranked[1:]:
        share = likely[country]
        if country in together:
            guesses.append(Guess(country, sure, tuple(proofs.get(country, ()))[:PROOFS]))
            continue
        if (confidence := min(share, 1 - sure)) >= least:
            guesses.append(Guess(country, confidence, tuple(proofs.get(country, ()))[:PROOFS], left * share / most))
    return guesses


NOBODY: Final[frozenset[str]] = frozenset()


def _how_sure_of(first: str, share: float, seen: list[Sighting], words: Words, home: str, *, is_shared: bool) -> float:
    """Return how sure a country is that is the likeliest with this share, alone or with others."""
    sure = how_sure(share) * _reliance(first, seen, words, home)
    if first == home and not is_shared and sure < CLEARLY and _names_another(home, seen):
        sure *= CONTESTED
    return sure


def _home_beside(others: frozenset[str], seen: list[Sighting], home: str) -> str:
    """Return the home, or "" where the headline is about others together and nothing names it: it is no third."""
    is_named = any([one.country == home for one in seen])  # noqa: C419 -- a list is half as dear as a generator
    return "" if others and not is_named else home


def _together(ranked: list[str], likely: Mapping[str, float], named: frozenset[str]) -> frozenset[str]:
    """Return the countries that are named together where the likeliest is one of them."""
    return named if ranked[0] in named and named <= likely.keys() else NOBODY


def _who_is_there(ranked: list[str], seen: list[Sighting]) -> list[str]:
    """Return two countries that face each other, the likeliest second where only its people, abroad, are told of."""
    is_away = all([one.role == "abroad" for one in seen if one.country == ranked[0] and one.where == "headline"])  # noqa: C419 -- as above
    return [ranked[1], ranked[0], *ranked[2:]] if is_away else ranked


def _are_all(ranked: list[str], likely: Mapping[str, float]) -> bool:
    """Say whether the two likeliest leave little to others."""
    return sum([likely[country] for country in ranked[:2]]) >= BOTH


def how_sure(share: float) -> float:
    """Return how often an answer with this share is right, between the points that were measured."""
    above = bisect_right(_SHARES, share)
    if above == len(_SHARES):
        return _RIGHT[-1]
    low, high = _SHARES[above - 1], _SHARES[above]
    return _RIGHT[above - 1] + (_RIGHT[above] - _RIGHT[above - 1]) * (share - low) / (high - low)


# docs/classification.md has the measurement.
_SHARES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.99, 1.0)
_RIGHT: Final = (0.3, 0.57, 0.6, 0.68, 0.74, 0.79, 0.86, 0.92, 0.945, 0.965, 0.99)


def _reliance(country: str, seen: list[Sighting], words: Words, home: str) -> float:
    """Return how much of its sureness is left to a country by what stands for it: 1 is all."""
    whole = 1.0 if _is_placed(country, seen) else SPEAKERS_ONLY
    mine = [one for one in seen if one.country == country]
    if country == home:
        return AWAY if len(seen) == 1 and seen[0].role == "abroad" else whole
    if len(mine) == 1 and mine[0].role == "side" and mine[0].kind == "demonym":
        return NOT_PLACED  # "Ukrainian drones hit refinery": those of a nation are met elsewhere
    if all([one.role in _ELSEWHERE for one in mine]):  # noqa: C419 -- a list is half as dear as a generator
        return NOT_PLACED  # it was written there, or is about people from there, and may have happened anywhere
    if len(mine) == 1 and _is_passing(mine[0], words):
        return PASSING
    surest = max([one.weight for one in mine])
    return min(whole, surest + BENEFIT) if len({one.weight for one in mine}) == 1 else whole


def _doubt_left(country: str, seen: list[Sighting], words: Words, rules: Grammar) -> float:
    """Return what is left of the doubt where each country has its part: 1 is all of it.

    "Washington condemns Kabul blast"; "Swede drowns in Thailand", whatever the text says of where she came from.
    """
    others = [one for one in seen if one.country != country]
    if not others:
        return 1.0
    mine = [one for one in seen if one.country == country and one.where == "headline" and one.weight >= NAMED]
    if not mine:
        return 1.0
    is_placed = any(_is_where_it_happened(one) for one in mine)
    if is_placed and all(one.where != "headline" or one.role == "abroad" for one in others):
        return PLACED
    acting = _NOT_THERE if is_placed else _ACTING  # "Putin gets red carpet in Alaska"
    if not all(one.role in (acting if one.where == "headline" else _NOT_THERE) for one in others):
        return 1.0
    return PARTED if any(_is_ground(one, words, rules) for one in mine) else 1.0


def _is_where_it_happened(one: Sighting) -> bool:
    return (one.role == "place" and one.kind in GROUNDS) or one.kind == KICKER


def _is_ground(one: Sighting, words: Words, rules: Grammar) -> bool:
    """Say whether a headline places something here: "in Kabul", "Kabul blast"; in "blames Kabul" it is a government."""
    if one.role or one.kind not in GROUNDS:
        return _is_where_it_happened(one)
    return one.kind == "city" or tells_of(rules.strikes, words, rules) or goes_on(one.at + one.size, words, rules)


def _alone(country: str, seen: list[Sighting], home: str) -> str:
    """Return the kind of the only name of a text, where it is of another country and not where something happened."""
    if len(seen) > 1 or country == home or seen[0].role == "place":
        return ""
    return seen[0].kind


def _is_passing(one: Sighting, words: Words) -> bool:
    """Say whether a country is named in the text only; a town in passing is neither where it was nor a club's."""
    if one.where == "headline" or one.kind not in _PASSING:
        return False
    end = one.at + one.size
    if one.kind in STATES:
        return True
    goes_on_as_a_name = end < len(words.folded) and words.initial(end).isupper() and not words.after(end - 1)
    return one.role != "place" and not goes_on_as_a_name


def _is_placed(country: str, seen: list[Sighting]) -> bool:
    """Say whether a country is named, or only its leaders and houses are: those speak of other countries, too."""
    return any([one.country == country and one.kind in _NAMING for one in seen])  # noqa: C419 -- a list is half as dear as a generator


_PASSING: Final = STATES | {"capital", "city"}
_ELSEWHERE: Final = frozenset({"dateline", "abroad"})
_ACTING: Final = frozenset({"actor", "abroad", "matter", "dateline"})
_NOT_THERE: Final = _ACTING | {"speaker", "side"}
_NAMING: Final = frozenset({"name", "capital", "city", "region", "common", "kicker", "demonym", "thing"})


def _names_another(home: str, seen: list[Sighting]) -> bool:
    """Say whether another country is surely named: what is told of the home may be who speaks of it."""
    named = [one.country for one in seen if one.weight >= NAMED and one.kind in _NAMING and one.role != "abroad"]
    return not {home}.issuperset(named)


def _proofs(seen: list[Sighting], words: Words) -> dict[str, dict[str, None]]:
    """Return the words that stand for each country, as they are written, each once and in order."""
    proofs: dict[str, dict[str, None]] = {}
    for one in seen:
        at, size = one.at, one.size
        written = words.written(at) if size == 1 else " ".join(map(words.written, range(at, at + size)))
        if one.country in proofs:
            proofs[one.country][written] = None
        else:
            proofs[one.country] = {written: None}
    return proofs
