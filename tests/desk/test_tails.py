"""What programs write behind a text is no part of a summary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk import tails
from publisher.desk.tails import without_tail

HEADLINE = "Council approves a new bridge over the river"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (f"Work begins in May. The post {HEADLINE} appeared first on The Gazette.", "Work begins in May."),
        (f"Work begins in May… The post {HEADLINE[:30]}…", "Work begins in May…"),
        (f"Début en mai. […] L’article {HEADLINE} est apparu en premier sur La Gazette.", "Début en mai. […]"),
        (f"Baubeginn im Mai. Der Beitrag {HEADLINE} erschien zuerst auf Gazette.", "Baubeginn im Mai."),
        (f"Work begins in May … Continue reading “{HEADLINE}”", "Work begins in May …"),
        ("Work begins in May. Read more", "Work begins in May."),
        ("Work begins in May... Read More »", "Work begins in May..."),
        ("Work begins in May… (more…)", "Work begins in May…"),
        ("Работы начнутся в мае. Читать далее →", "Работы начнутся в мае."),
        ("Read more", ""),
        ("Il sindaco parla… Articoli correlati Un ponte crolla a Sassano Tre feriti", "Il sindaco parla…"),
        ("Une église est à vendre. Articles en rapport…", "Une église est à vendre."),
        ("Work begins in May. Related Posts: 1. Bridges of the county", "Work begins in May."),
        ("Работы начнутся в мае. Похожие записи", "Работы начнутся в мае."),
    ],
)
def test_a_tail_is_taken_off(written: str, left: str) -> None:
    """Whether it is whole or cut, in the languages of the programs that write it."""
    assert without_tail(written, HEADLINE) == left


@pytest.mark.parametrize("label", tails._RELATED)
def test_headlines_of_others_are_taken_off(label: str) -> None:
    """In all languages that have such a label, and with capitals as in a title."""
    for written in (label, label.title()):
        assert without_tail(f"Work begins in May. {written} Harbour closes", HEADLINE) == "Work begins in May."


@pytest.mark.parametrize(
    "text",
    [
        "The post office closes in May.",
        f"{HEADLINE}: work begins in May.",
        "Children should read more",
        "The council says people want to know more",
        "She will continue reading law, and more",
        "Related stories have been told about the bridge.",
        "She reads related posts: all of them.",
        f"In an earlier report, {HEADLINE}, we said May.",
    ],
)
def test_a_sentence_stays(text: str) -> None:
    """Words that only look like a tail belong to the text."""
    assert without_tail(text, HEADLINE) == text


@given(st.text(), st.text())
def test_what_is_left_is_the_beginning(text: str, headline: str) -> None:
    """Nothing is rewritten."""
    assert text.startswith(without_tail(text, headline))
