"""Door: HTTP. Readers are served the static tree of feeds/ (`tree`), and hubs come in by /push/ (`hubs`)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from publisher.server.connections import Impatient, make_room
from publisher.server.hubs import pushed
from publisher.server.tree import answer

if TYPE_CHECKING:
    from publisher.pipeline.pushing import Hubs

READING_THREADS: Final = 4
Types: TypeAlias = Callable[[], Mapping[str, str]]
"""The media types of the operator's own formats, by their suffixes (`.ics`), as they are configured now."""


def _none() -> Mapping[str, str]:
    return {}


def app(root: Path, hubs: Hubs | None = None, own_types: Types = _none) -> Starlette:
    """Return the application that serves the tree below `root`, and hears `hubs` where there are any."""
    root = root.resolve()
    readers = ThreadPoolExecutor(READING_THREADS, "reader")  # of their own: polls never keep a reader waiting

    async def tree(request: Request) -> Response:
        return await asyncio.get_running_loop().run_in_executor(readers, answer, root, own_types(), request)

    routes = [Route("/{path:path}", tree, methods=["GET", "HEAD"])]
    if hubs is not None:
        routes.insert(0, Route("/push/{token:path}", partial(pushed, hubs), methods=["GET", "HEAD", "POST"]))
    return Starlette(routes=routes)


class Server(uvicorn.Server):
    """The server of uvicorn, which leaves signals to the program that it is a part of."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises OSError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


@asynccontextmanager
async def serving(
    root: Path, listening: socket.socket, hubs: Hubs | None = None, own_types: Types = _none
) -> AsyncIterator[None]:
    """Serve the tree below `root` on a listening socket while the block runs; hear `hubs`, where there are any."""
    config = uvicorn.Config(
        app(root, hubs, own_types),
        http=Impatient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    make_room()
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await running
