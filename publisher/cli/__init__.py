"""The front door: `publisher VERB`.

Every verb says what it did to a person at a terminal and is quiet in a pipe; `--json` is for programs. This file knows
the verbs by name only: the file of a verb, with all that it needs, is imported when the verb is called.
"""

from __future__ import annotations

import gc
import logging
from difflib import get_close_matches
from importlib import import_module
from typing import Final, cast

import click

from publisher import __version__
from publisher.cli.ending import EXIT_CODES, output_told

__all__ = ["EXIT_CODES", "VERBS", "main"]

VERBS: Final = {  # verb: its file and function, and what it does
    "run": ("running:run", "Poll what is due and publish; with --once for cron."),
    "serve": ("living:serve", "Poll, publish and serve the feeds until Ctrl-C."),
    "publish": ("running:publish", "Render every feed again."),
    "check": ("checking:check", "Check sources.yaml; every mistake is named."),
    "preview": ("previewing:preview", "Show what a feed would hold, and why."),
    "status": ("looking:status", "Show every source; --failing, --silent for some."),
    "show": ("looking:show", "Show all we know of one source."),
    "notes": ("looking:notes", "Show what the program did by itself."),
    "held": ("reviewing:held", "List the articles that wait for a review; --release."),
    "why": ("ruling:why", "Tell why an article stands in its story."),
    "merge": ("ruling:merge", "Let one story have the articles of others."),
    "split": ("ruling:split", "Let articles leave a story for one of their own."),
    "quarantine": ("reviewing:quarantine", "Documents that ended their reader: list, show, retry."),
    "classify": ("asking:classify", "Say what country, section, genre items have, as JSON Lines."),
    "parse": ("parsing:parse", "Print what we make of a document, as JSON Lines."),
    "cluster": ("clustering:cluster", "Say which items tell one story, as JSON Lines."),
    "learn": ("learning:learn", "Learn sections from your own sources; --report."),
    "import": ("moving:import_sources", "Add the sources of an OPML file to sources.yaml."),
    "export": ("moving:export", "Write the sources as OPML."),
    "schema": ("checking:schema", "Print the JSON Schema of sources.yaml or the article."),
}


class Verbs(click.Group):
    """The verbs, each imported when it is called: `publisher check` needs no store, no press and no network."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's own signature
        """Name the verbs, the ones used most first."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        """Import a verb."""
        if cmd_name not in VERBS:
            return None
        file, _, function = VERBS[cmd_name][0].partition(":")
        return cast("click.Command", getattr(import_module(f"{__name__}.{file}"), function))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that is meant; one that is mistyped is told with the one that was meant."""
        if args and args[0] not in VERBS and (near := get_close_matches(args[0], VERBS, 1)):
            ctx.fail(f"No such command '{args[0]}'. Did you mean {near[0]}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Call the verb, and end in words where its output cannot be written."""
        with output_told():
            return cast("object", super().invoke(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- as above
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, summary) for verb, (_, summary) in VERBS.items()])


@click.group(cls=Verbs, subcommand_metavar="VERB ...", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publisher")
def main() -> None:
    """Read the feeds of news agencies; publish curated feeds by section and by country."""
    gc.set_threshold(10_000, 5, 20)  # values are freed by counting; looking for circles finds next to none
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # our own beats tell of their trouble
