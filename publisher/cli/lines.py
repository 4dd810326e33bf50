"""JSON Lines as verbs read them: what is no row ends the verb, named by its file and its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

import click
import msgspec

from publisher.cli.ending import fail

Row = TypeVar("Row")

BROKEN: Final = (msgspec.DecodeError, UnicodeDecodeError)
"""What a line raises that cannot be read; the second where it is not UTF-8."""
LINES: Final = click.argument("lines", metavar="FILE", type=click.File("rb"))  # - is standard input


def rows(lines: Iterable[bytes], kind: type[Row]) -> Iterator[tuple[int, Row]]:
    """Yield each row with the number of its line; empty lines are none."""
    decode = msgspec.json.Decoder(kind).decode
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = decode(line)
            except BROKEN as error:
                fail(f"{place(lines, number)}: {error}", 2)
            yield number, row


def place(lines: Iterable[bytes], number: int) -> str:
    """Say where a line stands."""
    name = getattr(lines, "name", "")
    named = isinstance(name, str) and name not in {"", "-", "<stdin>"}
    return f"{name if named else 'standard input'}, line {number}"
