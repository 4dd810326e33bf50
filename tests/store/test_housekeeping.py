"""What the house remembers of its own doings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace

from publisher.model import Note, Push, Quarantined
from publisher.store import Store, housekeeping

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def document(number: int, body: bytes = b"<rss>") -> Quarantined:
    """Return a document that came at a minute."""
    return Quarantined(
        digest=sha256(str(number).encode()).hexdigest(),
        source="bbc-world",
        reason="2 s of CPU",
        at=NOON + number * MINUTE,
        address="https://bbc.example/rss",
        content_type="text/xml",
        length=len(body),
        body=body,
    )


def agreed(source: str, token: str) -> Push:
    """Return what was agreed for a source."""
    hub = "https://hub.example/"
    return Push(source=source, topic="https://a.example/", hub=hub, token=token, secret="s", asked=NOON, due=NOON)


def test_a_document_in_quarantine_is_listed_without_its_body(store: Store) -> None:
    """The list is short to read; what is asked for by digest comes whole."""
    with store.pen() as pen:
        pen.quarantine(document(1))
        pen.quarantine(document(2, b"\0\xff" * 9))
    assert store.quarantined() == [replace(document(2, b"\0\xff" * 9), body=b""), replace(document(1), body=b"")]
    assert store.quarantine(document(2).digest) == document(2, b"\0\xff" * 9)
    assert store.quarantine("unknown") is None


def test_a_document_that_comes_again_replaces_itself(store: Store) -> None:
    """One digest is one document, however often it was tried."""
    with store.pen() as pen:
        pen.quarantine(document(1))
    with store.pen() as pen:
        pen.quarantine(replace(document(1), reason="again"))
    assert [each.reason for each in store.quarantined()] == ["again"]


def test_a_released_document_is_gone(store: Store) -> None:
    """What is released is no longer in quarantine; releasing what is not there is no error."""
    with store.pen() as pen:
        pen.quarantine(document(1))
        pen.release(document(1).digest)
        pen.release("unknown")
    assert store.quarantined() == []


def test_a_quarantine_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest documents are kept, whatever the order they came in, and no more of a body than is useful."""
    monkeypatch.setattr(housekeeping, "MOST_QUARANTINED", 3)
    monkeypatch.setattr(housekeeping, "LONGEST_BODY", 4)
    with store.pen() as pen:
        for number in (5, 1, 4, 2, 3):
            pen.quarantine(document(number, b"123456"))
    assert [each.at for each in store.quarantined()] == [document(number).at for number in (5, 4, 3)]
    kept = store.quarantine(document(5).digest)
    assert kept is not None
    assert (kept.body, kept.length) == (b"1234", 6)


def test_what_was_agreed_with_a_hub_is_found_by_source_and_by_token(store: Store) -> None:
    """A source has one agreement; the token of one that was replaced leads nowhere any more."""
    with store.pen() as pen:
        pen.push(agreed("b", "old"))
        pen.push(agreed("a", "other"))
    renewed = replace(agreed("b", "new"), state="verified", until=NOON + MINUTE, attempts=1)
    with store.pen() as pen:
        pen.push(renewed)
    assert store.pushes() == {"a": agreed("a", "other"), "b": renewed}
    assert store.push("new") == renewed
    assert store.push("old") is None


def test_an_agreement_that_ended_is_forgotten(store: Store) -> None:
    """Without an agreement, neither its source nor its token leads to one."""
    with store.pen() as pen:
        pen.push(agreed("a", "token"))
    with store.pen() as pen:
        pen.unpush("a")
        pen.unpush("unknown")
    assert store.pushes() == {}
    assert store.push("token") is None


def test_the_last_notes_come_first(store: Store) -> None:
    """Notes are listed newest first, of all or of one source, up to the limit."""
    with store.pen() as pen:
        pen.note(NOON, "a", "moved")
        pen.note(NOON, "b", "gone")
    with store.pen() as pen:
        pen.note(NOON - MINUTE, "a", "back")
    assert store.notes(9) == [Note(NOON - MINUTE, "a", "back"), Note(NOON, "b", "gone"), Note(NOON, "a", "moved")]
    assert store.notes(1) == [Note(NOON - MINUTE, "a", "back")]
    assert [note.text for note in store.notes(9, "a")] == ["back", "moved"]
    assert store.notes(9, "c") == []


def test_notes_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last notes are kept."""
    monkeypatch.setattr(housekeeping, "MOST_NOTES", 3)
    for number in range(3):
        with store.pen() as pen:
            pen.note(NOON, "a", f"{number}")
            pen.note(NOON, "a", f"{number}+")
    assert [note.text for note in store.notes(9)] == ["2+", "2", "1+"]


def test_what_fails_notes_nothing(store: Store) -> None:
    """Quarantine, agreements and notes are part of the commit: all of it, or nothing."""

    def fail() -> None:
        with store.pen() as pen:
            pen.quarantine(document(1))
            pen.push(agreed("a", "token"))
            pen.note(NOON, "a", "moved")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert (store.quarantined(), store.pushes(), store.notes(9)) == ([], {}, [])
