"""Words for what every state has, though one language's readers think of their own: "संसद", "Верховный суд"."""

from __future__ import annotations

from typing import Final

from publisher.desk.classify.countries.sightings import Sighting

COMMON: Final = 0.7  # of 1: an institution as doubtful as that is one of many
SURE: Final = 0.9  # of 1: a name that tells whose it is
_OFFICES: Final = frozenset({"institution", "metonym", "thing"})


def whose(seen: list[Sighting], home: str) -> list[Sighting]:
    """Leave out doubtful offices where the headline surely names another country: they are that one's.

    "जेलेंस्की ने मंत्री को हटाया" with "संसद मतदान करेगी" is of Ukraine alone.
    """
    anybodys = [one for one in seen if one.weight <= COMMON and one.kind in _OFFICES]
    if not anybodys or len(anybodys) == len(seen):
        return seen
    told = {one.country for one in seen if one.where == "headline" and one.weight >= SURE}
    if not told:
        return seen
    return [one for one in seen if one not in anybodys or one.country in told or one.country == home]
