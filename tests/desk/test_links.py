"""Addresses are absolute http or https in one spelling, without what tracks readers; or there is none."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk import links
from publisher.desk.links import LONGEST, address_key, canonical
from tests.world.wild import examples

BASE = "https://news.example/world/"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://A.Example:80/x y#top", "http://a.example/x%20y"),
        ("https://a.example:443", "https://a.example/"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ("//a.example/x", "https://a.example/x"),
        ("/x", "https://news.example/x"),
        ("x.html", "https://news.example/world/x.html"),
        ("../x", "https://news.example/x"),
        ("https://a.example/a/../b", "https://a.example/b"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("https://a.example/#!/story/1", "https://a.example/#!/story/1"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%E4%BD", "https://a.example/%E4%BD"),
        ("  https://a.example/x\n", "https://a.example/x"),
        ("https://a.exam\tple/x", "https://a.example/x"),
        ("http:\\\\a.example\\x", "http://a.example/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
    ],
)
def test_one_spelling(url: str, wanted: str) -> None:
    """Every way to write an address comes to the same one."""
    assert canonical(url, BASE) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "JAVA\nSCRIPT:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "feed://a.example/",
        "mailto:a@b.example",
        "blob:https://a.example/x",
        "http://",
        "http:///x",
        "http://a..example/",
        "http://[zz]/",
        "http://a.example:99999/",
        "http://a b.example/",
        "http://<script>/",
        "https://a.example/" + "x" * LONGEST,
        "x" * 100_000,
    ],
)
def test_what_nobody_can_open(url: str) -> None:
    """What is no address of the web, or too long, is refused."""
    assert canonical(url) == ""


def test_without_a_base_relative_addresses_lead_nowhere() -> None:
    """No address is invented."""
    assert canonical("/x") == ""


def test_a_base_that_nobody_can_open_is_none() -> None:
    """A base of megabytes is not taken apart for each of the addresses that start from it."""
    base = "https://a.example/" + "a/" * 5_000
    assert canonical("x", base) == ""
    assert canonical("https://b.example/x", base) == "https://b.example/x"


@pytest.mark.parametrize(
    "tracking",
    [
        "utm_source=rss&utm_medium=feed",
        "fbclid=IwAR0",
        "gclid=x",
        "at_medium=RSS&at_campaign=KARANGA",
        "ref=rss",
        "amp;ref=rss",
        "traffic_source=rss",
        "mod=rss_free",
        "CMP=share_btn_url",
        "ns_mchannel=rss&ITO=1490&ns_campaign=1490",
        "xtor=RSS-3208",
        "partner=rss&emc=rss",
        "feedType=RSS&feedName=topNews",
        "wt_mc=rss.developer.beitrag.atom",
    ],
)
def test_tracking_is_dropped(tracking: str) -> None:
    """What only says where a reader comes from is no part of an address; what finds the article is kept."""
    assert canonical(f"https://a.example/x?id=7&{tracking}") == "https://a.example/x?id=7"
    assert canonical(f"https://a.example/x?{tracking}") == "https://a.example/x"


@pytest.mark.parametrize(
    "query", ["id=7", "ref=1khm13", "source=hp", "mod=article", "v=nH5ixmT83JE", "p=116", "from=2025"]
)
def test_what_finds_the_article_is_kept(query: str) -> None:
    """A parameter of a doubtful name is dropped only if its value speaks of feeds."""
    assert canonical(f"https://a.example/x?{query}") == f"https://a.example/x?{query}"


def test_the_key_is_the_same_for_every_spelling() -> None:
    """Scheme, `www.` and a closing slash do not make another article."""
    assert address_key("https://www.a.example/x/") == address_key("http://a.example/x") == "a.example/x"


@given(st.text(max_size=80), st.sampled_from(["", BASE, "http://[", "x"]))
@examples(300)
def test_nothing_raises(url: str, base: str) -> None:
    """Whatever the text is, the answer is nothing or a short http(s) address in its final spelling."""
    found = canonical(url, base)
    assert found == "" or (urlsplit(found).scheme in ("http", "https") and len(found) <= LONGEST)
    assert canonical(found) == found


@given(st.text(alphabet="htps:/\\.@?#&=[]%a1é \t", max_size=40))
@examples(400)
def test_nothing_raises_near_addresses(rest: str) -> None:
    """The same for texts that are nearly addresses."""
    found = canonical(f"http:{rest}", BASE)
    assert canonical(found) == found
    assert not set(found) & set(' <>"\\\t')


@given(st.text(alphabet="ab/.?#&=%2eF!;~", max_size=30))
@examples(300)
def test_the_quick_spelling_is_the_careful_one(rest: str) -> None:
    """An address that seems to need nothing is spelled as one that is taken apart."""
    url = f"https://a.example/{rest}"
    if links._PLAIN.fullmatch(url) and "/." not in rest and rest[:1] != ".":  # a last segment of one dot stays
        assert canonical(url) == links._spelled(urlsplit(url))


@given(
    st.sampled_from(["https://b.example", "/", ""]),
    st.text(alphabet="ab/.?#&=%2eF!;~é", max_size=20),
    st.sampled_from([BASE, "https://c.example", "https://c.example?x", "http://c.example:81/", "http://u@c.example/a"]),
)
@examples(400)
def test_addresses_beside_the_page_are_spelled_as_the_careful_way_does(start: str, rest: str, base: str) -> None:
    """An address without a path, or of a path at the host of its page, is spelled as one that is taken apart."""
    url = start + rest
    if links._beside(url, base):
        assert canonical(url, base) == links._spelled(urlsplit(links._absolute(url, base)))
