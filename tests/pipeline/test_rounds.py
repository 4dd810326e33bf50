"""Rounds: what a trouble of the store means for the sources that were asked."""

from __future__ import annotations

import pytest

from publisher.pipeline import poll_round
from publisher.pipeline.saving import Writer
from publisher.store import Busy, Full
from tests.pipeline.conftest import Newsroom


async def test_a_busy_store_is_no_fault_of_the_source(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program writes for too long, the source stays due and is counted, not logged as a bug."""

    async def busy(_writer: Writer, _harvest: object) -> None:
        raise Busy

    monkeypatch.setattr(Writer, "save", busy)
    async with newsroom.open() as house:
        result = await poll_round(house)
        assert (result.failures["busy"], result.bugs) == (8, {})
        assert house.store.state("samvad").failures == 0


async def test_a_full_disk_ends_the_round(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be saved there is no reason to go on: the error reaches the door."""

    async def full(_writer: Writer, _harvest: object) -> None:
        message = "no space is left"
        raise Full(message)

    monkeypatch.setattr(Writer, "save", full)
    async with newsroom.open() as house:
        with pytest.raises(ExceptionGroup) as caught:
            await poll_round(house)
    assert caught.group_contains(Full)
