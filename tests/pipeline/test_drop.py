"""A feed that suddenly lost most of what it showed stays as it was, is told, and is mended."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from publisher.model import Article, Judgement, Status
from publisher.pipeline import House, Published, open_house, publish
from publisher.pipeline.publishing import KEEP_AT_MOST
from publisher.pipeline.waiting import Waiting

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
MANY = range(20)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
sections: {world: {title: World}, sport: {title: Sport}}
feeds:
  - {id: latest, title: World, select: {sections: [world]}, limit: 30}
  - {id: trending, title: Trending, order: trending, limit: 30}
"""


class Desk:
    """A house with twenty articles on the world, published; the time is ours."""

    def __init__(self, house: House, clock: list[datetime]) -> None:
        self.house = house
        self.clock = clock

    def save(self, articles: Iterable[Article], *feeds: str) -> None:
        """Save articles, and let feeds wait to be published."""
        with self.house.store.pen() as pen:
            pen.save(list(articles), {})
            pen.touch(feeds or ["latest"], self.clock[0])

    def misplace(self, count: int, feed: str = "latest") -> None:
        """Do what a classifier would that is out of its mind."""
        lost = (replace(article(number), section=Judgement(value="sport", by="test")) for number in range(count))
        self.save(lost, feed)

    def shown(self, feed: str = "latest") -> int:
        """Count what a feed shows."""
        return len(json.loads((self.house.feeds / f"{feed}.json").read_text("utf-8"))["items"])

    async def publish(self, *, everything: bool = False, **later: float) -> Published:
        """Publish, after some time."""
        self.clock[0] += timedelta(**later)
        return await publish(self.house, everything=everything)


def article(number: int) -> Article:
    """Make an article on the world."""
    return Article(
        id=f"tag:news.example,2026:{number}",
        key=f"{number}",
        source="wire",
        agency="wire",
        url=f"https://wire.example/{number}",
        headline=f"Report {number}",
        language="en",
        received=NOON,
        published=NOON,
        updated=NOON,
        credit="The Wire",
        story=f"{number}",
        section=Judgement(value="world", by="test"),
    )


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Publish twenty articles."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, "utf-8")
    clock = [NOON]
    async with open_house(path, now=lambda: clock[0], chance=lambda: 0.0, workers=0) as house:
        made = Desk(house, clock)
        made.save(map(article, MANY))
        await made.publish()
        assert made.shown() == len(MANY)
        yield made


async def test_a_sudden_drop_keeps_the_old_feed_and_is_told_once(desk: Desk) -> None:
    """Files, showing and front page stay; a note says what happened; the next articles do not repeat it."""
    front = (desk.house.feeds / "index.html").read_bytes()
    desk.misplace(15)
    published = await desk.publish()
    assert (published.feeds, published.changed, published.kept) == ((), (), ("latest",))
    (note,) = desk.house.store.notes(9)
    assert (note.text,) == published.notes
    assert note.text.startswith("the feed latest would show 5 instead of 20, and nothing says why")
    assert Waiting.of(desk.house.store).kept == ("latest",)
    desk.save([article(20)])
    again = await desk.publish(minutes=1)
    assert (again.kept, again.notes, len(desk.house.store.notes(9))) == (("latest",), (), 1)
    assert (desk.shown(), (desk.house.feeds / "index.html").read_bytes()) == (20, front)


async def test_half_is_no_sudden_drop(desk: Desk) -> None:
    """A feed that keeps half of what it showed is published."""
    desk.misplace(10)
    assert ((await desk.publish()).kept, desk.shown()) == ((), 10)


async def test_a_feed_that_fills_up_again_is_published(desk: Desk) -> None:
    """When new articles come, or the lost ones come back, the feed goes on by itself, and a later drop is told anew."""
    desk.misplace(15)
    await desk.publish()
    desk.save(article(number) for number in range(20, 26))
    assert ((await desk.publish()).kept, desk.shown()) == ((), 11)
    assert Waiting.of(desk.house.store).kept == ()
    desk.misplace(26)
    assert len((await desk.publish()).notes) == 1


async def test_the_operator_publishes_it_as_it_is(desk: Desk) -> None:
    """`publisher publish`, and a changed configuration, render every feed whatever it lost."""
    desk.misplace(15)
    await desk.publish()
    published = await desk.publish(everything=True)
    assert (published.kept, desk.shown(), Waiting.of(desk.house.store).kept) == ((), 5, ())


async def test_nothing_is_kept_for_longer_than_a_day(desk: Desk) -> None:
    """If nobody looks after it, no article waits for ever: the next day the feed is published as it is, untouched."""
    desk.misplace(15)
    await desk.publish()
    desk.save([article(20)])
    assert (await desk.publish(seconds=KEEP_AT_MOST.total_seconds() - 1)).kept == ("latest",)
    assert (await desk.publish(seconds=1)).feeds == ("latest",)
    assert (desk.shown(), Waiting.of(desk.house.store).kept) == (6, ())
    assert (await desk.publish(seconds=1)).feeds == ()


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.WITHDRAWN},
        {"status": Status.HELD},
        {"expires": NOON + timedelta(minutes=1)},
        {"embargoed_until": NOON + timedelta(hours=1)},
    ],
)
async def test_what_left_for_a_reason_is_no_loss(desk: Desk, change: dict[str, object]) -> None:
    """Withdrawn, held, expired and embargoed articles leave their feed at once."""
    desk.save(replace(article(number), **change) for number in range(15))
    assert ((await desk.publish(minutes=2)).kept, desk.shown()) == ((), 5)


async def test_a_withdrawal_never_waits(desk: Desk) -> None:
    """A feed that shows what was withdrawn is published, whatever else it lost, even while it is kept."""
    desk.misplace(15)
    assert (await desk.publish()).kept == ("latest",)
    desk.save([replace(article(15), status=Status.WITHDRAWN)])
    assert ((await desk.publish()).kept, desk.shown()) == ((), 4)


async def test_what_stood_beyond_the_limit_is_no_loss(desk: Desk) -> None:
    """A burst is shown whole for a while; when its window is over, a full feed has lost nothing."""
    desk.save(article(number) for number in range(20, 90))
    await desk.publish()
    assert desk.shown() == 90
    later = NOON + timedelta(hours=5)
    desk.save([replace(article(90), received=later, published=later)])
    assert ((await desk.publish(hours=5)).kept, desk.shown()) == ((), 30)


async def test_what_is_no_trend_any_more_is_no_loss(desk: Desk) -> None:
    """After a pause of days the trends are those of today."""
    later = NOON + timedelta(days=4)
    desk.save([replace(article(20), received=later, published=later)], "trending")
    assert ((await desk.publish(days=4)).kept, desk.shown("trending")) == ((), 1)
