"""The table that tells languages: read without numpy, and of the same mind as the model it was made from."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.language.model import _MOST_BYTES, _ngrams, _table, ask

TEXTS: Final = [
    ("Latn", "en", "The minister said on Monday that the government would not raise the price of bread"),
    ("Latn", "es", "El ministro dijo que el gobierno no va a subir el precio del pan después de la huelga"),
    ("Latn", "tr", "Bakan, hükümetin grevden sonra ekmek fiyatını artırmayacağını söyledi"),
    ("Latn", "pl", "Minister powiedział, że rząd nie podniesie cen chleba po strajku piekarzy"),
    ("Latn", "vi", "Bộ trưởng cho biết chính phủ sẽ không tăng giá bánh mì sau cuộc đình công"),
    ("Cyrl", "ru", "Министр заявил, что правительство не будет повышать цены на хлеб после забастовки"),
    ("Cyrl", "uk", "Міністр заявив, що уряд не підвищуватиме ціни на хліб після страйку пекарів"),
    ("Arab", "fa", "وزیر گفت که دولت پس از اعتصاب قیمت نان را افزایش نخواهد داد"),
    ("Deva", "ne", "हडतालपछि सरकारले रोटीको मूल्य नबढाउने मन्त्रीले बताएका छन्"),
    ("Beng", "as", "অসমৰ বানপানীত বহু লোক ক্ষতিগ্ৰস্ত হৈছে বুলি চৰকাৰে কৈছে"),
]


@pytest.mark.parametrize(("script", "expected", "text"), TEXTS)
def test_a_sentence_of_news_is_told(script: str, expected: str, text: str) -> None:
    """A sentence is told surely among the languages of its script."""
    value, share = ask(text, script)
    assert value == expected
    assert share > 0.5


@pytest.mark.parametrize(("script", "expected", "text"), TEXTS)
def test_capitals_tell_as_much(script: str, expected: str, text: str) -> None:
    """A headline in capitals is read as if it were not, and a text beyond the sample changes nothing."""
    assert ask(text.upper() if expected != "tr" else text, script)[0] == expected


@given(st.text(max_size=150), st.sampled_from(["Latn", "Cyrl", "Arab", "Deva", "Beng"]))
def test_shares_are_shares(text: str, script: str) -> None:
    """Whatever the text, the likeliest language has a share between nothing and all."""
    assert 0 < ask(text, script)[1] <= 1.000_001


@pytest.mark.parametrize("letter", ["e", "ß", "ы", "の", "\U0001f600", " the"])
def test_no_text_is_too_dense(letter: str) -> None:
    """The most that a sample can hold, four bytes a character, stays within the lanes."""
    table = _table("Latn")
    assert table is not None
    assert max(table._sums((letter * 400).encode()[:_MOST_BYTES])) <= 255 * _MOST_BYTES < 1 << 16


def test_a_script_of_one_language_has_no_table() -> None:
    """Nothing is asked of the model where there is nothing to tell apart."""
    assert ask("רעידת אדמה בירושלים", "Hebr") == ("", 0.0)


@given(st.binary(max_size=60))
def test_an_ngram_is_the_bytes_that_end_at_a_place(data: bytes) -> None:
    """The n-grams of a text, laid out at once, are those that cutting it byte by byte gives."""
    for length, ngrams in zip((2, 3, 4, 5), _ngrams(data), strict=True):
        padded = bytes(length - 1) + data
        cut = [int.from_bytes(padded[at : at + length], "little") for at in range(len(data))]
        assert ngrams == cut


def test_numpy_is_not_loaded() -> None:
    """The question is answered without numpy, and the judge is loaded without CLDR."""
    code = (
        "import sys; from publisher.desk.language import language; from publisher.desk.language.model import ask; "
        "language('Fire in Mumbai', 'en-IN'); ask('Der Minister sagte', 'Latn'); "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'py3langid', 'babel')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
