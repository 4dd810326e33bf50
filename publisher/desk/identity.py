"""Identity: which item of a source an entry is, whatever becomes of its headline, its link and its dates.

The rule, by what the recorded series show (some 75,000 guids in 54 series, read reading by reading):

1. The raw guid, within its source. Under one guid headlines were rewritten 2,700 times and links moved 142 times, 128
   times together with the headline (RNZ, Stuff, SMH: the slug follows it). It always was the same story, and where both
   moved the links shared a number of the story. Where they share nothing, and neither headlines nor texts do, the guid
   was given to another story: that is an item of its own. Guids that count the places of a document ("0", "1", ...)
   name nothing: links that moved from one to another show them, and tell the items apart from then on. The guid of
   another source never collides, because the source is part of every key.
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
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from publisher.desk.beginnings import beginning
from publisher.desk.links import address_key, canonical
from publisher.desk.text import TITLE
from publisher.model import Article, Entry, Site, Source

_KEY_BYTES: Final = 16
_ID_BYTES: Final = 12
_WORDS: Final = 2000  # characters of a text that tell one item from another
_ALIKE: Final = 0.4  # of the words of the shorter of two texts
_WORD: Final = re.compile(r"\w+")
_PIECE: Final = re.compile(r"[a-z0-9]{4,64}")
_DATE: Final = re.compile(r"(?:19|20)\d\d(?:\d\d){0,2}")
_encoder = msgspec.msgpack.Encoder()


class Named:
    """An entry with what it may be known under; whatever costs work is made once, when it is first asked for.

    `own` is its key by guid, link or words; `apart` the one it has if it shares that with another item; `link` the one
    by its link, "" where that is `own` or there is none. `url` is its address in our spelling.
    """

    __slots__ = ("_digest", "_title", "apart", "entry", "link", "own", "url")

    def __init__(self, entry: Entry, source: Source) -> None:
        self.entry = entry
        self._digest = ""
        self._title: str | None = None
        self.url = canonical(entry.origin or entry.link, entry.base)
        self.apart = self.link = ""
        link = address_key(self.url) if _names_an_item(self.url) else ""
        guid = entry.guid.strip()
        if guid:
            self.own = _hashed(source.id, "guid", guid)
            self.apart = _hashed(source.id, "guid and link", guid, link or self.title)
            self.link = _hashed(source.id, "link", link) if link else ""
        elif link:
            self.own = _hashed(source.id, "link", link)
            self.apart = _hashed(source.id, "link and title", link, self.title)
        else:
            words = (beginning(entry.summary, _WORDS), beginning(entry.content, _WORDS))
            self.own = _hashed(source.id, "words", self.title, *words)

    @property
    def title(self) -> str:
        """The plain words of its title."""
        if self._title is None:
            self._title = beginning(self.entry.title, TITLE)
        return self._title

    @property
    def digest(self) -> str:
        """What it hashes to as written."""
        self._digest = self._digest or entry_hash(self.entry)
        return self._digest

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that it may be known under, the most likely first."""
        if self.link:
            return self.own, self.apart, self.link
        return (self.own, self.apart) if self.apart else (self.own,)


def candidates(entry: Entry, source: Source) -> tuple[str, ...]:
    """Return every key that the entry may be known under, the most likely first."""
    return Named(entry, source).keys


def identify(
    entries: Sequence[Entry], source: Source, known: Mapping[str, Article], named: Sequence[Named] | None = None
) -> list[str]:
    """Return the key of each entry of one document. `known` are the articles under the candidates of all of them.

    Two entries get one key only if they are one item told twice: the first of them counts. `named` are the entries as
    they were named before, in the same order: nothing is worked out again then.
    """
    named = [Named(entry, source) for entry in entries] if named is None else named
    owners = _owners(named, known)
    claimed = owners.keys()
    places = bool(known) and _are_places(named, known)
    return [
        names.link if places and _stands_elsewhere(names, known) else _key(names, owners[names.own], known, claimed)
        for names in named
    ]


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


def _names_an_item(url: str) -> bool:
    """Whether a canonical address leads to more than the front page of a site."""
    return "/" in url[url.find("://") + 3 : -1]


def _hashed(*words: str) -> str:
    written = "\0".join(words).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(written, digest_size=_KEY_BYTES).hexdigest()


def _owners(named: Sequence[Named], known: Mapping[str, Article]) -> dict[str, Named]:
    """Return for each name the entry that it belongs to: the one like the article we know, or the first."""
    owners: dict[str, Named] = {}
    alike: set[str] = set()
    for names in named:
        owners.setdefault(names.own, names)
        article = known.get(names.own)
        if article is not None and names.own not in alike and _resembles(names, article):
            owners[names.own] = names
            alike.add(names.own)
    return owners


def _resembles(names: Named, article: Article) -> bool:
    return (bool(names.link) and names.url == article.url) or names.title == article.headline


def _key(names: Named, owner: Named, known: Mapping[str, Article], claimed: AbstractSet[str]) -> str:
    if names is not owner and _is_another(names, owner):
        return names.apart
    if not known:
        return names.own
    if names.apart in known and (names.own not in known or not _resembles(names, known[names.own])):
        return names.apart  # read alone, after it was read beside the owner of its name
    if names.own in known and names.link and _is_other_story(names, known[names.own]):
        return names.apart
    if names.own not in known and names.link in known and names.link not in claimed:
        return names.link
    return names.own


def _are_places(named: Sequence[Named], known: Mapping[str, Article]) -> bool:
    """Whether guids are places of the document: most stand at other items than before, of which some only moved on."""
    moved = [names for names in named if _stands_elsewhere(names, known)]
    if 2 * len(moved) <= sum(bool(names.link) and names.own in known for names in named):
        return False
    links = {names.url for names in named if names.link}  # an item without a link stands nowhere
    return any(names.link in known or known[names.own].url in links for names in moved)


def _stands_elsewhere(names: Named, known: Mapping[str, Article]) -> bool:
    """Whether the article that was read under an entry's guid has another link and headline, and the entry none yet."""
    is_known = names.own in known and names.apart not in known
    return bool(names.link) and is_known and not _resembles(names, known[names.own])


def _is_other_story(names: Named, article: Article) -> bool:
    """Whether an entry has nothing in common with the article that was read under its guid."""
    if not article.url or _resembles(names, article) or _numbers(names.url) & _numbers(article.url):
        return False
    text = _text(names.entry)
    pairs = ((names.title, article.headline), (text, article.summary), (_slug(names.url), _slug(article.url)))
    return not any(_are_alike(one, other) for one, other in pairs)


def tells_another_text(entry: Entry, article: Article) -> bool:
    """Whether an entry and an article have a text each, and these hardly a word in common."""
    text = _text(entry)
    return bool(text and article.summary) and not _are_alike(text, article.summary)


def _text(entry: Entry) -> str:
    return beginning(entry.summary, _WORDS) or beginning(entry.content, _WORDS)


def _path(url: str) -> str:
    return address_key(url).partition("/")[2].lower()


def _slug(url: str) -> str:
    """Return the words of an address that tell what it is about."""
    last = _path(url).partition("?")[0].rpartition("/")[2].partition(".")[0]
    return "".join(letter if letter.isalpha() else " " for letter in last)


def _numbers(url: str) -> set[str]:
    """Return the pieces of an address that name one story: with figures, and no date."""
    pieces = _PIECE.findall(_path(url))
    return {piece for piece in pieces if not piece.isalpha() and not _DATE.fullmatch(piece)}


def _are_alike(one: str, other: str) -> bool:
    mine, theirs = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return len(mine & theirs) > _ALIKE * min(len(mine), len(theirs))


def _is_another(names: Named, owner: Named) -> bool:
    """Whether an entry is another item than the one its name belongs to."""
    if not names.apart or (names.link and names.url == owner.url):
        return False
    return names.title != owner.title
