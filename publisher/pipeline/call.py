"""Call the foreman: its process starts, and gets ready on another core while the caller goes on asking."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import dataclass

FOREMAN = "publisher.pipeline.foreman"


@dataclass(frozen=True, slots=True)
class Called:
    """A foreman that was called: its process, and our end of the channel to it."""

    process: subprocess.Popen[bytes]
    channel: socket.socket

    def send_away(self) -> None:
        """End it before it began to work."""
        self.channel.close()
        self.process.kill()
        self.process.wait()


def call_foreman() -> Called:
    """Start the process of a foreman. Raises OSError where none can be started."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-m", FOREMAN, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
    return Called(process, ours)
