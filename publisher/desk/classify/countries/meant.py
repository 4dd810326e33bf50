"""Which of its countries a name means: by what stands beside it, by the names of the text, by the home of the source.

An ambiguous name is settled by what stands beside it ("Paris, Texas"), by the other names of the text (Georgia with
Tbilisi, Georgia with Atlanta), then by the home of the source, then by what it mostly means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from publisher.desk.classify.countries.mentions import Mention
from publisher.desk.classify.countries.table import Meaning
from publisher.desk.classify.words import Words

SURE: Final = 70  # of 100: what names like this one support others
AT_HOME: Final = 40  # of 100: what the home of the source adds to a meaning of a name that has several
NEVER: Final = 101  # of 100: as sure as no name is
CERTAIN: Final = 100  # of 100: a name that nothing settles otherwise
LARGE: Final = 40  # of 100: a town that may be meant though a country has its name
_NAMED_AFTER: Final = frozenset({"city", "capital", "common", "name", "region"})
_COUNTIES: Final = frozenset({"county", "township", "parish", "borough"})
_BODIES: Final = frozenset(
    {
        "high school", "middle school", "elementary school", "junior high", "junior college", "community college",
        "public schools", "city council", "town council", "city schools", "city commission", "police department",
        "fire department", "school board", "school district",
    }
)  # fmt: skip
_NAMES_GO_ON: Final = _COUNTIES.union([body.partition(" ")[0] for body in _BODIES])
_COUNTY_LANDS: Final = frozenset({"US", "GB", "IE", "KE", "CA", "AU", "NZ", "LR", "HU", "RO", "HR", "SE", "NO", "EE"})
DOUBTFUL: Final = 60  # below, a name counts more where others support it
SUPPORTED: Final = 80  # what such a name is worth then
SURE_NAME: Final = 90  # of 100: a name that no town shares in earnest


def support_of(mentions: Sequence[Mention]) -> Mapping[str, int]:
    """Return how much the sure names of a text say for each country."""
    support: dict[str, int] = {}
    for mention in mentions:
        if _supports(mention):
            country = mention.meanings[0].country
            support[country] = support.get(country, 0) + 1
    return support


def _supports(mention: Mention) -> bool:
    """Say whether a name is sure enough to settle what others mean."""
    first, *others = mention.meanings
    return first.weight >= SURE and first.kind != "common" and (not others or others[0].weight < first.weight / 2)


def meant_by(
    mention: Mention, following: Mention | None, words: Words, support: Mapping[str, int], home: str
) -> tuple[Meaning, float]:
    """Return what a mention means here, and how sure that is, of 100."""
    meanings, end = mention.meanings, mention.at + mention.size
    meaning = meanings[0]
    if meaning.kind in _NAMED_AFTER and end < len(words.folded):
        if (
            following is not None
            and following.at <= end + _BETWEEN
            and (named := _named_beside(mention, following, words))
        ):
            return replace(meaning, country=named, kind="city"), 95.0
        if words.folded[end] in _NAMES_GO_ON and (named := _named_after(mention, words, home)):
            return replace(meaning, country=named, kind="city"), float(SUPPORTED)
    if len(meanings) > 1:
        own = meaning.country if _supports(mention) and meaning.weight < CERTAIN else ""  # itself is no support
        meaning = max(
            possible(meanings),
            key=lambda one: (
                (one.weight + (AT_HOME if one.country == home else 0))
                * (1 + support.get(one.country, 0) - (one.country == own))
            ),
        )
    if not support and meaning.weight < SURE and mention.size == 1 and (told := _told_by_words(mention, words)):
        return told, float(SURE_NAME)
    if support and meaning.kind == "name" and meaning.country in SHARED and _means_country(mention, words, support):
        return meaning, float(SURE_NAME)
    weight = float(meaning.weight)
    if weight < DOUBTFUL and (support.get(meaning.country) or (meaning.country == home and meaning.kind != "common")):
        weight = SUPPORTED if support.get(meaning.country) else DOUBTFUL
    elif len(meanings) > 1 and support.get(meaning.country):
        weight = max(weight, SUPPORTED)
    return meaning, weight


SHARED: Final = frozenset({"AM", "GE", "JO", "TD"})  # countries whose names are a region's or a person's, too


_HINTS: Final = {  # words of a headline that only news of the one has, where no other name tells
    "georgia": {
        "GE": "parliament parliamentary eu nato mps mp lari uefa oligarch breakaway separatists",
        "US": """governor county sheriff sheriff's gop bulldogs deputies deputy senator senators republicans republican
            democrats democrat troopers interstate legislature statehouse hurricane tornado tornadoes""",
    },
    "jordan": {
        "JO": """airspace kingdom monarch parliament islamist islamists refugees ambassador embassy militants militias
            smugglers airdrop airdrops minister ministers"""
    },
    "chad": {
        "TD": """junta rebels refugees military troops soldiers parliament islamist jihadists militants minister
            ministers transitional insurgents herders cholera peacekeepers"""
    },
}
_TELLING: Final = {
    name: {country: frozenset(hints.split()) for country, hints in told.items()} for name, told in _HINTS.items()
}


def _told_by_words(mention: Mention, words: Words) -> Meaning | None:
    """Return what a name means by words that are no names: "Georgia bill splits parliament"."""
    hints = _TELLING.get(words.folded[mention.at])
    if hints is None:
        return None
    headline = words.folded[: words.headline]
    told = [one for one in mention.meanings if one.country in hints and not hints[one.country].isdisjoint(headline)]
    return told[0] if len(told) == 1 else None


def _means_country(mention: Mention, words: Words, support: Mapping[str, int]) -> bool:
    """Say whether a name that is also a person's or a region's is a country's: "Russia lifts its ban on Georgia".

    States deal with states; the name of a person goes on with a capital.
    """
    end = mention.at + mention.size
    if not support.keys().isdisjoint([one.country for one in mention.meanings]):
        return False
    return end >= len(words.folded) or end == words.headline or not words.initial(end).isupper()


def possible(meanings: Sequence[Meaning]) -> Sequence[Meaning]:
    """Leave out small towns with the name of a country or a leader: those are met with their region beside them."""
    first = meanings[0]
    if first.kind not in {"name", "leader"} or first.weight < DOUBTFUL:
        return meanings
    large = LARGE if first.weight < SURE_NAME else NEVER
    return [one for one in meanings if one.kind != "common" and (one.kind != "city" or one.weight >= large)]


def _named_beside(mention: Mention, following: Mention, words: Words) -> str:
    """Return the country of the region or the country that a town is written with: "Paris, Texas"."""
    if following.at == words.headline or not _stands_with(mention, following, words):
        return ""
    known = {meaning.country for meaning in mention.meanings}
    beside = next((one for one in following.meanings if one.kind == "region"), following.meanings[0])
    is_next = following.at == mention.at + mention.size
    after = words.after(following.at - 1) if is_next else ""
    if (
        (beside.kind == "region" or " ".join(words.folded[following.at :][: following.size]) == "new york")
        and after in {",", "", ".,", "("}
        and (len(following.meanings) == 1 or beside.country in known)
    ):
        return beside.country
    beside = following.meanings[0]
    if beside.kind != "name" or after != ",":
        return ""
    named = beside.country in known or mention.meanings[0].kind == "common" or _is_one_of_it(mention, following, words)
    return beside.country if named else ""


def _stands_with(mention: Mention, following: Mention, words: Words) -> bool:
    """Say whether nothing stands between two names, or that one is within the other: "Liban, dans l'Ohio"."""
    end = mention.at + mention.size
    if following.at == end:
        return True
    return words.after(end - 1) == "," and _WITHIN.issuperset(words.folded[end : following.at])


_BETWEEN: Final = 2  # words
_WITHIN: Final = frozenset({"dans", "en", "in", "im", "nel", "nell", "nella", "no", "na", "em", "l", "le", "la", "au"})


def _is_one_of_it(mention: Mention, following: Mention, words: Words) -> bool:
    """Say whether a smaller town of the name of another is written with its country: "en Granada, Nicaragua"."""
    first, end = mention.meanings[0], following.at + following.size
    if first.kind != "city" or first.weight >= SURE_NAME or not mention.at or words.after(end - 1)[:1] == ",":
        return False
    return words.folded[mention.at - 1] in _IN and words.folded[end : end + 1] not in _ANDS


_IN: Final = frozenset({"en", "in", "em", "a"})
_ANDS: Final = (["y"], ["e"], ["et"], ["und"], ["and"], ["o"], ["or"])


def _named_after(mention: Mention, words: Words, home: str) -> str:
    """Return the country whose county or school bears a name from elsewhere: "Lebanon County", "Paris City Council"."""
    end = mention.at + mention.size
    if words.after(end - 1) or not words.text[words.starts[end]].isupper():
        return ""
    known = [meaning.country for meaning in mention.meanings]
    if words.folded[end] in _COUNTIES:
        local = home if home in _COUNTY_LANDS else "US"
        return "" if known[0] in _COUNTY_LANDS and known[0] != local else local
    body = " ".join(words.folded[end : end + 2])
    return home if home in known and body in _BODIES else ""
