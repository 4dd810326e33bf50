"""The rules of reading agencies' labels and codes where sources.yaml has no alias: many languages, first ones first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
import pytest
from msgspec.structs import replace

from publisher.desk.classify import classify, rules, sections
from publisher.desk.classify.answers import Question, answers, built_in_rules
from publisher.desk.classify.sections import SECTIONS, judge_section
from publisher.desk.classify.sections.labelled import Label, judge_labelled
from publisher.desk.classify.sections.labels import known_labels, meaning_of_label, pack_labels
from publisher.desk.classify.topics import section_of_topic, topic_of
from publisher.desk.classify.words import words_of
from publisher.desk.labels import fold
from publisher.model import Agency, Article, Category, Config, Entry, Section, Site, Source

LABELS: Final = Path(__file__).parents[1] / "cases" / "desk" / "labels.txt"
NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
WIRE: Final = Agency(id="wire", name="The Wire", credit="The Wire", language="en")
SOURCE: Final = Source(id="wire", agency=WIRE, url="https://wire.example/rss")
HOUSE: Final = Config(
    site=Site(),
    agencies={"wire": WIRE},
    sources={"wire": SOURCE},
    sections={
        section.id: section
        for section in (
            Section(id="law-order", title="Law & Order", aliases=("crime",)),
            Section(id="pitch", title="The Pitch", aliases=("sports", "health")),
        )
    },
    editions={},
    feeds=(),
)


def judged(
    *labels: Category | str, headline: str = "A day in spring", source: Source = SOURCE, own: bool = False
) -> Article:
    """Classify an article with these labels: in a house of the built-in sections, or one of the operator's own."""
    article = Article(
        id="1", key="1", source="wire", agency="wire", headline=headline, credit="", language="en", received=NOON,
        published=NOON, updated=NOON,
    )  # fmt: skip
    entry = Entry(categories=tuple(Category(label) if isinstance(label, str) else label for label in labels))
    return classify(article, entry, source, rules(HOUSE) if own else built_in_rules())


def told(article: Article) -> tuple[str, str] | None:
    """Return the section and what decided it."""
    return (article.section.value, article.section.by) if article.section else None


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Política", "politics"), ("Wirtschaft", "business"), ("Économie", "business"), ("Technologie", "technology"),
        ("Ciência", "science"), ("Ambiente", "environment"), ("Здоровье", "health"), ("رياضة", "sports"),
        ("娱乐", "entertainment"), ("犯罪", "crime"), ("शिक्षा", "education"), ("জীবনযাপন", "lifestyle"),
        ("Viajes", "travel"), ("社説", "opinion"), ("Погода", "weather"), ("Latest Business News", "business"),
        ("Top Sports Stories", "sports"), ("AI", "technology"), ("Biz & IT", "technology"), ("Policy", "politics"),
        ("World", ""), ("India", ""), ("News", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_known_label_means_a_section(label: str, section: str) -> None:
    """However it is written, in a dozen languages; words that say no subject are taken off, places mean none."""
    assert meaning_of_label(fold(label)).section == section


def test_every_section_has_labels_in_many_languages() -> None:
    """Fifteen labels at least of each section of the lexicons, and of no other."""
    known = [meaning.section for meaning in known_labels().values() if meaning.section]
    assert set(known) == set(SECTIONS)
    assert min(known.count(section) for section in SECTIONS) > 15


def test_the_labels_are_packed_as_they_are_written() -> None:
    """scripts/lexicons.py was run after the last change of labels.txt."""
    folder = Path(sections.__file__).parent
    packed = msgspec.msgpack.decode(folder.joinpath("labels.bin").read_bytes(), type=list[list[str]])
    assert packed == pack_labels(folder.joinpath("labels.txt").read_text("utf-8"))


def test_labels_of_a_hundred_outlets_mean_what_a_reader_expects() -> None:
    """What agencies in some forty languages call their sections; "Featured" and "World" are none."""
    rows = [row.split("|") for row in LABELS.read_text("utf-8").splitlines() if not row.startswith("#")]
    asked = [(language, section, label) for language, section, labels in rows for label in labels.split(", ")]
    given = answers([Question(id=0, language=row[0], categories=(row[2],)) for row in asked], built_in_rules())
    assert [
        (*row, told.section) for row, told in zip(asked, given, strict=True) if (told.section or "none") != row[1]
    ] == []


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Law & Justice", "crime"), ("Brott och straff", "crime"), ("Brott & straff", "crime"),  # known parts, joined
        ("&", ""), ("y", ""), ("Law & Hanging Gardens", ""), ("Food and Drug Administration", ""),  # a part unknown
        ("Economia & Lobby", "business"), ("Russian Politics & Diplomacy", "politics"), ("Politik-Ausland", "politics"),
        ("Delhi Politics", "politics"), ("Kerala State Politics", "politics"), ("Deportes Tucumán", "sports"),
        ("The long story of office politics", ""),  # a sentence is no label
        ("World Economy", "business"), ("財經新聞", "business"), ("Home News", ""), ("World News", ""),
    ],
)  # fmt: skip
def test_a_label_is_read_by_its_parts(label: str, section: str) -> None:
    """Joined labels count where all parts are known, few words by the one that says what they are."""
    assert meaning_of_label(fold(label)).section == section


@pytest.mark.parametrize(
    ("term", "scheme", "topic"),
    [
        ("04000000", "", "04000000"), ("15054000", "", "15054000"), ("20000344", "", "20000344"),
        ("IPTC: 04000000", "", "04000000"), ("iptc:15054000", "", "15054000"), ("subject:11000000", "", "11000000"),
        ("20260428", "", ""), ("28042026", "", ""), ("04282026", "", ""), ("15052000", "", ""),  # dates
        ("04123456", "", ""), ("4000000", "", ""), ("order 04000000", "", ""), ("04000000", "urn:shop:orders", ""),
    ],
)  # fmt: skip
def test_eight_figures_are_a_code_where_they_can_be_no_date(term: str, scheme: str, topic: str) -> None:
    """Codes are known by their scheme or their prefix; bare ones where they stand for a branch and are no date."""
    assert topic_of(term, scheme) == topic


@pytest.mark.parametrize(
    ("code", "section"),
    [("11000000", "politics"), ("20000257", "business"), ("20000756", "technology"), ("20000225", "technology"),
     ("15003000", "sports"), ("16000000", "politics"), ("12000000", "")],
)  # fmt: skip
def test_a_topic_means_the_section_of_the_nearest_one_above(code: str, section: str) -> None:
    """The narrowest topic with a section counts: computing is a sector of the economy, and technology."""
    assert section_of_topic(code) == section


@pytest.mark.parametrize(
    ("labels", "headline", "expected"),
    [
        (("Sports",), "A day in spring", ("sports", "category")),
        (("News > World > Business",), "A day in spring", ("business", "category")),
        (("medtop:15000000",), "A day in spring", ("sports", "category")),
        (("World",), "A day in spring", None),
        (("Science", "NASA", "Mars rover"), "Rover finds ice", ("science", "category")),
        (("Health", "Science"), "Measles outbreak: doctors vaccinate children", ("health", "category")),
        (("iPhone", "App Store", "Apple", "Policy"), "Apple changes its app store", ("technology", "category")),
        (("Science", "solar power", "renewable energy", "electricity"), "Solar farms", ("science", "category")),
        (("Featured", "Latest News", "Sports", "Tax"), "A day in spring", ("sports", "category")),
        (("Culture", "Science"), "Fossil of a dinosaur found", ("science", "category")),
        (("Arts/Movies/Science fiction",), "A day in spring", ("entertainment", "category")),
        (("Soccer", "Messi, Lionel", "Barcelona", "Technology"), "A day in spring", ("sports", "category")),
    ],
)
def test_labels_and_words_are_weighed_together(
    labels: tuple[str, ...], headline: str, expected: tuple[str, str] | None
) -> None:
    """The name of a desk in front says most, and words decide between two; tags and words decide the rest."""
    assert told(judged(*labels, headline=headline)) == expected


def test_labels_are_stronger_than_words() -> None:
    """However sure the words are, they do not overrule what the agency's own label says of the section."""
    surely_sport = "Quarterback throws winning touchdown in Super Bowl as NFL season ends"
    assert told(judged("Crime", headline=surely_sport, own=True)) == ("law-order", "category")
    assert told(judged(headline=surely_sport, own=True)) == ("pitch", "words")


def test_the_operators_alias_is_asked_first() -> None:
    """What sources.yaml says of a label stands, whatever it means elsewhere; what it leaves out is read for it."""
    assert told(judged("Health", own=True)) == ("pitch", "category")
    assert told(judged("Polizei", own=True)) is None or told(judged("Polizei", own=True)) == ("law-order", "category")
    assert told(judged("Sucesos", own=True)) == ("law-order", "category")
    assert told(judged("Wirtschaft", own=True)) is None


def test_the_sources_own_section_stands() -> None:
    """Where the operator declared the section of a source, no label is asked."""
    made = judged("Sucesos", source=replace(SOURCE, section="pitch"), own=True)
    assert told(made) == ("pitch", "source")


def test_names_of_people_and_places_are_no_subjects() -> None:
    """A category under a scheme of places or persons says nothing of the section."""
    person = Category("Sports", scheme="https://wire.example/person/")
    place = Category("Sports", scheme="http://cvx.iptc.org/iso3166-1a2/")
    assert told(judged(person)) is None
    assert told(judged(place)) is None


def test_without_a_label_that_means_a_section_words_must_be_sure() -> None:
    """Tags alone are words: what they do not prove well enough is proposed, not judged."""
    made = judged("flower", headline="A day in spring")
    assert made.section is None
    assert judged("Premier League", "Manchester United", "goalkeeper").section is not None


def test_nothing_said_is_nothing_judged() -> None:
    """Labels that neither mean a section nor stand in a lexicon give no answer."""
    assert judge_labelled(words_of("A quarterback", ""), [Label("Qwzx")], "en") == []


def test_labels_add_nothing_to_what_is_kept_of_an_article() -> None:
    """The words are weighed once for labels and text: without the labels they say what they said before."""
    words = words_of("A quarterback", "The court heard of a murder")
    before = judge_section(words, "en")
    with_labels = judge_labelled(words, [Label("Football", "sports")], "en")
    assert with_labels != before
    assert judge_section(words, "en") == before
    assert judge_labelled(words, [Label("Football", "sports")], "en") == with_labels
