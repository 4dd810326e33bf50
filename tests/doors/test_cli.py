"""The front door, as operators use it: real processes, exit codes, silence when all is well."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from publisher.cli import EXIT_CODES, VERBS
from publisher.store import hold
from tests.doors.conftest import ROOT, run, run_apart


def test_run_once_is_silent_when_all_is_well(path: Path) -> None:
    """Cron gets no mail: no output at all, exit code 0, and the feeds are there."""
    done = run_apart("run", "--once", "--config", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (path.parent / "feeds" / "latest.rss").is_file()


def test_run_once_reports_as_json(path: Path) -> None:
    """`--json` prints one object that says what was asked, reached, new and written."""
    report = json.loads(run("run", "--once", "--json", "--config", str(path)).stdout)
    assert (report["asked"], report["reached"], report["failures"], report["bugs"]) == (8, 8, {}, {})
    assert report["new"] >= 15
    assert (report["notes"], report["kept"]) == ([], [])
    assert "latest.rss" in report["files"]


def test_no_source_reached_is_seen_by_cron(path: Path) -> None:
    """Without a network the run says so and exits with 4."""
    path.write_text(re.sub(r"(127\.0\.0\.1):\d+/(\w)", r"\1:9/\2", path.read_text("utf-8")), "utf-8")
    done = run("run", "--once", "--config", str(path))
    assert done.exit_code == 4
    assert "0 of 8 sources could be reached; is there a network?" in done.stderr


def test_a_second_run_ends_quietly(path: Path) -> None:
    """Two runs at once: the second one says that another is at work, and exits with 0 (a kernel lock)."""
    with hold(path.parent / "var") as held:
        done = run("run", "--once", "--config", str(path))
    assert held
    assert (done.exit_code, done.stdout) == (0, "")
    assert "another run is at work" in done.stderr


def test_check_names_every_mistake(path: Path) -> None:
    """All mistakes at once, each with file, line and word; exit code 2."""
    text = path.read_text("utf-8").replace("country: GB", "country: UK").replace("agency: setu", "agency: sutu")
    path.write_text(text, "utf-8")
    done = run("check", "--config", str(path))
    assert done.exit_code == 2
    assert '"UK"' in done.stderr
    assert '"sutu"' in done.stderr
    assert run("run", "--once", "--config", str(path)).exit_code == 2
    mistakes = json.loads(run("check", "--json", "--config", str(path)).stdout)["mistakes"]
    assert {mistake["word"] for mistake in mistakes} == {"UK", "sutu"}


def test_check_of_a_good_file_is_silent(path: Path) -> None:
    """Nothing to say in a pipe; the shipped file is good."""
    assert (
        run("check", "--config", str(path)).stdout,
        run("check", "--config", str(ROOT / "sources.yaml")).exit_code,
    ) == ("", 0)


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    """No sources.yaml is exit code 2 with its name."""
    done = run("run", "--once", "--config", str(tmp_path / "none.yaml"))
    assert done.exit_code == 2
    assert "none.yaml" in done.stderr


def test_status_and_show(polled: Path) -> None:
    """`status` has a line for each source, `show` its articles; an unknown source is named."""
    table = run("status", "--config", str(polled)).stdout
    assert [name for name in ("meridian", "samvad", "setu", "lantern") if name not in table] == []
    rows = json.loads(run("status", "--json", "--config", str(polled)).stdout)
    assert [row["failures"] for row in rows] == [0] * 8
    assert "Ballard Estate" in run("show", "samvad", "--config", str(polled)).stdout
    unknown = run("show", "sambad", "--config", str(polled))
    assert (unknown.exit_code, unknown.stderr.endswith("no source 'sambad'; did you mean samvad?\n")) == (2, True)


def test_parse_prints_feed_and_entries(tmp_path: Path) -> None:
    """One JSON object a line, the feed first; an entry without title or link too; a refusal is a line, not a crash."""
    file = tmp_path / "feed.xml"
    file.write_text(
        "<rss version='2.0'><channel><title>A &amp; B</title><item><title>One</title><link>/1</link>"
        "<pubDate>Sun, 27 Apr 2025 06:00:00 +0530</pubDate></item><item><description>two</description></item>"
        "</channel></rss>",
        "utf-8",
    )
    lines = [json.loads(line) for line in run("parse", str(file), "--url", "https://a.example/f").stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["feed", "item", "item"]
    assert (unescape(lines[0]["title"]), lines[1]["link"]) == ("A & B", "https://a.example/1")
    assert datetime.fromisoformat(lines[1]["published"]) == datetime(2025, 4, 27, 0, 30, tzinfo=UTC)
    refused = run("parse", "-", given="<html><body>Log in</body></html>")
    assert json.loads(refused.stdout)["kind"] == "error"


def test_parse_stream(tmp_path: Path) -> None:
    """`--stream` answers requests line by line, each ended by {"kind": "end"}, and goes on after a bad one."""
    file = tmp_path / "feed.xml"
    file.write_text("<rss version='2.0'><channel><title>A</title></channel></rss>", "utf-8")
    requests = "".join(
        json.dumps({"path": str(name), "url": "", "headers": {}}) + "\n" for name in (file, tmp_path, file)
    )
    kinds = [json.loads(line)["kind"] for line in run("parse", "--stream", given=requests).stdout.splitlines()]
    assert kinds == ["feed", "end", "error", "end", "feed", "end"]


def test_import_and_export(path: Path, tmp_path: Path) -> None:
    """What is exported can be imported into an empty newsroom, private addresses only where that is said."""
    opml = tmp_path / "sources.opml"
    assert run("export", "--config", str(path), "-o", str(opml)).exit_code == 0
    fresh = tmp_path / "fresh.yaml"
    assert "0 sources added" in run("import", str(opml), "--config", str(fresh)).stdout
    assert "8 sources added" in run("import", str(opml), "--allow-private", "--config", str(fresh)).stdout
    assert "8 were there already" in run("import", str(opml), "--allow-private", "--config", str(fresh)).stdout
    assert run("check", "--config", str(fresh)).exit_code == 0


def test_import_of_nothing(path: Path, tmp_path: Path) -> None:
    """What cannot be had or read is named, exit code 2, and sources.yaml stays as it is."""
    before = path.read_bytes()
    (tmp_path / "bad.opml").write_text("<rss/>", "utf-8")
    for place in (str(tmp_path / "none.opml"), str(tmp_path / "bad.opml"), "http://127.0.0.1:9/opml"):
        done = run("import", place, "--config", str(path))
        assert (done.exit_code, place in done.stderr) == (2, True)
    assert path.read_bytes() == before


def test_publish_writes_nothing_that_is_the_same(polled: Path) -> None:
    """`publish` renders every feed and leaves equal bytes alone."""
    told = run("publish", "--config", str(polled)).stdout
    assert told.endswith(" feeds rendered, 0 files written\n")
    (polled.parent / "feeds" / "latest.rss").write_text("another", "utf-8")
    assert run("publish", "--config", str(polled)).stdout.endswith(", 1 file written\n")


def test_schemas() -> None:
    """`schema` prints the JSON Schemas that stand in the repository."""
    assert run("schema", "sources").stdout == (ROOT / "sources.schema.json").read_text("utf-8")
    assert run("schema", "article").stdout == (ROOT / "docs" / "article.schema.json").read_text("utf-8")


def test_exit_codes_are_documented() -> None:
    """docs/operations.md has the program's own table of exit codes."""
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert [code for code, meaning in EXIT_CODES.items() if f"| {code} | {meaning} |" not in page] == []


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (["--version"], {"rich", "pydantic", "sqlalchemy", "lxml", "httpx", "asyncio"}),
        (["--help"], {"rich", "pydantic", "sqlalchemy", "lxml", "httpx", "asyncio"}),
        (["check", "--config", str(ROOT / "sources.yaml")], {"sqlalchemy", "lxml", "httpx", "uvicorn", "apscheduler"}),
        (["schema", "article"], {"sqlalchemy", "lxml", "httpx", "uvicorn", "apscheduler"}),
        (["parse", str(ROOT / "tests" / "doors" / "conftest.py")], {"sqlalchemy", "httpx", "numpy", "rich"}),
    ],
)
def test_a_verb_imports_only_what_it_needs(words: list[str], unneeded: set[str]) -> None:
    """A verb that needs little starts fast: the rooms that it does not enter stay shut."""
    code = "import sys; from publisher.cli import main; main(standalone_mode=False); print('|', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert unneeded & set(done.stdout.rpartition("|")[2].split()) == set()


def test_help_names_every_verb_in_eighty_columns() -> None:
    """The summary of each verb fits its line, and each verb has a page of its own."""
    page = run("--help").stdout.splitlines()
    assert [verb for verb in VERBS if not any(line.split()[:1] == [verb] for line in page)] == []
    assert [line for line in page if len(line) > 80] == []
    assert [verb for verb in VERBS if run(verb, "--help").exit_code] == []


def test_parse_of_no_file_is_a_mistake(tmp_path: Path) -> None:
    """A file that is not there is named, exit code 2, without a traceback."""
    done = run("parse", str(tmp_path / "none.xml"))
    assert (done.exit_code, "none.xml" in done.stderr) == (2, True)


def test_a_secret_address_is_never_shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither `status` nor `show` tells an address that holds a value of the environment."""
    monkeypatch.setenv("WIRE_KEY", "sesame")
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"/meridian\"", '/meridian?key=${WIRE_KEY}"', text), "utf-8")
    assert run("run", "--once", "--config", str(path)).exit_code == 0
    for verb in (["status", "--json"], ["status"], ["show", "meridian"]):
        done = run(*verb, "--config", str(path))
        assert (done.exit_code, "sesame" in done.output) == (0, False)


def test_status_shows_the_failing_alone(path: Path) -> None:
    """`--failing` leaves out what is well."""
    path.write_text(re.sub(r":\d+/setu", ":9/setu", path.read_text("utf-8")), "utf-8")
    run("run", "--once", "--config", str(path))
    rows = json.loads(run("status", "--failing", "--json", "--config", str(path)).stdout)
    assert [(row["source"], row["failures"], row["reason"]) for row in rows] == [("setu", 1, "forbidden-address")]
    assert run("status", "--silent", "--config", str(path)).stdout == ""


def test_an_extension_is_found_beside_the_file(path: Path) -> None:
    """What sources.yaml names is imported from its own folder; `check` names what cannot be, with exit code 2."""
    text = path.read_text("utf-8")
    path.write_text(text + '\nclassifiers: ["desk_of_ours:judge"]\n', "utf-8")
    missing = run("check", "--config", str(path))
    assert (missing.exit_code, "classifiers: 'desk_of_ours:judge' cannot be imported" in missing.stderr) == (2, True)
    module = "from publisher.desk.classify import Verdict\n\n\ndef judge(evidence):\n    return Verdict()\n"
    (path.parent / "desk_of_ours.py").write_text(module, "utf-8")
    assert run("check", "--config", str(path)).exit_code == 0
