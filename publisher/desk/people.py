"""People: the names of those who wrote, out of what agencies put into author fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from publisher.desk.text import one_line, unmarked
from publisher.model import Person

LONGEST: Final = 256  # characters of an author field that are looked at, before any pattern
LONGEST_NAME: Final = 120
MOST: Final = 20

_ADDRESS_FIRST: Final = re.compile(r"\S{1,100}@\S{1,100}\s*\(([^()]{1,200})\)")  # RSS: x@y (Name)
_ADDRESS_LAST: Final = re.compile(r"([^<>@]{1,200}?)\s*[<(]\S{1,100}@[^<>()\s]{1,100}[>)]")  # Name <x@y>
_ADDRESS: Final = re.compile(r"(?:mailto:)?[^\s@]{1,100}@[^\s@]{1,100}", re.IGNORECASE)
# Not `von`, `de` or `di`, with which names begin.
_BY: Final = re.compile(r"(?i:(?:story |written |reported |words )?by|author|автор)\s*:?\s+|(?:Por|Par)\s*:?\s+")
_APART: Final = re.compile(r"\s*[;|\n]\s*")
_NOBODIES: Final = (
    "admin administrator webmaster noreply no-reply unknown author editor root none null agencies anonymous feed rss "
    "staff user nobody by"
)
_NOBODY: Final = frozenset(_NOBODIES.split())
_DESK: Final = re.compile(
    r"\b(?:desk|staff|bureau|newsroom|news ?team|team|agenc(?:y|ies)|correspondents?|reporters?|editors?|editorial|"
    r"redaktion|redacción|redacao|redação|rédaction|redazione|redactie|редакция|news|press|wire|service)\b",
    re.IGNORECASE,
)


def names(persons: Iterable[Person]) -> tuple[str, ...]:
    """Return the names of people and desks, cleaned, each once, in order. An address is nobody's name."""
    found: dict[str, str] = {}
    for person in persons:
        for name in _split(person.name[:LONGEST]) if person.name else ():
            found.setdefault(name.casefold(), name)
            if len(found) >= MOST:
                return tuple(found.values())
    return tuple(found.values())


def byline(authors: Iterable[str]) -> str:
    """Return how the authors are credited: the desk if one is named, else all of them."""
    listed = list(authors)
    desks = [name for name in listed if is_desk(name)]
    return ", ".join(desks[:1] or listed)


@lru_cache(maxsize=4096)
def is_desk(name: str) -> bool:
    """Whether a name is that of a desk rather than of a person ("Devdiscourse News Desk")."""
    return _DESK.search(name) is not None


@lru_cache(maxsize=4096)
def _split(field: str) -> tuple[str, ...]:
    """Return the names in one field; the same few people write most of a feed."""
    if "<" in field or "&" in field:
        field = field if _ADDRESS_LAST.search(field) else unmarked(field)
    return tuple(filter(None, map(_name, _APART.split(field))))


def _name(text: str) -> str:
    """Return one name; empty where the text holds none."""
    text = one_line(text, LONGEST)
    match = _ADDRESS_FIRST.fullmatch(text) or _ADDRESS_LAST.fullmatch(text)
    text = match[1].strip() if match else text
    prefix = _BY.match(text)
    text = text[prefix.end() :] if prefix else text
    text = text.strip(" ,.;:\"'-–—")
    nameless = text.casefold() in _NOBODY or _ADDRESS.fullmatch(text) or "://" in text
    return "" if nameless or not any(letter.isalpha() for letter in text) else text[:LONGEST_NAME].strip()
