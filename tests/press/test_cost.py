"""What rendering costs grows as what is rendered grows: twice as much takes about twice as long."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.model import Article, Config, Issue
from publisher.press.fragments import Fragments
from publisher.press.render import render
from tests.world.doubling import Cost, cost_of, is_linear

FORMATS = ("rss", "atom", "json", "html")


def rendering(issue: Issue, config: Config) -> Cost:
    """Render an issue anew, whenever it is asked what that costs."""
    return lambda: cost_of(lambda: render(issue, config, Fragments()))


def test_four_times_the_items_cost_four_times_as_much(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """In all four formats together."""
    few = make_issue(*map(make_article, range(30)), formats=FORMATS)
    many = make_issue(*map(make_article, range(120)), formats=FORMATS)
    assert is_linear(rendering(few, config), rendering(many, config))


@pytest.mark.parametrize(
    "text",
    [
        "word ",
        "<p>&amp; ",
        "<",
        "&",
        "\xc3\xa9",
        "a\xa0",
        "\ufffd\x00",
        "</a",
        "]]>",
        "\u00c3\u0083\u00c2\u00bc",
        "a@b ",
    ],
)
@pytest.mark.parametrize("field", ["headline", "summary", "body", "credit"])
def test_four_times_the_text_costs_four_times_as_much(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config, field: str, text: str
) -> None:
    """Whatever the text is, and wherever it stands."""
    size = 12_500 // len(text)
    one, four = (make_issue(make_article(1, **{field: text * size * n}), formats=FORMATS) for n in (1, 4))
    assert is_linear(rendering(one, config), rendering(four, config))
