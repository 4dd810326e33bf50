"""What one question may cost."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """What one question may cost. Times in seconds, sizes in bytes."""

    deadline: float = 20.0  # the whole question: names, redirects, body
    connect: float = 5.0
    read: float = 10.0  # between two bytes
    redirects: int = 5
    wire: int = 8_000_000
    decoded: int = 15_000_000
    small: int = 128 * 1024  # what every body may have in memory; what is larger waits for a share of `client.rations`
    patience: float = 60.0  # for such shares: it is our own shortage, and does not count against the deadline
