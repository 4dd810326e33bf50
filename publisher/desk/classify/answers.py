"""Answer for one item what the chain makes of it: the door for a headline that somebody tries, and for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from publisher.desk.classify.chain import CHAIN, classify_all
from publisher.desk.classify.evidence import Rules
from publisher.desk.classify.sections import SECTIONS
from publisher.model import Agency, Article, Category, Entry, Judgement, Place, Section, Source
from publisher.model.country import COUNTRIES

_UNDATED: Final = datetime(1, 1, 1, tzinfo=UTC)


class Question(Struct, frozen=True):
    """An item to be judged. `home` is the country (alpha-2) that its source is at home in."""

    id: str | int
    title: str = ""
    text: str | None = ""
    language: str | None = None
    home: str | None = None
    categories: Sequence[str] = ()
    link: str | None = ""
    source: str | None = ""
    date: datetime | None = None  # when it was written: leaders have terms


class Answer(Struct, frozen=True, kw_only=True):
    """What the desk makes of an item; None where it holds it. `evidence` are the words that prove each answer."""

    id: str | int
    section: str | None
    section_confidence: float
    country: str | None
    countries: Sequence[str]
    country_confidence: float
    language: str
    genre: str | None
    evidence: dict[str, Sequence[str]]


def built_in_rules() -> Rules:
    """Return the rules of a house without sources.yaml: the sections that the lexicons know, by their ids."""
    sections = {name: Section(id=name, title=name.capitalize()) for name in SECTIONS}
    return Rules(
        sections=sections,
        topics={},
        aliases={},  # all labels that are known anywhere are read by read_tags
        labels={},
        chain=CHAIN,
    )


def answers(questions: Sequence[Question], rules: Rules, *, answer_all: bool = False) -> list[Answer]:
    """Judge items, in their order; some dozens at once take a fifth less than one by one.

    With `answer_all`, what is not sure enough is answered too: the likeliest is given.
    """
    made = classify_all([(_article(one), _entry(one), _source(one)) for one in questions], rules)
    return [_answer(one.id, article, answer_all=answer_all) for one, article in zip(questions, made, strict=True)]


def _answer(name: str | int, made: Article, *, answer_all: bool) -> Answer:
    section, genre = made.section, made.genre
    told = answer_all or section is not None
    if section is None and made.sections_proposed:
        section = made.sections_proposed[0]
    events = [place for place in made.countries if place.role == "event"]
    place = events[0] if events else made.countries_proposed[0] if made.countries_proposed else None
    countries = [event.country for event in events] or ([place.country] if place and answer_all else [])
    return Answer(
        id=name,
        section=section.value if section and told else None,
        section_confidence=round(section.confidence, 4) if section else 0.0,
        country=countries[0] if countries else None,
        countries=countries,
        country_confidence=round(place.confidence, 4) if place else 0.0,
        language=made.language,
        genre=genre.value if genre else None,
        evidence=_proofs(section, events or ([place] if place else []), genre),
    )


def _proofs(section: Judgement | None, places: Sequence[Place], genre: Judgement | None) -> dict[str, Sequence[str]]:
    proofs: dict[str, Sequence[str]] = {}
    if section:
        proofs["section"] = section.by, *section.evidence
    if places:
        proofs["country"] = places[0].by, *dict.fromkeys(proof for place in places for proof in place.evidence)
    if genre:
        proofs["genre"] = genre.by, *genre.evidence
    return proofs


def _article(question: Question) -> Article:
    date = question.date or _UNDATED
    return Article(
        id="",
        key="",
        source="",
        agency="",
        headline=question.title,
        summary=question.text or "",
        url=question.link or "",
        credit="",
        language=question.language or "und",
        received=date,
        published=date,
        updated=date,
    )


def _entry(question: Question) -> Entry:
    return Entry(categories=tuple(map(Category, question.categories))) if question.categories else _NO_ENTRY


_NO_ENTRY: Final = Entry()


def _source(question: Question) -> Source:
    home = question.home if question.home in COUNTRIES else None
    name = question.source or "source"
    if home not in _SOURCES or name != "source":
        agency = Agency(id=name, name=name, credit=name, country=home, language=question.language)
        made = Source(id=name, agency=agency, url="", language=question.language)
        if name != "source":
            return made
        _SOURCES[home] = made
    return _SOURCES[home]


_SOURCES: Final[dict[str | None, Source]] = {}  # by home: at most one for each country
