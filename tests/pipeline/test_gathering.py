"""What is made of a document before anybody holds the pen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from publisher.config.reading import parse_config
from publisher.model import NOWHERE, Fetched, SourceState
from publisher.pipeline.alone import alone
from publisher.pipeline.extensions import extend
from publisher.pipeline.gathering import Desk, gather, read
from publisher.pipeline.harvest import GatherTask
from publisher.store import open_store
from tests.world.newsroom import ONE_SOURCE

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
SOURCES = f"{ONE_SOURCE}story_window: 48h\n"
CONFIG = parse_config(SOURCES, "sources.yaml")


def item(days: int) -> str:
    """Return an item of so many days ago."""
    at = format_datetime(NOW - timedelta(days=days))
    return f"<item><title>Ferry sinks on day {days}</title><guid>tag:{days}</guid><pubDate>{at}</pubDate></item>"


async def test_the_archive_of_a_source_is_compared_with_nothing(tmp_path: Path) -> None:
    """What is older than the newest of its source by more than a story waits, and a day, has nothing to compare."""
    body = f"<rss version='2.0'><channel><title>T</title>{item(0)}{item(2)}{item(4)}{item(400)}</channel></rss>"
    answer = Fetched(address="https://wire.example/rss", body=body.encode(), content_type="application/rss+xml")
    task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    harvest = await alone(CONFIG, store, tmp_path).harvest(task)
    store.close()
    compared = {each.article(NOWHERE, NOW).headline[-5:]: bool(each.gist) for each in harvest.fresh}
    assert compared == {"day 0": True, "day 2": True, "day 4": False, "y 400": False}


async def test_a_guid_that_comes_again_for_another_story(tmp_path: Path) -> None:
    """The article that had it stays, the other story is one of its own, and the operator is told."""
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    headlines: list[str] = []
    for link, title in (("fire", "Fire in Mumbai"), ("budget", "Parliament passes the budget")):
        body = f"<rss version='2.0'><channel><item><guid>1</guid><title>{title}</title><link>/{link}</link></item>"
        answer = Fetched(address="https://wire.example/rss", body=f"{body}</channel></rss>".encode())
        task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
        harvest = await alone(CONFIG, store, tmp_path).harvest(task)
        headlines += [article.headline for article in harvest.articles]
        with store.pen() as pen:
            pen.save(harvest.articles, {article.id: () for article in harvest.articles})
    store.close()
    assert headlines == ["Fire in Mumbai", "Parliament passes the budget"]
    assert harvest.faults == ("entry 1: its id is that of another story: taken for one of its own",)
    assert not harvest.changed


async def test_what_costs_too_much_waits_for_the_next_poll(tmp_path: Path) -> None:
    """Entries are left where their document took too long; it comes again as a whole, until all of them are read.

    They are not left in the same order each time: those that cost most keep none waiting for ever.
    """
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    desk = Desk(CONFIG, extend(CONFIG, tmp_path), store)
    body = f"<rss version='2.0'><channel>{''.join(map(item, range(5)))}</channel></rss>"
    answer = Fetched(address="https://wire.example/rss", body=body.encode(), etag='"1"')
    state, found, told = SourceState(source="wire"), [], []
    for chance in (0.9, 0.5, 0.0):
        task = GatherTask(source="wire", state=state, answer=answer, now=NOW, chance=chance)
        late = iter([*[False] * 4, False, True])  # it is asked while they are named, then while articles are made
        harvest = gather(desk, CONFIG.sources["wire"], task, read(answer, CONFIG.sources["wire"]), late.__next__)
        state = harvest.state
        found.append([int(article.headline[-1]) for article in harvest.articles])
        told.append((state.etag, harvest.faults))
        with store.pen() as pen:
            pen.save(harvest.articles, {article.id: () for article in harvest.articles})
    store.close()
    assert found == [[0, 1], [3, 4], [2]]
    waits = "of 5 entries wait for the next poll: they cost too much"
    assert told == [(None, (f"3 {waits}",)), (None, (f"1 {waits}",)), ('"1"', ())]


async def test_names_that_cost_too_much_wait_too(tmp_path: Path) -> None:
    """Where naming the entries takes all the time, one of them is made an article, and the others wait."""
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    desk = Desk(CONFIG, extend(CONFIG, tmp_path), store)
    body = f"<rss version='2.0'><channel>{''.join(map(item, range(5)))}</channel></rss>"
    answer = Fetched(address="https://wire.example/rss", body=body.encode(), etag='"1"')
    task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
    found = read(answer, CONFIG.sources["wire"])
    harvest = gather(desk, CONFIG.sources["wire"], task, found, lambda: True)
    whole = gather(desk, CONFIG.sources["wire"], task, found)
    store.close()
    assert 5 * len(harvest.keys) == len(whole.keys)
    assert [article.headline[-1] for article in harvest.articles] == ["0"]
    assert (harvest.state.etag, harvest.faults) == (
        None,
        ("4 of 5 entries wait for the next poll: they cost too much",),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_no_secret_of_the_operator_is_published(tmp_path: Path, encoding: str) -> None:
    """A source may repeat the key that it is asked with, in whatever field and spelling: nothing saved holds it."""
    text = SOURCES.replace("https://wire.example/rss", "https://wire.example/${PLACE}/rss?key=${KEY}")
    config = parse_config(text, "sources.yaml", {"KEY": "hunter2&3", "PLACE": "p4rtner"})
    store = open_store(f"sqlite:///{tmp_path}/publisher.db")
    entries = (
        "<item><title>Ferry hunter2&amp;3 sinks</title><link>a.html</link><description>&lt;a href='?'&gt;x&lt;/a&gt; "
        "and &lt;a href='b'&gt;y&lt;/a&gt;</description></item>"
        "<item><guid>https://wire.example/p4rtner/1?key=hunter2%263</guid><title>Budget</title></item>"
        "<item><title>Fire hunter2&#x26;3</title><link>c?key=hunter2&amp;amp;3</link></item>"
    )
    body = f"<rss version='2.0'><channel>{entries}</channel></rss>"
    answer = Fetched(address="https://wire.example/p4rtner/rss?key=hunter2%263", body=body.encode(encoding))
    task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
    harvest = await alone(config, store, tmp_path).harvest(task)
    store.close()
    told = repr(harvest)
    assert [article.headline for article in harvest.articles] == ["Ferry sinks", "Budget", "Fire"]
    assert not [word for word in ("hunter", "p4rtner") if word in told]
