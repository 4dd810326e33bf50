"""Save: the pen. Clustering and saving are one serialized transaction, with the source's state in the same commit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

from publisher.desk.cluster import join, new_story
from publisher.desk.curate import feed_ids_of
from publisher.model import EPOCH, Article
from publisher.pipeline.harvest import Harvest
from publisher.pipeline.house import House
from publisher.store import Ready, ready
from publisher.store.interface import Pen, Store

MAX_AT_ONCE: Final = 1_000  # harvests in one commit
MAX_ARTICLES: Final = 5_000  # new ones in one commit, but for those of the last harvest


def save(house: House, harvests: Sequence[Harvest]) -> None:
    """Join the articles to their stories and save them with the states of their sources: all of it, or nothing."""
    now = house.now()
    made = [_Made(harvest) for harvest in harvests]
    with house.store.pen() as pen:
        kin = Kin(pen.kin_of({number for each in made for number in each.signs}))
        for each in made:
            _save_articles(pen, each, kin, now)
        _touch(house, pen, harvests, kin, now)
        for harvest in harvests:
            if harvest.keys:
                pen.hold(harvest.source, harvest.keys, now)
            pen.remember(harvest.state)
            _save_doings(pen, harvest, now)
        house.standing.save(pen)
    for harvest in harvests:
        if harvest.quarantined:
            house.quarantine.add(harvest.quarantined)


class _Made:
    """The articles of a harvest, ready for their rows."""

    def __init__(self, harvest: Harvest) -> None:
        self.harvest = harvest
        self.fresh = harvest.fresh
        self.changed = [(_ready(article, harvest), article.story) for _, article in harvest.changed]

    @property
    def signs(self) -> Iterator[int]:
        """What they share with others."""
        for made in self.fresh:
            yield from made.signs
        for made, _ in self.changed:
            yield from made.signs


def _ready(article: Article, harvest: Harvest) -> Ready:
    return ready(article, harvest.signs[article.id], new_story(article))


class Kin:
    """The story of each sign, by its number: those that were known, and those of this commit."""

    def __init__(self, known: dict[int, str]) -> None:
        self._known = known
        self._before = set(known.values())
        self.told_again: set[str] = set()
        """The stories, known before this commit, that it tells more of."""

    def join(self, made: Ready) -> str:
        """Return the story of a new article: the one that its signs lead to, else one of its own."""
        known = self._known
        for number in made.signs:
            if number in known:
                return self.learn(made, self._found(made))
        return self.learn(made, made.opens)

    def _found(self, made: Ready) -> str:
        """Return what `desk.cluster` makes of signs that are known, told by their kinds and numbers."""
        marks = [f"{kind}:{number}" for kind, number in zip(made.kinds.split(), made.signs, strict=True)]
        led = {mark: self._known.get(number) for mark, number in zip(marks, made.signs, strict=True)}
        known = {mark: story for mark, story in led.items() if story is not None}
        return join(made.article("", EPOCH), known, marks)

    def learn(self, made: Ready, story: str) -> str:
        """Let the signs of an article that are not known yet lead to its story, which is returned."""
        for number in made.signs:
            self._known.setdefault(number, story)
        if story in self._before:
            self.told_again.add(story)
        return story


def _save_doings(pen: Pen, harvest: Harvest, now: datetime) -> None:
    """Save what the house did by itself over a poll."""
    if harvest.quarantined:
        pen.quarantine(harvest.quarantined)
    for text in harvest.notes:
        pen.note(now, harvest.source, text)


def _save_articles(pen: Pen, made: _Made, kin: Kin, now: datetime) -> None:
    """Save what a harvest brought, each article with a stamp of its own where it is new or changed."""
    for each in made.fresh:
        pen.add(each, kin.join(each), pen.stamp(now))
    for each, story in made.changed:
        if story:
            kin.told_again.add(story)
        pen.add(each, kin.learn(each, story) if story else kin.join(each), pen.stamp(now))
    if made.harvest.noted:
        pen.save(made.harvest.noted, made.harvest.signs)


def _touch(house: House, pen: Pen, harvests: Iterable[Harvest], kin: Kin, now: datetime) -> None:
    """Let all feeds wait to be published that show what is new, or a story that more is told of."""
    feeds = {feed for harvest in harvests for feed in harvest.feeds}
    others = mates(house.store, kin.told_again) if kin.told_again else ()
    pen.touch(feeds.union(feed for mate in others for feed in feed_ids_of(mate, house.config)), now)


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
