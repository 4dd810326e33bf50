"""The verb that answers for single items: classify."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec
from msgspec.structs import replace

from publisher.cli.ending import fail, mistakes_told
from publisher.cli.lines import BROKEN, LINES, place
from publisher.desk.classify import Rules, rules
from publisher.desk.classify.answers import Question, answers, built_in_rules
from publisher.desk.classify.sections import Learned, decode
from publisher.model import Section


@click.command()
@LINES
@click.option("--answer-all", is_flag=True, help="Name the likeliest where the desk would hold the item, too.")
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take sections, aliases and labels of this sources.yaml; else the built-in sections.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Use what `publisher learn` taught, where it is trusted; its sections are known besides the others.",
)
def classify(lines: BinaryIO, path: Path | None, model: Path | None, *, answer_all: bool) -> None:
    """Say which section, country, language and genre items have, as JSON Lines: one line out for each line in.

    A line is {"id", "title", "text", "language", "home"} and, where they are known, "categories", "link", "source" and
    "date". FILE may be - for standard input. An answer is null where the desk holds the item.
    """
    table = _rules(path) if model is None else _taught(_rules(path), model)
    _answer_lines(lines, table, answer_all=answer_all)


def _rules(path: Path | None) -> Rules:
    if path is None:
        return built_in_rules()
    from publisher.config import load  # noqa: PLC0415 -- pydantic takes 0.3 s; the built-in rules need none

    with mistakes_told():
        return rules(load(path))


def _taught(table: Rules, file: Path) -> Rules:
    try:
        learned = Learned(decode(file.read_bytes()))
    except msgspec.DecodeError:
        fail(f"{file} is no model that `publisher learn` wrote", 2)
    except (OSError, ValueError) as error:
        fail(f"{file}: {error}", 2)
    known = {label: Section(id=label, title=label) for label in learned.model.labels}
    return replace(table, learned=learned, sections={**known, **table.sections})


def _answer_lines(lines: Iterable[bytes], table: Rules, *, answer_all: bool) -> None:
    """Write an answer for each line, some dozens at once; a line that cannot be read ends it, with its number."""
    write = sys.stdout.buffer.write
    numbered = enumerate(lines, 1)
    while some := list(islice(numbered, _AT_ONCE)):
        questions, mistake, error = _read(some)
        for each in answers(questions, table, answer_all=answer_all):
            write(_ANSWERS.encode(each) + b"\n")
        if mistake:
            sys.stdout.buffer.flush()
            fail(f"{place(lines, mistake)}: {error}", 2)
    sys.stdout.buffer.flush()


def _read(lines: Iterable[tuple[int, bytes]]) -> tuple[list[Question], int, str]:
    """Read numbered lines as far as they can be read; return the number of the one that cannot, or 0, and why."""
    questions: list[Question] = []
    for number, line in lines:
        try:
            if line.strip():
                questions.append(_QUESTIONS.decode(line))
        except BROKEN as error:
            return questions, number, str(error)
    return questions, 0, ""


_AT_ONCE: Final = 64  # lines
_QUESTIONS: Final = msgspec.json.Decoder(Question)
_ANSWERS: Final = msgspec.json.Encoder()
