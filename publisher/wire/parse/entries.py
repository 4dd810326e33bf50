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

Item = TypeVar("Item")


def with_entries(document: Document, found: Sequence[Item], read_one: Callable[[Item], Entry]) -> Document:
    """Return the document with its entries, and a fault for each that could not be read and for those left out."""
    kept, faults = _newest(found, read_one)
    entries: list[Entry] = []
    for place, item in enumerate(kept, 1):
        try:
            entries.append(read_one(item))
        except ValueError as error:
            faults.append(f"entry {place} could not be read: {error}")
    return structs.replace(document, entries=tuple(entries), faults=(*document.faults, *faults))


def _newest(found: Sequence[Item], read_one: Callable[[Item], Entry]) -> tuple[Sequence[Item], list[str]]:
    """Return the entries to keep: the first thousand, or the last where the document runs from old to new."""
    if len(found) <= MOST:
        return found, []
    oldest_first = _moment(found[0], read_one) < _moment(found[-1], read_one)
    kept = found[-MOST:] if oldest_first else found[:MOST]
    return kept, [f"{len(found) - MOST} of {len(found)} entries were dropped: more than {MOST}"]


def _moment(item: Item, read_one: Callable[[Item], Entry]) -> datetime:
    """Return a rough reading of an entry's date, for nothing but the order of the document."""
    try:
        entry = read_one(item)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    written = entry.created or entry.updated
    for read_date in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read_date(written[:40])
        except (ValueError, OverflowError):
            continue
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)
