"""Poll: ask one source, have what it says gathered, and have that saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from publisher.model import Answer, Fetched, Source, SourceState
from publisher.pipeline.gathering import GatherTask, Harvest, nothing
from publisher.pipeline.house import House
from publisher.pipeline.workers import Died
from publisher.wire import address
from publisher.wire.cadence import body_hash
from publisher.wire.fetch import fetch


async def poll(house: House, source: Source, state: SourceState, save: Callable[[Harvest], Awaitable[None]]) -> Harvest:
    """Ask one source and save what it brought. An expected failure is in the harvest; only a bug raises.

    Whoever waits for a turn at a busy host holds no seat: one host with many sources never delays another.
    """
    async with AsyncExitStack() as seat:
        async with house.turns.at(address.host(source.url), exempt=source.allow_private):
            await seat.enter_async_context(house.seats)
            answer = await fetch(house.client, source, state)
        harvest = await harvest_of(house, source, state, answer)
    await save(harvest)
    return harvest


async def harvest_of(house: House, source: Source, state: SourceState, answer: Answer) -> Harvest:
    """Return what an answer brings. Only a body that is not the one we had is any work."""
    if not isinstance(answer, Fetched) or body_hash(answer.body) == state.body_hash:
        return nothing(source, state, answer, house.now(), house.chance())
    task = GatherTask(source=source.id, state=state, answer=answer, now=house.now(), chance=house.chance())
    try:
        return await house.workers.harvest(task)
    except Died as death:
        return nothing(source, state, death.failure, house.now(), house.chance())
