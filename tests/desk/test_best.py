"""Which article of a story is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from msgspec.structs import replace

from publisher.desk.best import best, is_second_hand
from publisher.model import Agency, Article, Image, Status

NOON: Final = datetime(2026, 4, 28, 12, tzinfo=UTC)
AGENCIES: Final = {
    name: Agency(id=name, name=name, credit=name, rank=rank) for name, rank in (("first", 1), ("second", 1000))
}
BODY: Final = "<p>" + "Rescuers searched all night. " * 20 + "</p>"
SUMMARY: Final = "Rescuers searched the waters off Zanzibar all night."
PICTURE: Final = Image(url="https://wire.example/ferry.jpg")


def article(  # noqa: PLR0913 -- all that decides
    name: str,
    *,
    minutes: int = 0,
    agency: str = "second",
    body: str = "",
    summary: str = SUMMARY,
    image: Image | None = None,
    status: Status = Status.USABLE,
    headline: str = "Ferry capsizes off Zanzibar",
) -> Article:
    """Make an article."""
    at = NOON + timedelta(minutes=minutes)
    return Article(
        id=name,
        key=name,
        source=agency,
        agency=agency,
        headline=headline,
        summary=summary,
        body=body,
        image=image,
        received=at,
        published=at,
        updated=at,
        credit=agency,
        status=status,
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(article("b", minutes=9), article("a", body=BODY, status=Status.HELD), id="not held"),
        pytest.param(article("b", minutes=9), article("a", body=BODY, status=Status.WITHDRAWN), id="not withdrawn"),
        pytest.param(
            article("b", minutes=9),
            article("a", body=BODY, headline="Ferry capsizes, strike ends | Evening Edition 4/28/2026"),
            id="no round-up",
        ),
        pytest.param(
            article("b", minutes=9),
            article("a", body=BODY, headline="Ferry capsizes off Zanzibar - Harbour Times"),
            id="not second hand",
        ),
        pytest.param(article("b", minutes=9, body=BODY), article("a", image=PICTURE, agency="first"), id="a body"),
        pytest.param(article("b", minutes=9), article("a", summary="", image=PICTURE), id="a summary"),
        pytest.param(article("b", minutes=9, image=PICTURE), article("a", agency="first"), id="a picture"),
        pytest.param(
            article("b", minutes=9, image=Image(url="https://wire.example/a.jpg", credit="A. Poole")),
            article("a", image=PICTURE, agency="first"),
            id="a credited picture",
        ),
        pytest.param(article("b", minutes=9, agency="first"), article("a"), id="the agency that is ranked first"),
        pytest.param(article("b", minutes=9), article("a", agency="unknown"), id="an agency that is ranked"),
        pytest.param(article("b"), article("a", minutes=1), id="the first to report"),
        pytest.param(article("a"), article("b"), id="one of two, always the same"),
    ],
)
def test_the_first_rule_that_tells_them_apart_decides(better: Article, worse: Article) -> None:
    """Whatever comes later in the list of rules, and in whatever order the articles come."""
    assert best([better, worse], AGENCIES) is better
    assert best([worse, better], AGENCIES) is better


def test_no_article_is_no_best_one() -> None:
    """A story without articles has none to show."""
    assert best([]) is None


@pytest.mark.parametrize(
    ("headline", "credit", "is_one"),
    [
        ("Storm nears Beira - Reuters", "Google News", True),
        ("Talks fail in Geneva again - BBC News", "Google News", True),
        ("Storm nears Beira - reuters.com", "Reuters", False),
        ("Talks fail in Geneva again - The New York Times", "New York Times", False),
        ("Talks fail in Geneva - and nobody knows why", "Google News", False),
        ("Storm nears Beira", "Google News", False),
    ],
)
def test_a_headline_is_second_hand_where_it_names_another_outlet(headline: str, credit: str, *, is_one: bool) -> None:
    """What stands behind it is the name of who wrote it, and not of who sent it."""
    assert is_second_hand(headline, credit) is is_one


def test_a_story_of_several_languages_is_told_in_the_one_that_most_agencies_tell_it_in() -> None:
    """However much more a report in another language says; where both are told by as many, in the first one."""
    hindi, english, more = (
        replace(article(name, agency=name, minutes=minutes, body=body), language=language)
        for name, minutes, body, language in (("a", 0, "", "hi"), ("b", 1, BODY, "en-GB"), ("c", 2, "", "hi-IN"))
    )
    assert best([english, more, hindi], AGENCIES) is hindi
    assert best([english, hindi], AGENCIES) is hindi
