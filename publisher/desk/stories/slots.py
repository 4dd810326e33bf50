"""Slots: one headline with other names in it, "Warehouse burns in Kassel" and "Warehouse burns in Bremen".

However alike their words are, these are two events: where all that differs surely names someone or some place, and
neither report tells what the other one names.
"""

from __future__ import annotations

from array import array
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import takewhile
from typing import Final

from publisher.desk.stories.named import UNCASED, is_rare, names
from publisher.desk.stories.otherwise import CITY, FRAME, HALF
from publisher.desk.stories.rarity import NOTHING, is_number
from publisher.desk.stories.report import Report

MOST: Final = 4
"""Terms that are in the slots of one, at most."""
BEGIN: Final = 2
"""Terms that two headlines begin with, at least."""
FEWEST: Final = 3
"""Terms of a text, at least."""
DENSE: Final = frozenset({"ja", "zh", "ko"})
"""Languages whose words are told in pairs of signs."""
_BEGIN_WITH_PLACES: Final = (UNCASED - DENSE) | {"tr"}
_AT_HAND: Final = 4096


def is_other_in_slot(report: Report, face: Report) -> bool:
    """Say whether two headlines are one but for names, of which each report tells its own only."""
    mine, theirs = set(report.heads), set(face.heads)
    both = mine & theirs
    if len(both) < max(FRAME, HALF * max(len(mine), len(theirs))):
        return False
    one = {term for term in mine - both if not is_number(term)}
    other = {term for term in theirs - both if not is_number(term)}
    if not 0 < len(one) <= MOST or not 0 < len(other) <= MOST:
        return False
    sure, others = _surely_named(report), _surely_named(face)
    if report.language in DENSE:
        is_named = not (one.isdisjoint(sure) or other.isdisjoint(others))  # the next pair has a sign of the name
    else:
        is_named = one <= sure | _first(report, others & other) and other <= others | _first(face, sure & one)
    if not is_named or not one.isdisjoint(face.texts) or not other.isdisjoint(report.texts):
        return False
    return _starts(report, one).isdisjoint(_starts(face, other))


def is_of_other_matter(report: Report, face: Report) -> bool:
    """Say whether two headlines begin alike and go on otherwise, over texts that have little in common.

    "House passes water bill" and "House passes school lunch bill": who acts and how is the same, and the matter is not.
    Not in languages whose headlines begin with the place, and where bare headlines are all that is known.
    """
    mine, theirs = report.heads, face.heads
    same = len([None for _ in takewhile(_is_pair, zip(mine, theirs, strict=False))])
    if same < BEGIN or report.language in _BEGIN_WITH_PLACES or min(len(report.texts), len(face.texts)) < FEWEST:
        return False
    one, other = set(mine[same:]), set(theirs[same:])
    if any(term & NOTHING < CITY - 1 or is_number(term) for term in one & other):
        return False
    if not _tells_its_own(one - other, face) or not _tells_its_own(other - one, report):
        return False
    both = {*report.texts} & {*face.texts} - {*mine, *theirs}
    return len([term for term in both if is_rare(term) and not is_number(term)]) < BEGIN


def _is_pair(pair: tuple[int, int]) -> bool:
    return pair[0] == pair[1]


def _tells_its_own(terms: AbstractSet[int], other: Report) -> bool:
    """Say whether words of a headline have a rare one, and none that another text tells."""
    said = {term for term in terms if term & NOTHING < CITY and not is_number(term)}
    return any(map(is_rare, said)) and said.isdisjoint(other.texts)


def share_a_place(report: Report, face: Report) -> bool:
    """Say whether two headlines have a name in common that is surely one, of a town mostly."""
    return not _sure(report.head, report.sure).isdisjoint(face.heads)


def _starts(report: Report, terms: AbstractSet[int]) -> set[int]:
    """Return how terms begin: what begins alike may be one name in two spellings."""
    marked = report.named | report.sure | 1
    told = [term for place, term in enumerate(report.heads) if marked >> place & 1]
    return {start for start, term in zip(report.starts, told, strict=False) if term in terms}


def _surely_named(report: Report) -> frozenset[int]:
    return _sure(report.head, report.sure) | names(report)


def _first(report: Report, answers: AbstractSet[int]) -> AbstractSet[int]:
    """Return what begins a headline, where it may be a name: who did it, mostly.

    It is one where it is rare, where a name follows it ("Bank of England"), or where a name answers it.
    """
    if report.language in UNCASED:
        return frozenset()
    first, *rest = report.heads
    if is_rare(first) or (rest and rest[0] in _surely_named(report)):
        return {first}
    return {first} if answers and first & NOTHING < CITY else frozenset()


@lru_cache(maxsize=_AT_HAND)
def _sure(head: bytes, sure: int) -> frozenset[int]:
    return frozenset([term for place, term in enumerate(array("I", head)) if sure >> place & 1])
