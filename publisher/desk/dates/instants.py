"""Dates: from the text that an agency wrote to an instant in UTC that can be believed.

    "28-04-2025 08:12 IST", Asia/Kolkata ─▶ instant ─▶ 2025-04-28T02:42Z ─▶ believed? ─▶ Moment

Nearly all dates are RFC 822 or ISO 8601 (RFC 3339, W3CDTF) and are read here by two patterns; the rest goes to the
free reader of `date_forms`. Nothing here raises, and nothing here knows what
time it is: our own clock comes as `received`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from publisher.desk.dates.forms import read
from publisher.desk.dates.years import full_year
from publisher.desk.dates.zones import abbreviated, is_zone_word, local_zone, offset
from publisher.model import Moment

LONGEST: Final = 100  # characters of a date that are looked at
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)  # there was no web before
TOLERANCE: Final = timedelta(minutes=10)  # how far an agency's clock may be ahead of ours

# Zones of the countries that write the month before the day.
_MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "PW", "GU", "PR", "AS", "MP", "VI"})
_US_CITIES: Final = "New_York Chicago Denver Los_Angeles Phoenix Detroit Boise Anchorage Juneau Nome Menominee"
_MONTH_FIRST_ZONES: Final = frozenset(f"America/{city}" for city in _US_CITIES.split()) | {
    "Pacific/Honolulu",
    "Pacific/Guam",
    "America/Puerto_Rico",
    "Asia/Manila",
}
_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_GREENWICH: Final = frozenset({"GMT", "+0000", "Z", "z", "UTC"})
_USUAL_822: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, )?([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) (GMT|[+-][0-9]{4})"
)
_USUAL_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3}|\.[0-9]{6})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-5]):[0-5][0-9])"
)
_RFC_822: Final = re.compile(
    r"(?:[A-Za-z]{3,9},?\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?(?:\s*([+-]\d\d:?\d\d|[A-Za-z]{1,5}))?",
    re.ASCII,
)
_ISO: Final = re.compile(
    r"(\d{4})(?:-?W(\d\d)(?:-?([1-7]))?|-?(\d{3})(?!\d|-)|-?(\d\d)(?:-?(\d\d))?)?"
    r"(?:(?:[Tt]|\s+)(\d\d)(?::?(\d\d)(?::?(\d\d))?)?(?:[.,](\d{1,20}))?\s*([Zz]|[+-]\d\d(?::?\d\d)?| ?00:00)?)?"
    r"(?:\[[\w/+-]+\])?",
    re.ASCII,
)
_EPOCH: Final = re.compile(r"(\d{9,10}|\d{13})(?:\.\d+)?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)", re.ASCII)
_SHORT_MONTH: Final = re.compile(r"-(\d\d)-?(\d\d)", re.ASCII)
_SHORT_DAY: Final = re.compile(r"(\d\d)-?(\d\d)-?(\d\d)", re.ASCII)
_SHORT_ORDINAL: Final = re.compile(r"(\d\d)-?(\d{3})", re.ASCII)


@lru_cache(maxsize=8192)
def instant(text: str, zone: str = "UTC", *, day_first: bool = True) -> datetime | None:
    """Return the instant, in UTC, that a date means; None where it is none.

    `zone` (an IANA name) is read into dates that name no zone, and into abbreviations of several meanings.
    `day_first` tells 04/05/2025 apart. No date is too strange to raise; the time is linear in at most 100 characters.
    """
    text = text[:LONGEST].strip()
    if not text:
        return None
    try:
        found = _usual(text) or _rfc_822(text, zone) or _iso(text, zone) or _short_iso(text, zone) or _epoch(text)
        found = found or read(text, zone, day_first=day_first)
        return found and found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def believed(text: str, received: datetime, zone: str = "UTC", *, day_first: bool = True) -> Moment | None:
    """Return an agency's date with its text; `at` is None where it is unreadable, ahead of our clock or before the web.

    None where there is no text at all.
    """
    text = text.strip()[:LONGEST]
    if not text:
        return None
    at = instant(text, zone, day_first=day_first)
    plausible = at is not None and EARLIEST <= at <= received + TOLERANCE
    text = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return Moment(at if plausible else None, text)


def writes_day_first(country: str | None, zone: str) -> bool:
    """Whether 04/05/2025 is the fourth of May for an agency of this country, or, if it has none, of this zone."""
    return country not in _MONTH_FIRST if country else zone not in _MONTH_FIRST_ZONES


def _usual(text: str) -> datetime | None:
    """Read the spellings that nine dates of ten have, quickly; what is None here is read again with all care."""
    try:
        if text[4:5] == "-" and _USUAL_ISO.fullmatch(text):
            return datetime.fromisoformat(text)
        match = _USUAL_822.fullmatch(text)
        if match is None:
            return None
        day, month, year, hour, minute, second, zone = match.groups()
        there = _usual_zone(zone)
        if there is None:
            return None
        clock = int(hour), int(minute), int(second)
        return datetime(int(year), _MONTHS[month.lower()], int(day), *clock, tzinfo=there)
    except (ValueError, KeyError):
        return None


@lru_cache(maxsize=256)
def _usual_zone(word: str) -> tzinfo | None:
    return UTC if word in _GREENWICH else offset(word)


def _rfc_822(text: str, zone: str) -> datetime | None:
    """Read the form that most feeds use (RFC 822 as RFC 2822 amends it); anything odd is left to the free reader."""
    match = _RFC_822.fullmatch(text)
    month = match and _MONTHS.get(match[2].lower())
    if match is None or month is None:
        return None
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 -- a clock
        return None
    at = datetime(int(match[3]), month, int(match[1]), hour, minute, second)  # noqa: DTZ001 -- its zone follows
    there = _zone(match[7], at, zone)
    return at.replace(tzinfo=there) if there else None


def _zone(word: str | None, at: datetime, zone: str) -> tzinfo | None:
    if word in _GREENWICH:
        return UTC
    if not word:
        return local_zone(zone)
    if word[0] in "+-":
        return offset(word)
    return abbreviated(word, at, local_zone(zone)) if is_zone_word(word) and word.isupper() else None


def _iso(text: str, zone: str) -> datetime | None:
    """Read ISO 8601 with all its days (calendar, week, ordinal; basic and extended), RFC 3339 and W3CDTF."""
    match = _ISO.fullmatch(_COMPACT.sub(r"\1T\2", text) if len(text) in (12, 14) else text)
    if match is None or (match[5] and not match[6] and "-" not in text[:5]):  # six figures are no year and month
        return None
    if len(text) in (10, 9) and text.isdigit():
        return None  # seconds since 1970
    day = _iso_day(match)
    hour, minute, second = (int(match[group] or 0) for group in (7, 8, 9))
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):  # noqa: PLR2004 -- a clock
        return None
    since_midnight = timedelta(hours=hour, minutes=minute, seconds=second) + _fraction(match)
    there = _iso_zone(match[11], zone)
    if there is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=there) + since_midnight


def _iso_day(match: re.Match[str]) -> date:
    year = int(match[1])
    if match[2]:
        return date.fromisocalendar(year, int(match[2]), int(match[3] or 1))
    if match[4]:
        return _ordinal(year, int(match[4]))
    return date(year, int(match[5] or 1), int(match[6] or 1))


def _ordinal(year: int, number: int) -> date:
    found = date(year, 1, 1) + timedelta(days=number - 1)
    if found.year != year:
        message = "no such day in that year"
        raise ValueError(message)
    return found


def _fraction(match: re.Match[str]) -> timedelta:
    """Return the decimal fraction of the smallest unit that is written."""
    if not match[10]:
        return timedelta()
    unit = timedelta(seconds=1) if match[9] else timedelta(minutes=1) if match[8] else timedelta(hours=1)
    return unit * float(f"0.{match[10]}")


def _iso_zone(word: str | None, zone: str) -> tzinfo | None:
    if not word:
        return local_zone(zone)
    if word.strip()[0] not in "+-":
        return UTC  # Z; or `00:00` after a space was `+00:00` before a form decoder took the plus for a space
    return offset(word)


def _short_iso(text: str, zone: str) -> datetime | None:
    """Read ISO 8601:1988 with two figures of the year, which feeds of the nineties wrote: -YYMM, YYMMDD, YYDDD."""
    if match := _SHORT_MONTH.fullmatch(text):
        day = date(full_year(match[1]), int(match[2]), 1)
    elif match := _SHORT_ORDINAL.fullmatch(text):
        day = _ordinal(full_year(match[1]), int(match[2]))
    elif (match := _SHORT_DAY.fullmatch(text)) and ("-" not in text or full_year(match[1]) <= full_year(match[3])):
        day = date(full_year(match[1]), int(match[2]), int(match[3]))  # 28-04-25 is rather a day of 2025 than of 2028
    else:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=local_zone(zone))


def _epoch(text: str) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    number = int(match[1])
    return datetime.fromtimestamp(number / 1000 if len(match[1]) == 13 else number, tz=UTC)  # noqa: PLR2004 -- milliseconds
