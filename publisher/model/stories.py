"""What the house remembers of how articles were joined, and what editors ruled about it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple

from msgspec import Struct


class Group(NamedTuple):
    """Whom an article stands with: those who sent the same report, and all who tell of the event."""

    report: str
    story: str


NOWHERE: Final = Group("", "")
"""The group of an article that was not joined to others yet."""


class Gist(NamedTuple):
    """What of an article is compared with others, as it is kept."""

    number: int  # in the order that articles were first saved
    article: str
    group: Group
    record: bytes


class Merge(NamedTuple):
    """A story that ended because another one tells the same event: whoever asks for it is led there."""

    story: str
    kept: str
    at: datetime
    why: str


class Ruling(Struct, frozen=True, kw_only=True):
    """What an editor ruled about stories; the program never undoes it.

    merge ─ `story` ended, and `other` has its articles
    split ─ `articles` left `story` for `other`, a new one; the two are never merged again by the program
    """

    at: datetime
    kind: Literal["merge", "split"]
    story: str
    other: str
    articles: tuple[str, ...] = ()
