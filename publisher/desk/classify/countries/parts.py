"""The part that a mention plays in its sentence: where it happened, who reacts, takes part, or is away from home."""

from __future__ import annotations

from typing import Final

from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.mentions import Mention
from publisher.desk.classify.countries.table import GROUNDS, STATES
from publisher.desk.classify.words import Words


def part_of(mention: Mention, words: Words, grammar: Grammar) -> str:
    """Return the part that a mention plays in its sentence."""
    end = mention.at + mention.size
    kind = mention.meanings[0].kind
    if grammar.wide and _is_joined(end, words, grammar):
        return "abroad" if words.folded[end] in grammar.flags else "side"
    if mention.at and words.folded[mention.at - 1] in grammar.leanings and words.after(mention.at - 1) == "-":
        return "abroad"
    behind = mention.at - words.headline  # in the text
    if (0 <= behind <= _DATELINE or not mention.at or (grammar.unspaced and behind > 0)) and _is_of_a_dateline(
        mention, words, grammar
    ):
        return "dateline"
    if kind in STATES and (away := _away(mention, words, grammar)):
        return away
    return _part_in_it(mention, words, grammar)


def _part_in_it(mention: Mention, words: Words, grammar: Grammar) -> str:
    """Return the part of what is neither away from home nor where the text was written."""
    at, end, kind = mention.at, mention.at + mention.size, mention.meanings[0].kind
    if kind in _TOWNS and end < len(words.folded) and words.folded[end] in grammar.routes:
        return "" if words.after(at - 1) == "-" else "abroad"  # "Airline opens Paris route", "Phuket-Delhi flight"
    if kind in _MATTERS and _is_a_matter(at, end, words, grammar):
        return "matter"
    if (
        _happened_in(at, end, words, grammar)
        or _is_told_by_itself(mention, words, grammar)
        or (grammar.blasts and kind in GROUNDS and _is_of_a_blast(at, words, grammar))
    ):
        if kind == "name" and _is_compounded(end, words, grammar):
            return "matter"
        is_beside = kind == "thing" or (kind == "name" and words.folded[at - 1] == "near")
        return "" if is_beside else "place"  # in a strait, or near a country, is not within it
    if kind in _PARTNERS and stands_before(grammar.partners, at, words):
        return "side"
    return "actor" if kind != "leader" and acts(end, words, grammar) else ""


def _is_joined(end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a small word is joined to a name that tells who takes part: "US-led", "the Serb-run north"."""
    if end >= len(words.folded) or words.text[words.starts[end] - 1] != "-":
        return False
    return words.initial(end).islower() and words.folded[end] not in grammar.wide


_PARTNERS: Final = STATES | {"region"}
_MATTERS: Final = frozenset({"name", "region"})


def is_set_over(mention: Mention, words: Words, signs: str) -> bool:
    """Say whether a headline is set under a name, with one of some signs behind it: "Lima: cae una banda"."""
    end = mention.at + mention.size
    if mention.at or end >= words.headline or not signs:
        return False
    behind = words.starts[end - 1] + len(words.written(end - 1))
    return words.text[behind : behind + 2].strip()[:1] in {*signs}  # French has a space before its colon


_TOWNS: Final = frozenset({"capital", "city", "common"})
_MEANT: Final = 45  # of 100: so sure is a town that what towns have may stand behind


def _is_a_matter(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a war or a mood is called after a country: "the Iran war", "guerra en Ucrania", "Iran hopes"."""
    folded, wars, moods = words.folded, grammar.wars, grammar.moods
    near = folded[max(at - _REACH, 0) : end + 2]
    if wars.isdisjoint(near) and moods.isdisjoint(near) and not grammar.unspaced:
        return False
    behind = folded[end : end + 2]
    is_mood = not moods.isdisjoint(behind) and not (at and words.after(at - 1) == "-")  # "Israel-Turkey tensions"
    if is_mood or (behind and behind[0] in wars) or "".join(behind) in wars:
        return not words.after(end - 1).strip("-")  # "Russia's war" is what Russia does
    before = at - 1
    while before > 0 and folded[before] in grammar.articles:
        before -= 1
    if folded[before] in grammar.places or folded[before] in grammar.of_wars:
        before -= 1
    return before >= 0 and before + 1 != words.headline and folded[before] in wars and not words.after(before)


_REACH: Final = 4  # words from a war to the country: "guerra en los"


def _is_told_by_itself(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a headline is set under a place, or what towns or countries have stands behind it."""
    kind = mention.meanings[0].kind
    if kind in GROUNDS and is_set_over(mention, words, ":\uff1a" + grammar.kickers):
        return True
    if kind in STATES and grammar.sites:
        return _has_a_site(mention.at + mention.size, kind, words, grammar)
    return _has_a_house(mention, words, grammar)


def _has_a_site(end: int, kind: str, words: Words, grammar: Grammar) -> bool:
    """Say whether what lies or happens in a country stands behind it: "Iranian jail", "Nepal plane crash"."""
    folded = words.folded
    if end >= len(folded):
        return False
    if folded[end] not in grammar.sites and not (
        kind == "name" and (folded[end] in grammar.venues or not grammar.mishaps.isdisjoint(folded[end + 1 : end + 2]))
    ):
        return False
    return not words.after(end - 1).strip("'s\u2019")


def _has_a_house(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether what towns have stands behind a town: "Brussels airport", "Reading council"."""
    end, meaning = mention.at + mention.size, mention.meanings[0]
    if grammar.houses and stands_before(grammar.houses, mention.at, words):
        return meaning.kind in _TOWNS and meaning.weight >= _MEANT
    if end >= len(words.folded) or (words.folded[end] not in grammar.municipal and not grammar.unspaced):
        return False
    if words.after(end - 1) or not is_named(grammar.municipal, end, words):
        return False
    return meaning.kind in _TOWNS and meaning.weight >= _MEANT


def _happened_in(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a small word or an ending says that something happened there."""
    folded = words.folded
    if _is_placed(at, words, grammar) or (end < len(folded) and folded[end] in grammar.after_places):
        return True
    if grammar.grounds and _has_grounds(end, words, grammar):
        return True
    return bool(grammar.endings) and folded[end - 1].endswith(grammar.endings)


def _is_compounded(end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a noun is joined to a country, so that nothing happened in it: "beim Eritrea-Festival"."""
    if grammar.noun_first or grammar.loose or end >= words.headline:
        return False
    return words.after(end - 1) == "-" and words.initial(end).isupper() and not words.written(end - 1).isupper()


def _is_of_a_blast(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether what happened stands before a place: "el atentado de Kabul", "der Anschlag von Halle"."""
    if not at or words.folded[at - 1] not in grammar.joints:
        return False
    return stands_before(grammar.blasts, behind_joints(at, words, grammar), words)


def _has_grounds(end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether what lies in a place stands behind it: "ইতালির উপকূলে", "ईरान के बंदरगाह", "泰国南部"."""
    if grammar.unspaced:
        return is_named(grammar.grounds, end, words)
    folded = words.folded
    start = end + 1 if end < len(folded) and folded[end] in grammar.owners else end
    return not words.after(end - 1) and not grammar.grounds.isdisjoint(folded[start : start + 2])


def acts(end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a verb stands behind a country that tells of what it does or says, wherever that is."""
    if grammar.deeds and not any(map("".join(words.folded[: words.headline]).__contains__, grammar.deeds)):
        return False
    behind = words.folded[end : end + 2]
    if not grammar.reactions.isdisjoint(behind) or "".join(behind) in grammar.reactions:
        return True
    return bool(grammar.pauses) and words.after(end - 1)[:1] == grammar.pauses


def _away(mention: Mention, words: Words, grammar: Grammar) -> str:
    """Return the part of a country whose people, houses, envoys or arms are told of: those are met elsewhere."""
    at, end, is_people = mention.at, mention.at + mention.size, mention.meanings[0].kind in grammar.peoples
    if is_people and _is_abroad(at, end, words, grammar):
        return "abroad"
    if end < len(words.folded) and words.folded[end] in grammar.bonds and at and words.folded[at - 1] in _BLAMED:
        return "abroad"  # "fined over Russia links"
    joined = behind_joints(at, words, grammar)
    behind = end + 1 if end < len(words.folded) and words.folded[end] in grammar.owners else end
    if is_named(grammar.missions, behind, words) or stands_before(grammar.missions, joined, words):
        return "abroad"
    if not is_people and not words.written(at).isupper():  # "Iran sanctions" are on it, "US sanctions" are not
        return ""
    if is_named(grammar.sent, end, words) or (grammar.noun_first and stands_before(grammar.sent, at, words)):
        return "side"
    blow = words.folded[end : end + 2]
    return "side" if len(blow) > 1 and blow[0] in grammar.blows and blow[1] in grammar.onto else ""


_BLAMED: Final = frozenset({"over", "for", "alleged", "suspected", "its", "his", "her", "their"})


def _is_abroad(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether an adjective belongs to people and things that are mostly met outside of their country."""
    folded = words.folded
    if not grammar.abroad.isdisjoint(folded[end : end + 2]) or is_named(grammar.abroad, end, words):
        return True
    if grammar.counts and at not in {0, words.headline} and _are_people(at, end, words, grammar):
        return True
    return grammar.noun_first and stands_before(grammar.abroad, at, words)


def _are_people(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether an adjective is a noun here, for one or some of a nation: "two Italians", "el serbio"."""
    before, last = words.folded[at - 1], words.folded[end - 1]
    is_counted = before in grammar.counts
    if words.after(at - 1) not in _ELIDED or not (is_counted or before in grammar.single):
        return False
    if grammar.noun_first:
        return is_counted or not last.endswith("s")  # the Argentines vote at home
    if not words.initial(at).isupper():
        return False
    if grammar.loose and is_counted:
        return last.endswith("s") and not last.endswith("ss")
    return _is_one_of_them(last, end, words, grammar)


def _is_one_of_them(last: str, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether no noun goes on behind an adjective: "the Italian won", "der Serbe gewann"."""
    is_last = end >= len(words.folded) or bool(words.after(end - 1))
    if not grammar.loose:  # German, where nouns have capitals
        return is_last or words.initial(end).islower()
    if is_last or last.endswith("s"):
        return False
    return words.folded[end] in grammar.loose or words.folded[end] in grammar.wins


_ELIDED: Final = frozenset({"", "'", "\u2019"})


def goes_on(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a noun goes on from a place in front: "Kabul blast", but not "Kabul over"; where nouns do that."""
    if not grammar.loose or at >= words.headline or words.after(at - 1):
        return False
    return words.folded[at] not in grammar.places and words.folded[at] not in grammar.loose


def is_named(nouns: frozenset[str], at: int, words: Words) -> bool:
    """Say whether a word is one of some nouns, or two or three are where every character is a word."""
    three = words.folded[at : at + 3]
    if not three or not (three[0] in nouns or "".join(three[:2]) in nouns or "".join(three) in nouns):
        return False
    return not words.after(at - 1).strip("'s-\u2019")


def stands_before(nouns: frozenset[str], at: int, words: Words) -> bool:
    """Say whether one of some nouns stands before a word, in the same sentence."""
    return at not in {0, words.headline} and words.folded[at - 1] in nouns and not words.after(at - 1)


def behind_joints(at: int, words: Words, grammar: Grammar) -> int:
    """Return where a name begins with the small words that join it: "embassy of the Philippines"."""
    while at not in {0, words.headline} and words.folded[at - 1] in grammar.joints:
        at -= 1
    return at


def _is_placed(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether "in" or the like stands before a place."""
    folded, before = words.folded, at - 1
    if before >= 0 and (folded[before] in grammar.articles or folded[before] in grammar.heads):
        before -= 1
    if before < 0 or before == words.headline - 1:
        return False
    return folded[before] in grammar.places and not words.after(before)


def is_barely_in(at: int, words: Words, grammar: Grammar) -> bool:
    """Say whether only a small word stands before a name that is a word besides: "a Lodi", "in Passau".

    An article would be the word's ("no Natal", "im Essen"), and so would a number be ("in Halle 7"). Where titles have
    capitals on every word nobody can tell.
    """
    if grammar.loose or at in {0, words.headline} or words.folded[at - 1] not in _IN or words.after(at - 1):
        return False
    return at + 1 >= len(words.folded) or not words.folded[at + 1].isdecimal()


_IN: Final = frozenset({"in", "en", "em", "a", "ad"})


def _is_bracketed_dateline(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a place stands before a day as in the datelines of Japan: brackets, a city, a day, an agency."""
    folded = words.folded
    if grammar.wired and 0 <= at - words.headline <= _OPENING and _is_wired(at, end, words, grammar):
        return True
    if end + 1 >= len(folded) or folded[end + 1] != "日" or not folded[end].isdecimal():
        return False
    return at >= words.headline and not _OPEN.isdisjoint(words.before(at))


def _is_wired(at: int, end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a dateline ends soon behind a place: "新华社巴黎3日电", "【ソウル共同】"."""
    behind = words.folded[end : end + _WIRED]
    if "".join(behind[:2]) in grammar.wired and not _OPEN.isdisjoint(words.before(at)):
        return True
    return any(behind[place] in grammar.wired and behind[place - 1] in _DAYS for place in range(1, len(behind)))


_OPENING: Final = 6  # characters that may stand before the place of a dateline: the agency
_WIRED: Final = 8  # ...and between it and the end of the dateline
_DAYS: Final = frozenset("\u65e5\u5408\u4e13\u5c08\u5916")  # a day, or what agencies reported together
_OPEN: Final = frozenset("[(\uff3b\uff08\u3010")


def _is_of_a_dateline(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a text only begins with a place, as datelines do."""
    at, end = mention.at, mention.at + mention.size
    if at == words.headline and _is_dateline(mention, words):
        return True
    if not at and _is_dateline(mention, words) and is_set_over(mention, words, "-\u2013\u2014"):
        return True
    return _goes_on_from_a_dateline(at, end, words) or _is_bracketed_dateline(at, end, words, grammar)


_DATELINE: Final = 3  # words of a town before its country
_MONTHS: Final = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])


def _goes_on_from_a_dateline(at: int, end: int, words: Words) -> bool:
    """Say whether a country stands behind the town of a dateline: "LVIV, Ukraine, Aug 20", "LVIV, Ukraine (AP)"."""
    start = words.headline
    if not start < at <= start + _DATELINE or end >= len(words.folded) or words.after(at - 1)[-1:] not in {",", "/"}:
        return False
    if not all(words.written(one).isupper() for one in range(start, at)) or len(words.written(start)) <= 1:
        return False
    return words.folded[end][:3] in _MONTHS or words.before(end)[:1] == "(" or words.after(end - 1)[:1] == ":"


def _is_dateline(mention: Mention, words: Words) -> bool:
    """Say whether a text begins with this place in capitals, and goes on in small letters."""
    at, end = mention.at, mention.at + mention.size
    first = words.written(at)
    if not first.isupper() or len(first) < 3:  # noqa: PLR2004 -- US, UK and NZ begin sentences
        return False
    others, behind = range(at + 1, end), range(end, min(end + 6, len(words.folded)))
    return all(words.written(one).isupper() for one in others) and any(words.written(one).islower() for one in behind)
