"""What anybody writes in an hour: ask with httpx, read with feedparser, keep with sqlite3.

python plain_script.py FOLDER ORIGIN FEEDS SHARE      reads one feed in SHARE
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import feedparser
import httpx

_AT_ONCE: Final = 48
_FIELDS: Final = ("id", "title", "link", "summary", "published")


async def _read_all(origin: str, feeds: range, database: sqlite3.Connection) -> None:
    async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=_AT_ONCE)) as client:
        for answer in await asyncio.gather(*(client.get(f"{origin}/feed/{feed}", timeout=60) for feed in feeds)):
            rows = [tuple(one.get(name) for name in _FIELDS) for one in feedparser.parse(answer.content).entries]
            with database:
                database.executemany("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)", rows)


def main() -> None:
    """Read the feeds."""
    folder, origin, feeds, share = sys.argv[1:]
    with closing(sqlite3.connect(Path(folder) / "plain.db")) as database:
        database.execute("CREATE TABLE IF NOT EXISTS item (id TEXT PRIMARY KEY, title, link, html, at)")
        asyncio.run(_read_all(origin, range(0, int(feeds), int(share)), database))


if __name__ == "__main__":
    main()
