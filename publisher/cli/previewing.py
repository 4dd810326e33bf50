"""The verb that shows what a feed would hold: preview. It writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publisher import console, reports
from publisher.cli.ending import JSON, config_option, fail, trouble_told
from publisher.config import load
from publisher.config.mistakes import nearest
from publisher.desk.belonging import resolve
from publisher.model import Config, Feed
from publisher.pipeline import database, utc_now
from publisher.pipeline.previewing import preview as previewed
from publisher.store import open_reader
from publisher.store.address import parse
from publisher.store.interface import Store


@click.command()
@click.argument("feed")
@config_option("The file of sources and feeds; one that is being tried reads the store of the one beside it.")
@JSON
@click.option(
    "--limit", type=click.IntRange(min=0), default=30, show_default=True, help="So many of those that are out."
)
def preview(feed: str, path: Path, limit: int, *, as_json: bool) -> None:
    """Show what a feed would hold with sources.yaml as it is now, and why each article is in or out.

    FEED is the id of one feed, such as latest or country/in. Nothing is written: neither the feed nor the store.
    """
    with trouble_told():
        config = load(path)
        wanted = _found(feed, config, path)
        store = _read(database(config, path.resolve().parent))
        try:
            shown = previewed(store, config, wanted, utc_now())
        finally:
            store.close()
    if as_json:
        click.echo(json.dumps(reports.preview_report(shown), ensure_ascii=False))
    else:
        console.say_lines(console.preview_lines(shown, limit), below=5)


def _read(address: str) -> Store:
    """Open the store to read it; end with 3 where there is none yet, which a preview does not make."""
    file = parse(address).file
    if file is not None and not file.exists():
        fail(f"there is nothing to preview yet: `publisher run --once` asks the sources and makes {file}", 3)
    return open_reader(address)


def _found(name: str, config: Config, path: Path) -> Feed:
    """Return a feed by its id; end with 2 where there is none, or where the id stands for many."""
    declared = [feed.id for feed in config.feeds]
    if "{" in name and name in declared:
        fail(f"{name} stands for many feeds; name one of them, such as {_example(name, config)}", 2)
    feed = resolve(name, config)
    if feed is None:
        near = name.lower() if resolve(name.lower(), config) else nearest(name, declared)
        hint = f"did you mean {near}?" if near else f"it declares {', '.join(declared)}"
        fail(f"{path} has no feed {name!r}; {hint}", 2)
    return feed


def _example(name: str, config: Config) -> str:
    values = {"section": next(iter(config.sections), ""), "edition": next(iter(config.editions), "")}
    values |= {"country": "in", "language": "en", "genre": "opinion", "agency": next(iter(config.agencies), "")}
    for place, value in values.items():
        name = name.replace(f"{{{place}}}", value)
    return name
