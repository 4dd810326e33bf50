"""`publisher preview`: what a feed would hold and why, on a store that was filled by hand; nothing is written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

import pytest
from msgspec.structs import replace

from publisher.model import Article, Judgement, Place, Status
from publisher.store import open_store
from tests.doors.conftest import run, run_apart

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies:
  wire: {name: The Wire}
  coast: {name: Coast Press}
sources:
  wire: {agency: wire, url: "https://wire.example/rss"}
  coast: {agency: coast, url: "https://coast.example/rss"}
sections: {politics: {title: Politics}, sport: {title: Sport}}
feeds:
  - {id: latest, title: Latest, limit: 3, window: 1s}
  - {id: trending, title: Trending, order: trending}
  - {id: "country/{country}", title: "{country}"}
  - id: flood
    title: The flood
    per_agency: 1
    limit: 2
    window: 1s
    pins: [{article: "https://wire.example/old"}, {article: "tag:x,2026:gone"}]
    select: {keywords: [flood, floods], languages: [en], min_length: 3, not: {sections: [sport]}}
"""


def article(name: str, agency: str = "wire", ago: float = 1, **fields: object) -> Article:
    """Make an article that was received some hours ago."""
    at = NOW - ago * HOUR
    made = Article(
        id=f"tag:news.example,2026:{name}",
        key=name,
        source=agency,
        agency=agency,
        url=f"https://{agency}.example/{name}",
        headline=f"Flood [{name}]",
        summary="Water in the streets.",
        language="en",
        received=at,
        published=at,
        updated=at,
        credit={"wire": "The Wire", "coast": "Coast Press"}[agency],
        story=name,
    )
    return replace(made, **fields)


ARTICLES = (
    article("first", ago=3, countries=(Place(country="NE", role="event", by="label"),)),
    article("again", "coast", 2.9, story="first"),
    article("second", ago=2),
    article("french", ago=1.9, language="fr"),
    article("short", ago=1.8, summary="Water."),
    article("dry", ago=1.7, headline="Drought"),
    article("match", ago=1.6, section=Judgement(value="sport", by="source")),
    article("early", ago=1.5, embargoed_until=NOW + 9 * HOUR),
    article("over", ago=1.4, expires=NOW - HOUR),
    article("held", ago=1.3, status=Status.HELD, waits_for="review"),
    article("withdrawn", ago=1.2, status=Status.WITHDRAWN, story="first"),
    article("shore", "coast", 1.1),
    article("old", ago=200),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lay out a newsroom with one article for each reason."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "var").mkdir()
    store = open_store(f"sqlite:///{tmp_path}/var/publisher.db")
    with store.pen() as pen:
        pen.save(ARTICLES, {})
    store.close()
    return tmp_path / "sources.yaml"


class Row(TypedDict):
    """What is told of an article."""

    id: str
    place: int
    countries: list[str]
    why: list[str]


Report = TypedDict("Report", {"in": list[Row], "out": list[Row], "lost_pins": list[str]})


def report(path: Path, feed: str) -> Report:
    """Return what `preview --json` prints when all is well."""
    done = run("preview", feed, "--json", "-f", str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    told: Report = json.loads(done.stdout)
    return told


def reasons(rows: list[Row]) -> dict[str, str]:
    """Return why each article is in or out, by its name."""
    return {row["id"].rpartition(":")[2]: "; ".join(row["why"]) for row in rows}


def test_each_article_is_told_why(path: Path) -> None:
    """In: by which rule. Out: by every rule that keeps it out; nothing is told twice."""
    told = report(path, "flood")
    assert reasons(told["in"]) == {
        "old": 'pinned; language en; keyword "flood"; 4 words',
        "shore": 'newest; language en; keyword "flood"; 4 words',
    }
    out = reasons(told["out"])
    assert out.pop("early").startswith("embargo: until ")
    assert out.pop("over").startswith("expired: ")
    assert out == {
        "french": "language: fr, not en",
        "short": "min_length: 1 of 3 words",
        "dry": "keywords: none of flood, floods",
        "match": "not: section sport",
        "held": "held: it waits for a review (`publisher held`)",
        "withdrawn": "withdrawn",
        "second": "per_agency: wire has 1 already",
        "first": "per_agency: wire has 1 already",
    }
    assert told["lost_pins"] == ["tag:x,2026:gone"]


def test_what_is_beyond_the_limit_or_a_duplicate_is_told(path: Path) -> None:
    """A duplicate with who tells its story in which place."""
    told = report(path, "latest")
    assert [row["place"] for row in told["in"]] == [1, 2, 3]
    assert list(reasons(told["in"])) == ["shore", "match", "dry"]
    assert reasons(told["out"])["short"] == "limit: beyond the 3 that come first"
    trend = report(path, "trending")
    assert trend["in"][0]["countries"] == ["NE"]
    assert reasons(trend["in"])["first"] == "score 1.62: 2 agencies, told 1.8 h before the newest"
    assert reasons(trend["out"])["again"] == "duplicate: told by The Wire in place 1"


def test_a_filled_feed_says_what_else_there_is(path: Path) -> None:
    """`country/ne` is a feed; what is about no country is told so."""
    told = report(path, "country/ne")
    assert reasons(told["in"]) == {"first": "newest; country NE"}
    assert reasons(told["out"])["second"] == "country: none, not NE"


def test_a_person_reads_it(path: Path) -> None:
    """A line for each article, the place before it and the reason beside it; in a pipe no line is cut."""
    done = run("preview", "flood", "--limit", "2", "-f", str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "flood  The flood  newest, limit 2, 1 of an agency; times are UTC"
    assert lines[1].startswith("  1  pinned; ")
    assert "Flood [old]" in lines[1]
    assert lines[1].endswith("tag:news.example,2026:old")
    assert lines[3].startswith("2 items in, 10 articles out, the last 2 received:")
    assert len(lines) == 7
    assert lines[-1] == "no article is found for the pin tag:x,2026:gone"


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        ("latst", "did you mean latest?"),
        ("country/zz", "has no feed 'country/zz'"),
        ("country/NE", "did you mean country/ne?"),
        ("country/{country}", "such as country/in"),
    ],
)
def test_a_feed_that_is_none_is_named(path: Path, feed: str, words: str) -> None:
    """Exit code 2, with what may have been meant."""
    done = run("preview", feed, "-f", str(path))
    assert (done.exit_code, done.stdout, words in done.stderr) == (2, "", True)


def test_mistakes_and_a_missing_store_have_their_codes(tmp_path: Path) -> None:
    """2 for a sources.yaml with mistakes; 3 where nothing was stored yet, and none is made."""
    trial = tmp_path / "trial.yaml"
    trial.write_text(SOURCES.replace("per_agency: 1", "per_agency: none"), "utf-8")
    done = run("preview", "flood", "-f", str(trial))
    assert (done.exit_code, "feeds[3].per_agency" in done.stderr) == (2, True)
    trial.write_text(f"data_dir: elsewhere\n{SOURCES}", "utf-8")
    done = run("preview", "flood", "-f", str(trial))
    assert (done.exit_code, done.stdout) == (3, "")
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_is_written(path: Path) -> None:
    """Run as its users run it: every file of the newsroom has the bytes that it had."""
    before = files(path.parent)
    done = run_apart("preview", "flood", "--config", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Flood [old]" in done.stdout
    assert files(path.parent) == before


def test_other_rules_are_tried_beside(path: Path) -> None:
    """A copy of sources.yaml beside the first one is read with the same store."""
    trial = path.with_name("trial.yaml")
    trial.write_text(SOURCES.replace("per_agency: 1", "per_agency: 2"), "utf-8")
    assert list(reasons(report(trial, "flood")["in"])) == ["old", "shore"]
    trial.write_text(SOURCES.replace("per_agency: 1\n    limit: 2", "per_agency: 2"), "utf-8")
    assert list(reasons(report(trial, "flood")["in"])) == ["old", "shore", "second"]


def files(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, but what SQLite keeps beside a database while it is read."""
    names = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.endswith(("-shm", "-wal"))]
    return {str(file): file.read_bytes() for file in names}
