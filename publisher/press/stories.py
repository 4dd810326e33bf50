"""The page of a story for people: who reported an event and when, the newest report first.

    story/20260427t051200-4qk7….html ── the timeline, for as long as its address is in readers' hands
                                     ── where the story was merged, the way to the one that has its reports now
                                     ── where no report of it may be shown any more, only that

The page depends on the articles alone: the same ones give the same bytes, whenever it is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from publisher.model import Article, Config, Correction, Rendition
from publisher.press import wording
from publisher.press.fragments import Fragments
from publisher.press.related import Link, subjects
from publisher.press.text import address, line
from publisher.press.typeset import (
    Page,
    bar,
    counted,
    day,
    document,
    excerpt,
    figure,
    flagged,
    linked,
    mended,
    path_of,
    shown,
    summed_up,
    time,
)

MOST: Final = 100  # reports on a page; of those before them their number is told
_ROOT: Final = "../"
_MEDIA_TYPE: Final = "text/html; charset=utf-8"


class Report(Struct, frozen=True):
    """One report: the article that is shown, and those of all others who sent the same, in the order received."""

    article: Article
    others: tuple[Article, ...] = ()

    @property
    def published(self) -> datetime:
        """When the first of them was published."""
        return min(article.published for article in (self.article, *self.others))


class Timeline(Struct, frozen=True):
    """What is told of a story: its reports, and the article that stands for all of them. There is one at least."""

    story: str
    best: Article
    reports: tuple[Report, ...]


def story_page(timeline: Timeline, config: Config, fragments: Fragments) -> Rendition:
    """Set the page of a story, as valid HTML in UTF-8; its id is one that `wording.story_path` has a path for."""
    path = wording.story_path(timeline.story)
    body = fragments.page(path, timeline, config, lambda: _page(timeline, config))
    return _rendition(timeline.story, body)


def _page(timeline: Timeline, config: Config) -> bytes:
    headline = wording.headline(timeline.best)
    body = f"""\
{_title(timeline, headline, config)}\
<ol class="cards timeline">
{_entries(timeline)}\
</ol>
{_earlier(len(timeline.reports) - MOST)}\
"""
    described = excerpt(wording.summary(timeline.best, headline))
    head = f'<meta name="description" content="{shown(described)}">\n{_canonical(timeline.story, config)}'
    return _document(headline, head, body, config)


def merged_page(story: str, kept: str, config: Config) -> Rendition:
    """Set the page of a story that ended because another one tells the same event: it leads to that one's page."""
    page = shown(wording.story_path(kept).rpartition("/")[2])
    head = f'<meta http-equiv="refresh" content="0; url={page}">\n{_canonical(kept, config)}'
    body = _told(
        "This story goes on elsewhere",
        f'Its reports and those of another story are on one event. <a href="{page}">Read them together</a>.',
    )
    return _rendition(story, _document("This story goes on elsewhere", head, body, config))


def ended_page(story: str, config: Config) -> Rendition:
    """Set the page of a story of which no report may be shown any more: it tells nothing of what it was."""
    body = _told(
        "This story is not told any more",
        f'Its reports were withdrawn, or have expired. <a href="{_ROOT}index.html">See what is news</a>.',
    )
    return _rendition(story, _document("This story is not told any more", _canonical(story, config), body, config))


def _rendition(story: str, body: bytes) -> Rendition:
    return Rendition(path=wording.story_path(story), media_type=_MEDIA_TYPE, body=body)


def _document(title: str, head: str, body: str, config: Config) -> bytes:
    page = Page(
        title=f"{shown(title)} · {shown(config.site.title)}",
        kind="story",
        head=head,
        body=f'{bar(config.site, _ROOT)}<main id="news">\n{body}</main>\n',
    )
    return document(page, config.site, _ROOT)


def _canonical(story: str, config: Config) -> str:
    return f'<link rel="canonical" href="{shown(wording.story_address(story, config))}">\n'


def _told(title: str, text: str) -> str:
    return f'<header class="title">\n<h1>{title}</h1>\n<p class="deck">{text}</p>\n</header>\n'


def _title(timeline: Timeline, headline: str, config: Config) -> str:
    best, articles = timeline.best, [each for one in timeline.reports for each in (one.article, *one.others)]
    agencies = counted(len({each.agency for each in articles}), "agency", "agencies")
    first, last = min(each.published for each in articles), max(each.updated for each in articles)
    return f"""\
<header class="title">
{_subjects(best, config)}\
<h1 lang="{shown(wording.language(best))}" dir="auto">{shown(headline)}</h1>
<p class="folio">{agencies}, {counted(len(timeline.reports), "report", "reports")}. \
First reported {time(first)}, last changed {time(last)}</p>
</header>
"""


def _subjects(article: Article, config: Config) -> str:
    """Return the section and the countries of a story, each with the way to its feed where that is sure to be."""
    told = "".join(map(_subject, subjects(article, config)))
    return f'<nav class="wider" aria-label="About">{told}</nav>\n' if told else ""


def _subject(link: Link) -> str:
    text = flagged(link.flag, shown(link.title), ' class="flag"')
    return f'<a href="{_ROOT}{path_of(link.id, "html")}">{text}</a>' if link.id else f"<span>{text}</span>"


def _entries(timeline: Timeline) -> str:
    """Return the newest reports, the last first, with a heading where a day (UTC) begins."""
    ordered = sorted(timeline.reports, key=lambda one: (one.published, one.article.id), reverse=True)[:MOST]
    days = [day(one.published) for one in ordered]
    heads = [told if told != before else "" for told, before in zip(days, ["", *days], strict=False)]
    return "".join(_entry(one, head, timeline.best) for one, head in zip(ordered, heads, strict=True))


def _earlier(number: int) -> str:
    return f'<p class="more">and {counted(number, "earlier report", "earlier reports")}</p>\n' if number > 0 else ""


def _entry(report: Report, head: str, best: Article) -> str:
    article = report.article
    headline, image = wording.headline(article), wording.picture(article) if article.id == best.id else None
    told = f'<h2 class="day">{head}</h2>\n' if head else ""
    return f"""\
<li>{told}\
<article class="card" lang="{shown(wording.language(article))}" dir="auto">
<h3>{linked(headline, address(article.url))}</h3>
{figure(image) if image else ""}\
{summed_up(wording.summary(article, headline), headline)}\
<footer lang="en" dir="ltr">
<p class="by"><b><bdi>{shown(article.credit)}</bdi></b> {time(report.published)}{mended(article)}</p>
{_also(report)}\
{_corrections(article.corrections)}\
</footer>
</article></li>
"""


def _also(report: Report) -> str:
    """Return who else sent a report, each agency once, with the way to its own article."""
    told = {report.article.agency: ""}
    for each in report.others:
        told.setdefault(each.agency, f"<bdi>{linked(line(each.credit), address(each.url))}</bdi>")
    names = ", ".join(filter(None, told.values()))
    return f'<p class="also">Also reported by {names}</p>\n' if names else ""


def _corrections(corrections: Sequence[Correction]) -> str:
    """Return what was corrected, the last first; of a change that nobody explained, `mended` tells the time."""
    told = [(each.at, line(each.note)) for each in reversed(corrections)]
    return "".join(
        f'<p class="also">Correction, {time(at)}: <bdi>{shown(note)}</bdi></p>\n' for at, note in told if note
    )
