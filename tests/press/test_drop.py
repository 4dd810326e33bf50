"""A sudden drop holds the old feed; a loss with a reason does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.model import Article, Issue, Showing
from publisher.press.drop import is_sudden_drop


@pytest.mark.parametrize(
    ("shown", "now", "gone", "sudden"),
    [
        (range(12), range(6), (), False),
        (range(12), range(5), (), True),
        (range(12), (), (), True),
        (range(12), (), range(12), False),
        (range(12), range(5), (11,), False),
        (range(12), range(100, 112), (), False),
        (range(12), range(100, 104), (), True),
        (range(4), (), (), False),
        (range(5), (), (), True),
    ],
    ids=[
        "half",
        "more than half",
        "all",
        "all withdrawn",
        "half and one expired",
        "replaced",
        "other ones",
        "few",
        "5",
    ],
)
def test_more_than_half_lost_without_a_reason_is_sudden(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    shown: range,
    now: range,
    gone: tuple[int, ...],
    *,
    sudden: bool,
) -> None:
    """What was withdrawn or expired, and what newer articles pushed out, is no loss."""
    issue = make_issue(*map(make_article, now))
    before = Showing(
        feed=issue.feed.id, updated=issue.updated, items=tuple((make_article(number).id, 1) for number in shown)
    )
    assert is_sudden_drop(before, issue, {make_article(number).id for number in gone}) is sudden


def test_a_feed_never_shown_has_lost_nothing(make_issue: Callable[..., Issue]) -> None:
    """The first issue may be empty."""
    assert not is_sudden_drop(None, make_issue("empty"))
