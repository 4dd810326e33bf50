"""Sources, as `status`, `show` and `notes` tell of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from publisher.console.words import ago, plural, span
from publisher.model import Article, Note, Push, Source, SourceState
from publisher.wire import address
from publisher.wire.cadence import silent, worry
from publisher.wire.moves import asked_as
from publisher.wire.websub import is_live

if TYPE_CHECKING:
    from publisher.pipeline.waiting import Waiting


def status_table(sources: Iterable[Source], states: Mapping[str, SourceState], now: datetime) -> Table:
    """Show each source: how long ago it answered and had something new, when it is due, and what is wrong with it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "answered", "new item", "due in", "trouble"):
        table.add_column(name, no_wrap=True)
    for source in sources:
        state = states[source.id]
        due = "paused" if source.paused else span((state.due - now).total_seconds()) if state.due > now else "now"
        table.add_row(source.id, _since(state.answered, now), _since(state.renewed, now), due, _mark(state, now))
    return table


def _since(moment: datetime | None, now: datetime) -> str:
    return span(max((now - moment).total_seconds(), 0)) if moment else "–"


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
    yield from _told(articles)


def _told(articles: Sequence[Article]) -> Iterator[str]:
    """Show articles below an empty line, section and countries in columns."""
    rows = [(each.section.value if each.section else "–", ",".join(each.events) or "–") for each in articles]
    wide, wider = (max(map(len, column)) for column in zip(*rows, strict=True)) if rows else (0, 0)
    if rows:
        yield ""
    for article, (section, places) in zip(articles, rows, strict=True):
        yield f"{article.published:%Y-%m-%d %H:%M}  {section:<{wide}}  {places:<{wider}}  {escape(article.headline)}"


def _agreed(push: Push, now: datetime) -> str:
    """Say how we stand with a hub. Its host alone is named: an address may hold a secret."""
    hub = escape(address.host(push.hub))
    if push.state != "verified" or push.until is None:
        return f"{hub} refuses to push" if push.state == "refused" else f"{hub} was asked to push"
    when = f"{push.until:%Y-%m-%d %H:%M}"
    return f"{hub} pushes until {when}" if is_live(push, now) else f"{hub} pushed until {when}"
