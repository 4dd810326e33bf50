"""How sure a text is about each country: what is seen of it is summed, and the countries are weighed together.

strength of a sighting  =  its words x its kind x its place in the article x its part in the sentence
strength of a country   =  its strongest sighting + what the others still add (+ the home of the source, a little)
likelihood              =  strength ^ SHARPNESS, as a share of all countries and of "another one, or none"
"""

from __future__ import annotations

from collections import defaultdict
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
    nowhere: float  # strength of "another country, or none"
    sharpness: float


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
    },
    places={"headline": 0.85, "lead": 0.7, "rest": 0.7},
    roles={
        "": 1.0,
        "place": 1.4,
        "actor": 0.7,
        "side": 0.4,
        "abroad": 0.45,
        "dateline": 0.4,
        "speaker": 0.57,
        "ours": 0.3,
    },
    again=0.75,
    early=0.12,
    home=0.55,
    away=0.2,
    nowhere=0.08,
    sharpness=2.15,
)


def shares(seen: Sequence[Sighting], home: str, scales: Scales = SCALES) -> dict[str, float]:
    """Return how likely each country is the one that the text is about; together less than 1."""
    strengths = strengths_of(seen, home, scales)
    powers = {country: strength**scales.sharpness for country, strength in strengths.items()}
    total = sum(powers.values()) + scales.nowhere**scales.sharpness
    return {country: power / total for country, power in powers.items()}


def strengths_of(seen: Sequence[Sighting], home: str, scales: Scales = SCALES) -> dict[str, float]:
    """Return the strength of each country that is seen, and of the home."""
    each: dict[str, list[float]] = defaultdict(list)
    for number, sighting in enumerate(seen):
        strength = (
            sighting.weight * scales.kinds[sighting.kind] * scales.places[sighting.where] * scales.roles[sighting.role]
        )
        each[sighting.country].append(strength + (0 if number else scales.early * sighting.weight))
    strengths = {country: _summed(found, scales.again) for country, found in each.items()}
    if home:
        elsewhere = any(one.country != home and one.where == "headline" and one.role == "place" for one in seen)
        strengths[home] = strengths.get(home, 0.0) + (scales.away if elsewhere else scales.home)
    return strengths


def _summed(found: list[float], again: float) -> float:
    """Return the strongest and what the others add, each less than the one before."""
    total, factor = 0.0, 1.0
    for strength in sorted(found, reverse=True):
        total += strength * factor
        factor *= again
    return total
