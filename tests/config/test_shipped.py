"""sources.yaml as shipped is real, wide and right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from publisher.config import load, parse_config
from publisher.config.edit import template
from publisher.model import Config
from publisher.model.country import COUNTRIES

PATH = Path(__file__).resolve().parents[2] / "sources.yaml"
TEXT = PATH.read_text(encoding="utf-8")
LANGUAGES = {"en", "es", "fr", "de", "pt", "it", "ru", "ar", "zh", "ja", "hi", "bn", "id", "tr", "ko", "vi"}


@pytest.fixture(scope="module")
def shipped() -> Config:
    """Load the shipped file."""
    return load(PATH)


def test_it_is_wide(shipped: Config) -> None:
    """At least 150 feeds of 45 home countries in 12 languages, the large languages of the world among them."""
    homes = {source.agency.country for source in shipped.sources.values()} - {None}
    languages = {(source.language or "").partition("-")[0] for source in shipped.sources.values()}
    assert len(shipped.sources) >= 150
    assert len(homes) >= 45
    assert len(languages) >= 12
    assert languages >= LANGUAGES


def test_every_section_has_a_source(shipped: Config) -> None:
    """No section depends on judging alone."""
    assert {source.section for source in shipped.sources.values()} >= set(shipped.sections)


def test_every_edition_has_sources(shipped: Config) -> None:
    """At least two sources are at home in, or about, the countries of each edition."""
    places = Counter(source.country or source.agency.country for source in shipped.sources.values())
    told = {name: sum(places[code] for code in edition.countries) for name, edition in shipped.editions.items()}
    assert {name: sources for name, sources in told.items() if sources < 2} == {}


def test_every_country_is_in_an_edition(shipped: Config) -> None:
    """No news falls between the editions."""
    assert {code for edition in shipped.editions.values() for code in edition.countries} == COUNTRIES


def test_sections_are_labelled(shipped: Config) -> None:
    """A section has IPTC Media Topics (opinion is a genre and has none) and at least 15 labels of agencies."""
    assert [section.id for section in shipped.sections.values() if not section.topics] == ["opinion"]
    assert min(len(section.aliases) for section in shipped.sections.values()) >= 15


def test_no_label_of_a_section_is_the_name_of_another(shipped: Config) -> None:
    """The id and title of a section are never an alias of another."""
    names = {name: s.id for s in shipped.sections.values() for name in (s.id, s.title.casefold())}
    assert not [(a, s.id) for s in shipped.sections.values() for a in s.aliases if names.get(a, s.id) != s.id]


def test_every_agency_is_told_from_every_other(shipped: Config) -> None:
    """No two agencies share a credit line, and none is called "agencies"."""
    lines = Counter(agency.credit.casefold() for agency in shipped.agencies.values())
    assert lines.most_common(1)[0][1] == 1
    assert not {"agencies", "agency", "news"} & set(lines)


def test_every_agency_supplies(shipped: Config) -> None:
    """An agency that no source names would be dead weight."""
    assert {source.agency.id for source in shipped.sources.values()} == set(shipped.agencies)


def test_every_source_has_what_its_articles_need(shipped: Config) -> None:
    """A source has a language, an agency with a home page, and a public address, nearly always https."""
    assert all(source.language and source.agency.url for source in shipped.sources.values())
    assert not any(source.allow_private or source.secret or source.paused for source in shipped.sources.values())
    assert sum(source.url.startswith("http:") for source in shipped.sources.values()) <= 5


def test_feeds_are_the_ones_that_are_promised(shipped: Config) -> None:
    """latest, trending, and the families by section, country, edition, genre and language."""
    assert {feed.id for feed in shipped.feeds} >= {
        "latest", "trending", "section/{section}", "country/{country}", "country/{country}/{section}",
        "edition/{edition}", "genre/{genre}", "language/{language}",
    }  # fmt: skip


def test_it_is_readable() -> None:
    """Editors find the schema in the first line; a source is one line; no line is longer than a wide screen."""
    assert TEXT.startswith("# yaml-language-server: $schema=sources.schema.json\n")
    assert TEXT.count("{agency: ") == len(load(PATH).sources)
    assert max(map(len, TEXT.splitlines())) <= 200


def test_the_template_is_the_shipped_file_without_its_sources(shipped: Config) -> None:
    """Who begins with an import gets the same sections, editions, labels and feeds."""
    begun = parse_config(template(), "template.yaml")
    assert (begun.sections, begun.editions, begun.labels, begun.feeds, begun.site) == (
        shipped.sections, shipped.editions, shipped.labels, shipped.feeds, shipped.site,
    )  # fmt: skip
    assert not begun.sources
    assert not begun.agencies
