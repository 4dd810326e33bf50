"""Keywords are whole words in any script; length is counted in words in any script."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.keywords import count_words, fold, found_in, is_long, length, matcher
from publisher.model import Article
from tests.world.wild import examples

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
ARTICLE: Final = Article(
    id="tag:publisher.example,2026:1",
    key="1",
    source="wire",
    agency="wire",
    headline="Flood in São-Paulo’s north",
    summary="Iran’s foreign minister met NASA officials.",
    credit="The Wire",
    received=NOON,
    published=NOON,
    updated=NOON,
)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("nasa", "NASA's rover"),
        ("NASA", "the nasa-led mission"),
        ("são paulo", "Flood in SAO PAULO"),
        ("sao paulo", "Flood in São-Paulo"),
        ("São  Paulo", "in São\u2011Paulo"),
        ("el nino", "El Niño returns"),
        ("Straße", "Neue STRASSE"),
        ("İstanbul", "istanbul"),
        ("king's speech", "The King’s Speech"),
        ("c++", "How C++ is taught"),
        ("g20", "G20: the summit"),
        ("мвф", "Доклад МВФ о росте"),
        ("ёлка", "Елка в Кремле"),
        ("محمد", "مُحَمَّد في القاهرة"),
        ("भारत", "भारत में बाढ़"),
        ("বন্যা", "আসামে বন্যা, মৃত ৩"),
        ("地震", "日本で地震が発生"),
        ("ガス", "ガス漏れ"),
        ("NASA", "美国NASA宣布"),
        ("น้ำท่วม", "เกิดน้ำท่วมใหญ่"),
        ("서울", "서울에서 열린 회의"),
        ("ｎａｓａ", "NASA"),
    ],
)
def test_a_keyword_is_found(keyword: str, text: str) -> None:
    """Case, accents, widths, apostrophes and hyphens do not count; particles and dense scripts hide nothing."""
    assert matcher((keyword,))(fold(text)) != ""


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("iran", "Tirana"),
        ("iran", "Iranian minister"),
        ("ran", "Iran"),
        ("new york", "New Yorkers"),
        ("york city", "York, the city"),
        ("भारत", "भारतीय टीम"),
        ("भा", "भी"),
        ("य", "भारतीय"),
        ("か", "が"),
        ("울", "서울"),
        ("g2", "G20"),
        ("a b", "a\nx b"),
    ],
)
def test_a_part_of_a_word_is_not_found(keyword: str, text: str) -> None:
    """A keyword within a longer word is another word."""
    assert matcher((keyword,))(fold(text)) == ""


def test_the_longest_of_several_keywords_is_told() -> None:
    """Of keywords that begin alike the longer one is told, and the shorter one where the longer is not whole."""
    find = matcher(("new", "new york"))
    assert find(fold("New York")) == "new york"
    assert find(fold("New Yorkers")) == "new"


def test_headline_and_summary_are_searched_apart() -> None:
    """Both are searched, the body is not, and no phrase spans two of them."""
    assert found_in(("são paulo",), ARTICLE) == "sao-paulo"
    assert found_in(("iran",), ARTICLE) == "iran"
    assert found_in(("north iran",), ARTICLE) == ""
    assert found_in(("nowhere",), replace(ARTICLE, body="<p>nowhere</p>")) == ""


@examples(60)
@given(st.text(max_size=12).filter(lambda text: any(map(str.isalnum, fold(text)))), st.text(max_size=20))
def test_whatever_is_asked_for_is_looked_for(keyword: str, text: str) -> None:
    """No keyword is too odd: it is found standing alone, and its search ends."""
    assert matcher((keyword,))(fold(f"# {keyword} #")) != ""
    assert isinstance(matcher((keyword,))(fold(text)), str)


@examples(60)
@given(st.text(max_size=40))
def test_what_is_folded_is_folded(text: str) -> None:
    """Folding twice is folding once."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Three plain words", 3),
        ("Três palavras só", 3),
        ("日本で地震が発生", 4),
        ("東京 NASA 発表", 3),
        ("भारत में बाढ़", 3),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    """Words between spaces, and two characters each in scripts without spaces."""
    assert count_words(text) == words


def test_the_longer_of_body_and_summary_counts() -> None:
    """Markup is no word, and a summary stands for a body that rights keep from us."""
    assert length(replace(ARTICLE, summary="one two three", body="<p>one</p><p>two</p>")) == 3
    assert length(replace(ARTICLE, summary="", body='<p>one <a href="https://a.example/">two</a></p><p>three</p>')) == 3


_HTML: Final = st.lists(
    st.sampled_from(
        ["word ", "<p>", "</p>", '<a href="https://a.example/a b c">', "</a>", "<br/>", "日本", "&lt;", " "]
    ),
    max_size=40,
).map("".join)


@examples(60)
@given(_HTML, st.sampled_from(["", "two words", "seven words are in this short summary"]), st.integers(1, 20))
def test_long_is_what_has_so_many_words(body: str, summary: str, least: int) -> None:
    """Reading only the beginning of a text changes no answer, wherever it cuts."""
    made = replace(ARTICLE, body=body, summary=summary)
    assert is_long(made, least) == (length(made) >= least)


def test_a_keyword_that_folds_to_nothing_is_nowhere() -> None:
    """It does not stand in every text."""
    assert matcher(("\u0640",))(fold("any text")) == ""
