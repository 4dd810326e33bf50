"""The cards of a feed's page: one story each, set once for all feeds that hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from publisher.model import Config
from publisher.press.related import Link, chips
from publisher.press.typeset import (
    also_told,
    dated,
    figure,
    flagged,
    linked,
    many,
    mended,
    path_of,
    shown,
    summed_up,
)
from publisher.press.words import Words

_ROOT: Final = "\x00"  # where the way to the root goes, which each folder's pages have of their own: in no clean text


def cards_of(said: Sequence[Words], config: Config) -> list[bytes]:
    """Set stories as a feed's page shows them, in any folder."""
    return [_card(each, chips(each.article, config)).encode() for each in said]


def placed(root: str) -> Callable[[bytes], bytes]:
    """Return what makes a card one of a page; `root` leads from there to the folder of the front page."""
    wanted, there = _ROOT.encode(), root.encode()
    return lambda card: card.replace(wanted, there)


def _card(said: Words, links: Sequence[Link]) -> str:
    article, picture = said.article, said.picture
    return f"""\
<li><article class="card" lang="{shown(said.language)}" dir="auto">
<h2>{linked(said.headline, said.url)}</h2>
{figure(picture.image) if picture else ""}\
{summed_up(said.summary, said.headline)}\
<footer lang="en" dir="ltr">
<p class="by"><b><bdi>{shown(article.credit)}</bdi></b> {dated(said.item)}{mended(article)}\
{many(said.item, _ROOT, counted=said.item.counted)}</p>
{also_told(said.also)}\
{_chips(links)}\
</footer>
</article></li>
"""


def _chips(links: Sequence[Link]) -> str:
    if not links:
        return ""
    told = "".join(
        [f'<a href="{_ROOT}{path_of(link.id, "html")}">{flagged(link.flag, shown(link.title))}</a> ' for link in links]
    )
    return f'<p class="chips">{told}</p>\n'
