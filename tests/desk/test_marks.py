"""What is seen in a text at a glance is what a search word by word would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.classify import marks as desk_marks
from publisher.desk.classify.countries.table import table
from publisher.desk.classify.marks import Marks, marks_of, seen
from publisher.desk.classify.sections.lexicon import lexicon_of
from publisher.desk.classify.words import Words, words_of

SAID = (
    "the of in new south york zealand stock exchange exchanges united states prime minister ministers guinea pig mali"
)
TEXTS = st.lists(st.sampled_from(SAID.split()), max_size=30).map(" ".join)


def names_in(words: Words, language: str) -> list[int]:
    """Look every word and every pair of words up."""
    names, folded = table(language), words.folded
    following = [*folded[1:], ""]
    return [
        at
        for at, word in enumerate(folded)
        if word in names.packed and (names[word].meanings or f"{word} {following[at]}" in names.packed)
    ]


@given(TEXTS, TEXTS)
def test_names_are_seen_where_they_may_begin(headline: str, text: str) -> None:
    """A word that is a name, or begins one with the word behind it."""
    words = words_of(headline, text)
    assert seen(words, "en").names == names_in(words, "en")


@given(TEXTS)
def test_entries_are_those_of_the_lexicon(text: str) -> None:
    """A row of words seen as a whole says what the lexicon finds word by word; none is missed for its mark."""
    known = lexicon_of("en")
    assert known is not None
    words = words_of(text, "")
    found = known.strengths(words, seen(words, "en"))
    assert [known.names[number] for number in found] == [
        known.names[number] for number in dict.fromkeys(known.numbers(words.folded))
    ]


def test_a_text_is_read_again_in_another_language() -> None:
    """What was seen by the tables of one language says nothing in another; two without tables share one."""
    words = words_of("Allemagne et Germany", "")
    assert seen(words, "fr") == marks_of("fr").read(words)
    assert seen(words, "en") == marks_of("en").read(words)
    assert marks_of("xh") is marks_of("zu-ZA")


def test_records_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More words than are remembered are read all the same."""
    monkeypatch.setattr(desk_marks, "_MOST_REMEMBERED", 2)
    marks = Marks(lexicon_of("en"), table("en"))
    words = words_of("Prime minister of Mali in New York", "")
    assert marks.read(words) == marks_of("en").read(words)
    assert len(marks) == 2
