"""The store at the door: looked over before it is used, and begun anew where it is damaged."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from publisher.model import Config
from publisher.store import Corrupted, move_aside, open_store
from publisher.store.interface import Store

CHECKED = "checked"  # when the whole database was last read
TIDIED = "tidied"  # when a single pass last looked for what is old


@dataclass(frozen=True, slots=True)
class Memory:
    """An open store that was looked over. `lost` is where a damaged one was put; this one is empty then."""

    store: Store
    lost: Path | None = None


def utc_now() -> datetime:
    """Read our clock."""
    return datetime.now(UTC)


def database(config: Config, root: Path) -> str:
    """Return the SQLAlchemy address of the store: the configured one, else SQLite in the data folder."""
    return config.database or f"sqlite:///{quote(str(root / config.data_dir / 'publisher.db'))}"


def open_memory(config: Config, root: Path, now: datetime, every: timedelta = timedelta(0)) -> Memory:
    """Open the store, and read the whole of it where that was not done within `every`.

    A damaged SQLite file is moved aside, and an empty store takes its place: the sources fill it again, and give the
    same ids. Raises Foreign, Newer or another StoreError, and Corrupted where the database is no file of ours; nothing
    was written then.
    """
    address = database(config, root)
    try:
        return Memory(_sound(address, now, every))
    except Corrupted:
        lost = move_aside(address)
        if lost is None:
            raise
    return Memory(open_store(address), lost)


def _sound(address: str, now: datetime, every: timedelta) -> Store:
    store = open_store(address)
    try:
        if is_due(store.get(CHECKED), now, every):
            store.check()
            store.put(CHECKED, now.isoformat())
    except BaseException:
        store.close()
        raise
    return store


def is_due(last: str | None, now: datetime, every: timedelta) -> bool:
    """Tell whether what was last done then is to be done again; a date that cannot be read, or is not yet, is none."""
    with suppress(TypeError, ValueError):
        return not now - every < datetime.fromisoformat(last or "") <= now
    return True
