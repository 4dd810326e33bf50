"""The work of the workers, done in the main process."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from publisher.config import load
from publisher.model import Fetched, SourceState
from publisher.pipeline import alone as module
from publisher.pipeline.alone import alone
from publisher.pipeline.harvest import GatherTask
from publisher.store import open_store
from tests.world.newsroom import ONE_SOURCE

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


async def test_the_desk_serves_one_document_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tables number words as they come up: two threads at once would give two words one number."""
    meeting, met = Barrier(2), []

    def gather(*_: object) -> None:
        with suppress(BrokenBarrierError):
            meeting.wait(0.2)
            met.append("two at once")

    monkeypatch.setattr(module, "gather", gather)
    (tmp_path / "sources.yaml").write_text(ONE_SOURCE, "utf-8")
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    workers = alone(load(tmp_path / "sources.yaml"), store, tmp_path)
    body = b"<rss version='2.0'><channel><title>T</title><item><title>News</title></item></channel></rss>"
    answer = Fetched(address="https://wire.example/rss", body=body, content_type="application/rss+xml")
    task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
    await asyncio.gather(workers.harvest(task), workers.harvest(task))
    store.close()
    assert met == []
