"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with all that we know of an article in `_desk`.

What says nothing is left out: every field that may be empty has that as its default. The order of the fields is the
order in the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field, json

from publisher.model import Article, Config, Issue, Judgement
from publisher.press import wording
from publisher.press.dates import rfc3339
from publisher.press.fragments import Fragments
from publisher.press.text import address, clean, line, plain
from publisher.press.words import Picture, Words

VERSION: Final = "https://jsonfeed.org/version/1.1"
_ENCODER: Final = json.Encoder()


class Author(Struct, frozen=True, omit_defaults=True):
    """Who wrote an item, or who publishes the feed."""

    name: str = ""
    url: str = ""


class Hub(Struct, frozen=True, omit_defaults=True):
    """Where a reader may ask to be told of changes."""

    type: str = ""
    url: str = ""


class Head(Struct, frozen=True, omit_defaults=True):
    """What the feed says before its items."""

    version: str
    title: str
    home_page_url: str = ""
    feed_url: str = ""
    description: str = ""
    icon: str = ""
    favicon: str = ""
    authors: tuple[Author, ...] = ()
    language: str = ""
    hubs: tuple[Hub, ...] = ()


class Attachment(Struct, frozen=True, omit_defaults=True):
    """The picture as a file."""

    url: str
    mime_type: str
    size_in_bytes: int | None = None


class Country(Struct, frozen=True, omit_defaults=True):
    """A country the article is about, with the words that prove it."""

    code: str = ""
    by: str = ""
    confidence: float | None = None
    evidence: tuple[str, ...] = ()


class Change(Struct, frozen=True, omit_defaults=True):
    """One correction."""

    at: str
    version: int
    fields: tuple[str, ...] = ()
    note: str = ""


class Shown(Struct, frozen=True, omit_defaults=True):
    """What is told of the picture."""

    description: str = ""
    credit: str = ""
    width: int | None = None
    height: int | None = None
    source_type: str = ""


class Desk(Struct, frozen=True, omit_defaults=True):
    """What JSON Feed has no word for, under a name of our own as the specification has it."""

    about: str
    version: int
    story: str = ""
    credit: str = ""
    also: tuple[str, ...] = ()
    agencies: int | None = None
    story_page: str = ""
    source: str = ""
    section: str | None = None
    countries: tuple[Country, ...] = ()
    topics: tuple[str, ...] = ()
    genre: str | None = None
    dateline: str = ""
    rights: str = ""
    expires: str = ""
    corrections: tuple[Change, ...] = ()
    image: Shown | None = None


class Entry(Struct, frozen=True, omit_defaults=True):
    """What an item says."""

    id: str = ""
    url: str = ""
    title: str = ""
    content_html: str = ""
    summary: str = ""
    image: str = ""
    date_published: str = ""
    date_modified: str = ""
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    desk: Desk | None = field(default=None, name="_desk")


def render(issue: Issue, config: Config, fragments: Fragments) -> bytes:
    """Render a feed as JSON Feed 1.1, one item a line."""
    items = b",\n".join(fragments.of("json", issue, config, fragments_of))
    return _ENCODER.encode(head(issue, config))[:-1] + b',"items":[\n' + items + b"\n]}\n"


def fragments_of(said: Sequence[Words], config: Config) -> list[bytes]:
    """Render articles; raises ValueError where JSON cannot carry one of them."""
    about = address(config.site.url)
    return [_ENCODER.encode(entry(each, about)) for each in said]


def head(issue: Issue, config: Config) -> Head:
    """Return what the feed says before its items."""
    feed, site = issue.feed, config.site
    logo = address(site.url + wording.LOGO)
    return Head(
        version=VERSION,
        title=wording.feed_title(feed, config),
        home_page_url=wording.page_address(feed, config),
        feed_url=wording.feed_address(feed, config, "json"),
        description=wording.feed_description(feed, config),
        icon=logo,
        favicon=logo,
        authors=(Author(plain(site.title), address(site.url)),),
        language=clean(wording.feed_language(issue, config)),
        hubs=(Hub("WebSub", address(site.hub)),) if site.hub else (),
    )


def entry(said: Words, about: str) -> Entry:
    """Return what an item says; `about` is where our own fields are told of."""
    return Entry(
        id=said.id,
        url=said.url,
        title=said.headline,
        content_html=said.body,
        summary=said.summary,
        image=said.picture.url if said.picture else "",
        date_published=rfc3339(said.published),
        date_modified=said.updated,
        authors=tuple([Author(author) for author in said.authors]),
        tags=tuple(map(clean, said.labels)),
        language=clean(said.language),
        attachments=_attachments(said.picture),
        desk=_desk(said, about),
    )


def _attachments(picture: Picture | None) -> tuple[Attachment, ...]:
    if picture is None or not picture.media_type:
        return ()
    return (Attachment(picture.url, picture.media_type, picture.image.length),)


def _desk(said: Words, about: str) -> Desk:
    article, page = said.article, wording.timeline(said.item)
    return Desk(
        about=about,
        version=article.version,
        story=clean(article.story),
        credit=line(article.credit),
        also=said.also,
        agencies=said.item.agencies,
        story_page=address(f"{about}{page}") if page else "",
        source=said.source.url if said.source else "",
        section=_value(article.section),
        countries=_countries(article),
        topics=tuple(map(clean, article.topics)),
        genre=_value(article.genre),
        dateline=line(article.dateline),
        rights=said.rights,
        expires=rfc3339(article.expires) if article.expires else "",
        corrections=_corrections(article),
        image=_image(said.picture),
    )


def _value(judged: Judgement | None) -> str | None:
    return clean(judged.value) if judged and judged.value else None


def _countries(article: Article) -> tuple[Country, ...]:
    return tuple(
        [
            Country(clean(place.country), line(place.by), place.confidence, tuple(map(line, place.evidence)))
            for place in article.countries
            if place.role == "event"
        ]
    )


def _corrections(article: Article) -> tuple[Change, ...]:
    return tuple(
        [
            Change(rfc3339(change.at), change.version, tuple(map(clean, change.fields)), line(change.note))
            for change in article.corrections
        ]
    )


def _image(picture: Picture | None) -> Shown | None:
    if picture is None:
        return None
    image = picture.image
    shown = Shown(picture.caption, picture.credit, image.width, image.height, clean(wording.source_type(image)))
    return None if shown == _NOTHING else shown


_NOTHING: Final = Shown()
