"""The rules of language: declared, script, words, in this order, and silence where nothing is sure."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.language import UNKNOWN, clean_tag, language
from publisher.desk.language.scripts import PLENTY, _count, letters_by_script

ENGLISH: Final = "The minister said on Monday that the government would not raise the price of bread after the strike"
SPANISH: Final = (
    "El ministro dijo que el gobierno no va a subir el precio del pan después de la huelga de los panaderos"
)
ARABIC: Final = "قال الوزير إن الحكومة لن ترفع سعر الخبز بعد إضراب عمال المخابز في العاصمة"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京で大きな地震がありました", "ja"),
        ("トヨタ、新型車を発表", "ja"),
        ("서울 도심에서 대규모 집회 열려", "ko"),
        ("น้ำท่วมกรุงเทพ", "th"),
        ("Σεισμός στην Κρήτη", "el"),
        ("רעידת אדמה בירושלים", "he"),
        ("მიწისძვრა თბილისში", "ka"),
        ("Երկրաշարժ Երևանում", "hy"),
        ("ঢাকায় ভূমিকম্প", "bn"),
        ("অসমৰ বানপানী", "as"),
        ("சென்னையில் மழை", "ta"),
        ("హైదరాబాద్‌లో వర్షం", "te"),
        ("ಬೆಂಗಳೂರಿನಲ್ಲಿ ಮಳೆ", "kn"),
        ("കേരളത്തിൽ മഴ", "ml"),
        ("ગુજરાતમાં વરસાદ", "gu"),
        ("ਪੰਜਾਬ ਵਿੱਚ ਮੀਂਹ", "pa"),
        ("කොළඹට වැසි", "si"),
        ("ရန်ကုန်မြို့တွင် မိုးရွာ", "my"),
        ("ភ្នំពេញ", "km"),
        ("北京宣布新的经济政策", "zh-Hans"),
        ("北京宣布新的經濟政策", "zh-Hant"),
    ],
)
def test_a_script_of_one_language_proves_it(text: str, expected: str) -> None:
    """Where news in a script is written in one language, a few letters prove it."""
    judged = language(text, "")
    assert (judged.value, judged.by) == (expected, "script")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        (ARABIC, "ar"),
        (
            "Der Minister sagte am Montag, dass die Regierung den Preis für Brot nach dem Streik nicht erhöhen werde",
            "de",
        ),
        ("O ministro disse que o governo não vai aumentar o preço do pão depois da greve dos padeiros", "pt"),
        ("Министр заявил, что правительство не будет повышать цены на хлеб после забастовки", "ru"),
        ("Міністр заявив, що уряд не підвищуватиме ціни на хліб після страйку пекарів", "uk"),
        ("Прэм'ер-міністр заявіў, што ўрад не будзе павышаць цэны на хлеб пасля забастоўкі", "be"),
        ("Министърът каза, че правителството няма да повиши цената на хляба след стачката", "bg"),
        ("मंत्री ने कहा कि सरकार हड़ताल के बाद रोटी की कीमत नहीं बढ़ाएगी", "hi"),
        ("मंत्री म्हणाले की संपानंतर सरकार ब्रेडची किंमत वाढवणार नाही, असे त्यांनी सांगितले आहे", "mr"),
        ("हडतालपछि सरकारले रोटीको मूल्य नबढाउने मन्त्रीले बताएका छन्", "ne"),
        ("وزیر نے کہا کہ حکومت ہڑتال کے بعد روٹی کی قیمت میں اضافہ نہیں کرے گی", "ur"),
        ("وزیر گفت که دولت پس از اعتصاب قیمت نان را افزایش نخواهد داد", "fa"),
    ],
)
def test_words_tell_what_nobody_declared(text: str, expected: str) -> None:
    """A sentence of news is enough to tell its language among those of its script."""
    judged = language(text, "")
    assert (judged.value, judged.by) == (expected, "words")


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (ARABIC, "en", "ar"),
        (SPANISH, "en-US", "es"),
        ("日本の首相が辞任を表明", "en", "ja"),
        ("서울 도심에서 대규모 집회 열려", "en-us", "ko"),
        ("BTS 방탄소년단 새 앨범 발매", "en", "ko"),
    ],
)
def test_what_the_text_clearly_contradicts_is_not_kept(text: str, declared: str, expected: str) -> None:
    """A wrong declaration gives way to a script or to a sentence in another language."""
    assert language(text, declared).value == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (ENGLISH, "en_us", "en-US"),
        (ENGLISH, "EN", "en"),
        ("Kim trifft Putin", "de", "de"),
        ("Fire in Mumbai", "en", "en"),
        ("首相辞任", "ja", "ja"),
        ("Beograd: predsednik Srbije izjavio je da će vlada sutra odlučiti o novim merama", "sr-Latn", "sr-Latn"),
        ("Perdana Menteri Malaysia melawat mangsa banjir di Kelantan pada hari Isnin", "ms", "ms"),
        ("Il a dit « Τι κάνεις » à la fin de la réunion du gouvernement grec à Bruxelles", "fr", "fr"),
        ("2026-04-28", "fr", "fr"),
        ("", "pt-BR", "pt-BR"),
    ],
)
def test_what_is_declared_is_kept(text: str, declared: str, expected: str) -> None:
    """A declaration stands, with its region, where the text agrees or is too short to contradict."""
    judged = language(text, declared)
    assert (judged.value, judged.by) == (expected, "declared")


@pytest.mark.parametrize("text", ["", "2026", "Putin, Kim", "Fire in Mumbai", "Ð’ ÐœÐ¾Ñ", "OK"])
def test_a_short_headline_is_not_guessed(text: str) -> None:
    """Fewer than twenty letters of a common script prove no language."""
    assert language(text, "").value == UNKNOWN


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("en_GB", "en-GB"), ("ZH-hant-tw", "zh-Hant-TW"), ("cn", "zh"), ("iw", "he"), ("english", ""),
     ("", ""), ("xx", ""), ("und", "")],
)  # fmt: skip
def test_a_declaration_is_read_as_bcp_47(declared: str, expected: str) -> None:
    """Tags are written in the usual case, old and mistaken codes mended, and what is no language is dropped."""
    assert clean_tag(declared) == expected


@pytest.mark.parametrize(
    ("text", "likely", "expected"),
    [
        ("Snowstorms wreak chaos in Bulgaria and Romania", "en-us", "en"),
        ("Hochwasser an der Donau, Bundeswehr hilft Passau", "de", "de"),
        (SPANISH, "en", "es"),
        (ARABIC, "en", "ar"),
        ("Fire in Mumbai", "en", UNKNOWN),
    ],
)
def test_a_word_is_enough_for_the_language_of_the_feed(text: str, likely: str, expected: str) -> None:
    """What the feed is written in is believed for a text that declares nothing, once its words agree; never against."""
    assert language(text, "", likely).value == expected


@given(st.text(alphabet="abcxyzéßŁ 1.,“”–\u0301", min_size=0, max_size=90))
def test_latin_letters_are_counted_as_any(text: str) -> None:
    """The short way to count Latin letters gives what counting each gives, as far as anybody asks."""
    quick, slow = letters_by_script(text), _count(text)
    assert min(quick.get("Latn", 0), PLENTY) == min(slow.get("Latn", 0), PLENTY)
    assert set(quick) == set(slow)


@given(st.text(max_size=80), st.text(max_size=12))
def test_any_text_has_an_answer(text: str, declared: str) -> None:
    """Whatever the text and the declaration, the answer is a tag and a confidence between 0 and 1, twice the same."""
    judged = language(text, declared)
    assert judged.value
    assert 0 <= judged.confidence <= 1
    assert language(text, declared) == judged
