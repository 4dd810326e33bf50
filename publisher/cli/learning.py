"""The verb that learns sections from what the operator's own sources have told: learn."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec

from publisher.cli.ending import FILE, JSON, fail, trouble_told
from publisher.cli.lines import rows
from publisher.config import load
from publisher.desk.classify import rules
from publisher.desk.classify.sections import SECTIONS, decode
from publisher.desk.classify.sections.learned import Model, Trial, leaning_of
from publisher.desk.classify.words import words_of
from publisher.desk.learner import Example, TooFewError
from publisher.desk.learner import learn as learned
from publisher.model import Article, Config
from publisher.pipeline.replacing import replace_file
from publisher.pipeline.taught import MODEL

MOST: Final = 2_000  # articles of a source that are looked at
ALL_TOLD: Final = 40_000  # articles that are learned from, each source its part: all of them are in memory together
ALL_UNTOLD: Final = 20_000  # of those whose section nobody told
SHOWN: Final = 3  # sections that a source is said to lean to
LEANING: Final = 1.5  # times likelier, to be told
TOLD: Final = frozenset({"source", "topic", "category"})  # who says a section that is learned from: a person


class Row(msgspec.Struct):
    """One line of a file that is learned from."""

    title: str
    section: str = ""  # "" where nobody told: it teaches by what it is taken for
    text: str = ""
    source: str = ""
    language: str = "en"


@click.command()
@click.argument("lines", metavar="[FILE]", type=click.File("rb"), required=False)
@FILE
@JSON
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where the model is written.")
@click.option("--report", is_flag=True, help="Learn nothing: print how what was learned did in its trial.")
def learn(lines: BinaryIO | None, path: Path, output: Path | None, *, as_json: bool, report: bool) -> None:
    """Learn sections from the articles of the store whose section a person told: you, or the agency.

    The others teach the words of their sources, and what these mostly write about, by what they are taken for. What is
    learned is used once it beats the word lists on outlets whose sections it was not told. With FILE (- for standard
    input), it is learned from JSON Lines ({"title", "text", "section", "source", "language"}; no section where nobody
    told) instead.
    """
    with trouble_told():
        file = output or _kept(path)
        if not report:
            model = _from_file(lines, path) if lines else _from_store(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, msgspec.msgpack.encode(model))
        elif file.exists():
            model = _read(file)
        else:
            fail(f"nothing was learned yet: there is no {file}; `publisher learn` makes it", 2)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(report_of(model)), ensure_ascii=False))
    else:
        click.echo("\n".join(lines_of(model)))


def _kept(path: Path) -> Path:
    return path.resolve().parent / (load(path).data_dir if path.exists() else "var") / MODEL


def _read(file: Path) -> Model:
    try:
        return decode(file.read_bytes())
    except msgspec.DecodeError:
        fail(f"{file} is no model that `publisher learn` wrote", 2)
    except ValueError as error:
        fail(f"{file}: {error}", 2)


def _from_store(path: Path) -> Model:
    from publisher.cli.looking import remembered  # noqa: PLC0415 -- it opens the store, which a file needs none of

    config = load(path)
    with remembered(path, config) as store:
        examples = [one for source in config.sources for one in _of_source(store.latest(source, MOST), config)]
    return _learned(examples, names_of(config))


def _of_source(articles: Iterable[Article], config: Config) -> Iterator[Example]:
    """Return what a source gives to learn from: its newest articles with a section that was told, and without."""
    labelled = [(article, _label(article, config)) for article in articles]
    told = islice(((article, label) for article, label in labelled if label), ALL_TOLD // len(config.sources) + 1)
    untold = islice(((article, "") for article, label in labelled if not label), ALL_UNTOLD // len(config.sources) + 1)
    for article, label in chain(told, untold):
        yield Example(
            words_of(article.headline, article.summary), label, article.agency, article.language, article.source
        )


def _label(article: Article, config: Config) -> str:
    section = article.section
    return section.value if section and section.by in TOLD and section.value in config.sections else ""


def _from_file(lines: BinaryIO, path: Path) -> Model:
    examples = [
        Example(words_of(row.title, row.text), row.section, row.source, row.language, row.source)
        for _, row in rows(lines, Row)
    ]
    own = {example.label for example in examples} <= {"", *SECTIONS} or not path.exists()
    return _learned(examples, None if own else names_of(load(path)))


def _learned(examples: list[Example], names: Mapping[str, str] | None) -> Model:
    try:
        return learned(examples, names)
    except TooFewError as error:
        fail(f"there is too little to learn from: {error}", 2)


def names_of(config: Config) -> dict[str, str]:
    """Return what the operator calls each section of the word lists: by its id, its title or its aliases."""
    aliases = rules(config).aliases
    return {section: aliases[section] for section in SECTIONS if section in aliases}


class Report(msgspec.Struct):
    """What --report prints as JSON."""

    trusted: bool
    sections: tuple[str, ...]
    words: int
    trial: dict[str, object]
    sources: dict[str, dict[str, float]]  # how many times likelier each section is there than elsewhere


def report_of(model: Model) -> Report:
    """Return what there is to tell of a model."""
    told = {field: getattr(model.trial, field) for field in Trial.__struct_fields__ if field != "figures"}
    figures = [
        {
            "section": one.section,
            "articles": one.articles,
            "lexicon": _rates(one.lexicon),
            "learned": _rates(one.learned),
        }
        for one in model.trial.figures
    ]
    leanings = {source: dict(_likelier(model, source)) for source in model.leanings}
    return Report(model.trusted, model.labels, len(model.words), {**told, "figures": figures}, leanings)


def _likelier(model: Model, source: str) -> list[tuple[str, float]]:
    """Return how many times likelier each section is in a source than elsewhere, the likeliest first."""
    told = zip(model.answers, leaning_of(model.leanings[source]), strict=True)
    return [(section, round(math.exp(lean), 2)) for section, lean in sorted(told, key=lambda one: -one[1])]


def _rates(rates: tuple[float, float]) -> dict[str, float]:
    return {"precision": round(rates[0], 4), "recall": round(rates[1], 4)}


def lines_of(model: Model) -> Iterator[str]:
    """Tell of a model in lines: whether it is used, and how each section did, with it and without."""
    trial = model.trial
    yield (
        f"{trial.articles:,} articles of {trial.outlets} outlets; judged on outlets not learned from: "
        f"{trial.learned[0]:.1%} right, {trial.lexicon[0]:.1%} with the word lists alone"
    )
    if trial.untold:
        yield f"{trial.untold:,} articles whose section nobody told have taught by what they are taken for."
    yield "It is used from now on." if model.trusted else "It is not used: the word lists alone are as good."
    yield f"{'section':24}{'articles':>10}   {'precision':>9} {'recall':>7}   (word lists alone)"
    for one in trial.figures:
        yield (
            f"{one.section:24}{one.articles:>10,}   {one.learned[0]:>9.2f} {one.learned[1]:>7.2f}"
            f"   ({one.lexicon[0]:.2f} {one.lexicon[1]:.2f})"
        )
    yield from _lines_of_sources(model)


def _lines_of_sources(model: Model) -> Iterator[str]:
    """Tell what each source is more about than others; nothing of one that writes as all do."""
    leaning = [
        (source, [f"{section} {times:.1f}x" for section, times in _likelier(model, source)[:SHOWN] if times >= LEANING])
        for source in model.leanings
    ]
    told = [f"{source:32} {', '.join(sections)}" for source, sections in leaning if sections]
    if told:
        yield ""
        yield "What sources mostly write about, and how many times likelier that is there than elsewhere:"
        yield from told
