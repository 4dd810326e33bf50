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
            idle = self._idle
            connection = idle.pop() if idle else None
        connection = connection or self._connect()
        try:
            yield connection
        except sqlite3.Error:
            connection.close()
            raise
        except BaseException:
            self._take_back(connection, idle)
            raise
        self._take_back(connection, idle)

    def close(self) -> None:
        """Close all connections; those that are lent, when they come back. Whoever asks then gets a new one."""
        with self._lock:
            closed, self._idle = self._idle, []
        for connection in closed:
            connection.close()

    def _take_back(self, connection: sqlite3.Connection, idle: list[sqlite3.Connection]) -> None:
        with self._lock:
            kept = idle is self._idle and len(idle) < self._most
            if kept:
                idle.append(connection)
        if not kept:
            connection.close()
