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
from functools import lru_cache
from typing import Final

from msgspec.structs import force_setattr

from publisher.desk.beginnings import beginning
from publisher.desk.datelines import dateline, embargo
from publisher.desk.dates import believed, instant, writes_day_first
from publisher.desk.hashes import content_hash
from publisher.desk.identity import Named, article_id
from publisher.desk.language import clean_tag
from publisher.desk.links import canonical
from publisher.desk.people import byline, names
from publisher.desk.pictures import picture
from publisher.desk.private import leads_inside
from publisher.desk.revise import revise, withdraw
from publisher.desk.sanitize import clean, public
from publisher.desk.sanitize.bounds import without_forbidden
from publisher.desk.tails import without_tail
from publisher.desk.text import one_line, plain, shorten, unmarked
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


class Unusable(ValueError):
    """An entry with nothing to show: no title, no text, no picture. Its message is one line for the operator."""


def normalize(
    entry: Entry, key: str, source: Source, site: Site, received: datetime, named: Named | None = None
) -> Article:
    """Make an article of an entry that `received` first showed us. Raises Unusable where there is nothing to show.

    `named` is the entry as it was named to be identified: its address, title and hash are not made twice then.
    """
    article = _written(named or Named(entry, source), key, source, site, received)
    force_setattr(article, "content_hash", content_hash(article))  # it is nobody's yet
    return article


def _written(named: Named, key: str, source: Source, site: Site, received: datetime) -> Article:
    entry, agency = named.entry, source.agency
    words = _Words(named, source)
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
        entry_hash=named.digest,
        headline=words.headline(),
        summary=words.summary(),
        body=words.body(),
        language=_language(entry.language, source.language or ""),
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
        rights=(entry.rights and plain(Text(entry.rights), _RIGHTS)) or agency.rights.notice,
        syndicate=agency.rights.syndicate,
        image=words.image,
        labels=_labels(entry.categories) if entry.categories else (),
        status=_status(entry, held=held and until is None),
    )


@lru_cache(maxsize=1024)
def _language(declared: str, of_source: str) -> str:
    return clean_tag(declared) or clean_tag(of_source) or "und"


class _Dates:
    """The dates of an entry, in the zone of its source."""

    def __init__(self, entry: Entry, source: Source, received: datetime) -> None:
        self.day_first = writes_day_first(source.agency.country, source.timezone)
        self._zone = source.timezone
        self._received = received
        self._expires = entry.expires
        self.created = self._moment(entry.created)
        self.updated = self.created if entry.updated == entry.created else self._moment(entry.updated)

    def _moment(self, text: str) -> Moment | None:
        return believed(text, self._received, self._zone, day_first=self.day_first) if text else None

    @property
    def published(self) -> datetime:
        """The agency's date, never later than we received it; our own clock where there is none to believe."""
        at = (self.created and self.created.at) or (self.updated and self.updated.at)
        if not at:
            return self._received
        at = min(at, self._received)
        return at.replace(microsecond=0) if at.microsecond else at

    def expires(self) -> datetime | None:
        """Return when the article expires (also dcterms:valid, `start=...; end=...`)."""
        if not self._expires:
            return None
        match = _END.search(self._expires)
        return instant(match[1] if match else self._expires, self._zone, day_first=self.day_first)


class _Words:
    """The texts of an entry, read once."""

    def __init__(self, named: Named, source: Source) -> None:
        self._entry = entry = named.entry
        self._source = source
        self._rights = source.agency.rights.text
        self._made: dict[Text, str] = {}
        self.url = _public(named.url or _guid_address(entry.guid), source)
        self.title = named.title
        self._summary = without_tail(beginning(entry.summary, SUMMARY), named.title)
        self.start = self._summary or without_tail(beginning(entry.content, SUMMARY), named.title)
        image = picture(entry) if self._rights != "headline" else None
        self.image: Image | None = image if image and _public(image.url, source) else None

    def headline(self) -> str:
        """Return the title; without one the first words of the text, of the picture, or of the address."""
        if self.title:
            return self.title
        if self.start:
            return _first_words(self.start)
        told = self.image and (self.image.caption or self.image.alt)
        if told:
            return _first_words(told)
        if self.image is None and not self._entry.withdrawn and not self._shows():
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
        body = self._html(self._entry.content) or self._html(self._entry.summary)
        return public(body, _home(self._source))

    def _html(self, text: Text) -> str:
        """Return a text as safe HTML; what that costs is paid once."""
        if text not in self._made:
            self._made[text] = _html(text, self._entry.base or self._entry.link)
        return self._made[text]

    def _shows(self) -> bool:
        """Whether there is anything but words: markup that still shows something when it is clean."""
        return any(
            text.type == "html" and "<" in text.value and self._html(text)
            for text in (self._entry.content, self._entry.summary)
        )


def _html(text: Text, base: str) -> str:
    if not text.value:
        return ""
    if text.type == "html":
        return clean(text.value, base)
    written = html.escape(text.value.strip(), quote=False)
    paragraphs = _PARAGRAPHS.split(written) if written.count("\n") > 1 else [written]
    return clean("".join([f"<p>{paragraph}</p>" for paragraph in paragraphs]), base) if written else ""


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


def _public(url: str, source: Source) -> str:
    """Return an address that readers can open: none in a private network, but where the source is in one itself."""
    return "" if leads_inside(url, _home(source)) else url


def _home(source: Source) -> str:
    return source.url if source.allow_private else ""


def _guid_address(guid: str) -> str:
    """Return the guid as an address, where it is one: some entries have no other."""
    return canonical(guid) if guid[:8].lower().startswith(("http://", "https://")) else ""


def _labels(categories: tuple[Category, ...]) -> tuple[str, ...]:
    """Return the agency's category labels, each once, in order; codes without a label say nothing to people."""
    found: dict[str, str] = {}
    for category in categories:
        if category.scheme and any(word in category.scheme.lower() for word in _NO_SUBJECTS):
            continue
        label = _label((category.label or category.term)[: _LABEL * 16], coded=not category.label)
        if label:
            found.setdefault(label.casefold(), label)
        if len(found) >= _LABELS:
            break
    return tuple(found.values())


@lru_cache(maxsize=8192)
def _label(written: str, *, coded: bool) -> str:
    """Return a label in plain words; empty where it holds none, or is a code that nobody explains."""
    label = one_line(unmarked(written)[: _LABEL * 4], _LABEL)
    return "" if coded and _CODE.fullmatch(label) else label


def _status(entry: Entry, *, held: bool) -> Status:
    if entry.withdrawn:
        return Status.WITHDRAWN
    return Status.HELD if held else Status.USABLE
