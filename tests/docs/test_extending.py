"""docs/extending.md is true: its examples run as they stand there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.cli import main
from publisher.config import parse_config
from publisher.desk.classify import classify
from publisher.model import Article, Config, Entry, Issue, Item, Source
from publisher.pipeline.extensions import extend
from publisher.press.fragments import Fragments
from publisher.press.render import render

PAGE = Path(__file__).parents[2] / "docs" / "extending.md"
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
BASE = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
sections: {sports-games: {title: Sports}}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
"""


def blocks(language: str) -> list[str]:
    """Return the code blocks of the page."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """Lay the page's modules out beside a sources.yaml made of the page's own lines."""
    names = []
    for code in blocks("python"):
        name = code.partition("\n")[0].removeprefix("# ")
        (tmp_path / name).write_text(code, "utf-8")
        names.append(name.removesuffix(".py"))
    monkeypatch.syspath_prepend(tmp_path)
    yield parse_config(BASE + "\n".join(blocks("yaml")), "sources.yaml")
    for name in names:
        sys.modules.pop(name, None)


def article(config: Config) -> tuple[Article, Source]:
    """Make an article on chess."""
    source = config.sources["wire"]
    made = Article(
        id="tag:news.example,2026:article/1",
        key="1",
        source="wire",
        agency="wire",
        headline="Chess: Anand wins again",
        credit="The Wire",
        received=NOW,
        published=NOW,
        updated=NOW,
    )
    return made, source


def test_the_classifier_of_the_page_is_used(config: Config) -> None:
    """A function named in sources.yaml is a link of the chain."""
    made, source = article(config)
    section = classify(made, Entry(), source, extend(config, PAGE.parent)).section
    assert section is not None
    assert (section.value, section.by, section.evidence) == ("sports-games", "chess", ("chess",))


def test_the_format_of_the_page_is_written(config: Config) -> None:
    """A format named in sources.yaml is rendered beside the others."""
    made, _ = article(config)
    issue = Issue(feed=config.feeds[0], items=(Item(article=made),), updated=NOW)
    text = next(file for file in render(issue, config, Fragments()) if file.path == "latest.txt")
    assert text.body.decode() == "Latest news (News Example)\n\n2026-08-01 12:00  The Wire: Chess: Anand wins again\n"
    assert text.media_type == "text/plain; charset=utf-8"


def test_both_examples_are_short() -> None:
    """Ten lines are ten lines: imports, blank lines and comments not counted."""
    for code in blocks("python"):
        lines = [line for line in code.splitlines() if line.strip() and not line.startswith(("from ", "import ", "#"))]
        assert len(lines) <= 10


@pytest.mark.parametrize("line", ['classifiers: ["nowhere_rules:chess"]', 'formats: {txt: "nowhere_formats:TEXT"}'])
def test_a_name_that_leads_nowhere_ends_the_run(tmp_path: Path, line: str) -> None:
    """Exit code 2, the module is named, and nothing is published."""
    path = tmp_path / "sources.yaml"
    path.write_text(f"{line}\nfeeds: [{{id: latest, title: Latest}}]\n", "utf-8")
    result = CliRunner().invoke(main, ["run", "--once", "--config", str(path)])
    assert result.exit_code == 2
    assert "nowhere_" in result.output
    assert not (tmp_path / "feeds").exists()
