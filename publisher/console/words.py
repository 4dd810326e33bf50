"""Times and numbers in words."""

from __future__ import annotations

from datetime import datetime

from publisher.model import EPOCH

MINUTE, HOUR, DAY = 60, 3600, 86400


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago (or how soon) a time is, in one unit."""
    if moment is None or moment <= EPOCH:
        return "–"
    seconds = (now - moment).total_seconds()
    text = span(abs(seconds))
    return f"in {text}" if seconds < 0 else f"{text} ago"


def span(seconds: float) -> str:
    """Say how long a time is, in one unit."""
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} s"


def plural(number: int, word: str) -> str:
    """Count something."""
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else many}"
