"""The words of dates in the languages of the world: months, weekdays, halves of the day, and words that say nothing.

The names are those of CLDR (through Babel), read when the first date in another language than English needs them. All
words are compared folded: case, accents and full stops do not count.
"""
# ruff: noqa: RUF001 -- text in many scripts is the point

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

# The order decides where two languages give one name to two months: pl and hr have the same words, one month apart.
_LANGUAGES: Final = (
    "en es fr de pt it nl pl cs ru uk tr ar ar_SY ar_DZ ar_MA hi bn ja zh ko el hu id vi sv no nn da fi ro bg sr "
    "sr_Latn hr sk sl lt lv et is ga cy ca gl eu sq mk bs be ka hy az kk ky uz he fa ur ps ta te ml kn mr gu pa "
    "ne si th lo km my ms fil sw am so af es_MX de_AT fr_CA pt_PT en_AU"
)
_CROATIAN: Final = frozenset({"europe/zagreb", "europe/sarajevo"})

# English, and what old feeds write in Greek, German, French, Spanish, Portuguese, Italian and Indonesian beside CLDR.
_ENGLISH: Final = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct "
    "november/nov december/dec"
)
_BESIDE: Final = (
    "ene/janv/gen/jän fev/fevr/febr/feber mrz/marz/mär abr/avr mai/mei/mag/μαϊ giu/ιουν/jui lug/juil/ιουλ "
    "ago/agt/agst/αυγ set/setiembre out/ott/okt nop/nopember dez/dic"
)
_PERSIAN: Final = (
    "فروردین/حمل اردیبهشت/ثور خرداد/جوزا تیر/سرطان مرداد/امرداد/اسد شهریور/سنبله مهر/میزان آبان/عقرب آذر/قوس دی/جدی "
    "بهمن/دلو اسفند/حوت"
)
_WEEKDAYS: Final = (
    "monday/mon tuesday/tue/tues wednesday/wed/wednes thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun"
)
_MORNING: Final = "am 오전 午前 上午 凌晨 早上 清晨 पूर्वाह्न ص صباحا πμ öö পূর্বাহ্ণ ก่อนเที่ยง pagi pg"
_EVENING: Final = "pm 오후 午後 下午 晚上 傍晚 अपराह्न م مساء μμ ch ös অপরাহ্ণ หลังเที่ยง petang ptg"
_SILENT: Final = (
    "on at of the updated update published publish posted created modified date dated last first time standard summer "
    "daylight local o'clock h hrs hr hours st nd rd th "
    "de del la el le les las los a à al y às do da das dos em e il lo gli ore alle er ère ª º mis à jour publié ob ora "
    "actualizado publicado atualizado aggiornato pubblicato feira segunda terça quarta quinta sexta orele "
    "um uhr am den der aktualisiert veröffentlicht stand om op te bijgewerkt gepubliceerd kl klo kello klockan og "
    "dne o w dnia godz hod г года год в во р року роки час часов ч о обновлено опубликовано m d gada "
    "saat günü güncelleme στις την της ώρα óra órakor jam pukul pkl tanggal diperbarui ngày lúc giờ năm tháng thg "
    "บน เวลา น วันที่ พศ คศ في الساعة من يوم بتوقيت को बजे তারিখ টা ساعت ж יום ב בשעה"
)


class Words(NamedTuple):
    """What each folded word means. A word may be a month in one language and a weekday in another."""

    months: dict[str, int]
    persian: dict[str, int]
    weekdays: frozenset[str]
    morning: frozenset[str]
    evening: frozenset[str]
    silent: frozenset[str]
    days: dict[str, int]  # the weekdays whose names mean one day in all languages; Monday is 0


def fold(word: str) -> str:
    """Return a word without case, accents, full stops and joiners, as the tables hold it."""
    if word.isascii():
        return word.lower().replace(".", "").replace("'", "")
    letters = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(
        letter for letter in letters if not unicodedata.combining(letter) and letter not in ".\u200c\u200d'’"
    )
    return unicodedata.normalize("NFC", kept)


@lru_cache(maxsize=1)
def english() -> Words:
    """Return the words of English dates, which cost nothing to load."""
    days = {name: number - 1 for name, number in _numbered(_WEEKDAYS).items()}
    return Words(_numbered(_ENGLISH), {}, frozenset(days), _folded("am"), _folded("pm"), _folded(_SILENT), days)


def world(zone: str) -> Words:
    """Return the words of all languages; in Croatian zones months that share a Slavic name are the Croatian ones."""
    return _world(croatian=zone.casefold() in _CROATIAN)


@lru_cache(maxsize=2)
def _world(*, croatian: bool) -> Words:
    from babel import Locale  # noqa: PLC0415 -- dear to load, and most dates are in standard forms

    locales = [Locale.parse(name) for name in (["hr"] if croatian else []) + _LANGUAGES.split()]
    months: dict[str, int] = {}
    for locale in locales:
        for name, number in _names(locale.months):
            months.setdefault(name, number)
    months.update(_numbered(_BESIDE))
    named = [*english().days.items(), *(pair for locale in locales for pair in _names(locale.days))]
    return Words(
        months=months,
        persian=_numbered(_PERSIAN),
        weekdays=english().weekdays
        | {word for locale in locales for name, _ in _names(locale.days) for word in (name, *name.split())},
        morning=_folded(_MORNING),
        evening=_folded(_EVENING),
        silent=_folded(_SILENT),
        days={name: days.pop() for name, days in _by_name(named).items() if len(days) == 1},
    )


def _by_name(named: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for name, number in named:
        found.setdefault(name, set()).add(number)
    return found


def _numbered(table: str) -> dict[str, int]:
    rows = enumerate(table.split(), 1)
    return {fold(name): number for number, names in rows for name in names.split("/")}


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]]) -> list[tuple[str, int]]:
    """Return the folded full and short names of CLDR's months or weekdays, without single letters and numbers."""
    found: list[tuple[str, int]] = []
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in table[context][width].items():
                folded = fold(name)
                if len(folded) > 1 and not any(letter.isdigit() for letter in folded):
                    found.append((folded, int(number)))
    return found


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())
