"""Connections to a SQLite file that are kept open for whoever asks next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Pool:
    """Connections that nobody uses at the moment. Any thread may take one; what it lends it lends once at a time."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], most: int) -> None:
        self._connect = connect
        self._most = most  # that are kept; any number is lent
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection, the last one that was used: it knows most by heart. One that failed is not lent again."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        except sqlite3.Error:
            connection.close()
            raise
        except BaseException:
            self._take_back(connection)
            raise
        self._take_back(connection)

    def close(self) -> None:
        """Close all connections; those that are lent, when they come back.

        Whoever asks then, as a thread may that was told to stop, gets a new one, which is not kept either.
        """
        with self._lock:
            self._most = 0
            closed, self._idle = self._idle, []
        for connection in closed:
            connection.close()

    def _take_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            kept = len(self._idle) < self._most
            if kept:
                self._idle.append(connection)
        if not kept:
            connection.close()
