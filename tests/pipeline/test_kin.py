"""Stories are joined by numbers of signs as they are by the signs themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.cluster import join, new_story, signs
from publisher.desk.stories import encode, report
from publisher.model import Article
from publisher.pipeline.saving import Kin
from publisher.pipeline.stories import Stories
from publisher.store import Ready, ready

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADLINES = ("Fire breaks out in a Mumbai tower block", "Clash in Niger kills three soldiers", "Weather")


def article(source: str, headline: str, at: datetime = NOON) -> Article:
    """Return a report by an agency, under an address that tells nothing."""
    return Article(
        id=f"tag:{source}", key="k", source=source, agency=source, credit=source, headline=headline,
        url=f"https://{source}.example/", language="en", received=at, published=at, updated=at,
    )  # fmt: skip


def made(article: Article) -> Ready:
    """Return an article as a worker hands it on."""
    return ready(article, signs(article), new_story(article), encode(report(article)))


@st.composite
def reports(draw: st.DrawFn) -> Article:
    """Return a report of one of few events, by one of few sources, within a few days."""
    at = NOON + timedelta(hours=draw(st.integers(0, 96)))
    number = draw(st.integers(0, 5))
    source = draw(st.sampled_from(["one", "two"]))
    headline = draw(st.sampled_from(HEADLINES))
    return Article(
        id=f"tag:{draw(st.integers())}",
        key="k",
        source=source,
        agency=source,
        credit=source,
        headline=headline,
        url=f"https://{source}.example/news/story-{number}000",
        language="en",
        received=at,
        published=at,
        updated=at,
    )


@given(st.lists(reports(), max_size=12))
def test_reports_are_those_of_the_desk(articles: list[Article]) -> None:
    """An article whose signs lead anywhere repeats the report that `cluster.join` gives it, told by those before."""
    known: dict[str, str] = {}
    kin = Kin({}, Stories())
    for article in articles:
        report = join(article, known)
        for sign in signs(article):
            known.setdefault(sign, report)
        placed = kin.join(ready(article, signs(article), new_story(article)))
        assert placed.group == (report, report)


def test_what_a_commit_tells_of() -> None:
    """Only who was joined to another is told of again, and only its report is repeated."""
    first = article("one", "Fire breaks out in a Mumbai tower block")
    again = article("two", "Fire breaks out in a Mumbai tower block")
    more = article("three", "Mumbai tower block fire: residents led out of the burning tower block")
    kin = Kin({}, Stories())
    opened = kin.join(made(first)).group
    assert (kin.told, kin.repeated) == (set(), set())
    assert kin.join(made(again)).group == opened
    assert (kin.told, kin.repeated) == ({opened.story}, {opened.report})
    other = kin.join(made(more)).group
    assert (other.story, other.report == opened.report) == (opened.story, False)
