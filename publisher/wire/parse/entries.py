"""From the items of a document to its entries: each on its own, so that none spoils another; a thousand at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from msgspec import structs

from publisher.model import Document, Entry

MOST: Final = 1000
"""Entries kept of one document."""

MOST_LABELS: Final = 256
"""Categories of one entry that are looked at."""
MOST_ENCLOSURES: Final = 32
"""Files that one entry brings with it that are looked at."""

_LOOKED_AT: Final = 10_000  # at either end of a document: what lies between them is neither its newest nor small
_UNDATED: Final = datetime.min.replace(tzinfo=UTC)

Item = TypeVar("Item")


def with_entries(
    document: Document,
    found: Sequence[Item],
    read_one: Callable[[Item], Entry],
    written_date: Callable[[Item], str] | None = None,
) -> Document:
    """Return the document with its entries, and a fault for each that could not be read and for those left out.

    `written_date` gives the date of an item without reading all of it; without it the whole item is read for its date.
    """
    kept, faults = _newest(found, written_date or (lambda item: _date_of(item, read_one)))
    entries: list[Entry] = []
    for place, item in enumerate(kept, 1):
        try:
            entries.append(read_one(item))
        except ValueError as error:
            faults.append(f"entry {place} could not be read: {error}")
    return structs.replace(document, entries=tuple(entries), faults=(*document.faults, *faults))


def _newest(found: Sequence[Item], written_date: Callable[[Item], str]) -> tuple[Sequence[Item], list[str]]:
    """Return the thousand newest by their dates, in the document's order; without any dates the first."""
    if len(found) <= MOST:
        return found, []
    ends = found if len(found) <= 2 * _LOOKED_AT else [*found[:_LOOKED_AT], *found[-_LOOKED_AT:]]
    moments = _moments([written_date(item) for item in ends])
    places = range(len(ends))
    if moments[0] < moments[-1]:  # from old to new: of two with one date the later stands nearer to the newest
        places = places[::-1]
    newest = sorted(places, key=moments.__getitem__, reverse=True)[:MOST]
    kept = [ends[place] for place in sorted(newest)]
    return kept, [f"{len(found) - MOST} of {len(found)} entries were dropped: more than {MOST}"]


def _moments(written: list[str]) -> list[datetime]:
    """Return a rough reading of dates; an item without one is as old as the one before it."""
    moments: list[datetime] = []
    for one in written:
        moments.append(_moment(one) or (moments[-1] if moments else _UNDATED))
    return moments


def _date_of(item: Item, read_one: Callable[[Item], Entry]) -> str:
    try:
        entry = read_one(item)
    except ValueError:
        return ""
    return entry.created or entry.updated


def _moment(written: str) -> datetime | None:
    """Return a rough reading of a date, for nothing but the order of a document."""
    for read_date in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read_date(written[:40].strip())
        except (ValueError, OverflowError):
            continue
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return None
