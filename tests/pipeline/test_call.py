"""A foreman that was called before anybody needs it: it serves who comes, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.config import load
from publisher.model import Fetched, SourceState
from publisher.pipeline import workers
from publisher.pipeline.call import call_foreman, early
from publisher.pipeline.channel import Setup
from publisher.pipeline.harvest import GatherTask
from publisher.pipeline.memory import database
from publisher.pipeline.workers import open_crew
from publisher.store import open_store

SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
feeds: [{id: latest, title: Latest}]
"""
BODY = b"<rss version='2.0'><channel><title>T</title><item><title>Good news</title></item></channel></rss>"
TASK = GatherTask(
    source="wire",
    state=SourceState(source="wire"),
    answer=Fetched(address="https://wire.example/rss", body=BODY, content_type="application/rss+xml"),
    now=datetime(2026, 8, 1, 12, tzinfo=UTC),
    chance=0.0,
)


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    """Lay out a newsroom."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    config = load(tmp_path / "sources.yaml")
    open_store(database(config, tmp_path)).close()
    return Setup(config=config, root=str(tmp_path), database=database(config, tmp_path))


async def test_who_was_called_does_the_work(setup: Setup) -> None:
    """The workers of a house are forked by the foreman that was called for it; it ends with the house."""
    with early() as called:
        assert called is not None
        async with open_crew(setup, 1, called) as crew:
            harvest = await crew.harvest(TASK)
            assert called.process.poll() is None
        assert called.process.poll() is not None
    assert [article.headline for article in harvest.articles] == ["Good news"]


async def test_who_was_called_for_nothing_is_sent_away(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that closes at once waits for nobody to get ready, and calls nobody else."""
    called = call_foreman()
    monkeypatch.setattr(workers, "call_foreman", lambda: pytest.fail("another one was called"))
    async with open_crew(setup, 1, called):
        await asyncio.sleep(0)
    assert called.process.poll() is not None


async def test_who_was_called_and_died_is_replaced(setup: Setup) -> None:
    """Somebody may end our processes: then another foreman is called, and the document is read."""
    called = call_foreman()
    called.process.kill()
    called.process.wait()
    async with open_crew(setup, 1, called) as crew:
        assert len((await crew.harvest(TASK)).fresh) == 1


def test_who_is_told_nothing_leaves_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    """The end of the caller is the end of who was called: no process stays, and no traceback is seen."""
    called = call_foreman()
    called.channel.close()
    assert called.process.wait(30) == 0
    assert capfd.readouterr().err == ""


def test_with_one_core_nobody_is_called_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Getting ready beside the caller would only slow it."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with early() as called:
        assert called is None
