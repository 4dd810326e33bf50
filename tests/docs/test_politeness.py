"""The numbers in docs/politeness.md are those of the wire."""

from __future__ import annotations

import inspect
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from publisher.wire import cadence
from publisher.wire.fetch import Limits
from publisher.wire.turns import Turns

PAGE: Final = " ".join((Path(__file__).resolve().parents[2] / "docs/politeness.md").read_text("utf-8").split())
WORDS: Final = {2: "two", 4: "four", 5: "five"}
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
TURNS: Final = inspect.signature(Turns).parameters


@pytest.mark.parametrize(
    "told",
    [
        f"no more than {WORDS[TURNS['at_once'].default]} requests are under way",
        f"takes {Limits().deadline:g} seconds at most",
        f"more than {Limits().wire // 1_000_000} MB ({Limits().decoded // 1_000_000} MB unpacked)",
        f"never under {cadence.FLOOR // MINUTE} minutes and never over {cadence.CAP // HOUR} hours",
        f"up to {cadence._FAILURE_CAP // HOUR} hours; after {cadence._HOPELESS_FAILURES} failures",
        f"and {cadence._HOPELESS_TIME.days} days, once a day",
        f"up to {cadence._LONGEST_RETRY.days} days",
        f"410 Gone | after {cadence.MONTH.days} days",
        f"at most {WORDS[Limits().redirects]} in a row",
    ],
)
def test_every_number_is_that_of_the_code(told: str) -> None:
    """What the page promises to those whose servers we ask is what the program does."""
    assert told in PAGE


def test_the_other_numbers_have_not_changed() -> None:
    """Of these the page speaks in words: "half", "a second", "a tenth", "up to a day"."""
    assert TURNS["gap"].default == 1
    assert pytest.approx(0.1) == cadence._JITTER
    assert cadence._HINT_CAP == timedelta(days=1) == cadence.DAY
