"""The workers as the main process sees them: a task goes to one that is free, and its reply comes back, or its end.

A worker that ends over a task, or takes too long, is replaced by the next one who needs it. Nothing is started before
there is a task: a round in which no source has anything new needs no worker.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final, Protocol, TypeVar

import msgspec

from publisher.model import Failed, Reason
from publisher.pipeline.call import Called, call_foreman
from publisher.pipeline.channel import ENDED, HEAD, OUT_OF_MEMORY, READY, Bug, Reply, Setup, Task, framed, length_of
from publisher.pipeline.harvest import GatherTask, Harvest
from publisher.pipeline.printed import Printed, PrintTask

PATIENCE: Final = 120.0  # seconds that a task may take by the clock on the wall, whatever it waits for
TASKS: Final = 100  # a worker is replaced after so many: memory that is in pieces comes back
WORN: Final = 40  # or after so many, where other work comes: what it remembers is of no use for that
_WORD: Final = 2.0  # seconds to wait for the foreman's word of how a worker ended
_BUFFER: Final = 2**20

_reply: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)
_Brought = TypeVar("_Brought", Harvest, Printed)
_encode: Final = msgspec.msgpack.Encoder().encode


class WorkerError(Exception):
    """A task that brought no harvest."""


class Died(WorkerError):
    """A worker ended over its task. `failure` says what that means for the source."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.failure = Failed(reason=reason, detail=detail)


class Lost(WorkerError):
    """A worker went away and nobody knows how: no document is to be blamed for it."""


class Tripped(WorkerError):
    """A bug of ours, met in another process. `text` is its traceback there."""

    def __init__(self, bug: Bug) -> None:
        super().__init__(bug.kind)
        self.text = bug.text
        self.add_note(bug.text)  # whoever logs this shows where it happened, not only where we heard of it


class Workers(Protocol):
    """Who does the work that documents could hurt."""

    async def harvest(self, task: GatherTask) -> Harvest:
        """Have a document gathered. Raises Died where it ended its worker, and Tripped where it met a bug."""

    async def print(self, task: PrintTask) -> Printed:
        """Have feeds printed. Raises WorkerError like `harvest`."""

    async def renew(self, setup: Setup) -> None:
        """Let the next task be done by workers who know another configuration."""


class _Worker:
    """One process, and the channel to it."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.number = number
        self.tasks = 0
        self.brought: type[Harvest | Printed] | None = None
        self._reader = reader
        self._writer = writer

    async def ask(self, task: bytes) -> bytes:
        """Give a task; return the reply.

        Raises IncompleteReadError where the process ends over it, and another OSError than TimeoutError where it ended
        before it had read the task: the kernel tells a channel that was closed over unread bytes from one that was not.
        """
        self.tasks += 1
        self._writer.write(framed(task))
        await self._writer.drain()
        return await read_message(self._reader)

    def dismiss(self) -> None:
        """Let the process end, which waits for a task."""
        self._writer.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._writer.close()
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)


class _Foreman:
    """The process that forks the workers, and what it tells of their ends."""

    def __init__(self, called: Called) -> None:
        self._called = called
        self._control = called.channel
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._heard = b""
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._control, self._hear)

    async def hire(self) -> _Worker:
        """Have a worker forked; return when it is ready. Raises OSError where it cannot be had."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            reader, writer = await asyncio.open_connection(sock=ours, limit=_BUFFER)
            number = length_of(await read_message(reader))
        except (OSError, asyncio.IncompleteReadError) as error:
            ours.close()
            message = "no process to read documents can be started"
            raise OSError(message) from error
        self._ends[number] = self._loop.create_future()
        return _Worker(number, reader, writer)

    def is_there(self) -> bool:
        """Tell whether workers can be had."""
        return self._called.process.poll() is None

    def has(self, worker: _Worker) -> bool:
        """Tell whether a worker is still there: one that was killed while it had no task is not missed."""
        return not self._ends[worker.number].done()

    def forget(self, worker: _Worker) -> None:
        """End a worker that is not wanted any more."""
        if self._ends.pop(worker.number).done():
            worker.dismiss()
        else:
            worker.end()

    async def end_of(self, worker: _Worker) -> int | None:
        """Return how a worker ended, as `os.waitpid` tells it; None where nobody knows."""
        try:
            return await asyncio.wait_for(self._ends[worker.number], _WORD)
        except TimeoutError:
            return None
        finally:
            self._ends.pop(worker.number, None)

    def _hear(self) -> None:
        heard = b""
        with suppress(ConnectionResetError):  # its end, too
            heard = self._control.recv(4096)
        if not heard:
            self._loop.remove_reader(self._control)
        self._heard += heard
        while len(self._heard) >= ENDED.size:
            number, status = ENDED.unpack_from(self._heard)
            self._heard = self._heard[ENDED.size :]
            end = self._ends.get(number)
            if end and not end.done():
                end.set_result(status)

    async def dismiss(self) -> None:
        """End the foreman. Its end of the channel is how it learns of it, and it waits for its workers."""
        self._loop.remove_reader(self._control)
        self._control.close()
        await asyncio.to_thread(_wait_for_end, self._called.process)


def _wait_for_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_WORD)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Crew:
    """Processes that work side by side, as many as there are cores; see `Workers` for what they promise."""

    def __init__(self, setup: Setup, count: int) -> None:
        self._setup = setup
        self._free = asyncio.Semaphore(count)
        self._idle: list[_Worker] = []
        self._foreman: _Foreman | None = None
        self._hiring = asyncio.Lock()

    async def harvest(self, task: GatherTask) -> Harvest:
        """See `Workers.harvest`."""
        return await self._do(task, Harvest)

    async def print(self, task: PrintTask) -> Printed:
        """See `Workers.print`."""
        return await self._do(task, Printed)

    async def _do(self, task: Task, kind: type[_Brought]) -> _Brought:
        async with self._free:
            try:
                reply = _reply.decode(await self._ask(_encode(task), kind))
            except Lost:  # once more: somebody may have ended all our processes but this one
                reply = _reply.decode(await self._ask(_encode(task), kind))
        if isinstance(reply, kind):
            return reply
        raise Tripped(reply if isinstance(reply, Bug) else Bug("TypeError", f"{type(reply)} is no reply to {task}"))

    async def _ask(self, task: bytes, kind: type[Harvest | Printed]) -> bytes:
        foreman, worker = await self._worker(kind)
        try:
            async with asyncio.timeout(PATIENCE):
                reply = await worker.ask(task)
        except (OSError, asyncio.IncompleteReadError) as error:  # TimeoutError is an OSError
            if isinstance(error, TimeoutError):
                worker.end()
            else:
                worker.dismiss()
            status = await foreman.end_of(worker)
            if _is_lost(error, status):
                raise Lost from error
            raise _death(error, status or 0) from error
        except BaseException:  # cancelled: its reply must not be taken for the next task's
            foreman.forget(worker)
            raise
        if foreman is self._foreman and worker.tasks < TASKS:
            self._idle.append(worker)
        else:
            foreman.forget(worker)
        return reply

    async def _present(self) -> _Foreman:
        if self._foreman is None or not self._foreman.is_there():
            await self._dismiss()
            self._foreman = await _engage(self._setup, await asyncio.to_thread(call_foreman))
        return self._foreman

    async def _worker(self, kind: type[Harvest | Printed]) -> tuple[_Foreman, _Worker]:
        async with self._hiring:
            foreman = await self._present()
            while self._idle:
                worker = self._idle.pop()
                if foreman.has(worker) and (worker.brought is kind or worker.tasks < WORN):
                    break
                foreman.forget(worker)
            else:
                worker = await foreman.hire()
        worker.brought = kind
        return foreman, worker

    async def renew(self, setup: Setup) -> None:
        """See `Workers.renew`."""
        async with self._hiring:
            self._setup = setup
            await self._dismiss()

    async def aclose(self) -> None:
        """End all of them."""
        async with self._hiring:
            await self._dismiss()

    async def _dismiss(self) -> None:
        while self._idle:
            self._idle.pop().dismiss()
        if self._foreman:
            await self._foreman.dismiss()
        self._foreman = None


async def _engage(setup: Setup, called: Called) -> _Foreman:
    """Tell a foreman what all workers know. Raises OSError where it does not come."""
    if not await asyncio.to_thread(_introduce, called.channel, framed(_encode(setup))):
        called.send_away()
        message = "no process to read documents can be started"
        raise OSError(message)
    called.channel.settimeout(0)  # from here on it is the event loop's
    return _Foreman(called)


def _introduce(channel: socket.socket, setup: bytes) -> bool:
    """Tell a foreman what it must know, and wait until it is ready; False where it ended over it."""
    try:
        channel.sendall(setup)
        return channel.recv(len(READY)) == READY
    except OSError:
        return False


async def read_message(reader: asyncio.StreamReader) -> bytes:
    """Return the next message of a channel."""
    return await reader.readexactly(length_of(await reader.readexactly(HEAD)))


def _is_lost(error: BaseException, status: int | None) -> bool:
    """Tell whether a worker went away for a reason of its own: before it had its task, or unknown to the foreman."""
    if isinstance(error, TimeoutError):
        return False
    return status is None or isinstance(error, OSError)


def _death(error: BaseException, status: int) -> Died:
    """Say what the end of a worker means."""
    if isinstance(error, TimeoutError):
        return Died(Reason.TIMEOUT, f"reading the document took more than {PATIENCE:g} seconds")
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGPROF, signal.SIGXCPU}:
        return Died(Reason.TIMEOUT, "reading the document took too much of the processor")
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY:
        return Died(Reason.PARSER, "reading the document took too much memory")
    how = (
        f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit code {os.waitstatus_to_exitcode(status)}"
    )
    return Died(Reason.PARSER, f"reading the document ended its process ({how})")


@asynccontextmanager
async def open_crew(setup: Setup, count: int) -> AsyncIterator[Crew]:
    """Give the workers of a house, and end them with it. Their foreman is called when there is work."""
    crew = Crew(setup, count)
    try:
        yield crew
    finally:
        await crew.aclose()
