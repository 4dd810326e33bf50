"""Addresses of private networks, in the spellings that browsers take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.private import is_private, leads_inside

PRIVATE = (
    "http://10.0.0.1/ http://192.168.1.1:8080/x http://172.16.0.9/ http://127.0.0.1/ http://127.1/ http://0x7f.1/ "
    "http://2130706433/ http://017700000001/ http://0/ http://169.254.169.254/latest http://100.64.0.1/ https://[::1]/ "
    "http://[fe80::1]/ http://[fd00::1]/ http://[::ffff:10.0.0.1]/ http://[2002:a00:1::]/ http://localhost/ "
    "http://localhost:3000/x http://printer.local/ http://app.localhost/ http://metadata.google.internal/ "
    "http://router.home.arpa./ http://LOCALHOST/ http://256.1.1.1/ http://1.2.3.4.5/ http://08.8.8.8/ "
    "http://[64:ff9b::7f00:1]/ http://[::127.0.0.1]/ http://[::ffff:0:7f00:1]/ http://[4000::1]/ http://intranet/ "
    "http://metadata:80/x http://ip6-localhost./ http://1.router.local/ http://10-0-0-1.corp/ http://nas.lan/ "
    "http://localhost.localdomain/"
)
PUBLIC = (
    "https://news.example.org/ http://8.8.8.8/ http://1.1.1.1/x https://[2606:4700::1111]/ https://localhost.example/ "
    "https://local.example/ https://internal.example.com/ https://20minutos.es/ https://9gag.com/ "
    "https://3.rdrail.net/ https://news.example/local https://news.example/?to=http://localhost/ https://thelocal.se/ "
    "https://mylocalhost.com/ https://milan.example/ https://home.example/ https://private.example:8080/ "
    "https://[::ffff:8.8.8.8]/"
)


@pytest.mark.parametrize("url", PRIVATE.split())
def test_a_private_address_is_told(url: str) -> None:
    """Literals that are not public in any spelling, names of this machine, and domains of networks at home."""
    assert is_private(url)


@pytest.mark.parametrize("url", PUBLIC.split())
def test_a_public_address_is_let_be(url: str) -> None:
    """A name that only looks like one, or a path that holds one, is public."""
    assert not is_private(url)


@given(st.text("0123456789.xabcdef:%/ localhostinternal", max_size=30))
def test_no_text_raises(text: str) -> None:
    """Whatever stands behind the scheme, there is an answer."""
    assert is_private(f"http://{text}") in {True, False}


@pytest.mark.parametrize(
    ("url", "home", "leads"),
    [
        ("https://news.example/", "", False),
        ("http://10.0.0.1/", "", True),
        ("http://10.0.0.1/x", "http://10.0.0.1/rss", False),
        ("http://10.0.0.1:6379/x", "http://10.0.0.1/rss", True),
        ("http://10.0.0.2/", "http://10.0.0.1/rss", True),
        ("http://wiki.corp.internal/", "http://news.corp.internal/rss", False),
        ("http://metadata.google.internal/", "http://news.corp.internal/rss", True),
        ("http://other.internal/", "http://news.internal/rss", True),
        ("http://localhost/", "http://127.0.0.1/rss", True),
    ],
)
def test_who_is_inside_may_name_his_neighbours(url: str, home: str, leads: bool) -> None:  # noqa: FBT001 -- a table
    """A source in a private network may name its own server and its own domain, and nothing else there."""
    assert leads_inside(url, home) is leads
