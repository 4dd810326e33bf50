"""Where a text names places: the longest rows of words that the table knows, written as names are written.

A name that is cut out of a longer one is none: "London" in "Jack London", "Jordan" in "Michael Jordan". What the table
calls a phrase about no country is passed over whole: "Latin America", "guinea pig".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from publisher.desk.classify.countries.people import ARTICLES, is_of_a_person
from publisher.desk.classify.countries.table import Meaning, Row, Table
from publisher.desk.classify.words import Words

BLOCKED: Final = "-"
_PARTS: Final = frozenset(".,;:!?()\u2026\u2014\u3002\u3001|\u0964\u061f\u060c\u201c\u201d")
_SHOUTED: Final = 0.6  # share of words in capitals above which capitals tell nothing


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A row of words that stands for a country, or for one of several."""

    at: int  # the place of its first word
    size: int  # in words
    meanings: tuple[Meaning, ...]  # the surest first


def mentions(words: Words, names: Table, places: Sequence[int], date: str = "") -> list[Mention]:
    """Return what a text names, in the order of the text; `places` are where names may begin.

    `date` (ISO) is when it was written, where that is known.
    """
    folded, packed = words.folded, names.packed
    found: list[Mention] = []
    end = 0
    for at in places:
        if at < end:
            continue
        row = names[folded[at]]
        mention = None
        if row.longest > 1 and (pair := " ".join(folded[at : at + 2])) in packed:
            mention = _longer(words, names, at, names[pair], date)
        if mention is None and (meanings := _fitting(row, words, at, 1, date)):
            mention = Mention(at, 1, meanings)
        if mention is not None:
            end = at + mention.size
            if mention.meanings[0].country == BLOCKED or (
                mention.size == 1 and is_of_a_person(at, mention.meanings[0], words)
            ):
                continue
            if _is_numbered(end, words) or words.after(end - 1)[:1] in _COINS:  # "Mali-D77", "US$20m"
                continue
            found.append(mention)
    return found


def _longer(words: Words, names: Table, at: int, pair: Row, date: str) -> Mention | None:
    """Return the longest row of several words from here on that means anything, written as it stands."""
    if words.folded[at] == "日" and at and words.folded[at - 1][-1].isdecimal():
        return None  # the 19th: "19日米財務省" is nothing of Japan
    for size in range(_reach(words, at, pair.longest), 1, -1):
        key = " ".join(words.folded[at : at + size])
        if key in names.packed and (meanings := _fitting(names[key], words, at, size, date)):
            if _begins_with_article(words, at) or (size == _SHORT and _is_cut_wrongly(words, names, at, meanings)):
                return None
            return Mention(at, size, meanings)
    return None


def _is_cut_wrongly(words: Words, names: Table, at: int, meanings: tuple[Meaning, ...]) -> bool:
    """Say whether a word for two countries is none where every character is a word: "其中美国"."""
    if len(meanings) < 2 or meanings[1].weight < CERTAIN or len(words.folded[at]) > 1:  # noqa: PLR2004 -- for two
        return False
    following = words.folded[at + 1 : at + 5]
    keys = [" ".join(following[:size]) for size in range(2, len(following) + 1)]
    return any(key in names.packed and names[key].meanings for key in keys)


_SHORT: Final = 2  # characters of a word for two countries
CERTAIN: Final = 100  # of 100: a word means all its countries at once


def _begins_with_article(words: Words, at: int) -> bool:
    """Say whether a row begins with an article that has its capital of the sentence: "La réunion est reportée"."""
    if words.folded[at] not in ARTICLES or words.after(at):  # the A of "A-levels" is none
        return False
    return words.initial(at).isupper() and words.initial(at + 1).islower()


def _reach(words: Words, at: int, longest: int) -> int:
    """Return how many words a row may have here: it ends with the headline, and where a sentence does."""
    end = words.headline if at < words.headline else len(words.folded)
    most = min(longest, end - at)
    for size in range(1, most):
        after = words.after(at + size - 1)
        if not after:
            continue
        if after not in _WITHIN and not _PARTS.isdisjoint(after) and after[0] != ".":
            return size
        if _is_cut_off(at + size - 1, words):
            return size
    return most


def _is_cut_off(at: int, words: Words) -> bool:
    """Say whether a sign parts a character that is a word from the next, so that no name goes on: "90ドル台/中東"."""
    if not "\u3041" <= words.written(at) <= "\u9fff":
        return False
    return not _IN_NAMES.issuperset(words.after(at))


_IN_NAMES: Final = frozenset("\u30fb\u00b7\u2027=\uff1d()\uff08\uff09")  # between the words of names


def _fitting(row: Row, words: Words, at: int, size: int, date: str) -> tuple[Meaning, ...]:
    """Return what words may mean, written as they are and at this date."""
    meanings = row.meanings
    if not meanings or row.any_case:
        return meanings
    first = words.text[words.starts[at]]
    if first.isupper():
        if row.capital:
            return meanings
        if size == 1 and row.titled is not None and not words.written(at).isupper():
            return row.titled
    elif size == 1 and row.cased and first.islower():
        return ()
    fitting = _cases(words, at, size)
    if first.islower() and not row.cased:
        fitting = ("",)  # "south Georgia" is not what "South Georgia" is
    return tuple(
        [
            one
            for one in meanings
            if one.case in fitting
            and (not date or one.since <= date)
            and (not one.until or not date or date <= one.until)
            and (one.case != "A" or not _is_chance(words, at))
        ]
    )


def _cases(words: Words, at: int, size: int) -> tuple[str, ...]:
    """Return the cases that words are written in, as the table calls them."""
    written = [words.written(at)] if size == 1 else [words.written(place) for place in range(at, at + size)]
    if all(word[0].islower() for word in written):
        return ("",)
    return ("", "C", "A") if all(map(str.isupper, written)) else ("", "C")


def _is_chance(words: Words, at: int) -> bool:
    """Say whether a word that must be in capitals may be any word, where all are: "GIVE US A BREAK"."""
    return words.written(at) in _SMALL_WORDS and _is_shouted(words)


_WITHIN: Final = frozenset({".", "'s", ","})
_SMALL_WORDS: Final = frozenset(
    {"US", "IT", "WHO", "AM", "PM", "IN", "OR", "ME", "LA", "ACT", "ICE", "CAR", "ED", "MAS", "UP", "SP", "TN"}
)


def _is_shouted(words: Words) -> bool:
    """Say whether a headline is written in capitals."""
    capitals = sum(map(str.isupper, map(words.written, range(words.headline))))
    return capitals > _SHOUTED * words.headline


def _is_numbered(end: int, words: Words) -> bool:
    """Say whether the number of a model is joined to a name: "Mali-D77" is a product, "Paris-2024" is none."""
    if end >= len(words.folded):
        return False
    number = words.folded[end]
    return number[-1].isdigit() and not number.isdigit() and words.after(end - 1) == "-"


_COINS: Final = frozenset("$\u20ac\u00a3\u00a5\u20b9")
