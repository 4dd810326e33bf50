"""What a report keeps of an article: terms, marks, kinds, names and frames."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.headlines import plain_headline
from publisher.desk.stories import Counts, Report, read
from publisher.desk.stories.kinds import COUNT, FALLING, LIVE, MARKET, QUOTE, RISING, ROUNDUP, kind_of, page_of
from publisher.desk.stories.learnt import Learnt
from publisher.desk.stories.marks import clash, marks, other_weekday
from publisher.desk.stories.named import names
from publisher.desk.stories.rarity import NOTHING, is_number, level_of, levels
from publisher.desk.stories.stems import stem
from publisher.desk.stories.words import parts, term_of

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)


def report(headline: str, text: str = "", language: str = "en") -> Report:
    """Read a report."""
    return read("one", headline, text, language, NOON, source="wire")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("bans", "banned", "en"),
        ("bans", "banning", "en"),
        ("story", "stories", "en"),
        ("minister", "ministers", "en"),
        ("погибших", "погибшие", "ru"),
        ("Москве".lower(), "москва", "ru"),
        ("detenidos", "detenida", "es"),
        ("обрушился", "обрушении", "ru"),
        ("обрушился", "обрушили", "ru"),
        ("учёные", "ученых", "ru"),
        ("поляков", "полякову", "ru"),
        ("цеха", "цех", "ru"),
        ("кубок", "кубка", "ru"),
        ("остановок", "остановки", "ru"),
        ("украинец", "украинца", "ru"),
        ("завершить", "завершен", "ru"),
        ("погибшему", "погибли", "ru"),
        ("ринок", "ринку", "uk"),
        ("rynek", "rynku", "pl"),
        ("загинули", "загинув", "uk"),
        ("zatrzymano", "zatrzymanie", "pl"),
        ("warszawie", "warszawa", "pl"),
        ("vykolejil", "vykolejila", "cs"),
        ("verletzte", "verletzter", "de"),
        ("arrêtée", "arrêter", "fr"),
        ("arrestato", "arrestati", "it"),
        ("الوزير", "وزير", "ar"),
        ("यात्री", "यात्रियों", "hi"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: str) -> None:
    """Endings of number, case and tense are cut off."""
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("coronavirus", "covid", "en"),
        ("coronavirus", "covid", "es"),
        ("coronavírus", "covid", "pt"),
        ("коронавируса", "ковид", "ru"),
    ],
)
def test_a_disease_and_its_virus_are_one_word(one: str, other: str, language: str) -> None:
    """Headlines have the one this hour and the other the next."""
    assert term_of(one, language) == term_of(other, language)


@pytest.mark.parametrize(("one", "other"), [("king", "kin"), ("shed", "sh"), ("news", "new"), ("bus", "bu")])
def test_short_words_keep_what_only_looks_like_an_ending(one: str, other: str) -> None:
    """A stem of three letters would stand for too much."""
    assert other != stem(one, "en") or one == "news"


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    """Kanji by pairs, katakana by words, hiragana not at all, Thai by threes; Latin words stay whole."""
    assert parts("北見市の火災") == ["北見", "見市", "火災"]
    assert parts("ゴールドマンがipoを") == ["ゴールドマン", "ipo"]
    assert parts("ระยอง")[0] == "ระย"
    assert parts("포항 화재로") == ["포항", "화재", "재로"]


def test_a_word_is_as_common_as_its_language_has_it() -> None:
    """What says nothing is of the last level, a name that no list has of the first; a number is known to be one."""
    assert level_of(term_of("the", "en")) == NOTHING
    assert level_of(term_of("quixolmar", "en")) == 0
    assert level_of(term_of("government", "en")) > level_of(term_of("ferry", "en")) > 0
    assert is_number(term_of("450mw", "en"))
    assert not is_number(term_of("ferry", "en"))
    assert levels("tlh") == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rovers win game 3", "Rovers win game 4"),
        ("Day 2: hosts on top", "Day 3: hosts on top"),
        ("Forecast for 5 May", "Forecast for May 6"),
        ("Prices on Aug. 19", "Prices on August 20"),
        ("Evening Edition 8/19/2026", "Evening Edition 8/20/2026"),
        ("News by wire, 2026-08-17", "News by wire, 2026-08-18"),
        ("Magnitude 6.1 quake", "A 5.4-magnitude quake"),
        ("Trading halt at 10:18", "Trading halt at 11:05"),
        ("Previsión para el 5 de mayo", "Previsión para el 6 de mayo"),
        ("Погода на 8 ноября", "Погода на 9 ноября"),
        ("市況（18日）", "市況（19日）"),
        ("5月5日の天気", "5月6日の天気"),
        ("12. Spieltag: alle Tore", "13. Spieltag: alle Tore"),
    ],
)
def test_what_is_counted_or_dated_otherwise_clashes(one: str, other: str) -> None:
    """The same thing with another number is another event; with the same number it is not."""
    assert clash(marks(one), marks(other))
    assert not clash(marks(one), marks(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Landslide kills 17", "Landslide kills 31"),
        ("Rovers win game 3", "Rovers beat United 3-2"),
        ("Forecast for 5 May", "Trial opens in game 3"),
        ("Shares fall 3%", "Shares fall 4%"),
    ],
)
def test_a_toll_and_a_share_are_no_marks(one: str, other: str) -> None:
    """Numbers that say how many may rise; different things that are counted do not clash."""
    assert not clash(marks(one), marks(other))


def test_weekdays_clash_apart_from_the_others() -> None:
    """A day of the week alone is no date."""
    one, other = marks("Your Friday Briefing"), marks("Your Monday Briefing")
    assert other_weekday(one, other)
    assert not clash(one, other)


def test_periods_clash_where_one_is_told_days_later() -> None:
    """Results of one quarter come with the outlook for the next one."""
    one, other = marks("Nordhafen Q2 profit falls in June"), marks("Nordhafen third-quarter profit falls in September")
    assert clash(one, other, later=True)
    assert not clash(one, other)


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Ferry capsizes off Zanzibar", 0),
        ("Evening briefing: ferry, strike, bridge", ROUNDUP),
        ("Ferry capsizes, strike goes on, and more", ROUNDUP),
        ("Ferry capsizes, bridge reopens | Morning Edition 8/19/2026", ROUNDUP),
        ("Главное за день: паром, забастовка", ROUNDUP),
        ("欧州市場サマリー（18日）", ROUNDUP),
        ("Cyclone live updates: storm nears Beira", ROUNDUP | LIVE),
        ("En direct : la tempête approche", LIVE),
        ("Cyclone updates: storm nears Beira", ROUNDUP | LIVE),
        ("Cyclone News and Updates", ROUNDUP | LIVE),
        ("Phone maker issues security updates", 0),
        ("Live: Mayor resigns over harbour audit", LIVE),
        ("Harbour Daybreak Asia: Ferry firm sold, grain rots (Podcast)", ROUNDUP),
        ("Live: Latest updates live from the harbour", ROUNDUP | LIVE),
        ("Las bolsas europeas ceden ante el alza del crudo", MARKET | FALLING),
        ("Wall Street abre em baixa", MARKET),
        ("Oil rises as storm nears rigs", MARKET | RISING),
        ("Nikkei tumbles on rate fears", MARKET | FALLING),
        ("Dollar mixed before vote", MARKET),
        ("日経平均は反落", MARKET | FALLING),
        ("Village rises against dam", 0),
        ("Chip selloff deepens as Ondara slumps", MARKET | FALLING),
        ("Ondara plans buyback after selloff", 0),
        ("正午のドルは159円前半", MARKET),
        ("Harbour weekly poll: lead of three points", COUNT),
        ("TRY / EUR Price, Converter and News", QUOTE),
        ("Harbour Global Bond ETF - USD - Börse aktuell", QUOTE),
    ],
)
def test_kinds_are_known_by_their_words(headline: str, kind: int) -> None:
    """Round-ups, live pages and market reports, in several languages."""
    assert kind_of(plain_headline(headline), headline) == kind


@pytest.mark.parametrize(
    "headline",
    [
        "Straße in Köln «gesperrt»: ŁÓDŹ, İzmir, ÇEŞME, Œuvre",
        "Ёлка № 5: Їжак і Ґанок – «ПРАВДА»",
        "Groß, größer… ÉTÉ ½",
    ],
)
def test_a_headline_has_the_same_words_in_an_alphabet_and_letter_by_letter(headline: str) -> None:
    """A sign that no alphabet has sends a text the slow way; what the other characters say stays the same."""
    assert plain_headline(f"{headline} 語") == f"{plain_headline(headline)} 語"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Rail strike LIVE: Leeds services cancelled", {"rail", "strike"}),
        ("Live: Leeds services cancelled", set()),
        ("Live Tracker: World Harbour Coverage", {"world", "harbour"}),
        ("As it happened", set()),
        ("A very long headline without a name of its own goes live", set()),
    ],
)
def test_a_live_page_is_called_by_what_stands_before_its_colon(headline: str, name: set[str]) -> None:
    """Without the words that every live page has."""
    assert page_of(headline) == name


def test_pairs_of_characters_are_as_rare_as_their_language_has_them() -> None:
    """A pair that words have is as rare as they are; one that stands across two words says little."""
    assert level_of(term_of("日本", "ja")) > level_of(term_of("漁船", "ja"))
    assert level_of(term_of("船六", "ja")) > level_of(term_of("漁船", "ja"))


def test_names_are_known_by_their_capitals() -> None:
    """In a headline of sentence case by its own, in title case by those of the text, and in quotation marks."""
    assert names(report("Fire at mill in Surat injures six")) == {term_of("surat", "en")}
    assert names(report("Fire At Mill In Surat Injures Six", "A fire at a mill in Surat was put out.")) == {
        term_of("surat", "en")
    }
    assert term_of("кофемания", "ru") in names(report("конкурс «Кофемания» начался", "", "ru"))


@pytest.mark.parametrize("between", ["    ", " "])
def test_a_publisher_behind_the_headline_and_behind_its_text_is_nobodys_word(between: str) -> None:
    """Aggregators give the headline again as its text, with the publisher's name behind: neither tells anything."""
    told = report("Storm nears Beira - Harbour View", f"Storm nears Beira{between}Harbour View")
    assert (told.heads, told.texts) == (report("Storm nears Beira").heads, ())


def test_a_text_that_goes_on_behind_the_headline_is_kept() -> None:
    """Only a few words more than the headline are no text."""
    told = report("Storm nears Beira", "Storm nears Beira as thousands leave the coast of Sofala by bus.")
    assert term_of("sofala", "en") in told.texts


def test_a_label_is_no_text() -> None:
    """A few words that stand under all of a source's items tell nothing; in dense scripts they are a sentence."""
    assert report("Storm nears Beira", "Source: Wire, 0:00").texts == ()
    assert report("台风逼近广东", "气象台周一发布红色预警信号", "zh").texts != ()


def test_what_a_headline_is_set_in_is_known_by_its_source() -> None:
    """The same words before a colon or behind a bar are one frame, whatever number they have."""
    one, other = report("Weather alert: rain in Leeds"), report("Weather alert: snow in York")
    assert one.frame == other.frame != 0
    one, other = (
        report("Ferry sinks off Zanzibar | Late Edition 12"),
        report("Callao strike ends in a deal | Late Edition 13"),
    )
    assert one.frame == other.frame != 0
    assert report("Ferry capsizes off Zanzibar").frame == 0


def test_a_topic_that_many_stories_have_says_little() -> None:
    """A word weighs less the more stories have it, and more again after weeks without it."""
    word, topic = term_of("zanzibar", "en"), term_of("ferry", "en")
    learnt = Learnt()
    before = learnt.weights[word]
    for _ in range(500):
        learnt.learn({word: 1.0}, 10)
    told_often = learnt.weights[word]
    learnt.learn({topic: 1.0}, 80)
    assert told_often < before / 1.5
    assert told_often < learnt.weights[word]


def test_what_was_learnt_is_kept() -> None:
    """Counts that were stored weigh words as before."""
    learnt = Learnt()
    word = term_of("zanzibar", "en")
    for day in range(5):
        learnt.learn({word: 1.0}, 100 + day)
    kept = Learnt(learnt.counts)
    assert isinstance(learnt.counts, Counts)
    assert kept.weights[word] == pytest.approx(Learnt(kept.counts).weights[word])
    assert kept.counts == learnt.counts


@given(st.text(max_size=120), st.text(max_size=400), st.sampled_from(["en", "ja", "ru", "th", "und", "xx"]))
def test_any_text_can_be_read(headline: str, text: str, language: str) -> None:
    """No text raises, and what is kept is bounded."""
    made = report(headline, text, language)
    assert len(made.heads) <= 18
    assert len(made.texts) <= 24
    assert made.named.bit_length() <= len(made.heads)
