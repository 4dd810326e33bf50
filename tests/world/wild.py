"""How many wild inputs a property is tried on: few and always the same by day, many and by chance at night.

A change must not fail for an input that nobody had met before and that it has nothing to do with, nor for a machine
that is busy. So `make test` tries the same inputs each time, keeps none, and looks at no clock; `make soak` looks for
new ones. What it finds is mended, and written above the property as an `@example`: from then on it is tried by day.
"""

from __future__ import annotations

import sys
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal import charmap
from hypothesis.internal.conjecture import providers
from hypothesis.internal.intervalsets import IntervalSet

USUAL: Final = 100  # inputs of a property that says nothing, as of hypothesis itself
FEWEST: Final = 10
UTF_8: Final = IntervalSet([(0, 0xD7FF), (0xE000, sys.maxunicode)])
"""What UTF-8 can write: everything but the surrogates."""
SLOW: Final = [HealthCheck.too_slow, HealthCheck.data_too_large]  # the first looks at the clock

settings.register_profile(
    "daily",
    max_examples=USUAL * 3 // 10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "soak",
    max_examples=USUAL * 10,
    derandomize=False,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=SLOW,
)


def examples(count: int) -> settings:
    """Try a property on so many inputs not `USUAL`: on three in ten of them by day, on ten times so many at night.

    Tests load a profile (`conftest.py`), or the command line names one (`--hypothesis-profile=soak`).
    """
    return settings(max_examples=max(count * settings().max_examples // USUAL, FEWEST))


def know_no_constants() -> None:
    """Keep hypothesis from trying the numbers and texts of our source: any change of it would change all inputs.

    They also come to be known as modules are imported, which is another order in every process; and it takes a second.
    """
    pytest.MonkeyPatch().setattr(providers, "is_local_module_file", lambda _path: False)


def know_utf_8() -> None:
    """Tell hypothesis what UTF-8 can write: it would ask a million characters, four seconds in each process.

    It keeps the answer in a folder, which a clean checkout has not.
    """
    asked = charmap.intervals_from_codec
    known = {"utf-8": (UTF_8, IntervalSet([]))}
    pytest.MonkeyPatch().setattr(charmap, "intervals_from_codec", lambda name: known.get(name) or asked(name))
