"""What the house remembers of its own doings: documents in quarantine, agreements with hubs, and notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec.msgpack import Decoder
from msgspec.structs import replace
from sqlalchemy import bindparam, delete, func, select

from publisher.model import Note, Push, Quarantined
from publisher.store.driver import Driver, one_of
from publisher.store.records import encode, micros
from publisher.store.schema import note, push, quarantine

MOST_QUARANTINED: Final = 200
"""How many documents are kept in quarantine: the newest."""

LONGEST_BODY: Final = 1_000_000
"""How many bytes of a document are kept."""

MOST_NOTES: Final = 10_000
"""How many notes are kept: the last ones."""

_quarantined: Final = Decoder(Quarantined).decode
_push: Final = Decoder(Push).decode
_note: Final = Decoder(Note).decode

_QUARANTINED: Final = select(quarantine.c.record).order_by(quarantine.c.at.desc(), quarantine.c.digest)
_ONE: Final = select(quarantine.c.record, quarantine.c.body).where(quarantine.c.digest == bindparam("digest"))
_KEPT: Final = select(quarantine.c.digest).order_by(quarantine.c.at.desc(), quarantine.c.digest)
_RELEASE: Final = delete(quarantine).where(one_of(quarantine.c.digest, "digests"))
_PUSHES: Final = select(push.c.source, push.c.record).order_by(push.c.source)
_PUSH: Final = select(push.c.record).where(push.c.token == bindparam("token"))
_UNPUSH: Final = delete(push).where(push.c.source == bindparam("name"))
_LAST_NOTES: Final = select(note.c.record).order_by(note.c.number.desc()).limit(bindparam("limit"))
_NOTES_OF: Final = _LAST_NOTES.where(note.c.source == bindparam("source"))
_LAST_NOTE: Final = select(func.max(note.c.number))
_FORGET_NOTES: Final = delete(note).where(note.c.number <= bindparam("until"))


def quarantined(driver: Driver) -> list[Quarantined]:
    """Return the documents in quarantine without their bodies, the newest first."""
    return [_quarantined(record) for record in driver.column(_QUARANTINED)]


def one_quarantined(driver: Driver, digest: str) -> Quarantined | None:
    """Return a document in quarantine with its body."""
    found = driver.rows(_ONE, digest=digest)
    return replace(_quarantined(found[0][0]), body=bytes(found[0][1])) if found else None


def put_quarantined(driver: Driver, documents: Collection[Quarantined]) -> None:
    """Keep documents, and let go of the oldest beyond the most that are kept."""
    driver.put(
        quarantine,
        [
            (each.digest, micros(each.at), encode(replace(each, body=b"")), each.body[:LONGEST_BODY])
            for each in documents
        ],
    )
    release(driver, driver.column(_KEPT)[MOST_QUARANTINED:])


def release(driver: Driver, digests: Collection[str]) -> None:
    """Let go of documents."""
    if digests:
        driver.do(_RELEASE, digests=list(digests))


def pushes(driver: Driver) -> dict[str, Push]:
    """Return what was agreed with hubs, by source."""
    return {source: _push(record) for source, record in driver.rows(_PUSHES)}


def one_push(driver: Driver, token: str) -> Push | None:
    """Return what was agreed under a token."""
    record = driver.value(_PUSH, token=token)
    return None if record is None else _push(record)


def put_push(driver: Driver, agreed: Push) -> None:
    """Replace what was agreed for a source."""
    driver.put(push, [(agreed.source, agreed.token, encode(agreed))])


def remove_push(driver: Driver, source: str) -> None:
    """Forget what was agreed for a source."""
    driver.do(_UNPUSH, name=source)


def notes(driver: Driver, limit: int, source: str | None) -> list[Note]:
    """Return the last notes, the newest first."""
    if source is None:
        return [_note(record) for record in driver.column(_LAST_NOTES, limit=limit)]
    return [_note(record) for record in driver.column(_NOTES_OF, limit=limit, source=source)]


def add_notes(driver: Driver, fresh: Sequence[Note]) -> None:
    """Write notes, and forget the first ones beyond the most that are kept."""
    last = driver.value(_LAST_NOTE) or 0
    driver.add(note, [(number, each.source, encode(each)) for number, each in enumerate(fresh, last + 1)])
    driver.do(_FORGET_NOTES, until=last + len(fresh) - MOST_NOTES)
