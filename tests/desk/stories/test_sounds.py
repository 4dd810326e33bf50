"""Sounds: a name is known again in another script."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.stories.sounds import SHORTEST, sounds


@pytest.mark.parametrize(
    "names",
    [
        ("alibaba", "アリババ", "алибаба"),
        ("hynix", "ハイニックス", "хайникс"),
        ("hutchison", "ハチソン"),
        ("anthropic", "アンソロピック"),
        ("walmart", "ウォルマート"),
        ("ferrari", "フェラーリ", "феррари"),
        ("zelensky", "ゼレンスキー"),
        ("trump", "トランプ", "трамп", "ترامب", "ट्रंप", "ট্রাম্প"),
        ("macron", "マクロン", "макрон", "ماكرون", "मैक्रों"),
        ("rolpa", "रोल्पा", "ロルパ", "ролпа"),
        ("tomahawk", "トマホーク"),
    ],
)
def test_a_name_sounds_alike_in_every_script(names: tuple[str, ...]) -> None:
    """Each two of them share a code."""
    for one, other in combinations(names, 2):
        assert sounds(one) & sounds(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("alibaba", "アマゾン"), ("macron", "メルツ"), ("ferrari", "フォード"), ("zelensky", "オルバン")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    """They share no code."""
    assert not sounds(one) & sounds(other)


def test_a_syllable_is_no_name() -> None:
    """Codes of two signs are shared by too many, and Chinese characters have no sound that is known."""
    assert sounds("abe") == sounds("習近平") == frozenset()


@given(st.text(min_size=1))
def test_whatever_is_written_sounds(name: str) -> None:
    """No name is an error, and no code is shorter than it may be."""
    assert all(len(code) >= SHORTEST for code in sounds(name.casefold()))
