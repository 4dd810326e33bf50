"""Floods: time grows with a document, never with its square, and no document costs more than two seconds."""

from __future__ import annotations

import contextlib
import string
from collections.abc import Callable

import pytest

from publisher.wire.parse import ParseError, parse, tree
from tests.world.doubling import cost_of, costs_less, is_linear

ADDRESS = "https://feeds.example/desk.xml"
MRSS = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:g="http://www.georss.org/georss"'
PICTURES = '<media:content url="https://a.example/a.jpg"/>' * 64
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": ['
BACKSLASH = "\\"
BEYOND = '<rss version="2.0" xmlns:a=""><channel><item><a:b/>'
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'


def rss(items: str) -> str:
    """Write a feed of RSS 2.0 with these items."""
    return f"{HEAD}><channel><title>Desk</title>{items}</channel></rss>"


def item(inside: str) -> str:
    """Write a feed with one item, of which nothing is malformed but what is given."""
    return rss(f"<item><title>t</title>{inside}</item>")


def seconds(body: bytes) -> float:
    """Measure the computing that it takes to read or refuse a document."""

    def read() -> None:
        with contextlib.suppress(ParseError):
            parse(body, ADDRESS)

    return cost_of(read)


LONG_BASE = "http://a.example/" + "a/" * 2000
GROWING: dict[str, Callable[[int], str]] = {
    "comments without end": lambda n: rss("<!--" * n),
    "CDATA without end": lambda n: rss("<item><![CDATA[" * n),
    "declarations without end": lambda n: rss("<!x[ " * n) + "&",
    "instructions without end": lambda n: rss("<?x " * n),
    "ampersands": lambda n: item(f"<title>{'&' * n}</title>"),
    "open tags": lambda n: item(f"<title>{'<' * n}</title>"),
    "ends without a start": lambda n: item("</a>" * n),
    "ends of sections": lambda n: item("]]>" * n),
    "quotes": lambda n: rss("<item><title a=" + "\"'" * n + ">x</title></item>"),
    "a name without end": lambda n: f"<rss><channel>&<{'a' * n}",
    "attributes of one name": lambda n: f"<rss><channel>&<a{' a' * n}>",
    "prefixes": lambda n: rss("".join(f"<a{m}:b/>" for m in range(n))),
    "prefixes of attributes": lambda n: item(' a:b="c"' * n + "&"),
    "entries in entries": lambda n: rss("<item>" * n),
    "names of entities": lambda n: item(f"<title>{'&abcdefgh' * n}</title>"),
    "controls": lambda n: item(f"<title>{chr(0x92) * n} & </title>"),
    "nulls": lambda n: item(f"<title>{chr(0) * n} & </title>"),
    "references of Windows": lambda n: item(f"<title>{'&#146;' * n}</title>"),
    "zeros of a reference": lambda n: item(f"<title>&#{'0' * n}146;</title>"),
    "tags as text": lambda n: item(f"<description>{'&lt;p ' * n}</description>"),
    "tags nobody knows": lambda n: item(f"<description><![CDATA[{'<zz>' * n}]]></description>"),
    "an author": lambda n: rss("<item><author>" + "a@" * n + "(</author></item>&"),
    "brackets": lambda n: "<!DOCTYPE rss [" + "] " * n + rss("&"),
    "attributes of a DOCTYPE": lambda n: "<!DOCTYPE r [" + "".join(f"<!ATTLIST a b{m} CDATA ''>" for m in range(n)),
    "whitespace in a tag": lambda n: rss("<item><title" + " a" + " " * n + ">x</title>&</item>"),
    "a long text": lambda n: rss("<item><title>" + string.ascii_letters * n + " & </title></item>"),
    "steps of an address": lambda n: item(f"<link>{'../' * n}</link>"),
    "a long page": lambda n: rss(f"<link>{LONG_BASE}{'a/' * n}</link>" + "<item><link>x</link></item>" * (n // 20)),
    "elements side by side": lambda n: item("<a></a>" * n),
    "elements that rise and fall": lambda n: item(f"{'<a>' * 50}{'</a>' * 50}" * (n // 40)),
    "sections": lambda n: item("<![CDATA[x]]>" * n),
    "comments": lambda n: item("<!--x-->" * n),
    "sections in comments": lambda n: item("<!--<![CDATA[-->" * n),
    "spaces of JSON": lambda n: f'{{"version": "https://jsonfeed.org/version/1.1",{" " * n}"items":[',
    "items of JSON": lambda n: f"{JSON}{'{},' * n}",
    "items of JSON without commas": lambda n: f"{JSON}{'{}' * n}",
    "members of JSON without commas": lambda n: JSON.removesuffix('"items": [') + '"a":1' * n,
    "quotes in a string of JSON that is cut": lambda n: JSON + '{"title":"' + '\\"' * n,
    "text encoded twice": lambda n: item(f"<description>{'â€™ ' * n}</description>"),
    "plain references beside a bare sign": lambda n: item(f"<description>{'&lt;p&gt;' * n} & </description>"),
}


@pytest.mark.parametrize("grow", GROWING.values(), ids=GROWING.keys())
def test_four_times_the_document_takes_about_four_times_the_time(grow: Callable[[int], str]) -> None:
    """What is quadratic elsewhere is linear here: doubling a document twice takes less than nine times."""
    small, large = grow(4_000).encode(), grow(16_000).encode()
    assert is_linear(lambda: seconds(small), lambda: seconds(large))


def flood(unit: str, size: int) -> str:
    """Repeat a unit up to so many characters."""
    return unit * (size // len(unit))


ATTRIBUTE, NAMESPACE = 'a{}="1"', 'xmlns:a{}="u"'
ENTITY, DEFAULT = '<!ENTITY a "b">', '<!ATTLIST a b{} CDATA "">'
FLOODS: dict[str, Callable[[int], str]] = {
    "attributes": lambda n: rss(f"<item {' '.join(ATTRIBUTE.format(m) for m in range(n // 10))}/>"),
    "namespaces": lambda n: rss(f"<item {' '.join(NAMESPACE.format(m) for m in range(n // 15))}/>"),
    "namespaces everywhere": lambda n: rss(f"<item {' '.join(NAMESPACE.format(m) for m in range(60))}/>" * (n // 1000)),
    "depth": lambda n: rss(flood("<a>", n)),
    "elements": lambda n: rss(flood("<a/>", n)),
    "bases": lambda n: rss(flood('<item xml:base="a/" xml:lang="de"><link xml:base="b/">c</link></item>', n)),
    "categories": lambda n: item(flood("<category>a</category>", n)),
    "authors": lambda n: item("".join(f"<author>a@b.c (n{m})</author>" for m in range(min(n // 30, 190_000)))),
    "an attribute": lambda n: item(f'<enclosure url="{flood("x", n)}"/>'),
    "ampersands": lambda n: item(f"<title>{flood('&', n)}</title>"),
    "references": lambda n: item(f"<title>{flood('&x;', n)}</title>"),
    "references of Windows": lambda n: item(f"<title>{flood('&#146;', n)}</title>"),
    "controls": lambda n: item(f"<title>{flood(chr(0x92), n // 2)} &</title>"),
    "open tags": lambda n: item(f"<title>{flood('<', n)}</title>"),
    "ends": lambda n: item(flood("</a>", n)),
    "tags as text": lambda n: item(f"<description><![CDATA[{flood('<p ', n)}]]></description>"),
    "comments": lambda n: rss(flood("<!-- -- ", n)),
    "signs in a section": lambda n: item(f"<description><![CDATA[{flood('<', n)}]]></description>"),
    "tags without end in texts": lambda n: rss(
        flood(f"<item><description>{'&lt;p ' * 2900}</description></item>", max(n, 15_000))
    ),
    "sections": lambda n: rss(flood("<item><![CDATA[", n)),
    "instructions": lambda n: rss(flood("<?a b?>", n)),
    "declared entities": lambda n: f"<!DOCTYPE r [{flood(ENTITY, n)}]>{rss('&a;')[38:]}",
    "declared attributes": lambda n: (
        f"<!DOCTYPE r [{''.join(DEFAULT.format(m) for m in range(n // 30))}]>{rss('')[38:]}"
    ),
    "words": lambda n: item(f"<description>{flood('lorem ipsum ', n)} & </description>"),
    "values of JSON": lambda n: JSON + flood("1,", n),
    "texts of JSON": lambda n: JSON + flood('"a",', n),
    "objects of JSON": lambda n: JSON + flood('{"id":"1"},', n) + "{}]}",
    "nests of JSON": lambda n: JSON + flood('{"a":[', n),
    "digits of JSON": lambda n: f'{JSON}{{"id": {flood("1", n)}}}]}}',
    "escapes of JSON": lambda n: f'{JSON}{{"id": "{flood(BACKSLASH + "x", n // 2)}{flood(BACKSLASH * 2, n // 2)}"}}]}}',
    "beyond repair": lambda n: f"{BEYOND}{flood('<b>x</b>', n)}</item></channel></rss>",
    "references beyond repair": lambda n: f"{BEYOND}<title>{flood('&amp;', n)}</title></item></channel></rss>",
    "enclosures": lambda n: item("".join(f'<enclosure url="../a{m}"/>' for m in range(n // 25))),
    "categories of pictures": lambda n: item(PICTURES + flood("<media:category/>", n)).replace("<rss", f"<rss {MRSS}"),
    "pictures without a title": lambda n: item(PICTURES + flood("<media:title/>", n)).replace("<rss", f"<rss {MRSS}"),
    "places": lambda n: item(flood("<g:point>1 2</g:point>", n)).replace("<rss", f"<rss {MRSS}"),
    "areas": lambda n: rss(f"<item><g:polygon>{'1 2 ' * 2500}</g:polygon></item>" * (n // 10_000)).replace(
        "<rss", f"<rss {MRSS}"
    ),
    "places in places": lambda n: item(
        f"<g:where>{'<p:pos>' * 55}{flood('1 2 ', n)}{'</p:pos>' * 55}</g:where>"
    ).replace("<rss", f'<rss xmlns:p="http://www.opengis.net/gml" {MRSS}'),
    "files of JSON": lambda n: JSON + '{"attachments":[' + flood('{"url":"../a"},', n) + "{}]}]}",
    "people of JSON": lambda n: JSON + '{"authors":[' + flood('{"url":"../a"},', n) + "{}]}]}",
    "items of JSON without commas": lambda n: JSON + flood("{}", n),
    "labels beyond repair": lambda n: BEYOND + flood("<category>a</category>", min(n, 150_000)),
}


@pytest.mark.parametrize(
    ("size", "limit"),
    [(250_000, 2.0), *(pytest.param(n, 2.0, marks=pytest.mark.soak) for n in (1_000_000, 5_000_000, 15_000_000))],
)
@pytest.mark.parametrize("write", FLOODS.values(), ids=FLOODS.keys())
def test_no_flood_takes_more_than_two_seconds(write: Callable[[int], str], size: int, limit: float) -> None:
    """Megabytes of one thing, well-formed or not, are read or refused within two seconds of computing."""
    body = write(size).encode()[:15_000_000]
    assert costs_less(limit, lambda: seconds(body))


def test_what_one_entry_lists_without_end_is_bounded() -> None:
    """Labels, files, people and places of one entry are looked at up to a number; the entry is read."""
    lists = "".join(
        f"<category>c{n}</category><enclosure url='https://a.example/{n}'/><g:point>1 {n / 10}</g:point>"
        for n in range(1_000)
    )
    entry = parse(item(lists).replace("<rss", f"<rss {MRSS}").encode(), ADDRESS).entries[0]
    assert (len(entry.categories), len(entry.enclosures), len(entry.points)) == (256, 32, 64)
    written = ",".join(f'"{n}"' for n in range(1_000))
    files = ",".join(f'{{"url": "https://a.example/{n}"}}' for n in range(1_000))
    body = f'{JSON}{{"id": "1", "tags": [{written}], "authors": [{written}], "attachments": [{files}]}}]}}'
    entry = parse(body.encode(), ADDRESS).entries[0]
    assert (len(entry.categories), len(entry.enclosures), len(entry.authors)) == (256, 32, 32)


def test_the_coordinates_of_one_document_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its first entries draw areas without end, the others are read without a place."""
    monkeypatch.setattr(tree, "_MOST_COORDINATES", 20)
    items = "<item><title>a</title><g:polygon>1 2 3 4 5 6 1 2</g:polygon></item>" * 4
    entries = parse(rss(items).replace("<rss", f"<rss {MRSS}").encode(), ADDRESS).entries
    assert [len(entry.points) for entry in entries] == [1, 1, 0, 0]


def test_the_number_of_an_hour_may_be_of_any_length() -> None:
    """Figures without end are no hour, and no fault of the document."""
    hours = f"<skipHours><hour>{'0' * 5_000}</hour><hour>07</hour></skipHours>"
    assert parse(rss(hours).encode(), ADDRESS).hints.skip_hours == {7}


def numbered(count: int, length: int) -> str:
    """Write many ordinary items, the newest in the middle."""
    return "".join(
        f"<item><title>Item {n}</title><link>https://a.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>{1 + n % 28:02} Apr {2025 if 0 <= n - count // 2 < 500 else 2020} 02:00:00 GMT</pubDate>"
        f"<description>{'lorem &lt;p&gt; ' * length}</description></item>"
        for n in range(count)
    )


@pytest.mark.soak
@pytest.mark.parametrize("fault", ["", " & "])
def test_a_large_feed_is_read_and_its_newest_items_are_kept(fault: str) -> None:
    """15 MB of RSS with 10,000 items, even with a bare `&`, are read; the newest by date are among the kept."""
    body = rss(numbered(10_000, 85) + fault).encode()
    assert 13_000_000 < len(body) < 16_000_000
    found = parse(body, ADDRESS)
    assert len(found.entries) == 1000
    assert {f"Item {n}" for n in range(5000, 5500)} <= {entry.title.value for entry in found.entries}
    assert any("9000 of 10000 entries were dropped" in fault for fault in found.faults)


def test_commas_in_the_texts_of_json_are_no_values() -> None:
    """A JSON Feed of 5 MB whose texts hold a million commas is read; the limit counts values."""
    text = 'one, two, \\\\ \\"three, ' * 110
    items = ",".join(f'{{"id": "{n}", "content_text": "{text}", "tags": ["a", "b"]}}' for n in range(2000))
    body = f"{JSON}{items}]}}"
    assert body.count(",") > 500_000
    found = parse(body.encode(), ADDRESS)
    assert len(found.entries) == 1000
    assert "1000 of 2000 entries" in found.faults[0]
