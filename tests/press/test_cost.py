"""What rendering costs grows as what is rendered grows: twice as much takes about twice as long."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

import pytest

from publisher.model import Article, Config, Issue
from publisher.press.fragments import Fragments
from publisher.press.render import render

FORMATS = ("rss", "atom", "json", "html")


def cost(issue: Issue, config: Config) -> float:
    """Return the least CPU time of some renderings, in seconds."""
    spent = []
    for _ in range(3):
        began = thread_time()
        render(issue, config, Fragments())
        spent.append(thread_time() - began)
    return min(spent)


def test_twice_the_items_cost_twice_as_much(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """In all four formats together."""
    few = make_issue(*map(make_article, range(60)), formats=FORMATS)
    many = make_issue(*map(make_article, range(120)), formats=FORMATS)
    assert cost(many, config) < 3 * cost(few, config)


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
def test_twice_the_text_costs_twice_as_much(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config, field: str, text: str
) -> None:
    """Whatever the text is, and wherever it stands."""
    size = 25_000 // len(text)
    one, two = (make_issue(make_article(1, **{field: text * size * n}), formats=FORMATS) for n in (1, 2))
    assert cost(two, config) < 3 * cost(one, config) + 0.01
