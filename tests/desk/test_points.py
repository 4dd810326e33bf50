"""Which country a point is in, and where nothing is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.classify.chain import CHAIN
from publisher.desk.classify.placing import read_points
from publisher.desk.classify.points import country_at
from publisher.model.country import COUNTRIES


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (48.85, 2.35, "FR"),
        (19.07, 72.87, "IN"),
        (13.51, 2.11, "NE"),
        (14.72, -17.46, "SN"),
        (-33.9, 151.2, "AU"),
        (40.7, -74.0, "US"),
        (47.56, 7.59, ""),  # Basel: three countries meet
        (0.0, -30.0, ""),  # the Atlantic
        (95.0, 0.0, ""),  # nowhere
    ],
)
def test_a_point_is_where_the_towns_round_it_are(latitude: float, longitude: float, country: str) -> None:
    """The nearest towns decide where they agree; near a border and at sea nothing is said."""
    assert country_at(latitude, longitude) == country


@given(st.floats(), st.floats())
def test_any_point(latitude: float, longitude: float) -> None:
    """A point gives a country or nothing, whatever the numbers are."""
    assert country_at(latitude, longitude) in COUNTRIES | {""}


def test_points_are_a_link_of_the_chain() -> None:
    """What an entry declares with georss counts."""
    assert read_points in CHAIN
