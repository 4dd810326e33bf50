"""Memory that is shared out among bodies, so that all of them together stay within bounds."""

from __future__ import annotations

import asyncio
from typing import Final, NamedTuple

STEP: Final = 128 * 1024  # bytes that are asked for at a time


class _Waiting(NamedTuple):
    """Who waits, and what is set when he has his share."""

    guest: object
    served: asyncio.Future[None]


class Rations:
    """Share out `total` bytes, a step at a time, in the order in which guests came.

    `largest` is the most that one guest takes; `total` is no less. The eldest guest never waits: what he may still need
    is kept for him. So somebody can always go on, and gives back what he had when he leaves. Without that, many guests
    with a part of what they need would wait for one another.
    """

    def __init__(self, total: int, largest: int) -> None:
        self._free = total
        self._largest = largest
        self._held: dict[object, int] = {}  # in the order in which they came
        self._waiting: list[_Waiting] = []

    async def take(self, guest: object) -> int:
        """Wait until a guest may have another step, and return how many bytes that is."""
        self._held.setdefault(guest, 0)
        if self._may(guest):
            self._give(guest)
            return STEP
        waiting = _Waiting(guest, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        await waiting.served
        return STEP

    def leave(self, guest: object) -> None:
        """Take back all that a guest has; to be called also of one that waits no longer."""
        if guest in self._held:
            self._free += self._held.pop(guest)
            self._waiting = [each for each in self._waiting if each.guest is not guest]
            self._serve()

    def _may(self, guest: object) -> bool:
        eldest, has = next(iter(self._held.items()))
        return guest is eldest or self._free - STEP >= self._largest - has

    def _give(self, guest: object) -> None:
        self._free -= STEP
        self._held[guest] += STEP

    def _serve(self) -> None:
        """Give to those who wait what they may have now."""
        for waiting in tuple(self._waiting):
            if self._may(waiting.guest):
                self._waiting.remove(waiting)
                self._give(waiting.guest)
                if not waiting.served.done():  # cancelled: he is about to leave
                    waiting.served.set_result(None)
