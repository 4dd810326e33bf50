"""Countries that a headline names side by side: what is told of them is told of all."""

from __future__ import annotations

import pytest

from publisher.desk.classify.answers import Question, answers, built_in_rules


def published(headline: str, text: str = "", language: str = "en", home: str | None = None) -> set[str]:
    """Return the countries of the event as the desk publishes them."""
    question = Question(id="1", title=headline, text=text, language=language, home=home)
    return set(answers([question], built_in_rules())[0].countries)


@pytest.mark.parametrize(
    ("language", "headline", "countries"),
    [
        ("en", "India and Pakistan agree to resume flights", "IN PK"),
        ("en", "US, South Korea to cut length of military drills after Trump order", "US KR"),
        ("en", "Russia-Ukraine talks collapse", "RU UA"),
        ("en", "Israel-Turkey tensions rise", "IL TR"),
        ("en", "Floods kill dozens in Kenya and Tanzania", "KE TZ"),
        ("en", "Mali, Burkina Faso and Niger quit ECOWAS", "ML BF NE"),
        ("en", "Germany beat France 2-1", "DE FR"),
        ("en", "Wales beat Kazakhstan in Astana", "GB KZ"),
        ("en", "Hong Kong, Taiwan and Macau shut schools", "HK TW MO"),
        ("en", "Moscow and Kyiv swap 100 prisoners", "RU UA"),
        ("en", "Trump and Putin speak by phone", "US RU"),
        ("en", "Trump, Carney upbeat on trade", "US CA"),
        ("fr", "L'Inde et le Pakistan s'accordent sur une trêve", "IN PK"),
        ("es", "Chile y Perú firman tratado de extradición", "CL PE"),
        ("de", "Erdbeben in der Türkei und in Syrien", "TR SY"),
        ("pt", "Brasil e Argentina assinam acordo comercial", "BR AR"),
        ("it", "Italia e Francia firmano accordo sui migranti", "IT FR"),
        ("ru", "Россия и Украина обменялись пленными", "RU UA"),
        ("ar", "الهند وباكستان تتفقان على وقف إطلاق النار", "IN PK"),
        ("zh", "中国和日本举行外长会谈", "CN JP"),
        ("ja", "日本と中国、外相会談を開催", "CN JP"),
        ("hi", "भारत और पाकिस्तान के बीच वार्ता शुरू", "IN PK"),
        ("bn", "ভারত ও বাংলাদেশ চুক্তি সই করেছে", "IN BD"),
        ("ja", "日米が関税で合意", "JP US"),  # one word means both
        ("ja", "日中首脳会談、北京で開催", "CN JP"),
        ("ja", "米カナダ、通商協議を再開", "CA US"),
        ("zh", "中美举行贸易谈判", "CN US"),
        ("zh", "中日韩三国外长会谈", "CN JP KR"),
        ("es", "La selección de Chile jugará contra México, Ecuador y Panamá", "CL MX EC PA"),
        ("en", "Iran says US and Israel broke the truce", "IR US IL"),
    ],
)
def test_an_event_of_several_is_in_the_feeds_of_all(language: str, headline: str, countries: str) -> None:
    """Who agree, fight or are struck together are named side by side, in every language of news."""
    assert published(headline, language=language) == set(countries.split())


@pytest.mark.parametrize(
    "headline",
    [
        "Iranian-American academic wins prize",  # one person
        "Chinese American author wins prize",
        "US honours Korean American author",
        "Spain in Germany for talks",  # who is where is another question
        "Chad and Georgia get married",  # people
    ],
)
def test_names_beside_each_other_are_no_pair_where_they_are_of_one(headline: str) -> None:
    """A hyphen makes one person of two nations, and names of people are nobody's country."""
    assert len(published(headline)) < 2


def test_a_third_country_where_it_happened_leaves_the_pair_unsure() -> None:
    """Two who meet elsewhere are not published as what happened at home."""
    assert published("China, Japan foreign ministers meet in Seoul") != {"CN", "JP"}


def test_the_home_of_the_source_is_a_half_like_the_other() -> None:
    """An Indian source tells of an agreement of two, not of Pakistan alone."""
    assert published("India and Pakistan agree to resume flights", home="IN") == {"IN", "PK"}


@pytest.mark.parametrize(
    "headline", ["US beat France 2-1", "US and France agree on new jet", "Trump warns Macron over tariffs"]
)
def test_a_home_that_nothing_names_is_no_third(headline: str) -> None:
    """A British source that tells of two others tells of those two."""
    assert published(headline, home="GB") == {"US", "FR"}


@pytest.mark.parametrize(
    ("language", "headline", "countries"),
    [
        ("en", "Trump warns Iran over Hormuz", "IR US"),
        ("en", "Putin threatens Poland", "PL RU"),
        ("fr", "Macron met en garde Poutine", "FR RU"),
        ("es", "Milei critica a Lula", "AR BR"),
        ("ru", "Путин пригрозил Польше", "PL RU"),
        ("zh", "美国对中国加征关税", "CN US"),
        ("ja", "トランプ氏、韓国に投資巡り圧力か", "KR US"),
        ("hi", "आयरलैंड ने फलस्तीन को मान्यता दी", "IE PS"),
        ("en", "Kenya says Somalia fired across the border", "KE SO"),
        ("en", "Trump says Iran war is over", "IR US"),
        ("en", "China to scrap tariffs on Swiss goods", "CN CH"),  # a nation beside a country
        ("en", "Poland arrests man over plot against Ukrainian minister", "PL UA"),
        ("en", "Trump delays tariffs on Canadian cars", "CA US"),
        ("fr", "La France expulse deux diplomates iraniens", "FR IR"),
        ("es", "Perú multa a una minera china", "CN PE"),
        ("en", "China tests South Korea as Trump unsettles allies", "CN KR"),  # he is of a third
        ("en", "Swiss army orders tents from Germany", "CH DE"),
        ("en", "Swiss to reject tariffs in vote that Germany watches", "CH DE"),
        ("en", "Kinshasa accuses Kigali of arming rebels", "CD RW"),  # capitals are governments
        ("en", "Tehran summons Swiss envoy", "IR CH"),
        ("ja", "米財務長官、イランに最も厳しい制裁を表明", "IR US"),
        ("ja", "カナダ、米との関税協議で合意＝対米貿易担当相", "CA US"),
    ],
)
def test_what_a_state_does_about_another_is_news_of_both(language: str, headline: str, countries: str) -> None:
    """Nobody could tell which of the two such an article is about, and readers in both look for it."""
    assert published(headline, language=language) == set(countries.split())


def test_of_two_the_one_whose_people_are_abroad_is_told_second() -> None:
    """Who summons an envoy is where it happened."""
    question = Question(id="1", title="Tehran summons Swiss envoy", language="en")
    assert answers([question], built_in_rules())[0].country == "IR"


@pytest.mark.parametrize(
    ("headline", "country"),
    [("India condemns attack in Pakistan", "PK"), ("Washington condemns Kabul blast", "AF")],
)
def test_who_speaks_of_what_happened_elsewhere_is_no_half(headline: str, country: str) -> None:
    """Where the headline says where it happened, it is about that country alone."""
    assert published(headline) == {country}


def test_the_coin_of_a_sum_is_no_country() -> None:
    """What was paid tells no country: US$20m, HK$5."""
    assert published("Firm raises US$20m for HK$5 tickets") == set()
    assert published("CK Hutchison seeks US$1.5 billion from Panama in treaty dispute") == {"PA"}


def test_a_war_that_the_news_comes_of_is_no_half() -> None:
    """What a war does to another country is news of that country; it is no third beside two, either."""
    assert published("Egypt holds rates with no end to Iran war in sight") == {"EG"}
    assert not {"RU", "UA"} & published("India buys more palm oil as Russia-Ukraine war goes on")


def test_a_day_is_nothing_of_japan() -> None:
    """The sign of a day stands before the name of another country: "the 19th" and "the treasury of US"."""
    assert published("19日米財務省が国債を発行", language="ja") == {"US"}
