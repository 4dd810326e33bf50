"""How a running program is told to stop: Ctrl-C and SIGTERM end it within two seconds, whatever is under way."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from typing import Final

GRACE: Final = 1.5  # seconds for what is under way: a commit, a file


async def until_told(work: Coroutine[object, object, int], stopped: int) -> int:
    """Do the work and return its exit code, or `stopped` where the process is told to stop before.

    A thread cannot be cancelled, and one may wait half a minute for a dead name server: what has not ended after GRACE
    is left where it is. Nothing is lost by that, as nothing is by a kill: a commit is whole or not there, and so is a
    published file. Told twice, the process ends at once.
    """
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def tell() -> None:
        if told.is_set():
            leave(stopped)
        told.set()
        watch = threading.Timer(GRACE, leave, (stopped,))
        watch.daemon = True
        watch.start()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, tell)
    tasks = [asyncio.create_task(work), asyncio.create_task(told.wait())]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    if tasks[0] not in done:
        return stopped
    if isinstance(ends[0], BaseException):
        raise ends[0]
    return int(ends[0])


def leave(code: int) -> None:
    """End the process now."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
