"""A disk that nobody waits for: no test loses power, and thousands of commits would wait for half a minute."""

from __future__ import annotations

import os
from typing import Final

import pytest

from publisher.store import sqlite

DURABLE: Final = sqlite._PRAGMAS
"""How connections are opened in truth."""


def wait_for_nothing(patch: pytest.MonkeyPatch) -> None:
    """Let what is written in this process be written when the system likes; the order is the same, and every byte."""
    patch.setattr(os, "fsync", os.fstat)  # a descriptor that is none still fails
    patch.setattr(sqlite, "_PRAGMAS", tuple(each.replace("=FULL", "=OFF") for each in DURABLE))
