"""Named otherwise: two events that are told in the same words, of two cities, two companies, two players.

other names ── each has names of its own and they share none; or they differ in names only
other frame ── the headlines are the same words around names, of which each tells one that the other has nowhere
other pattern ─ the same in scripts without capitals, where any word may name: it stands in its own text only
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import filterfalse
from typing import Final, TypeAlias

from publisher.desk.stories.named import UNCASED, may_name, names, names_of
from publisher.desk.stories.rarity import NOTHING, is_number
from publisher.desk.stories.report import TOLD_AGAIN, Report
from publisher.desk.stories.words import MANY_FIGURES

Terms: TypeAlias = Mapping[int, float]

ALIKE, HALF = 0.6, 0.5
DISTINCT: Final = 5
FEW: Final = 3
"""So many words up to this level in common tell that two texts are on one event, whoever they name."""
CITY: Final = 11  # the level below which a word may name a city: news has large ones as often as common words
FRAME: Final = 3  # terms: a shorter headline has no frame


def is_named_otherwise(report: Report, terms: Terms, faces: tuple[Report, ...]) -> bool:
    """Say whether a report names others than each report of a story, around the same words or in place of all."""
    return all(
        _is_other_name(report, face)
        or (report.language in UNCASED and _is_other_of_pattern(report, face))
        or (
            (_differ(report, terms, face) or _is_other_of_frame(report, terms, face))
            and not _tell_the_same(terms, face)
        )
        for face in faces
    )


def _is_other_name(report: Report, face: Report) -> bool:
    """Say whether two headlines differ in names only, and the texts tell each its own: the weather of two cities."""
    mine, theirs = set(report.heads), set(face.heads)
    mine, theirs = mine - theirs, theirs - mine
    if not mine or not theirs or not (mine <= may_name(report) and theirs <= may_name(face)):
        return False
    return mine.issubset(report.texts) and theirs.issubset(face.texts) and mine.isdisjoint(face.texts)


def _is_other_of_pattern(report: Report, face: Report) -> bool:
    """Say whether two headlines are the same words around others that each text tells of its own only.

    Where there are no texts, only what begins the headlines is such a word: who did it, or where.
    """
    mine, theirs = ({term for term in each.heads if not is_number(term)} for each in (report, face))
    both = mine & theirs
    if len(both) < max(FRAME, ALIKE * max(len(mine), len(theirs))):
        return False
    one, other = ({term for term in terms - both if term & NOTHING < CITY} for terms in (mine, theirs))
    if not report.texts or not face.texts:
        return report.heads[0] in one and face.heads[0] in other
    return _is_told_only_by(one, report, face) and _is_told_only_by(other, face, report)


def _is_told_only_by(terms: AbstractSet[int], report: Report, face: Report) -> bool:
    """Say whether a report's text tells words and the other's tells none; of a headline's words it keeps only some."""
    texts = set(report.texts)
    is_told = not terms.isdisjoint(texts) or (terms and len(texts.intersection(report.heads)) >= TOLD_AGAIN)
    return bool(is_told) and terms.isdisjoint(face.texts)


def _tell_the_same(terms: Terms, face: Report) -> bool:
    """Say whether two reports have several rare words in common, and half of all their words."""
    words = {*face.heads, *face.texts}
    both = [term for term in words if term in terms]
    return 2 * len(both) >= min(len(words), len(terms)) and len(list(filter(_is_distinct, both))) >= FEW


def _is_distinct(term: int) -> bool:
    return term & NOTHING <= DISTINCT


def _differ(report: Report, terms: Terms, face: Report) -> bool:
    """Say whether neither tells a name of the other's headline, nor have they a large number in common."""
    mine, theirs = names(report), names(face)
    if not mine or not theirs or not mine.isdisjoint(face.heads) or not mine.isdisjoint(face.texts):
        return False
    if not theirs.isdisjoint(terms):
        return False
    told = [term for words in (face.heads, face.texts) for term in words if term in terms]
    return not any(is_number(term) and term & NOTHING == MANY_FIGURES for term in told)


def _is_other_of_frame(report: Report, terms: Terms, face: Report) -> bool:
    """Say whether two headlines are the same words around names, and each has one that the other nowhere tells."""
    one, other = set(report.heads), set(face.heads)
    if len(one & other) < FRAME:
        return False
    mine, theirs = names_of(report, face)
    if mine <= other.union(face.texts) or all(term in terms for term in theirs):
        return False
    one, other = set(filterfalse(is_number, one - mine)), set(filterfalse(is_number, other - theirs))
    alike = HALF if report.source == face.source else ALIKE
    return len(one & other) >= max(FRAME, alike * min(len(one), len(other)))
