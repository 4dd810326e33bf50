"""What importing the HTTP client does not do."""

from __future__ import annotations

import ssl
import subprocess
import sys

import pytest

from publisher.wire.sparing import sparing, trusting_nobody

LOOK = """
import ssl, sys
def unread(self, *_): raise SystemExit("certificates are read")
ssl.SSLContext.load_default_certs = ssl.SSLContext.load_verify_locations = unread
ssl.SSLContext.set_default_verify_paths = unread
import publisher.wire.client
print("httpx._main" in sys.modules, "rich" in sys.modules)
"""


def test_importing_the_client_reads_no_certificates_and_no_command_line() -> None:
    """A pass that asks nobody over TLS never pays for the certificates, nor for what httpx draws at a terminal."""
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("False False", "")


def test_who_brings_no_trust_is_trusted_with_nothing() -> None:
    """The context that takes the place of the usual one demands a certificate and knows no authority."""
    context = trusting_nobody()
    assert (context.verify_mode, context.check_hostname, context.get_ca_certs()) == (ssl.CERT_REQUIRED, True, [])


def test_all_is_as_before_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is imported later makes its contexts as ever, and finds the modules that it asks for."""
    monkeypatch.delitem(sys.modules, "httpx._main", raising=False)
    usual = ssl.SSLContext.load_default_certs
    with sparing():
        assert not ssl.create_default_context().get_ca_certs()
    assert ssl.SSLContext.load_default_certs is usual
    assert "httpx._main" not in sys.modules
