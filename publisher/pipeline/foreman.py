"""The foreman: a process that forks workers, so that each of them begins with everything imported and little memory.

    python -m publisher.pipeline.foreman CONTROL        started by publisher/pipeline/workers.py

    main process ── a channel and "one more" ──▶ foreman ── forks ──▶ worker ◀── tasks, replies ──▶ main process
                 ◀── who ended, and how ───────┘

A worker does one task at a time. What a document may cost is bounded where it is worked on: seconds of CPU by a timer
of the kernel, which ends the process whatever C code it is in, and memory by a limit on its address space. The main
process learns from the foreman how a worker ended, and from what it was doing which document ended it.

Nothing outlives the main process: the end of a channel is the end of who listens to it. Signals from a terminal or a
service manager are for the main process alone.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Final

import msgspec

from publisher.desk.classify import Rules
from publisher.desk.classify.tables import open_tables
from publisher.pipeline.channel import (
    ENDED,
    HEAD,
    OUT_OF_MEMORY,
    READY,
    Bounds,
    Bug,
    Reply,
    Setup,
    Task,
    framed,
    length_of,
    number,
)
from publisher.pipeline.extensions import extend
from publisher.pipeline.gathering import Desk, gather, read
from publisher.pipeline.harvest import Harvest
from publisher.pipeline.printed import Printed, PrintTask
from publisher.pipeline.printing import Press, print_feeds
from publisher.press.fragments import Fragments
from publisher.store import open_reader

USUAL: Final = "en"  # what a source that declares none most likely speaks
FRAGMENTS: Final = 8 * 2**20  # bytes of articles in print that a worker remembers
COLLECT: Final = (50_000, 20, 50)  # what workers make is freed by counting; looking for circles finds next to none

_task: Final = msgspec.msgpack.Decoder(Task)
_setup: Final = msgspec.msgpack.Decoder(Setup)
_encode: Final = msgspec.msgpack.Encoder().encode


def _messages(channel: socket.socket) -> Iterator[bytes]:
    """Yield what comes, and read not a byte further: what follows may carry a file descriptor."""
    while len(head := _read(channel, HEAD)) == HEAD:
        message = _read(channel, size := length_of(head))
        if len(message) < size:  # who spoke is gone
            return
        yield message


def _read(channel: socket.socket, size: int) -> bytes:
    """Return so many bytes, or as many as come before the end. A process that is stopped is given part of them."""
    found = channel.recv(size, socket.MSG_WAITALL)
    while len(found) < size and (more := channel.recv(size - len(found), socket.MSG_WAITALL)):
        found += more
    return found


# The foreman.


def main() -> None:
    """Fork a worker whenever one is wanted, and tell of those that ended, until the main process closes the channel."""
    gc.set_threshold(*COLLECT)
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    told = next(_messages(control), None)
    if told is None:  # there was no work after all
        return
    setup = _setup.decode(told)
    rules = extend(setup.config, Path(setup.root))
    open_tables(source.language or USUAL for source in setup.config.sources.values())
    gc.freeze()
    control.sendall(READY)
    with _children_heard() as ended:
        while True:
            ready, _, _ = select.select([control.fileno(), ended], [], [])
            if ended in ready:
                os.read(ended, 4096)
                _tell_ended(control)
            if control.fileno() in ready and not _hire(control, setup, rules):
                break
    _wait_for_all()


@contextmanager
def _children_heard() -> Iterator[int]:
    """Give a file that can be read from when a child has ended."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)  # as `signal.set_wakeup_fd` demands
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    yield ended


def _tell_ended(control: socket.socket) -> None:
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        control.sendall(ENDED.pack(process, status))


def _hire(control: socket.socket, setup: Setup, rules: Rules) -> bool:
    """Fork a worker for the channel that comes; False where the main process has closed ours."""
    _, channels, _, _ = socket.recv_fds(control, 1, 1)
    if not channels:
        return False
    if os.fork() == 0:
        try:
            control.close()
            _serve(socket.socket(fileno=channels[0]), setup, rules)
        except (BrokenPipeError, ConnectionResetError):  # the main process is gone
            os._exit(0)
        except BaseException:  # noqa: BLE001 -- the door of a forked process: nothing may run on as the foreman
            traceback.print_exc()
            os._exit(1)
    os.close(channels[0])
    return True


def _wait_for_all() -> None:
    """Return when the last worker has let go of the store: whoever closes that after it tidies up."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


# A worker.


def _serve(channel: socket.socket, setup: Setup, rules: Rules) -> None:
    """Do one task after the other, until the channel is closed."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    room = _room(setup, rules)
    _bound_memory(setup.bounds.memory)
    channel.sendall(framed(number(os.getpid())))
    for message in _messages(channel):
        channel.sendall(framed(_encode(_answer(room, message))))
    room.desk.store.close()
    os._exit(0)


@dataclass(frozen=True, slots=True)
class _Room:
    """All that a worker needs."""

    desk: Desk
    press: Press
    bounds: Bounds


def _room(setup: Setup, rules: Rules) -> _Room:
    store = open_reader(setup.database)
    return _Room(
        desk=Desk(setup.config, rules, store),
        press=Press(setup.config, store, Path(setup.root) / setup.config.feeds_dir, Fragments(FRAGMENTS)),
        bounds=setup.bounds,
    )


def _answer(room: _Room, message: bytes) -> Reply:
    try:
        return _do(room, _task.decode(message))
    except (MemoryError, RecursionError):  # what a process is worth after that, nobody knows
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 -- the door of this process: the main one tells the operator
        return Bug(f"{type(error).__name__}: {error}", traceback.format_exc())


def _do(room: _Room, task: Task) -> Harvest | Printed:
    if isinstance(task, PrintTask):
        return print_feeds(room.press, task)
    source = room.desk.config.sources[task.source]
    enough, began = room.bounds.enough, process_time()
    with at_most(room.bounds.reading):
        found = read(task.answer, source)
    late = max(began + enough, process_time() + enough / 3)
    with at_most(room.bounds.working):
        return gather(room.desk, source, task, found, lambda: process_time() > late)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End this process by SIGPROF where the block takes more CPU time than that, even inside of C code."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory(most: int) -> None:
    """Let no document take more than `most` bytes. Where the size of a process cannot be asked, nothing is bounded."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return
    limit = pages * resource.getpagesize() + most
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
