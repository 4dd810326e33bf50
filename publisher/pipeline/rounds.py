"""Rounds: every source that is due, polled side by side; a bug in one is caught here and spoils no other."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from publisher.model import Failed, Reason, Source, SourceState
from publisher.pipeline.harvest import Harvest
from publisher.pipeline.house import House
from publisher.pipeline.polling import poll
from publisher.pipeline.saving import Writer
from publisher.pipeline.workers import Tripped
from publisher.store import Busy, StoreError
from publisher.wire import address
from publisher.wire.cadence import remember

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Round:
    """What one round of polls brought, counted."""

    asked: int = 0
    reached: int = 0
    unchanged: int = 0
    postponed: int = 0  # not asked: their host is to be left alone for a while
    fresh: int = 0
    changed: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)  # source: entries that could not be read
    notes: tuple[str, ...] = ()  # what the operator should know of
    bugs: dict[str, str] = field(default_factory=dict)  # source: the exception

    def add(self, harvest: Harvest) -> None:
        """Count one poll."""
        self.notes += tuple(f"{harvest.source}: {text}" for text in harvest.notes)
        if harvest.postponed:
            self.postponed += 1
            return
        self.asked += 1
        self.reached += harvest.reached
        self.fresh += len(harvest.fresh)
        self.changed += len(harvest.changed)
        if harvest.faults:
            self.faults[harvest.source] = harvest.faults
        if harvest.failure:
            self.failures[harvest.failure.reason] += 1
        elif not harvest.fresh and not harvest.changed:
            self.unchanged += 1


def due(house: House) -> list[Source]:
    """Return the sources to ask now, the longest overdue first."""
    active = {name: source for name, source in house.config.sources.items() if not source.paused}
    return [active[name] for name in house.store.due(house.now(), tuple(active), len(active))]


async def poll_round(
    house: House,
    sources: Sequence[Source] | None = None,
    *,
    on_poll: Callable[[Harvest | None], None] = lambda _: None,
) -> Round:
    """Poll the given sources (or all that are due) side by side. `on_poll` is told of each one's end."""
    if sources is None:
        sources = await asyncio.to_thread(due, house)
    result, writer = Round(), Writer(house)
    await asyncio.to_thread(house.quarantine.refresh, house.store)
    states = await asyncio.to_thread(house.store.states, [source.id for source in sources])

    async def one(source: Source) -> None:
        state = states.get(source.id) or SourceState(source=source.id)
        on_poll(await _poll_safely(house, source, state, writer, result))

    async with asyncio.TaskGroup() as group:
        for source in _busiest_hosts_first(sources):
            group.create_task(one(source))
    return result


def _busiest_hosts_first(sources: Sequence[Source]) -> list[Source]:
    """Begin with the hosts that are asked the most: their turns are a second apart, and the round ends sooner."""
    hosts = Counter(address.host(source.url) for source in sources)
    return sorted(sources, key=lambda source: -hosts[address.host(source.url)])


async def _poll_safely(
    house: House, source: Source, state: SourceState, writer: Writer, result: Round
) -> Harvest | None:
    try:
        harvest = await poll(house, source, state, writer.save)
    except Busy:  # another program writes: the source stays due, and the next round asks it again
        result.asked += 1
        result.failures["busy"] += 1
        return None
    except (StoreError, OSError):  # nothing can be saved: no fault of this source, and no reason to go on
        raise
    except Exception as error:  # the one place where a bug of a poll ends: the other sources go on
        log.exception("poll of %s", source.id)
        result.asked += 1
        bug = str(error) if isinstance(error, Tripped) else f"{type(error).__name__}: {error}"
        result.bugs[source.id] = bug
        await asyncio.to_thread(_back_off, house, source, bug.partition(":")[0])
        return None
    result.add(harvest)
    return harvest


def _back_off(house: House, source: Source, name: str) -> None:
    """Ask a source whose document trips a bug of ours more slowly, like one that fails."""
    failed = Failed(reason=Reason.UNREADABLE, detail=f"a bug of Publisher: {name}")
    state = remember(house.store.state(source.id), source, failed, None, 0, house.now(), house.chance())
    with house.store.pen() as pen:
        pen.remember(state)
