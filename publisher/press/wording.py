"""What every format says of a feed and of an article: titles, credits, subjects, pictures; no format is known here."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from publisher.model import Article, Config, Feed, Image, Issue, Item
from publisher.model.country import country_name
from publisher.press.text import address, clean, from_html, in_html, line, name, plain

MEDIA_TYPES: Final = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
COUNTRY_SCHEME: Final = "http://cvx.iptc.org/iso3166-1a2/"
GENRE_SCHEME: Final = "http://cv.iptc.org/newscodes/genre/"
TOPIC_SCHEME: Final = "http://cv.iptc.org/newscodes/mediatopic/"
GENERATOR: Final = "Publisher"
LOGO: Final = "static/logo-144.png"
STYLE: Final = "static/feed.css"
MINUTES: Final = 5  # how long a feed may be kept before it is asked for again
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_PLAIN_ID: Final = re.compile(r"[0-9a-z]{1,40}(?:-[0-9a-z]{1,40}){0,3}", re.ASCII)
_SUMMARY: Final = 300  # characters of the body that stand in for a missing summary

# https://cv.iptc.org/newscodes/digitalsourcetype/: what a reader must be told of a picture.
_MADE_BY_MACHINE: Final = {
    "trainedAlgorithmicMedia": "AI-generated image, not a photograph",
    "compositeWithTrainedAlgorithmicMedia": "Image altered with AI",
    "compositeSynthetic": "Composite with AI-generated elements",
    "algorithmicMedia": "Computer-generated image, not a photograph",
    "virtualRecording": "Recording of a virtual scene",
}


class Subject(Struct, frozen=True):
    """What an article is about, for machines and for people; `label` is empty where only the code is known."""

    scheme: str
    term: str
    label: str


class Credit(Struct, frozen=True):
    """The upstream feed an article came in."""

    url: str
    title: str


def feed_address(feed: Feed, config: Config, suffix: str) -> str:
    """Return where a feed is served in one format."""
    return address(f"{config.site.url}{quote(feed.id)}.{suffix}")


def page_address(feed: Feed, config: Config) -> str:
    """Return the page for people: the feed's own where it has one, else the site."""
    return feed_address(feed, config, "html") if "html" in feed.formats else address(config.site.url)


def story_path(story: str) -> str:
    """Return where the page of a story lies below feeds/; empty for an id that is not ours, and no name of a file."""
    return f"story/{story}.html" if _PLAIN_ID.fullmatch(story) else ""


def story_address(story: str, config: Config) -> str:
    """Return where the page of a story is served; empty where it has none."""
    path = story_path(story)
    return address(f"{config.site.url}{path}") if path else ""


def timeline(item: Item) -> str:
    """Return where the page of an item's story lies below feeds/; empty where one report is all there is to tell."""
    return story_path(item.article.story) if item.reports > 1 else ""


def feed_id(feed: Feed, config: Config) -> str:
    """Return the feed's permanent name, a tag URI (RFC 4151)."""
    return f"tag:{config.site.authority}:feed/{quote(feed.id)}"


def feed_title(feed: Feed, config: Config) -> str:
    """Return the feed's title with the name of who publishes it."""
    return plain(f"{line(feed.title) or feed.id} — {config.site.title}")


def feed_description(feed: Feed, config: Config) -> str:
    """Return what the feed holds; never empty."""
    return plain(feed.description) or plain(config.site.description) or feed_title(feed, config)


def feed_language(issue: Issue, config: Config) -> str:
    """Return the language that all items share, else the site's."""
    found = {known_language(tag) for tag in {item.article.language for item in issue.items}}
    return (found.pop() if len(found) == 1 else "") or config.site.language


def others(feed: Feed, config: Config, suffix: str) -> tuple[tuple[str, str], ...]:
    """Return the feed's other formats as media type and address."""
    wanted = [other for other in MEDIA_TYPES if other in feed.formats and other != suffix]
    return tuple((MEDIA_TYPES[other], feed_address(feed, config, other)) for other in wanted)


# Feed readers and the validator know ISO 639-1: of a language that has no code there, the one that has it covered.
_COVERED_BY: Final = {"arz": "ar", "ckb": "ku", "cmn": "zh", "iw": "he", "pcm": "en", "prs": "fa", "yue": "zh"}


def language(article: Article) -> str:
    """Return the article's language (BCP 47) as readers know it; empty where it is not known."""
    return known_language(article.language)


def known_language(tag: str) -> str:
    """Return a language tag as readers know it; empty where it says nothing."""
    primary, _, rest = tag.partition("-")
    if primary in {"", "und", "mul", "zxx"}:
        return ""
    known = _COVERED_BY.get(primary, primary)
    return f"{known}-{rest}" if rest else known


def headline(article: Article) -> str:
    """Return the headline on one line; never empty."""
    return line(article.headline) or f"{line(article.credit)} {article.published:%Y-%m-%d %H:%M}"


def summary(article: Article, headlined: str = "") -> str:
    """Return a plain summary, from the body where the agency gives none, else the headline; never empty."""
    return line(article.summary) or from_html(article.body, _SUMMARY) or headlined or headline(article)


def authors(article: Article) -> tuple[str, ...]:
    """Return who wrote it: the authors, else the byline, else the agency; never empty."""
    names = tuple(dict.fromkeys(found for found in map(name, article.authors) if found))
    return names or (name(article.byline) or name(article.credit) or name(article.agency),)


def also(item: Item) -> tuple[str, ...]:
    """Return the other agencies that reported it."""
    return tuple(found for found in map(name, item.also) if found)


def body(article: Article, also: tuple[str, ...], url: str, agencies: int = 1) -> str:
    """Return the article's HTML with its corrections, its credit line, linked to `url`, and who else reported it.

    Where others did, they are named; where `agencies` are more than one, they are counted, too.
    """
    notes = "".join(
        f"<p>Correction, {at.at:%Y-%m-%d}: {in_html(line(at.note))}</p>" for at in article.corrections if at.note
    )
    credit = in_html(line(article.credit))
    linked = f'<a href="{in_html(url)}">{credit}</a>' if url else credit
    many = f" ({agencies} agencies)" if agencies > 1 else ""
    told = f"<p>Also reported by: {in_html(', '.join(also))}{many}</p>" if also else ""
    return f"{clean(article.body)}{notes}<p>Source: {linked}</p>{told}"


def subjects(article: Article, config: Config) -> tuple[Subject, ...]:
    """Return section, countries, genre and topics, always in this order."""
    return (*_section(article, config), *_countries(article, config), *_genre(article), *_topics(article))


def _section(article: Article, config: Config) -> tuple[Subject, ...]:
    if article.section is None:
        return ()
    term = line(article.section.value)
    section = config.sections.get(term)
    scheme = f"tag:{config.site.authority}:section"
    return (Subject(scheme, term, plain(section.title if section else term)),) if term else ()


def _countries(article: Article, config: Config) -> tuple[Subject, ...]:
    return tuple(Subject(COUNTRY_SCHEME, code, country_name(code, config.site.language)) for code in article.events)


def _genre(article: Article) -> tuple[Subject, ...]:
    if article.genre is None or article.genre.value.casefold() in {"", "news", "current"}:
        return ()
    value = plain(article.genre.value)
    return (Subject(GENRE_SCHEME, value, value.replace("-", " ").capitalize()),)


def _topics(article: Article) -> tuple[Subject, ...]:
    return tuple(Subject(TOPIC_SCHEME, plain(topic), "") for topic in article.topics)


def source(article: Article, config: Config) -> Credit | None:
    """Return the agency's feed; None where it is no longer read or has no public address."""
    found = config.sources.get(article.source)
    url = address(found.url) if found else ""
    return Credit(url, plain(found.agency.name or article.credit)) if found and url else None


def picture(article: Article) -> Image | None:
    """Return the article's picture; None where it has no address that could be published."""
    return article.image if article.image and address(article.image.url) else None


def media_type(image: Image) -> str:
    """Return the picture's media type; empty where it is not one."""
    return image.type if _MEDIA_TYPE.fullmatch(image.type) else ""


def caption(image: Image) -> str:
    """Return what a reader is told of a picture, with what a machine made of it."""
    told = plain(image.caption or image.alt)
    disclosure = _MADE_BY_MACHINE.get(source_type(image), "")
    if not disclosure:
        return told
    return f"{told.rstrip('. ')}. {disclosure}." if told else f"{disclosure}."


def source_type(image: Image) -> str:
    """Return the picture's IPTC digital source type as a bare code."""
    return image.source_type.rstrip("/").rpartition("/")[2].rpartition(":")[2]


def rights(article: Article) -> str:
    """Return the rights notice on one line."""
    return plain(article.rights)


def oldest(published: datetime, updated: datetime) -> datetime:
    """Return the first publication, to the second and never after the last change."""
    return min(published, updated).replace(microsecond=0)
