"""Whom the outbound client takes for whom he says he is."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from publisher.model import Failed, Fetched, Reason
from publisher.wire.client import Client, open_client
from tests.wire.asking import ask
from tests.wire.questions import body, question, trouble

if TYPE_CHECKING:
    from tests.wire.conftest import Hostile

CERTIFICATES = Path(__file__).parent / "certificates"


@pytest.fixture
async def trusting() -> AsyncIterator[Client]:
    """Yield a client that trusts the tests' own certificate authority."""
    async with open_client("x", trust=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")) as client:
        yield client


def tls(name: str) -> ssl.SSLContext:
    """Return the server's side of TLS with one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


async def test_tls(trusting: Client, server: Hostile) -> None:
    """A certificate of a known authority for the right host is accepted."""
    await server.__aexit__(None, None, None)
    server.tls = tls("good")
    async with server:
        server.says["/"] = server.ok(b"secure")
        assert await body(trusting, question(server.url(host="localhost"))) == b"secure"


@pytest.mark.parametrize("name", ["expired", "stranger", "selfsigned"])
async def test_tls_refused(trusting: Client, server: Hostile, name: str) -> None:
    """An expired, a foreign and a self-signed certificate are refused; one source may opt out for itself."""
    await server.__aexit__(None, None, None)
    server.tls = tls(name)
    async with server:
        server.says["/"] = server.ok(b"insecure")
        url = server.url(host="localhost")
        assert (await trouble(trusting, question(url))).reason is Reason.TLS
        assert not server.asked
        assert await body(trusting, question(url, verify=False)) == b"insecure"
        assert (await trouble(trusting, question(url))).reason is Reason.TLS


async def test_a_source_that_opts_out(trusting: Client, server: Hostile) -> None:
    """What sources.yaml says of certificates is what a source is asked by."""
    await server.__aexit__(None, None, None)
    server.tls = tls("selfsigned")
    async with server:
        server.says["/"] = server.ok()
        source = server.source(host="localhost")
        assert isinstance(await ask(trusting, source), Failed)
        assert isinstance(await ask(trusting, replace(source, verify=False)), Fetched)


async def test_an_authority_that_nobody_knows_is_refused(client: Client, server: Hostile) -> None:
    """Without a word of ours it is the authorities that everybody trusts, and no others, that speak for a host."""
    await server.__aexit__(None, None, None)
    server.tls = tls("good")
    async with server:
        server.says["/"] = server.ok(b"insecure")
        asked = question(server.url(host="localhost"), connect=60, read=60)
        assert (await trouble(client, asked)).reason is Reason.TLS
    assert not server.asked


async def test_no_tls_spoken(trusting: Client, server: Hostile) -> None:
    """A server that speaks plain HTTP where TLS is due is a fault of TLS or of the network."""
    told = await trouble(trusting, question(f"https://127.0.0.1:{server.port}/", connect=0.1))
    assert told.reason in {Reason.TLS, Reason.NETWORK}
