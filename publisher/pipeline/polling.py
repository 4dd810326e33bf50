"""Poll: ask one source, have what it says gathered, and have that saved.

ready ▶ turn at its host ▶ fetch ▶ gather ▶ adopt a move ▶ save
wire        wire           wire   workers      wire       the writer
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from types import TracebackType

from msgspec.structs import replace

from publisher.model import Answer, Fetched, Source, SourceState
from publisher.pipeline.harvest import GatherTask, Harvest, nothing
from publisher.pipeline.house import House
from publisher.pipeline.quarantine import confined
from publisher.pipeline.workers import Died
from publisher.wire import address, hosts
from publisher.wire.cadence import digest_of, pushed, ready
from publisher.wire.fetch import fetch
from publisher.wire.moves import adopt, asked_as
from publisher.wire.websub import carries

Save = Callable[[Harvest], Awaitable[None]]


class _Seat:
    """A place among the polls that are under way; kept until the document is gathered, for it is in memory so long."""

    def __init__(self, seats: asyncio.Semaphore) -> None:
        self._seats = seats
        self._is_taken = False

    async def take(self) -> None:
        """Wait for a place, once."""
        if not self._is_taken:
            await self._seats.acquire()
            self._is_taken = True

    def leave(self) -> None:
        """Give the place back."""
        if self._is_taken:
            self._seats.release()
            self._is_taken = False

    async def __aenter__(self) -> None:
        await self.take()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep the place: `leave` gives it back."""


async def poll(house: House, source: Source, state: SourceState, save: Save) -> Harvest:
    """Ask one source and save what it brought. An expected failure is in the harvest; only a bug raises.

    Whoever waits for a turn at a busy host holds no seat: one host with many sources never delays another.
    """
    state = ready(state, source, house.now())
    seat = _Seat(house.seats)
    try:
        harvest = await _visit(house, source, state, seat)
    finally:
        seat.leave()
    await save(harvest)
    return harvest


async def _visit(house: House, source: Source, state: SourceState, seat: _Seat) -> Harvest:
    asked = asked_as(source, state)
    place = hosts.place(asked, house.config.together)
    is_one = place in house.config.together

    def is_closed() -> bool:
        return hosts.closed_until(house.standing.hosts, place, house.now()) is not None

    if is_closed():
        return _postponed(house, state, place)
    gap = hosts.gap(house.standing.hosts, place)
    exempt = asked.allow_private
    at = place if is_one else address.host(asked.url)
    async with house.turns.at(at, exempt=exempt, gap=gap, seat=seat, needless=is_closed):
        if is_closed():
            return _postponed(house, state, place)
        await seat.take()
        answer = await fetch(house.client, asked, state)
    house.standing.hear(place, source, answer, house.now(), together=is_one)
    state = hosts.warned(state, house.standing.hosts, place)
    return _relied(house, await harvest_of(house, source, state, answer))


def _relied(house: House, harvest: Harvest) -> Harvest:
    """Ask a source less often where its news are pushed to us."""
    now = house.now()
    if not carries(house.pushes.get(harvest.source), harvest.state, now):
        return harvest
    return replace(harvest, state=pushed(harvest.state, now, house.chance()))


def _postponed(house: House, state: SourceState, place: str) -> Harvest:
    """Leave a source for later whose host is to be left alone."""
    until = hosts.closed_until(house.standing.hosts, place, house.now()) or house.now()
    return Harvest(source=state.source, state=hosts.postponed(state, until, house.chance()), postponed=True)


async def harvest_of(house: House, source: Source, state: SourceState, answer: Answer) -> Harvest:
    """Return what an answer brings. Only a body that is not the one we had is any work."""
    now, chance = house.now(), house.chance()
    if isinstance(answer, Fetched) and digest_of(answer) != state.body_hash:
        task = GatherTask(source=source.id, state=state, answer=answer, now=now, chance=chance)
        harvest = await _gathered(house, source, task)
        shared = harvest.shared
    else:
        harvest = nothing(source, state, answer, now, chance)
        shared = state.entries
    audit = ""
    if harvest.state.moved_to is not None:
        moved, audit, _ = adopt(harvest.state, source, harvest.failure or answer, shared, now)
        harvest = replace(harvest, state=moved)
    notes = tuple(_notes(source, state, harvest, audit))
    return replace(harvest, notes=(*harvest.notes, *notes)) if notes else harvest


async def _gathered(house: House, source: Source, task: GatherTask) -> Harvest:
    """Have a document gathered, unless it is in quarantine; one that ends its worker is put there."""
    if refusal := house.quarantine.refusal(task.answer):
        return nothing(source, task.state, refusal, task.now, task.chance)
    try:
        return await house.workers.harvest(task)
    except Died as death:
        failure = replace(death.failure, status=task.answer.status)
        document = confined(source, task.answer, failure.detail, task.now)
        harvest = nothing(source, task.state, failure, task.now, task.chance)
        note = f"its document is in quarantine, as {document.digest[:12]}: {failure.detail}"
        return replace(harvest, quarantined=document, notes=(note,))


def _notes(source: Source, before: SourceState, harvest: Harvest, audit: str) -> Iterator[str]:
    """Yield what the operator should find later: what we do about a source from now on, without being told."""
    state = harvest.state
    if audit:
        yield audit.removeprefix(f"{source.id}: ")
    elif before.adopted and not state.adopted:
        yield "the address that it moved to fails: asked at the one in sources.yaml again"
    if state.gone and not before.gone:
        yield "gone (410): asked once a month from now on"
    if harvest.held:
        yield f"{harvest.held} articles are new all at once, more than it can write: they wait for `publisher held`"
