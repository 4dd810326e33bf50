"""Nightly: two recorded days are replayed; every item that was ever visible is in the store exactly once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.replay import SHARED, Plan, agencies, replay

pytestmark = pytest.mark.soak


@pytest.mark.skipif(not SHARED.exists(), reason="the recorded agencies (../shared) are absent")
def test_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """`replay` gives 0 only where nothing was lost and nothing doubled."""
    at = "2020-05-01T00:00:00Z"
    with agencies(at) as origin:
        assert replay(tmp_path, origin, Plan(datetime.fromisoformat(at))) == 0
