"""Connections with deadlines, and no more of them than there is room for."""

from __future__ import annotations

import asyncio
import resource
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS: Final = 10  # for a request to be there whole: slow heads hold nothing
READER_SECONDS: Final = 60  # for a reader to take what we write
FILES: Final = 8192  # descriptors that we ask the system for; readers may have half of them, polls need the rest


class Impatient(H11Protocol):
    """HTTP/1.1 of uvicorn, with the two deadlines it lacks: for a whole request, and for a reader who does not read."""

    _waiting: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > room():
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; one that is whole ends the wait, and one that has begun starts it."""
        super().data_received(data)
        if self.conn.their_state in {h11.DONE, h11.MUST_CLOSE, h11.CLOSED}:
            self._cease()
        elif self._waiting is None:
            self._wait()

    def on_response_complete(self) -> None:
        """Give what has begun already, the rest of this request or the next one, its own time."""
        self._cease()
        super().on_response_complete()
        if self.conn.trailing_data[0] or self.conn.their_state is h11.SEND_BODY:
            self._wait()

    def pause_writing(self) -> None:
        """Begin to wait for a slow reader."""
        super().pause_writing()
        self._writing = self._writing or self.loop.call_later(READER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the reader has read."""
        super().resume_writing()
        _cancel(self._writing)
        self._writing = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._cease()
        _cancel(self._writing)
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _cease(self) -> None:
        _cancel(self._waiting)
        self._waiting = None


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def room() -> int:
    """Return how many connections may be open at one time: half of the descriptors that we may have."""
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], FILES) // 2


def make_room() -> None:
    """Ask the system for more descriptors, where it gives few at first and allows more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
