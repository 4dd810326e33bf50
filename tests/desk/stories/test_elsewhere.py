"""Countries and names: what is told of two countries is two events, and names alone make no story of two."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from subprocess import run
from typing import Final

import pytest

from publisher.desk.stories import Report, Rules, read
from publisher.desk.stories.asked import merging_asked
from publisher.desk.stories.elsewhere import is_elsewhere
from publisher.desk.stories.lands import lands_of
from publisher.desk.stories.story import Told

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)


def report(
    name: str, headline: str, text: str = "", hours: int = 0, source: str = "wire", places: tuple[str, ...] = ()
) -> Report:
    """Make a report so many hours after noon."""
    return read(name, headline, text, "en", NOON + timedelta(hours=hours), source=source, places=places)


@pytest.mark.parametrize(
    ("words", "language", "lands"),
    [
        ("egypt holds rates with no end to iran war in sight", "en", "EG IR"),
        ("mexican peso slips", "en", "MX"),
        ("fire in georgia and chad told us little", "en", ""),  # a state, a man, and a small word
        ("uk retailer raises stake", "en", "GB"),
        ("perú y españa", "es", "ES PE"),
        ("österreichs inflation", "de", "AT"),
        ("инфляция в казахстане", "ru", "KZ"),
        ("マレーシア 輸出 台湾", "ja", "MY TW"),
    ],
)
def test_a_country_is_known_by_its_names_and_its_people(words: str, language: str, lands: str) -> None:
    """In the forms that their language gives them; not what may be something else."""
    assert lands_of(words.split(), language) == lands


def test_who_holds_the_pen_loads_nothing_that_judges_articles() -> None:
    """Reports are read in workers; the index goes without the tables and the code that tell countries."""
    code = "import sys, publisher.desk.stories; sys.exit(any('desk.classify' in name for name in sys.modules))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_headlines_that_name_two_countries_are_of_two() -> None:
    """Unless the text of either tells the other country, or both name somebody whom nobody has heard of."""
    one = report("one", "Egypt holds interest rates", "Egypt kept its rates on Thursday.")
    other = "Mexico holds interest rates"
    assert is_elsewhere(report("two", other, "Rates were kept on Thursday."), (one,))
    assert not is_elsewhere(report("two", other, "As in Egypt, rates were kept on Thursday."), (one,))
    assert not is_elsewhere(report("two", "Mexico's Ondarra holds"), (report("one", "Egypt's Ondarra holds"),))
    assert not is_elsewhere(report("two", other), (one, report("three", "Central bank holds interest rates")))


def test_where_the_same_countries_are_named_the_place_is_one() -> None:
    """Wherever either is judged to be: a strike of one country on another may be filed under both."""
    one = report("one", "Russian strikes kill 16 in Ukraine", places=("UA",))
    assert not is_elsewhere(report("two", "Russian air attack kills 12", places=("RU",)), (one,))
    assert is_elsewhere(report("two", "Air attack kills 12", places=("RU",)), (one,))
    assert is_elsewhere(report("two", "Russian drones fall in Romania", places=("RO",)), (one,))


def asked(one: Report, other: Report) -> float:
    """Return the likeness that two stories of one report each must have to be one, each word as heavy as another."""
    shared = dict.fromkeys({*one.heads} & {*other.heads}, 1.0)
    return merging_asked(Rules(), Told.opened_by(one, one.id, 1), Told.opened_by(other, other.id, 2), shared)


def test_names_alone_make_no_story_of_two() -> None:
    """More is asked of two stories that share hardly more than names, where both have texts to share more of."""
    summit = report("one", "Lasseter seeks talks with Ibra Okonjo", "Lasseter wrote to Ibra Okonjo.")
    frigate = report("two", "Ibra Okonjo launches frigate", "A shipyard celebrated as Ibra Okonjo watched.")
    offer = report("three", "Ibra Okonjo answers Lasseter, who seeks new talks", "Ibra Okonjo wrote to Lasseter.")
    assert asked(summit, frigate) == Rules().merging_names
    assert asked(summit, offer) == Rules().merging
    assert asked(summit, report("four", "Ibra Okonjo launches frigate")) == Rules().merging
