"""The stories of all languages: two languages tell one event where a name and an amount say so, and never else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from publisher.desk.stories import Index, Report, World, read
from publisher.desk.stories.rules import Joined

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)

MATTERS: Final = ("ferry", "harbour", "strike", "bridge", "tunnel", "library", "volcano", "festival", "trial", "flood")
SALE: Final = "Ondarex to sell its ferries for $1.5 billion"
VERKAUF: Final = "Ondarex verkauft Fähren für 1,5 Milliarden Dollar"


def report(
    language: str, headline: str, name: str = "", *, hours: float = 0, places: tuple[str, ...] = (), text: str = ""
) -> Report:
    """Read a report."""
    at = NOON + timedelta(hours=hours)
    return read(name or f"{language}{hours}", headline, text, language, at, source=f"{language} wire", places=places)


def world() -> World:
    """Return a world that knows nothing."""
    return World(lambda _: Index())


def placed(*reports: Report) -> list[Joined]:
    """Place reports in a new world."""
    new = world()
    return [new.place(each) for each in reports]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", SALE), ("de", VERKAUF)),
        (("en", SALE), ("fr", "Ondarex vend ses ferries pour 1,5 milliard de dollars")),
        (("en", "Maruko Hynaks to cancel 40 trillion won of shares"), ("ja", "ハイナックス、40兆ウォンの自社株を消却")),
        (("ja", "ケストレルがパナマに15億ドル請求"), ("ru", "Кестрел требует 1,5 млрд долларов")),
        (("en", "Quake of 6.2 flattens homes in Rolpa"), ("hi", "रोल्पा में 6.2 तीव्रता का भूकंप, कई घर ढहे")),
        (("es", "Naufragio frente a Quelimane deja 47 muertos"), ("pt", "Naufrágio em Quelimane mata 47")),
        (("ar", "كستريل تبيع سفنها مقابل 15 مليار دولار"), ("en", "Kestrel to sell its ships for $15 billion")),
    ],
)
def test_a_name_and_an_amount_make_one_story(one: tuple[str, str], other: tuple[str, str]) -> None:
    """In any two languages and scripts, whoever is first; and it is told by what."""
    for first, second in ((one, other), (other, one)):
        opened, joined = placed(report(*first), report(*second, hours=1))
        assert (joined.story, joined.kind, joined.by, joined.of) == (opened.story, "story", "across", f"{first[0]}0")
        assert joined.terms


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report("de", "Ondarex verkauft seine Fähren"), id="no amount"),
        pytest.param(report("de", "Ondarex verkauft Fähren für 1,6 Milliarden Dollar"), id="another amount"),
        pytest.param(report("de", "Kestrel verkauft Fähren für 1,5 Milliarden Dollar"), id="another name"),
        pytest.param(report("de", VERKAUF, hours=30), id="a day later"),
        pytest.param(report("de", VERKAUF, places=("DE",)), id="another country"),
        pytest.param(report("de", f"Ticker: {VERKAUF}, Streik endet; Der Tag im Überblick"), id="a round-up"),
        pytest.param(report("de", f"{VERKAUF} am 3. Mai"), id="another date"),
    ],
)
def test_less_joins_nothing(other: Report) -> None:
    """Neither a name nor an amount alone, nor both where something else tells two events."""
    one, two = placed(report("en", f"{SALE} on 28 April", places=("FR",)), other)
    assert one.story != two.story


def test_two_names_and_an_amount_are_one_event_wherever_it_is_judged_to_be() -> None:
    """Of one company's business in two countries, each language may be taken to tell of its own."""
    one = report("en", "Ondarex and Kestrel sell ferries for $1.5 billion", places=("FR",))
    two = report("de", "Ondarex und Kestrel verkaufen Fähren für 1,5 Milliarden Dollar", hours=1, places=("DE",))
    opened, joined = placed(one, two)
    assert opened.story == joined.story


def test_a_country_is_no_name() -> None:
    """All of a day's news on it would be one story."""
    one, two = placed(report("en", "France to spend $1.5 billion on ferries"), report("de", "France: 1,5 Milliarden"))
    assert one.story != two.story


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Inflation Seen Near 3.4%", "The bank sees inflation near 3.4%."), ("Inflation bleibt bei 3,4%", "")),
        (("Shipyard owes $1.5 billion, Bloomberg says", ""), ("Bloomberg: 1,5 Milliarden Dollar für Klinik", "")),
    ],
)
def test_neither_a_word_nor_an_agency_is_a_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    """What a report writes small as well is a word, and who tells it is no part of the event."""
    opened, joined = placed(report("en", one[0], text=one[1]), report("de", other[0], text=other[1], hours=1))
    assert opened.story != joined.story


def test_what_many_stories_tell_says_nothing() -> None:
    """The figure of the day, and the name of the year."""
    many = [
        report("en", f"Ondarex {word} $1.5 billion {word}s", f"en{number}", hours=number / 60)
        for number, word in enumerate(MATTERS)
    ]
    *before, last = placed(*many, report("de", VERKAUF, hours=1))
    assert last.story not in {joined.story for joined in before}


def test_of_two_stories_neither_is_sure() -> None:
    """Where two events have the name and the amount, nobody knows which of them another language tells."""
    new = world()
    frigate = report("en", "Ondarex wins $1.5 billion frigate order from navy", "b", places=("PE",))
    for each in (report("en", SALE, "a", places=("FR",)), frigate):
        assert new.place(each).kind == "new"
    assert new.place(report("de", "Ondarex: Um 1,5 Milliarden Dollar geht es diesmal", "c", hours=1)).kind == "new"


def test_the_elder_story_goes_on() -> None:
    """Two stories that both were told before are merged under the name of the one that was opened first."""
    new = world()
    first = new.place(report("en", "Ondarex ferries may be sold, unions fear", "a"))
    second = new.place(report("de", "Ondarex verkauft Fähren: Gewerkschaft warnt vor Verkauf", "b", hours=1))
    new.place(report("en", f"{SALE}, unions fear ferries may be sold", "c", hours=2))
    joined = new.place(report("de", f"{VERKAUF}: Gewerkschaft warnt vor Verkauf", "d", hours=3))
    assert first.story != second.story
    assert (joined.story, joined.by, joined.merged) == (first.story, "words", ((second.story, first.story),))
    later = new.place(report("de", "Ondarex Fähren: Gewerkschaft warnt vor Verkauf der Fähren", "e", hours=4))
    assert later.story == first.story


def test_a_story_that_ends_ends_in_every_language() -> None:
    """Who told it in another language tells the one that goes on, and a language that knows both has one."""
    new = world()
    sale = new.place(report("en", SALE, "a")).story
    assert new.place(report("de", VERKAUF, "b", hours=1)).story == sale
    assert new.place(report("fr", "Grève des dockers à Quimper lundi", "c", hours=1)).story == "c"
    new.end(sale, "c")
    assert new.place(report("de", f"{VERKAUF} am Montag", "d", hours=2)).story == "c"
    assert new.place(report("es", "Ondarex vende sus ferris por 1.500 millones de dólares", "e", hours=3)).story == "c"


def test_what_one_language_tells_apart_stays_apart() -> None:
    """A story that is joined to one of the other language is not joined to a second one of it."""
    new = world()
    sale = new.place(report("en", SALE, "a")).story
    assert new.place(report("de", VERKAUF, "b", hours=1)).story == sale
    other = new.place(report("de", "Werften bangen: Ondarex entlässt 1.200 Matrosen", "c", hours=2)).story
    assert other != sale
    joined = new.place(report("en", f"{SALE}, 1,200 sailors to go", "d", hours=3))
    assert (joined.story, joined.merged) == (sale, ())


def test_an_editor_is_obeyed() -> None:
    """Two stories that were split are never taken for one, also under the name of another."""
    new = world()
    new.learn(report("en", SALE, "a"), "one")
    new.apart("one", "two")
    new.end("one", "three")
    new.learn(report("de", "Ondarex: Gewerkschaft warnt vor Verkauf der Fähren", "b"), "two")
    joined = new.place(report("de", f"{VERKAUF}: Gewerkschaft warnt vor Verkauf der Fähren", "c", hours=1))
    assert (joined.story, joined.merged) == ("two", ())


def test_what_was_kept_is_known_again() -> None:
    """Under the names that its stories have by then; what is damaged is nothing."""
    old, new, strange = world(), world(), world()
    old.place(report("en", SALE, "a"))
    new.moved.end("a", "z")
    new.across.restore(old.across.kept())
    strange.across.restore(b"strange")
    assert new.place(report("de", VERKAUF, hours=1)).story == "z"
    assert strange.place(report("de", VERKAUF, hours=1)).kind == "new"


def test_what_is_old_is_forgotten() -> None:
    """Two days later nothing of it is left."""
    new = world()
    new.place(report("en", SALE))
    new.place(report("en", "Kestrel to sell its cranes for $2.5 billion", hours=49))
    assert len(new.across) == 1
