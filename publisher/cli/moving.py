"""Verbs that speak OPML: import, export."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from publisher import console
from publisher.cli.ending import FILE, fail, trouble_told
from publisher.config import load
from publisher.config.opml import write_opml
from publisher.pipeline import ImportFailed, import_opml


@click.command("import")
@click.argument("opml")
@FILE
@click.option("--allow-private", is_flag=True, help="Sources in it may be on a private network.")
def import_sources(opml: str, path: Path, *, allow_private: bool) -> None:
    """Add the sources of an OPML file (or its http address) to sources.yaml; the rest of it stays as it is.

    An address on loopback or a private network that you name yourself is allowed, and so are the sources on that very
    host: `allow_private: true` is written beside each of them.
    """
    with trouble_told():
        try:
            added = asyncio.run(import_opml(opml, path, allow_private=allow_private))
        except ImportFailed as error:
            fail(f"publisher: {error}", 2)
    console.out.print(console.added_line(added, path), markup=False)


@click.command()
@FILE
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write there instead.")
def export(path: Path, output: Path | None) -> None:
    """Write the sources as OPML 2.0."""
    with trouble_told():
        document = write_opml(load(path))
        if output:
            try:
                output.write_bytes(document)
            except OSError as error:
                fail(f"publisher: {output} cannot be written: {error.strerror}", 2)
        else:
            sys.stdout.buffer.write(document)
