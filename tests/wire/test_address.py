"""Which addresses may be asked at all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Reason
from publisher.wire import address
from publisher.wire.client import absolute
from publisher.wire.trouble import Trouble

REFUSED = [
    "file:///etc/passwd",
    "data:text/xml,<rss/>",
    "gopher://example.org/",
    "unix:/run/docker.sock",
    "ftp://example.org/feed",
    "ftp://example.org:8080/feed",
    "gopher://example.org:80/",
    "ws://example.org:443/",
    "javascript:alert(1)",
    "//example.org/feed",
    "/feed",
    "example.org/feed",
    "",
    "http://",
    "http:///feed",
    "http://user@example.org/",
    "http://user:word@example.org/",
    "http://example.org:22/",
    "http://example.org:25/",
    "http://example.org:6379/",
    "http://example.org:11211/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:-1/",
    "http://example.org:abc/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.01/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256.256/",
    "http://example.0x7f/",
    "http://[::1%25lo]/",
    "http://[fe80::1%25eth0]/",
    "http://[::1/",
    "http://exa mple.org/",
    "http://example.org\\@evil.example/",
    "http://example%2eorg/",
    "http://１２７.0.0.1/",
    "https://xn--a/",
    "https://xn--/",
    "http://-example.org/",
    "http://example.org" + "/a" * 3000,
    "http://a\tb/",
    "http://a\nb/",
]


def test_all_the_spellings_are_refused() -> None:
    """No scheme, userinfo, port or host that is not a plain web address is passed."""
    passed = []
    for text in REFUSED:
        try:
            passed.append(address.check(absolute(address.unalias(text))))
        except Trouble as trouble:
            assert trouble.reason is Reason.FORBIDDEN  # noqa: PT017 -- every row raises, and each is looked at
    assert not passed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.org/feed", "http://example.org/feed"),
        ("https://example.org:443/feed?a=b#c", "https://example.org/feed?a=b"),
        ("HTTP://EXAMPLE.org/", "http://example.org/"),
        ("http://@example.org/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:9000/", "http://example.org:9000/"),
        ("http://example.org./", "http://example.org./"),
        ("http://feeds_1.example.org/", "http://feeds_1.example.org/"),
        ("http://bücher.example/ä?ö", "http://xn--bcher-kva.example/%C3%A4?%C3%B6"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),  # the guard sees what it is
        ("feed://example.org/rss", "http://example.org/rss"),
        ("FEED:https://example.org/rss", "https://example.org/rss"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        (" http://example.org/ ", "http://example.org/"),
    ],
)
def test_canonical(text: str, expected: str) -> None:
    """A web address passes in its canonical form, the feed: alias as the address it stands for."""
    assert address.check(absolute(address.unalias(text))) == expected


@given(
    st.one_of(st.text(), st.text(alphabet="htp:/[]@.0x7f%\\#?feds-1é。")),
    st.sampled_from(["", "http://a.example/b/c?d"]),
)
def test_nothing_but_trouble(text: str, base: str) -> None:
    """Any text is either a checked http(s) address or a Trouble."""
    try:
        url = address.check(absolute(address.unalias(text), base))
    except Trouble:
        return
    assert url.startswith(("http://", "https://"))
    assert url.isascii()
    assert "@" not in url.split("/")[2]


def test_what_is_refused_is_said() -> None:
    """The operator is told what is wrong with an address; a password in it is named as such, and not repeated."""
    for url, said in (
        ("http://me:hush@a.example/", "the address holds a user name or password"),
        ("http://a.example:25/", "no web server is expected on port 25"),
        ("http://2130706433/", "the host is a number in an odd spelling"),
    ):
        with pytest.raises(Trouble) as caught:
            address.check(url)
        assert caught.value.detail == said


SERVICES = {
    "the bad ports of the fetch standard above 1023": (
        *(1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566),
        *(6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    ),
    "Oracle, SQL Server, MySQL, PostgreSQL, MongoDB": (1521, 1433, 3306, 5432, 27017, 27018, 27019),
    "Redis, Memcached, Cassandra, CouchDB, Elasticsearch": (6379, 11211, 9042, 9160, 5984, 9200, 9300),
    "ZooKeeper, Kafka, RabbitMQ, Erlang": (2181, 9092, 5672, 15672, 4369),
    "Docker, Kubernetes, etcd": (2375, 2376, 6443, 10250, 10255, 2379, 2380),
    "remote desktops": (3389, 5900, 5901, 5902),
}


@pytest.mark.parametrize("kind", SERVICES)
def test_no_port_of_another_service(kind: str) -> None:
    """No request of ours speaks to what is no web server, however an address is looked at."""
    for port in SERVICES[kind]:
        url = f"http://a.example:{port}/"
        assert not address.is_plain(url)
        with pytest.raises(Trouble):
            address.check(url)


@pytest.mark.parametrize(("port", "asked"), [(80, True), (443, True), (81, False), (1023, False), (1024, True)])
def test_ports_of_web_servers(port: int, *, asked: bool) -> None:
    """The two of the web, and those that anybody may open."""
    url = f"http://a.example:{port}/"
    if asked:
        assert address.check(url) == url
    else:
        with pytest.raises(Trouble):
            address.check(url)


def test_the_longest_address() -> None:
    """An address may have 4,096 characters, and not one more."""
    url = "http://a.example/".ljust(4096, "a")
    assert address.is_plain(url)
    assert address.check(url) == url
    assert not address.is_plain(f"{url}a")
    with pytest.raises(Trouble, match="4097 characters"):
        address.check(f"{url}a")


LETTERS = "azAZ09-._~!$&'()*+,;=:@%/?#[]xn é\\|\t"


@given(
    st.builds(
        "{}://{}{}/{}".format,
        st.sampled_from(["http", "https", "HTTP", "ftp"]),
        st.one_of(
            st.sampled_from(
                ["a.example", "b-c.example.org", "127.0.0.1", "1.2.3.256", "xn--a.example", "a..b.c", "A.de"]
            ),
            st.text("az09-.x", min_size=1),
        ),
        st.sampled_from(["", ":80", ":8080", ":6379", ":1023", ":1024", ":65535", ":65536", ":99999", ":08080"]),
        st.text(LETTERS),
    )
)
def test_what_is_plain_is_canonical(url: str) -> None:
    """An address taken as it stands is one that the slow way would have passed unchanged."""
    if address.is_plain(url):
        assert address.check(absolute(address.unalias(url))) == url
        parts = urlsplit(url)
        assert address.origin(url) == f"{parts.scheme}://{parts.hostname}:{address.port_of(parts)}"


@pytest.mark.parametrize(
    "url", ["https://feeds.example.org/rss?a=%7E%2f", "http://127.0.0.1:8080/feed/1", "https://a.example/"]
)
def test_usual_addresses_are_plain(url: str) -> None:
    """The usual address needs no slow way."""
    assert address.is_plain(url)


@pytest.mark.parametrize("url", ["https://a.example/b/../c", "https://a.example/.hidden", "https://xn--a.example/"])
def test_what_may_be_spelled_otherwise_is_not_plain(url: str) -> None:
    """Steps in a path and names in other scripts go the whole way."""
    assert not address.is_plain(url)


@pytest.mark.parametrize("url", REFUSED)
def test_nothing_refused_is_plain(url: str) -> None:
    """The short cut passes nothing that the rules refuse."""
    assert not address.is_plain(url)


def test_origin() -> None:
    """Scheme, host and port make an origin; the scheme's own port need not be written."""
    assert address.origin("http://a.example/x") == "http://a.example:80"
    assert address.origin("https://a.example/x") == address.origin("https://a.example:443/y")
    assert address.origin("https://a.example/") != address.origin("http://a.example/")
    assert address.origin("http://a.example:8000/") != address.origin("http://a.example/")


@pytest.mark.parametrize(
    ("url", "host"), [("http://A.example:80/x", "a.example"), ("feed://b/", "b"), ("http://[", ""), ("mailto:a@b", "")]
)
def test_host(url: str, host: str) -> None:
    """The host that turns are counted by is in lower case; a text without one has none."""
    assert address.host(url) == host


def test_downgrade() -> None:
    """Only https to http gives up TLS."""
    assert address.is_downgrade("https://a/", "http://a/")
    assert not address.is_downgrade("http://a/", "https://a/")
    assert not address.is_downgrade("http://a/", "http://b/")
