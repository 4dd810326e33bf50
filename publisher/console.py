"""What a person at a terminal sees: tables, the progress bar, one line a round. Quiet in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from publisher.config.edit import Added
from publisher.model import EPOCH, Article, Config, Source, SourceState
from publisher.pipeline import Harvest, Published, Round
from publisher.wire.cadence import silent

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

MINUTE, HOUR, DAY = 60, 3600, 86400


class Bar:
    """The progress bar of a first round: one step a source. Draws only where somebody watches."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task, self._fresh = progress, task, 0

    def step(self, harvest: Harvest | None) -> None:
        """Count one source that has answered or failed."""
        self._fresh += len(harvest.fresh) if harvest else 0
        self._progress.update(self._task, advance=1, description=f"{self._fresh} articles")


@contextmanager
def progress(title: str, total: int) -> Iterator[Bar]:
    """Show a bar on standard error while the block runs, if that is a terminal."""
    columns = (
        TextColumn(f"{title}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as shown:
        yield Bar(shown, shown.add_task("", total=total))


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago (or how soon) a time is, in one unit."""
    if moment is None or moment <= EPOCH:
        return "–"
    seconds = (now - moment).total_seconds()
    text = _span(abs(seconds))
    return f"in {text}" if seconds < 0 else f"{text} ago"


def _span(seconds: float) -> str:
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} s"


def plural(number: int, word: str) -> str:
    """Count something."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def round_line(result: Round, published: Published, took: timedelta) -> str:
    """Sum up one round in one line."""
    parts = [f"{plural(result.asked, 'source')} asked", plural(result.fresh, "new article")]
    if result.changed:
        parts.append(f"{result.changed} updated")
    if result.unchanged:
        parts.append(f"{result.unchanged} unchanged")
    if failed := sum(result.failures.values()) + len(result.bugs):
        reasons = ", ".join(f"{count} {reason}" for reason, count in result.failures.most_common())
        parts.append(f"{failed} failed ({reasons or 'bugs'})")
    parts.append(f"{plural(len(published.feeds), 'feed')} published, {plural(len(published.changed), 'file')} written")
    return f"{' · '.join(parts)} · {took.total_seconds():.1f} s"


def say_error(message: str) -> None:
    """Tell the operator of a mistake, on standard error."""
    err.print(message, markup=False)


def config_line(config: Config) -> str:
    """Sum up a configuration that is right."""
    countries = {source.agency.country for source in config.sources.values()} - {None}
    languages = {(source.language or "").partition("-")[0] for source in config.sources.values()} - {""}
    sources, feeds = plural(len(config.sources), "source"), plural(len(config.feeds), "feed")
    return (
        f"{sources} of {len(config.agencies):,} agencies in {len(countries)} countries and {len(languages)} languages, "
        f"{feeds} declared: all is well"
    )


def added_line(added: Added, path: Path) -> str:
    """Sum up an import."""
    parts = [f"{plural(len(added.sources), 'source')} added to {path}"]
    if added.known:
        parts.append(f"{len(added.known)} were there already")
    parts += [f"refused {url}: {reason}" for url, reason in added.refused]
    return "\n".join(["; ".join(parts[:2]), *parts[2:]] if added.known else parts)


def status_table(config: Config, states: Mapping[str, SourceState], now: datetime) -> Table:
    """Show every source: its last answer, its last new item, when it is due, and its failures."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "agency", "last answer", "last new item", "next due", "failures", ""):
        table.add_column(name, justify="right" if name == "failures" else "left")
    for source in config.sources.values():
        state = states.get(source.id) or SourceState(source=source.id)
        table.add_row(
            source.id,
            escape(source.agency.name),
            ago(state.answered, now),
            ago(state.renewed, now),
            "paused" if source.paused else ago(state.due, now) if state.due > now else "now",
            str(state.failures or ""),
            _mark(state, now),
        )
    return table


def _mark(state: SourceState, now: datetime) -> str:
    if state.gone:
        return "[red]gone (410)[/]"
    if state.failures:
        return f"[red]{escape(state.reason or 'failing')}[/]"
    if silent(state, now):
        return "[yellow]silent[/]"
    return ""


def source_lines(source: Source, state: SourceState, articles: Sequence[Article], now: datetime) -> Iterator[str]:
    """Show all we know of one source, and its latest articles."""
    agency = source.agency
    yield f"[bold]{source.id}[/]  {escape(source.url)}"
    yield f"agency      {escape(agency.name)} · credit “{escape(agency.credit)}” · home {agency.country or 'unknown'}"
    declared = (source.section, source.country, source.language)
    yield (
        "declares    section {} · country {} · language {} · ".format(*(word or "–" for word in declared))
        + source.timezone
    )
    yield f"last asked  {ago(state.asked, now)} · answered {ago(state.answered, now)} · HTTP {state.status or '–'}"
    yield f"last news   {ago(state.renewed, now)} · {state.entries} entries in the last document"
    yield f"due         {'paused' if source.paused else ago(state.due, now)}"
    yield f"validators  etag {escape(state.etag or '–')} · last-modified {escape(state.last_modified or '–')}"
    if state.failures:
        since = ago(state.failing_since, now)
        yield f"[red]failing[/]     {state.failures} in a row, first {since}: {escape(state.reason or '')}"
    yield ""
    for article in articles:
        section = article.section.value if article.section else "–"
        places = ",".join(article.events) or "–"
        yield f"{article.published:%Y-%m-%d %H:%M}  {section:<12} {places:<6} {escape(article.headline)}"
