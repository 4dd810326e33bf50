"""Verbs that go on until they are stopped: serve, and run without --once."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from pathlib import Path

import click

from publisher import console, server
from publisher.cli.daemon import Daemon
from publisher.cli.ending import FILE, fail, trouble_told
from publisher.cli.stopping import until_told
from publisher.config import ConfigError
from publisher.model import Config
from publisher.pipeline import accept, last_good


def live(path: Path) -> int:
    """Poll and publish until told to stop; return the exit code."""
    return asyncio.run(until_told(Daemon(path, configured(path)).run(), 0))


@click.command()
@FILE
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="The port to listen on.")
def serve(path: Path, host: str, port: int) -> None:
    """Poll, publish and serve the feeds over HTTP until Ctrl-C."""
    with trouble_told():
        config = configured(path)
        try:
            listening = server.listen(host, port)
        except OSError as error:
            fail(f"publisher: {_unheard(host, port, error)}", 2)
        code = asyncio.run(until_told(Daemon(path, config, listening).run(), 0))
    sys.exit(code)


def _unheard(host: str, port: int, error: OSError) -> str:
    """Say why no one could be heard at an address, and what to change."""
    number = error.errno or 0
    if number < 0 or number == errno.EADDRNOTAVAIL:  # below zero are the numbers of name servers
        return f"{host} is no address of this machine; choose another --host"
    reason = os.strerror(number) if number else str(error)
    return f"{host}:{port} cannot be listened on ({reason}); choose another --port"


def configured(path: Path) -> Config:
    """Return the configuration for a daemon: the last good one, told loudly, where sources.yaml has mistakes."""
    try:
        return accept(path)
    except ConfigError as error:
        good = last_good(path)
        if good is None:
            raise
        config, copy = good
        console.say_error(f"{error}\n{path} IS NOT TAKEN. This start uses the last good copy, {copy}")
        return config
