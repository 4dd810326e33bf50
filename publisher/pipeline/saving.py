"""Save: the pen. Clustering and saving are one serialized transaction, with the source's state in the same commit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.desk.cluster import join
from publisher.desk.curate import feed_ids_of
from publisher.model import Article
from publisher.pipeline.gathering import Harvest
from publisher.pipeline.house import House
from publisher.store.interface import Pen, Store

MAX_AT_ONCE: Final = 1_000  # harvests in one commit
MAX_ARTICLES: Final = 5_000  # new ones in one commit, but for those of the last harvest


def save(house: House, harvests: Sequence[Harvest]) -> None:
    """Join the articles to their stories and save them with the states of their sources: all of it, or nothing."""
    now = house.now()
    with house.store.pen() as pen:
        kin = pen.kin({sign for harvest in harvests for signs in harvest.signs.values() for sign in signs})
        for harvest in harvests:
            _save_articles(house, pen, harvest, kin, now)
            if harvest.keys:
                pen.hold(harvest.source, harvest.keys, now)
            pen.remember(harvest.state)
            _save_doings(pen, harvest, now)
        house.standing.save(pen)
    for harvest in harvests:
        if harvest.quarantined:
            house.quarantine.add(harvest.quarantined)


def _save_doings(pen: Pen, harvest: Harvest, now: datetime) -> None:
    """Save what the house did by itself over a poll."""
    if harvest.quarantined:
        pen.quarantine(harvest.quarantined)
    for text in harvest.notes:
        pen.note(now, harvest.source, text)


def _save_articles(house: House, pen: Pen, harvest: Harvest, kin: dict[str, str], now: datetime) -> None:
    """Save what a harvest brought. `kin` holds the story of every sign that is known, and learns the new ones."""
    known = set(kin.values()) if harvest.fresh or harvest.changed else set()
    joined = [_joined(article, harvest, kin, pen.stamp(now)) for article in _renewed(harvest)]
    if joined or harvest.noted:
        pen.save((*joined, *harvest.noted), harvest.signs)
    if joined:
        known.update(article.story for article, _ in harvest.changed)
        told_before = known.intersection(article.story for article in joined)
        others = mates(house.store, told_before) if told_before else ()
        pen.touch(harvest.feeds.union(feed for mate in others for feed in feed_ids_of(mate, house.config)), now)


def _joined(article: Article, harvest: Harvest, kin: dict[str, str], stamp: datetime) -> Article:
    story = article.story or join(article, kin, harvest.signs[article.id])
    for sign in harvest.signs[article.id]:
        kin.setdefault(sign, story)
    return replace(article, story=story, updated=stamp)


def _renewed(harvest: Harvest) -> Iterator[Article]:
    yield from harvest.fresh
    yield from (article for _, article in harvest.changed)


def mates(store: Store, stories: AbstractSet[str]) -> Iterator[Article]:
    """Yield who told these stories before: the feeds that show them credit one agency more, or one less."""
    for story in store.whole(stories - {""}).values():
        yield from story.articles


class Writer:
    """Saves what waits in one transaction: while one commit goes to the disk, the next harvests gather."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._waiting: list[tuple[Harvest, asyncio.Future[None]]] = []
        self._drain: asyncio.Task[None] | None = None

    async def save(self, harvest: Harvest) -> None:
        """Return when the harvest is on the disk; raises what saving it raised."""
        saved = asyncio.get_running_loop().create_future()
        self._waiting.append((harvest, saved))
        if self._drain is None or self._drain.done():
            self._drain = asyncio.create_task(self._save_waiting())
        await saved

    async def _save_waiting(self) -> None:
        while self._waiting:
            size = _size(harvest for harvest, _ in self._waiting)
            batch, self._waiting = self._waiting[:size], self._waiting[size:]
            try:
                async with self._house.saving:
                    await asyncio.to_thread(save, self._house, [harvest for harvest, _ in batch])
            except Exception:  # noqa: BLE001 -- not swallowed: each harvest is saved alone, and what fails is raised to its poll
                await self._save_apart(batch)
            else:
                _resolve(batch)

    async def _save_apart(self, batch: Sequence[tuple[Harvest, asyncio.Future[None]]]) -> None:
        for harvest, saved in batch:
            try:
                async with self._house.saving:
                    await asyncio.to_thread(save, self._house, [harvest])
            except Exception as error:  # noqa: BLE001 -- handed to the poll that waits for it
                if not saved.done():
                    saved.set_exception(error)
            else:
                _resolve([(harvest, saved)])


def _size(harvests: Iterable[Harvest]) -> int:
    """Return how many of the harvests go into one commit."""
    articles = count = 0
    for count, harvest in enumerate(harvests, 1):
        articles += len(harvest.fresh) + len(harvest.changed)
        if articles >= MAX_ARTICLES or count == MAX_AT_ONCE:
            break
    return count


def _resolve(batch: Sequence[tuple[Harvest, asyncio.Future[None]]]) -> None:
    for _, saved in batch:
        if not saved.done():
            saved.set_result(None)
