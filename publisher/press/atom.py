"""Atom 1.0 (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287): codes beside labels, every author, the agency's feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publisher.model import Config, Issue
from publisher.press import wording
from publisher.press.dates import newest, rfc3339
from publisher.press.fragments import Fragments
from publisher.press.generator import Head, Line, atom, entry_of, splice
from publisher.press.markup import element, empty, parent
from publisher.press.moulds import HEAD, LINE
from publisher.press.rss import media, style
from publisher.press.stencil import Stencils
from publisher.press.text import address, in_html, plain
from publisher.press.wording import Subject
from publisher.press.words import Words

NAMESPACES: Final = {"media": "http://search.yahoo.com/mrss/"}
_INDENT: Final = " " * 4
_ENTRIES: Final = Stencils(entry_of, LINE)
_HEADS: Final = Stencils(atom, HEAD)
_LIKE_HTML: Final = re.compile(r"</\w")


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as Atom 1.0."""
    return splice(_HEADS.written(head(issue, config)), fragments.of("atom", issue, config, fragments_of), "entry")


def fragments_of(said: Sequence[Words], _config: Config) -> list[bytes]:
    """Render articles; raises ValueError where XML cannot carry one of them."""
    return [_ENTRIES.written(entry(each)) for each in said]


def head(issue: Issue, config: Config) -> Head:
    """Return what the feed says before its entries."""
    feed, site = issue.feed, config.site
    return Head(
        id=wording.feed_id(feed, config),
        title=wording.feed_title(feed, config),
        link=wording.page_address(feed, config),
        description=wording.feed_description(feed, config),
        language=wording.feed_language(issue, config),
        rights=plain(site.rights),
        links=_links(issue, config),
        author={"name": plain(site.title), "uri": address(site.url)},
        generator=wording.GENERATOR,
        logo=address(site.url + wording.LOGO),
        icon=address(site.url + wording.LOGO),
        namespaces=NAMESPACES,
        style=style(config),
        updated=rfc3339(newest(issue)),
    )


def entry(said: Words) -> Line:
    """Return what an entry says."""
    title, title_type = _typed(said.headline)
    summary, summary_type = _typed(said.summary)
    return Line(
        id=said.id,
        title=title,
        title_type=title_type,
        summary=summary,
        summary_type=summary_type,
        content=said.body,
        authors=said.authors,
        contributors=said.also,
        rights=said.rights,
        language=said.language,
        updated=said.updated,
        more=_more(said),
    )


def _typed(text: str) -> tuple[str, str]:
    """Mark a text as text; one that holds whole tags as HTML that shows them, so that no reader guesses."""
    like_html = "</" in text and _LIKE_HTML.search(text)
    return (in_html(text), "html") if like_html else (text, "text")


def _links(issue: Issue, config: Config) -> tuple[dict[str, str], ...]:
    own = wording.feed_address(issue.feed, config, "atom")
    hub = ({"rel": "hub", "href": address(config.site.hub)},) if config.site.hub else ()
    others = wording.others(issue.feed, config, "atom")
    return (
        {"rel": "self", "type": wording.MEDIA_TYPES["atom"], "href": own},
        *({"rel": "alternate", "type": media_type, "href": href} for media_type, href in others),
        *hub,
    )


def _more(said: Words) -> str:
    """Write what feedgen has no word for, or says by halves."""
    return "".join(
        (
            element(_INDENT, "published", rfc3339(said.published)),
            _entry_links(said),
            *(empty(_INDENT, "category", _category(subject)) for subject in said.subjects),
            _source(said),
            media(said.picture, _INDENT) if said.picture else "",
        )
    )


def _category(subject: Subject) -> dict[str, str]:
    label = {"label": subject.label} if subject.label else {}
    return {"term": subject.term, "scheme": subject.scheme, **label}


def _entry_links(said: Words) -> str:
    """Link the article and its picture; feedgen's own links of entries say nothing but the address."""
    spoken = {"hreflang": said.language} if said.language else {}
    page = {"rel": "alternate", "type": "text/html", **spoken, "href": said.url}
    links = empty(_INDENT, "link", page) if said.url else ""
    picture = said.picture
    if picture and picture.image.length and picture.media_type:
        size = str(picture.image.length)
        file = {"rel": "enclosure", "type": picture.media_type, "length": size, "href": picture.url}
        links += empty(_INDENT, "link", file)
    return links


def _source(said: Words) -> str:
    """Name the feed the article came in (RFC 4287, 4.2.11)."""
    if said.source is None:
        return ""
    article, url, inner = said.article, said.source.url, _INDENT + "  "
    told = (
        element(inner, "id", url),
        element(inner, "title", said.source.title),
        element(inner, "updated", rfc3339(wording.oldest(article.published, article.updated))),
        empty(inner, "link", {"rel": "self", "href": url}),
    )
    return parent(_INDENT, "source", "".join(told))
