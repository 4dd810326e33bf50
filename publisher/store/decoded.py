"""Articles decoded once: feeds show the same ones again and again, and decoding one costs more than reading ten."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from threading import Lock
from typing import Final

from publisher.model import Article
from publisher.store.driver import Driver
from publisher.store.records import decode_article
from publisher.store.statement import Statement

MOST: Final = 8_000
"""How many articles are kept decoded, at about 6 kB each."""

_RECORDS: Final = Statement(
    "records", "Articles by their numbers.", "SELECT number, record FROM article WHERE number IN :numbers"
)


class Decoded:
    """The articles decoded of late, each with the number of the commit that wrote its row.

    A row that was written again has another number, whichever process wrote it: nothing has to be told to anybody.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[int, tuple[int, Article]] = {}
        self._lock = Lock()

    def articles(self, driver: Driver, wanted: Mapping[int, int]) -> dict[int, Article]:
        """Return articles by number, given the commit of each, which was read in the driver's same transaction."""
        found: dict[int, Article] = {}
        for number, saved in wanted.items():
            kept = self._kept.get(number)
            if kept and kept[0] == saved:
                found[number] = kept[1]
        missing = [number for number in wanted if number not in found]
        if missing:
            fresh = {number: decode_article(record) for number, record in driver.rows(_RECORDS, numbers=missing)}
            self._keep({number: (wanted[number], each) for number, each in fresh.items()})
            found |= fresh
        return found

    def _keep(self, fresh: Mapping[int, tuple[int, Article]]) -> None:
        with self._lock:
            self._kept |= fresh
            if len(self._kept) > self._most:  # half goes at once, the oldest: nothing is counted at each look
                for number in list(islice(self._kept, len(self._kept) - self._most // 2)):
                    del self._kept[number]
