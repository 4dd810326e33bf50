"""The free reader of dates: every form that is not plain RFC 822 or ISO 8601, in any language.

    text ─ tidy ─▶ day in figures ─▶ clock ─▶ zone ─▶ the words that are left ─▶ instant
                   2025/04/28        8:12     +05:30   28 April 2025, Mon, pm, Uhr

Every piece of the text must be explained. A word or number that means nothing in a date makes the whole text no date:
a wrong date does more harm than a missing one.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from publisher.desk.dates.words import Words, english, fold, world
from publisher.desk.dates.years import Day, full_year, reckoned
from publisher.desk.dates.zones import abbreviated, is_zone_word, local_zone, offset, zone_named

_EAST_DAY: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
_EAST_CLOCK: Final = re.compile(
    r"(\d{1,2})\s*(?:[時时点點시]|นาฬิกา)\s*(?:(\d{1,2})\s*(?:[分분]|นาที)\s*)?(?:(\d{1,2})\s*(?:[秒초]|วินาที))?"
)
_HALF: Final = re.compile(r"(?<![^\W\d])([ap])\.?\s?m\.?(?!\w)", re.IGNORECASE)
_VIETNAMESE_DAY: Final = re.compile(r"(\d{1,2})\s(?:thg|tháng)\s(\d{1,2}),?\s(?:năm\s)?(\d{4})", re.IGNORECASE)
_VIETNAMESE_WEEKDAY: Final = re.compile(r"\bthứ\s+\w+|\bchủ\s+nhật", re.IGNORECASE)
_YEAR_FIRST_ZONES: Final = frozenset({"Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong"})
_KOREAN: Final = re.compile("[\uac00-\ud7a3]")

_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,3})\s?\2\s?(\d{1,2})(?![\d-])")
_YEAR_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d:])")
_CLOCK: Final = re.compile(
    r"(?<![\d:])(?:(?<![^\W\d])t\s?)?(\d{1,2})\s?(?::|h(?=\s?\d))\s?(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9}(?!\d))?)?(?![\d:](?!\s?[-+]))",
    re.IGNORECASE,
)
_DOTTED_CLOCK: Final = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])")
_BARE_HOUR: Final = re.compile(
    r"(?<![\d.])(\d{1,2})()()(?=\s?[ap]m(?!\w)|\s?(?:h|uhr)\s*$|\s[-+]\d{4}$)", re.IGNORECASE
)
_OFFSET: Final = re.compile(
    r":?\s?((?:(?:\b(?:GMT|gmt|UTC|utc)|\bUT|Z|\b[A-Z]{3,4}(?=[+-]))\s?|(?<!\d-)(?<![^\W\d]))"
    r"[+\u2212-][+-]?\s?\d{1,2}:?\d{0,2}(?::00)?)\s?Z?(?![\d:])|(?<=\|)\s*(00:?00|00)$"
)
_COMMENT: Final = re.compile(r"\(([^()]*)\)")
_AREA: Final = re.compile(r"(?<![\w/])[A-Za-z][A-Za-z_]+/[A-Za-z][A-Za-z_+\-/0-9]*")
_PIECE: Final = re.compile(r"\d+|[^\s\d!-/:-@\[-`{-~،、。「」º°·–—]+(?:\.[^\s\d!-/:-@\[-`{-~،、。]+)*")
_FILLING: Final = re.compile(r"[\s:,،、.;|()\[\]\-–—/'’º°·_@`]*")


class _Text:
    """What is left of the text of a date; a piece that was understood is taken out and leaves a bar."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]} | {self.rest[match.end() :]}"
        return match


def read(text: str, zone: str, *, day_first: bool) -> datetime | None:
    """Read a date that has no standard form, in the zone named where it tells none. The result bears its zone."""
    if zone == "UTC" and _KOREAN.search(text):
        zone = "Asia/Seoul"  # the one language of dates that is written in one zone only
    text = _tidy(text)
    return _read(text, zone, english(), day_first=day_first) or _read(text, zone, world(zone), day_first=day_first)


def _tidy(text: str) -> str:
    """Return the text on one line, with ASCII figures and without marks, and with East Asian dates as figures."""
    text = unicodedata.normalize("NFKC", text)
    seen = (letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cs"))
    text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in seen)
    text = _EAST_DAY.sub(r" \1-\2-\3 ", text)
    text = _EAST_CLOCK.sub(lambda m: f" {m[1]}:{m[2] or '00'}:{m[3] or '00'} ", text)
    text = _VIETNAMESE_DAY.sub(r"\3-\2-\1", _VIETNAMESE_WEEKDAY.sub(" ", text))
    text = text.replace("ที่", " ")  # Thai: the ordinal that is written in one with the weekday
    return " ".join(_HALF.sub(r" \1m ", text).split())


def _read(text: str, zone: str, words: Words, *, day_first: bool) -> datetime | None:
    left = _Text(text)
    month_named = any(name in words.months and name not in words.weekdays for name in map(fold, _PIECE.findall(text)))
    readings = [] if month_named else _figures(left, zone, day_first=day_first)
    clock = left.take(_CLOCK) or left.take(_DOTTED_CLOCK) or left.take(_BARE_HOUR)
    there = _told_zone(left)
    abbreviation, pieces = _sort_out_zone_word(_PIECE.findall(left.rest))
    if _FILLING.fullmatch(_PIECE.sub("", left.rest)) is None:
        return None
    day = _named(_fitting(readings, zone, pieces, words), pieces, words)
    hour = _hour(clock, {fold(piece) for piece in pieces}, words)
    if day is None or hour is None:
        return None
    at = _local(reckoned(day, zone, pieces), hour)
    if at is None:
        return None
    home = local_zone(zone)
    return at.replace(tzinfo=there or (abbreviated(abbreviation, at, home) if abbreviation else None) or home)


def _figures(left: _Text, zone: str, *, day_first: bool) -> list[Day]:
    """Take a day that is written in figures alone, and return its readings, the likelier first."""
    if match := left.take(_YEAR_FIRST):
        return [Day(int(match[1]), int(match[3]), int(match[4]))]
    match = left.take(_YEAR_LAST)
    if match is None:
        return []
    if len(match[4]) == 2 and zone in _YEAR_FIRST_ZONES:  # noqa: PLR2004 -- two figures of a year
        return [Day(full_year(match[1]), int(match[3]), int(match[4]))]
    first, second, year = int(match[1]), int(match[3]), full_year(match[4])
    month_first, day_last = Day(year, first, second), Day(year, second, first)
    if first > 12 or second > 12:  # noqa: PLR2004 -- months
        return [month_first if first <= 12 else day_last]  # noqa: PLR2004 -- months
    return [day_last, month_first] if day_first or match[2] == "." else [month_first, day_last]


def _fitting(readings: list[Day], zone: str, pieces: list[str], words: Words) -> Day | None:
    """Return the reading of a day that the weekday beside it tells, where it tells one; else the likeliest."""
    told = {words.days[name] for name in map(fold, pieces) if name in words.days} if len(readings) > 1 else None
    if not told or len(told) > 1:
        return readings[0] if readings else None
    fits = [day for day in readings if _weekday(reckoned(day, zone, pieces)) in told]
    return fits[0] if len(fits) == 1 else readings[0]


def _weekday(day: Day) -> int | None:
    at = _local(day, timedelta())
    return at.weekday() if at else None


def _told_zone(left: _Text) -> tzinfo | None:
    """Take an offset or the name of a zone. What stands in brackets beside an offset says the same once more.

    Raises ValueError where there is an offset that no clock has.
    """
    match = left.take(_OFFSET)
    if match is None:
        area = _AREA.search(left.rest)
        zone = zone_named(area[0]) if area else None
        return zone and left.take(_AREA) and zone
    left.take(_COMMENT)
    zone = offset(match[1] or "+00")
    if zone is None:
        message = "no clock has that offset"
        raise ValueError(message)
    return zone


def _sort_out_zone_word(pieces: list[str]) -> tuple[str, list[str]]:
    """Return the abbreviation of a zone among the pieces, the longest if there are several, and the other pieces."""
    found = [piece for piece in pieces if piece.isupper() and is_zone_word(piece)]
    zone = max(found, key=len, default="")
    return zone, [piece for piece in pieces if piece not in found]


def _named(day: Day | None, pieces: list[str], words: Words) -> Day | None:
    """Return the day, read from figures and the name of a month where it is not known; None if a piece is left over."""
    numbers = [piece for piece in pieces if piece.isdigit()]
    names = [_bare(fold(piece), words) for piece in pieces if not piece.isdigit()]
    if day is not None:
        return day if not numbers and _all_known(names, words) else None
    month, names, persian = _month(names, words)
    if month is None or not _all_known(names, words):
        return None
    return _ordered(month, numbers, "persian" if persian else "")


def _bare(name: str, words: Words) -> str:
    """Return a Hebrew month without the preposition that is written in one with it."""
    return name[1:] if name[:1] == "ב" and name[1:] in words.months else name


def _all_known(names: list[str], words: Words) -> bool:
    return all(
        name in words.weekdays or name in words.silent or name in words.morning or name in words.evening
        for name in names
    )


def _month(names: list[str], words: Words) -> tuple[int | None, list[str], bool]:
    """Find the month. A name that is a weekday too (Spanish `mar`) is the month only if no other name is one."""
    pairs = [f"{first} {second}" for first, second in pairwise(names)]
    for pair in pairs:
        if pair in words.months:
            return words.months[pair], [name for name in names if name not in pair.split()], False
    found = [name for name in names if name in words.months]
    sure = [name for name in found if name not in words.weekdays] or found[-1:]
    if len(set(sure)) == 1:
        return words.months[sure[0]], [name for name in names if name != sure[0]], False
    persian = [name for name in names if name in words.persian]
    if not found and len(persian) == 1:
        return words.persian[persian[0]], [name for name in names if name != persian[0]], True
    return None, names, False


def _ordered(month: int, numbers: list[str], calendar: str) -> Day | None:
    """Tell the day of the month from the year among the one or two numbers beside the name of a month."""
    years = [number for number in numbers if len(number) > 2 or int(number) > 31]  # noqa: PLR2004 -- no day of a month
    if len(numbers) == 1 and len(years) == 1:
        return Day(full_year(years[0]), month, 1, calendar)
    if len(numbers) != 2 or len(years) > 1:  # noqa: PLR2004 -- a day and a year
        return None
    year = years[0] if years else numbers[1]
    day = numbers[1] if year is numbers[0] else numbers[0]
    return Day(full_year(year), month, int(day), calendar)


def _hour(clock: re.Match[str] | None, names: set[str], words: Words) -> timedelta | None:
    """Return the time since midnight; None if there is no such time. A date without a clock begins at midnight."""
    if clock is None:
        return timedelta()
    hour, minute, second = int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)
    if names & words.evening and hour < 12:  # noqa: PLR2004 -- noon
        hour += 12
    elif names & words.morning and hour == 12:  # noqa: PLR2004 -- midnight
        hour = 0
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):  # noqa: PLR2004 -- a clock
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _local(day: Day, since_midnight: timedelta) -> datetime | None:
    try:
        return datetime(day.year, day.month, day.day) + since_midnight  # noqa: DTZ001 -- a wall clock, its zone follows
    except (ValueError, OverflowError):
        return None
