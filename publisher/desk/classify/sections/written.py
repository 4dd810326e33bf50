"""How the file of a lexicon is read, and packed: README.md tells people how to write one.

[sports]            a section; `[]` is none
5: hat-trick,       a weight, and the entries that have it, divided by commas
   футбол*
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from zlib import crc32

from msgspec import Struct

from publisher.desk.classify.words import phrase

SECTIONS: Final = (
    "politics",
    "business",
    "technology",
    "science",
    "environment",
    "health",
    "sports",
    "entertainment",
    "crime",
    "education",
    "lifestyle",
    "travel",
    "opinion",
    "weather",
)
MARKS: Final = 24  # bits for the marks of words
_FIRST: Final = ord("a")


class Packed(Struct, frozen=True, array_like=True):
    """A lexicon as it ships: weights and phrases stay in one string each until a text asks for them.

    Weights are "a4.5 c-2": a letter for the place of the section, and how much. Phrases of one first word are
    "stock exchange=b5|york=": what follows the first word, and the weights.
    """

    words: dict[str, str]
    phrases: dict[str, str]
    parts: str  # all words that stand in phrases, behind the first one
    lengths: tuple[int, ...]  # letters before a star, longest first
    begins: dict[str, int]  # the marks of all second words of phrases, by the first


def pack(text: str) -> Packed:
    """Pack the text of a file. Raises ValueError where it is not written as README.md tells."""
    words: dict[str, str] = {}
    phrases: dict[str, list[str]] = {}
    later: set[str] = set()
    seconds: dict[str, list[str]] = {}
    for parts, weights in gather(text).items():
        told = " ".join(f"{chr(_FIRST + place)}{weight:g}" for place, weight in sorted(weights.items()))
        if len(parts) == 1:
            words[parts[0]] = told
        else:
            phrases.setdefault(parts[0], []).append(f"{' '.join(parts[1:])}={told}")
            later.update(parts[1:])
            seconds.setdefault(parts[0], []).append(parts[1])
    stems = {len(part) - 1 for part in (*words, *phrases, *later) if part[-1] == "*"}
    joined = {first: "|".join(sorted(listed, key=_more_words_first)) for first, listed in phrases.items()}
    begins = {first: marks_of(listed) for first, listed in seconds.items()}
    return Packed(words, joined, " ".join(sorted(later)), tuple(sorted(stems, reverse=True)), begins)


def marks_of(words: Iterable[str]) -> int:
    """Return a mark for each word, of a few that there are, as one number."""
    marks = 0
    for word in words:
        marks |= 1 << crc32(word.encode()) % MARKS
    return marks


def _more_words_first(told: str) -> tuple[int, str]:
    return -told.partition("=")[0].count(" "), told


def weights_of(told: str) -> tuple[tuple[int, float], ...]:
    """Read packed weights: the places of sections, and how much."""
    return tuple([(ord(one[0]) - _FIRST, float(one[1:])) for one in told.split()])


def gather(text: str) -> Mapping[tuple[str, ...], dict[int, float]]:
    """Read what each entry, cut into its words, weighs in which section. Raises ValueError."""
    gathered: dict[tuple[str, ...], dict[int, float]] = {}
    place = -1
    for line in text.replace("\n ", " ").splitlines():
        if not line.strip() or line[0] == "#":
            continue
        if line[0] == "[":
            place = _place(line.strip().strip("[] "))
            continue
        number, _, listed = line.partition(":")
        weight = float(number)
        for entry in listed.split(","):
            weights = gathered.setdefault(parts_of(entry.strip()), {})
            if weight and place >= 0:
                weights[place] = weight
    gathered.pop((), None)
    return gathered


def _place(section: str) -> int:
    return SECTIONS.index(section) if section else -1


def parts_of(entry: str) -> tuple[str, ...]:
    """Cut an entry as a text is cut; a star stays at its word."""
    if "*" not in entry:
        return phrase(entry)
    parts: list[str] = []
    for piece in entry.split():
        parts += phrase(piece)
        if piece[-1] == "*" and piece[-2:-1] not in "-\u2019'" and parts:  # "art-*": the word alone
            parts[-1] += "*"
    return tuple(parts)
