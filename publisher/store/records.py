"""Nouns as rows, and rows as nouns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from struct import unpack
from typing import Final, TypeAlias

from msgspec.msgpack import Decoder, Encoder

from publisher.model import EPOCH, Article, Showing, SourceState, Status

Values: TypeAlias = "tuple[object, ...]"
"""A row: a value for each column of its table, in the table's order."""

WORLD: Final = ""
"""The country of the shelf that every usable article stands on."""

WORD_OF: Final[Mapping[Status, str]] = {status: status.value for status in Status}  # `.value` itself is slow
MICROSECOND: Final = timedelta(microseconds=1)

encode: Final = Encoder().encode
decode_article: Final = Decoder(Article).decode
decode_state: Final = Decoder(SourceState).decode
decode_showing: Final = Decoder(Showing).decode
decode_held: Final = Decoder(dict[str, int]).decode


def micros(time: datetime) -> int:
    """Return a time as whole microseconds since 1970."""
    return (time - EPOCH) // MICROSECOND


def instant(value: int) -> datetime:
    """Return whole microseconds since 1970 as a time."""
    return EPOCH + value * MICROSECOND


def state_row(state: SourceState) -> Values:
    """Return the row of a source."""
    return (state.source, (state.due - EPOCH) // MICROSECOND, encode(state))


def sign_numbers(signs: Collection[str]) -> tuple[int, ...]:
    """Return what signs are kept as: 64 bits of the hash of each, in a tenth of the space.

    Among ten million signs, two that mean the same number are as likely as one in 400,000.
    """
    digests = [blake2b(sign.encode("utf-8", "surrogatepass"), digest_size=8).digest() for sign in signs]
    return unpack(f">{len(digests)}q", b"".join(digests))


@lru_cache(maxsize=1_024)
def primary(language: str) -> str:
    """Return the primary subtag of a language: `pt` of `pt-BR`."""
    return language.partition("-")[0]
