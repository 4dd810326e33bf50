"""The memory of rendered articles: bounded, and never in the way of what is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from publisher.model import Article, Config, Issue
from publisher.press.fragments import Fragments
from publisher.press.words import Words


class Press:
    """Counts what it is asked to render."""

    def __init__(self) -> None:
        self.rendered: list[str] = []

    def __call__(self, said: Sequence[Words], config: Config) -> list[bytes]:
        """Render a kilobyte each."""
        self.rendered += [each.article.key for each in said]
        return [f"{each.article.key} {each.updated} {config.site.title}".ljust(1000).encode() for each in said]


def test_an_article_is_rendered_once_for_all_feeds(make_issue: Callable[..., Issue], config: Config) -> None:
    """A second feed that holds the same articles renders none of them again."""
    fragments, press = Fragments(), Press()
    first = fragments.of("x", make_issue("normal"), config, press)
    assert fragments.of("x", make_issue("normal", id="other"), config, press) == first
    assert len(press.rendered) == len(first) == 12


def test_formats_do_not_share(make_issue: Callable[..., Issue], config: Config) -> None:
    """What is known by one format is unknown to another."""
    fragments, press = Fragments(), Press()
    fragments.of("x", make_issue("bare"), config, press)
    fragments.of("y", make_issue("bare"), config, press)
    assert len(press.rendered) == 6


def test_what_was_not_used_for_longest_is_forgotten_first(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """The memory holds as many bytes as it may, and those that are in use."""
    fragments, press = Fragments(limit=2500), Press()
    for number in (1, 2, 1, 3, 1, 2):
        fragments.of("x", make_issue(make_article(number)), config, press)
    assert press.rendered == ["1", "2", "3", "2"]
    assert len(fragments) == 2


def test_another_configuration_renders_anew(make_issue: Callable[..., Issue], config: Config) -> None:
    """Titles of sections and addresses of the site are in the bytes; an equal configuration is the same one."""
    fragments, press = Fragments(), Press()
    fragments.of("x", make_issue("bare"), config, press)
    fragments.of("x", make_issue("bare"), replace(config), press)
    assert len(press.rendered) == 3
    fragments.of("x", make_issue("bare"), replace(config, site=replace(config.site, title="New")), press)
    assert len(press.rendered) == 6
