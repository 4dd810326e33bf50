"""What a program reads: one JSON object for each verb that has `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from publisher.config import ConfigError
from publisher.model import Article, Source, SourceState
from publisher.wire.cadence import silent

if TYPE_CHECKING:
    from publisher.pipeline import Published, Round


def round_report(result: Round, published: Published, took: timedelta) -> dict[str, object]:
    """Return one round as the JSON that `run --json` prints."""
    return {
        "asked": result.asked,
        "reached": result.reached,
        "unchanged": result.unchanged,
        "new": result.fresh,
        "updated": result.changed,
        "failures": dict(sorted(result.failures.items())),
        "faults": {source: list(faults) for source, faults in sorted(result.faults.items())},
        "bugs": dict(sorted(result.bugs.items())),
        "feeds": list(published.feeds),
        "files": list(published.changed),
        "left_out": list(published.faults),
        "seconds": round(took.total_seconds(), 3),
    }


def mistakes_report(error: ConfigError) -> dict[str, object]:
    """Return the mistakes of a sources.yaml as the JSON that `check --json` prints."""
    return {
        "ok": False,
        "mistakes": [
            {
                "file": mistake.file,
                "line": mistake.line,
                "column": mistake.column,
                "where": mistake.where,
                "word": mistake.word,
                "problem": mistake.problem,
                "expected": mistake.expected,
            }
            for mistake in error.mistakes
        ],
    }


def status_report(
    sources: Iterable[Source], states: Mapping[str, SourceState], now: datetime
) -> list[dict[str, object]]:
    """Return sources as the JSON that `status --json` prints; times are RFC 3339 in UTC, or null."""
    return [_status(source, states.get(source.id) or SourceState(source=source.id), now) for source in sources]


def _status(source: Source, state: SourceState, now: datetime) -> dict[str, object]:
    return {
        "source": source.id,
        "agency": source.agency.name,
        "url": None if source.secret else source.url,
        "answered": _time(state.answered),
        "renewed": _time(state.renewed),
        "due": _time(state.due),
        "failures": state.failures,
        "reason": state.reason,
        "status": state.status,
        "silent": silent(state, now),
        "gone": state.gone,
        "paused": source.paused,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def article_schema() -> str:
    """Return the JSON Schema of the article (draft 2020-12), as docs/article.schema.json holds it."""
    made = msgspec.json.schema(Article) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article",
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
