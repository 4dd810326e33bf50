"""A format is a row in a table or a name in sources.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from publisher.model import Config, Issue
from publisher.press.formats import UnknownFormat, formats_of
from publisher.press.fragments import Fragments
from publisher.press.render import render

MODULE = """
from publisher.press.formats import Format

def headlines(issue, config, fragments):
    return "\\n".join(item.article.headline for item in issue.items).encode()

FORMAT = Format("txt", "text/plain; charset=utf-8", headlines)
NO_FORMAT = 7
"""


@pytest.fixture
def _module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "invented_format.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("_module")
def test_a_format_of_someone_else_is_a_name(make_issue: Callable[..., Issue], config: Config) -> None:
    """`txt: "package.module:FORMAT"` in sources.yaml is enough."""
    own = replace(config, formats={"txt": "invented_format:FORMAT"})
    (one,) = render(make_issue("bare", formats=("txt",)), own, Fragments())
    assert (one.path, one.media_type) == ("section/bare.txt", "text/plain; charset=utf-8")
    assert one.body == b"Only a headline 0\nOnly a headline 1\nOnly a headline 2"


@pytest.mark.usefixtures("_module")
@pytest.mark.parametrize(
    ("suffix", "place", "said"),
    [
        ("txt", "no_such_module:FORMAT", "cannot be imported"),
        ("txt", "invented_format:NOTHING", "cannot be imported"),
        ("txt", "invented_format", "cannot be imported"),
        ("txt", "", "cannot be imported"),
        ("txt", "invented_format:NO_FORMAT", "is no Format but int"),
        ("text", "invented_format:FORMAT", r"writes \.txt"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_clear_error(config: Config, suffix: str, place: str, said: str) -> None:
    """The error has the suffix, the name as written, and what is wrong with it."""
    with pytest.raises(UnknownFormat, match=f"formats: {suffix}: '{place}' {said}"):
        formats_of(replace(config, formats={suffix: place}))


def test_the_built_in_formats_come_first(config: Config) -> None:
    """The order is fixed: what is announced first does not depend on sources.yaml."""
    assert list(formats_of(config)) == ["rss", "atom", "json", "html"]
