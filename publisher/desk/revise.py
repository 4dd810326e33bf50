"""Revise: what becomes of an article when its entry comes again, changed, and when it is withdrawn.

    old, new ─▶ public content changed? ─ no ──▶ old, with the bookkeeping of new
                                        └ yes ─▶ version + 1, updated = now, a correction that names the fields

Identity, story, `received` and `published` are written once and never change. A withdrawn article comes back only with
other words than those that were withdrawn: agencies go on serving an old copy for a while after a kill.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from publisher.desk.hashes import changed
from publisher.model import Article, Correction, Status

MOST_CORRECTIONS: Final = 50  # the newest are kept


def revise(old: Article, new: Article, now: datetime) -> Article:
    """Return the old article as the new reading of its entry makes it; `old` itself where nothing differs."""
    if new.status is Status.WITHDRAWN:
        return _noted(withdraw(old, now, "withdrawn by the agency"), new)
    if old.waits_for:
        new = replace(new, status=old.status, waits_for=old.waits_for)
    fields = changed(old, new)
    if old.status is Status.WITHDRAWN and old.content_hash == new.content_hash:
        return _noted(old, new)
    if not fields and old.status is new.status and old.embargoed_until == new.embargoed_until:
        return _noted(old, new)
    if old.status is Status.HELD:
        return _moved(old, new, now, old.corrections, old.version)  # nobody has seen it yet
    correction = Correction(at=now, version=old.version + 1, fields=fields or ("status",))
    return _moved(old, new, now, (*old.corrections, correction)[-MOST_CORRECTIONS:], old.version + 1)


def withdraw(old: Article, now: datetime, note: str) -> Article:
    """Return the article withdrawn, with a public note; as it is where it was withdrawn before."""
    if old.status is Status.WITHDRAWN:
        return old
    correction = Correction(at=now, version=old.version + 1, fields=("status",), note=note)
    corrections = (*old.corrections, correction)[-MOST_CORRECTIONS:]
    return replace(old, status=Status.WITHDRAWN, version=old.version + 1, updated=now, corrections=corrections)


def _moved(old: Article, new: Article, now: datetime, corrections: tuple[Correction, ...], version: int) -> Article:
    """Return the new reading under the identity of the old one."""
    return replace(
        new,
        id=old.id,
        key=old.key,
        guid=old.guid,
        version=version,
        agency_created=old.agency_created or new.agency_created,
        received=old.received,
        published=old.published,
        updated=now,
        report=old.report,
        story=old.story,
        corrections=corrections,
    )


def _noted(old: Article, new: Article) -> Article:
    """Return the old article with what is for our books only: what the entry hashes to, its dates and its labels."""
    return replace(
        old,
        entry_hash=new.entry_hash,
        agency_created=old.agency_created or new.agency_created,
        agency_updated=new.agency_updated or old.agency_updated,
        labels=new.labels,
        expires=new.expires,
    )
