"""The rules of classifying: order of evidence, codes, labels, places and marks, and nothing without proof."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.classify import Evidence, Verdict, classify, classify_all, rules
from publisher.model import Agency, Article, Category, Config, Entry, Judgement, Section, Site, Source
from publisher.model.country import COUNTRIES

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
WIRE: Final = Agency(id="wire", name="The Wire", credit="The Wire", country="IN", language="en")
SOURCE: Final = Source(id="wire-world", agency=WIRE, url="https://wire.example/rss")
SECTIONS: Final = (
    Section(id="politics", title="Politics", topics=("medtop:11000000",), aliases=("política", "политика", "政治")),
    Section(id="business", title="Business & Economy", topics=("medtop:04000000",), aliases=("wirtschaft",)),
    Section(id="energy", title="Energy", topics=("medtop:20000256",)),
    Section(id="law-order", title="Law & Order", topics=("medtop:02000000", "medtop:16000000")),
    Section(id="opinion", title="Opinion"),
)
CONFIG: Final = Config(
    site=Site(),
    agencies={"wire": WIRE},
    sources={"wire-world": SOURCE},
    sections={section.id: section for section in SECTIONS},
    editions={},
    feeds=(),
    labels={"England": "GB"},
)
PLACES: Final = "http://cvx.iptc.org/iso3166-1a2/"


def article(headline: str = "Ministers meet in the capital", **fields: object) -> Article:
    """Make an article as normalize leaves it: dated, credited, of a judged language."""
    made = Article(
        id="tag:publisher.example,2026:1",
        key="1",
        source="wire-world",
        agency="wire",
        headline=headline,
        credit="The Wire",
        language="en",
        language_by=Judgement(value="en", by="declared"),
        received=NOON,
        published=NOON,
        updated=NOON,
    )
    return replace(made, **fields)


def judged(*categories: Category | str, source: Source = SOURCE, made: Article | None = None) -> Article:
    """Classify an article of an entry with these categories."""
    given = tuple(Category(each) if isinstance(each, str) else each for each in categories)
    return classify(made or article(), Entry(categories=given), source, rules(CONFIG))


def section_of(made: Article) -> str | None:
    """Return the section's id alone."""
    return made.section.value if made.section else None


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("Politics", "politics"),
        ("POLITICA", "politics"),
        ("Политика", "politics"),
        ("政治", "politics"),
        ("business & economy", "business"),
        ("Business and Economy", "business"),
        ("law-order", "law-order"),
        ("News > Politics", "politics"),
        ("/ACME NEWS/POLITICS/EXECUTIVE", "politics"),
        ("Politics, Economy", "politics"),
        ("Economy; Energy", "energy"),
        (Category("11000000", scheme="http://cv.iptc.org/newscodes/mediatopic/"), "politics"),
        ("medtop:20000574", "politics"),
        ("medtop:20000257", "energy"),
        ("medtop:20000210", "business"),
        ("http://cv.iptc.org/newscodes/mediatopic/20000344", "business"),
        ("subj:11003002", "politics"),
        (Category("04005000", scheme="http://cv.iptc.org/newscodes/subjectcode/"), "business"),
        ("20260428", None),
        ("medtop:99999999", None),
        ("World", None),
        ("", None),
        (Category("Politics", scheme="https://acme.example/person/"), None),
    ],
)
def test_a_category_leads_to_its_section(category: Category | str, expected: str | None) -> None:
    """Codes lead to the section that lists them or a topic above them, labels to the section with that alias."""
    assert section_of(judged(category)) == expected


def test_the_declared_section_is_stronger_than_codes_and_codes_than_labels() -> None:
    """Order of evidence: the source's declared section, then codes, then labels; each says what decided it."""
    declared = judged("medtop:04000000", "Energy", source=replace(SOURCE, section="politics"))
    coded = judged("Energy", "medtop:04000000")
    labelled = judged("Energy")
    assert [(made.section.value, made.section.by) for made in (declared, coded, labelled) if made.section] == [
        ("politics", "source"),
        ("business", "topic"),
        ("energy", "category"),
    ]


def test_labels_that_differ_are_less_sure() -> None:
    """The section that most labels mean is taken, with less confidence and only the labels that prove it."""
    made = judged("Energy", "Politics", "política")
    assert made.section == Judgement(value="politics", by="category", confidence=0.7, evidence=("Politics", "política"))


def test_topics_are_the_codes_of_the_agency_or_the_one_of_the_section() -> None:
    """Topics are never guessed: a section with several topics does not say which of them an article has."""
    assert judged("medtop:20000257", "Politics").topics == ("medtop:20000257",)
    assert judged("subj:04005001").topics == ("medtop:04000000",)
    assert judged("Politics").topics == ("medtop:11000000",)
    assert judged("Law & Order").topics == ()


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("Niger", ("NE",)),
        ("Nigeria", ("NG",)),
        ("South Korea", ("KR",)),
        ("Côte d'Ivoire", ("CI",)),
        ("Congo-Kinshasa", ("CD",)),
        ("Hong Kong", ("HK",)),
        ("Burma", ("MM",)),
        ("U.S.", ("US",)),
        ("England", ("GB",)),
        ("World/Africa/Mali", ("ML",)),
        ("Israel/Palestine", ("PS", "IL")),
        (Category("NE", scheme=PLACES), ("NE",)),
        (Category("NER", scheme="http://cvx.iptc.org/iso3166-1a3/"), ("NE",)),
        ("http://cvx.iptc.org/iso3166-1a2/IN", ("IN",)),
        (Category("IN", scheme=PLACES, label="Indien"), ("IN",)),
        (Category("Georgia", scheme="https://acme.example/country/"), ("GE",)),
        ("World > Middle East > Jordan", ("JO",)),
        ("World > US > Georgia", ("US",)),
        ("Georgia", ()),
        ("Jordan", ()),
        ("Chad", ()),
        ("Jersey", ()),
        ("IN", ()),
        ("en", ()),
        ("Latin America", ()),
        ("South Georgia", ()),
        (Category("Jordan", scheme="https://acme.example/people/"), ()),
        (Category("India", scheme="http://www.example.com/keywords/nyt_org"), ()),
    ],
)
def test_a_place_category_is_an_event_country(category: Category | str, expected: tuple[str, ...]) -> None:
    """Countries come from codes under a scheme of places and from names; an ambiguous name alone proves nothing."""
    assert judged(category).events == expected


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [("fr", "Tchad", ("TD",)), ("de", "Deutschland", ("DE",)), ("ru", "Нигер", ("NE",)), ("ja", "日本", ("JP",)),
     ("hi", "भारत", ("IN",)), ("fr", "Niger", ("NE",)), ("de", "France", ("FR",)), ("es", "Georgia", ())],
)  # fmt: skip
def test_countries_are_named_in_the_language_of_the_article(
    language: str, label: str, expected: tuple[str, ...]
) -> None:
    """Labels are read in the article's language and in English."""
    assert judged(label, made=article(language_by=Judgement(value=language, by="declared"))).events == expected


def test_words_tell_which_of_several_labels_it_is_about() -> None:
    """Labels list what comes up: where the words are sure of one of them, the others are mentioned."""
    told = judged("Ecuador", "El Salvador", made=article("Ecuadorean fishing boats are hit in Ecuador"))
    assert told.events == ("EC",)
    assert {place.country for place in told.countries if place.role == "mentioned"} == {"SV"}
    assert judged("Morocco", "Spain", made=article("Why rumours about migrants spread")).events == ("MA", "ES")


def test_a_long_list_of_labels_that_the_words_are_not_of_only_comes_up() -> None:
    """Three labels or more that miss the country the words are sure of are mentioned; two are believed."""
    told = judged("Iran", "Israel", "Qatar", made=article("White House names new press secretary in Washington"))
    assert told.events == ("US",)
    assert {place.country for place in told.countries if place.role == "mentioned"} == {"IR", "IL", "QA"}
    assert judged("Iran", "Israel", made=article("White House names new press secretary")).events == ("IR", "IL")


def test_a_label_that_the_words_refute_is_no_country() -> None:
    """Georgia in a list of places is the state where the words are about America."""
    place = Category("Georgia", "http://www.nytimes.com/namespaces/keywords/nyt_geo")
    assert judged(place, made=article("Atlanta jury finds a sheriff guilty, US prosecutors say")).events == ("US",)
    assert judged(place, made=article("Parliament passes the bill")).events == ("GE",)


def test_georgia_is_a_country_at_home() -> None:
    """An ambiguous name is believed of the agency whose home it is."""
    at_home = replace(SOURCE, agency=replace(WIRE, country="GE"))
    assert judged("Georgia", source=at_home).events == ("GE",)


def test_the_home_of_the_agency_never_drives_feeds() -> None:
    """The agency's country is kept in the role of source, and no event country comes of it."""
    made = judged()
    assert [(place.country, place.role) for place in made.countries] == [("IN", "source")]
    assert made.events == ()


def test_of_two_countries_that_are_not_proven_the_likelier_stands_first() -> None:
    """A name that is doubted ("Jordan scores 40") is proposed behind the home, where that is likelier then."""
    american = replace(SOURCE, agency=replace(WIRE, country="US"))
    proposed = judged(source=american, made=article("Jordan scores 40 as Bulls win")).countries_proposed
    assert [place.country for place in proposed] == ["US", "JO"]
    assert proposed[0].confidence > proposed[1].confidence


def test_a_country_feed_is_about_its_country_and_others() -> None:
    """What the operator declares is certain; countries that the entry names join it."""
    made = judged("Niger", source=replace(SOURCE, country="SN"))
    assert made.events == ("SN", "NE")


def test_a_list_of_many_countries_is_about_none_of_them() -> None:
    """More countries than an event spans are mentioned only."""
    made = judged("Niger", "Mali", "Ghana", "Togo", "Benin")
    assert made.events == ()
    assert {place.country for place in made.countries if place.role == "mentioned"} == {"NE", "ML", "GH", "TG", "BJ"}


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [("LAGOS, Nigeria", ["NG"]), ("ATLANTA, Georgia", []), ("Mumbai", []), ("NEW DELHI", []), ("", [])],
)
def test_a_dateline_counts_where_it_names_the_country(dateline: str, expected: list[str]) -> None:
    """Only a country named in full is taken from a dateline, and not as the event's."""
    made = judged(made=article(dateline=dateline))
    assert [place.country for place in made.countries if place.role == "dateline"] == expected
    assert made.events == ()


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Opinion | The budget is late", "opinion"),
        ("OPINION: The budget is late", "opinion"),
        ("Editorial: The budget is late", "opinion"),
        ("[Opinion] The budget is late", "opinion"),
        ("The budget is late | Editorial", "opinion"),
        ("Interview: the minister of finance", "interview"),
        ("Live: budget day in parliament", "live"),
        ("Live updates – budget day", "live"),
        ("Análisis: el presupuesto", "analysis"),
        ("Obituary: a painter of light", "obituary"),
        ("Opinion polls: the budget is unpopular", None),
        ("Live music returns to the city", None),
        ("Public opinion: divided", None),
        ("Minister reviews budget", None),
        ("Op\u0131n\u0131on: an i without a dot", None),
    ],
)
def test_a_mark_in_the_headline_tells_the_genre(headline: str, expected: str | None) -> None:
    """Only a mark that is set off from the headline counts, never a word in it."""
    genre = judged(made=article(headline)).genre
    assert (genre.value if genre else None) == expected


@pytest.mark.parametrize(
    ("category", "expected"),
    [("Opinion", "opinion"), ("Tribune", "opinion"), ("社説", "opinion"), ("Meinung", "opinion"),
     ("Interviews", "interview"), ("Press release", "press-release"), ("Nachrufe", "obituary"),
     ("News Briefs", "summary"), ("Bulletins", "summary"), ("Guest essay", "opinion"), ("Obits", "obituary"),
     ("News/Opinion", "opinion"), ("Politics", None)],
)  # fmt: skip
def test_a_label_tells_the_genre(category: str, expected: str | None) -> None:
    """The labels of agencies for a genre are known in many languages."""
    genre = judged(category).genre
    assert (genre.value if genre else None) == expected


def test_the_order_of_evidence_for_the_genre() -> None:
    """Declared, then labelled, then marked in the headline, then in the link."""
    link = article(url="https://wire.example/live/2026/budget")
    marked = replace(link, headline="Opinion | The budget is late")
    made = [
        judged("Analysis", source=replace(SOURCE, genre="review"), made=marked),
        judged("Analysis", made=marked),
        judged(made=marked),
        judged(made=link),
        judged(made=article(url="https://wire.example/opinion-polls/budget")),
    ]
    assert [one.genre.value if one.genre else None for one in made] == ["review", "analysis", "opinion", "live", None]


def test_articles_judged_at_once_are_judged_as_each_by_itself() -> None:
    """Some with labels and some without, in several languages: each is told what it is told alone, in their order."""
    rivals = article("Сборная России сыграла с Турцией в Москве", language="und", language_by=None)
    items = [
        (article("Opinion | Why ministers in Kenya must meet"), Entry(), SOURCE),
        (article("Shares in the bank fall"), Entry(categories=(Category("Wirtschaft"), Category("Kenya"))), SOURCE),
        (rivals, Entry(), SOURCE),
        (article("Fire in Mumbai", dateline="Mumbai, India"), Entry(points=((19.07, 72.87),)), SOURCE),
        (article("Ministers meet"), Entry(), replace(SOURCE, section="politics", country="FR")),
    ]
    known = rules(CONFIG)
    assert classify_all(items, known) == [classify(*each, known) for each in items]
    assert classify_all([], known) == []


def test_an_extension_is_a_function_of_ten_lines() -> None:
    """A classifier of the operator's sees the evidence and answers what it knows; unknown sections are not taken."""

    def oil(evidence: Evidence) -> Verdict:
        if "oil" not in evidence.article.headline.casefold():
            return Verdict()
        return Verdict(section=Judgement(value="energy", by="oil", confidence=0.88, evidence=("oil",)))

    def invented(_: Evidence) -> Verdict:
        return Verdict(section=Judgement(value="no-such-section", by="invented"))

    table = rules(CONFIG, extra=(invented, oil))
    made = classify(article("Oil falls"), Entry(), SOURCE, table)
    stronger = classify(article("Oil falls"), Entry(categories=(Category("Politics"),)), SOURCE, table)
    assert made.section == Judgement(value="energy", by="oil", confidence=0.88, evidence=("oil",))
    assert section_of(stronger) == "politics"


def test_a_judgement_of_before_stands_unless_a_stronger_one_comes() -> None:
    """Classifying again changes nothing, and what an editor was certain of is not overwritten."""
    edited = article(section=Judgement(value="energy", by="editor"))
    once = judged("Politics", "Niger", made=edited)
    assert section_of(once) == "energy"
    assert judged("Politics", "Niger", made=once) == once


def test_the_language_is_judged_where_nobody_did() -> None:
    """An undeclared language is detected, and place labels are read in it."""
    made = article("Das Parlament stimmt für den Haushalt und gegen die neue Steuer", language="und", language_by=None)
    told = judged("Deutschland", made=made)
    assert told.language == "de"
    assert told.language_by is not None
    assert told.events == ("DE",)


@given(
    st.lists(st.builds(Category, st.text(max_size=40), st.text(max_size=40), st.text(max_size=40)), max_size=5),
    st.text(max_size=60),
)
def test_wild_categories_never_break_the_chain(categories: list[Category], headline: str) -> None:
    """Whatever an entry says, the answer holds known sections and countries only."""
    made = judged(*categories, made=article(headline))
    assert section_of(made) in {None, *CONFIG.sections}
    assert {place.country for place in made.countries} <= COUNTRIES
