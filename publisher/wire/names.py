"""Names to network addresses, all of which the guard permits."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import Final, TypeAlias

from publisher.wire import guard

AT_ONCE: Final = 256  # names resolved at once: a dead name server may hold each of them for half a minute
PATIENCE: Final = 5.0  # seconds that a name may take
MOST: Final = 3  # addresses of a name that are tried

Lookup: TypeAlias = Callable[[str, int], list[str]]
AsyncLookup: TypeAlias = Callable[[str, int], Awaitable[list[str]]]


class Unresolved(OSError):
    """There is no address of a name; the text says why. An OSError, so that connectors carry it through."""


class Names:
    """What names resolve to, through `lookup`, each within `patience` seconds.

    A name that did not resolve is not asked for again for `hold` seconds: of many sources at one host, each would wait
    for a dead name server as long as the first.
    """

    def __init__(self, lookup: AsyncLookup, *, private: bool, hold: float, patience: float = PATIENCE) -> None:
        self._lookup = lookup
        self._private = private
        self._hold = hold
        self._patience = patience
        self._lost: dict[str, float] = {}  # name: until when it counts as lost

    async def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a name. Raises Forbidden where one is not permitted, OSError where there is none."""
        now = asyncio.get_running_loop().time()
        if now < self._lost.get(host, now):
            raise Unresolved(_NONE)
        try:
            async with asyncio.timeout(self._patience):
                addresses = await self._lookup(host, port)
        except (OSError, asyncio.CancelledError) as error:  # cancelled: nobody waits for it any longer
            self._lost = {name: until for name, until in self._lost.items() if until > now} | {host: now + self._hold}
            if isinstance(error, OSError):
                raise Unresolved(_why(error)) from error
            raise
        if not addresses:
            raise Unresolved(_NONE)
        guard.admit(addresses, private=self._private)
        return _tried(addresses)


_NONE: Final = "the name does not resolve"


def _why(error: OSError) -> str:
    """Tell a name that does not exist from a name server that gives no answer, or only that it failed (SERVFAIL)."""
    is_silent = isinstance(error, TimeoutError) or error.errno == socket.EAI_AGAIN
    return "the name server does not answer" if is_silent else _NONE


def _tried(addresses: list[str]) -> list[str]:
    """Return the first addresses, of both families where there are both.

    All of them are tried at once, each a moment after the one before; but then once more for each that is left, which
    shall not take as long as the whole question may.
    """
    first = addresses[:MOST]
    families = {":" in address for address in first}
    other = next((address for address in addresses if (":" in address) not in families), None)
    return first if other is None else [*first[:-1], other]


@contextmanager
def off_the_loop(lookup: Lookup | None = None) -> Iterator[AsyncLookup]:
    """Give a lookup (the system's own by default) that runs in threads, and so keeps nobody waiting."""
    threads = _Threads(lookup or _look_up)
    try:
        yield threads.look_up
    finally:
        threads.end()


_Heard: TypeAlias = Callable[[list[str], Exception | None], None]


class _Threads:
    """Lookups in threads, one of each name; as many threads as there are names that hang, `AT_ONCE` at most.

    Nothing can stop the system's own lookup. So the threads are daemons: no end of the program waits for them.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._under_way: dict[tuple[str, int], asyncio.Future[list[str]]] = {}
        self._wanted: SimpleQueue[tuple[str, int, asyncio.AbstractEventLoop, _Heard] | None] = SimpleQueue()
        self._threads = 0
        self._idle = 0

    async def look_up(self, host: str, port: int) -> list[str]:
        """Return the addresses of a name. Raises OSError where there is none, or where too many names hang."""
        key = host, port
        if key not in self._under_way:
            if len(self._under_way) >= AT_ONCE:
                raise TimeoutError(host)
            self._begin(host, port)
        return await asyncio.shield(self._under_way[key])

    def end(self) -> None:
        """Let the threads go."""
        for _ in range(self._threads):
            self._wanted.put(None)

    def _begin(self, host: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        coming: asyncio.Future[list[str]] = loop.create_future()

        def heard(addresses: list[str], error: Exception | None) -> None:
            del self._under_way[host, port]
            self._idle += 1
            if error is None:
                coming.set_result(addresses)
            else:
                coming.set_exception(error)
                coming.exception()  # who asked may have gone: it is no bug that nobody hears it

        self._under_way[host, port] = coming
        self._wanted.put((host, port, loop, heard))
        if self._idle:
            self._idle -= 1
        else:
            self._threads += 1
            Thread(target=self._run, name="lookup", daemon=True).start()

    def _run(self) -> None:
        while (wanted := self._wanted.get()) is not None:
            host, port, loop, heard = wanted
            addresses, error = self._asked(host, port)
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(heard, addresses, error)

    def _asked(self, host: str, port: int) -> tuple[list[str], Exception | None]:
        try:
            return self._lookup(host, port), None
        except (OSError, ValueError) as error:  # ValueError: a name that cannot be written for a name server
            return [], error


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
