"""Where the name of a place is none: dishes and beasts, treaties, titles of films, streets.

They bear the names of nations and towns wherever they are met: "Greek salad", "Paris Agreement", the film "Casablanca".
"""

from __future__ import annotations

from typing import Final

from publisher.desk.classify.countries.bearers import BAR, GOODS
from publisher.desk.classify.countries.grammar import Grammar
from publisher.desk.classify.countries.mentions import Mention
from publisher.desk.classify.countries.parts import behind_joints, is_barely_in, is_named, stands_before
from publisher.desk.classify.countries.people import ARTICLES, is_a_last_name
from publisher.desk.classify.words import Words

NAMESAKES: Final = frozenset({"name", "demonym", "capital", "city", "region", "common", "metonym"})  # kinds of names
_SIGNED_IN: Final = frozenset({"capital", "city"})
_TOWNS: Final = _SIGNED_IN | {"common"}
_GIVEN: Final = _SIGNED_IN | {"region", "name"}
_MADE_IN: Final = _TOWNS | {"region"}
_REACH: Final = 8  # words from "film" to a name in the title of it
_TITLE: Final = 14  # characters of a title before the name in it, where each is a word
_OPENING: Final = frozenset("\"'\u2018\u201c\u201e\u201f\u00ab")
_CLOSING: Final = frozenset("\"'\u2019\u201d\u201c\u00bb")
_CLOSING_MARKS: Final = frozenset("\u300b\u3009\u300f\u300d")
_LAWS: Final = frozenset("\u6cd5\u4f8b\u6848")  # the last characters of laws, which are of their country: fa, li, an
_ROADS: Final = frozenset({"street", "road"})  # which are also what accidents and protests happen on
_BEFORE_STREETS: Final = frozenset({"on", "in", "at", "of", "off", "near", "along"})


_WITH_THE_BIRD: Final = (
    "thanksgiving butterball turkeys stuffing cranberry gravy roast roasting carve carving thaw thawing leftovers "
    "giblets drumsticks trimmings salmonella listeria"
)
_OF_THE_BIRD: Final = frozenset(_WITH_THE_BIRD.split())


def cooks(words: Words, grammar: Grammar) -> bool:
    """Say whether a text tells how to cook."""
    if grammar.dishes == 1:
        return not grammar.kitchen.isdisjoint(words.folded)
    return len(grammar.kitchen.intersection(words.folded)) >= grammar.dishes


def is_of_a_thing(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a dish, a beast or the like is called by a nation, wherever it is met: "Greek salad", "café turc"."""
    at, end = mention.at, mention.at + mention.size
    if not grammar.noun_first:
        return _is_begun(grammar.things, end, words, grammar.compounds) and not words.after(end - 1)
    return at not in {0, words.headline} and words.folded[at - 1] in grammar.things and not words.after(at - 1)


def _is_begun(nouns: frozenset[str], at: int, words: Words, ends: tuple[str, ...]) -> bool:
    """Say whether a word is one of some nouns or ends with one, or begins one where every character is a word."""
    three = words.folded[at : at + 3]
    return bool(three) and (
        three[0] in nouns
        or "".join(three[:2]) in nouns
        or "".join(three) in nouns
        or (bool(ends) and three[0].endswith(ends))
    )


def is_no_place(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether the name of a place is the name of a treaty, a street or a work here, or a part of it."""
    kind = mention.meanings[0].kind
    if (mention.meanings[0].country == "TR" and _is_the_bird(mention, words)) or (
        kind in _SIGNED_IN and _is_of_a_pact(mention, words, grammar)
    ):
        return True
    if (kind in _GIVEN and grammar.given and _is_given(mention, words, grammar)) or (
        words.folded[mention.at] in GOODS and kind in _MADE_IN and _is_drunk(words, grammar)
    ):
        return True
    end = mention.at + mention.size
    behind = words.folded[end] if end < len(words.folded) else ""
    if (behind in grammar.articles and _is_of_a_beast(end, words, grammar)) or (
        kind == "capital" and behind in grammar.joints and _is_of_a_saint(mention, words)
    ):
        return True
    if behind.isdecimal() and kind in _GIVEN and _is_aged(end, words):
        return True
    if (grammar.noun_first or behind in grammar.streets) and _is_of_a_street(mention, words, grammar):
        return True
    return _is_titled(mention, words, grammar)


def _is_the_bird(mention: Mention, words: Words) -> bool:
    """Say whether a headline begins with the bird, or has capitals on all words: "Turkey with all the stuffing"."""
    return words.folded[mention.at] == "turkey" and not _OF_THE_BIRD.isdisjoint(words.folded)


def _is_of_a_pact(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a treaty or a dish has its name from a town: "Paris Agreement", "piment de Cayenne"."""
    pacts, at = grammar.pacts, mention.at
    if not pacts:
        return False
    if not grammar.noun_first and is_named(pacts, at + mention.size, words):
        return True
    joined = behind_joints(at, words, grammar)
    if stands_before(pacts, joined, words):
        return True
    return joined < at and grammar.noun_first and stands_before(grammar.things, joined, words)


def _is_given(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a town is the first name of somebody, where only names have capitals: "Sofia Goggia trionfa"."""
    end = mention.at + 1
    if mention.size > 1 or not grammar.given or end >= len(words.folded) or end == words.headline:
        return False
    if words.after(mention.at) or not words.initial(end).isupper() or not words.written(end)[1:].islower():
        return False
    return words.folded[mention.at] in grammar.given or is_a_last_name(words.folded[end])


def _is_drunk(words: Words, grammar: Grammar) -> bool:
    """Say whether what may be called by where it is made is so here: "mit Madeira verfeinert", "Ginebra o vodka"."""
    return not (BAR | grammar.kitchen).isdisjoint(words.folded)


def _is_of_a_saint(mention: Mention, words: Words) -> bool:
    """Say whether the name of a saint goes on, so that it is another town: "San Juan de Lurigancho"."""
    end = mention.at + mention.size
    if words.folded[mention.at] not in _SAINTS or mention.size == 1 or words.after(end - 1) or words.after(end):
        return False
    rest = range(end + 1, min(end + 3, len(words.folded)))
    return next((words.initial(one).isupper() for one in rest if words.folded[one] not in ARTICLES), False)


_SAINTS: Final = frozenset({"san", "santa", "santo", "sao"})


def _is_aged(end: int, words: Words) -> bool:
    """Say whether a number behind a name is an age: "Chad, 34, quit", "Mali, 6 ans, veut"."""
    folded = words.folded
    if end + 1 >= len(folded) or words.after(end - 1) != "," or len(folded[end]) > _AGED:
        return False
    if words.after(end) == ",":
        return True
    return folded[end + 1] in _YEARS and (words.after(end + 1)[:1] == "," or folded[end + 2 : end + 3] == ["old"])


_AGED: Final = 2  # figures
_YEARS: Final = frozenset({"years", "year", "anos", "ans", "anni", "jahre"})


def _is_of_a_beast(end: int, words: Words, grammar: Grammar) -> bool:
    """Say whether a beast has the name: "Mali the elephant", "Parigi, la gatta"."""
    if end + 1 >= len(words.folded) or words.folded[end + 1] not in grammar.beasts:
        return False
    return words.after(end - 1) == ("" if grammar.loose else ",")


def _is_of_a_street(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a street is called by a country or a town: "rue de Rome", "via Libia", "Moskauer Straße"."""
    end = mention.at + mention.size
    if grammar.noun_first:
        joined = behind_joints(mention.at, words, grammar)
        if stands_before(grammar.streets, joined, words):
            return True
        return stands_before(grammar.squares, joined, words) and (
            words.initial(joined - 1).isupper() or is_barely_in(joined - 1, words, grammar)
        )
    if words.after(end - 1):
        return False
    if words.initial(end).islower():
        return grammar.small_streets and words.initial(mention.at).isupper()
    return not grammar.loose or (mention.meanings[0].kind == "name" and _ends_with_the_street(mention.at, end, words))


def _ends_with_the_street(at: int, end: int, words: Words) -> bool:
    """Say whether the name of a street ends there: "a fire in Germany Road", but not "Kenya Road Accident".

    Streets are called by the towns of their own country, too, which tell that country.
    """
    folded = words.folded
    if folded[end] in _ROADS and (not at or folded[at - 1] not in _BEFORE_STREETS):
        return False
    return end + 1 >= len(folded) or bool(words.after(end)) or words.initial(end + 1).islower()


def _is_titled(mention: Mention, words: Words, grammar: Grammar) -> bool:
    """Say whether a name stands in the title of a work: the film "Casablanca", 《罗马假日》."""
    at, end = mention.at, mention.at + mention.size
    start = words.headline if at >= words.headline else 0
    if grammar.titles:
        return _is_in_marks(at, max(start, at - _TITLE), words, grammar)
    before = words.folded[max(start, at - _REACH) : at]
    if not grammar.works.isdisjoint(before):
        distance = next(place for place, word in enumerate(reversed(before), 1) if word in grammar.works)
        if distance == 1 and grammar.named_bare and mention.meanings[0].kind in _TOWNS:
            return True
        return _is_quoted(at - distance, at, words)
    if grammar.works.isdisjoint(words.folded[end : end + _REACH]):
        return False
    return _opens(at, words) and _closes(end - 1, words)


def _is_quoted(work: int, at: int, words: Words) -> bool:
    """Say whether marks that open right behind a word are still open before another: film "An American in Paris"."""
    for place in range(work + 1, min(work + 4, at + 1)):
        if _opens(place, words):
            return not any(_closes(one, words) for one in range(place, at))
    between = words.text[words.starts[work] : words.starts[at]]  # French has a space behind its marks
    return between.rfind("\u00ab") > between.rfind("\u00bb")


def _opens(at: int, words: Words) -> bool:
    """Say whether a quotation begins with a word. An apostrophe is written to the word before, too."""
    signs = words.before(at)
    return bool(signs) and not _OPENING.isdisjoint(signs) and (not at or words.after(at - 1) != signs)


def _closes(at: int, words: Words) -> bool:
    """Say whether a quotation ends with a word."""
    signs = words.after(at)
    if not signs or _CLOSING.isdisjoint(signs.removeprefix("'s").removeprefix("\u2019s")):
        return False
    return at + 1 >= len(words.folded) or words.before(at + 1) != signs


def _is_in_marks(at: int, start: int, words: Words, grammar: Grammar) -> bool:
    """Say whether the marks of a title are open, or those of a quotation behind "film", where no spaces are."""
    for place in range(at, start - 1, -1):
        signs = words.before(place)
        if not signs:
            continue
        if not _CLOSING_MARKS.isdisjoint(signs):
            return False
        if not set(grammar.titles).isdisjoint(signs):
            return not _is_of_a_law(at, words)
        if "\u300c" in signs:
            return bool(grammar.works) and "".join(words.folded[max(0, place - 3) : place]).endswith(
                tuple(grammar.works)
            )
    return False


def _is_of_a_law(at: int, words: Words) -> bool:
    """Say whether the title is that of a law: "《香港国安法》" is of Hong Kong."""
    for place in range(at, min(at + 2 * _TITLE, len(words.folded))):
        if not _CLOSING_MARKS.isdisjoint(words.after(place)):
            return words.folded[place] in _LAWS
    return False
