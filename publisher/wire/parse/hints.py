"""What a document says on how often to ask for it, and who pushes it.

Specs: https://www.rssboard.org/rss-specification (ttl, skipHours, skipDays), https://web.resource.org/rss/1.0/modules/syndication/,
https://www.w3.org/TR/websub/ (hub, self).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from publisher.model import Hints
from publisher.wire.parse.tree import Element, Kids, Tree, attribute, first, texts

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS: Final = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST: Final = timedelta(days=365)
_FIGURES: Final = 4  # of the number of an hour, padded with zeros or not


def hints(tree: Tree, kids: Kids) -> Hints:
    """Return the hints of a channel or feed; what is not a sensible number is no hint."""
    links = [link for name in ("atom:link", "link") for link in kids.get(name, ())]
    return Hints(
        ttl=_minutes(first(kids, "ttl")),
        skip_hours=_hours(tree, kids),
        skip_days=_days(tree, kids),
        period=period(first(kids, "sy:updateperiod"), first(kids, "sy:updatefrequency")),
        hub=_linked(tree, links, "hub"),
        self_url=_linked(tree, links, "self"),
    )


def _linked(tree: Tree, links: list[Element], rel: str) -> str | None:
    found = (link for link in links if attribute(link, "rel").lower() == rel)
    return next((address for link in found if (address := tree.at(link, attribute(link, "href")))), None)


def _minutes(written: str) -> timedelta | None:
    amount = number(written)
    return min(timedelta(minutes=amount), _LONGEST) if amount else None


def period(name: str, frequency: str) -> timedelta | None:
    """Return the time between two updates by sy:updatePeriod and sy:updateFrequency."""
    whole = _PERIODS.get(name.lower())
    if whole is None:
        return None
    return whole / max(1.0, number(frequency) or 1.0)


def number(written: str) -> float | None:
    """Return a positive number that is not absurd, or none."""
    try:
        value = float(written[:20])
    except ValueError:
        return None
    return value if 0 < value <= 1e6 else None  # noqa: PLR2004 -- two years in minutes


def _hours(tree: Tree, kids: Kids) -> frozenset[int]:
    written = [value for skip in kids.get("skiphours", ()) for value in texts(tree.kids(skip), "hour")]
    hours = [int(value) for value in written if value.isdecimal() and len(value) <= _FIGURES]
    return frozenset(hour % 24 for hour in hours if hour <= 24)  # noqa: PLR2004 -- RSS 0.91 counted 1 to 24


def _days(tree: Tree, kids: Kids) -> frozenset[int]:
    written = [value.lower() for skip in kids.get("skipdays", ()) for value in texts(tree.kids(skip), "day")]
    return frozenset(_DAYS.index(value) for value in written if value in _DAYS)
