"""The quarantine: a document that ended the process that read it is kept, and not read again until it is let out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec.structs import replace

from publisher.model import Failed, Fetched, Quarantined, Reason, Source
from publisher.store.housekeeping import LONGEST_BODY
from publisher.store.interface import Store
from publisher.wire.cadence import digest_of


class Quarantine:
    """The one value that polls share: which documents are in quarantine, and since when.

    Another process may let one out, so what stands here is looked at again with each round.
    """

    def __init__(self, known: Mapping[str, datetime] | None = None) -> None:
        self._known = dict(known or {})

    @classmethod
    def of(cls, store: Store) -> Quarantine:
        """Return what is in quarantine now."""
        return cls(_known(store))

    def refresh(self, store: Store) -> None:
        """Look again."""
        self._known = _known(store)

    def add(self, document: Quarantined) -> None:
        """Take note of a document that was saved."""
        self._known[document.digest] = document.at

    def refusal(self, answer: Fetched) -> Failed | None:
        """Return what it means for a source to say again what is in quarantine; None where it says something else."""
        since = self._known.get(digest_of(answer))
        if since is None:
            return None
        detail = f"the document is in quarantine since {since:%Y-%m-%d %H:%M}"
        return Failed(reason=Reason.PARSER, detail=detail, status=answer.status)


def confined(source: Source, answer: Fetched, reason: str, now: datetime) -> Quarantined:
    """Return a document as it is kept: with as much of its body as is useful, and without a secret address."""
    return Quarantined(
        digest=digest_of(answer),
        source=source.id,
        reason=reason,
        at=now,
        address="" if source.secret else answer.address,
        content_type=answer.content_type,
        length=len(answer.body),
        body=answer.body[:LONGEST_BODY],
    )


def release(store: Store, documents: Collection[Quarantined], now: datetime) -> None:
    """Let documents out, and let their sources be asked at once: what is served still is then read again."""
    with store.pen() as pen:
        for document in documents:
            pen.release(document.digest)
            pen.note(now, document.source, f"let out of quarantine: {document.digest[:12]}")
        for state in store.states({document.source for document in documents}).values():
            pen.remember(replace(state, due=min(state.due, now)))


def _known(store: Store) -> dict[str, datetime]:
    return {document.digest: document.at for document in store.quarantined()}
