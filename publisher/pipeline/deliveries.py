"""Deliveries of hubs that came and are not read yet: bounded in number, in memory and in what they make us do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from publisher.wire.websub import Delivery

_HELD: Final = 32_000_000  # bytes of deliveries that wait, beyond which only their hint is kept
_READ_GAP: Final = timedelta(seconds=10)  # between two that are read, of one source
_HINT_GAP: Final = timedelta(minutes=1)  # between two polls for hints, of one source
_NO_TIME: Final = timedelta()


@dataclass(slots=True)
class Deliveries:
    """What came and is not read yet: the newest delivery of each source, and who is to be polled instead."""

    newest: dict[str, Delivery] = field(default_factory=dict)
    hints: set[str] = field(default_factory=set)
    _read: dict[str, datetime] = field(default_factory=dict)
    _polled: dict[str, datetime] = field(default_factory=dict)

    def put(self, source: str, delivery: Delivery) -> None:
        """Keep a delivery. What it displaces, or what there is no room for, is looked for at the source."""
        if self.newest.pop(source, None):
            self.hints.add(source)
        held = sum(len(each.body) for each in self.newest.values())
        if held + len(delivery.body) > _HELD:
            self.hints.add(source)
        else:
            self.newest[source] = delivery

    def next(self, busy: Collection[str], now: datetime) -> list[str]:
        """Return whose deliveries are to be read now."""
        return [name for name in self.newest if name not in busy and _rests(self._read, name, now, _READ_GAP)]

    def pop(self, source: str, now: datetime) -> Delivery | None:
        """Take a delivery out."""
        self._read[source] = now
        return self.newest.pop(source, None)

    def forget(self, source: str) -> None:
        """Let go of what came for a source."""
        self.newest.pop(source, None)
        self.hints.discard(source)

    @contextmanager
    def doubted(self, source: str) -> Iterator[Callable[[], None]]:
        """Have a source polled after the block; what is given is called in it where there is no doubt any more."""
        doubts = [source] if source not in self.hints else []
        try:
            yield doubts.clear
        finally:
            self.hints.update(doubts)

    def pop_hints(self, busy: Collection[str], now: datetime) -> list[str]:
        """Take out who is to be polled now."""
        found = [name for name in self.hints if name not in busy and _rests(self._polled, name, now, _HINT_GAP)]
        self._polled |= dict.fromkeys(found, now)
        self.hints.difference_update(found)
        return found


def _rests(last: Mapping[str, datetime], name: str, now: datetime, gap: timedelta) -> bool:
    """Whether the last time is long enough ago; a clock that was set back does not prolong it."""
    return name not in last or not _NO_TIME <= now - last[name] < gap
