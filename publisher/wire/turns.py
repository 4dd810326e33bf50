"""Turns at a host: so many at once, so long apart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from time import monotonic
from typing import Final

_FEW: Final = 64  # hosts that are not worth looking through


class _Host:
    """Who is at one host, and when the next one may begin."""

    def __init__(self, at_once: int) -> None:
        self.seats = asyncio.Semaphore(at_once)
        self.last = float("-inf")  # when the last one began
        self.visitors = 0
        self.gap = 0.0


def _never() -> bool:
    return False


class Turns:
    """Let at most `at_once` visitors be at a host, and the next one begin `gap` seconds after the last one began.

    In the order they came. `clock` is monotonic, in seconds; `sleep` waits for so many of them. One slow host never
    keeps a visitor of another waiting.
    """

    def __init__(
        self,
        at_once: int = 2,
        gap: float = 1.0,
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._at_once = at_once
        self._gap = gap
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._enough = _FEW

    @asynccontextmanager
    async def at(
        self,
        host: str,
        *,
        exempt: bool = False,
        gap: float = 0.0,
        seat: AbstractAsyncContextManager[object] | None = None,
        needless: Callable[[], bool] = _never,
    ) -> AsyncIterator[None]:
        """Hold a turn at a host. `exempt`: it is our own (loopback, declared private), and nobody need be polite.

        `gap` may be wider than the usual one. `seat` is what a visitor needs besides (a place among all that are under
        way); it is taken late, so that who waits for a host keeps nobody from another, and before the visit begins, so
        that the gap lies between the visits themselves. `needless` is asked when the turn has come: whoever has nothing
        to ask any more (the host turned out to be down) waits no longer and takes nobody's time.
        """
        if exempt:
            yield
            return
        place = self._hosts.setdefault(host.lower(), _Host(self._at_once))
        place.visitors += 1
        try:
            async with place.seats:
                if needless():
                    yield
                    return
                await self._rest(place, max(gap, self._gap))
                async with seat or nullcontext():
                    await self._begin(place, max(gap, self._gap))
                    yield
        finally:
            place.visitors -= 1
            if len(self._hosts) > self._enough:
                self._forget()

    async def _rest(self, place: _Host, gap: float) -> None:
        """Wait until the host has rested; another may begin first."""
        wait = place.last + gap - self._clock()
        if wait > 0:
            await self._sleep(wait)

    async def _begin(self, place: _Host, gap: float) -> None:
        """Wait for what is still missing, and begin."""
        now = self._clock()
        start = max(now, place.last + gap)
        place.last, place.gap = start, gap
        if start > now:
            await self._sleep(start - now)

    def _forget(self) -> None:
        """Drop the hosts that nobody is at and whose gap has passed: a daemon meets many hosts in its years.

        Looked through only when they are twice as many as were kept the last time.
        """
        now = self._clock()
        idle = [host for host, place in self._hosts.items() if not place.visitors and place.last + place.gap <= now]
        for host in idle:
            del self._hosts[host]
        self._enough = max(_FEW, 2 * len(self._hosts))
