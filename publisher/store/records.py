"""Nouns as rows, and rows as nouns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeAlias

from msgspec.msgpack import Decoder, Encoder

from publisher.model import EPOCH, Article, Showing, SourceState, Status

Row: TypeAlias = dict[str, object]

WORLD: Final = ""
"""The country of the shelf that every usable article stands on."""

_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = 1_000_000
_DAY: Final = 86_400 * _SECOND

encode: Final = Encoder().encode
decode_article: Final = Decoder(Article).decode
decode_state: Final = Decoder(SourceState).decode
decode_showing: Final = Decoder(Showing).decode
decode_held: Final = Decoder(dict[str, int]).decode


def micros(time: datetime) -> int:
    """Return a time as whole microseconds since 1970."""
    since = time - EPOCH
    return since.days * _DAY + since.seconds * _SECOND + since.microseconds


def instant(value: int) -> datetime:
    """Return whole microseconds since 1970 as a time."""
    return EPOCH + value * _MICROSECOND


def article_row(article: Article, number: int) -> Row:
    """Return the row of an article."""
    return {
        "number": number,
        "id": article.id,
        "source": article.source,
        "key": article.key,
        "entry_hash": article.entry_hash,
        "story": article.story,
        "status": article.status.value,
        "received": micros(article.received),
        "embargoed_until": micros(article.embargoed_until) if article.embargoed_until else None,
        "expires": micros(article.expires) if article.expires else None,
        "record": encode(article),
    }


def shelf_rows(article: Article, number: int) -> Iterator[Row]:
    """Yield the rows of an article on the shelves; none where it is not usable."""
    if article.status is not Status.USABLE:
        return
    world: Row = {
        "article": number,
        "country": WORLD,
        "section": article.section.value if article.section else "",
        "genre": article.genre.value if article.genre else "",
        "language": primary(article.language),
        "agency": article.agency,
        "source": article.source,
        "story": article.story,
        "published": micros(article.published),
        "received": micros(article.received),
        "embargoed_until": micros(article.embargoed_until) if article.embargoed_until else None,
        "expires": micros(article.expires) if article.expires else None,
    }
    yield world
    for country in article.events:
        yield world | {"country": country}


def state_row(state: SourceState) -> Row:
    """Return the row of a source."""
    return {"id": state.source, "due": micros(state.due), "record": encode(state)}


@lru_cache(maxsize=65_536)  # a sign is looked up first and saved soon after
def sign_number(sign: str) -> int:
    """Return what a sign is kept as: 64 bits of its hash, in a tenth of the space.

    Among ten million signs, two that mean the same number are as likely as one in 400,000.
    """
    return int.from_bytes(blake2b(sign.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def primary(language: str) -> str:
    """Return the primary subtag of a language: `pt` of `pt-BR`."""
    return language.partition("-")[0]
