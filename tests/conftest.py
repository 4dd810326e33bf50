"""What holds for every test: it leaves little behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from publisher.store import ballast


@pytest.fixture(scope="session", autouse=True)
def _small_reserves() -> Iterator[None]:
    """Let runs of the program reserve 64 kB of the disk: the folders of hundreds of tests are kept for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballast, "SIZE", 64 * 1024)
        yield
