"""The front door: `publisher VERB`. Exit codes are in EXIT_CODES and in docs/operations.md.

Every verb says what it did to a person at a terminal and is quiet in a pipe; `--json` is for programs.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final, NoReturn

import click
from rich.markup import escape

from publisher import __version__, console, reports, schedule, server
from publisher.config import ConfigError, load, schema_text
from publisher.config.opml import write_opml
from publisher.model import Config
from publisher.pipeline import (
    House,
    ImportFailed,
    Published,
    Round,
    due,
    import_opml,
    open_house,
    poll_round,
    publish,
    read_aloud,
    tidy,
)
from publisher.store import StoreError, hold

EXIT_CODES: Final = {
    0: "all is well, or another run is at work already",
    1: "a bug of Publisher: the traceback is on standard error, and nothing of that source was saved",
    2: "sources.yaml has mistakes (each is named with its line), or the command line has",
    3: "the store cannot be used (corrupted, foreign, newer than this program, or no space)",
    4: "no source at all could be reached",
}
FILE = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("sources.yaml"),
    envvar="PUBLISHER_CONFIG",
    show_default=True,
    help="The file of sources and feeds.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a sentence.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publisher")
def main() -> None:
    """Read the feeds of news agencies; publish curated feeds by section and by country."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def fail(message: str, code: int) -> NoReturn:
    """End with a message on standard error."""
    console.err.print(message, markup=False)
    sys.exit(code)


@contextmanager
def expected() -> Iterator[None]:
    """Turn an operator's mistake and a store that cannot be used into their exit codes."""
    try:
        yield
    except (ConfigError, ImportError) as error:
        fail(str(error), 2)
    except (StoreError, OSError) as error:
        fail(f"publisher: {error}", 3)


@asynccontextmanager
async def only_one(path: Path, config: Config) -> AsyncIterator[House | None]:
    """Open the house, or give None where another run holds it already (a kernel lock: it cannot be stale)."""
    folder = path.resolve().parent / config.data_dir
    with hold(folder) as held:
        if not held:
            yield None
            return
        async with open_house(path, config=config) as house:
            yield house


# --- run and serve ---------------------------------------------------------------------------------------------------


@main.command()
@FILE
@JSON
@click.option("--once", is_flag=True, help="One pass over what is due, then exit: the command for cron.")
@click.option("--all", "everybody", is_flag=True, help="Ask every source, due or not (still conditionally).")
def run(path: Path, *, as_json: bool, once: bool, everybody: bool) -> None:
    """Poll what is due and publish. With --once silent when all is well; without, go on until stopped."""
    with expected():
        config = load(path)
        code = asyncio.run(_once(path, config, as_json=as_json, everybody=everybody) if once else _daemon(path, config))
    sys.exit(code)


async def _once(path: Path, config: Config, *, as_json: bool, everybody: bool) -> int:
    async with only_one(path, config) as house:
        if house is None:
            console.err.print("publisher: another run is at work; nothing to do")
            return 0
        began = time.monotonic()
        sources = [source for source in config.sources.values() if not source.paused] if everybody else due(house)
        with console.progress("polling", len(sources)) as bar:
            result = await poll_round(house, sources, on_poll=bar.step)
        published = await asyncio.to_thread(publish, house)
        await asyncio.to_thread(tidy, house)
    took = timedelta(seconds=time.monotonic() - began)
    _report(result, published, took, as_json=as_json)
    return exit_code(result)


def exit_code(result: Round) -> int:
    """Say in one number how a round went (EXIT_CODES)."""
    if result.bugs:
        return 1
    return 4 if result.asked and not result.reached else 0


def _report(result: Round, published: Published, took: timedelta, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(reports.round_report(result, published, took), ensure_ascii=False))  # noqa: T201 -- the report
    elif console.out.is_terminal:
        console.out.print(console.round_line(result, published, took))
    if result.asked and not result.reached:
        console.err.print(none_reached(result.asked), markup=False)
    for source, bug in result.bugs.items():
        console.err.print(f"publisher: a bug while polling {source}: {bug}", markup=False)


def none_reached(asked: int) -> str:
    """Say that there is no network."""
    return f"0 of {asked} sources could be reached; try `make demo`"


@main.command()
@FILE
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(path: Path, host: str, port: int) -> None:
    """Poll, publish and serve the feeds over HTTP until Ctrl-C."""
    with expected():
        config = load(path)
        code = asyncio.run(_daemon(path, config, host, port))
    sys.exit(code)


async def _daemon(path: Path, config: Config, host: str | None = None, port: int = 0) -> int:
    async with only_one(path, config) as house:
        if house is None:
            console.err.print("publisher: another run is at work; nothing to do")
            return 0
        beats = schedule.Beats(house, path, on_round=say_round, on_error=console.say_error)
        if host is None:
            code = exit_code(await _first_round(beats))
            if not code:
                await schedule.run(beats)
            return code
        console.out.print(f"Serving {escape(str(house.feeds))} on http://{host}:{port}/ (Ctrl-C ends)")
        listening = asyncio.create_task(server.listen(house.feeds, host, port))
        first = asyncio.create_task(_first_round_then_beat(beats))
        await listening
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    return 0


async def _first_round_then_beat(beats: schedule.Beats) -> None:
    await _first_round(beats)
    await schedule.run(beats)


async def _first_round(beats: schedule.Beats) -> Round:
    began = time.monotonic()
    await asyncio.to_thread(publish, beats.house)
    sources = due(beats.house)
    with console.progress("first round", len(sources)) as bar:
        result = await poll_round(beats.house, sources, on_poll=bar.step)
        published = await beats.press()
    if result.asked:
        say_round(result, published, timedelta(seconds=time.monotonic() - began))
    return result


def say_round(result: Round, published: Published, took: timedelta) -> None:
    """Print one line for one round."""
    console.out.print(f"{time.strftime('%H:%M:%S')}  {console.round_line(result, published, took)}")
    if result.asked and not result.reached:
        console.err.print(none_reached(result.asked), markup=False)


@main.command("publish")
@FILE
def publish_command(path: Path) -> None:
    """Render every feed again; files whose bytes are the same are left alone."""
    with expected():
        config = load(path)
        published = asyncio.run(_publish(path, config))
    if published is not None:
        console.out.print(f"{len(published.feeds)} feeds rendered, {len(published.changed)} files written")


async def _publish(path: Path, config: Config) -> Published | None:
    async with only_one(path, config) as house:
        return await asyncio.to_thread(publish, house, everything=True) if house else None


# --- look ------------------------------------------------------------------------------------------------------------


@main.command()
@FILE
@JSON
def check(path: Path, *, as_json: bool) -> None:
    """Check sources.yaml; every mistake is named with its place, and the exit code is 2."""
    try:
        config = load(path)
    except ConfigError as error:
        if as_json:
            click.echo(json.dumps(reports.mistakes_report(error), ensure_ascii=False))
        else:
            click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps({"ok": True, "sources": len(config.sources), "feeds": len(config.feeds)}))
    elif console.out.is_terminal:
        console.out.print(console.config_line(config))


@main.command()
@FILE
@JSON
def status(path: Path, *, as_json: bool) -> None:
    """Show every source: last answer, last new item, next due, failures. Silent sources are marked."""
    with expected():
        asyncio.run(_status(path, load(path), as_json=as_json))


async def _status(path: Path, config: Config, *, as_json: bool) -> None:
    async with open_house(path, config=config) as house:
        states = house.store.states()
        if as_json:
            click.echo(json.dumps(reports.status_report(config, states, house.now()), ensure_ascii=False))
        else:
            console.out.print(console.status_table(config, states, house.now()))


@main.command()
@click.argument("source")
@FILE
def show(source: str, path: Path) -> None:
    """Show all we know of one source, and its latest articles."""
    with expected():
        config = load(path)
        if source not in config.sources:
            fail(f"{path} has no source {source!r}; `publisher status` lists them", 2)
        asyncio.run(_show(path, config, source))


async def _show(path: Path, config: Config, name: str) -> None:
    async with open_house(path, config=config) as house:
        latest = house.store.latest(name, 20)
        for line in console.source_lines(config.sources[name], house.store.state(name), latest, house.now()):
            console.out.print(line)


@main.command("parse")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--url", default="", help="The address that the document came from: relative links start there.")
@click.option("--content-type", default="", help="The media type that came with it.")
@click.option("--stream", is_flag=True, help="Read requests, one JSON object a line, on standard input.")
def parse_command(file: Path | None, url: str, content_type: str, *, stream: bool) -> None:
    """Print what the wire makes of a document, as JSON Lines: first the feed, then its entries."""
    if stream:
        for request in sys.stdin:
            for line in reports.answer(request):
                click.echo(line)
            sys.stdout.flush()
        return
    if file is None:
        message = "FILE (or - for standard input) is missing"
        raise click.UsageError(message)
    document = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    for line in read_aloud(document, url, content_type):
        click.echo(line)


@main.command()
@click.argument("noun", type=click.Choice(["article", "sources"]))
def schema(noun: str) -> None:
    """Print the JSON Schema of the article, or of sources.yaml."""
    click.echo(reports.article_schema() if noun == "article" else schema_text(), nl=False)


# --- OPML ------------------------------------------------------------------------------------------------------------


@main.command("import")
@click.argument("opml")
@FILE
@click.option("--allow-private", is_flag=True, help="Sources in it may be on a private network.")
def import_command(opml: str, path: Path, *, allow_private: bool) -> None:
    """Add the sources of an OPML file (or its http address) to sources.yaml; the rest of it stays as it is.

    An address on loopback or a private network that you name yourself is allowed, and so are the sources on that very
    host: `allow_private: true` is written beside each of them.
    """
    with expected():
        try:
            added = asyncio.run(import_opml(opml, path, allow_private=allow_private))
        except ImportFailed as error:
            fail(f"publisher: {error}", 2)
    console.out.print(console.added_line(added, path), markup=False)


@main.command()
@FILE
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write there instead.")
def export(path: Path, output: Path | None) -> None:
    """Write the sources as OPML 2.0."""
    with expected():
        document = write_opml(load(path))
        if output:
            output.write_bytes(document)
        else:
            sys.stdout.buffer.write(document)
