"""Report: what of an article is compared, small enough to keep of a hundred thousand in memory and to store with each.

Made in a worker, beside classifying; placed in a story by the process that holds the pen (`index`).
"""

# ruff: noqa: RUF001 -- letters of many scripts are the point

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from publisher.desk.headlines import plain_headline, says_enough, without_outlet
from publisher.desk.stories.kinds import GAME, LIVE, ROUNDUP, kind_of, page_of
from publisher.desk.stories.lands import lands_of, places_among
from publisher.desk.stories.marks import marks, scores
from publisher.desk.stories.rarity import NOTHING, code
from publisher.desk.stories.shared import shared, unaccented
from publisher.desk.stories.words import parts, term_of, terms_of
from publisher.model import EPOCH, Article

HEAD, TEXT = 18, 24
"""The most terms that are kept of a headline, and of the text (its rarest ones)."""
TOLD_AGAIN: Final = 6  # terms of the headline, at most, that are kept of the text
LOOKED_AT: Final = 420  # characters of the text: what happened stands in the first sentences

_Term = TypeVar("_Term", int, str)

_UNPACKED: Final = 4096  # terms of headlines and of texts that are kept at hand
_LONGEST_FRAME: Final = 60  # characters
_FRAME: Final = re.compile(r"([^:]{3,40})[:\uff1a]\s")
_FIGURES: Final = re.compile(r"[0-9/]+")
_LEAD: Final = 160  # characters of the text that tell it from others
_LEAST_LEAD: Final = 45  # characters: a shorter text ("Read more") is the same under many reports
_COMMON: Final = NOTHING - 2  # terms of the text from this level on say too little
_RARE: Final = 9  # the level below which a word may be a name (`named`)
_TELLING: Final = 3  # terms that a text has to know it by: "Here is what you need to know to start your day" has one
_WORD: Final[re.Pattern[str]] = re.compile(r"[^\W\d_][\w’'-]*")
_INITIAL: Final = re.compile(r"([^\W\d_])[\w’'-]{3,}")  # of words that show how a headline is written
_SMALL: Final = re.compile(r"(?<![\w’'-])[a-zà-öø-ÿа-яё][\w’'-]{3,}")
_SAYS: Final = 12  # the level below which a word says anything
_PREPOSITIONS_LIST: Final = "amid among against during toward towards despite without within across until since near"
_PREPOSITIONS: Final = frozenset(_PREPOSITIONS_LIST.split())  # that headlines in capitals may write small
_NOUNS: Final = frozenset({"de", "lb"})  # languages that write all nouns with a capital
_QUOTED: Final = re.compile("«[^»]{2,40}»|“[^”]{2,40}”|„[^“]{2,40}“")
_SET_OFF: Final = re.compile(r"[,;|]\s+|、")
_LEAST_PART: Final = 3  # words
_LISTED: Final = re.compile(r",\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+")
_LEAST_LISTED, _LONGEST_LISTED = 3, 4  # phrases, and words of each
_INTERVIEW: Final = re.compile(r"\bjoin(?:s|ed)?\b[^.]{0,160}? on [\"“\u2018'][^\"”\u2019']{3,40}[\"”\u2019']")
_LEAST_TEXT: Final = 24  # characters, of "Source: Wire, 0:00"
_LONGEST_PUBLISHER: Final = 4  # words
_MOSTLY: Final = 0.6
_SHORTEST_NAME: Final = 2  # letters that are not enough
_JOINT: Final = re.compile("[-’']")  # of "Saint-Étienne", which is two words
_BEGUN: Final = re.compile(r"[:|–—]\s+([A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİŞА-ЯЁІЇЄҐΑ-Ω][\w’-]+)")  # behind a colon
_OWNED: Final = re.compile(r"\b([A-ZÀ-ÖØ-ÞĞİŞ]\w+)[’']\w{1,6}\b")  # of a name with its case, in Turkish
_STARTS: Final = 4  # letters
_ACRONYM: Final = re.compile(r"(?<!\w)[A-ZА-Я]{2,6}(?!\w)")  # of a bank, a firm, a union
_KATAKANA: Final = re.compile("[\u30a1-\u30fa\u30fc]{3,}")  # foreign names, and words that are lent
# The capital is looked for first, which is quick, and then what stands before it.
_CAPITAL: Final = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİŞА-ЯЁІЇЄҐΑ-Ω](?<=[\w,;)’'%-] .)[\w’'-]*")


class Report(Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """An article as the index compares it. Terms are numbers of 32 bits (`rarity`), packed in the machine's order."""

    id: str  # of the article
    source: str
    agency: str = ""
    language: str = "und"  # the first part of it
    at: int = 0  # seconds since 1970: when it was published
    head: bytes = b""  # the terms of the headline, in order, each once
    text: bytes = b""  # the rarest terms of the text that the headline does not have
    named: int = 0  # a bit for each term of the headline that is written like a name
    marks: tuple[int, ...] = ()  # what a headline counts or dates by: "game 3", "5 May" (`marks`)
    frame: int = 0  # what stands before a colon or behind a bar ("Live:", "| Evening Edition"), of this source
    framed: int = 0  # a bit for each term of the headline that stands there
    kind: int = 0  # a bit each for a round-up, a market report (`kinds`)
    places: tuple[str, ...] = ()  # the countries of the event
    headline: int = 0  # of the plain headline in its language; 0 where it says too little
    lead: int = 0  # of how the text begins; 0 where it is short
    page: int = 0  # of a live page's name at its source; 0 where it is none
    second: int = 0  # a bit for each term of the headline behind a comma that sets off what may be another event
    called: int = 0  # of a report on a game: a bit for each term of the text that is written like a name
    lands: str = ""  # the countries that the headline names, "EG US"
    beside: str = ""  # and those that the text names, where the headline names any
    shared: bytes = b""  # what of it reads the same in every language (`shared`)
    sure: int = 0  # a bit for each term of the headline that surely names: a town, or what is written in capitals
    starts: bytes = b""  # a byte for each term of the headline that may name: of how it begins, without accents
    placed: int = 0  # where the headline names nobody: a bit for each term of the text that names a place

    @property
    def heads(self) -> Sequence[int]:
        """The terms of the headline."""
        return _unpacked(self.head)

    @property
    def texts(self) -> Sequence[int]:
        """The terms of the text."""
        return _unpacked(self.text)


def report(article: Article) -> Report:
    """Return what of an article is compared."""
    return read(
        article.id,
        article.headline,
        article.summary,
        article.language,
        article.published,
        source=article.source,
        agency=article.agency,
        credit=article.credit,
        places=article.events,
    )


def read(  # noqa: PLR0913 -- what an article is compared by, without an article
    id: str,  # noqa: A002 -- the article's own word
    headline: str,
    text: str,
    language: str,
    published: datetime,
    *,
    source: str,
    agency: str = "",
    credit: str = "",
    places: tuple[str, ...] = (),
) -> Report:
    """Return the report that these words make."""
    short = language.partition("-")[0]
    headline = without_outlet(headline, text)
    owned = {found.casefold() for found in _OWNED.findall(headline)} if short == "tr" else set[str]()
    if short == "tr":
        headline, text = _OWNED.sub(r"\1", headline), _OWNED.sub(r"\1", text[:LOOKED_AT])
    words = plain_headline(headline, credit)
    text = _INTERVIEW.sub(" ", text[:LOOKED_AT]) if "join" in text else text  # who asks, and on which programme
    rest = _beyond(words, plain_headline(text[:LOOKED_AT])) if text else ""
    pieces, behind = parts(words), parts(rest.removeprefix(words))
    head = _terms_of_headline(pieces, short)
    frame, kind = _frame(headline), kind_of(words, headline, rest)
    kind |= ROUNDUP if rest and "," in headline and _lists(headline, rest) else 0
    in_frame = set(terms_of(parts(plain_headline(frame)), short)) if frame else set()
    texts = _rarest(behind, short, set(head.values()))
    lands = lands_of(pieces, short)
    capitals = _capitals(text[:LOOKED_AT]) if behind else set[str]()
    called = {term_of(word, short) for word in capitals} if kind & GAME else set[int]()
    written = _capitals(headline) if not _is_styled(head, headline, short) else set[str]()
    named = _named(head, headline, capitals | written)
    sure = _bits(head, _surely(head, headline, short, written) | owned)
    return Report(
        id=id,
        source=source,
        agency=agency,
        language=short,
        at=int((published - EPOCH).total_seconds()),
        head=_packed(head.values()),
        text=_packed(texts),
        named=named,
        marks=marks(headline) + (scores(text) if kind & GAME else ()),
        frame=code(f"{source} {plain_headline(_FIGURES.sub('', frame))}") if frame else 0,
        framed=_bits(head.values(), in_frame),
        kind=kind,
        places=tuple(sorted(places)),
        headline=code(f"{short} {words}") << 4 | len(words) & 15 if says_enough(words) else 0,
        lead=code(f"{source} {rest[:_LEAD]}") if rest[:_LEAD] != words[:_LEAD] and _tells(rest, texts, text) else 0,
        page=_page(headline, source) if kind & LIVE else 0,
        second=_second(headline, list(head)) if _SET_OFF.search(headline) else 0,
        called=_bits(texts, called),
        lands=lands,
        beside=lands_of(behind, short) if lands and behind else "",
        sure=sure,
        starts=bytes([_start(word) for place, word in enumerate(head) if (named | sure | 1) >> place & 1]),
        placed=_bits(texts, _towns(behind, short)) if not (named or sure) else 0,
        shared=shared(headline, text, short),
    )


def _bits(terms: Iterable[_Term], chosen: AbstractSet[_Term]) -> int:
    """Return a bit for each of the terms that is chosen, by its place."""
    return sum([1 << place for place, term in enumerate(terms) if term in chosen]) if chosen else 0


def _lists(headline: str, rest: str) -> bool:
    """Say whether a headline lists events, "Harbour strike, grain prices and an otter", of which its text tells one.

    So the daily talks of agencies are headed: three phrases or more, none of them a sentence.
    """
    phrases = [plain_headline(phrase).split() for phrase in _LISTED.split(headline)]
    if len(phrases) < _LEAST_LISTED or not all(0 < len(phrase) <= _LONGEST_LISTED for phrase in phrases):
        return False
    told = set(rest.split())
    return all(told.isdisjoint(phrase) for phrase in phrases[1:])


def _beyond(words: str, rest: str) -> str:
    """Return the plain text; "" where it is no more than a label, or the headline and a publisher's name again."""
    if len(rest) < _LEAST_TEXT and rest.isascii():
        return ""
    return "" if rest.startswith(words) and len(rest[len(words) :].split()) <= _LONGEST_PUBLISHER else rest


def _tells(rest: str, texts: list[int], text: str) -> bool:
    """Say whether a text is long enough to know an event by, and does not only introduce a list."""
    return len(rest) >= _LEAST_LEAD and len(texts) >= _TELLING and not text.rstrip().endswith(":")


def _second(headline: str, head: list[str]) -> int:
    """Return a bit for each word of a headline behind its first comma; 0 where either side is no more than a phrase."""
    before, _, _ = _SET_OFF.sub("\0", headline, count=1).partition("\0")
    words = parts(plain_headline(before))
    behind = [place for place, word in enumerate(head) if word not in words]
    if min(len(words), len(behind)) < _LEAST_PART:
        return 0
    return sum([1 << place for place in behind])


def _page(headline: str, source: str) -> int:
    called = page_of(headline)
    return code(f"{source} {' '.join(sorted(called))}") if called else 0


def _frame(headline: str) -> str:
    """Return what a headline is set in: the words before a colon, or the shorter side of a bar; "" without."""
    before, bar, behind = headline.rpartition(" | ")
    if bar:
        return min(before, behind, key=len)[:_LONGEST_FRAME]
    found = _FRAME.match(headline)
    return found[1] if found else ""


def _terms_of_headline(pieces: list[str], language: str) -> dict[str, int]:
    """Return the terms by the words that they stand for, each term once."""
    found: dict[int, str] = {}
    for word, number in zip(pieces, terms_of(pieces, language), strict=True):
        if number & NOTHING != NOTHING and number not in found and len(found) < HEAD:
            found[number] = word
    return {word: number for number, word in found.items()}


def _rarest(pieces: list[str], language: str, known: set[int]) -> list[int]:
    """Return the terms of a text, those of the headline that it repeats first, then its rarest."""
    found = dict.fromkeys(terms_of(pieces, language))
    again = list(filter(known.__contains__, found))
    for number in again:
        del found[number]
    fresh = [number for number in found if number & NOTHING < _COMMON]
    fresh.sort(key=NOTHING.__and__)
    return (again[:TOLD_AGAIN] + fresh)[:TEXT]


def _named(head: dict[str, int], headline: str, capitals: set[str]) -> int:
    """Return a bit for each term of the headline that is written like a name, there or in the text."""
    names = head.keys() & (capitals | _quoted(headline) | _lent(head, headline))
    return _bits(head, set(filter(_may_name, names)))


def _towns(pieces: list[str], language: str) -> set[int]:
    """Return the terms of the words of a text that name places."""
    return {term_of(word, language) for word in places_among(pieces, language)}


@lru_cache(maxsize=_UNPACKED)
def _start(word: str) -> int:
    """Return a byte of how a word begins: Zelensky and Zelenskyy begin alike, and so do Niño and Nino."""
    return crc32(unaccented(word)[:_STARTS].encode("utf-8", "surrogatepass")) & 255


def _surely(head: dict[str, int], headline: str, language: str, written: set[str]) -> set[str]:
    """Return the words that name a place, and what is written in capitals where a headline has small letters, too.

    `written` are the words with a capital where that is no matter of style.
    """
    told = places_among(head, language)
    if headline.isupper():
        return told
    told.update(word.casefold() for word in _ACRONYM.findall(headline))
    begun = (word.casefold() for word in _BEGUN.findall(headline))
    told.update(word for word in begun if head.get(word, NOTHING) & NOTHING < _RARE)
    return {word for word in told | written if len(word) > 1}


def _lent(head: dict[str, int], headline: str) -> set[str]:
    """Return the words in katakana, which names are written in, but for those that many reports have."""
    if headline.isascii() or not _KATAKANA.search(headline):
        return set()
    return {word for word, number in head.items() if number & NOTHING < _RARE and _KATAKANA.fullmatch(word)}


def _may_name(word: str) -> bool:
    """Say whether a word is long enough to name someone: "US", "AI" and "Q2" are in headlines on anything."""
    return len(word) > _SHORTEST_NAME or not word.isascii()


def _is_title_case(headline: str) -> bool:
    initials = _INITIAL.findall(headline)
    return sum(map(str.isupper, initials)) > _MOSTLY * len(initials)


def _is_styled(head: dict[str, int], headline: str, language: str) -> bool:
    """Say whether the capitals of a headline are a matter of style."""
    return _is_title_case(headline) and (language in _NOUNS or not _has_small(head, headline))


def _has_small(head: dict[str, int], headline: str) -> bool:
    """Say whether a headline of many capitals writes a word small that says anything: its capitals are names, then."""
    small = [word for word in _SMALL.findall(headline) if word not in _PREPOSITIONS]
    return any(head.get(word, NOTHING) & NOTHING < _SAYS for word in small)


def _quoted(headline: str) -> set[str]:
    """Return the words in quotation marks that begin like a name: of a film, of a ship, of a firm in Russian."""
    return {
        word[0].casefold()
        for found in _QUOTED.finditer(headline)
        for word in _WORD.finditer(found[0])
        if found[0][1].isupper()
    }


def _capitals(text: str) -> set[str]:
    """Return the words, in lower case, that begin with a capital within a sentence."""
    found = _CAPITAL.findall(text)
    names = {word.casefold().removesuffix("’s").removesuffix("'s") for word in found}
    joined = [name for name in names if not name.isalnum()]
    return names.union(*map(_JOINT.split, joined)) if joined else names


def _packed(terms: Iterable[int]) -> bytes:
    return array("I", terms).tobytes()


@lru_cache(maxsize=_UNPACKED)
def _unpacked(packed: bytes) -> tuple[int, ...]:
    return tuple(array("I", packed))


def encode(report: Report) -> bytes:
    """Return a report as it is stored."""
    return msgspec.msgpack.encode(report)


def decode(stored: bytes) -> Report:
    """Return a report as it was stored."""
    return _decode(stored)


_decode: Final = msgspec.msgpack.Decoder(Report).decode
