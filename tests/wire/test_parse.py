"""The front of the reader: what is refused, what is bounded, and that nothing but its two errors ever comes out."""

from __future__ import annotations

import random
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Document
from publisher.wire.parse import NotAFeed, ParseError, Unreadable, gate, parse
from tests.world.wild import examples

ADDRESS = "https://feeds.example/desk.xml"


def rss(items: str, head: str = "") -> str:
    """Write a feed of RSS 2.0 with these items."""
    channel = f"<channel><title>Desk</title>{head}{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">{channel}</rss>'


SAMPLE = rss(
    "".join(
        f"<item><title>Fire &amp; <![CDATA[<b>{n}</b>]]></title><link>https://desk.example/{n}?a=1&amp;b=2</link>"
        f'<guid isPermaLink="false">tag:{n}</guid><!-- {n} > --><description>caf\u00e9 &lt;p&gt;</description></item>'
        for n in range(9)
    )
).encode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x00\x00\x00\x00", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n", "a picture"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        (b"<html><head><title>Error</title></head><body><p>Sorry<br></body></html>", "a web page"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "a web page"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', "a site map"),
        (b'<opml version="2.0"><body/></opml>', "OPML"),
        (b"<note>hello</note>", "<note>"),
        (b"Too many requests", "plain text"),
        (b'{"error": "rate limited"}', "rate limited"),
        (b'{"version": ', "no JSON"),
        (b"[1, 2, 3]", "no JSON Feed"),
        (b"<p>broken & more", "no element of a feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_kind(body: bytes, told: str) -> None:
    """A document of another kind is refused, and the reason names the kind in one line."""
    with pytest.raises(NotAFeed) as caught:
        parse(body, ADDRESS)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def nested(depth: int) -> str:
    """One item with elements inside one another."""
    return rss(f"<item>{'<a>' * depth}{'</a>' * depth}</item>")


MANY = [f'a{n}="1"' for n in range(70)]
SPACES = [f'xmlns:a{n}="urn:desk:{n}"' for n in range(50)]
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + rss("<item><title>&b;</title></item>")[39:]
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (nested(70), "inside one another"),
        (nested(70).replace("</channel>", ""), "inside one another"),
        (rss(f"<item {' '.join(MANY)}/>"), "attributes"),
        (rss(f"<item {' '.join(MANY)} b/>"), "attributes"),
        (rss(f"<a {' '.join(MANY[:60])}/>" * 5_001), "more than 300000 attributes"),
        (rss(f"<a {' '.join(SPACES)}/>" * 2_001), "more than 100000 namespaces"),
        (rss("<a/>" * 200_001), "elements"),
        (rss("<a b/>" * 200_001), "elements"),
        (BOMB, "entity"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("")[39:], "entity"),
        ("<!DOCTYPE r [<!ENTITY % x \"<!ENTITY y 'z'>\">]>" + rss("")[39:], "entity"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000, "deeply"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_document_beyond_a_limit_is_unreadable(body: str, told: str) -> None:
    """Depth, attributes, elements and entities are bounded, in well-formed and in malformed documents."""
    with pytest.raises(Unreadable) as caught:
        parse(body.encode(), ADDRESS)
    assert told in str(caught.value)


TAGS = st.sampled_from([
    "<a>", "</a>", "<a/>", "<a b='/>'>", "<a b='/>'/>", "text", ">", "/>", "<![CDATA[</a></a><a>/>]]>", "<!-- </a> -->",
    "<!-- <![CDATA[ -->", "<!-- ]]> -->", "<?x </a>?>", "<?x <![CDATA[ ?>", "<a>" * 30, "</a>" * 30, "<a>" * 60,
])  # fmt: skip


@given(st.lists(TAGS, max_size=12))
@examples(200)
def test_no_depth_is_hidden_from_the_gate(tags: list[str]) -> None:
    """What signs prove to be shallow is so, whatever stands in sections, comments, instructions and values."""
    depth = deepest = 0

    def began(*_: object) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def ended(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = began, ended
    body = f"<rss>{''.join(tags)}"
    try:
        parser.Parse(body, False)  # noqa: FBT003 -- expat's signature
        ends = "</a>" * (depth - 1) + "</rss>"
        parser.Parse(ends, True)  # noqa: FBT003 -- the same
    except expat.ExpatError:
        return
    assert deepest <= gate.DEPTH or not gate.plain(f"{body}{ends}".encode())


def test_usual_documents_need_no_pass_to_be_shallow() -> None:
    """Counts are enough for items with sections, comments and elements closed in themselves, however many."""
    html = "<![CDATA[<p>a<br>b <!-- c --> 5 > 4</p>]]>"
    body = rss(f"<item><title>{html}</title><!-- d --><enclosure url='e'/><link>f</link></item>" * 500)
    assert gate.plain(body.encode())


def quietly(body: bytes, content_type: str = "") -> Document | None:
    """Read a document, or give nothing where it is refused; any other error comes through."""
    try:
        return parse(body, ADDRESS, content_type)
    except ParseError:
        return None


@given(st.binary(max_size=400), st.text(max_size=40))
@examples(200)
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    """No bytes and no content type make the reader raise anything but a ParseError."""
    quietly(body, content_type)


PIECES = (
    *(
        "<rss",
        "<feed",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<entry",
        ">",
        "/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
    ),
    *("&", "&lt;", "&#x0;", "xmlns:a=", '"', "'", " ", "a:b", "<?xml ", "?>", "<!DOCTYPE r [", "]>", '<!ENTITY a "b">'),
    *("\x00", "\ufffe", "\u00e9", "x"),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(MARKUP)
@examples(400)
def test_any_mixture_of_markup_is_read_or_refused(markup: str) -> None:
    """Pieces of markup in any order make the reader raise nothing but a ParseError."""
    quietly(markup.encode())
    quietly(f'<rss version="2.0"><channel>{markup}</channel></rss>'.encode())


@given(st.integers(0, 2**32), st.integers(1, 12))
@examples(200)
def test_a_damaged_feed_is_read_or_refused(seed: int, wounds: int) -> None:
    """Bytes changed, lost or doubled anywhere in a feed make the reader raise nothing but a ParseError."""
    dice = random.Random(seed)
    body = bytearray(SAMPLE)
    for _ in range(wounds):
        place = dice.randrange(len(body))
        body[place : place + dice.randrange(3)] = dice.choice(
            [b"", b"<", b"&", b'"', b"\xff", b"]]>", bytes([dice.randrange(256)])]
        )
    found = quietly(bytes(body))
    assert found is None or len(found.entries) <= 9 + wounds


@pytest.mark.parametrize("inside", ['x=">"', "x='>'", 'x="\'>"', ""])
def test_attributes_are_counted_whatever_stands_in_them(inside: str) -> None:
    """A `>` inside a value does not hide the attributes behind it; `=` in a text counts for nothing."""
    with pytest.raises(Unreadable):
        parse(rss(f"<item {inside} {' '.join(MANY)}/>").encode(), ADDRESS)
    text = "=" * 100
    assert parse(rss(f"<item><title>{text}</title></item>").encode(), ADDRESS).entries[0].title.value == text
