"""The links of the chain that read where an article is from what is no text: categories, points and the dateline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from publisher.desk.classify.evidence import CODED, IN_PATH, LABELLED, NOTHING, POINTED, Evidence, Reading, Verdict
from publisher.desk.classify.places import is_ambiguous, is_region, names
from publisher.desk.classify.points import country_at
from publisher.desk.labels import fold
from publisher.model import Place

MOST_COUNTRIES: Final = 4  # an entry labelled with more of them is about none: they are mentioned


def read_places(evidence: Evidence) -> Verdict:
    """Read the categories that name countries: by code under a scheme of places, by name anywhere."""
    if not evidence.readings:
        return NOTHING
    known, labels = names(evidence.language.partition("-")[0]), evidence.rules.labels
    found: list[Place] = []
    for reading in evidence.readings:
        if reading.folded in known or reading.folded in labels or reading.country or reading.parts:
            found += _places_of(reading, known, evidence)
    if not found:
        return NOTHING
    if len({place.country for place in found}) > MOST_COUNTRIES:
        found = [replace(place, role="mentioned") for place in found]
    return Verdict(countries=tuple(found))


def read_points(evidence: Evidence) -> Verdict:
    """Read georss and geo points: each is in the country that the towns round it agree on."""
    if not evidence.entry.points:
        return NOTHING
    points = evidence.entry.points[:MOST_COUNTRIES]
    found = [(country_at(*point), f"{point[0]:g},{point[1]:g}") for point in points]
    return Verdict(
        countries=tuple(
            Place(country=country, role="event", by="georss", confidence=POINTED, evidence=(point,))
            for country, point in found
            if country
        )
    )


def _places_of(reading: Reading, known: Mapping[str, str], evidence: Evidence) -> Iterator[Place]:
    if reading.country:
        yield _event(reading.country, CODED, reading.term)
        return
    country = _country(reading.folded, known, evidence, sure=reading.place)
    if country:
        yield _event(country, LABELLED, reading.label)
    elif reading.parts:
        for within in _countries_within(reading, known, evidence):
            yield _event(within, IN_PATH, reading.label)


def _countries_within(reading: Reading, known: Mapping[str, str], evidence: Evidence) -> Iterator[str]:
    sure = reading.place or any(map(is_region, reading.parts))
    found = [(part, code) for part in reading.parts if (code := _country(part, known, evidence, sure=sure))]
    for part, country in found:
        if len(found) == 1 or not is_ambiguous(part):  # "World > US > Georgia" is the state
            yield country


def _country(folded: str, known: Mapping[str, str], evidence: Evidence, *, sure: bool) -> str:
    """Return the country that a folded label names. An ambiguous one counts under a scheme or a region, and at home."""
    country = evidence.rules.labels.get(folded) or known.get(folded, "")
    if country and is_ambiguous(folded) and not sure and country != evidence.source.agency.country:
        return ""
    return country


def _event(country: str, confidence: float, label: str) -> Place:
    return Place(country=country, role="event", by="category", confidence=confidence, evidence=(label,))


def read_dateline(evidence: Evidence) -> Verdict:
    """Read the country that a dateline names in full: "LAGOS, Nigeria". A city alone proves nothing here."""
    if "," not in evidence.article.dateline:
        return NOTHING
    country_part = evidence.article.dateline.rpartition(",")[2]
    country = _country(fold(country_part), names(evidence.language.partition("-")[0]), evidence, sure=False)
    if not country:
        return NOTHING
    dateline = (evidence.article.dateline,)
    return Verdict(
        countries=(Place(country=country, role="dateline", by="dateline", confidence=CODED, evidence=dateline),),
    )
