"""What importing the HTTP client would do that nobody needs, left out: 0.3 s of each start."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_COMMAND_LINE: Final = "httpx._main"  # draws in colours, for who asks httpx from a shell

_READING: Final = ("load_default_certs", "set_default_verify_paths")  # what reads the machine's certificates


@contextmanager
def sparing() -> Iterator[None]:
    """Import aiohttp and httpx in this block.

    aiohttp makes TLS contexts of its own for whoever brings none, and reads all certificates of the machine for each;
    here they trust nobody: we always bring ours (`client._trust`), and forgetting to would fail, not trust too much.
    """
    absent = _COMMAND_LINE not in sys.modules
    if absent:
        # The import system's own word for a module that is not to be had.
        sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]
    usual = {name: getattr(ssl.SSLContext, name) for name in _READING}
    for name in _READING:
        setattr(ssl.SSLContext, name, _unread)
    try:
        yield
    finally:
        for name, method in usual.items():
            setattr(ssl.SSLContext, name, method)
        if absent:
            del sys.modules[_COMMAND_LINE]


def _unread(*_: object) -> None:
    """Read no certificates."""


def trusting_nobody(*_: object, **__: object) -> ssl.SSLContext:
    """Return a context in which no certificate is good."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
