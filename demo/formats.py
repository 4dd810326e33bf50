"""How the invented agencies write: each in a format of its own, one of them carelessly."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from demo.script import Agency, Report
from publisher.model.country import country_name

Render = Callable[[Agency, Sequence[Report], str], str]

COUNTRIES: Final = "http://cvx.iptc.org/iso3166-1a2/"


def _link(report: Report, origin: str) -> str:
    name = report.guid.rsplit("/", 1)[-1].rsplit(":", 1)[-1] or f"{report.created:%Y%m%d%H%M%S}"
    return f"{origin}/{report.agency}/{name}.html?utm_source=rss"


def _live(reports: Sequence[Report]) -> list[Report]:
    return [report for report in reports if not report.withdrawn]


def _date_rfc822(report: Report, _agency: Agency) -> str:
    return format_datetime(report.created, usegmt=True)


def _date_ist(report: Report, agency: Agency) -> str:
    """As the site that the project grew from writes it: day first, and a zone name that three countries share."""
    return f"{report.created.astimezone(ZoneInfo(agency.timezone)):%d-%m-%Y %H:%M} IST"


def _date_local(report: Report, agency: Agency) -> str:
    """Write a date without a zone: only the agency's home tells what it means."""
    return f"{report.created.astimezone(ZoneInfo(agency.timezone)):%a, %d %b %Y %H:%M:%S}"


def _rss_items(
    agency: Agency,
    reports: Sequence[Report],
    origin: str,
    *,
    date: Callable[[Report, Agency], str] = _date_rfc822,
    guid: bool = True,
    quote: Callable[[str], str] = escape,
) -> str:
    items = []
    for report in _live(reports):
        identity = f'<guid isPermaLink="false">{escape(report.guid)}</guid>' if guid else ""
        picture = (
            f'<media:content url="{origin}/static/{report.image}" type="image/png" medium="image" width="640" '
            'height="360">'
            f"<media:description>{escape(report.image_note)}</media:description></media:content>"
            if report.image
            else ""
        )
        body = f"<content:encoded>{escape(report.body)}</content:encoded>" if report.body else ""
        items.append(
            f"<item><title>{quote(report.headline)}</title><link>{_link(report, origin)}</link>{identity}"
            f"<description>{quote(report.summary)}</description>{body}<pubDate>{date(report, agency)}</pubDate>"
            f"<dc:creator>{escape(agency.desk)}</dc:creator><category>{quote(report.section)}</category>"
            f'<category domain="{COUNTRIES}">{report.country}</category>{picture}</item>'
        )
    return "".join(items)


def _rss(agency: Agency, items: str, origin: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{escape(agency.name)}</title><link>{origin}/{agency.id}/</link><description>{escape(agency.name)}</description>"
        f"<language>{agency.language}</language>{items}</channel></rss>\n"
    )


def rss(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """RSS 2.0 as it should be."""
    return _rss(agency, _rss_items(agency, reports, origin), origin)


def rss_ist(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """RSS 2.0 with dates such as `28-04-2025 08:12 IST`."""
    return _rss(agency, _rss_items(agency, reports, origin, date=_date_ist), origin)


def rss_without_guid(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """RSS 2.0 whose items have no guid and whose dates have no zone."""
    return _rss(agency, _rss_items(agency, reports, origin, date=_date_local, guid=False), origin)


def rss_sloppy(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """RSS that is not well-formed: ampersands stand bare."""
    return _rss(agency, _rss_items(agency, reports, origin, quote=lambda text: text), origin)


def rdf(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """RSS 1.0 with Dublin Core."""
    rows = _live(reports)
    toc = "".join(f'<rdf:li rdf:resource="{escape(report.guid)}"/>' for report in rows)
    items = "".join(
        f'<item rdf:about="{escape(report.guid)}"><title>{escape(report.headline)}</title>'
        f"<link>{escape(report.guid)}</link>"
        f"<description>{escape(report.summary)}</description><dc:date>{report.created.isoformat()}</dc:date>"
        f"<dc:language>{report.language or agency.language}</dc:language>"
        f"<dc:creator>{escape(agency.desk)}</dc:creator><dc:subject>{escape(report.section)}</dc:subject>"
        f'<category domain="{COUNTRIES}">{report.country}</category></item>'
        for report in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{origin}/{agency.id}/"><title>{escape(agency.name)}</title>'
        f"<link>{origin}/{agency.id}/</link>"
        f"<description>{escape(agency.name)}</description><dc:language>{agency.language}</dc:language>"
        f"<items><rdf:Seq>{toc}</rdf:Seq></items></channel>{items}</rdf:RDF>\n"
    )


def atom(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """Atom 1.0; what was withdrawn is a tombstone (RFC 6721)."""
    newest = max((report.updated for report in reports), default=datetime.fromisoformat("2025-04-27T00:00:00+00:00"))
    entries = "".join(
        f'<entry xml:lang="{report.language or agency.language}"><id>{escape(report.guid)}</id>'
        f"<title>{escape(report.headline)}</title>"
        f'<link href="{escape(_link(report, origin))}"/><published>{report.created.isoformat()}</published>'
        f"<updated>{report.updated.isoformat()}</updated><summary>{escape(report.summary)}</summary>"
        f'<category term="{escape(report.section)}"/><category scheme="{COUNTRIES}" term="{report.country}"/>'
        f'<content type="html">{escape(report.body or report.summary)}</content></entry>'
        for report in _live(reports)
    )
    graves = "".join(
        f'<at:deleted-entry ref="{escape(report.guid)}" when="{report.updated.isoformat()}"/>'
        for report in reports
        if report.withdrawn
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="{agency.language}">'
        f"<id>tag:{agency.id}.example,2025:feed</id><title>{escape(agency.name)}</title><updated>{newest.isoformat()}</updated>"
        f"<author><name>{escape(agency.desk)}</name></author>"
        f'<link rel="self" href="{origin}/{agency.id}"/>{entries}{graves}</feed>\n'
    )


def json_feed(agency: Agency, reports: Sequence[Report], origin: str) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": report.guid,
            "url": _link(report, origin),
            "title": report.headline,
            "summary": report.summary,
            "content_html": report.body or f"<p>{escape(report.summary)}</p>",
            "date_published": report.created.isoformat(),
            "date_modified": report.updated.isoformat(),
            "tags": [report.section, report.place, country_name(report.country, agency.language)],
        }
        for report in _live(reports)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": agency.name,
        "home_page_url": f"{origin}/{agency.id}/",
        "feed_url": f"{origin}/{agency.id}",
        "language": agency.language,
        "authors": [{"name": agency.desk}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False)


FORMATS: Final[Mapping[str, tuple[str, Render]]] = {
    "rss": ("application/rss+xml", rss),
    "rss-ist": ("application/rss+xml", rss_ist),
    "rss-noguid": ("text/xml", rss_without_guid),
    "rss-sloppy": ("application/xml", rss_sloppy),
    "rdf": ("application/rdf+xml", rdf),
    "atom": ("application/atom+xml", atom),
    "json": ("application/feed+json", json_feed),
}
