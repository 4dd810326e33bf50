"""Cluster: which articles report one event, so that a feed shows it once.

`signs` are what two reports of one event share; the store remembers which story a sign led to, and `join` follows the
first of an article's signs that is known. Both are pure: the corridor runs them inside the pen.

    guid, link ── the same report under the same address, whenever it comes
    headline ──── the same words within a day, whoever sends them, whatever their language is taken for
    title ─────── this source has used these words before: more than a day later it is a recurring title, and new
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final

from publisher.desk.headlines import plain_headline, says_enough
from publisher.model import EPOCH, Article

DAY: Final = timedelta(days=1)

_HASH_BYTES: Final = 10
_UUID: Final = re.compile(r"(?:urn:uuid:)?\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_UUID_LENGTHS: Final = range(36, 48)  # bare, and with all that may stand round it
_ADDRESS: Final = re.compile(
    r"(?i:\s*https?://(?:(?:www|m|mobile|amp|edition)[0-9]?\.)?)([^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?"
)
_FIGURES: Final = re.compile("[0-9][0-9][0-9]")
_LONG_SLUG: Final = 16  # characters
_SLUG: Final = re.compile(r"[^/]+(?:[-_][^/]+){2}")
_STORY: Final = re.compile(r"([0-9]{8}t[0-9]{6})-[a-z2-7]+")
_OPENED: Final = "%Y%m%dt%H%M%S"
_PAIRS: Final = tuple(
    map("".join, product("abcdefghijklmnopqrstuvwxyz234567", repeat=2))
)  # base 32 (RFC 4648), by 10 bits
_SHIFTS: Final = range(8 * _HASH_BYTES - 10, -1, -10)


def signs(article: Article) -> tuple[str, ...]:
    """Return what other reports of this event would share, the strongest first.

    The store keeps each sign with the story it led to; of several stories under one sign, the newest.
    """
    address = _address_sign(article.url)
    guid = address if article.guid == article.url else _guid_sign(article.guid) or _address_sign(article.guid)
    return tuple(dict.fromkeys([sign for sign in (guid, address, *_headline_signs(article)) if sign]))


def join(article: Article, kin: Mapping[str, str], marks: Sequence[str] | None = None) -> str:
    """Return the story of the article: the one that its strongest known sign led to, else a new one of its own.

    `marks` are the article's signs, where they were made before.
    """
    own = signs(article) if marks is None else marks
    for sign in own:
        story = kin.get(sign)
        if not story or sign.startswith("title:"):
            continue
        if not (sign.startswith("headline:") and _recurs(article, own, story, kin)):
            return story
    return new_story(article)


def new_story(article: Article) -> str:
    """Return the id of the story that the article opens: when it was published, and a hash of the article's id."""
    number = int.from_bytes(hashlib.blake2b(_bytes(article.id), digest_size=_HASH_BYTES).digest())
    tail = "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
    at = article.published.astimezone(UTC)
    return f"{at.year}{at.month:02}{at.day:02}t{at.hour:02}{at.minute:02}{at.second:02}-{tail}"


def opened(story: str) -> datetime:
    """Return when a story was opened, as its id says; EPOCH for an id that is not ours."""
    found = _STORY.fullmatch(story)
    return datetime.strptime(found[1], _OPENED).replace(tzinfo=UTC) if found else EPOCH


def _recurs(article: Article, own: Sequence[str], story: str, kin: Mapping[str, str]) -> bool:
    """Say whether this source had the same headline before, and the story was opened a day or more apart."""
    used_before = any(sign in kin for sign in own if sign.startswith("title:"))
    return used_before and abs(article.published - opened(story)) >= DAY


def _headline_signs(article: Article) -> tuple[str, ...]:
    """Return a sign for the day and the next: whatever is less than a day apart shares one of them."""
    words = plain_headline(article.headline, article.credit)
    if not says_enough(words):
        return ()
    told = _hash(words)  # not with the language: of short headlines, and of foreign agencies, it is told wrong
    day = (article.published - EPOCH).days
    return f"headline:{day}:{told}", f"headline:{day + 1}:{told}", f"title:{_hash(f'{article.source} {told}')}"


def _guid_sign(guid: str) -> str:
    """Return a sign for an id that is unique in the world, a tag URI (RFC 4151) or a UUID; a number is none."""
    guid = guid.strip()
    found = _UUID.fullmatch(guid) if len(guid) in _UUID_LENGTHS else None
    if found:
        return f"guid:{_hash(found[1].lower())}"
    return f"guid:{_hash(guid)}" if guid.startswith("tag:") else ""


def _address_sign(address: str) -> str:
    """Return a sign for an address of one article; "" for a front page, a section, and what is no web address."""
    found = _ADDRESS.match(address)
    if not found:
        return ""
    host, path, query = found[1].lower(), found[2].rstrip("/"), found[3] or ""
    if _FIGURES.search(path) or _FIGURES.search(query) or _is_slug(path.rpartition("/")[2]):
        return f"link:{_hash(f'{host}{path}?{query}')}"
    return ""


def _is_slug(step: str) -> bool:
    """Say whether the last step of a path reads like the name of one article: long, or of three words."""
    return len(step) >= _LONG_SLUG or _SLUG.search(step) is not None


def _hash(text: str) -> str:
    return hashlib.blake2b(_bytes(text), digest_size=_HASH_BYTES).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
