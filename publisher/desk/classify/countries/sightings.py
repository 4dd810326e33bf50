"""What a mention says: which country is meant (`meant`), in which place of the article, and in which part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.meant import (
    DOUBTFUL,
    SHARED,
    SUPPORTED,
    SURE_NAME,
    meant_by,
    possible,
    support_of,
)
from publisher.desk.classify.countries.mentions import Mention
from publisher.desk.classify.countries.namesakes import NAMESAKES, cooks, is_no_place, is_of_a_thing
from publisher.desk.classify.countries.parts import is_barely_in, is_named, is_set_over, part_of
from publisher.desk.classify.countries.shortened import SHORTENED, is_shortened
from publisher.desk.classify.countries.table import GROUNDS, STATES, Meaning
from publisher.desk.classify.countries.territories import RULED_BY
from publisher.desk.classify.words import Words

LEAD: Final = 30  # words of the text that are its lead
KNOWN: Final = 0.7  # of 1: so sure is a town that something surely happened in
OPENING: Final = "opening"  # the first sentence of a text, where the headline names nobody
TOP: Final = frozenset({"headline", OPENING})
KICKER: Final = "kicker"  # the kind of a doubtful name that a headline is set under: only news makes it a place


ROLES: Final = {
    "": "named",
    "place": "where it happened: in Kabul",
    "actor": "who reacts: Paris condemns",
    "side": "who takes part: US-led",
    "abroad": "people and things away from home: a Thai restaurant, a Swedish tourist in Bali",
    "dateline": "where it was written",
    "speaker": "a leader or a house named beside another country: Pompeo on Iran",
    "ours": "the home of the source beside another country",
    "matter": "what a war is called after, beside another country: oil rises on Iran war fears",
}


class Sighting(Struct, frozen=True, gc=False):
    """One mention, settled: the country it stands for, how, and where."""

    country: str
    kind: str
    weight: float  # 0 to 1: how sure the words are for themselves
    where: str  # headline, opening, lead or rest
    role: str  # one of ROLES
    at: int
    size: int


def sightings(mentions: Sequence[Mention], words: Words, grammar: Grammar, home: str) -> list[Sighting]:
    """Settle what each mention says; those that prove to be no place are left out."""
    support = support_of(mentions) if any(map(_is_open, mentions)) else _NO_SUPPORT
    found: list[Sighting] = []
    following: Sequence[Mention | None] = [*mentions[1:], None]
    headline = words.headline
    for mention, beside in zip(mentions, following, strict=True):
        meaning, weight = meant_by(mention, beside, words, support, home)
        kind, at = meaning.kind, mention.at
        if kind in grammar.peoples and (is_of_a_thing(mention, words, grammar) or cooks(words, grammar)):
            continue
        if (kind in NAMESAKES and is_no_place(mention, words, grammar)) or (
            kind == "institution" and grammar.unspaced and _is_of_a_country(found, mention, words)
        ):
            continue
        role = part_of(mention, words, grammar)
        if role == "place":
            kind, weight, role = _where_it_happened(mention, meaning, weight, words, grammar)
        if kind == "common" and not (role == "place" or weight >= SUPPORTED):
            kind = _told_as(mention, meaning, words, grammar, home)
            if not kind:
                continue
            weight = float(SUPPORTED) if kind == KICKER else weight
        if words.folded[at] in SHORTENED and mention.size == 1 and not is_shortened(at, words):
            continue
        where = "headline" if at < headline else "lead" if at < headline + LEAD else "rest"
        found.append(Sighting(meaning.country, kind, weight / 100, where, role, at, mention.size))
        if len(mention.meanings) > 1 and meaning in mention.meanings:
            found += _alike(mention, meaning, where, role)
    if len(found) < 2 or _is_of_one(found):  # noqa: PLR2004 -- who is alone takes part in nothing
        return [replace(one, role="") if one.role == "matter" else one for one in found]
    return _parted(found, words, grammar, home)


def _parted(found: list[Sighting], words: Words, grammar: Grammar, home: str) -> list[Sighting]:
    """Tell the parts that countries have beside one another: in the headline, or where it names nobody."""
    if found[0].at < words.headline:
        return _speaking(_struck(_teams(found, words, grammar), words, grammar), words, grammar, home)
    if not grammar.loose:
        return _speaking(found, words, grammar, home)
    seen = _opening(found, words)
    told = _speaking(seen, words, grammar, "")
    return [one if one.country == home else two for one, two in zip(seen, told, strict=True)]  # texts begin at home


def _opening(found: list[Sighting], words: Words) -> list[Sighting]:
    """Tell the first sentence of a text whose headline names nobody: it says what the headline left open."""
    end = words.text.find(". ", words.starts[words.headline])
    if words.starts[found[0].at] > end >= 0:
        return found
    return [replace(one, where=OPENING) if end < 0 or words.starts[one.at] < end else one for one in found]


def _is_of_a_country(found: list[Sighting], mention: Mention, words: Words) -> bool:
    """Say whether an office is written to the name of a country, where no space is, so that it is of that one."""
    if not found:
        return False
    one = found[-1]
    return one.kind == "name" and one.at + one.size == mention.at and not words.after(mention.at - 1)


def _is_of_one(seen: Sequence[Sighting]) -> bool:
    """Say whether all sightings are of one country."""
    first = seen[0].country
    return all([one.country == first for one in seen])  # noqa: C419 -- a list is half as dear as a generator


def _where_it_happened(
    mention: Mention, meaning: Meaning, weight: float, words: Words, grammar: Grammar
) -> tuple[str, float, str]:
    """Return the kind, weight and role of a place that something happened in, or that a headline is set under."""
    kind, is_only = meaning.kind, _is_alone(mention, meaning)
    is_shared = kind == "name" and meaning.country in SHARED
    if is_set_over(mention, words, ":" + grammar.kickers):
        sure = SUPPORTED if is_shared else DOUBTFUL if is_only else 0
        if kind in GROUNDS and weight <= sure:
            return KICKER, float(SUPPORTED), ""  # "Peru: presidente é destituída"; but "Jordan: 'I want to win'"
    elif kind == "common" and _is_the_word(mention.at, words, grammar):
        return kind, weight, ""
    elif is_only and (
        kind == "common" or (kind == "city" and weight < DOUBTFUL and grammar.articles and not grammar.loose)
    ):
        weight = max(weight, float(SUPPORTED)) if is_barely_in(mention.at, words, grammar) else weight
    elif is_only and kind in GROUNDS:  # "floods in Jordan": nobody is in a person, nor "em Santos" in a saint
        weight = max(weight, float(SURE_NAME if is_shared else SUPPORTED))
    return kind, weight, "place"


def _is_the_word(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a common word stands there, where all nouns have capitals: "im Regen", "in den Bergen"."""
    if grammar.noun_first or grammar.loose or not at:
        return False
    return words.folded[at - 1] in grammar.articles or words.folded[at - 1] == "im"


def _is_alone(mention: Mention, meaning: Meaning) -> bool:
    """Say whether a name means one place only, or a capital that no other place of its name comes near."""
    others = [one.weight for one in possible(mention.meanings) if one is not meaning]
    return not others or (meaning.kind == "capital" and 2 * max(others) <= meaning.weight)


def _told_as(mention: Mention, meaning: Meaning, words: Words, grammar: Grammar, home: str) -> str:
    """Return what a town that is a common word is read as by where it stands; "" where it is the word."""
    if _is_told(mention, meaning, words, home):
        return "city"
    return KICKER if not home and is_set_over(mention, words, grammar.kickers) else ""


def _struck(seen: list[Sighting], words: Words, grammar: Grammar) -> list[Sighting]:
    """Tell the town that is struck from who strikes it: "Russia bombs Odesa", "Iranian missiles hit Haifa"."""
    if not tells_of(grammar.strikes, words, grammar):
        return seen
    told = [one for one in seen if one.where == "headline"]
    striking = {one.country for one in told if one.role in _STRIKING and one.kind in _STRIKERS}
    struck = [one for one in told if one.kind in _TARGETS and one.role in _STRUCK and one.country not in striking]
    if len(striking) != 1 or not struck:
        return seen
    return [
        replace(one, role="place") if one in struck else replace(one, role="abroad") if _is_of(one, striking) else one
        for one in seen
    ]


def tells_of(verbs: frozenset[str], words: Words, grammar: Grammar) -> bool:
    """Say whether one of some words is in the headline."""
    title = words.folded[: words.headline]
    if grammar.unspaced:
        return any(map("".join(title).__contains__, verbs))
    return not verbs.isdisjoint(title)


def _is_of(one: Sighting, countries: set[str]) -> bool:
    """Say whether the headline names one of some countries here."""
    return one.country in countries and one.where == "headline" and one.kind in _STRIKERS


_STRUCK: Final = frozenset({"", "place"})
_TARGETS: Final = frozenset({"capital", "city", "region", "metonym"})  # Moscow is a house of power, too
_STRIKING: Final = frozenset({"actor", "side"})


def _teams(seen: list[Sighting], words: Words, grammar: Grammar) -> list[Sighting]:
    """Tell the teams of a match, wherever that is: "Argentina beat France"."""
    if grammar.wins.isdisjoint(words.folded[: words.headline]):
        return seen
    teams = [one for one in seen if one.where == "headline" and one.kind in STATES and one.role in {"", "actor"}]
    if len({one.country for one in teams}) < 2:  # noqa: PLR2004 -- who play one another
        return seen
    return [replace(one, role="side") if one in teams else one for one in seen]


_STRIKERS: Final = STATES | {"institution"}  # armies


def _is_told(mention: Mention, meaning: Meaning, words: Words, home: str) -> bool:
    """Say whether a word is a town of the home by where it stands: "Halle: Prozess beginnt", "le maire de Tours"."""
    at, end = mention.at, mention.at + mention.size
    if meaning.country != home:
        return False
    if at:
        return words.folded[at - 1] in _OF
    behind = words.starts[end - 1] + len(words.written(end - 1))
    return words.text[behind : behind + 2].strip()[:1] in {":", ","}  # French has a space before its colon


_OF: Final = frozenset({"de", "di", "von"})


def _is_open(mention: Mention) -> bool:
    """Say whether other names may settle what a mention means."""
    meanings = mention.meanings
    return len(meanings) > 1 or meanings[0].weight < DOUBTFUL


_NO_SUPPORT: Final[Mapping[str, int]] = {}


def _speaking(seen: list[Sighting], words: Words, grammar: Grammar, home: str) -> list[Sighting]:
    """Tell those who speak from those spoken of, where a headline names a country: "Pompeo on Iran", "US in Iraq"."""
    named = {one.country for one in seen if one.where in TOP and one.kind in _NAMING}
    if not named:
        return seen
    placed = {
        one.country
        for one in seen
        if one.where in TOP
        and ((one.kind in _TOWNS and one.role != "actor") or (one.role == "place" and one.kind in _NAMING))
    }
    seen = _ruled(seen) if not named.isdisjoint(RULED_BY) else seen
    reacting = {one.country for one in seen if one.where in TOP and one.role in _REACTING}
    towns = [
        (one.country, one.at)
        for one in seen
        if one.where in TOP and one.kind == "city" and not one.role and one.weight >= KNOWN
    ]
    if placed:
        seen = [
            replace(one, role="abroad")
            if one.kind == "name" and not one.role and _is_visiting(one, placed, words, grammar)
            else one
            for one in seen
        ]
        seen = [
            replace(one, role="speaker") if one.kind == "capital" and _is_seat(one, reacting, placed) else one
            for one in seen
        ]
    return [
        replace(one, role=role)
        if (one.role in _UNTOLD or (one.kind == "institution" and one.role == "place"))
        and (role := _beside(one, named, placed, home, towns)) != one.role
        else one
        for one in seen
    ]


def _is_visiting(one: Sighting, placed: set[str], words: Words, grammar: Grammar) -> bool:
    """Say whether somebody is called by the name of a country, where it happened elsewhere: "US tourist"."""
    if not placed - {one.country} or (one.size == 1 and not words.written(one.at).isupper()):
        return False
    end = one.at + one.size
    return is_named(grammar.persons, end, words) or is_named(grammar.abroad, end, words)


def _ruled(seen: list[Sighting]) -> list[Sighting]:
    """Tell a state from its territory that the headline names: the French commissioner in Noumea."""
    told = {one.country for one in seen if one.where in TOP}
    ruling = {RULED_BY[country] for country in told if country in RULED_BY} - told
    return [replace(one, role="speaker") if one.country in ruling else one for one in seen] if ruling else seen


def _is_seat(one: Sighting, reacting: set[str], placed: set[str]) -> bool:
    """Say whether a capital is where somebody reacts to what happened elsewhere: "India condemns blast in Karachi"."""
    return one.where not in TOP and one.country in reacting and one.country not in placed


_REACTING: Final = frozenset({"actor", "abroad", "side"})


def _beside(one: Sighting, named: set[str], placed: set[str], home: str, towns: list[tuple[str, int]]) -> str:
    """Return the part of one who is named beside other countries."""
    if one.kind in _SPEAKING and named - {one.country}:
        return "speaker"
    if one.kind == "demonym" and placed - {one.country}:
        return "abroad"
    if one.kind == "name" and one.where in TOP and not one.role and _acts_in(one, towns):
        return "actor"
    return "ours" if one.country == home and named - {home} else one.role


def _acts_in(one: Sighting, towns: list[tuple[str, int]]) -> bool:
    """Say whether a town of another country is named behind a country: "Russia takes Pokrovsk"."""
    return any(at > one.at and country != one.country for country, at in towns)


_UNTOLD: Final = frozenset({"", "actor", "side"})
_NAMING: Final = frozenset({"name", "capital", "city", "region", "demonym"})
_TOWNS: Final = frozenset({"capital", "city", "region"})
_SPEAKING: Final = frozenset({"leader", "institution", "metonym"})


def _alike(mention: Mention, meant: Meaning, where: str, role: str) -> list[Sighting]:
    """Return the countries that words mean besides, where they mean several at once: the Koreas."""
    return [
        Sighting(other.country, other.kind, other.weight / 100, where, role, mention.at, mention.size)
        for other in mention.meanings
        if other is not meant and other.weight == meant.weight == 100  # noqa: PLR2004 -- both are certain
    ]
