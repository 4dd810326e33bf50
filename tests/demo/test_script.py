"""The demonstration is sound: what its agencies write is read as they meant it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
import yaml

from demo.__main__ import line, prepare
from demo.formats import FORMATS
from demo.script import STORIES, Script, span
from publisher.config import load
from publisher.model import Document
from publisher.model.country import COUNTRIES
from publisher.wire.parse import parse

BEGAN = datetime(2026, 4, 27, 6, tzinfo=UTC)
ORIGIN = "http://127.0.0.1:8901"
SCRIPT = Script(BEGAN)
MOMENTS = [timedelta(0), *(event.at for event in SCRIPT.events())]
ROWS = cast("list[dict[str, str]]", yaml.safe_load(STORIES.read_text("utf-8"))["reports"])


def document(agency: str, now: datetime) -> Document:
    """Read what an agency writes at a time, as the wire does."""
    media_type, render = FORMATS[SCRIPT.agencies[agency].format]
    body = render(SCRIPT.agencies[agency], SCRIPT.reports(agency, now), ORIGIN)
    return parse(body.encode(), f"{ORIGIN}/{agency}", f"{media_type}; charset=utf-8")


def every_moment() -> Iterator[tuple[str, datetime]]:
    """Yield each agency at each moment at which something happens."""
    yield from ((agency, BEGAN + moment) for agency in SCRIPT.agencies for moment in MOMENTS)


def test_every_report_has_an_agency_and_a_country() -> None:
    """No row names an agency or a country that does not exist."""
    assert [row for row in ROWS if row["agency"] not in SCRIPT.agencies or row["country"] not in COUNTRIES] == []
    assert {row["agency"] for row in ROWS} == set(SCRIPT.agencies)


def test_every_format_is_shown() -> None:
    """The agencies differ in how they write: no format is there for nothing."""
    assert {agency.format for agency in SCRIPT.agencies.values()} == set(FORMATS)


@pytest.mark.parametrize("agency", SCRIPT.agencies)
def test_what_is_written_is_read(agency: str) -> None:
    """At every moment there are as many entries as live reports, in their order, with headline and summary."""
    for moment in MOMENTS:
        live = [report for report in SCRIPT.reports(agency, BEGAN + moment) if not report.withdrawn]
        read = document(agency, BEGAN + moment)
        assert [entry.title.value for entry in read.entries] == [report.headline for report in live]
        assert [entry.guid or "" for entry in read.entries] == [report.guid for report in live]
        assert read.faults == ()


def test_what_is_withdrawn_is_a_tombstone() -> None:
    """A withdrawn report is told as deleted by its guid, and as nothing else."""
    graves = {(agency, guid) for agency, now in every_moment() for guid in document(agency, now).deleted}
    rows = [
        row
        for row in ROWS
        if any("withdrawn" in change for change in cast("list[dict[str, str]]", row.get("then", [])))
    ]
    assert graves == {(row["agency"], row["guid"]) for row in rows}
    assert len(graves) == 1


def test_identities_are_unique_within_an_agency() -> None:
    """No two reports of an agency have one guid, or without guids one address."""
    for agency in SCRIPT.agencies:
        entries = document(agency, BEGAN + SCRIPT.length).entries
        assert len({entry.guid or entry.link for entry in entries}) == len(entries)


def test_a_correction_keeps_its_identity() -> None:
    """What changes later changes under the same guid and the same address."""
    for row in (row for row in ROWS if "then" in row):
        then = cast("list[dict[str, str]]", row["then"])[-1]
        before, after = (
            document(row["agency"], BEGAN + span(str(then["at"])) + shift)
            for shift in (-timedelta(seconds=1), timedelta(0))
        )
        links = [{entry.guid: entry.link for entry in read.entries} for read in (before, after)]
        assert row["guid"] in {**links[1], **dict.fromkeys(after.deleted, "")}
        assert links[1].get(row["guid"], links[0][row["guid"]]) == links[0][row["guid"]]


def test_the_configuration_knows_every_agency(tmp_path: Path) -> None:
    """demo/sources.yaml is good, reads each agency once at its own address, and places every section that is named."""
    config = load(prepare(tmp_path / "demo", 8901, 8000))
    assert [source.url for source in config.sources.values()] == [f"{ORIGIN}/{agency}" for agency in SCRIPT.agencies]
    for agency in SCRIPT.agencies.values():
        source = config.sources[agency.id]
        assert (source.timezone, source.agency.name, source.agency.country) == (
            agency.timezone,
            agency.name,
            agency.home,
        )


def test_the_story_is_told_in_eighty_columns() -> None:
    """Each thing that happens is one line on a terminal, and a correction and a withdrawal are among them."""
    events = SCRIPT.events()
    assert {"reports", "corrects", "withdraws"} == {event.verb for event in events}
    assert [event for event in events if len(line(event)) > 68] == []
    assert events[0].at > timedelta(seconds=10)
