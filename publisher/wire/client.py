"""The one outbound client: everything that leaves for the network leaves through here, guarded where it connects.

httpx asks, over aiohttp's connections (`httpx-aiohttp`: a quarter of the time of httpx's own pool). Only the transport
of httpx is used: its `AsyncClient` would keep cookies, follow redirects with their bodies, read the environment, and
write whole addresses into the log. This is the only file that knows httpx and aiohttp.

What is promised: each connection goes to an address that `guard` permits, judged when the name is resolved and again
when the socket is made; bytes come raw, never inflated; no cookie is kept or sent; no proxy variable and no netrc is
read; no redirect is followed; headers are bounded; HTTP/1.1; everything that goes wrong is a `Trouble`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple, TypeAlias

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

from publisher.model import Reason
from publisher.wire import guard
from publisher.wire.trouble import Trouble

CONNECTIONS: Final = 64
PER_HOST: Final = 2
_MOST_HEADERS: Final = 128
_LONGEST_HEADER: Final = 16 * 1024  # bytes; content security policies reach 10 kB
_ALL_HEADERS: Final = 100 * 1024  # bytes
_IDLE: Final = 15.0  # seconds that a connection is kept for the next question
_LOOKUPS: Final = 32  # names resolved at once: a dead name server may hold a thread for half a minute

Lookup: TypeAlias = Callable[[str, int], list[str]]
_Lookup: TypeAlias = Callable[[str, int], Awaitable[list[str]]]


class _Line(NamedTuple):
    """Which connections serve a question. Private and unverified ones are never shared with the others."""

    private: bool
    verify: bool


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """How connections are made."""

    connections: int
    per_host: int
    lookup: _Lookup
    cache_names: int  # seconds
    trust: ssl.SSLContext


@dataclass(frozen=True, kw_only=True)
class Question:
    """One GET. `private`: the guard lets it reach private networks. `connect` and `read` are seconds."""

    url: str
    headers: Mapping[str, str]
    private: bool = False
    verify: bool = True
    connect: float = 5.0
    read: float = 10.0


class Reply:
    """What came back: status, headers, and the raw body for whoever wants it."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        raw = response.headers.raw
        if sum(len(name) + len(value) for name, value in raw) > _ALL_HEADERS:
            raise Trouble(Reason.TOO_LARGE, "the headers are larger than 100 kB", self.status)
        self._headers: dict[str, list[str]] = {}
        for name, value in raw:
            self._headers.setdefault(name.lower().decode("latin-1"), []).append(_text(value))

    def header(self, name: str) -> str | None:
        """Return the first header of a name (lower case); None where there is none."""
        return next(iter(self._headers.get(name, ())), None)

    def joined(self, name: str) -> str:
        """Return the list that all headers of a name make together (RFC 9110 section 5.3)."""
        return ", ".join(self._headers.get(name, ()))

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body's bytes as they come, not inflated. Raises Trouble where it stops before its end."""
        with _told():
            async for chunk in self._response.aiter_raw():
                yield chunk


class Client:
    """The only way out. Made by `open_client`."""

    def __init__(
        self, user_agent: str, connections: int, transport: Callable[[_Line], httpx.AsyncBaseTransport]
    ) -> None:
        self._user_agent = user_agent
        self._transport = transport
        self._transports: dict[_Line, httpx.AsyncBaseTransport] = {}
        # Waiting for a free connection of ours is no fault of the source: callers wait here, outside of their deadline.
        self.seats = asyncio.Semaphore(connections)

    @asynccontextmanager
    async def ask(self, question: Question) -> AsyncIterator[Reply]:
        """Ask, and hold the reply for reading; what was not read of it is cut off at the end. Raises Trouble."""
        response = await self._send(question)
        try:
            yield Reply(response)
        finally:
            with _told():
                await response.aclose()

    async def _send(self, question: Question) -> httpx.Response:
        with _told():
            request = httpx.Request(
                "GET",
                _url(question.url),
                headers={"User-Agent": self._user_agent, **question.headers},
                extensions={"timeout": {"connect": question.connect, "read": question.read}},
            )
            return await self._line(question).handle_async_request(request)

    def _line(self, question: Question) -> httpx.AsyncBaseTransport:
        line = _Line(question.private, question.verify)
        if line not in self._transports:
            self._transports[line] = self._transport(line)
        return self._transports[line]

    async def aclose(self) -> None:
        """Close every connection."""
        for transport in self._transports.values():
            await transport.aclose()


def user_agent(version: str, contact: str) -> str:
    """Return the name we go by: who we are, where to complain, and that we are no browser."""
    about = "".join(letter for letter in contact if " " <= letter <= "~" and letter not in "()\\")
    return f"Publisher/{version} (+{about}; feed reader)" if about else f"Publisher/{version} (feed reader)"


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
    """Return a parsed address: the same few thousand are asked again and again, and parsing one costs 0.1 ms."""
    return httpx.URL(text)


@asynccontextmanager
async def open_client(
    user_agent: str,
    *,
    connections: int = CONNECTIONS,
    per_host: int = PER_HOST,
    lookup: Lookup | None = None,
    cache_names: int = 10,
    trust: ssl.SSLContext | None = None,
) -> AsyncIterator[Client]:
    """Open the outbound client; close it, and every connection, at the end.

    `connections` are open at once at most, and `per_host` to one host (private ones are our own and not counted per
    host). `lookup` resolves a name into addresses, which stand for `cache_names` seconds, and `trust` knows the
    certificate authorities; these are for tests.
    """
    async with AsyncExitStack() as stack:
        threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")
        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
        plan = _Plan(
            connections=connections,
            per_host=per_host,
            lookup=partial(_in_thread, threads, lookup or _look_up),
            cache_names=cache_names,
            trust=trust or _trust(verify=True),
        )
        client = Client(user_agent, connections, partial(_open_transport, plan))
        stack.push_async_callback(client.aclose)
        yield client


def _open_transport(plan: _Plan, line: _Line) -> httpx.AsyncBaseTransport:
    context = plan.trust if line.verify else _trust(verify=False)
    connector = aiohttp.TCPConnector(
        limit=plan.connections,
        limit_per_host=0 if line.private else plan.per_host,
        ssl=context,
        ttl_dns_cache=plan.cache_names,
        resolver=_Resolver(plan.lookup, private=line.private, hold=plan.cache_names),
        socket_factory=partial(_open_socket, private=line.private),
        keepalive_timeout=_IDLE,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )
    return AiohttpTransport(verify=context, trust_env=False, client=session)


@cache
def _trust(*, verify: bool) -> ssl.SSLContext:
    context = httpx.create_ssl_context(verify=verify, trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


class _Resolver(AbstractResolver):
    """Names to addresses, all of which the guard permits.

    A name that did not resolve is not asked for again for `hold` seconds: of many sources at one host, each would wait
    for a dead name server as long as the first.
    """

    def __init__(self, lookup: _Lookup, *, private: bool, hold: float) -> None:
        self._lookup = lookup
        self._private = private
        self._hold = hold
        self._lost: dict[str, float] = {}  # name: until when it counts as lost

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 -- aiohttp's signature; we want every family
    ) -> list[ResolveResult]:
        """Return the addresses of a name. Raises Forbidden where one of them is not permitted."""
        now = asyncio.get_running_loop().time()
        if now < self._lost.get(host, now):
            raise OSError(host)
        try:
            addresses = await self._lookup(host, port)
        except (OSError, asyncio.CancelledError):  # cancelled: it took longer than a connection may
            self._lost = {name: until for name, until in self._lost.items() if until > now} | {host: now + self._hold}
            raise
        if not addresses:
            raise OSError(host)
        guard.admit(addresses, private=self._private)
        return [_resolved(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Nothing is held: the threads belong to `open_client`."""


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=socket.IPPROTO_TCP, flags=flags)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def _in_thread(threads: ThreadPoolExecutor, lookup: Lookup, host: str, port: int) -> list[str]:
    return await asyncio.get_running_loop().run_in_executor(threads, lookup, host, port)


def _open_socket(found: aiohttp.AddrInfoType, *, private: bool) -> socket.socket:
    """Make the socket of a connection: the last moment to refuse, and the only one for an address given literally."""
    family, kind, protocol, _, address = found
    guard.admit([str(address[0])], private=private)
    return socket.socket(family, kind, protocol)


# What an exception of the stack means, looked for along its causes; the first row that fits counts.
_MEANINGS: Final[tuple[tuple[type[BaseException], Reason, str], ...]] = (
    (guard.Forbidden, Reason.FORBIDDEN, ""),
    (aiohttp.InvalidURL, Reason.FORBIDDEN, "not an address that can be asked"),
    (aiohttp.ClientSSLError, Reason.TLS, "no TLS connection that can be trusted"),
    (ssl.SSLError, Reason.TLS, "no TLS connection that can be trusted"),
    (aiohttp.ConnectionTimeoutError, Reason.NETWORK, "no connection in time"),
    (TimeoutError, Reason.TIMEOUT, "no byte came in time"),
    (aiohttp.ClientConnectorDNSError, Reason.NETWORK, "the name does not resolve"),
    (ConnectionResetError, Reason.NETWORK, "the connection was reset"),
    (aiohttp.ClientPayloadError, Reason.TRUNCATED, "the body stops before its end"),
    (aiohttp.ServerDisconnectedError, Reason.NETWORK, "the server hung up"),
    (aiohttp.ClientResponseError, Reason.HTTP, "the answer is not proper HTTP"),
    (OSError, Reason.NETWORK, "no connection"),
    (ValueError, Reason.FORBIDDEN, "not an address that can be asked"),
)


@contextmanager
def _told() -> Iterator[None]:
    """Make a Trouble of whatever the stack raises. Its own texts hold addresses, so they stay out of it."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, aiohttp.ClientError, OSError, ValueError) as error:
        raise _meaning(error) from error


def _meaning(error: BaseException) -> Trouble:
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


def _text(value: bytes) -> str:
    """Return a header's value: UTF-8 as far as it is that, else latin-1, which every byte is."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
