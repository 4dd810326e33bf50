"""Dates as documents write them, and each article's own moment of change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from publisher.model import Article, Issue
from publisher.press import dates
from publisher.press.dates import newest, rfc822, rfc3339, stamps

INDIA = timezone(timedelta(hours=5, minutes=30))


def test_rfc822_is_gmt_with_a_year_of_four_digits() -> None:
    """The seed's 08:12 IST is 02:42 GMT."""
    assert rfc822(datetime(2025, 4, 28, 8, 12, tzinfo=INDIA)) == "Mon, 28 Apr 2025 02:42:00 GMT"


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        (datetime(2025, 4, 28, 8, 12, tzinfo=INDIA), "2025-04-28T02:42:00Z"),
        (datetime(2025, 4, 28, 2, 42, 11, 480, tzinfo=UTC), "2025-04-28T02:42:11.000480Z"),
        (datetime(33, 4, 3, tzinfo=UTC), "0033-04-03T00:00:00Z"),
    ],
)
def test_rfc3339_is_utc_with_all_digits(moment: datetime, wanted: str) -> None:
    """Fractions have six digits or none."""
    assert rfc3339(moment) == wanted


def test_an_article_has_the_same_moment_in_every_feed(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue]
) -> None:
    """Whatever stands beside it, before it or after it, and however late: `updated` moves only with the article."""
    one, two = make_article(1), make_article(2)
    assert stamps(make_issue(one, two)) == tuple(reversed(stamps(make_issue(two, one))))
    assert stamps(make_issue(one))[0] == stamps(make_issue(two, one))[1]
    assert stamps(make_issue(one))[0].replace(microsecond=0) == one.updated


def test_equal_moments_are_set_apart(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred articles saved at one instant, even with one fraction, are a hundred moments, in any order."""
    monkeypatch.setattr(dates, "crc32", lambda _: 999_990)
    articles = [make_article(number) for number in range(100)]
    found = dict(zip((a.id for a in articles), stamps(make_issue(*articles)), strict=True))
    again = dict(zip((a.id for a in reversed(articles)), stamps(make_issue(*reversed(articles))), strict=True))
    assert found == again
    assert len(set(found.values())) == 100


def test_a_feed_is_never_older_than_its_items(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue]
) -> None:
    """Its date is the newest of its own and theirs; without items it is its own."""
    issue = make_issue(make_article(1), make_article(2))
    assert newest(issue) == max(stamps(issue)) > issue.updated
    later = replace(issue, updated=issue.updated + timedelta(days=1))
    assert newest(later) == later.updated
    assert newest(make_issue()) == make_issue().updated
