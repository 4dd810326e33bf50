"""Headlines of two events, one behind a comma: they belong to a story, and lead nobody from one to the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from publisher.desk.stories import Index, Joined, Report, Rules, read
from publisher.desk.stories.guards import is_series

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)


def report(name: str, headline: str, text: str = "", hours: int = 0, source: str = "wire") -> Report:
    """Make a report so many hours after noon."""
    return read(name, headline, text, "en", NOON + timedelta(hours=hours), source=source)


def told(index: Index, *reports: Report) -> list[Joined]:
    """Place reports one after the other."""
    return [index.place(one) for one in reports]


def test_a_headline_of_two_events_leads_nobody_from_one_to_the_other() -> None:
    """What stands behind its comma is no word of the story that the rest of it belongs to."""
    joined = told(
        Index(),
        report("one", "Dunmore strike ends"),
        report("two", "Dunmore strike ends, ferry capsizes off Zanzibar", "", 1, "post"),
        report("three", "Ferry capsizes off Zanzibar", "", 2, "echo"),
    )
    assert [one.story for one in joined] == ["one", "one", "three"]
    assert not joined[2].merged


def test_a_headline_of_two_events_merges_no_stories() -> None:
    """It belongs to one of them."""
    joined = told(
        Index(Rules(merging=0.0)),
        report("one", "Dunmore harbour strike ends"),
        report("two", "Ferry capsizes off Zanzibar", "", 1, "echo"),
        report("three", "Dunmore harbour strike ends, ferry capsizes off Zanzibar", "", 2, "post"),
    )
    assert joined[2].kind == "story"
    assert not joined[2].merged


def test_headlines_of_two_events_take_in_no_report_of_one() -> None:
    """A story that is told in such headlines only is of neither event."""
    index = Index()
    joined = told(
        index,
        report("one", "Dunmore strike hits Brno grain trade, Zanzibar ferry capsizes in storm"),
        report("two", "Dunmore strike hits grain trade again, Zanzibar ferry capsizes in heavy storm", "", 1),
        report("three", "Dunmore strike: envoy of grain trade flies in", "", 2, "echo"),
    )
    assert joined[1].story == "one"
    assert (joined[2].story, joined[2].near and joined[2].near.reason) == ("three", "several events")


def test_a_live_page_that_is_begun_anew_each_day_is_no_endless_story() -> None:
    """The text below it is the same every day; after two days it tells of something else."""
    text = "Follow our rolling coverage of what happens in the harbour and beyond, as told by our reporters."
    pages = ["Ferry capsizes off Zanzibar", "Strikers block Callao", "Tunnel flooded in Brno", "Volcano wakes at Goma"]
    joined = told(
        Index(),
        *(report(str(day), f"{name}: Live Updates", text, 20 * day) for day, name in enumerate(pages)),
    )
    assert [one.story for one in joined] == ["0", "0", "0", "3"]


def test_notices_of_one_pattern_that_begin_with_two_names_are_a_series() -> None:
    """Half of the words are enough, whatever the texts have in common, where each text tells its own name only."""
    text = "a 3Q 2026 dividend of R$ 1.05 per unit. Last day to trade with entitlement: July 30. Payment: Aug. 21."
    one = report("one", "Ondara declares Q3 dividend of R$ 1.05 per unit, payable Aug. 21", f"Ondara declared {text}")
    other = report("two", "Pelmex announces R$ 1.88 per unit dividend for 3Q 2026", f"Pelmex declared {text}")
    again = report("three", "Shareholders of Ondara get a dividend of R$ 1.05 per unit", f"Ondara declared {text}")
    assert is_series(one, other)
    assert not is_series(one, again)


def test_a_round_up_whose_other_half_nobody_tells_is_no_report_of_a_story() -> None:
    """However much of its first half is told there."""
    joined = told(
        Index(),
        report("one", "Zanzibar taps Overton to lead ferry board"),
        report("two", "Zanzibar taps Overton to lead ferry board, chip selloff hits stocks, more", "", 1, "post"),
    )
    assert [one.story for one in joined] == ["one", "two"]
