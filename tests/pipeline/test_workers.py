"""The workers: a document can end the process that reads it, and nothing else.

What ends a process here are classifiers of the operator's own, because no document is known that does.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from msgspec.structs import replace

from publisher.config import load
from publisher.model import Fetched, Reason, SourceState
from publisher.pipeline import workers
from publisher.pipeline.channel import Bounds, Setup
from publisher.pipeline.harvest import GatherTask
from publisher.pipeline.memory import database
from publisher.pipeline.printed import PrintTask
from publisher.pipeline.workers import Crew, Died, Tripped, open_crew
from publisher.store import open_store
from tests.world.newsroom import ONE_SOURCE

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
SOURCES = f'{ONE_SOURCE}classifiers: ["hostile_words:obey"]\n'
HOSTILE = """
import ctypes
import os

from publisher.desk.classify import Verdict
from publisher.model import Place


def obey(evidence):
    word = evidence.article.headline
    if word == "spin":
        while True:
            pass
    if word == "spin in C":
        sum(range(10**12))
    if word == "fill":
        bytearray(2**40)
    if word == "recur":
        recur()
    if word == "crash":
        ctypes.string_at(0)
    if word == "exit":
        os._exit(3)
    if word == "trip":
        raise ZeroDivisionError("over nothing")
    return Verdict(countries=(Place(country="FR", role="mentioned", by=f"process {os.getpid()}"),))


def recur():
    recur()
"""
BOUNDS = Bounds(reading=1.0, working=0.3, memory=256 * 2**20)


def task(headline: str) -> GatherTask:
    """Make a task of a document with one item."""
    body = f"<rss version='2.0'><channel><title>T</title><item><title>{headline}</title></item></channel></rss>"
    answer = Fetched(address="https://wire.example/rss", body=body.encode(), content_type="application/rss+xml")
    return GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """Lay out a newsroom whose classifier obeys the headlines."""
    root = tmp_path_factory.mktemp("newsroom")
    path = root / "sources.yaml"
    path.write_text(SOURCES, "utf-8")
    (root / "hostile_words.py").write_text(HOSTILE, "utf-8")
    config = load(path)
    open_store(database(config, root)).close()
    return Setup(config=config, root=str(root), database=database(config, root), bounds=BOUNDS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crew(setup: Setup) -> AsyncIterator[Crew]:
    """Two workers."""
    async with open_crew(setup, 2) as opened:
        yield opened


async def who(crew: Crew) -> int:
    """Return the process that does a task."""
    harvest = await crew.harvest(task("who"))
    return next(int(place.by[8:]) for place in harvest.articles[0].countries if place.by.startswith("process "))


async def test_a_document_becomes_a_harvest_in_another_process(crew: Crew) -> None:
    """A worker is another process than ours, and does one task after the other."""
    first = await who(crew)
    assert first != os.getpid()
    assert await who(crew) == first


@pytest.mark.parametrize(
    ("headline", "reason", "words"),
    [
        ("spin", Reason.TIMEOUT, "too much of the processor"),
        ("spin in C", Reason.TIMEOUT, "too much of the processor"),
        ("fill", Reason.PARSER, "too much memory"),
        ("recur", Reason.PARSER, "too much memory"),
        ("crash", Reason.PARSER, f"signal {signal.SIGSEGV}"),
        ("exit", Reason.PARSER, "exit code 3"),
    ],
)
async def test_a_document_ends_its_worker_alone(crew: Crew, headline: str, reason: Reason, words: str) -> None:
    """Whatever a document does to the process that reads it: it is told, and the next one is read by another."""
    before = await who(crew)
    good = asyncio.create_task(crew.harvest(task("good news")))
    with pytest.raises(Died) as died:
        await crew.harvest(task(headline))
    assert died.value.failure.reason is reason
    assert words in died.value.failure.detail
    assert [article.headline for article in (await good).articles] == ["good news"]
    assert {await who(crew), await who(crew)} - {before}


async def test_a_bug_ends_no_worker(crew: Crew) -> None:
    """An exception that nobody expected comes back with the traceback of the other process, and its worker goes on."""
    before = await who(crew)
    with pytest.raises(Tripped, match="ZeroDivisionError: over nothing") as tripped:
        await crew.harvest(task("trip"))
    assert "hostile_words.py" in tripped.value.text
    assert await who(crew) == before


async def test_a_task_that_is_given_up_leaves_no_reply(crew: Crew) -> None:
    """Who is cancelled takes the worker along: its late reply is never taken for another task's."""
    await who(crew)
    slow = asyncio.create_task(crew.harvest(task("spin")))
    await asyncio.sleep(0)
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)
    assert [article.headline for article in (await crew.harvest(task("next"))).articles] == ["next"]


async def test_an_idle_worker_that_is_killed_costs_no_document(crew: Crew) -> None:
    """A worker that was killed while it had nothing to do is replaced, and no document is blamed for it."""
    lost = await who(crew)
    os.kill(lost, signal.SIGKILL)
    for _ in range(30_000):
        if await _is_gone(lost):
            break
    assert await who(crew) != lost


async def test_a_worker_that_is_killed_before_it_has_its_task_costs_no_document(crew: Crew) -> None:
    """Nobody need have heard of its end: a task that was never read is given to another one."""
    for _ in range(5):
        lost = await who(crew)
        os.kill(lost, signal.SIGKILL)
        assert await who(crew) != lost


async def test_a_worn_worker_is_replaced_where_other_work_comes(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker remembers of documents is of no use for printing: one that read many of them ends, and no other."""
    monkeypatch.setattr(workers, "WORN", 3)
    printing = PrintTask(feeds=(), now=NOW)
    async with open_crew(setup, 1) as crew:
        first = await who(crew)
        await crew.print(printing)
        assert await who(crew) == first
        await crew.print(printing)
        assert await who(crew) != first


async def _is_gone(process: int) -> bool:
    await asyncio.sleep(0.001)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


async def test_workers_end_with_their_crew(setup: Setup) -> None:
    """Nothing is left when the house is closed."""
    async with AsyncExitStack() as stack:
        crew = await stack.enter_async_context(open_crew(setup, 2))
        process = await who(crew)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_another_configuration_is_known_to_the_next_task(setup: Setup, crew: Crew) -> None:
    """After `renew` documents are read by workers who know the new configuration."""
    await who(crew)
    credited = replace(setup.config.sources["wire"], agency=replace(setup.config.agencies["wire"], credit="The Cable"))
    await crew.renew(replace(setup, config=replace(setup.config, sources={"wire": credited})))
    assert (await crew.harvest(task("news"))).articles[0].credit == "The Cable"
