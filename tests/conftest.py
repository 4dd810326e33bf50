"""What holds for every test: it leaves little behind, and tries the same wild inputs each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from publisher.store import ballast
from tests.world import wild

settings.load_profile("daily")


@pytest.fixture(scope="session", autouse=True)
def _small_reserves() -> Iterator[None]:
    """Let runs of the program reserve 64 kB of the disk: the folders of hundreds of tests are kept for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballast, "SIZE", 64 * 1024)
        yield


@pytest.hookimpl(trylast=True)  # after the command line has named a profile
def pytest_configure() -> None:
    """Make what is tried by day depend on nothing but the property itself."""
    if settings.get_current_profile_name() == "daily":
        wild.know_no_constants()
