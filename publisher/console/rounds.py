"""What a round brought, and what a verb did to the configuration, in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.markup import escape

from publisher.console.screen import note, progress
from publisher.console.words import plural
from publisher.model import Config

if TYPE_CHECKING:
    from publisher.config.edit import Added
    from publisher.pipeline import Harvest, Published, Round

NAMED: Final = 3  # sources that begin to fail in one round and are named; more are counted


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


def config_line(config: Config) -> str:
    """Sum up a configuration that is right."""
    countries = {source.agency.country for source in config.sources.values()} - {None}
    languages = {(source.language or "").partition("-")[0] for source in config.sources.values()} - {""}
    return (
        f"{plural(len(config.sources), 'source')} of {plural(len(config.agencies), 'agency')}, "
        f"{plural(len(countries), 'country')}, {plural(len(languages), 'language')}; "
        f"{plural(len(config.feeds), 'feed')}: all is well"
    )


def added_line(added: Added, path: Path) -> str:
    """Sum up an import."""
    known = f"; {len(added.known)} were there already" if added.known else ""
    line = f"{plural(len(added.sources), 'source')} added to {path}{known}"
    return "\n".join([line, *(f"refused {url}: {reason}" for url, reason in added.refused)])
