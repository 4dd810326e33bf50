"""The words of dates in the languages of the world: months, weekdays, halves of the day, and words that say nothing.

The names are those of CLDR, as `scripts/dates.py` wrote them into words.json; they are read when the first date in
another language than English needs them. All words are compared folded: case, accents and full stops do not count.
"""
# ruff: noqa: RUF001 -- text in many scripts is the point

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

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


class Named(Struct, frozen=True):
    """The names of CLDR, folded; a name of two months means the first of them, but where `croatian` has it."""

    months: dict[str, int]
    croatian: dict[str, int]
    weekdays: dict[str, int]  # those that name one day in all languages
    others: tuple[str, ...]  # all the other words that name weekdays, and parts of such names


@lru_cache(maxsize=1)
def _named() -> Named:
    return msgspec.json.decode(files(__package__).joinpath("words.json").read_bytes(), type=Named)


@lru_cache(maxsize=2)
def _world(*, croatian: bool) -> Words:
    named = _named()
    return Words(
        months=named.months | (named.croatian if croatian else {}) | _numbered(_BESIDE),
        persian=_numbered(_PERSIAN),
        weekdays=english().weekdays | named.weekdays.keys() | frozenset(named.others),
        morning=_folded(_MORNING),
        evening=_folded(_EVENING),
        silent=_folded(_SILENT),
        days=named.weekdays,
    )


def _numbered(table: str) -> dict[str, int]:
    rows = enumerate(table.split(), 1)
    return {fold(name): number for number, names in rows for name in names.split("/")}


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())
