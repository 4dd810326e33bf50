"""The verb that says which reports tell one story: cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import click
import msgspec

from publisher.cli.lines import LINES, rows
from publisher.desk.language import language
from publisher.desk.stories import Index, Report, World, read
from publisher.model import EPOCH


class Item(msgspec.Struct):
    """One line that is read."""

    id: str
    title: str
    source: str = ""
    text: str = ""
    language: str = ""
    seen: datetime = EPOCH


class Answer(msgspec.Struct):
    """One line that is written."""

    id: str
    story: str


@click.command()
@LINES
def cluster(lines: BinaryIO) -> None:
    """Say which of these items tell one story, as JSON Lines: {"id", "story"} for each, in the order they came in.

    FILE (- for standard input) has {"id", "source", "title", "text", "language", "seen"} on each line, in the order of
    `seen`. What is written is what stands in the end: stories that were merged have one name.
    """
    for answer in answers(lines):
        click.echo(msgspec.json.encode(answer))


def answers(lines: Iterable[bytes]) -> Iterator[Answer]:
    """Yield the story of each item."""
    world, placed = World(lambda _: Index()), list[tuple[str, str]]()
    for number, item in rows(lines, Item):
        report = report_of(item)
        placed.append((report.id, world.place(report, f"{number}:{report.id}").story))
    for id_, story in placed:
        yield Answer(id_, world.moved.now(story))


def report_of(item: Item) -> Report:
    """Return what of an item is compared."""
    seen = item.seen if item.seen.tzinfo else item.seen.replace(tzinfo=UTC)
    spoken = language(f"{item.title}. {item.text}", item.language).value
    return read(item.id, item.title, item.text, spoken, seen, source=item.source)
