"""Amounts: one figure is one, however a language writes it."""

from __future__ import annotations

from math import isnan
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.stories.amounts import amounts


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "to buy back $1.5 billion of shares", "1.5e+09"),
        ("en", "valued at $27B", "2.7e+10"),
        ("en", "1,234.5 million tonnes", "1.2345e+09"),
        ("en", "a fine of €670m", "6.7e+08"),
        ("en", "fell 7.3 per cent", "7.3%"),
        ("hi", "१५ करोड़ रुपये", "1.5e+08"),
        ("bn", "১৫ কোটি টাকা", "1.5e+08"),
        ("ja", "15億ドルの賠償", "1.5e+09"),
        ("ja", "1兆2000億円の予算", "1.2e+12"),
        ("ja", "４０００万ドルで落札", "4e+07"),
        ("zh", "投资15亿美元", "1.5e+09"),
        ("de", "1,5 Milliarden Euro", "1.5e+09"),
        ("de", "zwei Staaten, 2 Billionen Dollar", "2e+12"),
        ("fr", "1,88 milliard de dollars", "1.88e+09"),
        ("es", "105.000 millones de dólares", "1.05e+11"),
        ("es", "3 billones de pesos", "3e+12"),
        ("pt", "US$ 5 bi em títulos", "5e+09"),
        ("pt", "70 mil doses da vacina", "70000"),
        ("it", "955.000 veicoli richiamati", "955000"),
        ("ru", "1 500 млн рублей", "1.5e+09"),
        ("ru", "упал на 7,3%", "7.3%"),
        ("ar", "١٥ مليار دولار", "1.5e+10"),
    ],
)
def test_an_amount_is_read_in_every_language(language: str, text: str, amount: str) -> None:
    """Decimal commas and points, groups of three, words and signs for what is beyond a thousand, other figures."""
    assert list(amounts(text, language)) == [amount]


@pytest.mark.parametrize(
    "text",
    ["in 2026", "on 20.08.2026", "at 17:30", "call 020 080", "50% of all", "17日", "9月", "12 hurt", "track 5"],
)
def test_dates_and_what_is_round_are_no_amounts(text: str) -> None:
    """Nor small numbers without a unit: every other report of the day has them."""
    assert list(amounts(text, "en")) == []


def test_a_headline_counts_smaller_things() -> None:
    """How many died stands in all headlines on it, and so does a magnitude; a day of the month does, too."""
    assert list(amounts("Quake of 6.2 kills 47, 12 hurt", "en", in_headline=True)) == ["6.2", "47"]


def test_it_is_told_as_it_is_written() -> None:
    """An editor reads what the agency wrote."""
    assert amounts("Kestrel Metals sells 1,5 Mrd. shares, 955.000 in all", "de") == {
        "1.5e+09": "1,5 mrd",
        "955000": "955.000",
    }


FIGURES: Final = st.from_regex(r"[0-9 .,%億万mbk$€]{1,40}", fullmatch=True)


@given(st.text() | FIGURES, st.sampled_from(["en", "de", "ja", "pt"]))
def test_whatever_is_written_is_read(text: str, language: str) -> None:
    """No text is an error, and every amount is a number."""
    for in_headline in (False, True):
        for amount in amounts(text, language, in_headline=in_headline):
            assert not isnan(float(amount.removesuffix("%")))
