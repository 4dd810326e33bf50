"""What came back to a question: judged by nobody yet, and bounded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Final, Protocol

from publisher.model import Reason
from publisher.wire import headers
from publisher.wire.trouble import Trouble

_ALL_HEADERS: Final = 100 * 1024  # bytes
_MOST_PIECES: Final = 20_000
_TINY: Final = 64  # bytes


class _Headers(Protocol):
    """Headers by their names, in whatever case."""

    def get(self, key: str, /) -> str | None:
        """Return the first header of a name; None where there is none."""

    def getall(self, key: str, default: Sequence[str], /) -> Sequence[str]:
        """Return all headers of a name."""


class Answer(Protocol):
    """An answer whose body is still on its way."""

    @property
    def status(self) -> int:
        """The status of HTTP."""

    @property
    def headers(self) -> _Headers:
        """The headers as text."""

    @property
    def raw_headers(self) -> Sequence[tuple[bytes, bytes]]:
        """The headers as they came."""

    async def piece(self) -> bytes | None:
        """Return the next bytes of the body as they came; None after the last of them. Raises Trouble."""

    def close(self) -> None:
        """Cut off what was not read."""


class Reply:
    """What came back: status, headers, and the raw body for whoever wants it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.status = answer.status
        if sum(len(name) + len(value) for name, value in answer.raw_headers) > _ALL_HEADERS:
            raise Trouble(Reason.TOO_LARGE, "the headers are larger than 100 kB", self.status)

    def header(self, name: str) -> str | None:
        """Return the first header of a name; None where there is none."""
        value = self._answer.headers.get(name)
        return None if value is None else headers.readable(value)

    def joined(self, name: str) -> str:
        """Return the list that all headers of a name make together (RFC 9110 section 5.3)."""
        return ", ".join(map(headers.readable, self._answer.headers.getall(name, ())))

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body's bytes as they come, not inflated. Raises Trouble where it stops before its end.

        A body that comes in a flood of tiny chunks is refused: each costs as much work as a large one.
        """
        pieces, size = 0, 0
        while (piece := await self._answer.piece()) is not None:
            pieces, size = pieces + 1, size + len(piece)
            if pieces > _MOST_PIECES and size < pieces * _TINY:
                raise Trouble(Reason.TOO_LARGE, f"{size} bytes in {pieces} chunks", self.status)
            yield piece


class Asking:
    """A question on its way, for `async with`: what was not read of the answer is cut off at the end."""

    __slots__ = ("_answer", "_coming")

    def __init__(self, coming: Awaitable[Answer]) -> None:
        self._coming = coming

    async def __aenter__(self) -> Reply:
        self._answer = await self._coming
        try:
            return Reply(self._answer)
        except Trouble:
            self._answer.close()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._answer.close()
