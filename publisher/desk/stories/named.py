"""Names: which words of a report name who or where, and so tell two events apart that are told in the same words."""

from __future__ import annotations

from array import array
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from publisher.desk.stories.rarity import NOTHING, is_number
from publisher.desk.stories.report import Report

RARE: Final = 9
"""The level below which a term may be a name."""
UNHEARD: Final = 3
"""The level up to which a word may be a name for want of a list that has it."""
_UNCASED_LIST: Final = "ar fa he ur ja ko zh th hi mr ne bn pa gu ta te kn ml si my km lo ka am"
UNCASED: Final = frozenset(_UNCASED_LIST.split())  # languages that write names as they write all words
_AT_HAND: Final = 4096  # reports whose names are remembered: a story's are asked for with each that is like it


def names(report: Report) -> frozenset[int]:
    """Return the terms of the headline that are written like names."""
    return _names(report.head, report.named) if report.named else frozenset()


@lru_cache(maxsize=_AT_HAND)
def _names(head: bytes, named: int) -> frozenset[int]:
    terms = enumerate(array("I", head))
    return frozenset([term for place, term in terms if named >> place & 1 and not is_number(term)])


def called_in(report: Report) -> AbstractSet[int]:
    """Return the terms of a report on a game that are written like names, in its headline and in its text."""
    marked = report.called
    return names(report).union(term for place, term in enumerate(report.texts) if marked >> place & 1)


def may_name(report: Report) -> AbstractSet[int]:
    """Return the terms of the headline that are written like names: in a script without capitals, all rare ones."""
    if report.language not in UNCASED:
        return names(report)
    return {term for term in report.heads if is_rare(term) and not is_number(term)}


def names_of(report: Report, face: Report) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """Return the names of both headlines, and what begins them and may be one.

    It may be one where no list has it, and where it is rare, its text tells it too, and the headlines share no name.
    Of one source, which writes one style, all that may be a name is one.
    """
    looked_at = None if report.source == face.source else 1
    one, other = (set(filter(_is_unheard, each.heads[:looked_at])) for each in (report, face))
    if names(report).isdisjoint(names(face)):
        one, other = one | _begins(report), other | _begins(face)
    return names(report) | one, names(face) | other


def _begins(report: Report) -> set[int]:
    """Return what begins a headline where it is rare, and told by the text, too: who did it, mostly."""
    return {term for term in report.heads[:1] if is_rare(term) and not is_number(term) and term in report.texts}


def _is_unheard(term: int) -> bool:
    """Say whether a word may be a name for want of a list that has it."""
    return term & NOTHING <= UNHEARD and not is_number(term)


def is_rare(term: int) -> bool:
    """Say whether a term is rare enough to be a name."""
    return term & NOTHING < RARE
