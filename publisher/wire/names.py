"""Names to network addresses, all of which the guard permits."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Final, TypeAlias

from publisher.wire import guard

_AT_ONCE: Final = 32  # names resolved at once: a dead name server may hold a thread for half a minute

Lookup: TypeAlias = Callable[[str, int], list[str]]
AsyncLookup: TypeAlias = Callable[[str, int], Awaitable[list[str]]]


class Names:
    """What names resolve to, through `lookup`.

    A name that did not resolve is not asked for again for `hold` seconds: of many sources at one host, each would wait
    for a dead name server as long as the first.
    """

    def __init__(self, lookup: AsyncLookup, *, private: bool, hold: float) -> None:
        self._lookup = lookup
        self._private = private
        self._hold = hold
        self._lost: dict[str, float] = {}  # name: until when it counts as lost

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a name. Raises Forbidden where one is not permitted, OSError where there is none."""
        now = asyncio.get_running_loop().time()
        if now < self._lost.get(host, now):
            raise OSError(host)
        try:
            addresses = await self._lookup(host, port)
        except (OSError, asyncio.CancelledError):  # cancelled: it took longer than a connection may
            self._lost = {name: until for name, until in self._lost.items() if until > now} | {host: now + self._hold}
            raise
        if not addresses:
            raise OSError(host)
        guard.admit(addresses, private=self._private)
        return addresses


@contextmanager
def off_the_loop(lookup: Lookup | None = None) -> Iterator[AsyncLookup]:
    """Give a lookup (the system's own by default) that runs in threads, and so keeps nobody waiting."""
    threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="lookup")
    try:
        yield partial(_in_thread, threads, lookup or _look_up)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


async def _in_thread(threads: ThreadPoolExecutor, lookup: Lookup, host: str, port: int) -> list[str]:
    return await asyncio.get_running_loop().run_in_executor(threads, lookup, host, port)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
