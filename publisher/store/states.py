"""The states of sources, decoded once: a pass asks for all of them several times, and few change in between."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from publisher.model import SourceState
from publisher.store.driver import Driver
from publisher.store.records import decode_state
from publisher.store.statement import Statement

_ALL: Final = Statement("states", "The states of all sources.", "SELECT id, record FROM source ORDER BY id")
_SOME: Final = Statement("some states", "The states of some sources.", "SELECT id, record FROM source WHERE id IN :ids")


class _Read(NamedTuple):
    """What was read last."""

    moment: object
    records: dict[str, bytes]
    states: dict[str, SourceState]


class States:
    """The states of all sources as they were last read, each with the record that it was decoded from.

    One that was written again has another record, whichever process wrote it: nothing has to be told to anybody.
    """

    def __init__(self) -> None:
        self._last = _Read(None, {}, {})  # replaced as a whole: threads never see half of it

    def all(self, driver: Driver) -> dict[str, SourceState]:
        """Return the states of all sources; nothing is read where nothing at all was committed since the last time."""
        moment = driver.moment()
        if moment is not None and moment == self._last.moment:
            return dict(self._last.states)
        records: dict[str, bytes] = dict(driver.rows(_ALL))
        states = self._decoded(records)
        self._last = _Read(moment, records, states)
        return dict(states)

    def some(self, driver: Driver, ids: Collection[str]) -> dict[str, SourceState]:
        """Return the states of some sources."""
        return self._decoded(dict(driver.rows(_SOME, ids=list(ids))))

    def _decoded(self, records: dict[str, bytes]) -> dict[str, SourceState]:
        _, before, states = self._last
        return {
            source: states[source] if before.get(source) == record else decode_state(record)
            for source, record in records.items()
        }
