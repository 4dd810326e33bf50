"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with all that we know of an article in `_desk`."""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypeAlias

from msgspec import json

from publisher.model import Article, Config, Issue, Item
from publisher.press import wording
from publisher.press.dates import rfc3339
from publisher.press.fragments import Fragments
from publisher.press.text import address, clean, line, plain

VERSION: Final = "https://jsonfeed.org/version/1.1"
Object: TypeAlias = dict[str, object]


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as JSON Feed 1.1, one item a line."""
    items = b",\n".join(fragments.of("json", issue, config, fragment))
    return json.encode(_cleaned(head(issue, config)))[:-1] + b',"items":[\n' + items + b"\n]}\n"


def fragment(item: Item, updated: datetime, config: Config) -> bytes:
    """Render one article; raises ValueError where JSON cannot carry it."""
    return json.encode(_cleaned(entry(item, updated, config)))


def head(issue: Issue, config: Config) -> Object:
    """Return what the feed says before its items."""
    feed, site = issue.feed, config.site
    logo = address(site.url + wording.LOGO)
    return _known(
        version=VERSION,
        title=wording.feed_title(feed, config),
        home_page_url=wording.page_address(feed, config),
        feed_url=wording.feed_address(feed, config, "json"),
        description=wording.feed_description(feed, config),
        icon=logo,
        favicon=logo,
        authors=[{"name": plain(site.title), "url": address(site.url)}],
        language=wording.feed_language(issue, config),
        hubs=[{"type": "WebSub", "url": address(site.hub)}] if site.hub else None,
    )


def entry(item: Item, updated: datetime, config: Config) -> Object:
    """Return what an item says."""
    article, image = item.article, wording.picture(item.article)
    return _known(
        id=clean(article.id),
        url=address(article.url),
        title=wording.headline(article),
        content_html=wording.body(item),
        summary=wording.summary(article),
        image=address(image.url) if image else None,
        date_published=rfc3339(wording.oldest(article.published, updated)),
        date_modified=rfc3339(updated),
        authors=[{"name": author} for author in wording.authors(article)],
        tags=list(wording.labels(article, config)),
        language=wording.language(article),
        attachments=_attachments(article),
        _desk=_desk(item, config),
    )


def _attachments(article: Article) -> list[Object]:
    image = wording.picture(article)
    if image is None or not wording.media_type(image):
        return []
    return [_known(url=address(image.url), mime_type=wording.media_type(image), size_in_bytes=image.length)]


def _desk(item: Item, config: Config) -> Object:
    """Return what JSON Feed has no word for, under a name of our own as the specification has it."""
    article, found = item.article, wording.source(item.article, config)
    return _known(
        about=address(config.site.url),
        version=article.version,
        story=clean(article.story),
        credit=line(article.credit),
        also=list(wording.also(item)),
        agencies=item.agencies,
        source=found.url if found else None,
        section=article.section.value if article.section else None,
        countries=_countries(article),
        topics=list(article.topics),
        genre=article.genre.value if article.genre else None,
        dateline=line(article.dateline),
        rights=wording.rights(article),
        expires=rfc3339(article.expires) if article.expires else None,
        corrections=_corrections(article),
        image=_image(article),
    )


def _countries(article: Article) -> list[Object]:
    """Return the countries the article is about, each with the words that prove it."""
    events = (place for place in article.countries if place.role == "event")
    return [
        _known(
            code=place.country,
            by=line(place.by),
            confidence=place.confidence,
            evidence=[line(words) for words in place.evidence],
        )
        for place in events
    ]


def _corrections(article: Article) -> list[Object]:
    return [
        _known(at=rfc3339(change.at), version=change.version, fields=list(change.fields), note=line(change.note))
        for change in article.corrections
    ]


def _image(article: Article) -> Object:
    image = wording.picture(article)
    if image is None:
        return {}
    return _known(
        description=wording.caption(image),
        credit=plain(image.credit or article.credit),
        width=image.width,
        height=image.height,
        source_type=wording.source_type(image),
    )


def _known(**values: object) -> Object:
    """Return the values that say something, in the order given."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _cleaned(value: object) -> object:
    """Return the value with every text in it cleaned: a lone surrogate is no UTF-8."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _cleaned(each) for key, each in value.items()}
        case list():
            return [_cleaned(each) for each in value]
    return value
