"""Elsewhere: two events in two countries, by what the desk judged them to be about, or by what their headlines name.

judged ── `classify` found other countries for them; not where one names all countries that the other one names
town ──── the headlines name nobody, and each text has a place of its own: two accidents with three hurt
named ─── each headline names a country that the other report nowhere tells: inflation in Peru and in Colombia
"""

from __future__ import annotations

from publisher.desk.stories.named import UNCASED, UNHEARD, names
from publisher.desk.stories.rarity import NOTHING, is_number
from publisher.desk.stories.report import Report


def is_elsewhere(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether a report tells of another country than a story with these faces."""
    if report.places:
        theirs = {place for face in faces for place in face.places}
        if theirs and theirs.isdisjoint(report.places):
            return not any(_tell_the_same_lands(report, face) for face in faces)
    return bool(report.lands) and all(_is_of_other_land(report, face) for face in faces)


def is_of_other_town(report: Report, faces: tuple[Report, ...]) -> bool:
    """Say whether headlines name nobody, and each text names places that the other report nowhere tells."""
    mine = _placed(report)
    return bool(mine) and all(_tells_others(report, mine, face) for face in faces)


def _tells_others(report: Report, mine: set[int], face: Report) -> bool:
    theirs = _placed(face)
    return bool(theirs) and mine.isdisjoint(face.texts) and theirs.isdisjoint(report.texts)


def _placed(report: Report) -> set[int]:
    marked = report.placed
    return {term for place, term in enumerate(report.texts) if marked >> place & 1} if marked else set()


def _tell_the_same_lands(report: Report, face: Report) -> bool:
    """Say whether one names all countries that the other one names: they are of one place, wherever that is.

    Of a strike by one country on another, the one may be judged to be about the first and the other about the second.
    """
    if not report.lands or not face.lands:
        return False
    mine, theirs = {*_told_by(report)}, {*_told_by(face)}
    return mine <= theirs or theirs <= mine


def _told_by(report: Report) -> list[str]:
    return f"{report.lands} {report.beside}".split()


def _is_of_other_land(report: Report, face: Report) -> bool:
    """Say whether two headlines name other countries, of which each is told in its own report only.

    Not where they share a name that nobody has heard: "Swiss Ondara raises outlook", "Ondara hit by war in Iran".
    """
    if not face.lands:
        return False
    mine, theirs = report.lands.split(), face.lands.split()
    if not {*_told_by(face)}.isdisjoint(mine) or not {*_told_by(report)}.isdisjoint(theirs):
        return False
    both = {*report.heads} & {*face.heads}
    if report.language in UNCASED:  # whose rare words are mostly parts of words
        both &= names(report)
    return not any(term & NOTHING <= UNHEARD and not is_number(term) for term in both)
