"""Verbs for what waits for a person: held articles, and documents in quarantine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from publisher import console, reports
from publisher.cli.ending import FILE, JSON, fail, trouble_told
from publisher.cli.looking import remembered
from publisher.config import load
from publisher.model import Article, Quarantined
from publisher.pipeline import utc_now
from publisher.pipeline.waiting import MOST_HELD, unsure_of

DIGEST: Final = click.argument("digest")


@click.command()
@FILE
@JSON
@click.option(
    "--release",
    "names",
    metavar="NAME",
    multiple=True,
    help="A source, or the id of an article (or what stands behind its last slash); repeatable.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="So many of those that are not proven."
)
def held(path: Path, names: Sequence[str], limit: int, *, as_json: bool) -> None:
    """List the articles that are held for a review: a source seemed to have more new ones than it can have written.

    With --release they are let go, and published with the next round. Behind them, the last articles whose country or
    section is not proven, with the two best answers each: until somebody says more they stand in the general feeds.
    Times are UTC.
    """
    with trouble_told():
        config = load(path)
        with remembered(path, config) as store:
            articles = store.held(MOST_HELD)
            unsure = [] if names else unsure_of(store, utc_now(), limit)
            if names:
                from publisher.pipeline.review import let_go  # noqa: PLC0415 -- it opens every room; a list needs none

                articles = let_go(store, config, _named(articles, names), utc_now())
    if as_json:
        click.echo(json.dumps(reports.held_report([*articles, *unsure]), ensure_ascii=False))
    elif names:
        console.out.print(console.let_go_line(articles), markup=False)
    else:
        lines = [*console.held_lines(articles), *console.unsure_lines(unsure)]
        console.say_lines(lines, none="nothing waits for a review", below=4)


def _named(articles: Sequence[Article], names: Sequence[str]) -> list[Article]:
    called = {each.id: {each.source, each.id, each.id.rpartition("/")[2]} for each in articles}
    unknown = [name for name in names if not any(name in known for known in called.values())]
    if unknown:
        fail(f"nothing is held of the name {unknown[0]!r}; `publisher held` lists what is", 2)
    return [each for each in articles if not called[each.id].isdisjoint(names)]


@click.group(subcommand_metavar="VERB ...")
def quarantine() -> None:
    """Documents that ended the process that read them: they are kept, and not read again.

    DIGEST is what `list` shows of one, or as much of it as no other begins with.
    """


@quarantine.command("list")
@FILE
@JSON
def list_quarantined(path: Path, *, as_json: bool) -> None:
    """List the documents in quarantine, the newest first."""
    with trouble_told(), remembered(path, load(path)) as store:
        documents = store.quarantined()
    if as_json:
        click.echo(json.dumps(reports.quarantine_report(documents), ensure_ascii=False))
    elif documents:
        console.out.print(console.quarantine_table(documents))
    else:
        console.say_lines((), none="no document is in quarantine")


@quarantine.command("show")
@DIGEST
@FILE
@click.option("--body", "as_body", is_flag=True, help="Write the document itself, as it came (the first MB of it).")
def show_quarantined(digest: str, path: Path, *, as_body: bool) -> None:
    """Show what is known of a document in quarantine."""
    with trouble_told(), remembered(path, load(path)) as store:
        document = store.quarantine(_found(store.quarantined(), digest).digest)
    if document is None:
        fail(f"{digest} was let out of quarantine just now", 2)
    if as_body:
        click.echo(document.body, nl=False)
    else:
        console.say_lines(console.quarantined_lines(document), below=9)


@quarantine.command("retry")
@click.argument("digests", metavar="DIGEST...", nargs=-1, required=True)
@FILE
def retry(digests: Sequence[str], path: Path) -> None:
    """Let documents out of quarantine, and have their sources asked at once: by a daemon, or by the next run."""
    from publisher.pipeline.quarantine import release  # noqa: PLC0415 -- a list or a look needs nothing of the wire

    with trouble_told(), remembered(path, load(path)) as store:
        known = store.quarantined()
        documents = list({(each := _found(known, digest)).digest: each for digest in digests}.values())
        release(store, documents, utc_now())
    for document in documents:
        console.out.print(console.retried_line(document), markup=False)


def _found(documents: Sequence[Quarantined], digest: str) -> Quarantined:
    """Return the only document whose digest begins so; end with 2 where there is none, or several."""
    found = [each for each in documents if digest and each.digest.startswith(digest.lower())]
    if not found:
        fail(f"no document in quarantine has the digest {digest!r}; `publisher quarantine list` shows them", 2)
    if len(found) > 1:
        fail(f"{digest!r} is the beginning of {len(found)} digests; write more of it", 2)
    return found[0]
