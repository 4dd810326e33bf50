"""What a person at a terminal sees: tables, the progress bar, one line a round. Quiet in a pipe."""

from publisher.console.preview import preview_lines
from publisher.console.rounds import Teller, added_line, config_line, round_line
from publisher.console.screen import (
    err,
    lost,
    note,
    out,
    progress,
    say_ended,
    say_error,
    say_lines,
    say_started,
    shown,
)
from publisher.console.sources import about_lines, note_lines, source_lines, status_line, status_table, worry_lines
from publisher.console.stories import reason_lines, story_lines
from publisher.console.waiting import (
    held_lines,
    let_go_line,
    quarantine_table,
    quarantined_lines,
    retried_line,
    unsure_lines,
)
from publisher.console.words import ago, plural

__all__ = [
    "Teller",
    "about_lines",
    "added_line",
    "ago",
    "config_line",
    "err",
    "held_lines",
    "let_go_line",
    "lost",
    "note",
    "note_lines",
    "out",
    "plural",
    "preview_lines",
    "progress",
    "quarantine_table",
    "quarantined_lines",
    "reason_lines",
    "retried_line",
    "round_line",
    "say_ended",
    "say_error",
    "say_lines",
    "say_started",
    "shown",
    "source_lines",
    "status_line",
    "status_table",
    "story_lines",
    "unsure_lines",
    "worry_lines",
]
