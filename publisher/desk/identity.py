"""Identity: which item of a source an entry is, whatever becomes of its headline, its link and its dates.

The rule, by what the recorded series show (some 75,000 guids in 54 series, read reading by reading):

1. The raw guid, within its source. Under one guid headlines were rewritten 2,700 times and links moved 142 times, 128
   times together with the headline (RNZ, Stuff, SMH: the slug follows it). It always was the same story, so nothing but
   the guid is asked. The guid of another source never collides, because the source is part of every key.
2. Without a guid, the canonical link (NZ Herald has no guid at all), unless it is the front page of a site.
3. Without either, the words: title and text.

One name may stand for several items of one document. An entry that has both another link and another title than the
first one under the guid (or another title than the first one under the link) is an item of its own, known by its name
together with its link (or title); it keeps that key when it is read alone later. Entries with one guid and one link are
one item told twice (CNN, Yahoo): they get the same key.

An entry with a guid is also looked for under its link: a source that begins to give guids keeps its articles. A guid
that changes while the link stays makes a new article: the raw guid is the agency's word, and both articles are in one
story because they share the link (`cluster`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from publisher.desk.links import address_key, canonical
from publisher.desk.text import plain
from publisher.model import Article, Entry, Site, Source

_KEY_BYTES: Final = 16
_ID_BYTES: Final = 12
_WORDS: Final = 2000  # characters of a text that tell one item from another
_encoder = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class _Names:
    """What an entry may be known under: `own` by guid, link or words; `apart` if it shares that with another item."""

    own: str
    apart: str
    link: str  # "" where it is `own`, or there is none
    url: str
    title: str


def candidates(entry: Entry, source: Source) -> tuple[str, ...]:
    """Return every key that the entry may be known under, the most likely first."""
    names = _names(entry, source)
    return tuple(key for key in (names.own, names.apart, names.link) if key)


def identify(entries: Sequence[Entry], source: Source, known: Mapping[str, Article]) -> list[str]:
    """Return the key of each entry of one document. `known` are the articles under the candidates of all of them.

    Two entries get one key only if they are one item told twice: the first of them counts.
    """
    named = [_names(entry, source) for entry in entries]
    owners = _owners(named, known)
    claimed = {names.own for names in named}
    return [_key(names, owners[names.own], known, claimed) for names in named]


def entry_hash(entry: Entry) -> str:
    """Return a hash of the whole entry as written: an entry with a known one needs no work."""
    try:
        written = _encoder.encode(entry)
    except UnicodeEncodeError:  # a lone surrogate
        written = repr(entry).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=_KEY_BYTES).hexdigest()


def article_id(site: Site, source: Source, key: str) -> str:
    """Return the tag URI (RFC 4151) of an article: the same for a rebuilt database."""
    digest = hashlib.blake2b(f"{source.id}\0{key}".encode(), digest_size=_ID_BYTES).hexdigest()
    return f"tag:{site.authority}:article/{digest}"


def _names(entry: Entry, source: Source) -> _Names:
    guid = entry.guid.strip()
    url = canonical(entry.origin or entry.link, entry.base)
    link = address_key(url) if _names_an_item(url) else ""
    title = plain(entry.title)
    if guid:
        apart = _hashed(source, "guid and link", guid, link or title)
        return _Names(_hashed(source, "guid", guid), apart, _hashed(source, "link", link) if link else "", url, title)
    if link:
        return _Names(_hashed(source, "link", link), _hashed(source, "link and title", link, title), "", url, title)
    words = (title, plain(entry.summary, _WORDS), plain(entry.content, _WORDS))
    return _Names(_hashed(source, "words", *words), "", "", url, title)


def _names_an_item(url: str) -> bool:
    """Whether a canonical address leads to more than the front page of a site."""
    return bool(url.partition("://")[2].partition("/")[2])


def _hashed(source: Source, kind: str, *words: str) -> str:
    written = "\0".join((source.id, kind, *words)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=_KEY_BYTES).hexdigest()


def _owners(named: Sequence[_Names], known: Mapping[str, Article]) -> dict[str, _Names]:
    """Return for each name the entry that it belongs to: the one like the article we know, or the first."""
    owners: dict[str, _Names] = {}
    alike: set[str] = set()
    for names in named:
        article = known.get(names.own)
        if names.own not in owners:
            owners[names.own] = names
        if article is not None and names.own not in alike and _resembles(names, article):
            owners[names.own] = names
            alike.add(names.own)
    return owners


def _resembles(names: _Names, article: Article) -> bool:
    return names.title == article.headline or (bool(names.link) and names.url == article.url)


def _key(names: _Names, owner: _Names, known: Mapping[str, Article], claimed: set[str]) -> str:
    if _is_another(names, owner):
        return names.apart
    if names.apart in known and names.own not in known:
        return names.apart
    if names.apart in known and not _resembles(names, known[names.own]):
        return names.apart  # read alone, after it was read beside the owner of its name
    if names.own not in known and names.link in known and names.link not in claimed:
        return names.link
    return names.own


def _is_another(names: _Names, owner: _Names) -> bool:
    """Whether an entry is another item than the one its name belongs to."""
    if names.title == owner.title or not names.apart:
        return False
    return not names.link or names.url != owner.url
