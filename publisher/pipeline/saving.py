"""Save: the pen. Clustering and saving are one serialized transaction, with the source's state in the same commit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.model import EPOCH, NOWHERE, Article, Group
from publisher.pipeline.harvest import Harvest
from publisher.pipeline.house import House
from publisher.pipeline.showing import feeds_showing
from publisher.pipeline.stories import Placed, Stories
from publisher.store import Ready, group_of, ready
from publisher.store.interface import Pen

MAX_AT_ONCE: Final = 1_000  # harvests in one commit
MAX_ARTICLES: Final = 2_000  # new ones in one commit, but for those of the last harvest


def save(house: House, harvests: Sequence[Harvest]) -> None:
    """Join the articles to their stories and save them with the states of their sources: all of it, or nothing."""
    now = house.now()
    made = [_Made(harvest) for harvest in harvests]
    try:
        with house.store.pen() as pen:
            _write(house, pen, made, now)
    except BaseException:
        house.stories.close()  # they know reports that nobody has saved
        house.standing.lose()
        raise
    for harvest in harvests:
        if harvest.quarantined:
            house.quarantine.add(harvest.quarantined)


def _write(house: House, pen: Pen, made: Sequence[_Made], now: datetime) -> None:
    """Write with the pen what is to be committed."""
    if any(each.fresh or each.changed for each in made):
        house.stories.open(pen, house.store, now)
    kin = Kin(pen.kin_of({number for each in made for number in each.signs}), house.stories)
    groups = pen.groups([name for each in made for name in each.known])
    for each in made:
        _save_articles(pen, each, kin, groups, now)
    harvests = [each.harvest for each in made]
    _touch(house, pen, harvests, kin, now)
    for harvest in harvests:
        if harvest.keys:
            pen.hold(harvest.source, harvest.keys, now)
        pen.remember(harvest.state)
        _save_doings(pen, harvest, now)
    house.standing.save(pen)


class _Made:
    """The articles of a harvest, ready for their rows."""

    def __init__(self, harvest: Harvest) -> None:
        self.harvest = harvest
        self.fresh = harvest.fresh
        self.changed = [(_ready(article, harvest), group_of(article)) for _, article in harvest.changed]

    @property
    def known(self) -> Iterator[str]:
        """The ids of those that are not new."""
        for made, _ in self.changed:
            yield made.id
        for article in self.harvest.noted:
            yield article.id

    @property
    def signs(self) -> Iterator[int]:
        """What they share with others."""
        for made in self.fresh:
            yield from made.signs
        for made, _ in self.changed:
            yield from made.signs


def _ready(article: Article, harvest: Harvest) -> Ready:
    from publisher.desk.cluster import new_story  # noqa: PLC0415 -- only where something changed

    return ready(article, harvest.signs[article.id], new_story(article))


class Kin:
    """The group that each sign leads to, by its number: those that were known, and those of this commit."""

    def __init__(self, known: dict[int, Group], stories: Stories) -> None:
        self._known = known
        self._stories = stories
        self._moved: dict[str, str] = {}
        self.repeated: set[str] = set()
        """The reports, known before this commit, that somebody else sent again: those who show them credit one more."""
        self.told: set[str] = set()
        """The stories, most of them known before this commit, that it tells more of, or that it merged."""

    def join(self, made: Ready) -> Placed:
        """Return where a new article belongs: where its signs lead, else where its words do."""
        led, by = self._led(made)
        placed = self._stories.learn(made, led, by) if led else self._stories.place(made)
        for ended, kept in placed.merged:
            self._moved[ended] = kept
            self.told |= {ended, kept}
        self._learn(made, placed.group)
        if placed.group.story != made.opens:
            self._tell(placed.group)
        return placed

    def change(self, made: Ready, group: Group) -> None:
        """Take in that an article changed which has its group: whoever shows that shows something else."""
        self._learn(made, group)
        self._tell(group)

    def _learn(self, made: Ready, group: Group) -> None:
        """Let the signs of an article lead to its group, where they lead nowhere yet."""
        for number in made.signs:
            self._known.setdefault(number, group)

    def _tell(self, group: Group) -> None:
        self.repeated.add(group.report)
        self.told.add(group.story)

    def _led(self, made: Ready) -> tuple[Group | None, str]:
        """Return where the signs of an article lead, and the kind of the sign that does."""
        from publisher.desk.cluster import join  # noqa: PLC0415 -- only where something is fresh

        known = self._known
        if not any(number in known for number in made.signs):
            return None, ""
        kinds = made.kinds.split()
        marks = [f"{kind}:{number}" for kind, number in zip(kinds, made.signs, strict=True)]
        led = {mark: known[number] for mark, number in zip(marks, made.signs, strict=True) if number in known}
        report = join(made.article(NOWHERE, EPOCH), {mark: group.report for mark, group in led.items()}, marks)
        found = next(((group, mark) for mark, group in led.items() if group.report == report), None)
        return (self._now(found[0]), found[1].partition(":")[0]) if found else (None, "")

    def _now(self, group: Group) -> Group:
        """Return a group with the name that its story has after what this commit merged."""
        story = group.story
        while story in self._moved:
            story = self._moved[story]
        return Group(group.report, story)


def _save_doings(pen: Pen, harvest: Harvest, now: datetime) -> None:
    """Save what the house did by itself over a poll."""
    if harvest.quarantined:
        pen.quarantine(harvest.quarantined)
    for text in harvest.notes:
        pen.note(now, harvest.source, text)


def _save_articles(pen: Pen, made: _Made, kin: Kin, groups: Mapping[str, Group], now: datetime) -> None:
    """Save what a harvest brought, each article with a stamp of its own where it is new or changed.

    `groups` are those that the known ones stand in now: an editor may have split one away since it was read.
    """
    for each in made.fresh:
        _join(pen, each, kin, now)
    for each, read in made.changed:
        if (group := groups.get(each.id, read)).story:
            kin.change(each, group)
            pen.add(each, group, pen.stamp(now))
        else:
            _join(pen, each, kin, now)
    if made.harvest.noted:
        pen.save([_standing(article, groups) for article in made.harvest.noted], made.harvest.signs)


def _standing(article: Article, groups: Mapping[str, Group]) -> Article:
    group = groups.get(article.id)
    return replace(article, report=group.report, story=group.story) if group else article


def _join(pen: Pen, made: Ready, kin: Kin, now: datetime) -> None:
    placed = kin.join(made)
    for ended, kept in placed.merged:
        pen.merge(ended, kept, now, f"both tell what {made.id} does")
        pen.note(now, made.source, f"the story {ended} is one with {kept}: {made.id} belongs to both")
    pen.add(made, placed.group, pen.stamp(now), placed.why)


def _touch(house: House, pen: Pen, harvests: Iterable[Harvest], kin: Kin, now: datetime) -> None:
    """Let all feeds wait to be published that show what is new, or something that more is told of."""
    feeds = {feed for harvest in harvests for feed in harvest.feeds}
    pen.touch(feeds | feeds_showing(house.store, house.config, kin.told, kin.repeated), now)


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
