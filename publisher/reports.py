"""What a program reads: one JSON object for each verb that has `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from publisher.config import ConfigError
from publisher.model import Article, Judgement, Note, Place, Push, Quarantined, Source, SourceState
from publisher.wire import address
from publisher.wire.cadence import silent, worry

if TYPE_CHECKING:
    from publisher.desk.explaining import Verdict
    from publisher.pipeline import Published, Round
    from publisher.pipeline.previewing import Preview
    from publisher.pipeline.reasons import Reason
    from publisher.pipeline.waiting import Waiting


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
        "kept": list(published.kept),
        "notes": [*result.notes, *published.notes],
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
    sources: Iterable[Source],
    states: Mapping[str, SourceState],
    now: datetime,
    waiting: Waiting,
    pushes: Mapping[str, Push] = MappingProxyType({}),
) -> list[dict[str, object]]:
    """Return sources as the JSON that `status --json` prints; times are RFC 3339 in UTC, or null."""
    return [
        _status(source, states.get(source.id) or SourceState(source=source.id), now, waiting)
        | {"push": _push(pushes.get(source.id))}
        for source in sources
    ]


def _push(push: Push | None) -> dict[str, object] | None:
    """Return what was agreed with a hub; its host alone is named, for an address may hold a secret."""
    if push is None:
        return None
    return {
        "hub": address.host(push.hub),
        "state": push.state,
        "until": _time(push.until),
        "delivered": _time(push.delivered),
    }


def _status(source: Source, state: SourceState, now: datetime, waiting: Waiting) -> dict[str, object]:
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
        "worry": worry(state, now),
        "quarantined": waiting.quarantined[source.id],
        "held": waiting.held[source.id],
    }


def preview_report(shown: Preview) -> dict[str, object]:
    """Return what a feed would hold as the JSON that `preview --json` prints."""
    feed = shown.feed
    return {
        "feed": feed.id,
        "title": feed.title,
        "order": feed.order,
        "limit": feed.limit,
        "in": [{"place": each.place, **_verdict(each)} for each in shown.inside],
        "out": [_verdict(each) for each in shown.outside],
        "lost_pins": list(shown.lost),
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    article = verdict.item.article
    return {
        "id": article.id,
        "article": verdict.own,
        "headline": article.headline,
        "url": article.url,
        "agency": article.agency,
        "source": article.source,
        "published": _time(article.published),
        "received": _time(article.received),
        "countries": list(article.events),
        "agencies": verdict.item.agencies,
        "why": list(verdict.why),
    }


def held_report(articles: Iterable[Article]) -> list[dict[str, object]]:
    """Return held articles as the JSON that `held --json` prints."""
    return [
        {
            "id": each.id,
            "source": each.source,
            "received": _time(each.received),
            "headline": each.headline,
            "url": each.url,
            "status": each.status.value,
            "waits_for": each.waits_for,
            "countries_proposed": [_place(place) for place in each.countries_proposed],
            "sections_proposed": [_judgement(told) for told in each.sections_proposed],
        }
        for each in articles
    ]


def _place(place: Place) -> dict[str, object]:
    return {"country": place.country, "confidence": place.confidence, "evidence": list(place.evidence)}


def _judgement(told: Judgement) -> dict[str, object]:
    return {"section": told.value, "confidence": told.confidence, "evidence": list(told.evidence)}


def quarantine_report(documents: Iterable[Quarantined]) -> list[dict[str, object]]:
    """Return documents as the JSON that `quarantine list --json` prints."""
    return [
        {
            "digest": each.digest,
            "source": each.source,
            "at": _time(each.at),
            "reason": each.reason,
            "url": each.address or None,
            "content_type": each.content_type,
            "length": each.length,
        }
        for each in documents
    ]


def notes_report(notes: Iterable[Note]) -> list[dict[str, object]]:
    """Return notes as the JSON that `notes --json` prints."""
    return [{"at": _time(each.at), "source": each.source or None, "note": each.text} for each in notes]


def reason_report(told: Reason) -> dict[str, object]:
    """Return why an article stands in its story as the JSON that `why --json` prints."""
    near = told.nearest
    return {
        "article": told.article.id,
        "headline": told.article.headline,
        "report": told.article.report,
        "story": told.story.id,
        "articles": [each.id for each in told.story.articles],
        "kind": told.kind or None,
        "by": told.by or None,
        "words": list(told.words),
        "likeness": round(told.likeness, 3),
        "like": told.like.id if told.like else None,
        "nearest": near and msgspec.to_builtins(near),
        "merged": told.merged and {"story": told.merged.story, "at": _time(told.merged.at), "why": told.merged.why},
        "split_from": told.left or None,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def article_schema() -> str:
    """Return the JSON Schema of the article (draft 2020-12), as docs/article.schema.json holds it."""
    made = msgspec.json.schema(Article) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article",
    }
    for noun in made["$defs"].values():
        if "description" in noun:
            noun["description"] = cleandoc(noun["description"])  # as Python 3.13 has docstrings, and those before not
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
