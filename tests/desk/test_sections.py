"""The rules of judging a section by words: what the lexicons are, how their entries count, and what is no proof."""

from __future__ import annotations

from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.classify.answers import Question, answers, built_in_rules
from publisher.desk.classify.countries.table import table
from publisher.desk.classify.marks import Marks, marks_of
from publisher.desk.classify.sections import (
    RIGHT,
    SECTIONS,
    SHARES,
    confidence,
    judge_section,
    judged,
    scores_of,
    sums_of,
)
from publisher.desk.classify.sections.lexicon import Lexicon, english_forms, lexicon_of
from publisher.desk.classify.sections.written import Packed, gather, pack, parts_of, weights_of
from publisher.desk.classify.words import words_of

FOLDER: Final = files("publisher.desk.classify.sections")
LANGUAGES: Final = sorted(
    file.name[:2] for file in FOLDER.iterdir() if file.name.endswith(".txt") and len(file.name) == 6
)
PLAIN: Final = Path(__file__).parents[1] / "cases" / "desk" / "headlines.txt"
TRAPS: Final = [
    line.split(" | ")
    for line in (Path(__file__).parents[1] / "cases" / "desk" / "sections.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]

SMALL: Final = """
# a comment
[sports]
5: hat-trick, football,
   grand slam
4: goal, strike, футбол*
-4: climate
[politics]
4: strike, верховн* суд*
[technology]
5: apple
[]
0: apple harvest, goal of
"""


def found(headline: str, text: str = "", *, english: bool = True) -> list[str]:
    """Name the entries of the small lexicon that a text has."""
    small = Lexicon(pack(SMALL), english=english)
    folded = words_of(headline, text).folded
    return [small.names[number] for number in small.numbers(folded)]


def best(headline: str, text: str = "", language: str = "en") -> str | None:
    """Name the section of a headline and a text."""
    told = judge_section(words_of(headline, text, language), language)
    return told[0][0] if told else None


def is_right(told: str | None, right: str) -> bool:
    """Tell whether a section is one that a reader would accept, or with ! not the one that is called wrong."""
    return told != right[1:] if right.startswith("!") else told in right.split()


def test_words_of_two_meanings_are_told_apart() -> None:
    """Each trap names the sections that a reader would accept, or with ! the one that a reader would call wrong."""
    told = [(headline, best(headline, text), right) for headline, text, right in TRAPS]
    assert [one for one in told if not is_right(one[1], one[2])] == []


def test_headlines_of_all_languages_find_their_section() -> None:
    """By default a headline whose words prove its section is published in it, in each of the twelve languages."""
    rows = [line.split("|") for line in PLAIN.read_text("utf-8").splitlines() if not line.startswith("#")]
    asked = [Question(id=number, title=row[2], language=row[0]) for number, row in enumerate(rows)]
    given = [(row, answer.section) for row, answer in zip(rows, answers(asked, built_in_rules()), strict=True)]
    assert {row[0] for row in rows} == set(LANGUAGES)
    assert [one for one in given if one[1] not in one[0][1].split()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_is_packed_as_it_is_written(language: str) -> None:
    """scripts/lexicons.py was run after the last change of a lexicon."""
    written = pack(FOLDER.joinpath(f"{language}.txt").read_text("utf-8"))
    assert msgspec.msgpack.decode(FOLDER.joinpath(f"{language}.bin").read_bytes(), type=Packed) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_keeps_the_form_that_the_readme_tells(language: str) -> None:
    """Weights are from -5 to 8, and a beginning that stands alone has three letters at least."""
    for parts, weights in gather(FOLDER.joinpath(f"{language}.txt").read_text("utf-8")).items():
        assert all(-5 <= weight <= 8 for weight in weights.values()), parts
        assert len(parts) > 1 or parts[0][-1] != "*" or len(parts[0]) > 3, parts


def test_twelve_languages_of_news_have_a_lexicon() -> None:
    """English, Spanish, French, German, Portuguese, Italian, Russian, Arabic, Chinese, Japanese, Hindi, Bengali."""
    assert {"en", "es", "fr", "de", "pt", "it", "ru", "ar", "zh", "ja", "hi", "bn"} <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("headline", "text", "language", "section"),
    [
        ("El Banco Central sube los tipos de interés", "La inflación preocupa a los mercados", "es", "business"),
        ("Le gouvernement perd les élections législatives", "Le Premier ministre démissionne", "fr", "politics"),
        ("Bundesliga: Bayern gewinnt gegen Dortmund", "Der Stürmer schoss zwei Tore", "de", "sports"),
        ("Polícia prende suspeito de homicídio", "O homem foi detido em flagrante", "pt", "crime"),
        ("La Juventus vince il derby", "Doppietta dell'attaccante in campionato", "it", "sports"),
        ("Центробанк повысил ключевую ставку", "Инфляция ускорилась, рубль ослаб", "ru", "business"),
        ("المنتخب يفوز بكأس العالم لكرة القدم", "سجل المهاجم هدفين في المباراة", "ar", "sports"),
        ("央行宣布降息", "股市大幅上涨，投资者欢迎", "zh", "business"),
        ("首相が衆院解散を表明", "選挙は来月行われる", "ja", "politics"),
        ("भारत ने क्रिकेट टेस्ट मैच जीता", "कप्तान ने शतक बनाया", "hi", "sports"),
        ("বিশ্বকাপ ফুটবলে গোল করলেন মেসি", "ম্যাচ জিতল আর্জেন্টিনা", "bn", "sports"),
    ],
)
def test_sections_are_judged_in_the_languages_of_news(headline: str, text: str, language: str, section: str) -> None:
    """A plain headline of each language leads to its section."""
    assert best(headline, text, language) == section


def test_a_phrase_overrides_the_words_in_it() -> None:
    """Once a phrase is found its words count no more; with weight 0 it says nothing itself."""
    assert found("Apple harvest ends, Apple sells") == ["apple"]
    assert found("The goal of a football club") == ["football"]


def test_the_longest_phrase_counts() -> None:
    """Hyphens part words, so that one entry finds both ways of writing."""
    assert found("A hat-trick, a hat trick and a grand slam") == ["hat trick", "hat trick", "grand slam"]


def test_a_phrase_does_not_reach_from_the_headline_into_the_text() -> None:
    """The headline's last word and the text's first stand beside each other by chance."""
    words = words_of("Winner of a grand", "slam of the door")
    told = judge_section(words, "en")
    assert not any("grand slam" in proofs for _, _, proofs in told)


@pytest.mark.parametrize(("word", "form"), [
    ("strikes", "strike"), ("striking", "strike"), ("stopped", "stop"), ("charged", "charge"), ("parties", "party"),
    ("matches", "match"),
])  # fmt: skip
def test_english_endings_are_taken_off(word: str, form: str) -> None:
    """Plurals and the endings of verbs lead to the word of the dictionary."""
    assert form in english_forms(word)


def test_english_endings_are_taken_off_english_words_only() -> None:
    """Another language's endings are told by stars."""
    assert found("goals") == ["goal"]
    assert found("goals", english=False) == []


def test_a_star_stands_for_endings_and_not_for_other_words() -> None:
    """A beginning finds every word with it, in phrases too; one of three letters only words of six at most."""
    assert found("Футболисты и Верховного суда", english=False) == ["футбол*", "верховн* суд*"]
    assert found("Верховного судостроения", english=False) == []


def test_weights_add_up_and_speak_against() -> None:
    """An entry may stand in several sections, and against one."""
    assert dict(weights_of(pack(SMALL).words["strike"])) == {SECTIONS.index("politics"): 4, SECTIONS.index("sports"): 4}
    assert weights_of(pack(SMALL).words["climate"]) == ((SECTIONS.index("sports"), -4),)


@pytest.mark.parametrize("text", ["[nosuch]\n5: word", "five: word"])
def test_a_lexicon_that_is_not_written_so_is_refused(text: str) -> None:
    """A section that is none and a weight that is none raise ValueError."""
    with pytest.raises(ValueError, match=r"five|not in tuple"):
        pack(text)


def test_entries_may_run_over_lines() -> None:
    """A line that begins with a space goes on, in the middle of a phrase too."""
    assert ("grand", "slam") in gather("[sports]\n5: grand\n  slam, goal")
    assert parts_of("art-*") == ("art",)


def test_a_headline_says_more_than_the_text() -> None:
    """The same word is surer proof above than below."""
    above = judge_section(words_of("The quarterback speaks", "He was in the city on a day in spring"), "en")
    below = judge_section(words_of("A day in the city", "The quarterback was in the city"), "en")
    assert above[0][0] == below[0][0] == "sports"
    assert above[0][1] > below[0][1]


def test_a_word_that_comes_again_counts_little_more() -> None:
    """Repeating one word forty times makes nobody certain."""
    told = judge_section(words_of("A report on oil", "oil " * 40), "en")
    assert told[0][1] < 0.95


def test_nothing_is_judged_without_words_or_without_a_lexicon() -> None:
    """No entry, no language, no words: no answer."""
    assert judge_section(words_of("Qwzx vbnm", "", "en"), "en") == []
    assert judge_section(words_of("Parliament votes", "", "xx"), "xx") == []
    assert judge_section(words_of("", "", "en"), "en") == []
    assert lexicon_of("../en") is None


def test_what_proves_a_section_is_shown() -> None:
    """Each answer brings the entries that say most for it, the best first, and at most four."""
    section, sure, proofs = judge_section(words_of("Interest rates rise as inflation persists", "", "en"), "en")[0]
    assert section == "business"
    assert 0 < sure < 1
    assert proofs[0] == "interest rate"
    assert len(proofs) <= 4


@pytest.mark.parametrize(
    ("headline", "marked"),
    [
        ("JANE QUIMBLE: Our leaders must stop lying to the nation", True),
        ("Jane van Quimble: Why we need the truth from the government", False),
        ("Weather Impact Alert: Why we need the truth from the government", False),
        ("Quimble said: Why we need the truth from the government", False),
        ("Why we need the truth from Jane Quimble: the government", False),
    ],
)
def test_a_writers_name_in_front_of_a_headline_marks_a_column(headline: str, marked: bool) -> None:  # noqa: FBT001 -- a table
    """Two or three words in capitals that no lexicon has, and a colon: the name is shown as proof of opinion."""
    told = judge_section(words_of(headline, "The prime minister spoke"), "en")
    assert ("opinion", f"{headline.partition(':')[0]}:") in {
        (name, proofs[0]) for name, _, proofs in told
    } or not marked
    assert marked or not any(proofs[0].endswith(":") for _, _, proofs in told)


def test_confidence_lies_between_what_was_measured() -> None:
    """Between two measured shares it grows in proportion."""
    assert confidence(0.25, (0.0, 0.5, 1.0), (0.0, 0.4, 0.9)) == pytest.approx(0.2)
    assert confidence(1.0, (0.0, 0.5, 1.0), (0.0, 0.4, 0.9)) == pytest.approx(0.9)


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from([*LANGUAGES, "und", "en-GB", ""]))
def test_any_text_is_judged(headline: str, text: str, language: str) -> None:
    """Whatever stands in a text: two answers at most, each sure between 0 and 1, and the same ones again."""
    words = words_of(headline, text, language)
    told = judge_section(words, language)
    assert len(told) <= 2
    assert all(section in SECTIONS and 0 <= sure <= 1 for section, sure, _ in told)
    assert told == judge_section(words, language)


def test_proofs_do_not_depend_on_what_was_read_before() -> None:
    """Entries that say the same are shown in the order of the alphabet, whatever came up first in this process."""
    article = words_of("Wicket, quarterback, touchdown, shortstop and bullpen", "")
    lexicon_of.cache_clear()
    marks_of.cache_clear()
    before = judge_section(article, "en")
    lexicon_of.cache_clear()
    marks_of.cache_clear()
    judge_section(words_of("Bullpen, touchdown, shortstop and a quarterback", ""), "en")
    assert judge_section(article, "en") == before


def test_each_article_is_judged_by_its_own_words() -> None:
    """What is kept of the last article answers for that one alone, and for each language by its own lexicon."""
    sport, money = words_of("Quarterback throws a touchdown", ""), words_of("Interest rates rise", "")
    first = judge_section(sport, "en"), judge_section(sport, "fr"), judge_section(money, "en")
    assert first[0][0][0] == "sports"
    assert first[2][0][0] == "business"
    assert (judge_section(sport, "en"), judge_section(sport, "fr"), judge_section(money, "en")) == first


def test_a_lexicon_tells_the_same_confidence_as_was_measured() -> None:
    """One entry of weight 4 in the headline: its share of the odds, and how often such answers are right."""
    strengths = {1: 1.0}
    small = Lexicon(pack("[sports]\n4: football"), english=True)
    words = words_of("Football", "")
    assert small.strengths(words, Marks(small, table("xx")).read(words)) == strengths
    scores = scores_of(sums_of(strengths, small), 1.0)
    share = exp(scores[SECTIONS.index("sports")]) / sum(map(exp, scores))
    section, sure, proofs = judged(words_of("Football", ""), small, strengths, None, {})[0]
    assert (section, proofs) == ("sports", ("football",))
    assert sure == pytest.approx(confidence(share, SHARES, RIGHT))


@pytest.mark.parametrize(
    ("lexicon", "title", "text", "doubt"),
    [
        ("[sports]\n5: football", "Football", "", 0.5),
        ("[sports]\n5: football\n2: match", "Match", "Football", 1),
        ("[sports]\n5: football\n[business]\n1: price", "Football", "Price", 1),
        ("[sports]\n5: football\n[business]\n-1: football", "Football", "", 0.5),
        ("[education]\n5: school", "School", "", 1),
    ],
)
def test_what_nothing_disputes_is_surer(lexicon: str, title: str, text: str, doubt: float) -> None:
    """Half of the doubt goes where the headline proves a section, no word speaks for another, and it is likely."""
    small, words = Lexicon(pack(lexicon), english=True), words_of(title, text)
    strengths = small.strengths(words, Marks(small, table("xx")).read(words))
    scores = scores_of(sums_of(strengths, small), sum(strengths.values()))
    share = max(map(exp, scores)) / sum(map(exp, scores))
    told = judged(words, small, strengths, None, {})
    assert 1 - told[0][1] == pytest.approx(doubt * (1 - confidence(share, SHARES, RIGHT)))
