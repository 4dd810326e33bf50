"""Questions as the outbound client is given them, and what becomes of them."""

from __future__ import annotations

import pytest

from publisher.wire.client import Client, Question
from publisher.wire.trouble import Trouble

ACCEPTED = {"Accept": "*/*", "Accept-Encoding": "gzip"}


def question(
    url: str, *, private: bool = True, verify: bool = True, connect: float = 2.0, read: float = 2.0
) -> Question:
    """Return a question as `fetch` would put it."""
    return Question(url=url, headers=ACCEPTED, private=private, verify=verify, connect=connect, read=read)


async def body(client: Client, asked: Question) -> bytes:
    """Return the raw body of an answer."""
    async with client.ask(asked) as reply:
        return b"".join([chunk async for chunk in reply.chunks()])


async def trouble(client: Client, asked: Question) -> Trouble:
    """Return why a question fails."""
    with pytest.raises(Trouble) as caught:
        await body(client, asked)
    return caught.value
