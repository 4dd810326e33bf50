"""The pages of stories: which ones there are, which are to be printed again, and when they are let go.

A story gets its page with the feed that shows several reports of it. From then on it is printed again whenever the
story changes, in that feed or no longer: a withdrawal never waits. Its address is in readers' hands, so it stays for
`STAYS` after its newest report, however soon the feed moves on; a story that was merged leads to the other as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from msgspec import json

from publisher.store.interface import Pen, Store

STAYS: Final = timedelta(days=14)
MOST: Final = 5_000  # pages; those with the newest reports are kept
TIMELINES: Final = "timelines"  # the name under which they are remembered
_TOUCHED: Final = "story/"

Pages: TypeAlias = dict[str, date]
"""The stories that have a page, and the day that the newest report of each was received."""

_decode: Final = json.Decoder(Pages)


def touched_as(story: str) -> str:
    """Return the name under which the page of a story waits to be published, among the feeds."""
    return _TOUCHED + story


def touched_stories(touched: Iterable[str]) -> set[str]:
    """Return the stories whose pages wait to be published, where they have any."""
    return {name.removeprefix(_TOUCHED) for name in touched if name.startswith(_TOUCHED)}


def pages_of(store: Store) -> Pages:
    """Return the pages that there are."""
    return _decode.decode(store.get(TIMELINES) or "{}")


def keep_pages(pen: Pen, pages: Pages) -> None:
    """Remember them."""
    pen.put(TIMELINES, json.encode(pages, order="sorted").decode())


def lasting(pages: Pages, now: datetime) -> Pages:
    """Return the pages that stay: of young stories, and no more than `MOST`."""
    first = (now - STAYS).date()
    young = sorted((item for item in pages.items() if item[1] >= first), key=lambda item: (item[1], item[0]))
    return dict(young[-MOST:])
