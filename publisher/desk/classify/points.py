"""Which country a point of the earth is in: that of the towns round it, where they agree.

Near a border, at sea and in a desert the towns disagree or are too far, and nothing is said. The table is GeoNames'
(CC BY 4.0), written by scripts/cities.py.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Final, TypeAlias

from publisher.model.country import COUNTRIES

Town: TypeAlias = tuple[float, float, str]

ASKED: Final = 3  # the nearest towns
FARTHEST: Final = 100.0  # kilometres
_DEGREE: Final = 111.2  # kilometres of latitude


def country_at(latitude: float, longitude: float) -> str:
    """Return the country (alpha-2) that the nearest towns within 100 km agree on; "" where they do not."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 -- the earth
        return ""
    near = sorted((_away(latitude, longitude, town), town[2]) for town in _round_about(latitude, longitude))
    countries = {country for away, country in near[:ASKED] if away <= FARTHEST}
    return countries.pop() if len(countries) == 1 else ""


def _away(latitude: float, longitude: float, town: Town) -> float:
    """Return kilometres, near enough for a neighbourhood."""
    return _DEGREE * hypot(town[0] - latitude, (town[1] - longitude) * cos(radians(latitude)))


def _round_about(latitude: float, longitude: float) -> list[Town]:
    row, column = int(latitude // 1), int(longitude // 1)
    cells = _cells()
    return [
        town for y in (row - 1, row, row + 1) for x in range(column - 2, column + 3) for town in cells.get((y, x), ())
    ]


@lru_cache(maxsize=1)
def _cells() -> dict[tuple[int, int], list[Town]]:
    """Sort the towns by degree, when the first point is read."""
    cells: dict[tuple[int, int], list[Town]] = defaultdict(list)
    table = files(__package__).joinpath("cities.csv").read_text("utf-8")
    for line in table.splitlines()[1:]:
        latitude, longitude, country = line.split(",")
        if country in COUNTRIES:
            town = float(latitude), float(longitude), country
            cells[int(town[0] // 1), int(town[1] // 1)].append(town)
    return dict(cells)
