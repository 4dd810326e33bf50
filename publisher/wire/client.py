"""The one outbound client: everything that leaves for the network leaves through here, guarded where it connects.

httpx asks, over aiohttp's connections (`httpx-aiohttp`: a quarter of the time of httpx's own pool). Only the transport
of httpx is used: its `AsyncClient` would keep cookies, follow redirects with their bodies, read the environment, and
write whole addresses into the log. What httpx and aiohttp would parse, copy and spell anew for each question is handed
from one to the other as it is: that halves the time of a 304. This is the only file that knows httpx and aiohttp.

What is promised: each connection goes to an address that `guard` permits, judged when the name is resolved and again
when the socket is made; bytes come raw, never inflated; no cookie is kept or sent; no proxy variable and no netrc is
read; no redirect is followed; headers are bounded; HTTP/1.1; everything that goes wrong is a `Trouble`.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache, lru_cache, partial
from typing import Final

from yarl import URL

from publisher.model import Reason
from publisher.wire import guard
from publisher.wire.bodiless import let_nothing_follow
from publisher.wire.kept import Kept
from publisher.wire.lines import Line, Plan
from publisher.wire.names import PATIENCE, Lookup, Names, Unresolved, off_the_loop
from publisher.wire.question import Question, user_agent
from publisher.wire.rations import STEP, Rations
from publisher.wire.reply import Asking, Reply
from publisher.wire.sparing import sparing, trusting_nobody
from publisher.wire.trouble import Trouble

with sparing():
    import aiohttp
    import httpx
    from aiohttp.abc import AbstractResolver, ResolveResult
    from aiohttp.http import HttpProcessingError, RawResponseMessage
    from httpx_aiohttp import AiohttpTransport

__all__ = [
    "CONNECTIONS",
    "PER_HOST",
    "Client",
    "Question",
    "Reply",
    "absolute",
    "open_client",
    "user_agent",
]

CONNECTIONS: Final = 64
PER_HOST: Final = 2
_MOST_HEADERS: Final = 128
_LONGEST_HEADER: Final = 16 * 1024  # bytes; content security policies reach 10 kB
_IDLE: Final = 15.0  # seconds that a connection is kept for the next question
_MOST_KEPT: Final = 256  # origins whose connections lie idle: a process may often have no more than 1,024 files open
_MOST_INTERIM: Final = 20  # 100 Continue, 102 Processing, 103 Early Hints before the answer
_BUFFER: Final = 32 * 1024  # bytes of a body that may come before they are asked for, times two...
_READ: Final = 64 * 1024  # ...and that are read at once beyond that
_SHARED: Final = 24_000_000  # bytes of all large bodies together...
_LARGEST: Final = 15_000_000 + 2 * STEP  # ...and of one
_END: Final = (b"", False)  # of aiohttp's readchunk
_ANSWER: Final = "aiohttp_response"
_CONDITIONS: Final = frozenset({"If-None-Match", "If-Modified-Since"})

_PRINTABLE: Final = re.compile(r"[\x21-\x7e]+")
_ORIGIN: Final = re.compile(r"https?://[^/?#]+")


class Client:
    """The only way out. Made by `open_client`."""

    def __init__(self, user_agent: str, connections: int, transport: Callable[[Line], _Transport]) -> None:
        self._user_agent = user_agent
        self._transport = transport
        self._transports: dict[Line, _Transport] = {}
        self._kept = Kept(_MOST_KEPT, _IDLE)
        # Waiting for a free connection of ours is no fault of the source: callers wait here, outside of their deadline.
        self.seats = asyncio.Semaphore(connections)
        # Large bodies share what they take, so that all that is in memory at once is bounded.
        self.rations = Rations(_SHARED, _LARGEST)

    def ask(self, question: Question) -> Asking:
        """Ask, and hold the reply for reading: `async with client.ask(question) as reply`. Raises Trouble."""
        return Asking(self.send(question))

    async def send(self, question: Question) -> _Answer:
        """Return the answer to a question, its body still on its way. Raises Trouble."""
        try:
            request = self._request(question)
            response = await self._line(question).handle_async_request(request)
        except _FAULTS as error:
            raise _meaning(error) from error
        answer: _Answer = response.extensions[_ANSWER]
        return answer

    def _request(self, question: Question) -> httpx.Request:
        origin, url = _target(question.url)
        lines = {"User-Agent": self._user_agent, **question.headers}
        if question.form is not None or not self._kept.may_keep(origin):
            lines["Connection"] = "close"
        return httpx.Request(
            "GET" if question.form is None else "POST",
            _origin(origin),
            stream=_NOTHING,
            extensions={
                "target": url,
                "headers": lines,
                "form": question.form,
                "timeout": _timeout(question.connect, question.read),
            },
        )

    def _line(self, question: Question) -> _Transport:
        line = Line(question.private, question.verify, question.form is not None, question.url.startswith("https:"))
        if line not in self._transports:
            self._transports[line] = self._transport(line)
        return self._transports[line]

    async def aclose(self) -> None:
        """Close every connection."""
        for transport in self._transports.values():
            await transport.aclose()


def absolute(reference: str, base: str = "") -> str:
    """Return an address in its canonical form, its host in ASCII, resolved against a base. Raises Trouble."""
    try:
        url = _url(reference)
        if base and not url.scheme:  # `http:///x` would join as if it were a path
            url = _url(base).join(url)
        _ = url.host  # decodes the host, and so raises for `xn--a`
        return str(url)
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: idna raises several kinds of UnicodeError
        raise Trouble(Reason.REDIRECT if base else Reason.FORBIDDEN, "not an address") from error


@lru_cache(maxsize=4096)
def _url(text: str) -> httpx.URL:
    return httpx.URL(text)


@lru_cache(maxsize=8192)
def _target(url: str) -> tuple[str, URL]:
    """Return the origin of an address, and the address as aiohttp takes it: not a byte of it spelled anew.

    yarl would write %7E as ~ and %2f as / in a query, which breaks the signatures of signed addresses.
    """
    parts = _ORIGIN.match(url)
    if not parts or not _PRINTABLE.fullmatch(url):
        msg = "not an address"
        raise httpx.InvalidURL(msg)
    return parts[0], URL(url, encoded=True)


@lru_cache(maxsize=8192)
def _origin(origin: str) -> httpx.URL:
    """Return where a question goes, for httpx: to parse an address costs it 0.1 ms, and a host may have many."""
    return httpx.URL(origin)


@lru_cache(maxsize=16)
def _timeout(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_connect=connect, sock_read=read)


@asynccontextmanager
async def open_client(  # noqa: PLR0913 -- the world around a client, each part with its default
    user_agent: str,
    *,
    connections: int = CONNECTIONS,
    per_host: int = PER_HOST,
    lookup: Lookup | None = None,
    cache_names: int = 10,
    patience: float = PATIENCE,
    trust: ssl.SSLContext | None = None,
) -> AsyncIterator[Client]:
    """Open the outbound client; close it, and every connection, at the end.

    `connections` are open at once at most, and `per_host` to one host (private ones are our own and not counted per
    host). `lookup` resolves a name into addresses within `patience` seconds, which stand for `cache_names` seconds, and
    `trust` knows the certificate authorities; these are for tests.
    """
    async with AsyncExitStack() as stack:
        plan = Plan(
            connections=connections,
            per_host=per_host,
            lookup=stack.enter_context(off_the_loop(lookup)),
            cache_names=cache_names,
            patience=patience,
            trust=trust,
        )
        client = Client(user_agent, connections, partial(_open_transport, plan))
        stack.push_async_callback(client.aclose)
        yield client


class _Nothing(httpx.AsyncByteStream):
    """The body of a GET."""


class _Answer(aiohttp.ClientResponse):
    """An answer that does not wait for ever: interim answers (1xx) before it are counted. What fails is a Trouble."""

    async def piece(self) -> bytes | None:
        """Return the next bytes of the body as they came; None after the last of them. Raises Trouble."""
        try:
            piece = await self.content.readchunk()
        except (*_FAULTS, RuntimeError) as error:  # RuntimeError: aiohttp's, where the connection went meanwhile
            raise _meaning(error) from error
        return None if piece == _END else piece[0]

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Wait for the answer itself. Raises ClientResponseError after too many interim ones."""
        protocol = connection.protocol
        if protocol is None:
            return await super().start(connection)
        asked = self.request_info.headers
        if asked.get("Connection") == "close":
            protocol.force_close()  # whether or not the server does what it was asked for
        if not _CONDITIONS.isdisjoint(asked):
            let_nothing_follow(protocol)
        if (transport := connection.transport) is not None and hasattr(transport, "max_size"):
            transport.max_size = _READ  # asyncio's own is 256 kB
        read, left = protocol.read, _MOST_INTERIM

        async def counted() -> tuple[RawResponseMessage, aiohttp.StreamReader]:
            nonlocal left
            if left < 0:
                raise HttpProcessingError(message="too many interim answers")
            left -= 1
            return await read()

        # aiohttp has no other place to count them.
        protocol.read = counted  # type: ignore[method-assign]
        try:
            return await super().start(connection)
        finally:
            del protocol.read


class _Transport(AiohttpTransport):
    """httpx's transport over aiohttp, without its translations: the headers, the address and the answer pass as is."""

    def __init__(self, session: aiohttp.ClientSession, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False, client=session)
        self._session = session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask. What aiohttp raises comes through; `_meaning` knows it."""
        what = request.extensions
        answer = await self._session.request(
            request.method,
            what["target"],
            headers=what["headers"],
            data=what["form"],
            allow_redirects=False,
            timeout=what["timeout"],
        )
        return httpx.Response(answer.status, stream=_NOTHING, request=request, extensions={_ANSWER: answer})


_NOTHING: Final = _Nothing()


def _open_transport(plan: Plan, line: Line) -> _Transport:
    context = _context(plan, line)
    connector = aiohttp.TCPConnector(
        limit=plan.connections,
        limit_per_host=0 if line.private else plan.per_host,
        ssl=context,
        ttl_dns_cache=plan.cache_names,
        resolver=_Resolver(Names(plan.lookup, private=line.private, hold=plan.cache_names, patience=plan.patience)),
        socket_factory=partial(_open_socket, private=line.private),
        keepalive_timeout=_IDLE,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        read_bufsize=_BUFFER,
        response_class=_Answer,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )
    return _Transport(session, context)


def _context(plan: Plan, line: Line) -> ssl.SSLContext:
    if not line.secure:
        return trusting_nobody()
    return (plan.trust or _trust(verify=True)) if line.verify else _trust(verify=False)


@cache
def _trust(*, verify: bool) -> ssl.SSLContext:
    context = httpx.create_ssl_context(verify=verify, trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


class _Resolver(AbstractResolver):
    """Names to addresses, all of which the guard permits, in aiohttp's words."""

    def __init__(self, names: Names) -> None:
        self._names = names

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 -- aiohttp's signature; we want every family
    ) -> list[ResolveResult]:
        """Return the addresses of a name. Raises Forbidden where one of them is not permitted."""
        return [_resolved(host, address, port) for address in await self._names.addresses(host, port)]

    async def close(self) -> None:
        """Nothing is held: the threads belong to `open_client`."""


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=socket.IPPROTO_TCP, flags=flags)


def _open_socket(found: aiohttp.AddrInfoType, *, private: bool) -> socket.socket:
    """Make the socket of a connection: the last moment to refuse, and the only one for an address given literally."""
    family, kind, protocol, _, address = found
    guard.admit([str(address[0])], private=private)
    return socket.socket(family, kind, protocol)


# What an exception of the stack means, looked for along its causes; the first row that fits counts.
_MEANINGS: Final[tuple[tuple[type[BaseException], Reason, str], ...]] = (
    (guard.Forbidden, Reason.FORBIDDEN, ""),
    (Unresolved, Reason.NETWORK, ""),
    (aiohttp.InvalidURL, Reason.FORBIDDEN, "not an address that can be asked"),
    (aiohttp.ClientSSLError, Reason.TLS, "no TLS connection that can be trusted"),
    (ssl.SSLError, Reason.TLS, "no TLS connection that can be trusted"),
    (aiohttp.ConnectionTimeoutError, Reason.NETWORK, "no connection in time"),
    (TimeoutError, Reason.TIMEOUT, "no byte came in time"),
    (ConnectionResetError, Reason.NETWORK, "the connection was reset"),
    (aiohttp.ClientPayloadError, Reason.TRUNCATED, "the body stops before its end"),
    (aiohttp.ServerDisconnectedError, Reason.NETWORK, "the server hung up"),
    (aiohttp.ClientResponseError, Reason.HTTP, "the answer is not proper HTTP"),
    (OSError, Reason.NETWORK, "no connection"),
    (ValueError, Reason.FORBIDDEN, "not an address that can be asked"),
)


_FAULTS: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    aiohttp.ClientError,
    HttpProcessingError,
    OSError,
    ValueError,
)


def _meaning(error: BaseException) -> Trouble:
    """Return what an exception of the stack comes to. Its own texts hold addresses, so they stay out of it."""
    chain = tuple(_causes(error))
    for kind, reason, words in _MEANINGS:
        for cause in chain:
            if isinstance(cause, kind):
                return Trouble(reason, words or str(cause))
    return Trouble(Reason.NETWORK, "the question failed")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
