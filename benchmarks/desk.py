"""The desk: from entries to articles, items a second by stage, and two stages beside the libraries they stand on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias, TypeVar

import nh3

from benchmarks import documents, peers, recorded
from benchmarks.newsroom import configuration
from benchmarks.race import Lap, race
from benchmarks.scale import Scale
from benchmarks.stages import Stages
from benchmarks.stories import BEGAN
from benchmarks.tables import Table, compared, figure, short
from publisher.desk.belonging import feed_ids_of
from publisher.desk.classify import classify, rules
from publisher.desk.classify.answers import Question, answers, built_in_rules
from publisher.desk.classify.countries import judge_country
from publisher.desk.classify.words import words_of
from publisher.desk.cluster import join, signs
from publisher.desk.identity import Named, identify
from publisher.desk.language import language
from publisher.desk.normalize import Unusable, normalize
from publisher.desk.sanitize import clean
from publisher.model import Article, Config, Document, Entry, Source
from publisher.wire.parse import ParseError, parse

Read: TypeAlias = tuple[Source, tuple[Entry, ...]]
Judge: TypeAlias = Callable[[str], object]

Part = TypeVar("Part")

_GEOTEXT: Final = "geotext"
_STAGES = ("identify", "normalize", "sanitize", "classify", "language", "signs", "join", "feed_ids_of")


def measure(scale: Scale) -> Iterator[Table]:
    """Measure what becomes of each entry, then sanitizing and language alone."""
    config = configuration("https://agency.invalid", scale.documents)
    read = list(_read(_bodies(scale), tuple(config.sources.values())))
    articles = list(articles_of(read, config, Stages()))  # once before: tables and models are loaded
    stages = Stages()
    with stages.watch({"sanitize": [clean], "language": [language]}):
        list(articles_of(read, config, stages))
    yield _table(stages, len(articles))
    html = [text.value for _, entries in read for one in entries for text in (one.summary, one.content) if text.value]
    yield _sanitizing(html, scale.passes)
    yield _languages([f"{one.headline} {one.summary}" for one in articles], scale.passes)
    yield _judging(articles, scale.passes)


def generated_articles(config: Config) -> Iterator[Article]:
    """Yield the articles of the generated feeds that a configuration's sources stand for."""
    sources = enumerate(config.sources.values())
    read = ((source, parse(documents.document(number), source.url).entries) for number, source in sources)
    return articles_of(read, config, Stages())


def feeds_for(articles: int) -> int:
    """Return of how many generated feeds so many articles can be made."""
    return 2 + articles // 20


def articles_of(read: Iterable[Read], config: Config, stages: Stages) -> Iterator[Article]:
    """Make articles of entries as the corridor does; an entry that is no article is left out."""
    identified, normalized = stages.timed("identify", _keys), stages.timed("normalize", normalize)
    classified, signed = stages.timed("classify", classify), stages.timed("signs", signs)
    joined, placed = stages.timed("join", join), stages.timed("feed_ids_of", feed_ids_of)
    ruled = rules(config)
    for source, entries in read:
        for names, key in identified(entries, source):
            try:
                article = normalized(names.entry, key, source, config.site, BEGAN, names)
            except Unusable:
                continue
            article = classified(article, names.entry, source, ruled)
            joined(article, {}, signed(article))
            placed(article, config)
            yield article


def _keys(entries: Sequence[Entry], source: Source) -> list[tuple[Named, str]]:
    named = [Named(entry, source) for entry in entries]
    for names in named:
        _ = names.keys, names.digest  # made when they are asked for
    return list(zip(named, identify(entries, source, {}, named), strict=True))


def _bodies(scale: Scale) -> list[bytes]:
    return recorded.sample(scale.documents) if recorded.is_here() else documents.documents(scale.documents)


def _read(bodies: Sequence[bytes], sources: Sequence[Source]) -> Iterator[Read]:
    for body, source in zip(bodies, sources, strict=True):
        found = _document(body, source.url)
        if found:
            yield source, found.entries


def _document(body: bytes, address: str) -> Document | None:
    try:
        return parse(body, address)
    except ParseError:
        return None


def _table(stages: Stages, articles: int) -> Table:
    total = sum(stages.seconds.values())
    rows = [
        (stage, short(seconds / articles), figure(articles / max(seconds, 1e-9)), f"{seconds / total:.0%}")
        for stage, seconds in ((stage, stages.seconds[stage]) for stage in _STAGES)
    ]
    rows.append(("all", short(total / articles), figure(articles / total), "100%"))
    kind = "recorded" if recorded.is_here() else "generated"
    remark = f"{articles} items of {kind} feeds. normalize is without sanitize, classify without language."
    return Table("From entries to articles", ("", "CPU/item", "items/CPU s", "share"), tuple(rows), (remark,))


def _sanitizing(texts: Sequence[str], passes: int) -> Table:
    contestants: dict[str, Judge] = {"publisher.desk.sanitize": clean, "nh3, bare": nh3.clean}
    laps = race({name: partial(_each, work) for name, work in contestants.items()}, _parts(texts), passes)
    return compared("Sanitizing the same texts", laps, len(texts), "text")


def _languages(texts: Sequence[str], passes: int) -> Table:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- with numpy: nothing else needs it

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    contestants: dict[str, Judge] = {
        "publisher.desk.language": partial(language, declared="en"),
        "the same, nothing declared": partial(language, declared=""),
        "py3langid, bare": model.classify,
    }
    laps = race({name: partial(_each, work) for name, work in contestants.items()}, _parts(texts), passes)
    return compared("Telling the language of the same texts", laps, len(texts), "text")


def _judging(articles: Sequence[Article], passes: int) -> Table:
    """Measure the judgement of items, dozens at once as `publisher classify` gives it, and the countries alone."""
    table = built_in_rules()
    items = [Question(id=one.id, title=one.headline, text=one.summary, language=one.language) for one in articles]
    contestants: dict[str, Callable[[Sequence[Question]], object]] = {
        "publisher, language, genre, section and country": partial(answers, rules=table, answer_all=True),
        "publisher, country alone": partial(_all, _country),
    }
    runs = race(contestants, _parts(items), passes)
    known = peers.has(_GEOTEXT)
    if known:
        runs[f"{_GEOTEXT} {known}, countries alone"] = list(_geotext(items, passes))
    absent = () if known else (f"Not here: {_GEOTEXT} ({peers.VARIABLE} names no Python that has it).",)
    return compared("Judging the same items", runs, len(items), "item", remarks=absent)


def _country(item: Question) -> object:
    spoken = item.language or ""
    return judge_country(words_of(item.title, item.text or "", spoken), spoken)


def _geotext(items: Sequence[Question], passes: int) -> Iterator[Lap]:
    with TemporaryDirectory() as name:
        file = Path(name) / "texts.json"
        file.write_text(json.dumps([f"{item.title} {item.text}" for item in items]), "utf-8")
        command = (os.environ[peers.VARIABLE], str(peers.HERE / "places_alone.py"), str(file))
        yield from peers.laps(command, passes)


def _all(work: Callable[[Question], object], items: Sequence[Question]) -> None:
    for item in items:
        work(item)


def _each(work: Judge, texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def _parts(texts: Sequence[Part], size: int = 100) -> list[Sequence[Part]]:
    return [texts[start : start + size] for start in range(0, len(texts), size)]
