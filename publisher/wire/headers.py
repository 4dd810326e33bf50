"""Headers of an answer, read strictly or not at all (https://www.rfc-editor.org/rfc/rfc9110, rfc9111). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

LONGEST_WAIT: Final = timedelta(days=7)  # what a server may ask us to stay away
_DAY: Final = timedelta(days=1)
_FOREVER: Final = timedelta(days=365)
_LONGEST_VALIDATOR: Final = 2048  # servers refuse requests with header lines of 4 to 8 kB: it would cost us the source
_ANYTHING: Final = "*"
_VISIBLE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?")
_SECONDS: Final = re.compile(r"[0-9]+")
_DIRECTIVE: Final = re.compile(r"(?:^|,)[ \t]*([a-z-]+)(?:[ \t]*=[ \t]*\"?([0-9]*)\"?)?(?=[ \t]*(?:,|$))")
_MOST_DIGITS: Final = 10
_LINK: Final = re.compile(r"<([^<>]*)>([^<]*)")
_REL: Final = re.compile(r";[ \t]*rel[ \t]*=[ \t]*(?:\"([^\"]*)\"|([^\s\";,]+))", re.IGNORECASE)


def readable(value: str) -> str:
    """Return a header's value: UTF-8 as far as it is that, else latin-1, which every byte is."""
    try:
        value.encode()
    except UnicodeEncodeError:  # aiohttp's way to say that it is no UTF-8
        return value.encode(errors="surrogateescape").decode("latin-1")
    return value


def validator(text: str | None) -> str | None:
    """Return an ETag or Last-Modified exactly as written where it may stand in a request header; None otherwise.

    It is opaque: quotes, `W/` and nonsense are the server's own (RFC 9110 section 8.8). Only `*` is none: sent back it
    would ask for anything that there is, and be answered with 304 for ever (section 13.1.2).
    """
    if text is None or text == _ANYTHING or len(text) > _LONGEST_VALIDATOR or not _VISIBLE.fullmatch(text):
        return None
    return text


def instant(text: str | None) -> datetime | None:
    """Return the moment of an HTTP-date (RFC 9110 section 5.6.7) in UTC; None where it is none."""
    if not text or len(text) > len("Wednesday, 09-Nov-1994 08:49:37 GMT") + 10:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def fresh_for(cache_control: str | None, expires: str | None, date: str | None, age: str | None) -> timedelta | None:
    """Return how long the server promises that nothing changes (RFC 9111 section 4.2), never less than nothing.

    max-age goes before Expires, and no-cache and no-store before both; s-maxage speaks to shared caches, which we are
    not. None where it promises nothing. Expires counts from the server's own Date, so its wrong clock does no harm.
    """
    rules = _directives(cache_control)
    if rules.keys() & {"no-cache", "no-store"}:
        return None
    lifetime = _seconds(rules.get("max-age")) if "max-age" in rules else _until(expires, instant(date))
    if lifetime is None:
        return None
    left = lifetime - (_seconds(age) or timedelta())
    return left if left > timedelta() else None


def retry_after(text: str | None, date: str | None, now: datetime) -> timedelta | None:
    """Return how long to stay away (RFC 9110 section 10.2.3): seconds or HTTP-date, never negative.

    Up to a week is believed; beyond that it is a mistake, which shall not cost us more than a day of news. None where
    it is absent, in the past or junk. A date counts from the server's Date, from `now` where it gives none.
    """
    wait = _seconds(text) or _until(text, instant(date) or now)
    if wait is None or wait <= timedelta():
        return None
    return wait if wait <= LONGEST_WAIT else _DAY


def linked(link: str) -> Mapping[str, str]:
    """Return where a Link header (RFC 8288) points, as written, by relation in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(link):
        rel = _REL.search(parameters)
        for kind in (rel[1] or rel[2] or "").lower().split() if rel else ():
            found.setdefault(kind, target.strip())
    return found


@lru_cache(maxsize=1024)  # the same few hundred lines come again and again
def _directives(cache_control: str | None) -> Mapping[str, str]:
    """Return the directives of Cache-Control; of one said twice, the first counts (RFC 9111 section 4.2.1)."""
    found: dict[str, str] = {}
    for name, value in _DIRECTIVE.findall((cache_control or "")[:_LONGEST_VALIDATOR].lower()):
        found.setdefault(name, value)
    return found


def _seconds(text: str | None) -> timedelta | None:
    digits = (text or "").strip()
    if not _SECONDS.fullmatch(digits) or not digits.isascii():
        return None
    if len(digits) > _MOST_DIGITS:
        return _FOREVER
    return min(timedelta(seconds=int(digits)), _FOREVER)


def _until(text: str | None, start: datetime | None) -> timedelta | None:
    moment = instant(text)
    return None if moment is None or start is None else moment - start
