"""Marks: what a headline counts or dates by. "Game 3" and "game 4" are two events, however alike their words are."""

# ruff: noqa: RUF001 -- letters of many scripts are the point

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import normalize
from zlib import crc32

from publisher.desk.stories.ordinals import ROUNDS, ordinals

_VALUE_BITS: Final = 12
_KEY: Final = (1 << 31) - (1 << _VALUE_BITS)
_LOOKED_AT: Final = 200  # characters

_COUNTED_LIST: Final = """
    game games day days night nights episodes ep rounds stages week weeks season seasons chapters part parts vol volume
    phase phases test tests heats races editions issue issues lesson lessons no nr spiel tag teil jour partido día
    capítulo parte jogo dia день выпуск часть vòng tập pekan putaran الجولة الحلقة المرحلة
"""
_COUNTED_WORDS: Final = ROUNDS.union(_COUNTED_LIST.split())
_COUNTED: Final = re.compile(r"\b([^\W\d_]++)\.?\s*#?([0-9]{1,4})\b(?![.,:][0-9])")
_ROAD: Final = re.compile(r"([abm])(?=[0-9])(?<!\w.)([0-9]{1,2})\b(?![.,:][0-9])")
_STRENGTH: Final = re.compile(
    r"\b(?:magnitud\w*|stärke|магнитуд\w+)\s+(?:of\s+|de\s+|von\s+)?([0-9](?:[.,][0-9])?)|\bm([0-9]\.[0-9])\b"
    r"|\b([0-9][.,][0-9])[- ](?:magnitude|magnitud)|マグニチュード\s*([0-9](?:\.[0-9])?)"
)
_BOND: Final = re.compile(
    r"([0-9]{1,2})年[物期]?国?[債债]|\b([0-9]{1,2})[- ]year (?:(?:us|uk|german|japanese|treasury|government) )?"
    r"(?:yield|bond|note|treasur|gilt|bund)"
)
_SHAKEN: Final = re.compile(r"m(?:agnitud|[0-9](?<!\w..))|stärke|магнитуд|マグニ")
_MONTH_WORDS: Final = """
    jan january januar janvier enero janeiro gennaio января
    feb february februar février febrero fevereiro febbraio февраля
    mar march märz mars marzo março - марта
    apr april - avril abril - aprile апреля
    may - mai - mayo maio maggio мая
    jun june juni juin junio junho giugno июня
    jul july juli juillet julio julho luglio июля
    aug august - août agosto - - августа
    sep september sept septembre septiembre setembro settembre сентября
    oct october oktober octobre octubre outubro ottobre октября
    nov november - novembre noviembre novembro - ноября
    dec december dezember décembre diciembre dezembro dicembre декабря
"""
_MORE_MONTHS: Final = """
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    ledna února března dubna května června července srpna září října listopadu prosince
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
    জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
    ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
"""
_MONTHS: Final = {
    word: number
    for number, line in enumerate(_MONTH_WORDS.strip().splitlines(), 1)
    for word in line.split()
    if word != "-"
}
_AMBIGUOUS: Final = frozenset({"mar", "march", "may", "mai", "marzo", "março", "mars", "марта"})  # other words, too
_WHOLE_MONTHS: Final = {word: number for word, number in _MONTHS.items() if word not in _AMBIGUOUS}
_MONTHS.update(
    (word, number)
    for line in _MORE_MONTHS.strip().splitlines()
    for number, word in enumerate(normalize("NFKC", line).split(), 1)
    if word not in _MONTHS
)
_BETWEEN: Final = frozenset({"de", "of", "the"})
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0963\u0980-\u09e3])*")
_DAY_OF_MONTH: Final = re.compile("([12]?[0-9]|3[01])(?:st|nd|rd|th|er)?")
_DATE_OF_SIGNS: Final = re.compile("([0-9]{1,2})月([0-9]{1,2})日|[(]([0-9]{1,2})日")
_DATE_OF_TODAY: Final = re.compile(r"(?:hôm nay|ngày) ([0-3]?[0-9])/(1[0-2]|0?[1-9])(?![0-9/])")
_DATE_OF_HANGUL: Final = re.compile("([0-9]{1,2})월 ?([0-9]{1,2})일")
_DATE_OF_FIGURES: Final = re.compile(r"\b([0-9]{1,2})/([0-9]{1,2})/(?:20)?[0-9]{2}\b")
_ISO_DATE: Final = re.compile(r"\b20[0-9]{2}-([01][0-9])-([0-3][0-9])\b")
_WEEKDAY_WORDS: Final = """
    monday montag lundi lunes понедельник 月曜
    tuesday dienstag mardi martes вторник 火曜
    wednesday mittwoch mercredi miércoles среду 水曜
    thursday donnerstag jeudi jueves четверг 木曜
    friday freitag vendredi viernes пятницу 金曜
    saturday samstag samedi sábado субботу 土曜
    sunday sonntag dimanche domingo воскресенье 日曜
"""
_WEEKDAYS: Final = {
    word: number for number, line in enumerate(_WEEKDAY_WORDS.strip().splitlines(), 1) for word in line.split()
}
_WEEKDAY_SIGNS: Final = re.compile("[月火水木金土日]曜")
_HAS_FIGURES: Final = re.compile("[0-9]")
_QUARTERS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTER: Final = re.compile(r"\b(first|second|third|fourth)[- ]quarter\b")
_QUARTER_OF_FIGURES: Final = re.compile(r"\bq([1-4])\b|\b([1-4])q\b|\b([1-4])\. quartal\b|第([1-4])四半期")

_MEASURED_AGAIN: Final = 4  # tenths of a magnitude that two observatories differ by, or one an hour later

_CLOCK: Final = re.compile(r"(?<![0-9:.])([01]?[0-9]|2[0-3]):([0-5][0-9])(?![0-9:])")

_SCORE: Final = re.compile(
    r"\b([0-9]{1,3})[-–]([0-9]{1,3}) (?:\w+ )?(?:victory|win|loss|defeat|decision|triumph|rout)\b"
)

_BEATEN: Final = re.compile(
    r"\b(?:beats?|beaten|defeats?|defeated|edges?|edged|thrash(?:es)?|routs?|stuns?|downs?|bat|battent|battu"
    r"|gana|ganan|vence|vencen|venció|derrotó?a?|batte|battono|schlägt|besiegt|обыграл\w*|победил\w*)\b"
    r"[^.:;|]{0,60}?(?<![0-9-–])([0-9]{1,3})[-–:]([0-9]{1,3})(?![0-9-–])"
)
_IS_SCORE: Final = re.compile("[0-9][-–:][0-9]")

DATE, DAY, CLOCK, STRENGTH, WEEKDAY = "date", "day of the month", "clock", "magnitude", "weekday"
_DIGIT: Final = re.compile(r"[^\D0-9]")
_PLAYED: Final = re.compile(
    r"(?:[^:]{1,30}: )?(?:([A-ZÀ-Þ][\w. ]{2,20}?)\s?[-–]\s?([A-ZÀ-Þ][\w. ]{2,20}?),? [0-9]{1,3}[-–:][0-9]{1,3}\b"
    r"|([A-ZÀ-Þ][\w. ]{2,20}?) [0-9]{1,2}[-–:][0-9]{1,2} ([A-ZÀ-Þ][\w.]{2,20}))"
)

TEAM: Final = "team"
QUARTER, MONTH, SCORE, BOND = "quarter", "month", "score", "years of a bond"


def marks(headline: str) -> tuple[int, ...]:
    """Return the marks of a headline: of each what is counted, and its number, in one integer."""
    text = headline[:_LOOKED_AT]
    teams = _teams(text)
    text = text.lower() if text.isascii() else _DIGIT.sub(_as_ascii, normalize("NFKC", text)[:_LOOKED_AT].lower())
    found = [*teams, *_named_times(text), *ordinals(text), *(_figures(text) if _HAS_FIGURES.search(text) else ())]
    return tuple(sorted({_mark(key, value) for key, value in found}))


def _as_ascii(digit: re.Match[str]) -> str:
    return str(int(digit[0]))


def _teams(headline: str) -> Iterator[tuple[str, int]]:
    """Yield the teams of a final score, "Inter-Torino 2-0" or "Inter 2-0 Torino", in its own letters."""
    found = _PLAYED.match(headline) if _IS_SCORE.search(headline) else None
    for team in filter(None, found.groups()) if found else ():
        yield TEAM, crc32(team.casefold().encode())


def scores(text: str) -> tuple[int, ...]:
    """Return a mark for each final score of a report on a game: "a 7-6 victory" is not the game of "a 10-5 win"."""
    return tuple([_mark(SCORE, _score(*found)) for found in _SCORE.findall(text)])


def _score(one: str, other: str) -> int:
    """Return a score as one number, whoever won."""
    least, most = sorted((int(one), int(other)))
    return 64 * most + least


def clash(one: Sequence[int], other: Sequence[int], *, at_once: bool = False, later: bool = False) -> bool:
    """Say whether two headlines count or date the same thing, and differently; a weekday alone is no such thing.

    Of earthquakes told `at_once`, magnitudes that differ by a little are those of two observatories. A quarter or a
    month is what a report is of only where the other one is told days `later`: results come with an outlook.
    """
    keys = {mark & _KEY for mark in one} - (_TOLD_BESIDE if later else _PERIODS)
    if at_once and _STRENGTH_KEY in keys and _is_measured_again(one, other):
        keys.discard(_STRENGTH_KEY)
    return any(_clashes(one, other, key) for key in keys)


def _is_measured_again(one: Sequence[int], other: Sequence[int]) -> bool:
    mine, theirs = ([mark for mark in marks if mark & _KEY == _STRENGTH_KEY] for marks in (one, other))
    return any(abs(a - b) <= _MEASURED_AGAIN for a in mine for b in theirs)


def other_weekday(one: Sequence[int], other: Sequence[int]) -> bool:
    """Say whether two headlines name different days of the week."""
    return _clashes(one, other, _WEEKDAY_KEY)


def _clashes(one: Sequence[int], other: Sequence[int], key: int) -> bool:
    mine = {mark for mark in one if mark & _KEY == key}
    theirs = {mark for mark in other if mark & _KEY == key}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _mark(key: str, value: int) -> int:
    return (crc32(key.encode()) >> 1) & _KEY | value & ((1 << _VALUE_BITS) - 1)


_WEEKDAY_KEY: Final = _mark(WEEKDAY, 0)
_STRENGTH_KEY: Final = _mark(STRENGTH, 0)
_TOLD_BESIDE: Final = {_WEEKDAY_KEY}
_PERIODS: Final = {_WEEKDAY_KEY, _mark(QUARTER, 0), _mark(MONTH, 0)}


def _figures(text: str) -> Iterator[tuple[str, int]]:
    for word, number in _COUNTED.findall(text):
        if word in _COUNTED_WORDS:
            yield word.removesuffix("s"), int(number)
    for letter, number in _ROAD.findall(text):
        yield f"road {letter}", int(number)
    for hour, minute in _CLOCK.findall(text) if ":" in text else ():
        yield CLOCK, 60 * int(hour) + int(minute)
    for found in _QUARTER_OF_FIGURES.finditer(text):
        yield QUARTER, int(found[found.lastindex or 0])
    for short, long in _BOND.findall(text) if "年" in text or "year" in text else ():
        yield BOND, int(short or long)
    yield from _measures(text)
    yield from _dates(text)


def _measures(text: str) -> Iterator[tuple[str, int]]:
    """Yield the final score of a game, and how strong an earthquake was."""
    for one, other in _BEATEN.findall(text) if _IS_SCORE.search(text) else ():
        yield SCORE, _score(one, other)
    if _SHAKEN.search(text):
        for found in _STRENGTH.finditer(text):
            yield STRENGTH, round(10 * float(next(filter(None, found.groups())).replace(",", ".")))


def _written_dates(text: str) -> Iterator[tuple[str, int]]:
    """Yield the dates that are written in figures."""
    if "日" in text:
        for found in _DATE_OF_SIGNS.finditer(text):
            yield (DATE, 32 * int(found[1]) + int(found[2])) if found[1] else (DAY, int(found[3]))
    if "/" in text:
        for found in _DATE_OF_FIGURES.finditer(text):
            yield DATE, 32 * int(found[1]) + int(found[2])
        for day, month in _DATE_OF_TODAY.findall(text):
            yield DATE, 32 * int(month) + int(day)
    if "-" in text:
        for found in _ISO_DATE.finditer(text):
            yield DATE, 32 * int(found[1]) + int(found[2])
    if "월" in text:
        for found in _DATE_OF_HANGUL.finditer(text):
            yield DATE, 32 * int(found[1]) + int(found[2])


def _dates(text: str) -> Iterator[tuple[str, int]]:
    yield from _written_dates(text)
    words = _WORD.findall(text)
    if _MONTHS.keys().isdisjoint(words):
        return
    words = [word for word in words if word not in _BETWEEN]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        month = _MONTHS.get(word)
        day = month and (_DAY_OF_MONTH.fullmatch(before) or _DAY_OF_MONTH.fullmatch(after))
        if month and day:
            yield DATE, 32 * month + int(day[1])


def _named_times(text: str) -> Iterator[tuple[str, int]]:
    """Yield the days of the week, the months and the quarters that a headline names."""
    words = set(text.replace(":", " ").replace(",", " ").split())
    for word in words & _WEEKDAYS.keys():
        yield WEEKDAY, _WEEKDAYS[word]
    for word in words & _WHOLE_MONTHS.keys():
        yield MONTH, _WHOLE_MONTHS[word]
    if "曜" in text:
        for found in _WEEKDAY_SIGNS.findall(text):
            yield WEEKDAY, _WEEKDAYS[found]
    if "quarter" in text:
        for told in _QUARTER.findall(text):
            yield QUARTER, _QUARTERS[told]
