"""The years of dates: two figures, and the years of the Buddhist and Persian calendars where they are certain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

_PIVOT: Final = 69  # two figures: 69 and more are 19xx, as POSIX has it
_THAI: Final = frozenset({"Asia/Bangkok", "Asia/Vientiane", "Asia/Phnom_Penh"})
_PERSIAN: Final = frozenset({"Asia/Tehran", "Asia/Kabul"})
_BUDDHIST_YEARS: Final = range(2513, 2643)  # 1970 to 2100
_PERSIAN_YEARS: Final = range(1348, 1480)  # 1969 to 2101
_BUDDHA: Final = 543
# 1 Farvardin 1348 was 21 March 1969. Leap years by the 33-year cycle, which is exact from 1178 to 1633.
_NEW_YEAR_1348: Final = date(1969, 3, 21)
_LEAPS: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


class Day(NamedTuple):
    """A day as it is written; `calendar` is empty (Gregorian) or `persian`."""

    year: int
    month: int
    day: int
    calendar: str = ""


def full_year(figures: str) -> int:
    """Return the year that two figures or three mean (RFC 5322 section 4.3); four are written in full."""
    year = int(figures)
    if len(figures) == 3:  # noqa: PLR2004 -- years since 1900, as careless programs print them
        return year + 1900
    if len(figures) < 3:  # noqa: PLR2004 -- a century is left out
        return year + (2000 if year < _PIVOT else 1900)
    return year


def reckoned(day: Day, zone: str, pieces: list[str]) -> Day:
    """Return the day in the Gregorian calendar. Other calendars count only where the zone or the words are theirs."""
    if day.year in _PERSIAN_YEARS and (day.calendar == "persian" or zone in _PERSIAN):
        return _from_persian(day)
    if day.year in _BUDDHIST_YEARS and (zone in _THAI or any("\u0e00" <= piece[0] <= "\u0e7f" for piece in pieces)):
        return day._replace(year=day.year - _BUDDHA)
    return day


def _from_persian(day: Day) -> Day:
    if not (1 <= day.month <= 12 and 1 <= day.day <= 31):  # noqa: PLR2004 -- months and days
        return day
    leaps = sum(year % 33 in _LEAPS for year in range(_PERSIAN_YEARS.start, day.year))
    days = (day.year - _PERSIAN_YEARS.start) * 365 + leaps + min(day.month - 1, 6) + (day.month - 1) * 30 + day.day - 1
    found = _NEW_YEAR_1348 + timedelta(days=days)
    return Day(found.year, found.month, found.day)
