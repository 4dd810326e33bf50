"""The folding of labels: what is a word in any script stays one."""

from __future__ import annotations

import pytest

from publisher.desk.labels import words_only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("News_and  views!", "News and views"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("ข่าวน้ำท่วม, กีฬา", "ข่าวน้ำท่วม กีฬา"),
        ("a\U000e0100b", "a b"),
        ("—", ""),
    ],
)
def test_marks_are_part_of_words(text: str, expected: str) -> None:
    """Vowel signs belong to their words, punctuation and selectors of variants do not."""
    assert words_only(text) == expected
