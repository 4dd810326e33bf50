"""Verbs that look at what is remembered: status, show, notes. They ask nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from publisher import console, reports
from publisher.cli.ending import FILE, JSON, fail, trouble_told
from publisher.config import load
from publisher.config.mistakes import nearest
from publisher.model import Config, SourceState
from publisher.pipeline import database, utc_now
from publisher.pipeline.waiting import Waiting
from publisher.store import open_store
from publisher.store.interface import Store
from publisher.wire.cadence import silent as is_silent


@contextmanager
def remembered(path: Path, config: Config) -> Iterator[Store]:
    """Open the store of the sources.yaml at `path`."""
    store = open_store(database(config, path.resolve().parent))
    try:
        yield store
    finally:
        store.close()


_NOTES: Final = 5  # that are shown of one source


@click.command()
@FILE
@JSON
@click.option("--failing", is_flag=True, help="Only the sources that fail or are gone.")
@click.option("--silent", is_flag=True, help="Only those with nothing new for much longer than usual.")
def status(path: Path, *, as_json: bool, failing: bool, silent: bool) -> None:
    """Show every source: last answer, last new item, next due, failures; and in words what needs a person's eye."""
    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            states = {name: SourceState(source=name) for name in config.sources} | store.states()
            waiting, pushes = Waiting.of(store), store.pushes()
    now = utc_now()
    sources = [source for source in config.sources.values() if not failing or states[source.id].failures]
    sources = [source for source in sources if not silent or is_silent(states[source.id], now)]
    if as_json:
        click.echo(json.dumps(reports.status_report(sources, states, now, waiting, pushes), ensure_ascii=False))
        return
    if sources:
        console.out.print(console.status_table(sources, states, now))
        console.say_lines(console.worry_lines(sources, states, now, waiting), below=2)
    if console.out.is_terminal:
        console.out.print(console.status_line(config.sources.values(), states, now, waiting, pushes))


@click.command()
@click.argument("source")
@FILE
def show(source: str, path: Path) -> None:
    """Show all we know of one source, its latest articles, and what the program did about it by itself.

    Times are UTC.
    """
    with trouble_told():
        config = load(path)
        if source not in config.sources:
            fail(f"{path} has no source {source!r}; {_hint(source, config)}", 2)
        with remembered(path, config) as store:
            state, latest, last = store.state(source), store.latest(source, 20), store.notes(_NOTES, source)
            waiting, push = Waiting.of(store), store.pushes().get(source)
    now = utc_now()
    console.say_lines(console.source_lines(config.sources[source], state, latest, now, push))
    console.say_lines(console.about_lines(state, last, now, waiting), below=18)


def _hint(source: str, config: Config) -> str:
    near = nearest(source, config.sources)
    return f"did you mean {near}?" if near else "`publisher status` lists them"


@click.command()
@FILE
@JSON
@click.option("--source", help="Only the notes about one source.")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="How many are shown.")
def notes(path: Path, source: str | None, limit: int, *, as_json: bool) -> None:
    """Show what the program did by itself, the newest first: moves adopted, quarantines, articles held, feeds kept.

    Times are UTC.
    """
    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            found = store.notes(limit, source)
    if source and not found and source not in config.sources:
        fail(f"{path} has no source {source!r}, and there is no note about one; {_hint(source, config)}", 2)
    if as_json:
        click.echo(json.dumps(reports.notes_report(found), ensure_ascii=False))
    else:
        console.say_lines(console.note_lines(found), none="there is nothing to tell", below=18)
