"""The pages of stories: printed with the feed that shows them, again with every change, and let go in the end."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from publisher.desk.cluster import new_story, signs
from publisher.desk.stories import encode
from publisher.desk.stories import report as gist_of
from publisher.model import Article, Config, Feed, Issue, SourceState, Status
from publisher.pipeline import Harvest, House, Published, open_house, publish
from publisher.pipeline.issues import issue_of
from publisher.pipeline.ruling import merge, split
from publisher.pipeline.saving import save
from publisher.pipeline.showing import feeds_showing
from publisher.pipeline.timelines import MOST, STAYS, lasting, pages_of
from publisher.store import ready
from publisher.store.interface import Store

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
FIRE, FLOOD = "20260801t110000-aaaa", "20260801t100000-bbbb"
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies:
  wire: {name: The Wire, credit: The Wire, country: GB}
  coast: {name: Coast Press, credit: Coast Press, country: IN}
sources:
  wire: {agency: wire, url: "https://wire.example/rss"}
  coast: {agency: coast, url: "https://coast.example/rss"}
feeds:
  - {id: latest, title: Latest, limit: 30}
  - {id: trending, title: Trending, order: trending, limit: 2}
"""
HREF = re.compile(r'<a href="((?:\.\./)?story/[^"]+)">([^<]+)</a>')


def report(number: int, story: str = FIRE, agency: str = "wire", **changes: object) -> Article:
    """Make a report by an agency, of its own or of another's if `changes` say so."""
    at = NOON + timedelta(minutes=number)
    known: dict[str, object] = {
        "id": f"tag:news.example,2026:{number}",
        "key": f"{number}",
        "source": agency,
        "agency": agency,
        "credit": agency.title(),
        "url": f"https://{agency}.example/{number}",
        "headline": f"Report {number}",
        "received": at,
        "published": at,
        "updated": at,
        "report": f"r{number}",
        "story": story,
    }
    return Article(**(known | changes))  # type: ignore[arg-type]  # the values are the fields


class Desk:
    """A house; the time is ours."""

    def __init__(self, house: House, clock: list[datetime]) -> None:
        self.house = house
        self.clock = clock

    def save(self, *articles: Article) -> None:
        """Save articles as the pen does, with all feeds and pages that may show their stories."""
        with self.house.store.pen() as pen:
            pen.save(articles, {})
        self.touch({article.story for article in articles})

    def touch(self, stories: Iterable[str]) -> None:
        """Let what shows stories wait to be published."""
        with self.house.store.pen() as pen:
            showing = feeds_showing(self.house.store, self.house.config, set(stories))
            pen.touch({"latest", "trending"} | showing, self.clock[0])

    async def publish(self, *, everything: bool = False, **later: float) -> Published:
        """Publish, after some time."""
        self.clock[0] += timedelta(**later)
        return await publish(self.house, everything=everything)

    def file(self, path: str) -> str:
        """Read a published file."""
        return (self.house.feeds / path).read_text("utf-8")

    def page(self, story: str) -> str:
        """Read the page of a story."""
        return self.file(f"story/{story}.html")

    def has_page(self, story: str) -> bool:
        """Tell whether a story has a page."""
        return (self.house.feeds / f"story/{story}.html").exists()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Open a house in which two agencies told of a fire, and one of a flood."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, "utf-8")
    clock = [NOON + timedelta(hours=1)]
    async with open_house(path, now=lambda: clock[0], chance=lambda: 0.0, workers=0) as house:
        made = Desk(house, clock)
        made.save(report(1), report(2, agency="coast"), report(3, FLOOD))
        await made.publish()
        yield made


async def test_the_page_comes_with_the_feed_that_shows_it(desk: Desk) -> None:
    """What has several reports has a page, linked from the pages of feeds and from JSON; the rest has none."""
    assert (desk.has_page(FIRE), desk.has_page(FLOOD)) == (True, False)
    assert "Report 1" in desk.page(FIRE)
    assert "Report 2" in desk.page(FIRE)
    for file in ("trending.html", "index.html"):
        assert HREF.findall(desk.file(file)) == [(f"story/{FIRE}.html", "2 agencies · timeline")]
    assert HREF.findall(desk.file("latest.html")) == []
    items = json.loads(desk.file("trending.json"))["items"]
    assert [item["_desk"].get("story_page") for item in items] == [f"https://news.example/story/{FIRE}.html", None]


def harvest(number: int, agency: str, headline: str) -> Harvest:
    """Return what a poll brings: one report that nobody knows yet."""
    made = report(number, "", agency, headline=headline, report="", language="en")
    return Harvest(
        source=agency,
        state=SourceState(source=agency),
        fresh=(ready(made, signs(made), new_story(made), encode(gist_of(made))),),
        feeds=frozenset({"latest", "trending"}),
    )


async def test_two_agencies_tell_of_one_event(desk: Desk) -> None:
    """The main line: their words join them in the pen, and trending leads to the one page that has both."""
    save(desk.house, [harvest(21, "wire", "Blaze erupts in the historic Ballard Estate of south Mumbai")])
    await desk.publish()
    before = desk.file("trending.html")
    save(desk.house, [harvest(22, "coast", "Mumbai: Ballard Estate blaze under control, historic offices gutted")])
    await desk.publish()
    (path,) = {path for path, _ in HREF.findall(desk.file("trending.html"))} - {f"story/{FIRE}.html"}
    assert path not in before
    assert "Blaze erupts" in desk.file(path)
    assert "under control" in desk.file(path)
    save(desk.house, [harvest(23, "coast", "Cable fault is blamed for Ballard Estate blaze, Mumbai brigade says")])
    await desk.publish()
    assert "Cable fault" in desk.file(path)


async def test_one_report_by_two_agencies_is_no_timeline(desk: Desk) -> None:
    """The same report is one item that credits both; there is nothing more to tell on a page."""
    desk.save(report(4, FLOOD, "coast", report="r3"))
    await desk.publish()
    assert not desk.has_page(FLOOD)
    desk.save(report(5, FLOOD))
    await desk.publish()
    assert "Also reported by" in desk.page(FLOOD)


async def test_the_same_articles_give_the_same_bytes(desk: Desk) -> None:
    """Printed again an hour later, with everything, no file changes."""
    assert (await desk.publish(everything=True, hours=1)).changed == ()


async def test_a_story_that_no_feed_shows_any_more_is_kept_up(desk: Desk) -> None:
    """Its page stays in place, and what is withdrawn leaves it at once; a story withdrawn whole is told no more."""
    others = [report(10 + n, f"20260801t12000{n // 2}-cc", "coast" if n % 2 else "wire") for n in range(4)]
    desk.clock[0] += timedelta(days=4)
    desk.save(*(replace(each, received=desk.clock[0], published=desk.clock[0]) for each in others))
    await desk.publish()
    assert f"{FIRE}.html" not in desk.file("trending.html")
    assert "Report 2" in desk.page(FIRE)
    desk.save(replace(report(2, agency="coast"), status=Status.WITHDRAWN))
    await desk.publish()
    assert "Report 2" not in desk.page(FIRE)
    assert "Report 1" in desk.page(FIRE)
    desk.save(replace(report(1), status=Status.WITHDRAWN))
    await desk.publish()
    assert "Report" not in desk.page(FIRE).replace("Reports", "").replace("reports", "")
    assert "not told any more" in desk.page(FIRE)


async def test_an_embargo_holds_on_the_page_too(desk: Desk) -> None:
    """A report under embargo appears when that ends, and one that expires goes, with no other change."""
    until = desk.clock[0] + timedelta(hours=1)
    desk.save(report(6, embargoed_until=until), replace(report(1), expires=until))
    await desk.publish()
    assert ("Report 6" in desk.page(FIRE), "Report 1" in desk.page(FIRE)) == (False, True)
    await desk.publish(hours=1)
    assert ("Report 6" in desk.page(FIRE), "Report 1" in desk.page(FIRE)) == (True, False)


async def test_a_merged_story_leads_on(desk: Desk) -> None:
    """Whoever kept the address of a story that ended finds the one that has its reports, chains of them, too."""
    desk.save(report(4, FLOOD, "coast"), report(5, "20260801t090000-dddd"))
    await desk.publish()
    merge(desk.house.store, desk.house.config, [FIRE, FLOOD], desk.clock[0])
    await desk.publish()
    assert f'content="0; url={FIRE}.html"' in desk.page(FLOOD)
    assert all(f"Report {number}" in desk.page(FIRE) for number in (1, 2, 3, 4))
    assert FLOOD not in desk.file("trending.html") + desk.file("index.html")
    merge(desk.house.store, desk.house.config, ["20260801t090000-dddd", FIRE], desk.clock[0])
    await desk.publish()
    for story in (FIRE, FLOOD):
        assert 'content="0; url=20260801t090000-dddd.html"' in desk.page(story)
    assert "Report 5" in desk.page("20260801t090000-dddd")


async def test_a_merged_story_without_a_page_leaves_none(desk: Desk) -> None:
    """Nobody knows its address: there is nothing to lead on from."""
    merge(desk.house.store, desk.house.config, [FIRE, FLOOD], desk.clock[0])
    await desk.publish()
    assert not desk.has_page(FLOOD)
    assert "Report 3" in desk.page(FIRE)


async def test_a_split_story_keeps_its_page(desk: Desk) -> None:
    """What left it is gone from the page, though one report only is left on it and no feed links to it."""
    opened = split(desk.house.store, desk.house.config, FIRE, [report(2).id], desk.clock[0])
    await desk.publish()
    assert ("Report 1" in desk.page(FIRE), "Report 2" in desk.page(FIRE)) == (True, False)
    assert HREF.findall(desk.file("trending.html")) == []
    assert not desk.has_page(opened.id)


@pytest.mark.parametrize("way", ["changed", "noted"])
async def test_what_was_read_before_a_split_stays_split(desk: Desk, way: str) -> None:
    """An article that a worker has in hand when an editor splits it away is saved where the editor put it."""
    read = desk.house.store.article(report(2).id)
    assert read is not None
    opened = split(desk.house.store, desk.house.config, FIRE, [read.id], desk.clock[0])
    again = replace(read, headline="Report 2, corrected")
    told = {"changed": ((read, again),)} if way == "changed" else {"noted": (again,)}
    state = SourceState(source=again.source)
    save(desk.house, [Harvest(source=again.source, state=state, signs={again.id: tuple(signs(again))}, **told)])
    saved = desk.house.store.article(read.id)
    assert saved is not None
    assert (saved.headline, saved.story) == ("Report 2, corrected", opened.id)


async def test_a_page_stays_for_two_weeks_and_goes(desk: Desk) -> None:
    """Publishing everything keeps it while its newest report is young; then it goes, with any publishing."""
    await desk.publish(everything=True, days=STAYS.days)
    assert desk.has_page(FIRE)
    desk.clock[0] += timedelta(days=1)
    desk.save(replace(report(9, FLOOD), received=desk.clock[0]))
    published = await desk.publish()
    assert not desk.has_page(FIRE)
    assert f"story/{FIRE}.html" in published.changed
    assert pages_of(desk.house.store).keys() == {FLOOD}


def test_there_are_only_so_many_pages() -> None:
    """Those with the newest reports are kept."""
    days = {f"{number}": date(2026, 8, 1) + timedelta(days=number % 10) for number in range(MOST + 3)}
    kept = lasting(days, NOON + timedelta(days=9))
    assert (len(kept), kept.keys() ^ days.keys()) == (MOST, {"0", "10", "100"})


async def test_what_came_after_its_feed_was_printed_is_not_linked_yet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The front page is set last: it links to pages that are there, never to one that comes with the next printing."""

    def later(store: Store, config: Config, feed: Feed, now: datetime) -> Issue:
        with desk.house.store.pen() as pen:
            pen.save([report(4, FLOOD, "coast")], {})
        return issue_of(store, config, feed, now)

    monkeypatch.setattr("publisher.pipeline.cataloging.issue_of", later)
    desk.save(report(7))
    await desk.publish()
    assert ">2 agencies</span>" in desk.file("index.html")
    assert {path for path, _ in HREF.findall(desk.file("index.html"))} == {f"story/{FIRE}.html"}
