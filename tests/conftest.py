"""What holds for every test: it leaves little behind, waits for no disk, and tries the same wild inputs each time."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from publisher.store import ballast
from tests.world import disk, order, wild

settings.load_profile("daily")


@pytest.fixture(scope="session", autouse=True)
def _easy_on_the_disk() -> Iterator[None]:
    """Let runs of the program reserve 64 kB of the disk: the folders of hundreds of tests are kept for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballast, "SIZE", 64 * 1024)
        disk.wait_for_nothing(patch)
        yield


@pytest.hookimpl(trylast=True)  # after the command line has named a profile
def pytest_configure() -> None:
    """Make what is tried by day depend on nothing but the property itself; collect tests and no garbage."""
    gc.disable()
    wild.know_utf_8()
    if settings.get_current_profile_name() == "daily":
        wild.know_no_constants()


def pytest_collection_finish() -> None:
    """Look for garbage again, but not among ten thousand tests: they stay to the end."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    order.sort(items)


@pytest.hookimpl(optionalhook=True)  # there is none where pytest-xdist is put off
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> order.ByFile | None:
    """Share the tests out by files, where that is wanted."""
    return order.ByFile(config, log) if config.getoption("dist") == "loadfile" else None
