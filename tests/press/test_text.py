"""Text and addresses on their way out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.press.text import address, clean, escaped_address, from_html, in_html, line, name, plain

RFC2396 = re.compile(r"https?://[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]+")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("as it is \U0001f600 حريق", "as it is \U0001f600 حريق"),
        ("a\x00b\x1bc\x7fd\x9f", "abcd"),
        ("lone \ud800 and \udfff", "lone  and "),
        ("\ufffe\uffff\ufdd0\U0001ffff\U0010fffe", ""),
        ("caf\ufffd", "caf?"),
        ("caf\u00a0\ufffd\n", "caf\u00a0?\n"),
        ("\u00c3\u0083\u00c2\u00bc", "\u00fc"),
        ("f\u00c3\u00bcr <b>\u00c2\u00a9</b> \u2013 x", "f\u00fcr <b>\u00a9</b> \u2013 x"),
        ("f\u00c3\u00bcr \u2013", "f\u00c3\u00bcr \u2013"),
        ("\u00abAMANH\u00c3\u00bb", "\u00abAMANH\u00c3\u00bb"),
        ("two\r\nlines\nand\ta tab", "two\nlines\nand\ta tab"),
        ("\U0001f468\u200d\U0001f469 \u200fעברית", "\U0001f468\u200d\U0001f469 \u200fעברית"),
    ],
)
def test_clean_removes_what_breaks_a_feed_and_nothing_else(text: str, wanted: str) -> None:
    """Scripts, joiners and marks of direction stay; controls and halves of characters go."""
    assert clean(text) == wanted


@given(st.text())
def test_clean_text_is_a_text_that_xml_and_utf8_can_carry(text: str) -> None:
    """Lxml takes it, and reads the same text back."""
    element = etree.Element("t")
    element.text = clean(text)
    assert (etree.fromstring(etree.tostring(element, encoding="UTF-8")).text or "") == clean(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  a \n b\u00a0c\u2028d\x00e\x85f ", "a b c d e f"),
        ("\x1f\x00 ", ""),
        ("a\ufffdb", "a?b"),
        ("\u00c3\u0085land", "\u00c5land"),
    ],
)
def test_line_is_one_line(text: str, wanted: str) -> None:
    """Every white space and every control is a space, no two of them together."""
    assert line(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<b>bold</b> & R&D", "\u2039b\u203abold\u2039/b\u203a & R&D"),
        ("a < b > c", "a < b > c"),
        ("<safe>, officials say", "<safe>, officials say"),
    ],
)
def test_plain_text_holds_no_whole_tags(text: str, wanted: str) -> None:
    """A text that opens and closes a tag would be taken for HTML; a lone bracket would not."""
    assert plain(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jane Doe <jane@coast.example>", "Jane Doe"),
        ("jane@coast.example (Jane Doe)", "(Jane Doe)"),
        ("jane@coast.example", "jane at coast.example"),
        ("@CoastPress", "@CoastPress"),
        (" Asha\nRao ", "Asha Rao"),
    ],
)
def test_names_carry_no_mail_addresses(text: str, wanted: str) -> None:
    """A person's address is nobody's business, and the validator warns of it."""
    assert name(text) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"),
        ("https://a.example/%C3%A4 b|[é]", "https://a.example/%C3%A4%20b%7C%5B%C3%A9%5D"),
        ("https://exämple.example/", "https://xn--exmple-cua.example/"),
        ("HTTPS://A.Example/Path", "https://a.example/Path"),
        ("http://[::1]:8900/feed", "http://[::1]:8900/feed"),
        ("https://me:word@a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/x?page=2&api_key=abc", "https://a.example/x"),
        ("https://a.example/x?monkey=2", "https://a.example/x?monkey=2"),
        ("/relative", ""),
        ("javascript:alert(1)", ""),
        ("ftp://a.example/x", ""),
        ("https:///x", ""),
        ("https://a.example:port/", ""),
        ("https://[bad/", ""),
        ("https://a b.example/", ""),
        ("", ""),
    ],
)
def test_an_address_is_absolute_and_escaped_or_none(url: str, wanted: str) -> None:
    """What is no web address is left out; what is one has no character that RFC 3986 forbids, and no secret."""
    assert address(url) == wanted


@given(st.text() | st.from_regex(r"https?://[^/]{1,20}/.{0,20}"))
def test_any_text_is_an_address_or_none(url: str) -> None:
    """No text raises, and what comes back is a valid address that stays the same when asked again."""
    found = address(url)
    assert not found or (RFC2396.fullmatch(found) and urlsplit(found).hostname)
    assert address(found) == found


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://a.example/x/y.html?a=1&b=(2)~;c",
        "http://a.example//x%20y",
        "https://a.example/x?token=abc",
        "https://a.example/x?key=abc",
        "https://a.example/-key=abc",
        "https://a.example/?",
        "https://a.example",
    ],
)
def test_an_address_that_is_in_order_is_left_as_it_is(url: str) -> None:
    """The quick look says what taking it apart would say: a key in a query is seen by both."""
    assert address(url) == escaped_address(url)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>A&amp;B</p><p>wo<b>r</b>d</p>", "A&B word"),
        ("<p>one two three four five six</p>", "one two three…"),
        ("", ""),
    ],
)
def test_the_opening_of_a_body_is_plain_text_cut_at_a_word(html: str, wanted: str) -> None:
    """Tags of blocks part words, tags within a line do not."""
    assert from_html(html, 16) == wanted


def test_text_in_html_shows_the_text() -> None:
    """Every character of markup is escaped."""
    assert in_html('<b> & "x"\x00') == '&lt;b&gt; &amp; "x"'
