"""Verbs that do the work once: run --once, publish. What they need is imported when they are called."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from publisher.cli.ending import FILE, JSON, trouble_told
from publisher.cli.stopping import until_told
from publisher.pipeline import accept


@click.command()
@FILE
@JSON
@click.option("--once", is_flag=True, help="One pass over what is due, then exit: the command for cron.")
@click.option("--all", "everybody", is_flag=True, help="With --once: ask every source, due or not.")
def run(path: Path, *, as_json: bool, once: bool, everybody: bool) -> None:
    """Poll what is due and publish. With --once silent when all is well; without, go on until stopped."""
    if not once and (everybody or as_json):
        message = f"{'--all' if everybody else '--json'} is for one pass: add --once"
        raise click.UsageError(message)
    with trouble_told():
        if once:
            from publisher.cli.once import one_pass  # noqa: PLC0415 -- a daemon has a file of its own

            work = one_pass(path, accept(path), as_json=as_json, everybody=everybody)
            code = asyncio.run(until_told(work, 130))
        else:
            from publisher.cli.living import live  # noqa: PLC0415 -- a pass from cron needs no server and no scheduler

            code = live(path)
    sys.exit(code)


@click.command()
@FILE
def publish(path: Path) -> None:
    """Render every feed again; files whose bytes are the same are left alone."""
    from publisher import console  # noqa: PLC0415 -- as above
    from publisher.cli.once import everything  # noqa: PLC0415 -- as above

    with trouble_told():
        published = asyncio.run(everything(path, accept(path)))
    if published is not None:
        rendered = console.plural(len(published.feeds), "feed")
        click.echo(f"{rendered} rendered, {console.plural(len(published.changed), 'file')} written")
