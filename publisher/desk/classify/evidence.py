"""What a link of the classify chain sees, and what it answers: evidence in, verdict out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from publisher.desk.classify.sections import Learned
from publisher.desk.classify.sections.labelled import Label
from publisher.desk.classify.words import Words, words_of
from publisher.model import Article, Entry, Judgement, Place, Section, Source

# How sure the built-in links are.
DECLARED: Final = 1.0  # by the operator, in sources.yaml
CODED: Final = 0.95  # a code of the IPTC or of ISO 3166
LABELLED: Final = 0.9  # a label of the agency
IN_PATH: Final = 0.85  # a part of such a label
POINTED: Final = 0.8  # a point of georss
DISPUTED: Final = 0.7  # labels that mean different sections

HOLD_COUNTRY_BELOW: Final = 0.8  # `hold_below` of sources.yaml: how sure the words must be of a country
HOLD_SECTION_BELOW: Final = 0.65


class Verdict(Struct, frozen=True, kw_only=True):
    """What a link concludes. What it leaves out it does not judge; a verdict never overwrites a stronger one."""

    language: Judgement | None = None
    section: Judgement | None = None
    genre: Judgement | None = None
    countries: tuple[Place, ...] = ()
    topics: tuple[str, ...] = ()  # IPTC Media Topics, as "medtop:04000000"
    countries_proposed: tuple[Place, ...] = ()  # not sure enough to be published by; the likeliest first
    sections_proposed: tuple[Judgement, ...] = ()


NOTHING: Final = Verdict()
"""The verdict of a link that has nothing to say; the chain knows it by being this one."""


class Rules(Struct, frozen=True, kw_only=True):
    """The tables that the chain reads, made once from sources.yaml, and the chain itself."""

    sections: Mapping[str, Section]
    topics: Mapping[str, str]  # the 8 figures of a Media Topic: the section that lists it
    aliases: Mapping[str, str]  # a folded category label: the section it means
    labels: Mapping[str, str]  # a folded place label: the country it means
    chain: tuple[Callable[[Evidence], Verdict], ...]
    country_below: float = HOLD_COUNTRY_BELOW  # less sure answers of the words are proposed only
    section_below: float = HOLD_SECTION_BELOW
    learned: Learned | None = None  # what the operator's own sources taught; used where it is trusted


class Reading(Struct, frozen=True, kw_only=True):
    """A category as the desk reads it, whatever the article."""

    term: str
    label: str  # what it says to people; "" where it is the name of a person or a company
    folded: str = ""  # the label, to be compared
    parts: tuple[str, ...] = ()  # the label's folded parts, where it is a path or a list
    topic: str = ""  # the 8 figures of a Media Topic or Subject Code
    genre: str = ""  # what the label means as a genre
    place: bool = False  # it stands in a scheme of places
    country: str = ""  # the country whose code it is
    said: Label | None = None  # what it tells of the section; None of a place, of a person, and where it is noise


class Evidence(Struct, frozen=True, kw_only=True, dict=True):
    """All that a link may look at: the article so far, the entry it was made of, its source, and the tables."""

    article: Article
    entry: Entry
    source: Source
    rules: Rules
    readings: tuple[Reading, ...]  # of the entry's categories
    language: str  # of the text, as the chain judged it
    likely: str = ""  # the language that the whole document says of itself

    @property
    def words(self) -> Words:
        """The words of the headline and the summary, cut when a link first reads them."""
        kept: dict[str, Words] = self.__dict__
        words = kept.get("words")
        if words is None:
            words = kept["words"] = words_of(self.article.headline, self.article.summary, self.language)
        return words

    @property
    def learned(self) -> Learned | None:
        """What the operator's own sources taught, as it judges this one."""
        learned = self.rules.learned
        return None if learned is None else learned.of(self.source.id)


Classifier: TypeAlias = Callable[[Evidence], Verdict]
