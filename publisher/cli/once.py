"""One pass: poll what is due, publish what it touched, and say in a number how it went."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Final

import click

from publisher.model import Config
from publisher.pipeline import (
    Harvest,
    House,
    Published,
    Round,
    due,
    open_house,
    open_memory,
    poll_round,
    publish_news,
    tidy,
    utc_now,
)
from publisher.pipeline.memory import TIDIED, is_due
from publisher.pipeline.trouble import none_reached
from publisher.store import hold

SELDOM: Final = timedelta(days=1)  # how often a pass from cron reads the whole store, and looks for what is old in it


@asynccontextmanager
async def only_one(path: Path, config: Config) -> AsyncIterator[tuple[House, Path | None] | None]:
    """Open the house, and say where a damaged store was put; None where another run is at work (a kernel lock)."""
    root = path.resolve().parent
    with hold(root / config.data_dir) as held:
        if not held:
            _say("publisher: another run is at work; nothing to do")
            yield None
            return
        memory = await asyncio.to_thread(open_memory, config, root, utc_now(), SELDOM)
        if memory.lost:
            _say_lost(memory.lost)
        async with open_house(path, config=config, store=memory.store) as house:
            yield house, memory.lost


async def one_pass(path: Path, config: Config, *, as_json: bool, everybody: bool) -> int:
    """Poll what is due, or everybody, and publish; return the exit code (EXIT_CODES)."""
    async with only_one(path, config) as opened:
        if opened is None:
            return 0
        house, lost = opened
        gc.freeze()  # what is there by now stays to the end
        began = time.monotonic()
        sources = [source for source in config.sources.values() if not source.paused] if everybody else due(house)
        with _progress(len(sources)) as step:
            result = await poll_round(house, sources, on_poll=step)
        retaining = asyncio.to_thread(house.stories.retain, house.store, house.now())  # while others print
        published, _ = await asyncio.gather(publish_news(house), retaining)
        await asyncio.to_thread(_tidy, house)
    took = timedelta(seconds=time.monotonic() - began)
    _report(result, published, took, as_json=as_json)
    return exit_code(result) or (5 if lost else 0)


def _tidy(house: House) -> None:
    """Let go of what is old, as seldom as a daemon does: to look for it costs a tenth of a pass that finds no news."""
    if is_due(house.store.get(TIDIED), house.now(), SELDOM):
        tidy(house)
        house.store.put(TIDIED, house.now().isoformat())


def exit_code(result: Round) -> int:
    """Say in one number how a round went (EXIT_CODES)."""
    if result.bugs:
        return 1
    return 4 if result.asked and not result.reached else 0


def _report(result: Round, published: Published, took: timedelta, *, as_json: bool) -> None:
    if as_json:
        from publisher import reports  # noqa: PLC0415 -- as in `_progress`

        click.echo(json.dumps(reports.round_report(result, published, took), ensure_ascii=False))
    elif sys.stdout.isatty():
        from publisher import console  # noqa: PLC0415 -- as in `_progress`

        console.out.print(console.round_line(result, published, took))
    if result.asked and not result.reached:
        _say(none_reached(result.asked))
    for text in published.notes:
        _say(f"publisher: {text}")
    for source, bug in result.bugs.items():
        _say(f"publisher: a bug while polling {source}: {bug}")


def _progress(total: int) -> AbstractContextManager[Callable[[Harvest | None], None]]:
    """Show a bar, if somebody looks."""
    if not sys.stderr.isatty():
        return nullcontext(lambda _: None)
    from publisher import console  # noqa: PLC0415 -- what draws takes a tenth of a second to import; cron needs none

    return console.progress("polling", total)


def _say_lost(place: Path) -> None:
    from publisher import console  # noqa: PLC0415 -- as in `_progress`

    console.say_error(console.lost(place))


def _say(message: str) -> None:
    from publisher import console  # noqa: PLC0415 -- as in `_progress`

    console.say_error(message)


async def everything(path: Path, config: Config) -> Published | None:
    """Publish every feed again; None where another run is at work."""
    async with only_one(path, config) as opened:
        if opened is None:
            return None
        house, _ = opened
        return await publish_news(house, everything=True)
