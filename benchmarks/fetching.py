"""Fetching: our client beside bare httpx and bare aiohttp, from agencies on loopback in a process of their own.

Sixty-four questions are open at once. What is compared is the CPU time of the asking process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, Final, TypeAlias

import aiohttp
import httpx

from benchmarks.agencies import running
from benchmarks.newsroom import configuration
from benchmarks.race import race
from benchmarks.scale import Scale
from benchmarks.tables import Table, compared
from publisher.model import Failed, Source, SourceState
from publisher.wire.client import Client, open_client
from publisher.wire.fetch import fetch

_FEEDS: Final = 20
_AT_ONCE: Final = 64
_PART: Final = 100  # questions that one contestant asks in a row
_REMARK: Final = "Loopback, no TLS, gzip. Ours also guards the address and bounds headers, time and what is inflated."

Ask: TypeAlias = Callable[[Source, str], Coroutine[Any, Any, str]]
"""Ask a source, with an ETag or without one; returns the ETag of the answer."""


def measure(scale: Scale) -> Iterator[Table]:
    """Measure questions that are answered with a document, and questions that are answered with 304."""
    stack = AsyncExitStack()
    with running(_FEEDS) as origin, asyncio.Runner() as runner:
        sources = tuple(configuration(origin, _FEEDS).sources.values())
        contestants = runner.run(_opened(stack))
        first = next(iter(contestants.values()))
        tags = [runner.run(first(source, "")) for source in sources]
        part = min(_PART, scale.requests)
        for title, asked in (("200", [""] * _FEEDS), ("304", tags)):
            questions = list(zip(sources, asked, strict=True))
            pieces = [(questions * (part // _FEEDS))] * (scale.requests // part)
            askers = {name: partial(_ask_all, runner, ask) for name, ask in contestants.items()}
            laps = race(askers, pieces, scale.passes)
            yield compared(f"Fetching, {title}", laps, len(pieces) * part, "request", remarks=(_REMARK,))
        runner.run(stack.aclose())


async def _opened(stack: AsyncExitStack) -> dict[str, Ask]:
    limits = httpx.Limits(max_connections=_AT_ONCE)
    ours = await stack.enter_async_context(open_client("Publisher (benchmark)"))
    bare = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, limits=limits, timeout=60))
    session = await stack.enter_async_context(aiohttp.ClientSession())
    return {
        "publisher.wire.fetch": partial(_ours, ours),
        "httpx.AsyncClient": partial(_httpx, bare),
        "aiohttp.ClientSession": partial(_aiohttp, session),
    }


def _ask_all(runner: asyncio.Runner, ask: Ask, questions: Sequence[tuple[Source, str]]) -> None:
    runner.run(_at_once(ask, questions))


async def _at_once(ask: Ask, questions: Sequence[tuple[Source, str]]) -> None:
    rest = iter(questions)

    async def one_after_another() -> None:
        for source, tag in rest:
            await ask(source, tag)

    await asyncio.gather(*(one_after_another() for _ in range(_AT_ONCE)))


async def _ours(client: Client, source: Source, tag: str) -> str:
    answer = await fetch(client, source, SourceState(source=source.id, etag=tag or None))
    if isinstance(answer, Failed):
        raise ConnectionError(answer.detail)
    return answer.etag or ""


async def _httpx(client: httpx.AsyncClient, source: Source, tag: str) -> str:
    answer = await client.get(source.url, headers=_condition(tag))
    return answer.headers["etag"] if answer.content or tag else ""


async def _aiohttp(session: aiohttp.ClientSession, source: Source, tag: str) -> str:
    async with session.get(source.url, headers=_condition(tag)) as answer:
        return answer.headers["etag"] if await answer.read() or tag else ""


def _condition(tag: str) -> dict[str, str]:
    return {"If-None-Match": tag} if tag else {}
