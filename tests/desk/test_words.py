"""How the words of an article are cut, in scripts with spaces and without."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.desk.classify import pieces as desk_pieces
from publisher.desk.classify import words as desk_words
from publisher.desk.classify.letters import spaced
from publisher.desk.classify.words import MOST, phrase, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran's U.S.-led talks", ["iran", "u", "s", "led", "talks"]),
        ("l’Iran et d'Israël", ["l", "iran", "et", "d", "israel"]),
        ("México e São Tomé", ["mexico", "e", "sao", "tome"]),
        ("snake_case", ["snake", "case"]),
        ("中国外交部TV说", ["中", "国", "外", "交", "部", "tv", "说"]),
        ("コンゴの首相", ["コンゴ", "の", "首", "相"]),
        ("भारत के प्रधानमंत्री।", ["भारत", "के", "प्रधानमंत्री"]),
        ("বাংলাদেশের", ["বাংলাদেশের"]),
        ("إِيران", ["ايران"]),
        ("Йемен", ["иемен"]),
        ("“Iran’s” and 'Iraq's'", ["iran", "and", "iraq"]),
        ("Iran’s: Iran ’s 's… s’s", ["iran", "iran", "s"]),
        ("don’t — won't", ["don", "t", "won", "t"]),
        ("«Éire»… -café-", ["eire", "cafe"]),
        ("“東京”", ["東", "京"]),
        ("", []),
        ("— …", []),
    ],
)
def test_words_are_runs_of_letters(text: str, words: list[str]) -> None:
    """Apostrophes and hyphens part words, marks belong to them, and scripts without spaces are cut by characters."""
    assert words_of(text, "").folded == words
    assert phrase(text) == tuple(words)


def test_a_text_that_repeats_the_headline_is_read_once() -> None:
    """Many feeds begin the summary with the headline."""
    words = words_of("Fire in Paris", "Fire in Paris. Two died.")
    assert words.folded == ["fire", "in", "paris", "two", "died"]
    assert words.headline == 3


def test_what_stands_beside_a_word_is_told() -> None:
    """Signs before and after a word are kept: they tell lists, sentences and compounds."""
    row = words_of("Paris, Texas: US-led", "").row
    assert [(word.written, word.after) for word in row] == [("Paris", ","), ("Texas", ":"), ("US", "-"), ("led", "")]


def test_sentences_begin() -> None:
    """The first word of the headline, of the text and after a full stop begins a sentence."""
    words = words_of("A fire", "Two died. It went on")
    assert [at for at in range(len(words.row)) if words.starts_sentence(at)] == [0, 2, 4]


def test_what_is_remembered_is_bounded_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """News repeats its words: they are cut once, the latest are kept, and those of long ago are cut again."""
    pieces = desk_pieces._Pieces()
    monkeypatch.setattr(desk_pieces, "_PIECES", pieces)
    monkeypatch.setattr(desk_pieces, "_MOST_REMEMBERED", 4)
    text = "Ḱne, two: “three” 'four' Five's six-seven eight. nine ten eleven twelve ḿ"
    first = words_of("", text)
    assert words_of("", text).row == first.row
    assert words_of("", "ḿ").row[0] is words_of("", "ḿ").row[0]
    assert len(pieces) <= 4
    assert len(pieces.before) <= 4


@given(st.text(max_size=3000), st.text(max_size=3000))
@example("", "\u0300")
@example("a \u0640\u0640", "\u0640's")
def test_any_text_is_cut(headline: str, text: str) -> None:
    """Lists are of one length, and never longer than what is read."""
    words = words_of(headline, text)
    assert len(words.row) == len(words.folded) <= MOST
    assert 0 <= words.headline <= len(words.row)
    assert all(words.folded)


_NEWS = st.text(st.sampled_from("aBEsS09é ßœłñ'’.,:-—“” _\u00a0\n\t5İıй\x01漢\u0301"), max_size=80)


@given(_NEWS, _NEWS)
@example("Straße", "BBC 's big ß’S-ban Weiß's's")
@example("", "a—'s'S’s b — c.")
def test_a_text_is_cut_alike_as_a_whole_and_in_pieces(headline: str, text: str) -> None:
    """Whichever way its letters allow: the same words, written so, with the same signs beside them."""
    words, apart = words_of(headline, text), desk_words._apart(*desk_words._read(headline, text))
    assert words.folded == apart.folded
    assert words.headline == apart.headline
    assert words.row == apart.row
    for at in range(1, len(apart.row)):
        assert words.text[words.starts[at]] == apart.text[apart.starts[at]]
        assert words.follows_freely(at) == apart.follows_freely(at)
        assert words.starts_sentence(at) == apart.starts_sentence(at)


@given(_NEWS)
def test_words_stay_at_their_places(text: str) -> None:
    """A text in few letters is as long when it is folded: each word stands where it stood."""
    told = spaced(text, "en")
    assert told is None or len(told[0]) == len(told[1]) == len(text)


def test_words_are_found_in_any_order() -> None:
    """What was asked of a word does not change what is told of another one like it."""
    words = words_of("", "Mali, mali; MALI. Mali! in Mali")
    assert [words.written(at) for at in (4, 2, 0, 1, 5, 3)] == ["in", "MALI", "Mali", "mali", "Mali", "Mali"]
    assert [words.after(at) for at in (3, 0, 2, 1)] == ["!", ",", ".", ";"]
