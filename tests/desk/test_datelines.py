"""The first words of a report tell where it was written, and until when it must wait."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.datelines import dateline, embargo
from tests.world.wild import examples

CASES = Path(__file__).resolve().parents[1] / "cases" / "desk" / "datelines" / "first_words.txt"
ROWS = [line.split("|") for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("text", "place"), [(text.strip(), place.strip()) for text, place in ROWS])
def test_datelines(text: str, place: str) -> None:
    """The forms of the wires are read, and a sentence that begins with a name is no dateline."""
    assert dateline(text) == place


@pytest.mark.parametrize(
    ("text", "held", "until"),
    [
        ("EMBARGOED UNTIL 10:00 GMT 28 April 2025: Study finds", True, datetime(2025, 4, 28, 10, tzinfo=UTC)),
        ("EMBARGO: not for release until 28 April 2025, 10:00", True, datetime(2025, 4, 28, 4, 30, tzinfo=UTC)),
        ("EMBARGOED: Study finds", True, None),
        ("Oil embargo until 2026, says minister", False, None),
        ("Fire in Mumbai", False, None),
    ],
)
def test_embargoes(text: str, held: bool, until: datetime | None) -> None:  # noqa: FBT001 -- a row of the table
    """An embargo is written in capitals; its end is read where it is a date, in the zone of the source."""
    assert embargo(text, "Asia/Kolkata", day_first=True) == (held, until)


@given(st.text(max_size=300))
@examples(200)
def test_nothing_raises(text: str) -> None:
    """Any text has a dateline or none."""
    assert len(dateline(text)) <= 200
    embargo(f"EMBARGOED until {text}", "UTC", day_first=True)
