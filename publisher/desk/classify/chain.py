"""Classify: which language, section, countries and genre an article has, each with what decided it.

    article ─▶ language ─▶ declared ─▶ codes ─▶ labels ─▶ places ─▶ points ─▶ marks ─▶ words ─▶ (extensions) ─▶ article

Every link of the chain is a function from `Evidence` to `Verdict`; it judges what it can and leaves the rest out. The
verdicts are joined by confidence: a stronger one stands, of equals the earlier one. What the operator declared for a
source is certain, codes and labels of the agency come next, marks and the words of the text last: they add countries
where nobody named one. An extension is one more function, and its name in sources.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec.structs import replace

from publisher.desk.classify.evidence import (
    CODED,
    DECLARED,
    DISPUTED,
    HOLD_COUNTRY_BELOW,
    HOLD_SECTION_BELOW,
    IN_PATH,
    LABELLED,
    NOTHING,
    Classifier,
    Evidence,
    Reading,
    Rules,
    Verdict,
)
from publisher.desk.classify.genres import genre_of, genre_of_label
from publisher.desk.classify.places import country_of_code, is_other_scheme, is_place_scheme
from publisher.desk.classify.placing import read_dateline, read_places, read_points
from publisher.desk.classify.reading import WORDS, cut_words, read_country, read_section, see_words
from publisher.desk.classify.sections import Learned
from publisher.desk.classify.settling import settled
from publisher.desk.classify.tagging import label_of, read_tags
from publisher.desk.classify.topics import lineage, medtop, topic_of
from publisher.desk.labels import fold, parts
from publisher.desk.language import language
from publisher.model import Article, Category, Config, Entry, Judgement, Place, Section, Source
from publisher.model.country import COUNTRIES

MOST_CATEGORIES: Final = 64  # of an entry that are read
LONGEST_REMEMBERED: Final = 500  # characters of a category


def rules(config: Config, extra: Sequence[Classifier] = (), learned: Learned | None = None) -> Rules:
    """Make the tables of the chain from sources.yaml; `extra` are the classifiers it names, run after our own.

    `learned` is what the operator's own sources taught.
    """
    sections, hold = config.sections.values(), config.hold_below
    return Rules(
        sections=config.sections,
        topics={code.rpartition(":")[2]: section.id for section in sections for code in section.topics},
        aliases=_aliases(tuple(sections)),
        labels={fold(label): code for label, code in config.labels.items()},
        chain=(*CHAIN, *extra),
        country_below=HOLD_COUNTRY_BELOW if hold.country is None else hold.country,
        section_below=HOLD_SECTION_BELOW if hold.section is None else hold.section,
        learned=learned,
    )


def _aliases(sections: Sequence[Section]) -> dict[str, str]:
    """Make the table of labels: an alias written for a section beats another's title, and a title beats an id."""
    by_id = {fold(section.id): section.id for section in sections}
    by_title = {fold(section.title): section.id for section in sections}
    by_alias = {fold(alias): section.id for section in sections for alias in section.aliases}
    return by_id | by_title | by_alias


def classify(article: Article, entry: Entry, source: Source, rules: Rules, likely: str = "") -> Article:
    """Return the article with its language, section, topics, countries and genre; what is not proven stays open.

    `likely` is the language that the whole document says of itself, which its maker seldom looked at.
    """
    return classify_all([(article, entry, source)], rules, likely)[0]


def classify_all(articles: Sequence[tuple[Article, Entry, Source]], rules: Rules, likely: str = "") -> list[Article]:
    """Return articles as `classify` does, in their order; some dozens at once take a fifth less.

    They go through the chain link by link: what a link needs of the tables and of the program is then at hand for all.
    """
    begins_with_language, links, of_texts = _links(rules.chain)
    spoken = [
        each[0].language_by or (_language_of(each[0], likely) if begins_with_language else None) for each in articles
    ]  # before the evidence is made: it is then made once
    judged = [_Judged(*each, rules, likely, told) for each, told in zip(articles, spoken, strict=True)]
    labelled = [each for each in judged if each.is_labelled]
    for link in links:
        of_words = link is read_section
        for each in judged if link in of_texts else labelled:
            if not (of_words and each.section):  # words never overrule a source, a code or a label
                found = link(each.evidence)
                if found is not NOTHING:
                    each.join(found, rules)
    return [each.article(rules) for each in judged]


_Chain: TypeAlias = tuple[Classifier, ...]


def _links(chain: _Chain) -> tuple[bool, _Chain, _Chain]:
    """Return whether the chain begins with the language, the links behind that, and those of them that read texts.

    These are all that an article needs that has no categories, no points and no dateline.
    """
    known = _CHAINS.get(id(chain))
    if known is None or known[0] is not chain:
        begins = chain[:1] == (judge_language,)
        links = chain[1:] if begins else chain
        of_texts = tuple([link for link in links if not any(link is other for other in _OF_LABELS)])
        known = chain, (begins, links, of_texts)
        if len(_CHAINS) >= _MOST_CHAINS:
            _CHAINS.clear()
        _CHAINS[id(chain)] = known
    return known[1]


_MOST_CHAINS: Final = 16
_CHAINS: Final[dict[int, tuple[_Chain, tuple[bool, _Chain, _Chain]]]] = {}


def _read(category: Category) -> Reading:
    """Read the beginning of a category; a long one is read each time, so that nothing large is remembered."""
    term, scheme = category.term[:LONGEST_REMEMBERED], category.scheme[:LONGEST_REMEMBERED]
    label = category.label[:LONGEST_REMEMBERED]
    if len(term) + len(scheme) + len(label) > LONGEST_REMEMBERED:
        return read_category.__wrapped__(term, scheme, label)
    return read_category(term, scheme, label)


@lru_cache(maxsize=16384)
def read_category(term: str, scheme: str, label: str) -> Reading:
    """Read a category for itself: codes under their schemes, and the label as it is compared. Agencies repeat them."""
    topic = topic_of(term, scheme)
    if is_other_scheme(scheme):
        return Reading(term=term, label="", topic=topic, said=label_of("", "", (), topic))
    place = is_place_scheme(scheme) or is_place_scheme(term)
    text = label or term
    folded, within = fold(text[:LONGEST_REMEMBERED]), parts(text[:LONGEST_REMEMBERED])
    return Reading(
        term=term,
        label=text,
        folded=folded,
        parts=within,
        topic=topic,
        genre=genre_of_label(folded) or next(filter(None, map(genre_of_label, within)), ""),
        place=place,
        country=country_of_code(term) if place else "",
        said=None if place and not topic else label_of(text, folded, within, topic),
    )


class _Judged:
    """An article on its way through the chain: what its links see, and what all of them together conclude so far."""

    __slots__ = (
        "countries",
        "countries_proposed",
        "evidence",
        "genre",
        "is_labelled",
        "language",
        "section",
        "sections_proposed",
        "topics",
    )

    def __init__(
        self, article: Article, entry: Entry, source: Source, rules: Rules, likely: str, language: Judgement | None
    ) -> None:
        categories = entry.categories
        readings = tuple([_read(category) for category in categories[:MOST_CATEGORIES]]) if categories else ()
        self.is_labelled = bool(readings or entry.points or article.dateline)
        self.language, self.section, self.genre = language, article.section, article.genre
        self.countries, self.topics = article.countries, article.topics
        self.countries_proposed: tuple[Place, ...] = ()
        self.sections_proposed: tuple[Judgement, ...] = ()
        self.evidence = Evidence(
            article=article,
            entry=entry,
            source=source,
            rules=rules,
            readings=readings,
            language=article.language if language is None else language.value,
            likely=likely,
        )

    def join(self, found: Verdict, rules: Rules) -> None:
        """Take what a link concludes: a stronger verdict stands, of equals the earlier one."""
        if found.language:
            self.language = _stronger(self.language, found.language)
            if self.language.value != self.evidence.language:
                self.evidence = replace(self.evidence, language=self.language.value)
        if found.section and found.section.value in rules.sections:
            self.section = _section(self.section, found.section)
        if found.genre:
            self.genre = _stronger(self.genre, found.genre)
        if found.countries:
            self.countries = _places(self.countries, found.countries)
        if found.topics:
            self.topics = tuple(dict.fromkeys((*self.topics, *found.topics)))
        self.countries_proposed = self.countries_proposed or found.countries_proposed
        self.sections_proposed = self.sections_proposed or found.sections_proposed

    def article(self, rules: Rules) -> Article:
        """Return the article with all that was concluded."""
        placed = [place for place in self.countries if place.role == "event"]
        return replace(
            self.evidence.article,
            language=self.evidence.language,
            language_by=self.language,
            section=self.section,
            topics=self.topics or _topics_of_section(self.section, rules),
            countries=settled(self.countries),
            countries_proposed=() if placed else self.countries_proposed,
            sections_proposed=() if self.section else self.sections_proposed,
            genre=self.genre,
        )


def _section(first: Judgement | None, second: Judgement) -> Judgement:
    """Words decide only where nobody told: what a source, a code or a label says stands, however sure words are."""
    return first if first is not None and second.by == WORDS else _stronger(first, second)


def _stronger(first: Judgement | None, second: Judgement) -> Judgement:
    return second if first is None or second.confidence > first.confidence else first


def _places(first: tuple[Place, ...], second: tuple[Place, ...]) -> tuple[Place, ...]:
    """One place for each country and role, of words and of others, the surest first; of equals the earlier one."""
    if len(first) + len(second) == 1:
        place = first[0] if first else second[0]
        return (place,) if place.country in COUNTRIES else ()
    best: dict[tuple[str, str, bool], Place] = {}
    for place in (*first, *second):
        key = place.country, place.role, place.by == WORDS
        known = best.get(key)
        if place.country in COUNTRIES and (known is None or place.confidence > known.confidence):
            best[key] = place
    return tuple(sorted(best.values(), key=_by_confidence) if len(best) > 1 else best.values())


def _by_confidence(place: Place) -> float:
    return -place.confidence


def _topics_of_section(section: Judgement | None, rules: Rules) -> tuple[str, ...]:
    """Return the one topic that a section stands for; a section of several does not say which of them."""
    topics = rules.sections[section.value].topics if section else ()
    return topics if len(topics) == 1 else ()


# The links


def judge_language(evidence: Evidence) -> Verdict:
    """Compare the declared language with the text, unless somebody judged it before."""
    article = evidence.article
    return NOTHING if article.language_by else Verdict(language=_language_of(article, evidence.likely))


def _language_of(article: Article, likely: str) -> Judgement:
    declared = "" if article.language == "und" else article.language
    return language(f"{article.headline} {article.summary}", declared, likely)


def take_declared(evidence: Evidence) -> Verdict:
    """Take what sources.yaml declares for every item of the source."""
    source = evidence.source
    known = _DECLARATIONS.get(id(source))
    if known is not None and known[0] is source:
        return known[1]
    agency = source.agency
    verdict = _declaration((source.id, source.section, source.genre, source.country, agency.id, agency.country))
    if len(_DECLARATIONS) >= _MOST_SOURCES:
        _DECLARATIONS.clear()
    _DECLARATIONS[id(source)] = source, verdict
    return verdict


_MOST_SOURCES: Final = 1024  # that are remembered as they are
_DECLARATIONS: Final[dict[int, tuple[Source, Verdict]]] = {}


@lru_cache(maxsize=16384)
def _declaration(declared: tuple[str, str | None, str | None, str | None, str, str | None]) -> Verdict:
    """Make a verdict of a source's id, section, genre and country, and of its agency's id and country."""
    source, section, genre, country, agency, home = declared
    places = []
    if country:
        places.append(Place(country=country, role="event", by="source", evidence=(source,)))
    if home:
        places.append(Place(country=home, role="source", by="agency", evidence=(agency,)))
    verdict = Verdict(
        section=_declared(section, source),
        genre=_declared(genre or genre_of_label(fold(section or "")), source),
        countries=tuple(places),
    )
    return NOTHING if verdict == NOTHING else verdict


def _declared(value: str | None, source: str) -> Judgement | None:
    return Judgement(value=value, by="source", confidence=DECLARED, evidence=(source,)) if value else None


def read_codes(evidence: Evidence) -> Verdict:
    """Read IPTC Media Topics and Subject Codes; the section is the one that lists the code or one above it."""
    coded = [reading for reading in evidence.readings if reading.topic] if evidence.readings else ()
    if not coded:
        return NOTHING
    pairs = [(_section_of(reading.topic, evidence.rules), reading.term) for reading in coded]
    return Verdict(
        section=_most_said(pairs, "topic", CODED),
        topics=tuple(dict.fromkeys(medtop(reading.topic) for reading in coded)),
    )


def _section_of(code: str, rules: Rules) -> str:
    return next((rules.topics[topic] for topic in lineage(code) if topic in rules.topics), "")


def read_labels(evidence: Evidence) -> Verdict:
    """Read the agency's category labels: the sections whose aliases they are, and the genres that they name."""
    readings = evidence.readings
    if not readings:
        return NOTHING
    section = _section_labelled(readings, evidence.rules.aliases)
    genre = next((reading for reading in readings if reading.genre), None)
    if section is None and genre is None:
        return NOTHING
    return Verdict(section=section, genre=_by_label(genre.genre, genre.label) if genre else None)


def _section_labelled(readings: Sequence[Reading], aliases: Mapping[str, str]) -> Judgement | None:
    whole = [(aliases[reading.folded], reading.label) for reading in readings if reading.folded in aliases]
    if found := _most_said(whole, "category", LABELLED):
        return found
    within = [(_section_within(reading, aliases), reading.label) for reading in readings if reading.parts]
    return _most_said(within, "category", IN_PATH)


def _section_within(reading: Reading, aliases: Mapping[str, str]) -> str:
    return next((aliases[part] for part in reading.parts if part in aliases), "")


def _by_label(value: str, label: str) -> Judgement:
    return Judgement(value=value, by="category", confidence=LABELLED, evidence=(label,))


def _most_said(said: Iterable[tuple[str, str]], by: str, confidence: float) -> Judgement | None:
    """Return what most of the pairs (value, evidence) say, of equals the first; less sure where they differ."""
    proofs: dict[str, list[str]] = {}
    for value, proof in said:
        if value:
            proofs.setdefault(value, []).append(proof)
    if not proofs:
        return None
    value = max(proofs, key=lambda value: len(proofs[value]))
    evidence = tuple(dict.fromkeys(proofs[value]))
    return Judgement(value=value, by=by, confidence=confidence if len(proofs) == 1 else DISPUTED, evidence=evidence)


def read_marks(evidence: Evidence) -> Verdict:
    """Read the genre off a mark: in the headline ("Opinion | ..."), the byline, the wire it came by, or the link."""
    article = evidence.article
    genre = genre_of(article.headline, article.url, article.byline, article.summary)
    return Verdict(genre=genre) if genre else NOTHING


CHAIN: Final[tuple[Classifier, ...]] = (
    judge_language,
    cut_words,
    see_words,
    take_declared,
    read_codes,
    read_labels,
    read_tags,
    read_places,
    read_points,
    read_dateline,
    read_marks,
    read_country,
    read_section,
)
_OF_LABELS: Final = (read_codes, read_labels, read_tags, read_places, read_points, read_dateline)
