"""The reader beside feedparser (its sanitizer and resolver off): the same entries, or a rule why ours is right.

Every rule below is one argued improvement; a difference that no rule explains fails. Over all 588 recorded feeds and
feedparser's own suite every difference has its rule.
A tenth of the recorded feeds is read daily, all of them nightly; the suite where FEEDPARSER_TESTS names its folder.
"""

from __future__ import annotations

import calendar
import csv
import html
import io
import os
import re
import warnings
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import feedparser
import pytest

from publisher.desk.dates import instant
from publisher.model import Document, Entry
from publisher.wire.parse import ParseError, parse

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
SUITE = Path(os.environ.get("FEEDPARSER_TESTS", "/nonexistent"))
EVERY = 10
TAG = re.compile(r"<[^<>]*>")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MISTAKEN = re.compile("[\u00c2\u00c3\u00d0\u00d1\u00e2](?:[\u0080-\u00bf\u0152-\u0178\u02c6-\u20ac\u2122 ]|$)")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
MAIL = re.compile(r"\s*\S+@\S+|\S*\(\S+@.*")
FOREIGN = r"(?:media|itunes|yandex|googleplay):[\w-]+"  # elements of podcasts, pictures and portals
DATES = r"(?:[\w-]+:)?(?:date|created|issued|pubDate|published|updated|modified|lastBuildDate)"
Theirs: TypeAlias = feedparser.FeedParserDict


@dataclass(frozen=True)
class Difference:
    """What the two read at one place of an entry, and the document it stands in."""

    ours: str
    theirs: str
    entry: Entry
    other: Theirs
    body: bytes


def words(text: str | None) -> str:
    """Reduce a text to its words, whatever the markup."""
    return " ".join(html.unescape(TAG.sub("", html.unescape(text or ""))).split())


def said(record: Theirs, key: str) -> str:
    """Return what feedparser read for a key, not what it puts in the place of another."""
    return str(record.get(key) or "") if key in set(record.keys()) else ""


def content(record: Theirs) -> str:
    """Return the first content."""
    return next((str(one.get("value") or "") for one in record.get("content") or ()), "")


@lru_cache(maxsize=2)
def written(body: bytes) -> str:
    """Return a document as text, in the encoding that it declares."""
    declared = re.search(rb"""<\?xml[^>]{0,99}encoding=["']([\w-]+)""", body[:300])
    return body.decode(declared[1].decode() if declared else "utf-8", "replace")


@lru_cache(maxsize=16)
def inside(body: bytes, names: str) -> frozenset[str]:
    """Return the words of all elements of a document with these names, a regular expression."""
    elements = re.findall(rf"(?=<({names})(?:\s[^>]*)?>(.*?)</\1\s*>)", written(body), re.DOTALL | re.IGNORECASE)
    texts = (words(CDATA.sub(lambda found: html.escape(found[1]), text)) for _, text in elements)
    return frozenset(form for text in texts for form in (text, html.unescape(text)))


@lru_cache(maxsize=16)
def moments(body: bytes, names: str = DATES) -> frozenset[str]:
    """Return the moments of all dates of a document."""
    return frozenset(moment(text) for text in inside(body, names))


def bones(text: str) -> str:
    """Return the letters of a text that no mistaken encoding changes."""
    return re.sub(r"[^!-~]", "", text)


def among(text: str, texts: AbstractSet[str]) -> bool:
    """Whether a text is one of several, but for letters of a mistaken encoding."""
    return text in texts or (len(bones(text)) > 20 and any(bones(text) == bones(each) for each in texts))


def twice(one: Difference) -> bool:
    """Decode a document twice as a whole that was encoded twice; feedparser tries each text, by Latin-1 only."""
    is_mistaken = bool(MISTAKEN.search(one.theirs)) and not MISTAKEN.search(one.ours)
    return is_mistaken and bones(one.ours) == bones(one.theirs)


def control(one: Difference) -> bool:
    """Read a control character as Windows-1252 means it, and leave out others; feedparser keeps or decodes them."""
    if one.ours.encode("cp1252", "ignore") == one.theirs.encode("utf-8", "ignore"):
        return True
    read = CONTROL.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), one.theirs)
    return " ".join(CONTROL.sub("", read).split()) == one.ours


def raw_id(one: Difference) -> bool:
    """Ids are raw; feedparser makes addresses of them, which depend on where the feed was fetched, or drops them."""
    return one.theirs.endswith(one.ours) or one.theirs.lower() == one.ours.lower() or not one.theirs


def first_counts(one: Difference) -> bool:
    """Of two updates or dates of one entry the first counts, for feedparser the last."""
    return {one.ours, one.theirs} <= moments(one.body)


def nested(one: Difference) -> bool:
    """Leave out what stands inside a category or an image; feedparser takes it for the entry's own."""
    return not one.ours and any(one.theirs in text for text in inside(one.body, f"image|category|{FOREIGN}"))


def permalink(one: Difference) -> bool:
    """Take an id for a link only where it is an address; rdf:about or an enclosure where there is no other."""
    return not one.ours.startswith("http") or not one.theirs


def href_missing(one: Difference) -> bool:
    """Pass over a link without href; feedparser takes the next one's, whatever its relation."""
    links = one.other.get("links") or ()
    return b"<link" in one.body and not any(
        link.get("href") == one.theirs and link.get("rel") == "alternate" for link in links
    )


def relative(one: Difference) -> bool:
    """Relative links start at the feed's own page; feedparser's at the address of the copy or an old base."""
    return one.ours.rpartition("/")[2] == one.theirs.rpartition("/")[2]


def escaped(one: Difference) -> bool:
    """Keep an address as written; feedparser takes escapes off twice."""
    return html.unescape(one.ours) == html.unescape(one.theirs)


def copied(one: Difference) -> bool:
    """Leave an absent summary absent; feedparser puts the content or a podcast's or picture's text in its place."""
    copies = {words(content(one.other)), words(str(one.other.get("subtitle") or ""))}
    return among(one.theirs, copies | inside(one.body, FOREIGN))


def specific(one: Difference) -> bool:
    """content:encoded and yandex:full-text are content; a podcast's text, a picture's and the summary are none."""
    if one.ours in inside(one.body, "content:encoded|content|yandex:full-text"):
        return True
    return among(one.theirs, inside(one.body, f"summary|{FOREIGN}") | {words(one.entry.summary.value)})


def made(one: Difference) -> bool:
    """Take a lone dc:date or atom:created for when an item was made, too."""
    return not one.theirs and one.ours in moments(one.body)


def no_update(one: Difference) -> bool:
    """Take a dc:date beside a pubDate for no update, and the feed's own is not its items'."""
    return not one.ours and one.theirs in moments(one.body)


def zone(one: Difference) -> bool:
    """Names of zones such as IST are read as they are meant, and dates written day first; feedparser guesses."""
    return bool(re.search(r"[A-Z]{3,4}$|^\d\d[-/.]", one.entry.created or one.entry.updated))


def inherited(one: Difference) -> bool:
    """Inherit the authors of its source or feed (RFC 4287, 4.2.1); feedparser leaves it without any."""
    return not one.theirs.strip("|")


def each_once(one: Difference) -> bool:
    """Each author once, in the order of their elements, without the podcast's; addresses of mail are cut off whole."""
    ours, podcast = one.ours.split("|"), inside(one.body, r"itunes:\w+")
    others = {name for name in one.theirs.split("|") if name and name not in podcast}
    return bool(one.ours) and (all(MAIL.sub("", name) in one.theirs for name in ours) or others <= set(ours))


def nobody(one: Difference) -> bool:
    """Leave out an author without a name, an address or a page, and one that is a piece of a page."""
    return not one.ours and (not one.theirs.strip("|") or one.theirs.startswith("<"))


Rule = Callable[[Difference], bool]
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "id": (raw_id,),
    "link": (permalink, href_missing, relative, escaped),
    "title": (twice, control, nested),
    "summary": (twice, control, copied),
    "content": (twice, control, specific),
    "created": (made, zone),
    "updated": (no_update, first_counts, made, zone),
    "authors": (inherited, nobody, each_once, twice),
}


def moment(written: str) -> str:
    """Reduce a date to its moment where it can be read."""
    found = instant(written)
    return found.replace(microsecond=0).isoformat() if found else written


def parsed(record: Theirs, key: str) -> str:
    """Return feedparser's moment of a date, or the date as written."""
    found = record.get(f"{key}_parsed") if f"{key}_parsed" in set(record.keys()) else None
    try:
        return datetime.fromtimestamp(calendar.timegm(found), UTC).isoformat() if found else said(record, key)
    except ValueError:
        return said(record, key)


def fields(entry: Entry, theirs: Theirs) -> dict[str, tuple[str, str]]:
    """Pair what both read."""
    names = [" ".join((one.name or one.email or one.uri).split()) for one in entry.authors]
    others = [
        " ".join(str(one.get("name") or one.get("email") or one.get("href") or "").split())
        for one in theirs.get("authors") or ()
    ]
    return {
        "id": (entry.guid, str(theirs.get("id") or "")),
        "link": (entry.link, str(theirs.get("link") or "")),
        "title": (words(entry.title.value), words(str(theirs.get("title") or ""))),
        "summary": (words(entry.summary.value), words(str(theirs.get("summary") or ""))),
        "content": (words(entry.content.value), words(content(theirs))),
        "created": (moment(entry.created), parsed(theirs, "published")),
        "updated": (moment(entry.updated), parsed(theirs, "updated")),
        "authors": ("|".join(names), "|".join(others)),
    }


def first_difference(ours: str, theirs: str) -> str:
    """Show two texts from where they part."""
    same = next((n for n, (one, two) in enumerate(zip(ours, theirs, strict=False)) if one != two), len(ours))
    return f"{ours[max(0, same - 10) : same + 60]!r} {theirs[max(0, same - 10) : same + 60]!r}"


def unexplained(entry: Entry, theirs: Theirs, body: bytes) -> list[str]:
    """Name the differences of one entry that no rule explains."""
    return [
        f"{name}: {first_difference(ours, other)}"
        for name, (ours, other) in fields(entry, theirs).items()
        if ours != other and not any(rule(Difference(ours, other, entry, theirs, body)) for rule in RULES[name])
    ]


def other(body: bytes, address: str, kind: str) -> Theirs:
    """Read a document with feedparser alone."""
    headers = {"content-location": address, "content-type": kind}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )


def compare(ours: Document, theirs: Theirs, body: bytes) -> list[str]:
    """Name what no rule explains between two readings of a document."""
    found = [line for pair in zip(ours.entries, theirs.entries, strict=False) for line in unexplained(*pair, body)]
    if len(ours.entries) != len(theirs.entries) and not ours.partial:
        found.append(f"count {len(ours.entries)} {len(theirs.entries)}")
    return found


FILES = {
    "b-hatena-ne-jp-bookmarks-f16ed4f9.xml": "a control character at the end of a title, as Windows-1252 means it",
    "item_summary_and_description.xml": "the description is RSS's own, whatever stands beside it",
    "www-userscape-com-ian-landsman-s-weblog-v2-0-39fdd3d1.xml": "one wrong byte in what says UTF-8 is damage",
    "shiftjis.xml": "Shift_JIS that says nothing of it: neither reads it",
    "example.json": "feedparser reads JSON by its media type alone",
    "nohost-title-a55c081a.xml": "a program's listing with two feeds in it: the first is read, feedparser mixes them",
    "www-aif-ru-3b5bdff1.xml": "related items inside its items; feedparser takes the last one's link for the item's",
    "www-aif-ru-fc2f400e.xml": "related items inside its items; feedparser takes the last one's link for the item's",
    "www-fda-gov-drug-recalls-6cd3b9d6.xml": "dates of its own making, which feedparser does not read",
    "onefoottsunami-com-one-foot-tsunami-92261c38.xml": "two links of an entry: the page's comes before the service's",
} | dict.fromkeys(
    [f"www-github-com-{sign}.xml" for sign in ("030b8a15", "54fc2e08", "bff001c8", "ee62519e")],
    "a test of elements twice in an item: the first counts, for feedparser the last",
)


def recorded() -> list[object]:
    """Name the recorded feeds and their addresses: every tenth, and the others nightly."""
    if not (DATA / "feeds_index.csv").exists():
        return []
    with (DATA / "feeds_index.csv").open(encoding="utf-8", newline="") as index:
        rows = sorted(csv.DictReader(index), key=lambda row: row["file"])
    return [
        pytest.param(
            row["file"], row["self_url"], marks=[pytest.mark.soak] if place % EVERY else [], id=row["file"][-50:]
        )
        for place, row in enumerate(rows)
    ]


@pytest.mark.skipif(not recorded(), reason="the recorded feeds (../shared/data) are not here")
@pytest.mark.parametrize(("file", "written"), recorded())
def test_a_recorded_feed_is_read_as_feedparser_reads_it(file: str, written: str) -> None:
    """Ids, titles, links, texts, dates and authors agree with feedparser's, but for the rules above."""
    body = (DATA / file).read_bytes()
    address = written if written.startswith("http") else "http://feeds.invalid/feed"
    found = compare(parse(body, address), other(body, address, "application/xml"), body)
    assert not found or Path(file).name in FILES, found[:5]


@pytest.mark.soak
@pytest.mark.skipif(not SUITE.exists(), reason="FEEDPARSER_TESTS does not name the folder of feedparser's tests")
def test_the_suite_of_feedparser_is_read_as_feedparser_reads_it() -> None:
    """Each document of its suite gives the same entries, but for the rules above."""
    wrong = {}
    for path in sorted(one for one in SUITE.rglob("*") if one.suffix in {".xml", ".json"}):
        body, address = path.read_bytes(), f"http://127.0.0.1:8097/{path.relative_to(SUITE)}"
        theirs = other(body, address, "application/json" if path.suffix == ".json" else "application/xml")
        try:
            found = compare(parse(body, address), theirs, body)
        except ParseError as error:
            found = [str(error)] if theirs.entries else []
        if found and path.name not in FILES:
            wrong[path.name] = found
    assert not wrong
