"""Which country an article is about: the traps by name, and the rules that decide."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.classify.answers import Question, answers, built_in_rules
from publisher.desk.classify.countries import Guess, judge_country
from publisher.desk.classify.evidence import HOLD_COUNTRY_BELOW
from publisher.desk.classify.words import words_of
from publisher.model.country import COUNTRIES

PUBLISHED: Final = Path(__file__).parent.parent / "cases" / "desk" / "published.txt"
CASES: Final = Path(__file__).parent.parent / "cases" / "desk" / "countries"
LANGUAGES: Final = sorted(path.stem for path in CASES.glob("*.txt"))


def traps(language: str) -> Iterator[list[str]]:
    """Read the traps of a language: home, expected, headline and text."""
    for line in (CASES / f"{language}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("|", 3)


def judged(headline: str, text: str = "", language: str = "en", home: str = "", date: str = "") -> list[Guess]:
    """Judge a headline and a text."""
    return judge_country(words_of(headline, text, language), language, home, date)


TOGETHER: Final = """
from publisher.desk.classify.countries import judge_country
from publisher.desk.classify.words import words_of
text = "France said on Monday that Turkey would pay for it."
print(judge_country(words_of("Turkey, France and Germany agree on water", text, "en"), "en"))
"""


def test_how_sure_does_not_depend_on_the_process() -> None:
    """Processes with other hash seeds are as sure of countries that are told together, to the last figure."""
    seeded = [os.environ | {"PYTHONHASHSEED": seed} for seed in ("1", "3")]
    runs = [
        subprocess.Popen([sys.executable, "-c", TOGETHER], env=environment, stdout=subprocess.PIPE)
        for environment in seeded
    ]
    one, other = [run.communicate()[0] for run in runs]
    assert one == other
    assert one


@pytest.mark.parametrize("language", LANGUAGES)
def test_traps_are_seen(language: str) -> None:
    """The likeliest country is the one that a reader would name; what is no country is not taken for one."""

    def is_seen(expected: str, guesses: list[Guess]) -> bool:
        if expected == "-":
            return not any(guess.evidence for guess in guesses)
        return bool(guesses) and guesses[0].country in expected.split()

    told = [(trap, judged(trap[2], trap[3], language, trap[0])) for trap in traps(language)]
    assert [(trap, guesses) for trap, guesses in told if not is_seen(trap[1], guesses)] == []


def test_there_are_many_traps() -> None:
    """No trap is lost by accident."""
    assert sum(len(list(traps(language))) for language in LANGUAGES) >= 1_500


def test_the_words_that_prove_it_are_told() -> None:
    """Each guess names its words, as they are written; the home of the source has none."""
    guesses = judged("Blast hits Kabul", "The Taliban said nothing.", home="GB")
    assert guesses[0].country == "AF"
    assert guesses[0].evidence == ("Kabul", "Taliban")
    assert [guess.evidence for guess in guesses if guess.country == "GB"] == [()]


def test_without_words_the_home_is_all_there_is() -> None:
    """An article that names no place may be the home's; without a home nothing is said."""
    assert [guess.country for guess in judged("Ministers meet", home="IN")] == ["IN"]
    assert judged("Ministers meet") == []


def test_the_unlikely_are_left_out_where_they_are_not_asked_for() -> None:
    """Whoever asks for the surer answers gets those of all, and they are as sure."""
    words = words_of("Blast hits Kabul", "Pakistan and India condemned it, and so did Norway.")
    guesses = judge_country(words, "en", "GB")
    kept = [guess for guess in guesses if guess.confidence >= 0.15]
    assert 1 < len(kept) < len(guesses)
    assert judge_country(words, "en", "GB", least=0.15) == kept


def test_words_are_stronger_than_the_home() -> None:
    """One place in the headline beats the home of the source."""
    assert judged("Floods in Niger", home="US")[0].country == "NE"


def test_a_leader_counts_in_office() -> None:
    """A last name that many people have stands for a country while its bearer is in office."""
    assert judged("Johnson faces revolt", date="2021-11-01")[0].country == "GB"
    assert judged("Johnson faces revolt", date="2024-11-01") == []


def test_shouted_headlines_do_not_name_countries_by_chance() -> None:
    """In a headline of capitals, "US" and "IT" are words."""
    assert judged("GIVE US A BREAK", home="") == []


@given(st.text(max_size=200), st.text(max_size=300), st.sampled_from(["en", "es", "zh", "ar", "und", "xx", "ru"]))
def test_any_text(headline: str, text: str, language: str) -> None:
    """Whatever a text holds, guesses are countries, with shares that are no more than 1 in all."""
    guesses = judged(headline, text, language, "FR")
    assert {guess.country for guess in guesses} <= COUNTRIES
    assert sum(guess.confidence for guess in guesses) <= 1.0001


def test_a_country_is_not_taken_for_a_small_town_of_the_home() -> None:
    """There is a China in Maine: however much of the United States is named, China is meant."""
    guesses = judged(
        "Senator from Texas says US must beat China", "Americans in Ohio agree, he told Congress.", home="US"
    )
    assert "China" not in guesses[0].evidence
    assert ("CN", ("China",)) in [(guess.country, guess.evidence) for guess in guesses]


@pytest.mark.parametrize(
    ("language", "headline", "text", "country"),
    [
        ("ja", "ＷＨＯ、緊急会合を開催へ", "［ジュネーブ １８日 ロイター］ -", "CH"),
        ("ja", "アングル:ＡＩの勝者選別", "Anna Rossi [ミラノ １７日 ロイター] -", "IT"),
        ("en", "The galaxy swallowed a smaller one", "WASHINGTON, Aug 18 : The galaxy is home to stars.", "US"),
    ],
)
def test_where_a_report_was_written_is_not_what_it_is_about(
    language: str, headline: str, text: str, country: str
) -> None:
    """A country that only a dateline names is proposed, not judged; of the source's own home that is enough."""
    away, home = judged(headline, text, language)[0], judged(headline, text, language, country)[0]
    assert (away.country, home.country) == (country, country)
    assert away.confidence < HOLD_COUNTRY_BELOW <= home.confidence


def test_a_doubtful_name_alone_is_doubtful() -> None:
    """A name that is often something else makes no judgement by itself away from home; with another one it does."""
    alone, beside = judged("Newcastle appoint a new coach")[0], judged("Newcastle appoint a new coach in England")[0]
    assert (alone.country, beside.country) == ("GB", "GB")
    assert alone.confidence < HOLD_COUNTRY_BELOW <= beside.confidence


def test_the_home_is_less_sure_beside_another_country() -> None:
    """Where the home does not win clearly, and another country is surely named, it may be who speaks of it."""
    alone = judged("U.S. officials speak of war", "Troops were sent.", home="US")[0]
    beside = judged("U.S. officials speak of war", "Troops were sent to fight in Syria.", home="US")[0]
    assert (alone.country, beside.country) == ("US", "US")
    assert beside.confidence < 0.8 < alone.confidence


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Worcester, Mass. school closes", "US"),
        ("Mass burial after ferry sinks", ""),
        ("Durbin, D-Ill., speaks", "US"),
        ("Ill passengers leave ship", ""),
        ("Man held after chase", ""),
    ],
)
def test_a_state_in_short_is_no_word(headline: str, expected: str) -> None:
    """Mass., Ill. and the like stand behind a town or a party, or with a full stop."""
    assert next((guess.country for guess in judged(headline) if guess.evidence), "") == expected


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [("cs", "Francie schválila rozpočet", "FR"), ("sk", "Holandsko prijalo zákon", "NL"), ("uk", "США проти", "US")],
)
def test_what_cldr_writes_in_brackets_is_no_name_of_the_island(language: str, headline: str, country: str) -> None:
    """CLDR tells the two halves of Saint Martin apart by whose they are; France stays France alone."""
    assert [guess.country for guess in judged(headline, language=language)] == [country]


def test_who_acts_counts_less_than_where_it_is_done() -> None:
    """Whoever condemns, denies or bombs is not where it happened, in whichever language."""
    told = [
        ("zh", "美国谴责喀布尔爆炸事件"),
        ("ja", "米国、カブールの爆発を非難"),
        ("hi", "अमेरिका ने काबुल धमाके की निंदा की"),
    ]
    assert [judged(headline, language=language)[0].country for language, headline in told] == ["AF"] * 3


@pytest.mark.parametrize(
    ("language", "home", "headline", "text", "country"),
    [
        ("en", "", "Rockets land near US embassy in Baghdad", "No casualties were reported.", "IQ"),
        ("ru", "", "Посол Норвегии вызван в МИД Польши", "Варшава заявила протест.", "PL"),
        ("de", "", "Jordanien fängt iranische Drohnen ab", "Das Militär in Amman meldete mehrere Abschüsse.", "JO"),
        ("es", "", "La junta de Níger expulsa al embajador francés", "Debe salir de Niamey en 48 horas.", "NE"),
        ("en", "", "Peru beat Chile to win Copa in Brazil", "The final was played at the Maracana.", "BR"),
        ("en", "", "Chile condemns blast in Karachi", "The ministry in Santiago spoke of terror in Pakistan.", "PK"),
        ("ru", "RU", "Россиянка погибла в Анталье", "Туристка выпала из окна отеля.", "TR"),
    ],
)
def test_who_is_met_elsewhere_is_not_where_it_happened(
    language: str, home: str, headline: str, text: str, country: str
) -> None:
    """Beside where it happened, envoys, embassies, drones, teams and who reacts leave little doubt."""
    guess = judged(headline, text, language, home)[0]
    assert (guess.country, guess.confidence > 0.75) == (country, True)


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("en", "Moroccan tagine with apricots and almonds", None),
        ("en", "Moroccan court jails journalist", "MA"),
        ("fr", "Perruche australienne envolée", None),
        ("ru", "Турецкая ангора и мейн-кун", None),
        ("ru", "Турецкий суд арестовал мэра", "TR"),
        ("zh", "墨西哥舞蹈入门", None),
    ],
)
def test_an_adjective_alone_needs_words_of_news(language: str, headline: str, country: str | None) -> None:
    """The adjective of a nation, all alone, is held where no word beside it is one of politics, business or crime."""
    assert answers([Question(id=1, title=headline, language=language)], built_in_rules())[0].country == country


@pytest.mark.parametrize(
    ("headline", "struck"),
    [
        ("Russia bombs Odesa", "UA"),
        ("Iranian missiles hit Haifa", "IL"),
        ("Ukrainian drones hit Moscow", "RU"),
        ("Israel strikes Beirut", "LB"),
    ],
)
def test_what_is_struck_is_where_it_happened(headline: str, struck: str) -> None:
    """Who strikes a town of another country is away from home there."""
    guess = judged(headline)[0]
    assert (guess.country, guess.confidence >= HOLD_COUNTRY_BELOW) == (struck, True)


@pytest.mark.parametrize(
    ("language", "headline", "countries"),
    [
        ("en", "The film 'Dune' premieres in London", ["GB"]),
        ("en", "The film 'An American in Paris' returns", []),
        ("fr", "Une série d'attentats en Irak", ["IQ"]),
        ("fr", "Le film « Dune » présenté à Londres", ["GB"]),
        ("fr", "Critique : « Le Patient anglais », trente ans après", []),
        ("zh", "《香港国安法》生效", ["HK"]),
        ("zh", "电影《你好》在日本上映", ["JP"]),
        ("en", "Man stabbed in Germany Road", []),
        ("en", "Kenya road accident kills ten", ["KE"]),
        ("fr", "Vienne : accord sur le budget", ["AT"]),
        ("it", "Sofia Goggia trionfa in discesa", []),
        ("it", "Sofia, proteste contro il governo", ["BG"]),
    ],
)
def test_a_name_within_another_name_is_none(language: str, headline: str, countries: list[str]) -> None:
    """Titles, treaties, streets and first names tell no country; what stands beside them does."""
    assert [guess.country for guess in judged(headline, "", language)] == countries


@pytest.mark.parametrize(
    ("headline", "country"),
    [("Drones shut Brussels airport", "BE"), ("Brussels threatens tariffs", None), ("Sofia airport closed", "BG")],
)
def test_what_towns_have_makes_a_name_a_town(headline: str, country: str | None) -> None:
    """A doubtful town is sure before its airport, mayor or council; Brussels alone is mostly the Union."""
    assert told("en", headline) == country


def test_a_country_is_no_adjective_of_itself() -> None:
    """Where an adjective is written as its country is, a capital makes it the country."""
    (country,), (people,) = judged("Crece Argentina", "", "es"), judged("Crece la selección argentina", "", "es")
    assert (country.country, country.alone, people.country, people.alone) == ("AR", "name", "AR", "demonym")


def test_a_doubtful_town_does_not_support_itself() -> None:
    """What other names say settles a town that two countries have: "Cartagena" with the Guardia Civil is in Spain."""
    guess = judged("Cartagena: detenidos", "La Guardia Civil decomisó 300 kilos en Murcia.", "es")[0]
    assert (guess.country, guess.evidence[0]) == ("ES", "Cartagena")


def told(language: str, headline: str, text: str = "") -> str | None:
    """Return the country that is published for an item of a source at home anywhere."""
    return answers([Question(id=1, title=headline, text=text, language=language)], built_in_rules())[0].country


def test_what_is_plain_is_published_and_traps_are_not() -> None:
    """By default the country is published that a reader would name, and none where he would not."""
    rows = [line.split("|") for line in PUBLISHED.read_text("utf-8").splitlines() if not line.startswith("#")]
    asked = [Question(id=number, title=row[2], text=row[3], language=row[0]) for number, row in enumerate(rows)]
    given = [(row, answer.country) for row, answer in zip(rows, answers(asked, built_in_rules()), strict=True)]
    assert len(rows) >= 300
    assert [one for one in given if (one[1] or "-") not in one[0][1].split()] == []


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("en", "Washington condemns Kabul blast", "AF"),
        ("es", "Caracas denuncia agresión de Washington", None),
        ("zh", "以军空袭加沙医院", "PS"),
        ("ja", "カブールで爆発、米政府が非難", "AF"),
        ("hi", "थाईलैंड में भारतीय पर्यटक की डूबने से मौत", "TH"),
        ("fr", "Washington condamne l'attentat de Kaboul", "AF"),
        ("es", "Un tribunal de Perú juzga el ataque de Kabul", None),
        ("de", "Linz: Polizei fasst Einbrecher aus Rumänien", "AT"),
    ],
)
def test_where_the_others_only_act_the_place_is_sure(language: str, headline: str, country: str | None) -> None:
    """A place in the headline is published where the others react or are away from home, not where one does it all."""
    assert told(language, headline) == country


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("de", "Essen: Mann nach Messerangriff in Haft", "DE"),
        ("de", "Essen: Was Kindern wirklich schmeckt", None),
        ("pt", "Natal: ceia fica 12% mais cara", None),
        ("pt", "Peru: presidente é destituída", "PE"),
        ("en", "Jordan: 'I never wanted to win the trophy'", None),
        ("es", "Lima: cae una banda", "PE"),
        ("it", "Massa, operaio muore in una cava di marmo", "IT"),
        ("it", "Lodi, gli errori da non fare in cucina", None),
    ],
)
def test_a_headline_is_set_under_a_place_where_it_is_news(language: str, headline: str, country: str | None) -> None:
    """Before a colon a name that is a word or a person besides is a place where politics or an incident is told."""
    assert told(language, headline) == country


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("pt", "Polícia prende suspeito em Santos", "BR"),
        ("pt", "Santos é o santo do dia", None),
        ("ja", "津市で玉突き事故", "JP"),
        ("ru", "Во Владимире мошенник обманул пенсионерку", "RU"),
    ],
)
def test_nobody_is_in_a_person(language: str, headline: str, country: str | None) -> None:
    """A town that bears the name of people is sure where something happened in it."""
    assert told(language, headline) == country


@pytest.mark.parametrize("headline", ["Chad Bianchetti enters race", "Chad Kroegerr habla de su disco"])
def test_chad_and_jordan_have_last_names(headline: str) -> None:
    """Behind Chad or Jordan a word with a capital is a last name, whether a census has it or not..."""
    assert judged(headline, "", "es" if "disco" in headline else "en") == []


@pytest.mark.parametrize(("headline", "country"), [("Chad Basin floods again", "TD"), ("Jordan Valley drought", "JO")])
def test_but_nothing_of_a_state_is_a_last_name(headline: str, country: str) -> None:
    """...unless it is something that states have."""
    assert judged(headline)[0].country == country


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("it", "Voragine in via Libia a Roma", "IT"),
        ("fr", "Incendie rue de Lisbonne à Nantes", "FR"),
        ("es", "Atropello en la calle Alemania", None),
        ("pt", "Assalto na avenida Portugal", None),
        ("de", "Messerangriff in der Warschauer Straße", None),
        ("fr", "La place de la Turquie dans l'Otan", "TR"),
        ("it", "Naufragio al largo della Libia", "LY"),
    ],
)
def test_a_street_is_no_country(language: str, headline: str, country: str | None) -> None:
    """Streets are called by countries and towns; the place of a country in the world, and its coast, are its own."""
    assert told(language, headline) == country


@pytest.mark.parametrize(
    ("language", "headline", "text", "country"),
    [
        ("en", "Kosovo votes", "The Serb-run north stayed away, and so did a Serb-majority town.", "XK"),
        ("en", "Italian-wide strike", "", "IT"),
        ("it", "Niger, rapiti due italiani", "", "NE"),
        ("fr", "Enlèvement au Niger", "Deux Français sont recherchés. L'Italien qui les accompagnait est sauf.", "NE"),
        ("de", "Streit in Australien", "Der Serbe gewann gegen einen Italiener.", "AU"),
        ("en", "Masters in Monaco", "The Serb beat an Italian who had won in May.", "MC"),
    ],
)
def test_one_of_a_nation_is_met_anywhere(language: str, headline: str, text: str, country: str) -> None:
    """Those who are counted or told of one by one, and whoever runs a place, say little of where it is."""
    assert told(language, headline, text) == country


def test_one_of_a_nation_alone_is_nowhere() -> None:
    """Two Italians, of whom nothing more is told, are held; all Italians are Italy's."""
    assert [told("en", headline) for headline in ("Two Italians arrested", "Italians vote on reform")] == [None, "IT"]


def test_a_territory_is_told_beside_its_state() -> None:
    """What a headline tells of a territory is not of the state that rules it."""
    text = "The French High Commissioner in Noumea said shops could reopen."
    assert told("en", "New Caledonia curfew lifted after month of calm", text) == "NC"


def test_a_headline_that_places_it_needs_no_more() -> None:
    """Where a headline places it, and names no other country, the places of the text are where somebody came from."""
    text = "Der Mann aus Hannover wurde schwer verletzt."
    assert told("de", "Mallorca: Betrunkener Urlauber stürzt vom Hotelbalkon", text) == "ES"


@pytest.mark.parametrize(
    ("headline", "country"), [("El Barcelona golea al Betis", "ES"), ("El Cairo condena el atentado", "EG")]
)
def test_an_article_makes_no_other_town(headline: str, country: str) -> None:
    """The article that begins a Spanish headline is no part of a name."""
    assert told("es", headline) == country


def test_a_beast_has_the_name_of_a_country() -> None:
    """A country behind which a beast stands is what the beast is called."""
    assert [told("en", headline) for headline in ("Malta the labrador retires", "Malta the winner")] == [None, "MT"]


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("pt", "Cesária Évora ganha biografia", None),
        ("it", "Giuliano Ferrara e la cucina", None),
        ("es", "Kenia Flores estrena video", None),
        ("pt", "Évora: incêndio destrói fábrica", "PT"),
    ],
)
def test_people_have_names_in_every_language(language: str, headline: str, country: str | None) -> None:
    """A town behind a first name is a last name, and a country that people are given is one before another name."""
    assert told(language, headline) == country


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("it", "Uomo ucciso ad Agrigento", "IT"),
        ("de", "Mann in Passau getötet", "DE"),
        ("de", "Feuer in Halle 7", None),
        ("pt", "Lojas abrem no Natal", None),
        ("pt", "Homem é morto em Natal", "BR"),
    ],
)
def test_what_is_barely_in_a_town_is_in_the_town(language: str, headline: str, country: str | None) -> None:
    """A town that is a word besides is sure behind a small word; an article or a number is the word's."""
    assert told(language, headline) == country


@pytest.mark.parametrize(
    ("headline", "text", "country"),
    [
        ("GENEVA - Swiss voters reject inheritance tax", "Four out of five said no.", "CH"),
        ("DUBAI - Yemen ferry fire kills six", "", "YE"),
        ("Marshall Islands-flagged tanker boarded off Oman", "", "OM"),
    ],
)
def test_a_headline_may_begin_with_a_dateline(headline: str, text: str, country: str) -> None:
    """A town in capitals and a dash is where it was written, and a flag is not where a ship is."""
    assert told("en", headline, text) == country


@pytest.mark.parametrize(
    ("language", "headline", "country"),
    [
        ("fr", "Mali, 6 ans, veut devenir astronaute", None),
        ("en", "India, 34, quit her job to train dogs", None),
        ("en", "Mali, 66 years after independence, votes", "ML"),
        ("es", "Alemania Pérez, la abuela que corre maratones", None),
        ("es", "Alemania vota", "DE"),
    ],
)
def test_a_name_with_an_age_is_somebodys(language: str, headline: str, country: str | None) -> None:
    """Whoever is told with an age, or with a last name, is a person with the name of a country."""
    assert told(language, headline) == country
