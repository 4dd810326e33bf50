"""The screen: one console, the progress bar, and single lines. Quiet in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from publisher.pipeline import Harvest


WIDE: Final = 200  # columns of a table in a pipe, where nothing is cut


class Screen(Console):
    """A console whose end is the program's own: the door says with what exit code."""

    def on_broken_pipe(self) -> NoReturn:
        """Tell the door that whoever read our output had enough."""
        raise BrokenPipeError


# One terminal is one console: what is printed while the bar is drawn stands above it.
out = Screen(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else WIDE)
err = out if sys.stdout.isatty() and sys.stderr.isatty() else Screen(stderr=True, soft_wrap=True, highlight=False)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[Harvest | None], None]]:
    """Show a bar on standard error while the block runs, if that is a terminal; to be told of each poll."""
    if not err.is_terminal:
        yield lambda _: None
        return
    from rich.progress import (  # noqa: PLC0415 -- cron has no terminal
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    bar = BarColumn(bar_width=24)
    columns = (TextColumn(title), bar, MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    drawn = Progress(*columns, console=err, transient=True)
    task = drawn.add_task("", total=total)
    fresh = failed = 0

    def step(harvest: Harvest | None) -> None:
        nonlocal fresh, failed
        fresh += len(harvest.fresh) if harvest else 0
        failed += not harvest or harvest.state.failures > 0
        said = f"{fresh:,} new" + (f", {failed} failed" if failed else "")
        drawn.update(task, advance=1, description=said)

    with drawn:
        yield step


def lost(place: Path) -> str:
    """Say that a damaged store was moved aside."""
    return (
        f"publisher: THE STORE WAS DAMAGED. It is kept as {place}; a new one is filled from the sources.\n"
        "The feeds that are out stay. Restore a backup if you have one (docs/operations.md, Backup and repair)"
    )


def say_started(feeds: Path, address: tuple[str, int] | None) -> None:
    """Tell where the feeds are."""
    if address:
        host = f"[{address[0]}]" if ":" in address[0] else address[0]
        out.print(f"Serving http://{host}:{address[1]}/ from {shown(feeds)} (Ctrl-C ends)", markup=False)
    else:
        out.print(f"Publishing into {shown(feeds)} (Ctrl-C ends)", markup=False)


def say_ended() -> None:
    """Tell that the program was stopped."""
    note("stopped; what was saved stays, the next start goes on from there")


def shown(path: Path) -> str:
    """Write a path as short as it is true: relative where it is below the current folder."""
    with suppress(ValueError):
        return f"{path.relative_to(Path.cwd())}/"
    return f"{path}/"


def note(message: str) -> None:
    """Print one line with the time."""
    out.print(f"{time.strftime('%H:%M:%S')}  {message}")


def say_lines(lines: Iterable[str], *, none: str = "", below: int | None = None) -> None:
    """Print lines, each on one line of the terminal; whole in a pipe.

    Where a column is given, a line that is too long for the terminal goes on `below` it. Where there are no lines, a
    person there is told that there are `none`.
    """
    told = False
    for each in lines:
        told = True
        if out.is_terminal and below is not None:
            for part in _folded(each, below):
                out.print(part)
        elif out.is_terminal:
            out.print(each, soft_wrap=False, no_wrap=True, overflow="ellipsis")
        else:
            out.print(each)
    if none and not told and out.is_terminal:
        out.print(none, style="dim")


def _folded(line: str, column: int) -> Iterator[Text]:
    """Yield parts of a line, each as wide as the terminal; behind the first one indented, where there is room."""
    column = column if column <= out.width // 2 else 0
    begin, rest = Text.from_markup(line).divide([column])
    first, *others = rest.wrap(out, out.width - column) or [Text()]
    yield begin + first
    for part in others:
        yield Text(" " * column) + part


def say_error(message: str) -> None:
    """Tell the operator of a mistake, on standard error."""
    err.print(message, markup=False)
