"""What waits for a person: held articles, what is not proven, and documents in quarantine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from publisher.console.words import plural
from publisher.model import Article, Quarantined


def held_lines(articles: Sequence[Article]) -> Iterator[str]:
    """Show each held article with its source, when it was received (UTC) and its id; at the end why, and what to do."""
    for each in articles:
        yield f"{each.source}  {each.received:%Y-%m-%d %H:%M}  {escape(each.headline)}  [dim]{escape(each.id)}[/]"
    if articles:
        yield (
            f"{plural(len(articles), 'article')} held: more were new all at once than their source can have written.\n"
            "`publisher held --release SOURCE` (or the id of one) lets them go"
        )


def unsure_lines(articles: Sequence[Article]) -> Iterator[str]:
    """Show each article whose country or section is not proven, with the two best answers, how sure, and the words."""
    for each in articles:
        yield f"{each.source}  {each.received:%Y-%m-%d %H:%M}  {escape(each.headline)}  [dim]{escape(each.id)}[/]"
        for name, proposed in (
            ("country", [(place.country, place.confidence, place.evidence) for place in each.countries_proposed]),
            ("section", [(told.value, told.confidence, told.evidence) for told in each.sections_proposed]),
        ):
            if proposed:
                yield f"    {name}: {escape(' or '.join(_proposal(*answer) for answer in proposed))}"
    if articles:
        count = plural(len(articles), "article")
        yield f"{count} not proven: they stand in the general feeds (`hold_below` in sources.yaml)"


def _proposal(value: str, confidence: float, words: Sequence[str]) -> str:
    proofs = f" ({', '.join(words)})" if words else ""
    return f"{value} {confidence:.2f}{proofs}"


def let_go_line(articles: Collection[Article]) -> str:
    """Sum up a review."""
    return f"{plural(len(articles), 'article')} let go; the next round publishes what belongs in a feed"


def quarantine_table(documents: Iterable[Quarantined]) -> Table:
    """Show each document in quarantine: how it is called, whose it is, when (UTC) and how it ended its reader."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("digest", "source", "when", "bytes"):
        table.add_column(name, no_wrap=True)
    table.add_column("why")
    for each in documents:
        table.add_row(
            each.digest[:12], each.source, f"{each.at:%Y-%m-%d %H:%M}", f"{each.length:,}", escape(each.reason)
        )
    return table


def quarantined_lines(document: Quarantined) -> Iterator[str]:
    """Show what is known of a document in quarantine."""
    yield f"digest   {document.digest}"
    yield f"source   {document.source}"
    yield f"address  {escape(document.address) or '(it holds a secret)'}"
    yield f"when     {document.at:%Y-%m-%d %H:%M} UTC"
    yield f"why      {escape(document.reason)}"
    yield f"type     {escape(document.content_type) or '–'}"
    yield f"length   {document.length:,} bytes, {len(document.body):,} of them kept (--body writes them)"


def retried_line(document: Quarantined) -> str:
    """Say what becomes of a document that was let out."""
    return (
        f"{document.digest[:12]} is out of quarantine; {document.source} is asked at once by a daemon or the next run"
    )
