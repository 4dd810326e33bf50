"""Generated documents of the recorded feeds' shape: RSS 2.0, Atom, RDF and JSON Feed, always the same bytes.

    documents ─ report by report (stories.py) ─▶ one of four formats ─▶ bytes

The mean is 33 entries and 60 kB. The second edition of one feed in ten has an entry or two more; now and then an older
headline is another one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape
from typing import Final

from benchmarks.stories import BEGAN, Report, corrected, language_of, report

SIZES: Final = (10, 15, 30, 10, 25, 50, 20, 15, 100, 50)  # entries
FIRST, SECOND = 0, 1  # editions
CHANGED: Final = 10  # one feed in so many has a second edition
_NAMESPACES: Final = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def document(feed: int, edition: int = FIRST) -> bytes:
    """Return a feed as it stands in an edition."""
    write = _WRITERS[feed % len(_WRITERS)]
    return write(feed, reports(feed, edition)).encode()


def media_type(feed: int) -> str:
    """Return the Content-Type that a feed is served with."""
    return _TYPES[_WRITERS[feed % len(_WRITERS)]]


def documents(count: int) -> list[bytes]:
    """Return the first editions of the first feeds."""
    return [document(feed) for feed in range(count)]


def reports(feed: int, edition: int = FIRST) -> list[Report]:
    """Return the reports of a feed in an edition, the newest first."""
    size = SIZES[feed % len(SIZES)]
    changed = edition == SECOND and feed % CHANGED == 0
    newest = 1000 + (1 + feed // CHANGED % 2 if changed else 0)
    told = [report(feed, number) for number in range(newest, newest - size, -1)]
    if changed and feed // CHANGED % 3 == 0:
        told[5] = corrected(told[5])
    return told


def _rss(feed: int, told: Sequence[Report]) -> str:
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {_NAMESPACES}>\n<channel>\n'
        f"<title>Agency {feed}</title>\n<link>https://agency-{feed}.invalid/</link>\n"
        f"<description>News of agency {feed}</description>\n<language>{language_of(feed)}</language>\n"
        f"<lastBuildDate>{format_datetime(BEGAN)}</lastBuildDate>\n<ttl>15</ttl>\n"
    )
    return head + "".join(_item(one, cdata=feed % 2 == 0) for one in told) + "</channel>\n</rss>\n"


def _item(one: Report, *, cdata: bool) -> str:
    labels = "".join(f"<category>{escape(label)}</category>\n" for label in one.labels)
    return (
        f"<item>\n<title>{escape(one.title)}</title>\n<link>{escape(one.link)}</link>\n"
        f'<guid isPermaLink="true">{one.guid}</guid>\n<pubDate>{format_datetime(one.published)}</pubDate>\n'
        f"<description>{_html(one.summary, cdata=cdata)}</description>\n"
        f"{labels}{_creator(one)}{_encoded(one, cdata=cdata)}{_picture(one)}</item>\n"
    )


def _atom(feed: int, told: Sequence[Report]) -> str:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language_of(feed)}">\n'
        f"<id>tag:agency-{feed}.invalid,2026:feed</id>\n<title>Agency {feed}</title>\n"
        f"<updated>{BEGAN.isoformat()}</updated>\n"
        f'<link rel="self" href="https://agency-{feed}.invalid/atom"/>\n<link href="https://agency-{feed}.invalid/"/>\n'
    )
    return head + "".join(map(_entry, told)) + "</feed>\n"


def _entry(one: Report) -> str:
    labels = "".join(f'<category term="{escape(label)}"/>\n' for label in one.labels)
    author = f"<author><name>{escape(one.author)}</name></author>\n" if one.author else ""
    content = f'<content type="html">{escape(one.content)}</content>\n' if one.content else ""
    return (
        f'<entry>\n<id>{one.guid}</id>\n<title>{escape(one.title)}</title>\n<link href="{escape(one.link)}"/>\n'
        f"<published>{one.published.isoformat()}</published>\n<updated>{one.published.isoformat()}</updated>\n"
        f'<summary type="{"html" if one.marked else "text"}">{escape(one.summary)}</summary>\n'
        f"{labels}{author}{content}</entry>\n"
    )


def _rdf(feed: int, told: Sequence[Report]) -> str:
    site = f"https://agency-{feed}.invalid"
    places = "".join(f'<rdf:li rdf:resource="{one.guid}"/>\n' for one in told)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {_NAMESPACES}>\n<channel rdf:about="{site}/rdf">\n'
        f"<title>Agency {feed}</title>\n<link>{site}/</link>\n<description>News of agency {feed}</description>\n"
        f"<dc:language>{language_of(feed)}</dc:language>\n<items><rdf:Seq>\n{places}</rdf:Seq></items>\n</channel>\n"
    )
    return head + "".join(map(_rdf_item, told)) + "</rdf:RDF>\n"


def _rdf_item(one: Report) -> str:
    labels = "".join(f"<dc:subject>{escape(label)}</dc:subject>\n" for label in one.labels)
    return (
        f'<item rdf:about="{one.guid}">\n<title>{escape(one.title)}</title>\n<link>{escape(one.link)}</link>\n'
        f"<description>{escape(one.summary)}</description>\n<dc:date>{one.published.isoformat()}</dc:date>\n"
        f"{labels}{_creator(one)}{_encoded(one, cdata=True)}</item>\n"
    )


def _json(feed: int, told: Sequence[Report]) -> str:
    head = {"version": "https://jsonfeed.org/version/1.1", "title": f"Agency {feed}", "language": language_of(feed)}
    return json.dumps(
        {**head, "home_page_url": f"https://agency-{feed}.invalid/", "items": [_record(one) for one in told]}
    )


def _record(one: Report) -> dict[str, object]:
    return {
        "id": one.guid,
        "url": one.link,
        "title": one.title,
        "summary": "" if one.marked else one.summary,
        "content_html": one.content or one.summary,
        "date_published": one.published.isoformat(),
        "authors": [{"name": one.author}] if one.author else [],
        "tags": list(one.labels),
        **({"image": one.picture} if one.picture else {}),
    }


def _html(text: str, *, cdata: bool) -> str:
    return f"<![CDATA[{text}]]>" if cdata and text else escape(text)


def _encoded(one: Report, *, cdata: bool) -> str:
    return f"<content:encoded>{_html(one.content, cdata=cdata)}</content:encoded>\n" if one.content else ""


def _creator(one: Report) -> str:
    return f"<dc:creator>{escape(one.author)}</dc:creator>\n" if one.author else ""


def _picture(one: Report) -> str:
    return f'<media:content url="{one.picture}" medium="image" width="1200" height="675"/>\n' if one.picture else ""


# Formats as they are frequent among the recorded feeds.
_WRITERS: Final[tuple[Callable[[int, Sequence[Report]], str], ...]] = (
    _rss, _atom, _rss, _rss, _rss, _atom, _rss, _rdf, _rss, _rss, _atom, _rss, _json, _rss, _rss, _atom, _rss,
)  # fmt: skip
_TYPES: Final[dict[Callable[[int, Sequence[Report]], str], str]] = {
    _rss: "application/rss+xml; charset=utf-8",
    _atom: "application/atom+xml; charset=utf-8",
    _rdf: "text/xml",
    _json: "application/feed+json",
}
