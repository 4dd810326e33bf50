"""The verbs for what waits for a person, on a store that was filled by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from publisher.model import Article, Judgement, Place, Quarantined, SourceState, Status
from publisher.pipeline.timelines import touched_stories
from publisher.store import Store, open_store
from tests.doors.conftest import run

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources:
  wire: {agency: wire, url: "https://wire.example/rss"}
  cable: {agency: wire, url: "https://cable.example/rss"}
feeds: [{id: latest, title: Latest}]
"""
FIRST = Quarantined(
    digest="ab" + "0" * 62,
    source="wire",
    reason="reading the document took too much memory",
    at=NOON,
    address="https://wire.example/rss",
    content_type="text/xml",
    length=7,
    body=b"\0<rss>\xff",
)
SECOND = replace(FIRST, digest="ab" + "1" * 62, source="cable", at=NOON + timedelta(minutes=1), address="")


def article(name: str, source: str = "wire") -> Article:
    """Make a held article."""
    return Article(
        id=f"tag:news.example,2026:article/{name}",
        key=name,
        source=source,
        agency="wire",
        headline=f"Old page [{name}]",
        received=NOON,
        published=NOON,
        updated=NOON,
        credit="The Wire",
        story=name,
        status=Status.HELD,
        waits_for="review",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lay out a newsroom with two documents in quarantine, three held articles and two notes."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "var").mkdir()
    store = opened(tmp_path / "sources.yaml")
    with store.pen() as pen:
        pen.save([article("a"), article("b"), article("c", "cable")], {})
        pen.quarantine(FIRST)
        pen.quarantine(SECOND)
        for name in ("wire", "cable"):
            far = NOON + timedelta(days=99_999)
            pen.remember(SourceState(source=name, asked=NOON, gone=name == "cable", failures=1, due=far))
            pen.note(NOON, name, f"[something] about {name}")
    store.close()
    return tmp_path / "sources.yaml"


def opened(path: Path) -> Store:
    """Open the store of a newsroom."""
    return open_store(f"sqlite:///{path.parent}/var/publisher.db")


def told(path: Path, *words: str) -> str:
    """Return what a verb prints when all is well."""
    done = run(*words, "--config", str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_the_quarantine_is_listed_newest_first(path: Path) -> None:
    """A line for each document, and for programs all that is known but its body."""
    lines = told(path, "quarantine", "list").splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["digest", "source"],
        ["ab1111111111", "cable"],
        ["ab0000000000", "wire"],
    ]
    rows = json.loads(told(path, "quarantine", "list", "--json"))
    assert [(row["digest"], row["url"]) for row in rows] == [
        (SECOND.digest, None),
        (FIRST.digest, "https://wire.example/rss"),
    ]
    assert (rows[1]["at"], rows[1]["reason"], rows[1]["length"]) == ("2026-03-01T12:00:00Z", FIRST.reason, 7)


def test_a_document_is_shown_or_written(path: Path) -> None:
    """The beginning of its digest is enough; `--body` writes the bytes as they came, and nothing else."""
    shown = told(path, "quarantine", "show", "AB0")
    assert [word for word in (FIRST.digest, FIRST.reason, FIRST.address, "7 bytes") if word not in shown] == []
    assert run("quarantine", "show", "ab0", "--body", "--config", str(path)).stdout_bytes == FIRST.body


@pytest.mark.parametrize(("digest", "words"), [("ff", "'ff'"), ("ab", "2 digests"), ("", "''")])
@pytest.mark.parametrize("verb", ["show", "retry"])
def test_a_digest_names_one_document(path: Path, verb: str, digest: str, words: str) -> None:
    """An unknown digest, or the beginning of several, is a mistake, exit code 2; nothing is let out."""
    done = run("quarantine", verb, digest, "--config", str(path))
    assert (done.exit_code, words in done.stderr) == (2, True)
    assert len(json.loads(told(path, "quarantine", "list", "--json"))) == 2


def test_retry_lets_a_document_out(path: Path) -> None:
    """It is no longer in quarantine, its source is due at once, nobody else is, and all that is said and noted."""
    assert "wire is asked at once" in told(path, "quarantine", "retry", "ab0", "ab00")
    store = opened(path)
    now = datetime.now(UTC)
    assert [each.digest for each in store.quarantined()] == [SECOND.digest]
    assert store.due(now, ["wire", "cable"], 9) == ["wire"]
    assert store.notes(1)[0].text == "let out of quarantine: ab0000000000"
    store.close()


def test_an_empty_quarantine_is_silent(path: Path) -> None:
    """Nothing to list is nothing to say."""
    told(path, "quarantine", "retry", "ab0", "ab1")
    assert told(path, "quarantine", "list") == ""
    assert json.loads(told(path, "quarantine", "list", "--json")) == []


def test_held_articles_are_listed(path: Path) -> None:
    """Each with its source, time, headline as written and id; why, and what to do, stand below."""
    listed = told(path, "held")
    assert "wire  2026-03-01 12:00  Old page [a]  tag:news.example,2026:article/a\n" in listed
    assert "3 articles held" in listed
    assert "publisher held --release SOURCE" in listed
    rows = json.loads(told(path, "held", "--json"))
    assert [(row["source"], row["headline"], row["waits_for"]) for row in rows] == [
        ("cable", "Old page [c]", "review"),
        ("wire", "Old page [b]", "review"),
        ("wire", "Old page [a]", "review"),
    ]


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["wire"], ["c"]),
        (["tag:news.example,2026:article/a"], ["c", "b"]),
        (["a"], ["c", "b"]),
        (["wire", "cable"], []),
        (["wire", "nobody"], None),
    ],
)
def test_held_articles_are_let_go_by_source_or_id(path: Path, names: list[str], left: list[str] | None) -> None:
    """What is named is usable, its feeds wait to be published; a name of nothing is a mistake and lets nothing go."""
    words = [word for name in names for word in ("--release", name)]
    done = run("held", *words, "--config", str(path))
    store = opened(path)
    held = [each.key for each in store.held(9)]
    if left is None:
        assert (done.exit_code, "'nobody'" in done.stderr, len(held)) == (2, True, 3)
    else:
        feeds = [name for name in store.touched() if not touched_stories([name])]
        assert (done.exit_code, held, feeds) == (0, left, ["latest"])
        assert f"{3 - len(left)} article" in done.stdout
    store.close()


def test_notes_are_shown_newest_first(path: Path) -> None:
    """Each with its time and source; of one source, or as JSON; a name that nobody knows is a mistake."""
    assert told(path, "notes").splitlines() == [
        "2026-03-01 12:00  cable: [something] about cable",
        "2026-03-01 12:00  wire: [something] about wire",
    ]
    assert json.loads(told(path, "notes", "--source", "wire", "--json")) == [
        {"at": "2026-03-01T12:00:00Z", "source": "wire", "note": "[something] about wire"}
    ]
    assert len(told(path, "notes", "--limit", "1").splitlines()) == 1
    done = run("notes", "--source", "nobody", "--config", str(path))
    assert (done.exit_code, "'nobody'" in done.stderr) == (2, True)


def test_status_and_show_tell_what_needs_an_eye(path: Path) -> None:
    """In words, for each source: what worries us, what is in quarantine, what is held; `show` has the last notes."""
    lines = told(path, "status").splitlines()
    assert "cable  gone (410): asked once a month; remove it, or give its new address" in lines
    assert "wire  1 document in quarantine: `publisher quarantine list`" in lines
    assert "wire  2 articles held for a review: `publisher held`" in lines
    rows = {row["source"]: row for row in json.loads(told(path, "status", "--json"))}
    assert [(row["quarantined"], row["held"]) for row in (rows["wire"], rows["cable"])] == [(1, 2), (1, 1)]
    assert (rows["wire"]["worry"], rows["cable"]["worry"].partition(":")[0]) == ("", "gone (410)")
    shown = told(path, "show", "wire")
    assert "1 document in quarantine" in shown
    assert "2026-03-01 12:00  wire: [something] about wire" in shown


def test_what_is_not_proven_is_listed_with_the_two_best_answers(path: Path) -> None:
    """Behind what waits for a review: the value, how sure, and the words; `--limit` bounds how many."""
    doubts = {
        "status": Status.USABLE,
        "waits_for": "",
        "countries_proposed": (
            Place(country="NE", role="event", by="words", confidence=0.61, evidence=("Niger",)),
            Place(country="NG", role="event", by="words", confidence=0.2),
        ),
    }
    section = (Judgement(value="politics", by="words", confidence=0.4, evidence=("coup",)),)
    store = opened(path)
    with store.pen() as pen:
        pen.save([replace(article("d"), **doubts), replace(article("e"), **doubts, sections_proposed=section)], {})
    store.close()
    lines = told(path, "held").splitlines()
    assert "    country: NE 0.61 (Niger) or NG 0.20" in lines
    assert "    section: politics 0.40 (coup)" in lines
    assert lines[-1].startswith("2 articles not proven")
    rows = json.loads(told(path, "held", "--json", "--limit", "1"))
    assert [row["waits_for"] for row in rows] == ["review", "review", "review", ""]
    assert rows[-1]["countries_proposed"][0] == {"country": "NE", "confidence": 0.61, "evidence": ["Niger"]}
