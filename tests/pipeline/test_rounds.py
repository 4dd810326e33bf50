"""Rounds: what a trouble of the store means for the sources that were asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.desk.classify import rules
from publisher.pipeline import Desk, GatherTask, Harvest, poll_round
from publisher.pipeline.alone import Alone
from publisher.pipeline.channel import Bug
from publisher.pipeline.printing import Press
from publisher.pipeline.saving import Writer
from publisher.pipeline.workers import Tripped
from publisher.press.fragments import Fragments
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


class Tripping(Alone):
    """Workers who meet a bug over every document, in a process of their own."""

    async def harvest(self, task: GatherTask) -> Harvest:
        """Trip."""
        raise Tripped(Bug("ZeroDivisionError: over nothing", f'File "desk.py", over {task.source}'))


async def test_a_bug_in_a_worker_is_told_like_any_other(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    """A bug is called by its own name wherever it happened, and the traceback of its own process is logged."""
    async with newsroom.open() as house:
        press = Press(house.config, house.store, house.feeds, Fragments())
        workers = Tripping(Desk(house.config, rules(house.config), house.store), press)
        result = await poll_round(replace(house, workers=workers), [house.config.sources["samvad"]])
        state = house.store.state("samvad")
    assert result.bugs == {"samvad": "ZeroDivisionError: over nothing"}
    assert 'File "desk.py", over samvad' in caplog.text
    assert state.failures == 1
