"""Nightly: many more examples of what the daily tests try on a few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.dates import instant
from publisher.desk.sanitize import clean
from publisher.wire.parse import ParseError, parse
from tests.world.wild import examples

pytestmark = pytest.mark.soak

WORDS = [
    "<rss",
    "<channel>",
    "<item>",
    "<title>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x0;",
    "&bogus;",
    "<feed",
    "xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "<id>",
    '"',
    "'",
    ">",
    "é",
    "<p>",
    "<b>",
    "</p>",
    "<li>",
    "<table>",
    "<td>",
    "<a",
    "href='x'>",
    "<img",
    "src=y>",
    "<pre>",
    "\x00",
    "\ud800",
]
TANGLE = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=60).map("".join)
MANY = examples(2_000)


@MANY
@given(TANGLE)
def test_a_document_is_read_or_refused(text: str) -> None:
    """Nothing but ParseError comes out of parse."""
    try:
        parse(text.encode("utf-8", "surrogatepass"), "https://a.example/")
    except ParseError:
        return


@MANY
@given(TANGLE)
def test_clean_is_stable(html: str) -> None:
    """Cleaning twice is cleaning once, whatever the tangle."""
    once = clean(html, "https://a.example/")
    assert clean(once, "https://a.example/") == once


@MANY
@given(st.text(max_size=60))
def test_a_date_is_read_or_not(text: str) -> None:
    """A date is UTC or None."""
    found = instant(text)
    assert found is None or found.utcoffset() is not None
