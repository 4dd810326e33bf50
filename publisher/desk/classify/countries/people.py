"""Whose name a word is a part of: "London" in "Jack London", "Jordan" in "Michael Jordan" are no places."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from publisher.desk.classify.countries.table import Meaning
from publisher.desk.classify.words import Words

# That begin names of places, too.
ARTICLES: Final = frozenset({"la", "le", "les", "el", "los", "las", "il", "lo", "gli", "o", "a", "os", "as"})
_PLACES: Final = frozenset({"name", "capital", "city", "region", "common"})
_PERSONAL: Final = _PLACES | {"demonym", "leader", "institution", "metonym"}  # what people are called, too
_FILE: Final = "people.bin"


def is_of_a_person(at: int, first: Meaning, words: Words) -> bool:
    """Say whether a word that means a place is a part of a person's name: a first name before it, or a last name."""
    if first.kind not in _PERSONAL:
        return False
    folded, people = words.folded, _people()
    if at and at != words.headline:
        before, kind = folded[at - 1], first.kind
        is_named = (before in people.first and before not in _WORDS) or (
            kind in _PLACES and before in _BEFORE_TOWNS and not (before in ARTICLES and words.starts_sentence(at - 1))
        )  # "El Barcelona" is no second Barcelona
        is_other = (
            kind == "leader" and at > words.headline and first.weight < _KNOWN and before not in _TITLES
        )  # somebody else of that last name
        if (is_named or is_other) and _is_next(at, words) and words.text[words.starts[at - 1]].isupper():
            return is_named or not words.starts_sentence(at - 1)
    end = at + 1
    if end >= len(folded) or end == words.headline or words.after(at) or not words.initial(end).isupper():
        return False
    if folded[end] not in people.last:
        return folded[at] in _LIKE_PEOPLE and _is_a_last_name(end, words)
    return folded[at] in people.first or (
        folded[at] in _GIVEN and folded[end] not in _TRADED and _ends_a_name(end, words)
    )


def _is_next(at: int, words: Words) -> bool:
    """Say whether nothing but a space stands between a word and the one before: no sign, no dash of a dateline."""
    return words.text[words.starts[at] - 1].isspace() and words.text[words.starts[at] - 2].isalnum()


def _ends_a_name(at: int, words: Words) -> bool:
    """Say whether a name ends with this word: where each word has a capital nobody can tell."""
    end = at + 1
    return end >= len(words.folded) or end == words.headline or words.initial(end).islower() or bool(words.after(at))


def _is_a_last_name(at: int, words: Words) -> bool:
    """Say whether a word that no census has may be the last name behind Chad or Jordan, and is nothing of a state."""
    return words.folded[at] not in _OF_STATES and words.written(at)[1:].islower() and _ends_a_name(at, words)


_LIKE_PEOPLE: Final = frozenset({"chad", "jordan"})
_STATES_HAVE: Final = (
    "valley river basin lake republic president king queen prince princess premier minister army parliament senate "
    "court police government airways airlines petroleum dinar times gazette armed air customs football"
)
_OF_STATES: Final = frozenset(_STATES_HAVE.split())
_PLACES_GIVEN: Final = (  # names of places that people are given
    "america asia austin brooklyn camden carolina charlotte chelsea cheyenne dakota dallas denver florenca "
    "florence florencia holland houston india ireland israel jamaica kenya kingston lincoln london madison "
    "memphis milan montana paris phoenix raleigh roma rome savannah siena sofia sydney verona victoria vienna "
    "virginia"
)
_GIVEN: Final = frozenset(_PLACES_GIVEN.split())
_NAMES_TRADED: Final = (  # last names that are words of the news, too
    "bank banks battle bond bonds bridges church city court day east fields glass gold guard hall hills house hunt "
    "justice king law love mills north page park pope post power powers price prince rail rice rivers sales school "
    "shields silver south star steel stocks stone street strong town wells west winter woods young"
)
_TRADED: Final = frozenset(_NAMES_TRADED.split())


_KNOWN: Final = 71  # of 100: a less sure last name is somebody else's where another first name stands before it
_TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "president",
        "minister",
        "secretary",
        "chancellor",
        "premier",
        "king",
        "queen",
        "prince",
        "princess",
        "pm",
        "sen",
        "senator",
        "gov",
        "governor",
        "rep",
        "leader",
        "general",
        "pope",
        "cardinal",
        "judge",
        "justice",
        "chairman",
        "speaker",
        "pm's",
        "and",
        "the",
        "congressman",
        "representative",
        "mayor",
        "sir",
        "lord",
        "lady",
        "dame",
        "dr",
        "professor",
        "democrat",
        "republican",
        "attorney",
    ]
)
_BEFORE_TOWNS: Final = frozenset(
    [
        "new",
        "fort",
        "port",
        "mount",
        "lake",
        "san",
        "santa",
        "saint",
        "st",
        "little",
        "el",
        "los",
        "las",
        "camp",
        "hotel",
        "cafe",
        "hms",
        "uss",
        "hmas",
        "rms",
    ]
)
_WORDS: Final = frozenset(  # first names that are words, too
    [
        "king",
        "prince",
        "queen",
        "may",
        "april",
        "june",
        "august",
        "will",
        "mark",
        "grant",
        "rich",
        "christian",
        "frank",
        "chase",
        "hope",
        "faith",
        "grace",
        "joy",
        "summer",
        "dawn",
        "rose",
        "drew",
        "bill",
        "art",
        "major",
        "case",
        "star",
        "pat",
        "see",
        "guy",
        "young",
        "long",
        "jan",
        "son",
        "victor",
        "page",
        "in",
        "an",
        "so",
        "do",
        "by",
        "man",
        "mission",
        "virginia",
        "georgia",
        "carolina",
        "dakota",
        "florence",
        "sydney",
        "austin",
        "paris",
        "chelsea",
        "brooklyn",
        "savannah",
        "charlotte",
        "israel",
        "kenya",
        "india",
        "asia",
        "china",
        "america",
        "britain",
    ]
)


def is_a_last_name(word: str) -> bool:
    """Say whether a word is one of the commonest last names, folded, and no word besides."""
    return word in _people().last and word not in _TRADED


class _People(msgspec.Struct, frozen=True):
    first: frozenset[str]
    last: frozenset[str]


@cache
def _people() -> _People:
    """Return the commonest first and last names in the census of US, folded."""
    return msgspec.msgpack.decode(files(__package__).joinpath(_FILE).read_bytes(), type=_People)
