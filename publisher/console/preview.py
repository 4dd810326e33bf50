"""What a feed would hold: a line for each article that is in, with its date, and for those that are out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.markup import escape

from publisher.console.words import plural

if TYPE_CHECKING:
    from publisher.desk.explaining import Verdict
    from publisher.model import Feed
    from publisher.pipeline.previewing import Preview

_WIDEST: Final = 44  # columns of the reasons; longer ones push their own line


def preview_lines(shown: Preview, most: int) -> Iterator[str]:
    """Show a feed: what is in, by place, with why; then the last `most` that are out, with why."""
    feed = shown.feed
    yield f"[bold]{escape(feed.id)}[/]  {escape(feed.title)}  [dim]{escape(_asked(feed))}; times are UTC[/]"
    yield from _rows([(f"{each.place:>3}", each.item.article.published) for each in shown.inside], shown.inside)
    out = shown.outside[:most]
    yield f"{plural(len(shown.inside), 'item')} in, {plural(len(shown.outside), 'article')} out{_told(out, shown)}"
    yield from _rows([("  –", each.item.article.received) for each in out], out)
    for pin in shown.lost:
        yield f"[red]no article is found for the pin {escape(pin)}[/]"


def _told(out: Sequence[Verdict], shown: Preview) -> str:
    if not out:
        return ""
    return f", {'the last received first' if len(out) == len(shown.outside) else f'the last {len(out)} received'}:"


def _asked(feed: Feed) -> str:
    """Say how a feed is ordered and limited."""
    share = f", {feed.per_agency} of an agency" if feed.per_agency else ""
    return f"{feed.order}, limit {feed.limit}{share}"


def _rows(marks: Sequence[tuple[str, datetime]], verdicts: Sequence[Verdict]) -> Iterator[str]:
    reasons = ["; ".join(each.why) for each in verdicts]
    width = max((len(reason) for reason in reasons if len(reason) <= _WIDEST), default=0)
    for (mark, at), reason, each in zip(marks, reasons, verdicts, strict=True):
        article, many = each.item.article, each.item.agencies
        parts = [article.credit, f"{at:%Y-%m-%d %H:%M}", " ".join(article.events)]
        parts += [f"{many} agencies" if many > 1 else "", each.own]
        about = " · ".join(part for part in parts if part)
        yield f"{mark}  {escape(reason.ljust(width))}  {escape(article.headline)}  [dim]{escape(about)}[/]"
