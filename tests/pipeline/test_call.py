"""A foreman is called when there is work: it serves who comes, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.config import load
from publisher.model import Fetched, SourceState
from publisher.pipeline import workers
from publisher.pipeline.call import Called, call_foreman
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


async def test_nobody_is_called_for_nothing(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that opens and closes, and in between meets nothing new, starts no process."""
    monkeypatch.setattr(workers, "call_foreman", lambda: pytest.fail("somebody was called"))
    async with open_crew(setup, 1):
        pass


async def test_who_was_called_and_died_is_replaced(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may end our processes: then another foreman is called, and the document is read. It ends with us."""
    callings = []

    def call() -> Called:
        callings.append(call_foreman())
        return callings[-1]

    monkeypatch.setattr(workers, "call_foreman", call)
    async with open_crew(setup, 1) as crew:
        await crew.harvest(TASK)
        callings[0].process.kill()
        callings[0].process.wait()
        assert [article.headline for article in (await crew.harvest(TASK)).articles] == ["Good news"]
        assert callings[1].process.poll() is None
    assert callings[1].process.poll() is not None


def test_who_is_told_nothing_leaves_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    """The end of the caller is the end of who was called: no process stays, and no traceback is seen."""
    called = call_foreman()
    called.channel.close()
    assert called.process.wait(30) == 0
    assert capfd.readouterr().err == ""
