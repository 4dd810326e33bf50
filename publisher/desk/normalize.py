"""Normalize: an entry as an agency wrote it, made into an article in our own schema.

    Entry ─ text ─▶ headline, summary, dateline        people ─▶ authors, byline
          ─ sanitize ─▶ body, as far as the rights allow    pictures ─▶ image
          ─ dates ─▶ what the agency says, what we believe, what we publish
          ─ links, identity ─▶ url, id, hashes

Nothing is invented: the credit is that of the agency as sources.yaml has it ("With inputs from agencies" changes
nothing in it), a language is kept as declared, and a date that cannot be believed is kept as a text.
"""
# ruff: noqa: RUF001 -- text in many scripts is the point

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.desk.datelines import dateline, embargo
from publisher.desk.dates import believed, instant, writes_day_first
from publisher.desk.hashes import content_hash
from publisher.desk.identity import article_id, entry_hash
from publisher.desk.language import clean_tag
from publisher.desk.links import canonical
from publisher.desk.people import byline, names
from publisher.desk.pictures import picture
from publisher.desk.revise import revise, withdraw
from publisher.desk.sanitize import clean
from publisher.desk.sanitize.bounds import without_forbidden
from publisher.desk.text import TITLE, one_line, plain, shorten, unmarked
from publisher.model import Article, Category, Entry, Image, Moment, Site, Source, Status, Text

__all__ = ["SUMMARY", "Unusable", "normalize", "revise", "withdraw"]

SUMMARY: Final = 600  # characters: partners ask for 300 and more
_FROM_TEXT: Final = 110  # characters of a headline that is made of the first words
_RIGHTS: Final = 500
_LABELS: Final = 32
_LABEL: Final = 64
_GUID: Final = 2048
_SENTENCE: Final = re.compile(r".{20,110}?[.!?。！？।](?=\s|$)")
_CODE: Final = re.compile(r"[a-z]+:[\w:/.-]+|\d+", re.IGNORECASE)
_NO_SUBJECTS: Final = ("digitalsourcetype", "pubstatus", "urgency", "signal")
_END: Final = re.compile(r"\bend\s*=\s*([^;\s]+)")
_PARAGRAPHS: Final = re.compile(r"\s*\n\s*\n\s*")


class Unusable(ValueError):  # noqa: N818 -- the corridor counts it, it is no mistake of ours
    """An entry with nothing to show: no title, no text, no picture. Its message is one line for the operator."""


def normalize(entry: Entry, key: str, source: Source, site: Site, received: datetime) -> Article:
    """Make an article of an entry that `received` first showed us. Raises Unusable where there is nothing to show."""
    article = _written(entry, key, source, site, received)
    return replace(article, content_hash=content_hash(article))


def _written(entry: Entry, key: str, source: Source, site: Site, received: datetime) -> Article:
    agency = source.agency
    words = _Words(entry, source)
    authors = names(entry.authors)
    dates = _Dates(entry, source, received)
    held, until = embargo(f"{words.title} {words.start[:200]}", source.timezone, day_first=dates.day_first)
    return Article(
        id=article_id(site, source, key),
        key=key,
        source=source.id,
        agency=agency.id,
        guid=without_forbidden(entry.guid[:_GUID]),
        url=words.url,
        entry_hash=entry_hash(entry),
        headline=words.headline(),
        summary=words.summary(),
        body=words.body(),
        language=clean_tag(entry.language) or clean_tag(source.language or "") or "und",
        dateline=dateline(words.start),
        agency_created=dates.created,
        agency_updated=dates.updated,
        received=received,
        published=dates.published,
        updated=received,
        embargoed_until=until,
        expires=dates.expires(),
        byline=byline(authors),
        authors=authors,
        credit=agency.credit or agency.name,
        rights=plain(Text(entry.rights), _RIGHTS) or agency.rights.notice,
        syndicate=agency.rights.syndicate,
        image=words.image,
        labels=_labels(entry.categories),
        status=_status(entry, held=held and until is None),
    )


class _Dates:
    """The dates of an entry, in the zone of its source."""

    def __init__(self, entry: Entry, source: Source, received: datetime) -> None:
        self.day_first = writes_day_first(source.agency.country, source.timezone)
        self._zone = source.timezone
        self._received = received
        self._expires = entry.expires
        self.created = self._moment(entry.created)
        self.updated = self._moment(entry.updated)

    def _moment(self, text: str) -> Moment | None:
        return believed(text, self._received, self._zone, day_first=self.day_first)

    @property
    def published(self) -> datetime:
        """The agency's date, never later than we received it; our own clock where there is none to believe."""
        told = [moment.at for moment in (self.created, self.updated) if moment is not None and moment.at is not None]
        return min(told[0], self._received).replace(microsecond=0) if told else self._received

    def expires(self) -> datetime | None:
        """Return when the article expires (also dcterms:valid, `start=...; end=...`)."""
        match = _END.search(self._expires)
        return instant(match[1] if match else self._expires, self._zone, day_first=self.day_first)


class _Words:
    """The texts of an entry, read once."""

    def __init__(self, entry: Entry, source: Source) -> None:
        self._entry = entry
        self._source = source
        self._rights = source.agency.rights.text
        self.url = _url(entry)
        self.title = plain(entry.title, TITLE)
        self._summary = plain(entry.summary, SUMMARY)
        self.start = self._summary or plain(entry.content, SUMMARY)
        self.image: Image | None = picture(entry) if self._rights != "headline" else None

    def headline(self) -> str:
        """Return the title; without one the first words of the text, of the picture, or of the address."""
        if self.title:
            return self.title
        if self.start:
            return _first_words(self.start)
        told = self.image and (self.image.caption or self.image.alt)
        if told:
            return _first_words(told)
        if self.image is None and not self._entry.withdrawn and not _shows(self._entry):
            message = "nothing to show: no title, no text, no picture"
            raise Unusable(message)
        return _slug(self.url) or f"{self._source.agency.credit or self._source.agency.name}"

    def summary(self) -> str:
        """Return the summary, or the start of the text; nothing where only the headline may be shown."""
        return "" if self._rights == "headline" else self.start

    def body(self) -> str:
        """Return the text as safe HTML, where all of it may be shown."""
        if self._rights != "full":
            return ""
        base = self._entry.base or self._entry.link
        return _html(self._entry.content, base) or _html(self._entry.summary, base)


def _html(text: Text, base: str) -> str:
    if not text.value:
        return ""
    if text.type == "html":
        return clean(text.value, base)
    paragraphs = _PARAGRAPHS.split(html.escape(text.value.strip(), quote=False))
    return clean("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), base) if text.value.strip() else ""


def _shows(entry: Entry) -> bool:
    """Whether there is anything but words: markup that still shows something when it is clean."""
    return any(
        text.type == "html" and "<" in text.value and clean(text.value, entry.base)
        for text in (entry.content, entry.summary)
    )


def _first_words(text: str) -> str:
    sentence = _SENTENCE.match(text)
    return sentence[0].rstrip(".。।") if sentence else shorten(text, _FROM_TEXT)


def _slug(url: str) -> str:
    """Return the words of an address ("fire-breaks-out-in-mumbai.html")."""
    piece = (
        url.rstrip("/").rpartition("/")[2].partition("?")[0].rpartition(".")[0] or url.rstrip("/").rpartition("/")[2]
    )
    words = [word for word in re.split(r"[-_+]|%20", piece.partition("?")[0]) if word.isalpha()]
    return one_line(" ".join(words).capitalize()) if len(words) > 2 else ""  # noqa: PLR2004 -- fewer tell nothing


def _url(entry: Entry) -> str:
    """Return where the article is at the agency; the guid where that is the only address."""
    url = canonical(entry.origin or entry.link, entry.base)
    if not url and entry.guid[:8].lower().startswith(("http://", "https://")):
        url = canonical(entry.guid)
    return url


def _labels(categories: tuple[Category, ...]) -> tuple[str, ...]:
    """Return the agency's category labels, each once, in order; codes without a label say nothing to people."""
    found: dict[str, str] = {}
    for category in categories:
        if any(word in category.scheme.lower() for word in _NO_SUBJECTS):
            continue
        label = one_line(unmarked(category.label or category.term)[: _LABEL * 4], _LABEL)
        if label and not (category.label == "" and _CODE.fullmatch(label)):
            found.setdefault(label.casefold(), label)
        if len(found) >= _LABELS:
            break
    return tuple(found.values())


def _status(entry: Entry, *, held: bool) -> Status:
    if entry.withdrawn:
        return Status.WITHDRAWN
    return Status.HELD if held else Status.USABLE
