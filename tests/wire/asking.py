"""Asking a source as the tests do: within limits that no busy machine meets, on a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

from publisher.model import Answer, Failed, Fetched, Source, SourceState
from publisher.wire.client import Client
from publisher.wire.fetch import Limits, fetch

NEW = SourceState(source="s")
KNOWN = SourceState(source="s", etag='W/"abc-gzip"', last_modified="Thu, 01 Jan 1880 00:00:00 GMT")
USUAL = Limits(deadline=120, connect=60, read=60)  # however busy the machine is
QUICK = Limits(deadline=0.25, connect=2, read=2)
SMALL = Limits(deadline=120, wire=100_000, decoded=200_000)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def ask(client: Client, source: Source, state: SourceState = NEW, limits: Limits = USUAL) -> Answer:
    """Fetch, on a clock that stands still."""
    return await fetch(client, source, state, limits=limits, clock=lambda: NOW)


async def failure(client: Client, source: Source, state: SourceState = NEW, limits: Limits = SMALL) -> Failed:
    """Return the failure that a fetch comes to."""
    answer = await ask(client, source, state, limits)
    assert isinstance(answer, Failed), answer
    assert answer.detail
    assert "\n" not in answer.detail
    return answer


async def success(client: Client, source: Source, state: SourceState = NEW) -> Fetched:
    """Return the body that a fetch comes to."""
    answer = await ask(client, source, state)
    assert isinstance(answer, Fetched), answer
    return answer
