"""The links of the chain that read the words: which country an article is about, and which section it belongs to.

What the words do not prove well enough is proposed, not judged: `hold_below` says how sure is sure enough. The home of
the source is the answer to an article that names no place only where a proposal is asked for: to publish, words are
needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from publisher.desk.classify import marks
from publisher.desk.classify.countries import Guess, judge_country, tells_of_an_incident
from publisher.desk.classify.evidence import NOTHING, Evidence, Verdict
from publisher.desk.classify.sections import Told, judge_section, speaks_for
from publisher.desk.classify.sections.lexicon import lexicon_of
from publisher.desk.labels import fold
from publisher.model import Judgement, Place
from publisher.model.country import COUNTRIES

WORDS: Final = "words"
HOME: Final = "home"  # what decided where no word did
PROPOSED: Final = 2  # answers that are kept
SPANS: Final = 0.6  # of the strength of the first country: others at least as strong are the event's, too
OF_NO_NEWS: Final = 0.8  # how much less sure a single name is where no word beside it is of news: one in four was right
OF_LEISURE: Final = (
    0.4  # how sure leisure must be for a capital to wait: "Helsinki bridge evacuated" has a word of travel
)
ASKED_FOR: Final = 0.02  # a country that is less likely is not even mentioned


def cut_words(evidence: Evidence) -> Verdict:
    """Cut the words that other links read; conclude nothing."""
    _ = evidence.words
    return NOTHING


def see_words(evidence: Evidence) -> Verdict:
    """Look up the words that other links read; conclude nothing."""
    marks.seen(evidence.words, evidence.language)
    return NOTHING


def read_country(evidence: Evidence) -> Verdict:
    """Judge from the words which country the event is in; those that are only named are mentioned."""
    home = evidence.source.agency.country or ""
    published = evidence.article.published
    date = published.date().isoformat() if published.year > 1 else ""
    known = home if home in COUNTRIES else ""
    guesses = judge_country(evidence.words, evidence.language, known, date, ASKED_FOR)
    if not guesses:
        return NOTHING
    first = guesses[0]
    if first.alone and not _is_news(first, evidence):
        first = guesses[0] = replace(first, confidence=first.confidence * OF_NO_NEWS)
    if first.confidence < evidence.rules.country_below or not first.evidence:
        mentioned = [_place(guess, "mentioned") for guess in guesses if guess.evidence]
        likeliest = sorted(guesses, key=lambda guess: -guess.confidence)  # what the first was doubted for, others gain
        proposed = [_place(guess, "event") for guess in likeliest[:PROPOSED]]
        return Verdict(countries=tuple(mentioned), countries_proposed=tuple(proposed))
    told = [
        _place(guess, "event" if guess.beside >= SPANS else "mentioned")  # the first is beside itself
        for guess in guesses
        if guess.evidence
    ]
    return Verdict(countries=tuple(told))


def _is_news(first: Guess, evidence: Evidence) -> bool:
    """Say whether the words beside the only name of a text are those of news.

    "Moroccan tagine with apricots", "Canadian geese foul runway": the adjective of a nation is a part of what plants,
    dishes and dances are called, and lists of those never end; a capital is named in the titles of novels. What such
    texts have in common is that none of their words is one of politics, business or crime.
    """
    kind, language = first.alone, evidence.language.partition("-")[0]
    if kind not in _PARTS_OF_NAMES and not (kind == "name" and language in _WITHOUT_ADJECTIVES):
        return True
    if lexicon_of(language) is None:
        return True
    if kind == "kicker":  # a common word that a headline is set under, or a town
        return speaks_for(_LOCAL, evidence.words, evidence.language) or tells_of_an_incident(evidence.words, language)
    told = judge_section(evidence.words, evidence.language)
    own = " ".join(first.evidence).casefold()
    if not told or all(proof in own for proof in told[0][2]):  # "Mexico" is a word of travel by itself
        return kind != "demonym" or speaks_for(_LOCAL, evidence.words, evidence.language)
    if told[0][0] not in _LEISURE:
        return True
    return kind == "capital" and told[0][1] < OF_LEISURE


_WITHOUT_ADJECTIVES: Final = frozenset({"zh", "ja"})
_PARTS_OF_NAMES: Final = frozenset({"demonym", "capital", "metonym", "kicker"})
_LOCAL: Final = ("crime", "politics", "weather")  # what towns are in the news for
_LEISURE: Final = ("lifestyle", "travel", "entertainment", "science", "environment")


def _place(guess: Guess, role: Literal["event", "mentioned"]) -> Place:
    proofs = guess.evidence
    return Place(
        country=guess.country, role=role, by=WORDS if proofs else HOME, confidence=guess.confidence, evidence=proofs
    )


def read_section(evidence: Evidence) -> Verdict:
    """Judge from the words which of the operator's sections an article belongs to."""
    rules = evidence.rules
    told = judge_section(evidence.words, evidence.language, evidence.learned, rules.section_below)
    if told and told[0][1] >= rules.section_below and not section_of(told[0][0], evidence):
        told = judge_section(evidence.words, evidence.language, evidence.learned)  # the house may have the second one
    found = own_sections(told, WORDS, evidence)
    if not found:
        return NOTHING
    if found[0].confidence < rules.section_below:
        return Verdict(sections_proposed=tuple(found[:PROPOSED]))
    return Verdict(section=found[0])


def own_sections(told: Iterable[Told], by: str, evidence: Evidence) -> list[Judgement]:
    """Return the sections that were told as the operator's own, in their order, without those that he does not have."""
    return [
        Judgement(value=section, by=by, confidence=confidence, evidence=proofs)
        for name, confidence, proofs in told
        if (section := section_of(name, evidence))
    ]


def section_of(name: str, evidence: Evidence) -> str:
    """Return the operator's section of a name that the lexicons have; "" where sources.yaml has none like it."""
    rules = evidence.rules
    return name if name in rules.sections else rules.aliases.get(fold(name), "")
