"""The main line from end to end: agencies in, feeds out, on the invented agencies of the demonstration."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Mapping
from typing import cast
from xml.etree import ElementTree as ET

import pytest

from demo.script import Script
from publisher.model import Document, SourceState, Status
from publisher.pipeline import Harvest, Writer, publish
from publisher.wire.parse import parse
from tests.pipeline.conftest import BEGAN, Newsroom

Item = Mapping[str, object]


def items(newsroom: Newsroom, feed: str) -> list[Item]:
    """Return the items of a published JSON Feed."""
    return cast("list[Item]", json.loads(newsroom.file(f"{feed}.json"))["items"])


def titles(newsroom: Newsroom, feed: str) -> list[str]:
    """Return the headlines of a published feed."""
    return [str(item["title"]) for item in items(newsroom, feed)]


def told_at_first(but: str = "") -> int:
    """Count what the agencies have told when the demonstration begins; without those of one of them."""
    script = Script(BEGAN)
    return sum(len(script.reports(agency, BEGAN)) for agency in script.agencies if agency != but)


def test_every_agency_is_heard(morning: Newsroom) -> None:
    """All formats, languages and sloppiness are read: nothing fails, every report is an article."""
    first = morning.rounds[0]
    assert (first.asked, first.reached, first.failures, first.bugs, first.faults) == (8, 8, {}, {}, {})
    assert first.fresh == told_at_first()


def test_the_mumbai_fire_is_told_once(morning: Newsroom) -> None:
    """Two agencies with one headline make one item that credits both: the fault of the seed page, ended."""
    fires = [item for item in items(morning, "latest") if "ballard estate" in str(item["title"]).lower()]
    assert len(fires) == 1
    assert "Samvad News Service" in str(fires[0])
    assert "Meridian Wire" in str(fires[0])
    assert titles(morning, "trending").count(str(fires[0]["title"])) == 1


async def test_a_rising_toll_is_one_story(newsroom: Newsroom) -> None:
    """Four agencies count the dead of an earthquake, one of them in Hindi: one line in trending, and a timeline."""
    for minutes in (0, 1, 1):
        newsroom.clock.forward(minutes=minutes)
        await newsroom.run()
    quakes = [item for item in items(newsroom, "trending") if "earthquake" in str(item["title"]).lower()]
    assert len(quakes) == 1
    desk = cast("dict[str, object]", quakes[0]["_desk"])
    assert desk["agencies"] == 4
    page = newsroom.file(str(desk["story_page"]).partition(":8000/")[2])
    assert page.count('<article class="card"') == 6
    assert re.findall(r"oll[^<]*? (\d+)[, ]", " ".join(re.findall("<h3>(.*)</h3>", page))) == ["41", "34", "21"]
    assert "6.2, not 6.4" in page


async def test_events_are_shared_in_several_languages(newsroom: Newsroom) -> None:
    """In each language that two agencies write, there is an event that both of them tell."""
    newsroom.clock.at += Script(BEGAN).length
    await newsroom.run()
    told = [(str(item["language"])[:2], cast("dict[str, int]", item["_desk"])) for item in items(newsroom, "trending")]
    assert {language for language, desk in told if desk["agencies"] > 1} >= {"en", "fr", "es", "ar"}


async def test_the_clash_in_niger_is_in_niger(newsroom: Newsroom) -> None:
    """A Senegalese and a British agency report from Niger: it is in the feed of Niger and of no other country."""
    newsroom.clock.forward(minutes=1)
    await newsroom.run()
    clash = {title for title in titles(newsroom, "country/ne") if "niger" in title.lower()}
    assert len(clash) >= 2
    assert not clash & set(titles(newsroom, "country/sn"))
    assert not (newsroom.path.parent / "feeds/country/gb.json").exists()


def test_a_date_in_indian_time(morning: Newsroom) -> None:
    """`27-04-2026 10:42 IST` of an Indian agency is 05:12 UTC."""
    fire = next(item for item in items(morning, "country/in") if "Ballard" in str(item["title"]))
    assert str(fire["date_published"]).startswith(("2026-04-27T05:12:00", "2026-04-27T05:19:00"))


async def test_a_correction_is_a_new_version(morning: Newsroom) -> None:
    """A changed text under one guid is the same article, one version later, with its first date of publication."""
    before = {item["id"]: item for item in items(morning, "country/in")}
    morning.clock.forward(seconds=100)
    await morning.run()
    changed = [item for item in items(morning, "country/in") if item["id"] in before and item != before[item["id"]]]
    assert len(changed) == 1
    assert "Twelve fire engines" in str(changed[0]["summary"])
    was = before[changed[0]["id"]]
    assert changed[0]["date_published"] == was["date_published"]
    assert str(changed[0]["date_modified"]) > str(was["date_modified"])


async def test_a_withdrawn_article_leaves_every_feed(newsroom: Newsroom) -> None:
    """A tombstone of the agency takes the article out of the feeds; its row stays."""
    newsroom.clock.forward(seconds=110)
    await newsroom.run()
    report = next(item for item in items(newsroom, "latest") if "Guwahati" in str(item["title"]))
    newsroom.clock.forward(seconds=60)
    await newsroom.run()
    assert not [name for name, body in newsroom.tree().items() if b"Guwahati" in body]
    async with newsroom.open() as house:
        kept = house.store.article(str(report["id"]))
    assert kept is not None
    assert kept.status is Status.WITHDRAWN


async def test_nothing_new_is_304_and_writes_nothing(morning: Newsroom) -> None:
    """A second round at the same time changes no byte and renders no feed."""
    before = morning.tree()
    published = await morning.run()
    assert morning.rounds[1].unchanged == 8
    assert (published.feeds, published.changed) == ((), ())
    assert morning.tree() == before


async def test_the_same_bytes_an_hour_later(morning: Newsroom) -> None:
    """Rendering every feed again an hour later, in a new process's house, gives the same bytes."""
    before = morning.tree()
    morning.clock.forward(hours=1)
    async with morning.open() as house:
        published = await publish(house, everything=True)
    assert published.changed == ()
    assert len(published.feeds) > 30
    assert morning.tree() == before


async def test_a_lost_store_gives_the_same_ids(morning: Newsroom) -> None:
    """Ids are made of what identifies an item: a store that is begun anew doubles nothing for readers."""
    before = {item["id"] for item in items(morning, "latest")}
    for file in morning.path.parent.glob("var/publisher.db*"):
        file.unlink()
    await morning.run()
    assert {item["id"] for item in items(morning, "latest")} == before


async def test_a_killed_publishing_is_made_good(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved but not yet published is published by the next run, though no source has anything new."""

    def killed(*_: object) -> None:
        message = "the disk is gone"
        raise OSError(message)

    with monkeypatch.context() as patch:
        patch.setattr("publisher.pipeline.printing.write", killed)
        with pytest.raises(OSError, match="the disk is gone"):
            await newsroom.run()
    await newsroom.run()
    assert len(items(newsroom, "latest")) > 10


async def test_every_file_is_well_formed(newsroom: Newsroom) -> None:
    """Every XML file parses, every JSON file too, and the OPML names only feeds that are there."""
    newsroom.clock.forward(minutes=4)
    await newsroom.run()
    tree = newsroom.tree()
    for name, body in tree.items():
        if name.endswith((".rss", ".atom", ".opml")):
            ET.fromstring(body)
        elif name.endswith(".json"):
            json.loads(body)
    listed = [outline.get("xmlUrl") for outline in ET.fromstring(tree["feeds.opml"]).iter("outline")]
    names = {str(url).removeprefix("http://127.0.0.1:8000/") for url in listed if url}
    assert len(names) > 30
    assert names <= set(tree)


async def test_a_feed_that_is_no_longer_declared_goes(morning: Newsroom) -> None:
    """After a change of sources.yaml the tree holds what is declared now, and the catalog agrees."""
    text = morning.path.read_text("utf-8")
    morning.path.write_text(text.replace('  - {id: "edition/{edition}", title: "{edition}"}\n', ""), "utf-8")
    await morning.run()
    tree = morning.tree()
    assert not [name for name in tree if name.startswith("edition/")]
    assert b"edition/" not in tree["feeds.opml"]


async def test_an_emptied_folder_is_filled_again(morning: Newsroom) -> None:
    """Whoever removes feeds/ gets the same tree back from the next run, though nothing is new."""
    before = morning.tree()
    shutil.rmtree(morning.path.parent / "feeds")
    await morning.run()
    assert morning.tree() == before


async def test_a_bug_in_one_source_spoils_no_other(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception ends the poll of its source alone: it is named, and the source is asked more slowly."""

    def stumble(document: bytes, address: str, content_type: str = "") -> Document:
        if address.endswith("/samvad"):
            message = "a bug"
            raise ZeroDivisionError(message)
        return parse(document, address, content_type)

    monkeypatch.setattr("publisher.pipeline.gathering.parse", stumble)
    await newsroom.run()
    first = newsroom.rounds[0]
    told = told_at_first(but="samvad")
    assert (first.bugs, first.fresh) == ({"samvad": "ZeroDivisionError: a bug"}, told)
    async with newsroom.open() as house:
        state = house.store.state("samvad")
    assert (state.failures, state.due > newsroom.clock.at) == (1, True)


async def test_one_bad_harvest_does_not_take_others_with_it(newsroom: Newsroom) -> None:
    """Harvests are saved many in one commit; one that cannot be saved fails alone."""
    async with newsroom.open() as house:
        writer = Writer(house)
        good = Harvest(source="samvad", state=SourceState(source="samvad"))
        bad = Harvest(source="samvad", state=cast("SourceState", None))
        ends = await asyncio.gather(*(writer.save(one) for one in (good, bad, good)), return_exceptions=True)
        assert [isinstance(end, Exception) for end in ends] == [False, True, False]
