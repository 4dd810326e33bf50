"""The verb that learns sections: from the store or from a file, whole or not at all, and told in figures."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from publisher.desk.classify.sections import decode
from publisher.model import Article, Judgement
from publisher.store import open_store
from tests.doors.conftest import run

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEARN: Final = ("learn", "--config")
WORDS: Final = {"farming": ["zorbel", "quandry", "fimbulor"], "crime": ["plorbus", "wexlane", "jostrum"]}
SOURCES: Final = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {one: {name: One, credit: One}, two: {name: Two, credit: Two}, three: {name: Three, credit: Three}}
sections: {farming: {title: Farming}, law-order: {title: Law, aliases: [crime]}}
sources:
  one: {agency: one, url: "https://one.example/rss"}
  two: {agency: two, url: "https://two.example/rss"}
  three: {agency: three, url: "https://three.example/rss"}
feeds: [{id: latest, title: Latest}]
"""


def rows() -> list[dict[str, str]]:
    """Make articles of words that no lexicon has, of three outlets and two sections."""
    return [
        {
            "title": f"{words[number % 3]} report {number}",
            "text": words[(number + 1) % 3],
            "section": section,
            "source": source,
        }
        for source in ("one", "two", "three")
        for section, words in WORDS.items()
        for number in range(40)
    ]


def article(number: int, row: dict[str, str]) -> Article:
    """Make a row an article of the store; the words alone told every ninth one's section."""
    section = {"farming": "farming", "crime": "law-order"}[row["section"]]
    return Article(
        id=f"tag:{number}",
        key=str(number),
        source=row["source"],
        agency=row["source"],
        headline=row["title"],
        summary=row["text"],
        language="en",
        received=NOON,
        published=NOON,
        updated=NOON,
        credit="The Wire",
        story=str(number),
        section=Judgement(value=section, by="category" if number % 9 else "words", confidence=0.9),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write the articles as JSON Lines."""
    made = tmp_path / "rows.jsonl"
    made.write_text("".join(json.dumps(row) + "\n" for row in rows()), "utf-8")
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lay out a newsroom whose store has the articles, each with the section that its agency labelled it with."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "var").mkdir()
    store = open_store(f"sqlite:///{tmp_path / 'var' / 'publisher.db'}")
    with store.pen() as pen:
        pen.save([article(number, row) for number, row in enumerate(rows())], {})
    store.close()
    return tmp_path


def test_a_file_teaches_and_is_reported_by_section(file: Path) -> None:
    """What was learned is written whole to --output, and the report tells each section with and without it."""
    output = file.with_name("model")
    done = run(*LEARN, str(file.parent / "sources.yaml"), str(file), "--output", str(output))
    assert done.exit_code == 0, done.stderr
    assert "240 articles of 3 outlets" in done.stdout
    assert "It is used from now on." in done.stdout
    assert decode(output.read_bytes()).labels == ("crime", "farming")
    assert [each.name for each in output.parent.iterdir() if "model" in each.name] == ["model"]
    again = run(*LEARN, str(file.parent / "sources.yaml"), "--report", "--output", str(output))
    assert again.stdout == done.stdout


def test_rows_without_a_section_teach_by_what_they_are_taken_for(file: Path) -> None:
    """Nobody must tell the section of every article: the report says how many were taken for one."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"title": "Zorbel of a fourth outlet", "source": "four"}) + "\n")
    done = run(*LEARN, str(file.parent / "sources.yaml"), str(file), "--output", str(file.with_name("model")))
    assert "240 articles of 3 outlets" in done.stdout
    assert "1 articles whose section nobody told" in done.stdout


def test_what_a_source_mostly_writes_about_is_reported(file: Path) -> None:
    """A source leans by what its articles are taken for, and is said to; the others do not lean there."""
    with file.open("a", encoding="utf-8") as lines:
        for number in range(60):
            title = f"{WORDS['crime'][number % 3]} {WORDS['crime'][(number + 1) % 3]}"
            lines.write(json.dumps({"title": title, "source": "the courts"}) + "\n")
    output = str(file.with_name("model"))
    learn = (*LEARN, str(file.parent / "sources.yaml"))
    told = run(*learn, str(file), "--output", output).stdout.splitlines()
    leaning = {line[:32].strip(): line[32:] for line in told[told.index("") + 2 :]}
    assert "crime" in leaning["the courts"]
    assert "crime" not in "".join(leaning[source] for source in leaning if source != "the courts")
    sources = json.loads(run(*learn, "--report", "--json", "--output", output).stdout)["sources"]
    assert next(iter(sources["the courts"])) == "crime"


def test_the_store_teaches_what_a_person_told(path: Path) -> None:
    """Sections that the words alone decided are no teachers; the model lies in the data_dir, by the operator's ids."""
    done = run(*LEARN, str(path / "sources.yaml"), "--json")
    assert done.exit_code == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["trial"]["articles"] == sum(bool(number % 9) for number in range(240))
    assert report["trial"]["untold"] == sum(not number % 9 for number in range(240))
    assert report["sections"] == ["farming", "law-order"]
    model = decode((path / "var" / "section-model").read_bytes())
    assert model.names["crime"] == "law-order"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '{"title": "A", "section": "crime"}\n',
            "there is too little to learn from: 1 sectioned articles of 1 outlets",
        ),
        ('{"title": "A", "section": "crime"}\n{"title": 5}\n', "line 2"),
    ],
)
def test_a_file_that_teaches_nothing_is_told(tmp_path: Path, content: str, message: str) -> None:
    """Too little, or a line that is none: exit code 2, the reason, and no model."""
    (tmp_path / "rows.jsonl").write_text(content, "utf-8")
    done = run(*LEARN, str(tmp_path / "sources.yaml"), str(tmp_path / "rows.jsonl"))
    assert done.exit_code == 2
    assert message in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_report_of_nothing_says_what_makes_one(tmp_path: Path) -> None:
    """Before anything was learned there is nothing to report; what is no model is told, too."""
    done = run(*LEARN, str(tmp_path / "sources.yaml"), "--report")
    assert done.exit_code == 2
    assert "`publisher learn` makes it" in done.stderr
    (tmp_path / "broken").write_bytes(b"\xc1")
    broken = run(*LEARN, str(tmp_path / "sources.yaml"), "--report", "--output", str(tmp_path / "broken"))
    assert broken.exit_code == 2


def test_what_was_learned_can_be_asked(file: Path) -> None:
    """`publisher classify --model` answers with the sections of the model; what is no model ends it with 2."""
    output = file.with_name("model")
    assert run(*LEARN, str(file.parent / "sources.yaml"), str(file), "--output", str(output)).exit_code == 0
    given = json.dumps({"id": "1", "title": "Zorbel and quandry", "text": "fimbulor", "language": "en"})
    alone = run("classify", "-", given=given)
    taught = run("classify", "-", "--model", str(output), given=given)
    assert json.loads(alone.stdout)["section"] is None
    assert json.loads(taught.stdout)["section"] == "farming"
    (file.parent / "broken").write_bytes(b"\xc1")
    broken = run("classify", "-", "--model", str(file.parent / "broken"), given=given)
    assert (broken.exit_code, "no model that `publisher learn` wrote" in broken.stderr) == (2, True)
