"""What the house remembers of its own doings: documents in quarantine, agreements with hubs, and notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec.msgpack import Decoder
from msgspec.structs import replace

from publisher.model import Note, Push, Quarantined
from publisher.store.driver import Driver
from publisher.store.records import encode, micros
from publisher.store.statement import Statement
from publisher.store.tables import NOTE, PUSH, QUARANTINE

MOST_QUARANTINED: Final = 200
"""How many documents are kept in quarantine: the newest."""

LONGEST_BODY: Final = 1_000_000
"""How many bytes of a document are kept."""

MOST_NOTES: Final = 10_000
"""How many notes are kept: the last ones."""

_quarantined: Final = Decoder(Quarantined).decode
_push: Final = Decoder(Push).decode
_note: Final = Decoder(Note).decode

_QUARANTINED: Final = Statement(
    "quarantined",
    "The documents in quarantine without their bodies, the newest first.",
    "SELECT record FROM quarantine ORDER BY at DESC, digest",
)
_ONE: Final = Statement(
    "one quarantined",
    "A document in quarantine with its body.",
    "SELECT record, body FROM quarantine WHERE digest = :digest",
)
_KEPT: Final = Statement(
    "digests in quarantine",
    "What is in quarantine, the newest first.",
    "SELECT digest FROM quarantine ORDER BY at DESC, digest",
)
_RELEASE: Final = Statement(
    "release", "Let documents out of quarantine.", "DELETE FROM quarantine WHERE digest IN :digests"
)
_PUSHES: Final = Statement(
    "pushes", "What was agreed with hubs, by source.", "SELECT source, record FROM push ORDER BY source"
)
_PUSH: Final = Statement("push", "What was agreed under a token.", "SELECT record FROM push WHERE token = :token")
_UNPUSH: Final = Statement("unpush", "Forget what was agreed for a source.", "DELETE FROM push WHERE source = :source")
_LAST_NOTES: Final = Statement(
    "last notes", "The last notes, the newest first.", "SELECT record FROM note ORDER BY number DESC LIMIT :limit"
)
_NOTES_OF: Final = Statement(
    "notes of a source",
    "The last notes on a source, the newest first.",
    "SELECT record FROM note WHERE source = :source ORDER BY number DESC LIMIT :limit",
)
_LAST_NOTE: Final = Statement("last note", "The number of the last note.", "SELECT max(number) FROM note")
_FORGET_NOTES: Final = Statement("forget notes", "Forget the first notes.", "DELETE FROM note WHERE number <= :until")


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
        QUARANTINE,
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
    driver.put(PUSH, [(agreed.source, agreed.token, encode(agreed))])


def remove_push(driver: Driver, source: str) -> None:
    """Forget what was agreed for a source."""
    driver.do(_UNPUSH, source=source)


def notes(driver: Driver, limit: int, source: str | None) -> list[Note]:
    """Return the last notes, the newest first."""
    if source is None:
        return [_note(record) for record in driver.column(_LAST_NOTES, limit=limit)]
    return [_note(record) for record in driver.column(_NOTES_OF, limit=limit, source=source)]


def add_notes(driver: Driver, fresh: Sequence[Note]) -> None:
    """Write notes, and forget the first ones beyond the most that are kept."""
    last = driver.value(_LAST_NOTE) or 0
    driver.add(NOTE, [(number, each.source, encode(each)) for number, each in enumerate(fresh, last + 1)])
    driver.do(_FORGET_NOTES, until=last + len(fresh) - MOST_NOTES)
