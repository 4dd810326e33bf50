"""The rules of language: declared, script, words, in this order, and silence where nothing is sure."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.language import UNKNOWN, clean_tag, language
from publisher.desk.language.judge import _USUAL, _judge, _known_languages
from publisher.desk.language.scripts import PLENTY, _count, latin_letters, letters_by_script
from publisher.desk.language.vocabulary import WORDS

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
    ("text", "mistaken"),
    [
        ("WHO-Direktor tritt nach Kritik zurück", "en"),
        ("Jazzman Plus: camera equals harbour", "fr"),
        ("U.K. hospital crowding, Red Cross says", "cs"),
        ("Design magazine, harbour issue: F/W 2023", "pl"),
        ("Harbour developer tools come full circle", "it"),
        ("Granville Ferry, Nova Scotia, harbour views", "pt"),
        ("کراچی میں سال کا پہلا کیس", "fa"),
    ],
)
def test_a_word_that_looks_foreign_proves_nothing(text: str, mistaken: str) -> None:
    """One word of another language, or of a name, does not make a headline a text in it."""
    assert language(text, "").value != mistaken


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
        ("Fire in Mumbai", "en-IN", "en"),
        ("首相辞任", "ja-JP", "ja"),
        ("2026", "en", UNKNOWN),
        ("Пожежа", "en", UNKNOWN),
        ("Ulewa zalała ulicę Długą", "en", UNKNOWN),
    ],
)
def test_a_word_is_enough_for_the_language_of_the_feed(text: str, likely: str, expected: str) -> None:
    """What the feed is written in is taken where a text declares nothing and does not speak against it."""
    assert language(text, "", likely).value == expected


CASES: Final = Path(__file__).resolve().parents[1] / "cases" / "desk" / "languages" / "sentences.txt"
ROWS: Final = [line.split("|", 2) for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
TEXTS: Final = [(tag, text) for tag, kind, text in ROWS if kind == "text"]


@pytest.mark.parametrize(("kind", "open"), [("text", set[str]()), ("headline", {UNKNOWN})])
def test_neighbours_are_told_apart(kind: str, open: set[str]) -> None:  # noqa: A002 -- what it may be left
    """Without any declaration a text is told, and a headline is told or left open: never mistaken for a neighbour's."""
    told = [(tag, language(text, "").value, text) for tag, each, text in ROWS if each == kind]
    assert len(told) > 40
    assert [row for row in told if row[1] not in {row[0], *open}] == []


@pytest.mark.parametrize("region", ["", "-DE"])
def test_a_right_declaration_always_stands(region: str) -> None:
    """What is declared rightly is the answer, in a headline and in a text, with its region."""
    told = [(f"{tag}{region}", language(text, f"{tag}{region}").value, text) for tag, _, text in ROWS]
    assert [row for row in told if row[0] != row[1]] == []


def test_a_wrong_declaration_falls() -> None:
    """A text outweighs the wrong language declared for it, and the wrong language of its feed."""
    wrong = {tag: "en" if tag != "en" else "fr" for tag, _ in TEXTS}
    told = [(tag, language(text, wrong[tag]).value, language(text, "", wrong[tag]).value) for tag, text in TEXTS]
    assert [row for row in told if {*row} != {row[0]}] == []


@pytest.mark.parametrize(
    ("tag", "declared"),
    [
        ("sk", "cs"), ("cs", "sk"), ("gl", "es"), ("gl", "pt"), ("pt", "es"), ("es", "pt"), ("nn", "nb"), ("da", "nb"),
        ("sv", "da"), ("ms", "id"), ("id", "ms"), ("be", "ru"), ("ru", "uk"), ("uk", "ru"), ("bg", "ru"), ("mk", "bg"),
        ("mr", "hi"), ("ne", "hi"), ("hi", "mr"), ("fa", "ar"), ("ur", "fa"), ("ps", "fa"), ("ar", "fa"), ("as", "bn"),
        ("zh-Hant", "zh-CN"), ("zh-Hans", "zh-TW"), ("zh-Hans", "ja"),
    ],
)  # fmt: skip
def test_a_neighbour_declared_wrongly_falls(tag: str, declared: str) -> None:
    """Even a language close to the declared one is told where a text has words or letters enough of its own."""
    text = next(text for of, text in TEXTS if of == tag)
    assert language(text, declared).value == tag


@pytest.mark.parametrize(("tag", "declared"), [("hr", "bs"), ("bs", "hr"), ("hr", "sr-Latn"), ("sr", "bs")])
def test_what_publishers_call_their_language_stands(tag: str, declared: str) -> None:
    """Among Bosnian, Croatian and Serbian the publisher says which it writes, not we."""
    text = next(text for of, text in TEXTS if of == tag)
    assert language(text, declared).value == declared


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


SMALL_WORDS: Final = sorted(set(" ".join(WORDS["Latn"][spoken] for spoken in ("en", "fr", "nl", "pt")).split()))


@given(
    st.lists(st.sampled_from([*SMALL_WORDS, "Harbour", "Kade", "«", "\U0001f534"]), max_size=30).map(" ".join),
    st.sampled_from(["", "en-GB", "fr", "nl", "ru", "sr"]),
    st.sampled_from(["", "en", "pt-BR", "ja"]),
)
def test_a_glance_tells_what_a_longer_look_tells(text: str, declared: str, likely: str) -> None:
    """A text whose small words lead at a glance has the answer that its scripts and words, all counted, give."""
    assert language(text, declared, likely) == _judge(text[:240], latin_letters(text[:240]), declared, likely)


def test_usual_languages_are_languages() -> None:
    """What spares looking into CLDR is in it."""
    assert _known_languages() >= _USUAL
