"""Which of the countries that are named an article is about, once the agency and the words have both been heard.

What the operator, a code or a label of the agency says stands, however sure words are. But labels list what comes up:
where they name several countries and the words are sure of some of those, the others only come up; where they name
three or more and the words are sure of another one, all of them do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from publisher.desk.classify.places import is_ambiguous
from publisher.desk.classify.reading import WORDS
from publisher.desk.labels import fold
from publisher.model import Place

LISTED: Final = 3  # countries: whoever labels so many lists what comes up
_LABEL: Final = "category"


def settled(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return one place for each country and role, in the order given.

    Where others than words named the event's country, those that only words name are mentioned.
    """
    if len(places) < 2:  # noqa: PLR2004 -- nothing to settle
        return places
    told = [place for place in places if place.role == "event" and place.by != WORDS]
    if not told:
        return _once(places)
    sure = {place.country for place in places if place.role == "event" and place.by == WORDS}
    refuted = {place.country for place in told if _is_refuted(place, sure)}
    named = {place.country for place in told} - refuted
    if not named:
        return _once([place for place in places if place not in told])
    if len(named) >= LISTED and sure and sure.isdisjoint(named) and all(place.by == _LABEL for place in told):
        return _once([replace(place, role="mentioned") if place in told else place for place in places])
    common = named & sure
    return _once([_placed(place, named, common) for place in places if not _is_superseded(place, named, refuted)])


def _is_refuted(place: Place, sure: set[str]) -> bool:
    """Say whether a label is the name of something else: "Georgia" where the words tell of another country."""
    if place.by != _LABEL or not sure or place.country in sure:
        return False
    return any(is_ambiguous(fold(label)) for label in place.evidence)


def _is_superseded(place: Place, named: set[str], refuted: set[str]) -> bool:
    if place.by == WORDS:
        return place.country in named
    return place.by == _LABEL and place.country in refuted


def _placed(place: Place, named: set[str], common: set[str]) -> Place:
    """Return a place in the part that it plays: `named` by labels and the like, `common` to them and the words."""
    if place.role != "event":
        return place
    only_worded = place.by == WORDS and place.country not in named
    only_listed = place.by == _LABEL and common and place.country not in common
    return replace(place, role="mentioned") if only_worded or only_listed else place


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the first place of each country and role."""
    first: dict[tuple[str, str], Place] = {}
    for place in places:
        first.setdefault((place.country, place.role), place)
    return tuple(first.values())
