"""Which addresses are asked, which are private, and which two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.config.address import fault, is_private, sameness, without_feed_scheme


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED://https://a.example/rss", "https://a.example/rss"),
        (" https://a.example/rss ", "https://a.example/rss"),
        ("feed:a.example", "feed:a.example"),
    ],
)
def test_feed_addresses_are_mapped(written: str, meant: str) -> None:
    """What browsers once wrote as feed: is http or https."""
    assert without_feed_scheme(written) == meant


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "//a.example/",
        "/rss",
        "https:///rss",
        "https://",
        "http://[::1",
        "http://[zz]/",
        "http://a:b/",
        "javascript:alert(1)",
        "data:,x",
        "gopher://a.example/",
        "file:///etc/passwd",
        "unix:/run/x",
        "https://u@a.example/",
        "https://u:p@a.example/",
        "https://a.example/#x",
        "https://a.example/a b",
        "https://a.example/\n",
        "https://a_.-/",
        "https://a..example/",
        "https://-a.example/",
        "https://a.example/\\x",
        "https://a.example/" + "x" * 2048,
    ],
)
def test_what_is_no_address_of_a_feed(url: str) -> None:
    """Only an absolute http(s) address without user, password and fragment is."""
    assert fault(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "http://a.example:8080/rss?x=1&y=%20",
        "https://münchen.example/rss",
        "https://[2001:db8::1]/",
        "http://1.1.1.1/",
        "https://a.example/rss/über",
        "https://feeds.feedburner.com/x~y/(z);a=b!$'*,@",
    ],
)
def test_what_is_an_address_of_a_feed(url: str) -> None:
    """Ports, queries, IDN hosts and literal addresses are fine."""
    assert fault(url) is None


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "x.localhost",
        "printer.local",
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "0.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:8.8.8.8]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
        "[ff02::1]",
        "[::127.0.0.1]",
    ],
)
def test_private_hosts(host: str) -> None:
    """Every spelling of a host that is not surely public counts as private."""
    assert is_private(f"http://{host}/rss")


@pytest.mark.parametrize(
    "host", ["a.example", "8.8.8.8", "[2606:4700::1111]", "1e100.net", "0x7f.example", "7f.example.org"]
)
def test_public_hosts(host: str) -> None:
    """Names and public addresses are public; what a name resolves to is the wire's business."""
    assert not is_private(f"http://{host}/rss")


@pytest.mark.parametrize(
    "url", ["http://a.example/rss", "https://A.EXAMPLE/rss/", "https://a.example:443/rss", "http://a.example.:80/rss"]
)
def test_spellings_of_one_address(url: str) -> None:
    """The scheme, the case of the host, a default port and the last slash do not make a second address."""
    assert sameness(url) == sameness("https://a.example/rss")


@pytest.mark.parametrize(
    "url", ["https://a.example/RSS", "https://a.example/rss?x", "https://a.example:8443/rss", "https://b.example/rss"]
)
def test_other_addresses(url: str) -> None:
    """The case of the path, the query, another port and another host do."""
    assert sameness(url) != sameness("https://a.example/rss")


@given(st.text(max_size=60) | st.text(max_size=40).map("http://{}".format))
def test_no_text_raises(url: str) -> None:
    """Every text has an answer."""
    fault(without_feed_scheme(url))
    is_private(url)
    assert sameness(url) == sameness(url)
