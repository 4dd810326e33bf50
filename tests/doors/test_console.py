"""What a person at a terminal is told."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from rich.console import Console

from publisher import console, reports
from publisher.config import load, parse_config
from publisher.model import Failed, Push, Reason, SourceState
from publisher.pipeline import Harvest, Published, Round
from publisher.pipeline.waiting import Waiting
from publisher.wire.moves import learnt
from tests.doors.conftest import ROOT

NOW = datetime(2026, 4, 27, 6, tzinfo=UTC)
TOOK = timedelta(seconds=1.25)


@pytest.mark.parametrize(
    ("result", "published", "line"),
    [
        (Round(asked=1, reached=1), Published(), "1 source · 0 new articles · 1.2 s"),
        (
            Round(asked=1200, reached=1199, fresh=1, changed=3, failures=Counter({"timeout": 1})),
            Published(changed=("a", "b")),
            "1,200 sources · 1 new article · 3 updated · 1 failed (timeout) · 2 files written · 1.2 s",
        ),
        (
            Round(asked=9, changed=1, failures=Counter({"timeout": 2}), bugs={"a": "KeyError"}),
            Published(faults=("a: b",)),
            "9 sources · 1 updated · 3 failed (2 timeout, 1 a bug of ours) · [red]1 article left out[/] · 1.2 s",
        ),
        (
            Round(asked=1),
            Published(kept=("latest", "world")),
            "1 source · 0 new articles · [red]2 feeds kept as before[/] · 1.2 s",
        ),
    ],
)
def test_one_line_a_round(result: Round, published: Published, line: str) -> None:
    """What was asked, what came, what failed and why, what was written, and how long it took."""
    assert console.round_line(result, published, TOOK) == line


def test_a_configuration_in_a_line() -> None:
    """What is read of whom, and what is published; one of a kind is told as one."""
    text = """
    agencies: {a: {name: A, country: IN, language: en}, b: {name: B, country: NP, language: en-GB}}
    sources: {one: {agency: a, url: "https://a.example/"}, two: {agency: b, url: "https://b.example/"}}
    feeds: [{id: latest, title: Latest}, {id: trending, title: Trending}]
    """
    config = parse_config(text, "sources.yaml")
    assert console.config_line(config) == "2 sources of 2 agencies, 2 countries, 1 language; 2 feeds: all is well"
    one = replace(config, agencies={"a": config.agencies["a"]}, sources={"one": config.sources["one"]})
    one = replace(one, feeds=config.feeds[:1])
    assert console.config_line(one) == "1 source of 1 agency, 1 country, 1 language; 1 feed: all is well"


def failed(source: str, failures: int) -> Harvest:
    """Make a poll that failed for the n-th time in a row."""
    state = SourceState(source=source, failures=failures, reason="timeout")
    return Harvest(source=source, failure=Failed(reason=Reason.TIMEOUT), state=state)


def test_a_round_that_brought_nothing_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The first round is told whatever it brought; after it only what is new, and who begins to fail, by name."""
    teller, nothing = console.Teller(), Round(asked=2, reached=2)
    teller.round(nothing, Published(), TOOK)
    assert "2 sources · 0 new articles" in capsys.readouterr().out
    teller.round(nothing, Published(), TOOK)
    teller.polled(failed("setu", 2))
    teller.round(nothing, Published(), TOOK)
    assert capsys.readouterr().out == ""
    teller.polled(failed("setu", 1))
    teller.round(nothing, Published(), TOOK)
    assert capsys.readouterr().out.rstrip().endswith("failing: setu")


def test_what_the_program_does_by_itself_is_told_as_it_comes(capsys: pytest.CaptureFixture[str]) -> None:
    """Each note has a line of its own, as written, also after a round that brought nothing."""
    teller, nothing = console.Teller(), Round(asked=2, reached=2)
    teller.round(nothing, Published(), TOOK)
    capsys.readouterr()
    teller.round(Round(asked=2, notes=("setu: moved [for good]", "sahel: gone")), Published(), TOOK)
    teller.round(nothing, Published(notes=("the feed latest would show 3",)), TOOK)
    lines = [line.partition("  ")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == ["setu: moved [for good]", "sahel: gone"]
    assert lines[3] == "the feed latest would show 3"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "–"),
        (NOW, "0 s ago"),
        (NOW - timedelta(seconds=90), "2 min ago"),
        (NOW + timedelta(hours=3), "in 3 h"),
        (NOW - timedelta(days=40), "40 d ago"),
    ],
)
def test_how_long_ago(moment: datetime | None, words: str) -> None:
    """One unit is enough; a time that never was is a dash."""
    assert console.ago(moment, NOW) == words


def test_status_of_all_shipped_sources_fits_eighty_columns() -> None:
    """Each source is one line, whole, with the reason of its failure."""
    sources = load(ROOT / "sources.yaml").sources
    states = {
        name: SourceState(source=name, answered=NOW, renewed=NOW, failures=12, reason="forbidden-address")
        for name in sources
    }
    screen = Console(file=io.StringIO(), width=80)
    screen.print(console.status_table(sources.values(), states, NOW + timedelta(minutes=59)))
    lines = screen.file.getvalue().splitlines()  # type: ignore[attr-defined] # it is the StringIO from above
    assert [name for name in sources if not any(line.startswith(name) for line in lines)] == []
    assert (len(lines), max(map(len, lines)) <= 80) == (len(sources) + 1, True)


def test_status_is_summed_up() -> None:
    """The last line counts what needs a person's eye."""
    sources = load(ROOT / "demo" / "sources.yaml").sources
    states = {name: SourceState(source=name, asked=NOW, answered=NOW, renewed=NOW) for name in sources}
    states["setu"] = SourceState(source="setu", asked=NOW, failures=3)
    states["sahel"] = SourceState(source="sahel")
    waiting = Waiting(quarantined=Counter(setu=2), held=Counter(sahel=1200))
    summed = "8 sources · 1 failing · 1 never asked · 2 quarantined · 1,200 held"
    assert console.status_line(sources.values(), states, NOW, waiting) == summed
    assert console.status_line(sources.values(), states, NOW, Waiting()) == "8 sources · 1 failing · 1 never asked"


def pushing(**given: object) -> Push:
    """Make an agreement with a hub whose address holds a secret."""
    known = Push(source="s", topic="t", hub="https://hub.example/s3cret", token="t", secret="s", asked=NOW, due=NOW)
    return replace(known, **given)


@pytest.mark.parametrize(
    ("push", "told"),
    [
        (None, None),
        (pushing(), "hub.example was asked to push · last push –"),
        (pushing(state="refused"), "hub.example refuses to push · last push –"),
        (
            pushing(state="verified", until=NOW + timedelta(days=2), delivered=NOW - timedelta(hours=3)),
            "hub.example pushes until 2026-04-29 06:00 · last push 3 h ago",
        ),
        (pushing(state="verified", until=NOW), "hub.example pushed until 2026-04-27 06:00 · last push –"),
    ],
)
def test_what_was_agreed_with_a_hub_is_shown(push: Push | None, told: str | None) -> None:
    """`show` tells of the hub by its host, until when it pushes, and when it did; nothing where none was asked."""
    source = next(iter(load(ROOT / "demo" / "sources.yaml").sources.values()))
    lines = list(console.source_lines(source, SourceState(source=source.id), [], NOW, push))
    assert [line for line in lines if "hub" in line] == ([f"hub         {told}"] if told else [])
    row = reports.status_report([source], {}, NOW, Waiting(), {source.id: push} if push else {})[0]
    assert (row["push"] is None) is (push is None)
    assert "s3cret" not in json.dumps(row)


def test_pushed_sources_are_counted() -> None:
    """The last line of `status` counts the sources that a hub pushes now."""
    sources = load(ROOT / "demo" / "sources.yaml").sources
    first, second, *_ = sources
    live = pushing(state="verified", until=NOW + timedelta(days=2))
    states = {name: SourceState(source=name, asked=NOW, answered=NOW, renewed=NOW) for name in sources}
    line = console.status_line(sources.values(), states, NOW, Waiting(), {first: live, second: pushing()})
    assert line == "8 sources · 1 pushed"


def test_an_adopted_address_is_shown() -> None:
    """`show` tells where a source is asked since it moved for good, unless sources.yaml has another address by now."""
    source = next(iter(load(ROOT / "demo" / "sources.yaml").sources.values()))
    moved = replace(learnt(SourceState(source=source.id), source), adopted="http://127.0.0.1:9/new[1]")
    for state, told in ((moved, True), (replace(moved, learnt_of="another"), False)):
        lines = list(console.source_lines(source, state, [], NOW))
        assert any(line.startswith("moved to    http://127.0.0.1:9/new") for line in lines) is told


def test_nothing_is_told_as_nothing_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal an empty list is told in words; in a pipe it is empty."""
    for terminal, told in ((True, "nothing waits\n"), (False, "")):
        screen = Console(file=io.StringIO(), force_terminal=terminal, color_system=None)
        monkeypatch.setattr("publisher.console.screen.out", screen)
        console.say_lines((), none="nothing waits")
        assert cast("io.StringIO", screen.file).getvalue() == told


def test_long_lines_go_on_below_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal nothing of a line is lost that goes on below a column; in a pipe it is one line."""
    line = f"[bold]1[/]   {' '.join(['word'] * 30)}"
    for terminal, lines in ((True, 4), (False, 1)):
        screen = Console(file=io.StringIO(), force_terminal=terminal, color_system=None, width=50, soft_wrap=True)
        monkeypatch.setattr("publisher.console.screen.out", screen)
        console.say_lines((line,), below=4)
        told = cast("io.StringIO", screen.file).getvalue().splitlines()
        assert (len(told), " ".join(told).split()) == (lines, ["1", *["word"] * 30])
        assert [each[:8] for each in told] == ["1   word", *["    word"] * (lines - 1)]
        assert max(map(len, told)) <= 50 or not terminal


@pytest.mark.parametrize("width", [1, 2, 5, 18, 19, 36])
def test_no_terminal_is_too_narrow(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Where the column would leave too little room, a line goes on at the edge."""
    screen = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=width, soft_wrap=True)
    monkeypatch.setattr("publisher.console.screen.out", screen)
    console.say_lines(("", "2026-11-23 17:08  a feed is kept", "short"), below=18)
    told = "".join(cast("io.StringIO", screen.file).getvalue().split())
    assert told == "2026-11-2317:08afeediskeptshort"


def test_a_path_is_short_where_it_can_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Below the current folder it is relative, elsewhere whole."""
    monkeypatch.chdir(tmp_path)
    assert console.shown(tmp_path / "feeds") == "feeds/"
    assert console.shown(Path("/srv/feeds")) == "/srv/feeds/"
