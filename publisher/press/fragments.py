"""The articles already in print: each is rendered once a version and format, and stands in many feeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final, TypeAlias

from publisher.model import Config, Issue, Item
from publisher.press.dates import stamps

Print: TypeAlias = Callable[[Item, datetime, Config], bytes]
Key: TypeAlias = tuple[str, str, int, datetime, int]

DEFAULT_BYTES: Final = 128 * 2**20


class Fragments:
    """A bounded memory of rendered articles; the ones not used for longest are forgotten first.

    It never changes what is published, only how fast. It is known by all that an article's bytes are made from:
    format, id, version, moment of change, and a hash of the item whole (a change of section is no new version).
    Another configuration empties it. Threads may share one.

    `refused` names the articles that could not be rendered, with the reason: they are left out of the feed, the
    others are published. They are tried again at every rendering, so the corridor may tell the operator and clear it.
    """

    def __init__(self, limit: int = DEFAULT_BYTES) -> None:
        self.refused: dict[str, str] = {}
        self._limit = limit
        self._size = 0
        self._kept: dict[Key, bytes] = {}
        self._config: Config | None = None
        self._lock = Lock()

    def of(self, suffix: str, issue: Issue, config: Config, make: Print) -> list[bytes]:
        """Return the issue's items in one format, in order, without those that cannot be rendered."""
        self._follow(config)
        wanted = (
            self._one(suffix, item, stamp, config, make) for item, stamp in zip(issue.items, stamps(issue), strict=True)
        )
        return [fragment for fragment in wanted if fragment is not None]

    def _one(self, suffix: str, item: Item, stamp: datetime, config: Config, make: Print) -> bytes | None:
        article = item.article
        key = (suffix, article.id, article.version, stamp, hash(item))
        with self._lock:
            fragment = self._kept.pop(key, None)
            if fragment is not None:
                self._kept[key] = fragment  # now the last to be forgotten
                return fragment
        try:
            fragment = make(item, stamp, config)
        except (ValueError, OverflowError) as error:  # lxml and msgspec refuse a text so; a date may leave the calendar
            self.refused[article.id] = f"{suffix}: {error}"
            return None
        self._keep(key, fragment)
        return fragment

    def _keep(self, key: Key, fragment: bytes) -> None:
        with self._lock:
            self._kept[key] = fragment
            self._size += len(fragment)
            while self._size > self._limit:
                self._size -= len(self._kept.pop(next(iter(self._kept))))

    def _follow(self, config: Config) -> None:
        with self._lock:
            if config is not self._config:
                if config != self._config:
                    self._kept.clear()
                    self._size = 0
                self._config = config

    def __len__(self) -> int:
        return len(self._kept)
