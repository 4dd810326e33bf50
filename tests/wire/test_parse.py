"""The front of the reader: what is refused, what is bounded, and that nothing but its two errors ever comes out."""

from __future__ import annotations

import random
import string
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model import Document
from publisher.wire.parse import NotAFeed, ParseError, Unreadable, parse

ADDRESS = "https://feeds.example/desk.xml"
REPOSITORY = Path(__file__).resolve().parents[2]


def rss(items: str, head: str = "") -> str:
    """Write a feed of RSS 2.0 with these items."""
    channel = f"<channel><title>Desk</title>{head}{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">{channel}</rss>'


def three_kilobytes() -> bytes:
    """Write a feed of about three kilobytes with everything in it that a cut can fall into."""
    item = (
        "<item><title>Fire in Mumbai & <![CDATA[<b>after</b>]]> {0}</title><link>https://desk.example/{0}?a=1&amp;b=2</link>"
        '<guid isPermaLink="false">tag:desk.example,2025:{0}</guid><!-- {0} > -->'
        "<description>caf\u00e9 &lt;p&gt; {0}</description>"
        "<dc:creator>Asha Rao</dc:creator><pubDate>Mon, 28 Apr 2025 02:42:00 GMT</pubDate></item>\n"
    ).replace("& <!", "&amp; <!")
    head = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    )
    return f"{head}<title>Desk</title>{''.join(item.format(n) for n in range(9))}</channel></rss>".encode()


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_bomb_is_refused_at_once_in_every_encoding(encoding: str) -> None:
    """An entity that stands for entities is refused before it is written out, also in UTF-16."""
    started = time.process_time()
    with pytest.raises(Unreadable):
        parse(BOMB.encode(encoding), ADDRESS)
    assert time.process_time() - started < 0.1


def test_entities_written_out_are_bounded() -> None:
    """A long entity that is used very often is refused, though it is plain characters."""
    many = rss(f"<item><title>{'&a;' * 50_000}</title></item>")[39:]
    body = f'<!DOCTYPE r [<!ENTITY a "{"x" * 1000}">]>{many}'
    with pytest.raises(Unreadable):
        parse(body.encode(), ADDRESS)


WATCH = """
import sys
from publisher.wire.parse import ParseError, parse
parse(b'<rss version="2.0"><channel/></rss>', 'https://feeds.example/')
seen = []
watched = {'open', 'socket.connect', 'socket.getaddrinfo'}
sys.addaudithook(lambda event, args: seen.append((event, args)) if event in watched else None)
try:
    parse(sys.stdin.buffer.read(), 'https://feeds.example/')
except ParseError:
    pass
assert not seen, seen
"""


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><channel><title>&nbsp;</title></channel></rss>',
        '<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/pw"> %x;]><rss><channel><title>t & t</title></channel></rss>',
        '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><xi:include href="file:///etc/pw"/></channel></rss>',
        '<?xml-stylesheet href="file:///etc/passwd"?><rss><channel><title>t</title></channel></rss>',
        '<?xml version="1.0" encoding="x-unheard-of"?><rss><channel><title>t</title></channel></rss>',
    ],
)
def test_a_document_opens_no_file_and_no_connection(body: str) -> None:
    """Whatever a document names, nothing is opened to read it."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH], input=body.encode(), capture_output=True, cwd=REPOSITORY, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("quarter", range(4))
def test_a_cut_document_gives_entries_of_the_whole_one(quarter: int) -> None:
    """Cut at any byte behind its root, a document is read in part: its entries are those of the whole one."""
    whole = three_kilobytes()
    entries = parse(whole, ADDRESS).entries
    assert len(entries) == 9
    root = whole.index(b"<rss ") + len(b"<rss ")
    for end in range(root + quarter, whole.rindex(b">"), 4):
        found = parse(whole[:end], ADDRESS)
        assert found.partial, end
        assert found.entries == entries[: len(found.entries)], end


def test_before_its_root_a_cut_document_is_no_feed() -> None:
    """What ends before the root is seen cannot be told from anything else."""
    whole = three_kilobytes()
    for end in range(whole.index(b"<rss ")):
        with pytest.raises(NotAFeed):
            parse(whole[:end], ADDRESS)


def test_a_cut_json_feed_gives_its_whole_items() -> None:
    """Cut inside its items, a JSON Feed is read in part: its entries are those of the whole one."""
    items = ", ".join(f'{{"id": "{n}", "content_text": "caf\u00e9 {n}"}}' for n in range(5))
    whole = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": [{items}], "x": [1, 2]}}'
    entries = parse(whole.encode(), ADDRESS).entries
    for end in range(whole.index('"title"'), len(whole)):
        found = parse(whole[:end].encode(), ADDRESS)
        assert found.partial
        assert found.entries == entries[: len(found.entries)]
    assert len(found.entries) == 5


def test_a_complete_document_is_not_partial() -> None:
    """A document that ends as it should is neither partial nor malformed, and has no faults."""
    found = parse(three_kilobytes(), ADDRESS)
    assert (found.partial, found.malformed, found.faults) == (False, False, ())


def quietly(body: bytes, content_type: str = "") -> Document | None:
    """Read a document, or give nothing where it is refused; any other error comes through."""
    try:
        return parse(body, ADDRESS, content_type)
    except ParseError:
        return None


@given(st.binary(max_size=400), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
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
@settings(max_examples=400, deadline=None)
def test_any_mixture_of_markup_is_read_or_refused(markup: str) -> None:
    """Pieces of markup in any order make the reader raise nothing but a ParseError."""
    quietly(markup.encode())
    quietly(f'<rss version="2.0"><channel>{markup}</channel></rss>'.encode())


@given(st.integers(0, 2**32), st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_a_damaged_feed_is_read_or_refused(seed: int, wounds: int) -> None:
    """Bytes changed, lost or doubled anywhere in a feed make the reader raise nothing but a ParseError."""
    dice = random.Random(seed)  # noqa: S311 -- a test's own dice
    body = bytearray(three_kilobytes())
    for _ in range(wounds):
        place = dice.randrange(len(body))
        body[place : place + dice.randrange(3)] = dice.choice(
            [b"", b"<", b"&", b'"', b"\xff", b"]]>", bytes([dice.randrange(256)])]
        )
    found = quietly(bytes(body))
    assert found is None or len(found.entries) <= 9 + wounds


GROWING: dict[str, Callable[[int], str]] = {
    "comments without end": lambda n: rss("<!--" * n),
    "CDATA without end": lambda n: rss("<item><![CDATA[" * n),
    "declarations without end": lambda n: rss("<!x[ " * n) + "&",
    "instructions without end": lambda n: rss("<?x " * n),
    "ampersands": lambda n: rss("<item><title>" + "&" * n + "</title></item>"),
    "open tags": lambda n: rss("<item><title>" + "<" * n + "</title></item>"),
    "quotes": lambda n: rss("<item><title a=" + "\"'" * n + ">x</title></item>"),
    "prefixes": lambda n: rss("".join(f"<a{m}:b/>" for m in range(n))),
    "entries in entries": lambda n: rss("<item>" * n),
    "names of entities": lambda n: rss("<item><title>" + "&abcdefgh" * n + "</title></item>"),
    "an author": lambda n: rss("<item><author>" + "a@" * n + "(</author></item>&"),
    "brackets": lambda n: "<!DOCTYPE rss [" + "] " * n + rss("&"),
    "whitespace in a tag": lambda n: rss("<item><title" + " a" + " " * n + ">x</title>&</item>"),
    "a long text": lambda n: rss("<item><title>" + string.ascii_letters * n + " & </title></item>"),
}


@pytest.mark.parametrize("grow", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_the_document_and_not_with_its_square(grow: Callable[[int], str]) -> None:
    """Four times the document takes at most ten times the time, for everything that is quadratic elsewhere."""

    def seconds(size: int) -> float:
        body = grow(size).encode()
        taken = []
        for _ in range(3):
            started = time.process_time()
            quietly(body)
            taken.append(time.process_time() - started)
        return min(taken)

    small = max(seconds(4_000), 0.002)
    assert seconds(16_000) < 10 * small


def _of(unit: str, size: int = 5_000_000) -> str:
    return unit * (size // len(unit))


ATTRIBUTE, NAMESPACE = 'a{}="1"', 'xmlns:a{}="u"'
FLOODS: dict[str, Callable[[], str]] = {
    "attributes on one tag": lambda: rss(f"<item {' '.join(ATTRIBUTE.format(n) for n in range(500_000))}/>"),
    "namespaces on one tag": lambda: rss(f"<item {' '.join(NAMESPACE.format(n) for n in range(300_000))}/>"),
    "elements inside one another": lambda: rss(_of("<a>")),
    "elements": lambda: rss(_of("<a/>")),
    "an attribute": lambda: rss(f'<item><enclosure url="{_of("x")}"/></item>'),
    "ampersands": lambda: rss(f"<item><title>{_of('&')}</title></item>"),
    "references": lambda: rss(f"<item><title>{_of('&x;')}</title></item>"),
    "open tags": lambda: rss(f"<item><title>{_of('<')}</title></item>"),
    "comments without end": lambda: rss(_of("<!-- -- ")),
    "sections without end": lambda: rss(_of("<item><![CDATA[")),
    "values of JSON": lambda: f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{_of("1,")}',
    "tags beyond repair": lambda: (
        f'<rss xmlns:a=""><channel><item><a:b/>{_of("<b>x</b>", 1_000_000)}</item></channel></rss>'
    ),
    "categories beyond repair": lambda: (
        f'<rss xmlns:a=""><channel><item><a:b/>{"<category>a</category>" * 8_000}</item></channel></rss>'
    ),
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_no_flood_takes_more_than_two_seconds(flood: Callable[[], str]) -> None:
    """Five megabytes of one thing, well-formed or not, are read or refused within two seconds of computing."""
    body = flood().encode()
    started = time.process_time()
    quietly(body)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("inside", ['x=">"', "x='>'", 'x="\'>"', ""])
def test_attributes_are_counted_whatever_stands_in_them(inside: str) -> None:
    """A `>` inside a value does not hide the attributes behind it; `=` in a text counts for nothing."""
    with pytest.raises(Unreadable):
        parse(rss(f"<item {inside} {' '.join(MANY)}/>").encode(), ADDRESS)
    text = "=" * 100
    assert parse(rss(f"<item><title>{text}</title></item>").encode(), ADDRESS).entries[0].title.value == text
