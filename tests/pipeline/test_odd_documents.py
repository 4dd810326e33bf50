"""Documents that nobody in his right mind writes: each becomes the articles that it holds, or is refused with a reason.

What is made of them is harmless in any case.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from publisher.config.reading import parse_config
from publisher.model import Failed, Fetched, Reason, SourceState
from publisher.pipeline.extensions import extend
from publisher.pipeline.gathering import Desk, gather, read
from publisher.pipeline.harvest import GatherTask, Harvest
from publisher.store import open_store

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
CONFIG = parse_config(
    """
agencies: {wire: {name: The Wire, language: en, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
feeds: [{id: latest, title: Latest}]
""",
    "sources.yaml",
)
SPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:georss="http://www.georss.org/georss"'
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": ['
BYTES = random.Random(1).randbytes(50_000)
HARMFUL = re.compile(
    r"<script|javascript:|\bon\w+=|127\.0\.0\.1|10\.0\.0\.1|169\.254|/etc/passwd|[\x00-\x08\u202a-\u202e]"
)


def rss(items: str, head: str = "", declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    """Write a feed of RSS 2.0."""
    return f'{declaration}<rss version="2.0" {SPACES}><channel><title>Desk</title>{head}{items}</channel></rss>'


def item(title: str = "Ferry sinks", inside: str = "", guid: str = "1") -> str:
    """Write an item."""
    return f"<item><guid>{guid}</guid><title>{title}</title><link>https://a.example/{guid[:9]}</link>{inside}</item>"


def named(encoding: str) -> str:
    """Write an XML declaration."""
    return f'<?xml version="1.0" encoding="{encoding}"?>'


FERRY = ["Ferry sinks"]
READ: dict[str, tuple[str | bytes, list[str]]] = {
    "UTF-16": (rss(item("Fêrry"), declaration=named("utf-16")).encode("utf-16"), ["Fêrry"]),
    "UTF-16 without a mark": (rss(item("Fêrry"), declaration=named("utf-16")).encode("utf-16-le"), ["Fêrry"]),
    "UTF-16 behind a line": (("\n " + rss(item("Fêrry – sinks"))).encode("utf-16-le"), ["Fêrry – sinks"]),
    "UTF-16 behind a line, the other way": (("\n" + rss(item("Fêrry –"))).encode("utf-16-be"), ["Fêrry –"]),
    "UTF-32": (rss(item("Fêrry"), declaration=named("utf-32")).encode("utf-32"), ["Fêrry"]),
    "UTF-7": (rss(item("+AGE-x"), declaration=named("utf-7")), ["+AGE-x"]),
    "Latin-1 that is not declared": (rss(item("Fêrry"), declaration="").encode("latin-1"), ["Fêrry"]),
    "XML 1.1": (rss(item(), declaration='<?xml version="1.1"?>'), FERRY),
    "XML 2.0": (rss(item(), declaration='<?xml version="2.0" standalone="maybe"?>'), FERRY),
    "a DTD elsewhere": ('<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">' + rss(item("&eacute;"), "", ""), ["é"]),
    "XInclude": (
        rss(item(inside='<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')),
        FERRY,
    ),
    "a base that runs": (
        rss(
            item(inside="<description>&lt;a href='y'&gt;z&lt;/a&gt;</description>").replace(
                "<item>", '<item xml:base="javascript:alert(1)//">'
            )
        ),
        FERRY,
    ),
    "a base inside": (
        rss(
            '<item xml:base="http://10.0.0.1/"><title>Ferry sinks</title><link>x</link><description>'
            "&lt;img src='y.png'&gt;&lt;a href='z'&gt;z&lt;/a&gt;</description></item>"
        ),
        FERRY,
    ),
    "a base by default": (
        '<!DOCTYPE rss [<!ATTLIST item xml:base CDATA "http://10.0.0.1/">]>'
        + rss("<item><title>Ferry sinks</title><link>x</link></item>", "", ""),
        FERRY,
    ),
    "odd prefixes": (
        (
            '<q:feed xmlns:q="http://www.w3.org/2005/Atom"><q:entry><q:title type="html">Ferry &lt;b&gt;sinks&lt;/b&gt;'
            "</q:title></q:entry></q:feed>"
        ),
        FERRY,
    ),
    "no namespace": (rss(item()).replace("<channel>", '<channel xmlns="">'), FERRY),
    "sections apart": (rss(item("<![CDATA[Ferry]]> s<![CDATA[in]]>ks")), FERRY),
    "NUL": (rss(item("Fer\0ry si\0nks")), FERRY),
    "a mark in the middle": (rss(f"\ufeff{item()}"), FERRY),
    "two documents": (rss(item()) * 2, FERRY),
    "one that stops": (rss(item() + item("Budget", guid="2"))[:-50], FERRY),
    "an entry alone": ('<entry xmlns="http://www.w3.org/2005/Atom"><title>Ferry sinks</title></entry>', FERRY),
    "tombstones": (
        ATOM + "<at:deleted-entry ref='x'/>" * 20_000 + "<entry><title>Ferry sinks</title></entry></feed>",
        FERRY,
    ),
    "ids that run": (
        ATOM + "<entry><id>javascript:alert(1)</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'"
        ">Ferry sinks<script>alert(1)</script></div></title><link href='javascript:alert(1)'/></entry></feed>",
        FERRY,
    ),
    "content elsewhere": (
        ATOM + "<entry><title>Ferry sinks</title><content type='text/html' src='file:///etc/passwd'/></entry></feed>",
        FERRY,
    ),
    "many categories": (rss(item(inside="".join(f"<category>c{n}</category>" for n in range(20_000)))), FERRY),
    "many authors": (rss(item(inside="<author>a@b.example (A)</author>" * 20_000)), FERRY),
    "many enclosures": (
        rss(item(inside='<enclosure url="https://a.example/x.jpg" length="1e30" type="image/jpeg"/>' * 300)),
        FERRY,
    ),
    "media in media": (
        rss(
            item(
                inside="<media:group>" * 50
                + '<media:content url="https://a.example/a.jpg" height="-1"/>'
                + "</media:group>" * 50
            )
        ),
        FERRY,
    ),
    "a long guid": (rss(item(guid="g" * 500_000)), FERRY),
    "a long title": (rss(item("Ferry " * 500_000)), [" ".join(["Ferry"] * 50) + "…"]),
    "years of nobody": (
        rss(
            "".join(
                item(guid=str(year), inside=f"<pubDate>Thu, 31 Dec {year} 23:59:59 GMT</pubDate>")
                for year in ("9999", "0001", "99999", "-5")
            )
        ),
        FERRY * 4,
    ),
    "capitals": (rss(item()).upper().replace("UTF-8", "utf-8"), ["FERRY SINKS"]),
    "attributes without quotes": (rss(item(inside="<enclosure url=http://a.example/a.mp3 length=5 />")), FERRY),
    "an attribute twice": (rss(item(inside='<enclosure url="a" url="b"/>')), FERRY),
    "a warning before it": (f"<br />\n<b>Warning</b>: x in y.php\n{rss(item())}", FERRY),
    "a sheet that runs": ('<?xml-stylesheet href="javascript:alert(1)"?>' + rss(item(), "", ""), FERRY),
    "references to nothing": (
        rss(item("AT&T R&D &bogus; &#xD800; &#00000000065; &#x00000000042;")),
        ["AT&T R&D &bogus; \ufffd A B"],
    ),
    "letters that turn": (rss(item("\u202eFerry\u2066 sinks\u200b")), FERRY),
    "markup in the title": (rss(item("&lt;img src=x onerror=alert(1)&gt;Ferry sinks")), FERRY),
    "nothing in the title": (
        rss("<item><title>&#160;</title><description>The ferry sank off Manila.</description></item>"),
        ["The ferry sank off Manila"],
    ),
    "a place of nobody": (rss(item(inside="<georss:point>1e999 nan</georss:point>")), FERRY),
    "an area beyond all numbers": (
        rss(item(inside="<georss:polygon>1e308 5 1e308 6 1e308 7 1e999 8 -1e999 9</georss:polygon>")),
        FERRY,
    ),
    "a language of nobody": (
        rss(item(inside=f"<dc:language>{'x-' * 5000}</dc:language>"), "<language>../x</language>"),
        FERRY,
    ),
    "times of nobody": (
        rss(item(), "<ttl>1e308</ttl><skipHours><hour>99</hour></skipHours><skipDays><day>x</day></skipDays>"),
        FERRY,
    ),
    "JSON with a mark": (b"\xef\xbb\xbf" + f'{JSON}{{"title": "Ferry sinks"}}]}}'.encode(), FERRY),
    "JSON that goes on": (f'{JSON}{{"title": "Ferry sinks"}}]}}\n{{"x": 1}}', FERRY),
    "numbers of JSON": (
        f'{JSON}{{"id": 1e400, "title": "Ferry sinks"}}, {{"id": -0.0, "title": "Fire"}}]}}',
        ["Ferry sinks", "Fire"],
    ),
    "no numbers of JSON": (f'{JSON}{{"id": NaN, "title": "Ferry sinks", "date_published": Infinity}}]}}', FERRY),
    "a number without end": (
        (
            f'{JSON}{{"title": "Ferry sinks", "attachments": [{{"url": "a", "size_in_bytes": {"9" * 5000}}}]}}, '
            '{"title": "Fire"}]}'
        ),
        ["Ferry sinks", "Fire"],
    ),
    "escapes of nobody": (
        f'{JSON}{{"title": "Ferry\\\'s \\x41 \\\\n \\u12 sinks"}}, {{"title": "Fire"}}]}}',
        ["Ferry's \\x41 \\n \\u12 sinks", "Fire"],
    ),
    "commas too many": (
        f'{JSON}{{"title": "Ferry, ] sinks", "id": "a,}}\\",]", "tags": ["x",],}},\n {{"title": "Fire"}},\n]\n,}}',
        ["Ferry, ] sinks", "Fire"],
    ),
    "keys twice": (f'{JSON}{{"id": "1", "id": "2", "title": "a", "title": "Ferry sinks"}}]}}', FERRY),
    "halves of letters": (
        f'{JSON}{{"id": "\\ud800", "title": "Ferry \\udfffsinks", "content_html": "\\u0000"}}]}}',
        FERRY,
    ),
    "other types": (
        (
            f'{JSON}null, 1, [], {{"id": {{}}, "title": "Ferry sinks", "url": 5, "tags": "x", "authors": "me", '
            '"attachments": {"url": 1}, "image": []}]}'
        ),
        FERRY,
    ),
}
REFUSED: dict[str, tuple[str | bytes, Reason]] = {
    "a page to log in": ("<!DOCTYPE html><html><body><form>x</form></body></html>", Reason.NOT_A_FEED),
    "a page with a feed in it": ("<html><body>&lt;rss&gt;</body></html>", Reason.NOT_A_FEED),
    "a feed that is text": (rss(item()).replace("<", "&lt;"), Reason.NOT_A_FEED),
    "an error": ('{"error": "no"}', Reason.NOT_A_FEED),
    "items that are none": ('{"version": "https://jsonfeed.org/version/1.1", "items": {}}', Reason.NOT_A_FEED),
    "a list": ("[1, 2, 3]", Reason.NOT_A_FEED),
    "nothing but spaces": (" \n\t" * 1000, Reason.NOT_A_FEED),
    "noise": (BYTES, Reason.NOT_A_FEED),
    "a drawing": ('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', Reason.NOT_A_FEED),
    "depth": (rss("<a>" * 70 + "</a>" * 70), Reason.UNREADABLE),
    "two hundred thousand items": (rss("<item/>" * 200_001), Reason.UNREADABLE),
    "JSON in JSON": (JSON + "[" * 200_000, Reason.UNREADABLE),
    "entities in a circle": (
        '<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + rss("&a;", "", ""),
        Reason.UNREADABLE,
    ),
    "an entity elsewhere": (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("&x;", "", ""),
        Reason.UNREADABLE,
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give a desk with an empty store."""
    folder: Path = tmp_path_factory.mktemp("odd")
    store = open_store(f"sqlite:///{folder}/publisher.db")
    yield Desk(CONFIG, extend(CONFIG, folder), store)
    store.close()


def harvest(desk: Desk, document: str | bytes) -> Harvest:
    """Read a document, and make articles of it."""
    body = document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass")
    answer = Fetched(address="https://wire.example/rss", body=body)
    source = CONFIG.sources["wire"]
    task = GatherTask(source="wire", state=SourceState(source="wire"), answer=answer, now=NOW, chance=0.0)
    return gather(desk, source, task, read(answer, source))


@pytest.mark.parametrize(("document", "headlines"), READ.values(), ids=READ.keys())
def test_odd_but_read(desk: Desk, document: str | bytes, headlines: list[str]) -> None:
    """What can be made out is published, and none of it runs, opens a file or leads into a private network."""
    found = harvest(desk, document)
    assert [article.headline for article in found.articles] == headlines
    public = [
        (article.headline, article.url, article.summary, article.body, article.image) for article in found.articles
    ]
    assert not HARMFUL.search(msgspec.json.encode(public).decode())
    assert all(article.published <= NOW for article in found.articles)


@pytest.mark.parametrize(("document", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_odd_and_refused(desk: Desk, document: str | bytes, reason: Reason) -> None:
    """What is no feed, and what is no use, is a failure of the source with a reason in one line."""
    failure = harvest(desk, document).failure
    assert isinstance(failure, Failed)
    assert (failure.reason, "\n" in failure.detail) == (reason, False)
