"""The script of the demonstration: which agency says what, and when, counted from its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, cast

import yaml

STORIES: Final = Path(__file__).with_name("stories.yaml")
UNITS: Final = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Agency:
    """One invented agency: how it writes, and in which time zone and language."""

    id: str
    name: str
    format: str
    language: str
    timezone: str
    home: str
    desk: str


@dataclass(frozen=True, slots=True)
class Report:
    """One item of an agency as it stands at one moment."""

    agency: str
    guid: str
    created: datetime
    updated: datetime
    headline: str
    summary: str
    language: str = ""  # where it is not the agency's
    body: str = ""
    section: str = ""
    country: str = ""  # alpha-2
    place: str = ""
    image: str = ""
    image_note: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What one agency does while one watches."""

    at: timedelta
    agency: Agency
    verb: str  # reports, corrects or withdraws
    headline: str


def span(text: str) -> timedelta:
    """Read "90s", "-40m" or "2h"."""
    return timedelta(seconds=float(text[:-1]) * UNITS[text[-1]])


class Script:
    """All reports, and what of them is to be seen at a time."""

    def __init__(self, began: datetime, path: Path = STORIES) -> None:
        book = cast("dict[str, list[dict[str, object]]]", yaml.safe_load(path.read_text("utf-8")))
        self.began = began
        self.agencies = {str(row["id"]): Agency(**cast("dict[str, str]", row)) for row in book["agencies"]}
        self._reports = book["reports"]

    def reports(self, agency: str, now: datetime) -> list[Report]:
        """Return what the agency shows at a time, the newest first."""
        seen = [report for row in self._reports if row["agency"] == agency and (report := self._at(row, now))]
        return sorted(seen, key=lambda report: (report.created, report.guid), reverse=True)

    def _at(self, row: dict[str, object], now: datetime) -> Report | None:
        created = self.began + span(str(row["at"]))
        if created > now:
            return None
        values = {name: value for name, value in row.items() if name not in {"at", "then"}}
        updated = created
        for change in cast("list[dict[str, object]]", row.get("then", [])):
            at = self.began + span(str(change["at"]))
            if at <= now:
                updated = at
                values |= {name: value for name, value in change.items() if name != "at"}
        return Report(created=created, updated=updated, **values)  # type: ignore[arg-type] # the rows of stories.yaml are of this shape: tests/demo reads them all

    def events(self) -> list[Event]:
        """Return all that happens after the start, in its order."""
        told: list[Event] = []
        for row in self._reports:
            agency, headline = self.agencies[str(row["agency"])], str(row["headline"])
            told.append(Event(span(str(row["at"])), agency, "reports", headline))
            for change in cast("list[dict[str, object]]", row.get("then", [])):
                verb = "withdraws" if change.get("withdrawn") else "corrects"
                told.append(Event(span(str(change["at"])), agency, verb, headline))
        return sorted((event for event in told if event.at > timedelta(0)), key=lambda event: event.at)

    @property
    def length(self) -> timedelta:
        """The time until nothing more happens."""
        return self.events()[-1].at
