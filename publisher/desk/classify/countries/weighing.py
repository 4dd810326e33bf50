"""How sure a text is about each country: what is seen of it is summed, and the countries are weighed together.

strength of a sighting  =  its words x its kind x its place in the article x its part in the sentence
strength of a country   =  its strongest sighting + what the others still add (+ the home of the source, a little)
likelihood              =  strength ^ SHARPNESS, as a share of all countries and of "another one, or none"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from publisher.desk.classify.countries.sightings import Sighting


class Scales(Struct, frozen=True, kw_only=True):
    """The weights. They were set by hand and smoothed on recorded news: docs/classification.md tells how."""

    kinds: Mapping[str, float]
    places: Mapping[str, float]
    roles: Mapping[str, float]
    again: float  # what each further sighting of a country is worth of the one before
    early: float  # added to the first sighting of the article
    home: float  # strength of the home of the source by itself
    away: float  # the same, where the headline says that it happened in another country
    gone: float  # the same, where the headline has people of the home in that country
    nowhere: float  # strength of "another country, or none"
    sharpness: float


_ASIDE: Final = frozenset({"actor", "abroad"})
_AWAY: Final = frozenset({"abroad", "speaker"})
_TOWNS: Final = frozenset({"capital", "city"})

SCALES: Final = Scales(
    kinds={
        "name": 1.0,
        "capital": 0.65,
        "city": 0.8,
        "region": 0.8,
        "demonym": 1.1,
        "metonym": 0.9,
        "institution": 0.6,
        "leader": 0.6,
        "thing": 0.5,
        "common": 0.55,
        "kicker": 0.55,
    },
    places={"headline": 0.85, "opening": 0.7, "lead": 0.7, "rest": 0.7},
    roles={
        "": 1.0,
        "place": 1.4,
        "actor": 0.55,
        "side": 0.4,
        "abroad": 0.38,
        "dateline": 0.4,
        "speaker": 0.57,
        "ours": 0.3,
        "matter": 0.4,
    },
    again=0.75,
    early=0.12,
    home=0.55,
    away=0.2,
    gone=0.05,
    nowhere=0.08,
    sharpness=2.15,
)


def shares(seen: Sequence[Sighting], home: str, scales: Scales = SCALES) -> dict[str, float]:
    """Return how likely each country is the one that the text is about; together less than 1."""
    sharpness = scales.sharpness
    powers = {country: strength**sharpness for country, strength in strengths_of(seen, home, scales).items()}
    total = sum(powers.values()) + scales.nowhere**sharpness
    return {country: power / total for country, power in powers.items()}


def strengths_of(seen: Sequence[Sighting], home: str, scales: Scales = SCALES) -> dict[str, float]:
    """Return the strength of each country that is seen, and of the home."""
    kinds, places, roles = scales.kinds, scales.places, scales.roles
    each: dict[str, list[float]] = {}
    early = scales.early  # for the first sighting only
    for one in seen:
        strength = one.weight * kinds[one.kind] * places[one.where] * roles[one.role] + (
            0.0 if one.role in _ASIDE else early * one.weight
        )
        early = 0.0
        if one.country in each:
            each[one.country].append(strength)
        else:
            each[one.country] = [strength]
    again = scales.again
    strengths = {country: found[0] if len(found) == 1 else _summed(found, again) for country, found in each.items()}
    if home:
        strengths[home] = strengths.get(home, 0.0) + _at_home(seen, home, scales)
    return strengths


def _at_home(seen: Sequence[Sighting], home: str, scales: Scales) -> float:
    """Return the strength of the home of the source by itself."""
    if not _is_elsewhere(seen, home):
        return scales.home
    are_gone = any([one.role == "abroad" and one.country == home and one.where == "headline" for one in seen])  # noqa: C419 -- a list is half as dear as a generator
    return scales.gone if are_gone else scales.away


def _is_elsewhere(seen: Sequence[Sighting], home: str) -> bool:
    """Say whether the headline places it in another country, or names one that people of the home are in."""
    told = [one for one in seen if one.where == "headline"]
    if any([one.role == "place" and one.country != home for one in told]):  # noqa: C419 -- a list is half as dear as a generator
        return True
    towns = any([one.kind in _TOWNS and one.country != home for one in told])  # noqa: C419 -- the same
    return towns and any([one.role in _AWAY and one.country == home for one in told])  # noqa: C419 -- the same


def _summed(found: list[float], again: float) -> float:
    """Return the strongest and what the others add, each less than the one before."""
    total, factor = 0.0, 1.0
    for strength in sorted(found, reverse=True):
        total += strength * factor
        factor *= again
    return total
