"""A source whose items all change their guid keeps its articles, and what cannot be explained waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publisher.desk.flood import hold, is_flood, rejoin, usual
from publisher.desk.identity import Named, identify
from publisher.desk.normalize import normalize
from publisher.model import Agency, Article, Entry, Site, Source, SourceState, Status, Text
from tests.world.wild import examples

NOW = datetime(2025, 4, 28, 12, tzinfo=UTC)
SOURCE = Source(id="pti-top", agency=Agency(id="pti", name="PTI", credit="PTI"), url="https://pti.example/rss")
ENTRIES = [
    Entry(guid=f"g{number}", link=f"https://pti.example/{number}", title=Text(f"Report {number}"))
    for number in range(20)
]


def read(entries: list[Entry]) -> list[Article]:
    """Normalize a first document."""
    keys = identify(entries, SOURCE, {})
    return [normalize(entry, key, SOURCE, Site(), NOW) for entry, key in zip(entries, keys, strict=True)]


def again(entries: list[Entry], articles: list[Article]) -> list[str]:
    """Return the keys of a later document whose guids nobody knows."""
    named = [Named(entry, SOURCE) for entry in entries]
    return rejoin(named, identify(entries, SOURCE, {}, named), articles)


@pytest.mark.parametrize(
    ("new", "entries", "expected", "flood"),
    [
        (20, 20, 1.0, True),
        (11, 20, 1.0, True),
        (10, 20, 1.0, False),
        (20, 20, 7.0, False),
        (9, 9, 1.0, False),
        (20, 20, None, False),
        (0, 0, 1.0, False),
    ],
)
def test_what_is_a_flood(new: int, entries: int, expected: float | None, flood: bool) -> None:  # noqa: FBT001 -- a row of the table
    """More than half of the document and three times the usual, from a source that we know; never a first poll."""
    assert is_flood(new, entries, expected) is flood


def test_what_is_usual_grows_with_the_time() -> None:
    """After a weekend without an answer a source has a weekend's news, and that is no flood."""
    state = SourceState(source="x", gap=timedelta(hours=1), renewed=NOW)
    assert usual(state, NOW) == 1
    assert usual(state, NOW + timedelta(days=2)) == 48
    assert usual(SourceState(source="x"), NOW) is None


@pytest.mark.parametrize(
    "change",
    [{}, {"title": Text("Blaze")}, {"link": ""}],
)
def test_guid_churn_makes_no_new_articles(change: dict[str, str | Text]) -> None:
    """When every guid is another one, the link or the title tells which article an entry is."""
    articles = read(ENTRIES)
    churned = [replace(entry, guid=f"urn:uuid:{entry.guid}", **change) for entry in ENTRIES]
    assert again(churned, articles) == [article.key for article in articles]


def test_what_names_several_is_not_trusted() -> None:
    """A title or link that stands twice tells nothing: such entries are new."""
    articles = read([replace(entry, title=Text("Weather")) for entry in ENTRIES])
    churned = [replace(entry, guid=f"n{entry.guid}", link="", title=Text("Weather")) for entry in ENTRIES]
    assert not set(again(churned, articles)) & {article.key for article in articles}


def test_a_title_over_another_text_is_another_page() -> None:
    """Where each day's page has one title, the page of today is none of yesterday's that has left the document."""
    title = Text("Interactive: the outbreak")
    yesterday = replace(ENTRIES[0], title=title, summary=Text("Follow our rolling coverage."))
    today = Entry(guid="new", title=title, summary=Text("Fewer patients in intensive care, three cases"))
    articles = read([yesterday])
    assert again([today], articles) != [articles[0].key]
    assert again([replace(today, summary=yesterday.summary)], articles) == [articles[0].key]


def test_an_article_that_is_still_in_the_document_is_not_taken() -> None:
    """A new entry with the title of one that is still there is another one."""
    articles = read(ENTRIES[:1])
    both = [ENTRIES[0], replace(ENTRIES[0], guid="new", link="https://pti.example/new")]
    keys = again(both, articles)
    assert keys[0] == articles[0].key != keys[1]


def test_an_entry_that_we_know_keeps_its_article() -> None:
    """A headline that was rewritten to that of an old article moves nothing."""
    articles = read(ENTRIES[:2])
    rewritten = replace(ENTRIES[0], title=ENTRIES[1].title)
    assert again([rewritten], articles) == [articles[0].key]


def test_held_articles_are_shown_to_nobody() -> None:
    """What waits for review has the status for it; a kill notice is not undone."""
    article = read(ENTRIES)[0]
    assert hold(article).status is Status.HELD
    withdrawn = replace(article, status=Status.WITHDRAWN)
    assert hold(withdrawn) is withdrawn


NAMES = st.sampled_from(["", "a", "b", "https://pti.example/1", "https://pti.example/2"])


@given(st.lists(st.builds(lambda g, u, t: Entry(guid=g, link=u, title=Text(t)), NAMES, NAMES, NAMES), max_size=8))
@examples(60)
def test_no_article_is_given_twice(entries: list[Entry]) -> None:
    """However names repeat, two different items never become one article."""
    named = [Named(replace(entry, guid=f"new {entry.guid}"), SOURCE) for entry in entries]
    keys = identify([names.entry for names in named], SOURCE, {}, named)
    found = rejoin(named, keys, read(ENTRIES))
    apart = {key: place for place, key in enumerate(keys)}
    assert len(set(found)) >= len(apart)
