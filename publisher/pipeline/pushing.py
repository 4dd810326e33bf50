"""Push: hubs (WebSub) send us what is new. What they send goes the way of an answer; who is not sure is polled.

    tend      each minute: what names a hub is subscribed, renewed or given up
    hear      a hub asks whether we meant it ─▶ its challenge, or nothing
    take      a hub delivers ─▶ kept, the newest of each source
    deliver   each second: signed? ▶ inflate ▶ gather ▶ save         anything else ─▶ hinted: the source is polled
              wire                   wire      workers  the writer

The door is open before the house is and while it is opened again, so `Hubs` lives longer than a house. What the door
asks of it is answered from memory, at once; `keep` writes it down. A token is a password: it stands in no message.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from publisher.model import Failed, Fetched, Push, Source, SourceState
from publisher.pipeline.deliveries import Deliveries
from publisher.pipeline.harvest import Harvest
from publisher.pipeline.house import House
from publisher.pipeline.polling import harvest_of
from publisher.pipeline.saving import Writer
from publisher.store.interface import Store
from publisher.wire import address, websub
from publisher.wire.cadence import ready
from publisher.wire.limits import Limits
from publisher.wire.telling import post
from publisher.wire.trouble import Trouble
from publisher.wire.websub import Delivery, Worth

LIMITS: Final = Limits()
READ_AT_ONCE: Final = 4  # deliveries that are being received, each up to the limit of one
_CHANGE_GAP: Final = timedelta(hours=1)  # before another hub or topic is asked for: some documents name a new one daily
_TOLD_AT_ONCE: Final = 50  # requests to one hub in one round: the others have the next one, a minute later
_LEFT: Final = 1_000  # agreements that were given up, and whose hubs may still ask whether we meant it
_NO_TIME: Final = timedelta()


class Hubs:
    """What we agreed with hubs, and what they send. The agreements themselves are `House.pushes`."""

    def __init__(self) -> None:
        self.reading = asyncio.Semaphore(READ_AT_ONCE)
        self._house: House | None = None
        self._sources: dict[str, str] = {}  # by token
        self._left: dict[str, Push] = {}  # by token
        self._came = Deliveries()
        self._unsaved: set[str] = set()  # sources whose agreement has changed since it was written down
        self._notes: deque[tuple[datetime, str, str]] = deque(maxlen=_LEFT)

    # What the door asks.

    @property
    def is_open(self) -> bool:
        """Whether we know what we agreed. Before that, nobody is to be told that we do not know him."""
        return self._house is not None

    def knows(self, token: str) -> bool:
        """Whether deliveries under a token are ours."""
        return token in self._sources

    def hear(self, token: str, query: Mapping[str, str]) -> str | None:
        """Return what we say to a hub that asks or tells us something; None where we know nothing of it."""
        if token in self._left:
            return websub.ended(self._left[token], query)
        house, push = self._house, self._push(token)
        if house is None or push is None:
            return None
        found = websub.asked_back(push, query, house.now(), house.chance())
        if found is None:
            return None
        self._agree(found[0], before=push)
        return found[1]

    def take(self, token: str, delivery: Delivery) -> None:
        """Keep a delivery until it is read."""
        if source := self._sources.get(token):
            self._came.put(source, delivery)

    # What the beats ask.

    def waiting(self, busy: Collection[str]) -> list[Source]:
        """Return the sources whose deliveries are to be read now; who is being asked waits."""
        return self._configured(self._came.next(busy, self._house.now())) if self._house else []

    def hinted(self, busy: Collection[str]) -> list[Source]:
        """Return, once, the sources that are to be polled because there may be something new."""
        return self._configured(self._came.pop_hints(busy, self._house.now())) if self._house else []

    def _configured(self, names: Iterable[str]) -> list[Source]:
        sources = self._house.config.sources if self._house else {}
        return [sources[name] for name in names if name in sources and not sources[name].paused]

    async def deliver(self, house: House, source: Source) -> Harvest | None:
        """Read what came for a source and save what it brings; None where it is not to be believed, or nothing new.

        Whatever goes wrong here, a poll makes good: from the first doubt on, the source is hinted.
        """
        delivery, push = self._came.pop(source.id, house.now()), house.pushes.get(source.id)
        worth = await asyncio.to_thread(websub.worth, push, delivery) if delivery and push else Worth.NOTHING
        if delivery is None or push is None or worth is Worth.NOTHING:
            return None
        with self._came.doubted(source.id) as is_sure:
            answer = await asyncio.to_thread(_opened, push, delivery) if worth is Worth.NEWS else None
            if answer and websub.is_known(push, answer.digest):
                is_sure()
                return None
            harvest = await self._harvest(house, source, answer) if answer else None
            digest = ""
            if answer and harvest and harvest.failure is None:
                is_sure()
                digest = answer.digest
            if push := house.pushes.get(source.id):
                self._agree(websub.taken(push, digest, now=house.now()))
            return harvest if digest else None

    async def _harvest(self, house: House, source: Source, answer: Fetched) -> Harvest:
        """Let a pushed document go the way of a fetched one. What is remembered of the source stays as polls left it.

        A hub may send the new entries only: that the others are missing means nothing.
        """
        state = ready(await asyncio.to_thread(house.store.state, source.id), source, house.now())
        harvest = await harvest_of(house, source, state, answer)
        harvest = replace(harvest, state=_renewed(state, harvest.state), keys=frozenset())
        if harvest.fresh or harvest.changed or harvest.noted or harvest.quarantined:
            await Writer(house).save(harvest)
        return harvest

    # What we agree.

    async def tend(self, house: House) -> None:
        """Subscribe what names a hub, renew what is due, and give up what is no longer wanted."""
        await self._open(house)
        if house.config.site.callbacks or house.pushes:
            states = await asyncio.to_thread(house.store.states)
            left = self._settle(house, states)
            await self.keep(house)  # a hub may ask before we have its answer, and after a crash, too
            await self._tell(house, left)
        await self.keep(house)

    async def keep(self, house: House) -> None:
        """Write down what was agreed since the last time."""
        if not self._unsaved and not self._notes:
            return
        names, self._unsaved = self._unsaved, set()
        notes = [self._notes.popleft() for _ in range(len(self._notes))]
        try:
            async with house.saving:
                await asyncio.to_thread(_save, house.store, {name: house.pushes.get(name) for name in names}, notes)
        except BaseException:
            self._unsaved |= names
            self._notes.extendleft(reversed(notes))
            raise

    async def _open(self, house: House) -> None:
        """Remember what was agreed, where this is another house than before."""
        if self._house is None or self._house.pushes is not house.pushes:
            house.pushes.update(await asyncio.to_thread(house.store.pushes))
            self._sources = {push.token: name for name, push in house.pushes.items()}
            self._unsaved, self._came = set(), Deliveries()
        self._house = house

    def _settle(self, house: House, states: Mapping[str, SourceState]) -> list[Push]:
        """Propose what is wanted and not agreed, and drop what is agreed and not wanted; return what was dropped."""
        wanted = dict(_wanted(house, states))
        left = [push for name, push in house.pushes.items() if not _is_as_wanted(house, push, wanted.get(name))]
        for push in left:
            self._leave(house, push)
        changed = {push.source for push in left}
        for name, want in wanted.items():
            if name not in house.pushes:
                self._agree(_proposal(house, name, want, _CHANGE_GAP if name in changed else _NO_TIME))
        return [push for push in left if push.attempts or push.state == "verified"]

    def _leave(self, house: House, push: Push) -> None:
        del house.pushes[push.source], self._sources[push.token]
        self._unsaved.add(push.source)
        self._left[push.token] = push
        self._came.forget(push.source)
        while len(self._left) > _LEFT:
            del self._left[next(iter(self._left))]

    def _agree(self, push: Push, before: Push | None = None) -> None:
        """Remember an agreement as it is now, and note a change that the operator should find later."""
        if self._house is None:
            return
        self._house.pushes[push.source] = push
        self._unsaved.add(push.source)
        self._sources[push.token] = push.source
        if before and before.state != push.state:
            told = _TOLD[push.state].format(address.host(push.hub))
            self._notes.append((self._house.now(), push.source, told))

    def _push(self, token: str) -> Push | None:
        name = self._sources.get(token)
        return self._house.pushes.get(name) if self._house and name else None

    async def _tell(self, house: House, left: list[Push]) -> None:
        """Tell every hub what is due; one that does not answer keeps no other waiting."""
        now = house.now()
        due = [push for push in house.pushes.values() if push.due <= now]
        jobs = sorted([*left, *sorted(due, key=lambda push: push.due)], key=_hub)
        async with asyncio.TaskGroup() as group:
            for _, errands in groupby(jobs, key=_hub):
                group.create_task(self._tell_one(house, list(errands)[:_TOLD_AT_ONCE]))

    async def _tell_one(self, house: House, errands: list[Push]) -> None:
        """Tell one hub. After the first request that it does not answer, the others wait as if they had been made."""
        is_silent = False
        for push in errands:
            is_left = push.token in self._left
            if not is_left and not self._begin(house, push):
                continue
            if not is_silent:
                answer = await _post(house, push, websub.ending(push) if is_left else websub.subscription(push))
                is_silent = isinstance(answer, Failed)
                if current := self._push(push.token):  # none where it was left
                    self._agree(websub.heard(current, answer, house.now(), house.chance()))

    def _begin(self, house: House, push: Push) -> bool:
        """Note that an agreement is being asked for; it need not be where the hub was heard of it meanwhile."""
        current = self._push(push.token)
        if current is None or current.due > house.now():
            return False
        self._agree(websub.asking(current, house.now(), house.chance()))
        return True


_TOLD: Final = {
    "verified": "{} pushes what is new from now on",
    "refused": "{} refuses to push what is new: asked again in a week",
}


def _hub(push: Push) -> str:
    return address.host(push.hub)


def _wanted(house: House, states: Mapping[str, SourceState]) -> Iterator[tuple[str, websub.Wanted]]:
    """Yield what is to be subscribed, by source: nothing where no hub can reach us."""
    sources = house.config.sources if house.config.site.callbacks else {}
    for name, source in sources.items():
        if (state := states.get(name)) and (want := websub.wanted(source, state)):
            yield name, want


def _is_as_wanted(house: House, push: Push, want: websub.Wanted | None) -> bool:
    callback = websub.callback(house.config.site.callbacks or "", push.token)
    return want == (push.topic, push.hub) and push.callback == callback


def _proposal(house: House, name: str, want: websub.Wanted, wait: timedelta) -> Push:
    return websub.proposed(
        name,
        want,
        callbacks=house.config.site.callbacks or "",
        token=secrets.token_urlsafe(32),
        secret=secrets.token_urlsafe(48),
        due=house.now() + wait,
    )


async def _post(house: House, push: Push, form: dict[str, str]) -> tuple[int, str] | Failed:
    """Tell a hub something, in its turn. What the operator opened for a source is open to a hub at the same origin."""
    source = house.config.sources.get(push.source)
    private = source is not None and source.allow_private and websub.is_own(source, push.hub)
    async with house.turns.at(_hub(push), exempt=private):
        return await post(house.client, push.hub, form, allow_private=private, limits=LIMITS)


def _opened(push: Push, delivery: Delivery) -> Fetched | None:
    try:
        return websub.opened(push, delivery, LIMITS)
    except Trouble:
        return None


def _renewed(state: SourceState, pushed: SourceState) -> SourceState:
    """Return what a push teaches of a source: that there was something new, and how often there is.

    Validators, the body's hash and the time of the next poll belong to what the source itself answered.
    """
    return replace(state, renewed=pushed.renewed, gap=pushed.gap)


def _save(store: Store, unsaved: Mapping[str, Push | None], notes: Collection[tuple[datetime, str, str]]) -> None:
    with store.pen() as pen:
        for name, push in unsaved.items():
            if push is None:
                pen.unpush(name)
            else:
                pen.push(push)
        for at, source, text in notes:
            pen.note(at, source, text)
