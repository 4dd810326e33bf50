"""What importing the HTTP client would do that nobody needs, left out: 0.3 s of each start."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_COMMAND_LINE: Final = "httpx._main"  # draws in colours, for who asks httpx from a shell


@contextmanager
def sparing() -> Iterator[None]:
    """Import aiohttp and httpx in this block.

    aiohttp makes a TLS context of its own for whoever brings none, and reads all certificates of the machine for that;
    here it trusts nobody: we always bring ours (`client._trust`), and forgetting to would fail, not trust too much.
    """
    before, ssl.create_default_context = ssl.create_default_context, trusting_nobody
    absent = _COMMAND_LINE not in sys.modules
    if absent:
        # The import system's own word for a module that is not to be had.
        sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        ssl.create_default_context = before
        if absent:
            del sys.modules[_COMMAND_LINE]


def trusting_nobody(*_: object, **__: object) -> ssl.SSLContext:
    """Return a context in which no certificate is good."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
