"""Every benchmark runs, on next to nothing; none of them asserts on time, and neither does this."""

from __future__ import annotations

import pytest

from benchmarks import documents, recorded
from benchmarks.__main__ import BENCHMARKS
from benchmarks.scale import Scale
from publisher.wire.parse import parse

TINY = Scale(feeds=4, documents=3, passes=1, articles=5, requests=20, issues=(5,), sources=20, sampled=False)


_SLOW = {"rounds", "desk"}  # the one starts the program a dozen times, a peer of the other loads a large model


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak) if name in _SLOW else name for name in BENCHMARKS]
)
def test_it_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark gives tables with as many cells as heads, also where ../shared is absent."""
    monkeypatch.setattr(recorded, "is_here", lambda: False)
    tables = list(BENCHMARKS[name](TINY))
    assert tables
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.heads)}
        assert table.lines()[1] == f"### {table.title}"


@pytest.mark.parametrize("feed", range(17))
def test_generated_documents_are_feeds(feed: int) -> None:
    """A generated document is well-formed, is the same bytes each time, and holds the entries that it should."""
    body = documents.document(feed)
    found = parse(body, "https://agency.invalid/")
    assert body == documents.document(feed)
    assert (found.malformed, found.partial, found.faults) == (False, False, ())
    assert len(found.entries) == documents.SIZES[feed % len(documents.SIZES)]


def test_one_feed_in_ten_has_a_second_edition() -> None:
    """The second edition of one in ten differs by a new entry or two; the others are the same bytes."""
    changed = [n for n in range(40) if documents.document(n, documents.SECOND) != documents.document(n)]
    assert changed == [0, 10, 20, 30]
    first, second = ({one.guid for one in documents.reports(10, edition)} for edition in (0, 1))
    assert len(second - first) == 2
