"""Amounts: the figures of a report that read the same in every language: "$1.5 billion" is 15億ドル and 1,5 млрд."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

_TIMES: Final = {
    10**3: "thousand mil tausend tsd mille тыс тысяч тысячи ألف हजार হাজার",
    10**4: "万 萬",
    10**5: "lakh lakhs लाख লাখ",
    10**6: (
        "miljoen miljoner miljoonaa milyon juta triệu milion miliony milionów milionů εκατ εκατομμύρια мільйон мільйони"
        " мільйонів מיליון million millions millionen mln mio millón millones milhão milhões milione milioni m"
        " млн миллион миллиона миллионов مليون ملايين"
    ),
    10**7: "crore crores करोड़ কোটি",
    10**8: "億 亿",
    10**9: (
        "miljard miljarder miljardi miljardia miliard miliardy miliardów miliardů milyar miliar tỷ δισ δισεκατομμύρια"
        " мільярд мільярди мільярдів מיליארד میلیارد"
        " billion billions bln bn b milliard milliards mds md milliarde milliarden mrd bilhão bilhões miliardo miliardi"
        " mld млрд миллиард миллиарда миллиардов مليار अरब"
    ),
    10**12: "trillion trillions trln trilhão trilhões 兆 трлн триллион триллиона триллионов تريليون",
}
"""What stands behind a number, and how many it means."""
_LONG: Final = {
    "de": {"billion": 10**12, "billionen": 10**12},
    "es": {"billón": 10**12, "billones": 10**12, "mil millones": 10**9},
    "fr": {"billion": 10**12, "billions": 10**12},
    "it": {"mila miliardi": 10**12},
    "pt": {"mi": 10**6, "bi": 10**9, "tri": 10**12, "mil milhões": 10**9},
}
"""What means more in a language than in English, or takes two words."""
_WORDS: Final = {word: times for times, words in _TIMES.items() for word in normalize("NFKC", words).split()}
_SIGNS: Final = "万萬億亿兆"
_MONEY_SIGNS: Final = frozenset("$€£¥₩₹₽")
_SUFFIXED: Final = frozenset({"m", "b", "md"})  # that other things have, too, than money
# The figure is looked for first, which is quick, and then what stands before it.
_NUMBER: Final = re.compile(
    r"(?P<value>[0-9](?<![A-Za-z0-9.,:/].)"
    r"(?:[0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]*(?:[.,][0-9]+)*))(?!-[0-9])"
    r"(?:\s?(?P<percent>%|percent\b|per cent\b|pct\b|prozent\b|процент|फीसदी|प्रतिशत|শতাংশ|في المئة|بالمئة)"
    rf"|(?P<signs>[{_SIGNS}](?:[0-9]+[{_SIGNS}])?)"
    r"|\s?(?P<words>mil millones|mil milhões|mila miliardi|[^\W\d_][^\s\d.,;:!?()\"'»”’]*)?)"
)
_DIGITS: Final = re.compile(r"\d")
_SIGNED: Final = re.compile(rf"([0-9]+)([{_SIGNS}])")
_GROUPED: Final = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[., \u00a0\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<rest>[0-9]{1,2}))?"
)
_NO_FIGURES: Final = re.compile("[^0-9]+")
_PLAIN: Final = re.compile("[0-9]+(?:[.,][0-9]+)?")
_DATED: Final = frozenset("日月年時分歳째")
_YEARS: Final = range(1900, 2101)
_LEAST: Final = 100  # of what is counted in ones: less is a day, an hour, an age
_LEAST_IN_A_HEADLINE: Final = 32
_MEASURED: Final = re.compile("[1-9][.,][0-9]")  # a magnitude
_ROUND: Final = 5  # percent


def amounts(text: str, language: str, *, in_headline: bool = False) -> dict[str, str]:
    """Return the amounts of a text as they are compared, "1.5e+09" or "7.3%", with how each is written.

    Years, dates, telephone numbers, round shares, and small numbers without a unit are none.
    """
    if not _DIGITS.search(text):
        return {}
    plain = text.lower() if text.isascii() else _DIGITS.sub(_figure, normalize("NFKC", text).lower())
    return dict(_found(plain, language, in_headline=in_headline))


def _found(plain: str, language: str, *, in_headline: bool) -> Iterator[tuple[str, str]]:
    for found in _NUMBER.finditer(plain):
        value = _value(found["value"])
        if value is None:
            continue
        if found["percent"]:
            if value % _ROUND:
                yield f"{value:g}%", found[0]
            continue
        times = _times(found, language)
        after = plain[found.end("value") : found.end("value") + 1]
        if times > 1:
            yield f"{value * times + _beyond(found['signs']):.6g}", found[0]
        elif _is_counted(found["value"], value, after, in_headline=in_headline):
            yield f"{value:.6g}", found["value"]


def _figure(found: re.Match[str]) -> str:
    return str(int(found[0]))


def _times(found: re.Match[str], language: str) -> int:
    if found["signs"]:
        return _WORDS[found["signs"][0]]
    word = found["words"] or ""
    if word in _SUFFIXED and found.string[: found.start()].rstrip()[-1:] not in _MONEY_SIGNS:
        return 1
    return _LONG.get(language, {}).get(word) or _WORDS.get(word, 1)


def _beyond(signs: str | None) -> int:
    """Return what is told behind the first sign: 2000億 of 1兆2000億."""
    return sum(int(value) * _WORDS[sign] for value, sign in _SIGNED.findall(signs or ""))


def _value(told: str) -> float | None:
    """Return a number: what has three figures behind each mark is grouped by them, whatever the language.

    None of what is a date or the number of a telephone.
    """
    if grouped := _GROUPED.fullmatch(told):
        return float(f"{_NO_FIGURES.sub('', grouped['whole'])}.{grouped['rest'] or 0}")
    return float(told.replace(",", ".")) if _PLAIN.fullmatch(told) else None


def _is_counted(told: str, value: float, after: str, *, in_headline: bool) -> bool:
    """Say whether a number without a unit is worth comparing."""
    if after in _DATED or (value in _YEARS and told.isdigit()):
        return False
    if not in_headline:
        return value >= _LEAST
    return value >= _LEAST_IN_A_HEADLINE or _MEASURED.fullmatch(told) is not None
