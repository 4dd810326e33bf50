"""Verbs that need only the configuration: check, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from publisher import console, reports
from publisher.cli.ending import FILE, JSON
from publisher.config import ConfigError, load, schema_text
from publisher.model import Config


@click.command()
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
            click.echo(console.plural(len(error.mistakes), "mistake"), err=True)
        sys.exit(2)
    try:
        _import_extensions(config, path.resolve().parent)
    except ImportError as error:
        click.echo(f"{path}: {error}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps({"ok": True, "sources": len(config.sources), "feeds": len(config.feeds)}))
    elif console.out.is_terminal:
        console.out.print(console.config_line(config))


def _import_extensions(config: Config, root: Path) -> None:
    if config.classifiers or config.formats:
        from publisher.pipeline.extensions import extend  # noqa: PLC0415 -- it opens every room; most files name no extension

        extend(config, root)


@click.command()
@click.argument("noun", type=click.Choice(["article", "sources"]))
def schema(noun: str) -> None:
    """Print the JSON Schema of the article, or of sources.yaml."""
    click.echo(reports.article_schema() if noun == "article" else schema_text(), nl=False)
