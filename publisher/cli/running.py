"""Verbs that do the work: run, serve, publish."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import click

from publisher import console, reports, schedule, server
from publisher.cli.daemon import Daemon
from publisher.cli.ending import FILE, JSON, fail, trouble_told
from publisher.cli.stopping import until_told
from publisher.config import ConfigError
from publisher.model import Config
from publisher.pipeline import (
    House,
    Published,
    Round,
    accept,
    due,
    last_good,
    open_house,
    open_memory,
    poll_round,
    tidy,
    utc_now,
)
from publisher.store import hold

CHECK_EVERY: Final = timedelta(days=1)  # a pass from cron reads the whole store so often


@click.command()
@FILE
@JSON
@click.option("--once", is_flag=True, help="One pass over what is due, then exit: the command for cron.")
@click.option("--all", "everybody", is_flag=True, help="With --once: ask every source, due or not.")
def run(path: Path, *, as_json: bool, once: bool, everybody: bool) -> None:
    """Poll what is due and publish. With --once silent when all is well; without, go on until stopped."""
    with trouble_told():
        if once:
            code = asyncio.run(until_told(_once(path, accept(path), as_json=as_json, everybody=everybody), 130))
        else:
            code = asyncio.run(until_told(Daemon(path, configured(path)).run(), 0))
    sys.exit(code)


@click.command()
@FILE
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(path: Path, host: str, port: int) -> None:
    """Poll, publish and serve the feeds over HTTP until Ctrl-C."""
    with trouble_told():
        config = configured(path)
        try:
            listening = server.listen(host, port)
        except OSError as error:
            fail(f"publisher: {host}:{port} cannot be listened on ({error.strerror}); choose another --port", 2)
        code = asyncio.run(until_told(Daemon(path, config, listening).run(), 0))
    sys.exit(code)


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


@asynccontextmanager
async def only_one(path: Path, config: Config) -> AsyncIterator[tuple[House, Path | None] | None]:
    """Open the house, and say where a damaged store was put; None where another run is at work (a kernel lock)."""
    root = path.resolve().parent
    with hold(root / config.data_dir) as held:
        if not held:
            console.say_error("publisher: another run is at work; nothing to do")
            yield None
            return
        memory = await asyncio.to_thread(open_memory, config, root, utc_now(), CHECK_EVERY)
        if memory.lost:
            console.say_error(console.lost(memory.lost))
        async with open_house(path, config=config, store=memory.store) as house:
            yield house, memory.lost


async def _once(path: Path, config: Config, *, as_json: bool, everybody: bool) -> int:
    async with only_one(path, config) as opened:
        if opened is None:
            return 0
        house, lost = opened
        began = time.monotonic()
        sources = [source for source in config.sources.values() if not source.paused] if everybody else due(house)
        with console.progress("polling", len(sources)) as step:
            result = await poll_round(house, sources, on_poll=step)
        published = await schedule.publish_news(house)
        await asyncio.to_thread(tidy, house)
    took = timedelta(seconds=time.monotonic() - began)
    _report(result, published, took, as_json=as_json)
    return exit_code(result) or (5 if lost else 0)


def exit_code(result: Round) -> int:
    """Say in one number how a round went (EXIT_CODES)."""
    if result.bugs:
        return 1
    return 4 if result.asked and not result.reached else 0


def _report(result: Round, published: Published, took: timedelta, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(reports.round_report(result, published, took), ensure_ascii=False))
    elif console.out.is_terminal:
        console.out.print(console.round_line(result, published, took))
    if result.asked and not result.reached:
        console.say_error(schedule.none_reached(result.asked))
    for text in published.notes:
        console.say_error(f"publisher: {text}")
    for source, bug in result.bugs.items():
        console.say_error(f"publisher: a bug while polling {source}: {bug}")


@click.command()
@FILE
def publish(path: Path) -> None:
    """Render every feed again; files whose bytes are the same are left alone."""
    with trouble_told():
        published = asyncio.run(_publish(path, accept(path)))
    if published is not None:
        console.out.print(f"{len(published.feeds)} feeds rendered, {len(published.changed)} files written")


async def _publish(path: Path, config: Config) -> Published | None:
    async with only_one(path, config) as opened:
        if opened is None:
            return None
        house, _ = opened
        return await schedule.publish_news(house, everything=True)
