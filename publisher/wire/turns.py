"""Turns at a host: so many at once, so long apart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic


class _Host:
    """Who is at one host, and when the next one may begin."""

    def __init__(self, at_once: int) -> None:
        self.seats = asyncio.Semaphore(at_once)
        self.free_from = float("-inf")
        self.visitors = 0


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

    @asynccontextmanager
    async def at(self, host: str, *, exempt: bool = False) -> AsyncIterator[None]:
        """Hold a turn at a host. `exempt`: it is our own (loopback, declared private), and nobody need be polite."""
        if exempt:
            yield
            return
        place = self._hosts.setdefault(host.lower(), _Host(self._at_once))
        place.visitors += 1
        try:
            async with place.seats:
                await self._wait(place)
                yield
        finally:
            place.visitors -= 1
            self._forget()

    async def _wait(self, place: _Host) -> None:
        now = self._clock()
        start = max(now, place.free_from)
        place.free_from = start + self._gap
        if start > now:
            await self._sleep(start - now)

    def _forget(self) -> None:
        """Drop the hosts that nobody is at and whose gap has passed: a daemon meets many hosts in its years."""
        now = self._clock()
        idle = [host for host, place in self._hosts.items() if not place.visitors and place.free_from <= now]
        for host in idle:
            del self._hosts[host]
