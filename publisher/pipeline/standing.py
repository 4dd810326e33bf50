"""How we stand with the hosts that are in trouble: kept between polls in memory, and over restarts in the store."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from publisher.model import Answer, Source
from publisher.store.interface import Pen, Store
from publisher.wire import hosts
from publisher.wire.hosts import Hosts

STANDING: Final = "hosts"

_decode: Final = msgspec.json.Decoder(Hosts)


class Standing:
    """The one value that polls share: what the answers of a host mean for its other sources."""

    def __init__(self, known: Hosts) -> None:
        self.hosts = known
        self._saved: Hosts | None = known

    @classmethod
    def of(cls, store: Store) -> Standing:
        """Return what was saved; nothing where that cannot be read any more."""
        try:
            return cls(_decode.decode(store.get(STANDING) or b"{}"))
        except msgspec.MsgspecError:
            return cls(Hosts())

    def hear(self, place: str, source: Source, answer: Answer, now: datetime, *, together: bool = False) -> None:
        """Take note of an answer. `together`: the operator said that the sources of this host are one."""
        self.hosts = hosts.heard(self.hosts, place, source.id, answer, now, together=together)

    def recover(self) -> None:
        """Forget who seemed down: it was our own network."""
        self.hosts = hosts.reached(self.hosts)

    def save(self, pen: Pen) -> None:
        """Save what is not saved yet, in a commit that is made anyway."""
        known = self.hosts  # while this thread writes, the polls go on hearing
        if known is not self._saved:
            pen.put(STANDING, msgspec.json.encode(known).decode())
            self._saved = known

    def lose(self) -> None:
        """Save it with the next commit again: the last one did not stand."""
        self._saved = None
