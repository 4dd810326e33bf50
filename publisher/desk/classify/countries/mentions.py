"""Where a text names places: the longest rows of words that the table knows, written as names are written.

A name that is cut out of a longer one is none: "London" in "Jack London", "Jordan" in "Michael Jordan". What the table
calls a phrase about no country is passed over whole: "Latin America", "guinea pig".
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec

from publisher.desk.classify.countries.table import Meaning, Table
from publisher.desk.classify.words import Word, Words

BLOCKED: Final = "-"
_PLACES: Final = frozenset({"name", "capital", "city", "region", "common"})
_PERSONAL: Final = frozenset({"name", "capital", "city", "region", "common", "demonym"})  # what people are called, too
_FILE: Final = "people.bin"
_PARTS: Final = frozenset(".,;:!?()\u2026\u2014\u3002\u3001|\u0964\u061f\u060c\u201c\u201d")
_SHOUTED: Final = 0.6  # share of words in capitals above which capitals tell nothing


class Mention(NamedTuple):
    """A row of words that stands for a country, or for one of several."""

    at: int  # the place of its first word
    size: int  # in words
    meanings: tuple[Meaning, ...]  # the surest first


def mentions(words: Words, names: Table, date: str = "") -> list[Mention]:
    """Return what a text names, in the order of the text; `date` (ISO) is when it was written, where that is known."""
    folded = words.folded
    hits = names.known(folded)
    if not hits:
        return []
    shouted = _is_shouted(words)
    found: list[Mention] = []
    end = 0
    for at, word in enumerate(folded):
        if word in hits and at >= end:
            mention = _longest(words, names, at, shouted=shouted, date=date)
            if mention:
                end = at + mention.size
                if mention.meanings[0].country != BLOCKED:
                    found.append(mention)
    return [mention for mention in found if not _is_of_a_person(mention, words)]


def _longest(words: Words, names: Table, at: int, *, shouted: bool, date: str) -> Mention | None:
    """Return the longest row of words from here on that means anything, written as it stands."""
    row = names.get(words.folded[at])
    if row is None:
        return None
    for size in range(_reach(words, at, row.longest), 1, -1):
        longer = names.get(" ".join(words.folded[at : at + size]))
        if longer and (meanings := _fitting(longer.meanings, words.row[at : at + size], shouted, date)):
            return Mention(at, size, meanings)
    if row.meanings and (meanings := _fitting(row.meanings, words.row[at : at + 1], shouted, date)):
        return Mention(at, 1, meanings)
    return None


def _reach(words: Words, at: int, longest: int) -> int:
    """Return how many words a row may have here: it ends with the headline, and where a sentence does."""
    end = words.headline if at < words.headline else len(words.row)
    for size in range(1, min(longest, end - at)):
        after = words.row[at + size - 1].after
        if after and after not in {".", "'s", ". ", ","} and not _PARTS.isdisjoint(after) and "." not in after[:1]:
            return size
    return min(longest, end - at)


def _fitting(meanings: tuple[Meaning, ...], row: list[Word], shouted: bool, date: str) -> tuple[Meaning, ...]:  # noqa: FBT001 -- called for each name
    """Return what words may mean, written as they are and at this date."""
    first = row[0].written
    capital = not first[0].islower()
    capitals = capital and (first.isupper() if len(row) == 1 else all(word.written.isupper() for word in row))
    fitting = []
    for meaning in meanings:
        case = meaning.case
        if (case == "C" and not capital) or (case == "A" and not capitals):
            continue
        if case == "A" and shouted and len(first) <= 3 and len(row) == 1 and first in _SMALL_WORDS:  # noqa: PLR2004
            continue
        if date and ((meaning.since and date < meaning.since) or (meaning.until and date > meaning.until)):
            continue
        fitting.append(meaning)
    return tuple(fitting)


_SMALL_WORDS: Final = frozenset(
    {"US", "IT", "WHO", "AM", "PM", "IN", "OR", "ME", "LA", "ACT", "ICE", "CAR", "ED", "MAS"}
)


def _is_shouted(words: Words) -> bool:
    """Say whether a headline is written in capitals."""
    if not words.headline:
        return False
    capitals = sum(word.written.isupper() for word in words.row[: words.headline])
    return capitals > _SHOUTED * words.headline


def _is_of_a_person(mention: Mention, words: Words) -> bool:
    """Say whether a place is a part of a person's name: a first name stands before it, or a last name behind it."""
    at, end = mention.at, mention.at + mention.size
    kind = mention.meanings[0].kind
    if mention.size > 1 or kind not in _PERSONAL:
        return False
    row = words.row
    if (
        at
        and at != words.headline
        and not row[at - 1].after
        and not row[at].before
        and row[at - 1].written[0].isupper()
    ):
        before = row[at - 1].folded
        if kind != "demonym" and before in _people().first and before not in _TITLES:
            return True
    if end >= len(row) or end == words.headline or row[at].after or not row[end].written[0].isupper():
        return False
    return row[at].folded in _people().first and row[end].folded in _people().last


_TITLES: Final = frozenset(
    {"king", "prince", "queen", "may", "april", "june", "august", "will", "mark", "grant", "rich"}
)


class _People(msgspec.Struct, frozen=True):
    first: frozenset[str]
    last: frozenset[str]


@cache
def _people() -> _People:
    """Return the commonest first and last names in the census of US, folded."""
    return msgspec.msgpack.decode(files(__package__).joinpath(_FILE).read_bytes(), type=_People)
