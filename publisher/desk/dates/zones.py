"""Time zones as agencies write them: offsets, names, and abbreviations that mean one thing here and another there.

An abbreviation that stands for one offset all over the world is a row in `_FIXED`. One that stands for several
(`IST` is Indian, Irish and Israeli) is read in the zone of the source where that zone is one of those meant, else as
what most of the world means by it. `ET` and its kin follow the daylight saving of their zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_HOUR: Final = 60


def _minutes(*rows: str) -> dict[str, int]:
    """Read rows of `+5:30 NAME NAME` into minutes east of Greenwich by name."""
    table: dict[str, int] = {}
    for row in rows:
        offset, *names = row.split()
        hours, _, minutes = offset[1:].partition(":")
        sign = -1 if offset[0] == "-" else 1
        table.update(dict.fromkeys(names, sign * (int(hours) * _HOUR + int(minutes or 0))))
    return table


# Single letters were given the wrong sign in RFC 822, so nothing is known from them but Z (RFC 5322 section 4.3).
_FIXED: Final = _minutes(
    "+0 utc ut tu gmt z uct wet zulu a b c d e f g h i k l m n o p q r s t u v w x y",
    "-11 sst nut",
    "-10 hst haw tah ckt",
    "-9 akst hnak",
    "-8 akdt pst hnp",
    "-7 pdt mst hnr hap",
    "-6 mdt cst hnc har galt",
    "-5 cdt est hne hac cot pet ect",
    "-4 edt ast hae bot vet clt pyt fkt amt",
    "-3:30 nst hnt",
    "-3 adt brt art uyt clst pyst gft srt haa",
    "-2:30 ndt hat",
    "-2 brst",
    "+1 cet met mez bst west wat",
    "+2 cest mest mesz eet cat sast",
    "+3 eest msk eat trt idt syot arast",
    "+3:30 irst",
    "+4 msd gst azt get samt mut ret sct",
    "+4:30 irdt aft",
    "+5 pkt uzt tjt tmt mvt yekt",
    "+5:30 ist slst",
    "+5:45 npt",
    "+6 bdt omst btt kgt almt bdst",
    "+6:30 mmt",
    "+7 wib ict krat novt hovt",
    "+8 hkt sgt myt wita pht phst awst irkt ulat bnt twt",
    "+9 jst kst wit yakt tlt",
    "+9:30 acst",
    "+10 aest vlat pgt chst",
    "+10:30 acdt",
    "+11 aedt magt sbt nct vut",
    "+12 nzst fjt pett anat tvt",
    "+13 nzdt tot wst",
)

# The other meanings of an abbreviation, in minutes: a source whose own zone has one of these offsets means that one.
_ALSO: Final[dict[str, tuple[int, ...]]] = {
    "ist": (60, 120, 180),  # Irish, Israeli (and Israeli all the year round)
    "cst": (480, 570, 630, -300),  # China, central Australia, Cuba
    "bst": (360, 660),  # Bangladesh, Bougainville
    "ast": (180, 240),  # Arabia
    "adt": (240,),
    "est": (600, 660),  # eastern Australia
    "edt": (660,),
    "cdt": (630, -240),
    "pst": (480, 300),  # Philippines, Pakistan
    "mst": (480, 390),  # Malaysia, Myanmar
    "sst": (480,),  # Singapore
    "gst": (-120,),
    "wst": (480, 60),  # western Australia, western Sahara
    "amt": (240,),  # Armenia
    "bdt": (480,),
    "wit": (420,),
    "ect": (120,),
    "art": (120,),
}

_LIVING: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "at": "America/Halifax",
    "akt": "America/Anchorage",
    "uk": "Europe/London",
}

_OFFSET: Final = re.compile(r"([+\-\u2212\u2013])[+\-]?\s?(\d{1,2})(?::?(\d{2}))?(?::?00)?", re.ASCII)
_THREE_DIGITS: Final = re.compile(r"([+-])(\d)(\d{2})", re.ASCII)
_LARGEST: Final = 16 * _HOUR  # no clock on Earth was ever further from Greenwich
_PREFIX: Final = re.compile(r"(?:etc/)?[a-z]{1,4}\s?(?=[+\-\u2212\u2013])", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=512)
def local_zone(name: str) -> tzinfo:
    """Return the zone of an IANA name; UTC where there is no such zone."""
    return zone_named(name) or UTC


def zone_named(name: str) -> tzinfo | None:
    """Return the zone of an IANA name in any case, or None. The name may come from a document."""
    key = _iana().get(name.casefold())
    return ZoneInfo(key) if key else None


@lru_cache(maxsize=1)
def _iana() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones()}


def offset(text: str) -> tzinfo | None:
    """Read `+05:30`, `-0700`, `+2`, `--0700`, `-700`, `GMT+2`, `UTC-01:01`; None where it is no offset."""
    text = _PREFIX.sub("", text, count=1).strip()
    match = _THREE_DIGITS.fullmatch(text) or _OFFSET.fullmatch(text)
    if match is None:
        return None
    minutes = int(match[2]) * _HOUR + int(match[3] or 0)
    if minutes > _LARGEST or int(match[3] or 0) >= _HOUR:
        return None
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))


def is_zone_word(word: str) -> bool:
    """Whether a word is an abbreviation of a time zone."""
    return word.casefold() in _FIXED or word.casefold() in _LIVING


def abbreviated(word: str, at: datetime, home: tzinfo) -> tzinfo | None:
    """Return the zone that an abbreviation means at a local time in a document of a source at home there."""
    word = word.casefold()
    if word in _LIVING:
        return local_zone(_LIVING[word])
    minutes = _FIXED.get(word)
    if minutes is None:
        return None
    others = _ALSO.get(word)
    if others and _offsets(home, at.year).intersection(others) and minutes not in _offsets(home, at.year):
        return home
    return timezone(timedelta(minutes=minutes))


@lru_cache(maxsize=1024)
def _offsets(zone: tzinfo, year: int) -> frozenset[int]:
    """Return the offsets, in minutes, that a zone has in a year: one, or standard and daylight saving time."""
    days = (datetime(max(year, 2), month, 1, tzinfo=zone).utcoffset() for month in (1, 4, 7, 10))
    return frozenset(int(day.total_seconds()) // _HOUR for day in days if day is not None)
