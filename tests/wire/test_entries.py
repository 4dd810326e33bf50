"""A thousand entries at most, and no entry that spoils another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from publisher.model import Document, Entry
from publisher.wire.parse.entries import MOST, with_entries

START = datetime(2025, 4, 28, tzinfo=UTC)


def entry(number: int) -> Entry:
    """Make an entry of the hour of its number."""
    return Entry(guid=str(number), created=format_datetime(START + timedelta(hours=number)))


def read(numbers: list[int]) -> Document:
    """Read a document of entries in the order of these numbers."""
    return with_entries(Document(format="rss20"), numbers, entry)


def test_a_thousand_entries_are_kept_whole() -> None:
    """Up to a thousand entries nothing is dropped and nothing is told."""
    found = read(list(range(MOST)))
    assert len(found.entries) == MOST
    assert found.faults == ()


def test_of_too_many_the_first_are_kept_where_the_newest_stand_first() -> None:
    """Of a document from new to old the first thousand are kept, and the number of the others is told."""
    found = read(list(range(MOST + 7, 0, -1)))
    assert [one.guid for one in found.entries] == [str(number) for number in range(MOST + 7, 7, -1)]
    assert found.faults == (f"7 of {MOST + 7} entries were dropped: more than {MOST}",)


def test_of_too_many_the_last_are_kept_where_the_newest_stand_last() -> None:
    """Of a document from old to new the last thousand are kept."""
    found = read(list(range(MOST + 7)))
    assert [one.guid for one in found.entries] == [str(number) for number in range(7, MOST + 7)]


def test_an_entry_that_cannot_be_read_is_named_and_the_others_go_on() -> None:
    """A ValueError of one entry is a fault with its place; the entries round it are there."""

    def picky(number: int) -> Entry:
        if number == 2:
            reason = "it is two"
            raise ValueError(reason)
        return entry(number)

    found = with_entries(Document(format="rss20", faults=("before",)), [1, 2, 3], picky)
    assert [one.guid for one in found.entries] == ["1", "3"]
    assert found.faults == ("before", "entry 2 could not be read: it is two")


def test_of_too_many_the_newest_by_date_are_kept_wherever_they_stand() -> None:
    """Of a document in no order the thousand newest are kept, in the document's order."""
    numbers = [(number * 7) % (MOST + 500) for number in range(MOST + 500)]
    found = read(numbers)
    assert [int(one.guid) for one in found.entries] == [number for number in numbers if number >= 500]
