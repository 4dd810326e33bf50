"""Stories are joined by numbers of signs as they are by the signs themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publisher.desk.cluster import join, new_story, signs
from publisher.model import Article
from publisher.pipeline.saving import Kin
from publisher.store import ready

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADLINES = ("Fire breaks out in a Mumbai tower block", "Clash in Niger kills three soldiers", "Weather")


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
def test_stories_are_those_of_the_desk(articles: list[Article]) -> None:
    """Each article joins the story that `cluster.join` gives it, told by what was joined before."""
    known: dict[str, str] = {}
    kin = Kin({})
    for article in articles:
        story = join(article, known)
        for sign in signs(article):
            known.setdefault(sign, story)
        assert kin.join(ready(article, signs(article), new_story(article))) == story
