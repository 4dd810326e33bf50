"""What a person at a terminal sees: tables, the progress bar, one line a round. Quiet in a pipe."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from publisher.model import EPOCH, Article, Config, Note, Push, Quarantined, Source, SourceState
from publisher.wire import address
from publisher.wire.cadence import silent, worry
from publisher.wire.moves import asked_as
from publisher.wire.websub import is_live

if TYPE_CHECKING:
    from publisher.config.edit import Added
    from publisher.pipeline import Harvest, Published, Round
    from publisher.pipeline.waiting import Waiting

WIDE: Final = 200  # columns of a table in a pipe, where nothing is cut

# One terminal is one console: what is printed while the bar is drawn stands above it.
out = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else WIDE)
err = out if sys.stdout.isatty() and sys.stderr.isatty() else Console(stderr=True, soft_wrap=True, highlight=False)

MINUTE, HOUR, DAY = 60, 3600, 86400
NAMED: Final = 3  # sources that begin to fail in one round and are named; more are counted


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


class Teller:
    """Tells of a daemon's rounds: a line for each that brought something or in which a source began to fail."""

    def __init__(self) -> None:
        self._step: Callable[[Harvest | None], None] | None = None
        self._failing: list[str] = []  # since the last line
        self._is_first = True

    @contextmanager
    def first_round(self, total: int) -> Iterator[None]:
        """Show the bar while the block runs."""
        try:
            with progress("first round", total) as self._step:
                yield
        finally:
            self._step = None

    def polled(self, harvest: Harvest | None) -> None:
        """Hear of one poll."""
        if harvest and harvest.state.failures == 1:
            self._failing.append(harvest.source)
        if self._step:
            self._step(harvest)

    def round(self, result: Round, published: Published, took: timedelta) -> None:
        """Hear of one round, and of the publishing after it."""
        failing, self._failing = self._failing, []
        is_first, self._is_first = self._is_first, False
        printed = published.changed or published.faults or published.notes
        brought = result.fresh or result.changed or result.bugs or printed
        if is_first or brought or failing:
            named = f" · failing: {', '.join(failing)}" if 0 < len(failing) <= NAMED and not is_first else ""
            note(round_line(result, published, took) + escape(named))
        for text in (*result.notes, *published.notes):
            note(escape(text))


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
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else many}"


def round_line(result: Round, published: Published, took: timedelta) -> str:
    """Sum up one round in one line."""
    parts = [plural(result.asked, "source")]
    if result.fresh or not result.changed:
        parts.append(plural(result.fresh, "new article"))
    if result.changed:
        parts.append(f"{result.changed:,} updated")
    if failed := sum(result.failures.values()) + len(result.bugs):
        parts.append(f"{failed:,} failed ({_reasons(result)})")
    if published.changed:
        parts.append(f"{plural(len(published.changed), 'file')} written")
    if published.faults:
        parts.append(f"[red]{plural(len(published.faults), 'article')} left out[/]")
    if published.kept:
        parts.append(f"[red]{plural(len(published.kept), 'feed')} kept as before[/]")
    return f"{' · '.join(parts)} · {took.total_seconds():.1f} s"


def _reasons(result: Round) -> str:
    counts = Counter({str(reason): count for reason, count in result.failures.items()})
    counts += Counter({"a bug of ours": len(result.bugs)})
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{count:,} {reason}" for reason, count in counts.most_common())


def say_lines(lines: Iterable[str]) -> None:
    """Print lines, each on one line of the terminal; whole in a pipe."""
    for each in lines:
        if out.is_terminal:
            out.print(each, soft_wrap=False, no_wrap=True, overflow="ellipsis")
        else:
            out.print(each)


def say_error(message: str) -> None:
    """Tell the operator of a mistake, on standard error."""
    err.print(message, markup=False)


def config_line(config: Config) -> str:
    """Sum up a configuration that is right."""
    countries = {source.agency.country for source in config.sources.values()} - {None}
    languages = {(source.language or "").partition("-")[0] for source in config.sources.values()} - {""}
    sources, feeds = plural(len(config.sources), "source"), plural(len(config.feeds), "feed")
    return (
        f"{sources} of {len(config.agencies):,} agencies, {plural(len(countries), 'country')}, "
        f"{plural(len(languages), 'language')}; {feeds}: all is well"
    )


def added_line(added: Added, path: Path) -> str:
    """Sum up an import."""
    parts = [f"{plural(len(added.sources), 'source')} added to {path}"]
    if added.known:
        parts.append(f"{len(added.known)} were there already")
    parts += [f"refused {url}: {reason}" for url, reason in added.refused]
    return "\n".join(["; ".join(parts[:2]), *parts[2:]] if added.known else parts)


def status_table(sources: Iterable[Source], states: Mapping[str, SourceState], now: datetime) -> Table:
    """Show each source: how long ago it answered and had something new, when it is due, and what is wrong with it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "answered", "new item", "due in", "trouble"):
        table.add_column(name, no_wrap=True)
    for source in sources:
        state = states[source.id]
        due = "paused" if source.paused else _span((state.due - now).total_seconds()) if state.due > now else "now"
        table.add_row(source.id, _since(state.answered, now), _since(state.renewed, now), due, _mark(state, now))
    return table


def _since(moment: datetime | None, now: datetime) -> str:
    return _span(max((now - moment).total_seconds(), 0)) if moment else "–"


def worry_lines(
    sources: Iterable[Source], states: Mapping[str, SourceState], now: datetime, waiting: Waiting
) -> Iterator[str]:
    """Say in words what needs a person's eye: of these sources, and of the feeds that are kept as they were."""
    for source in sources:
        for words in _worries(states[source.id], now, waiting):
            yield f"[yellow]{source.id}[/]  {escape(words)}"
    for feed in waiting.kept:
        yield f"[yellow]{escape(feed)}[/]  the feed is kept as it was (`publisher notes` says why)"


def _worries(state: SourceState, now: datetime, waiting: Waiting) -> Iterator[str]:
    if words := worry(state, now):
        yield words
    if count := waiting.quarantined[state.source]:
        yield f"{plural(count, 'document')} in quarantine: `publisher quarantine list`"
    if count := waiting.held[state.source]:
        yield f"{plural(count, 'article')} held for a review: `publisher held`"


def about_lines(state: SourceState, notes: Sequence[Note], now: datetime, waiting: Waiting) -> Iterator[str]:
    """Show what needs a person's eye of one source, and what was noted about it last."""
    worries = tuple(_worries(state, now, waiting))
    if worries or notes:
        yield ""
    yield from (f"[yellow]{escape(words)}[/]" for words in worries)
    yield from note_lines(notes)


def note_lines(notes: Iterable[Note]) -> Iterator[str]:
    """Show what the program did by itself, each with its time (UTC) and the source."""
    for each in notes:
        yield f"{each.at:%Y-%m-%d %H:%M}  {escape(f'{each.source}: ' if each.source else '')}{escape(each.text)}"


def held_lines(articles: Sequence[Article]) -> Iterator[str]:
    """Show each held article with its source, when it was received (UTC) and its id; at the end why, and what to do."""
    for each in articles:
        yield f"{each.source}  {each.received:%Y-%m-%d %H:%M}  {escape(each.headline)}  [dim]{escape(each.id)}[/]"
    if articles:
        yield (
            f"{plural(len(articles), 'article')} held: more were new all at once than their source can have written.\n"
            "`publisher held --release SOURCE` (or the id of one) lets them go"
        )


def unsure_lines(articles: Sequence[Article]) -> Iterator[str]:
    """Show each article whose country or section is not proven, with the two best answers, how sure, and the words."""
    for each in articles:
        yield f"{each.source}  {each.received:%Y-%m-%d %H:%M}  {escape(each.headline)}  [dim]{escape(each.id)}[/]"
        for name, proposed in (
            ("country", [(place.country, place.confidence, place.evidence) for place in each.countries_proposed]),
            ("section", [(told.value, told.confidence, told.evidence) for told in each.sections_proposed]),
        ):
            if proposed:
                yield f"    {name}: {escape(' or '.join(_proposal(*answer) for answer in proposed))}"
    if articles:
        count = plural(len(articles), "article")
        yield f"{count} not proven: they stand in the general feeds (`hold_below` in sources.yaml)"


def _proposal(value: str, confidence: float, words: Sequence[str]) -> str:
    proofs = f" ({', '.join(words)})" if words else ""
    return f"{value} {confidence:.2f}{proofs}"


def let_go_line(articles: Collection[Article]) -> str:
    """Sum up a review."""
    return f"{plural(len(articles), 'article')} let go; the next round publishes what belongs in a feed"


def quarantine_table(documents: Iterable[Quarantined]) -> Table:
    """Show each document in quarantine: how it is called, whose it is, when (UTC) and how it ended its reader."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("digest", "source", "when", "bytes"):
        table.add_column(name, no_wrap=True)
    table.add_column("why")
    for each in documents:
        table.add_row(
            each.digest[:12], each.source, f"{each.at:%Y-%m-%d %H:%M}", f"{each.length:,}", escape(each.reason)
        )
    return table


def quarantined_lines(document: Quarantined) -> Iterator[str]:
    """Show what is known of a document in quarantine."""
    yield f"digest   {document.digest}"
    yield f"source   {document.source}"
    yield f"address  {escape(document.address) or '(it holds a secret)'}"
    yield f"when     {document.at:%Y-%m-%d %H:%M} UTC"
    yield f"why      {escape(document.reason)}"
    yield f"type     {escape(document.content_type) or '–'}"
    yield f"length   {document.length:,} bytes, {len(document.body):,} of them kept (--body writes them)"


def retried_line(document: Quarantined) -> str:
    """Say what becomes of a document that was let out."""
    return (
        f"{document.digest[:12]} is out of quarantine; {document.source} is asked at once by a daemon or the next run"
    )


def status_line(
    sources: Collection[Source],
    states: Mapping[str, SourceState],
    now: datetime,
    waiting: Waiting,
    pushes: Mapping[str, Push] = MappingProxyType({}),
) -> str:
    """Sum up what the table shows, and of how many sources a hub pushes what is new."""
    active = [states[source.id] for source in sources if not source.paused]
    counts = {
        "failing": sum(state.failures > 0 for state in active),
        "silent": sum(silent(state, now) for state in active),
        "never asked": sum(state.asked is None for state in active),
        "paused": len(sources) - len(active),
        "quarantined": waiting.quarantined.total(),
        "held": waiting.held.total(),
        "pushed": sum(is_live(pushes.get(source.id), now) for source in sources),
    }
    return " · ".join(
        [plural(len(sources), "source"), *(f"{count:,} {name}" for name, count in counts.items() if count)]
    )


def _mark(state: SourceState, now: datetime) -> str:
    if state.gone:
        return "[red]gone (410)[/]"
    if state.failures:
        return f"[red]{escape(state.reason or 'failing')} ({state.failures})[/]"
    if silent(state, now):
        return "[yellow]silent[/]"
    return ""


def source_lines(
    source: Source, state: SourceState, articles: Sequence[Article], now: datetime, push: Push | None = None
) -> Iterator[str]:
    """Show all we know of one source, and its latest articles. `push` is what was agreed with its hub."""
    agency = source.agency
    address = "(its address holds a secret)" if source.secret else escape(source.url)
    yield f"[bold]{source.id}[/]  {address}"
    asked = asked_as(source, state).url
    if asked != source.url and not source.secret:
        yield f"moved to    {escape(asked)} and asked there; sources.yaml has the old address"
    yield f"agency      {escape(agency.name)} · credit “{escape(agency.credit)}” · home {agency.country or 'unknown'}"
    declared = (source.section, source.country, source.language)
    yield (
        "declares    section {} · country {} · language {} · ".format(*(word or "–" for word in declared))
        + source.timezone
    )
    yield f"last asked  {ago(state.asked, now)} · answered {ago(state.answered, now)} · HTTP {state.status or '–'}"
    yield f"last news   {ago(state.renewed, now)} · {state.entries} entries in the last document"
    yield f"due         {'paused' if source.paused else ago(state.due, now) if state.due > now else 'now'}"
    if push:
        yield f"hub         {_agreed(push, now)} · last push {ago(push.delivered, now)}"
    yield f"validators  etag {escape(state.etag or '–')} · last-modified {escape(state.last_modified or '–')}"
    if state.failures:
        since = ago(state.failing_since, now)
        yield f"[red]failing[/]     {state.failures} in a row, first {since}: {escape(state.reason or '')}"
    yield ""
    for article in articles:
        section = article.section.value if article.section else "–"
        places = ",".join(article.events) or "–"
        yield f"{article.published:%Y-%m-%d %H:%M}  {section:<12} {places:<6} {escape(article.headline)}"


def _agreed(push: Push, now: datetime) -> str:
    """Say how we stand with a hub. Its host alone is named: an address may hold a secret."""
    hub = escape(address.host(push.hub))
    if push.state != "verified" or push.until is None:
        return f"{hub} refuses to push" if push.state == "refused" else f"{hub} was asked to push"
    when = f"{push.until:%Y-%m-%d %H:%M}"
    return f"{hub} pushes until {when}" if is_live(push, now) else f"{hub} pushed until {when}"
