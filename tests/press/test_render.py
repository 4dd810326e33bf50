"""What holds for every format: the bytes follow from the issue alone; one bad article never takes others along."""

from __future__ import annotations

import hashlib
import importlib.util
import locale
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest

from publisher.model import Article, Config, Issue
from publisher.press import atom, formats, rss, wording
from publisher.press.dates import stamps
from publisher.press.fragments import Fragments
from publisher.press.render import render
from publisher.press.words import words

GOLDEN = Path(__file__).with_name("golden")
SCRIPT = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("desk", sys.argv[1])
desk = importlib.util.module_from_spec(spec)
spec.loader.exec_module(desk)
from publisher.press.fragments import Fragments
from publisher.press.render import render
for kind in desk.ITEMS:
    for one in render(desk.issue(kind), desk.CONFIG, Fragments()):
        print(one.path, hashlib.sha256(one.body).hexdigest())
"""


def test_each_format_of_the_feed_is_rendered_in_the_order_of_the_table(
    make_issue: Callable[..., Issue], config: Config
) -> None:
    """A feed's own order of formats does not matter; path and media type come from the table."""
    found = render(make_issue("normal", formats=("json", "rss", "atom")), config, Fragments())
    assert [(one.path, one.media_type) for one in found] == [
        ("section/normal.rss", "application/rss+xml; charset=utf-8"),
        ("section/normal.atom", "application/atom+xml; charset=utf-8"),
        ("section/normal.json", "application/feed+json; charset=utf-8"),
    ]


def test_an_unknown_format_is_named(make_issue: Callable[..., Issue], config: Config) -> None:
    """The error says which feed asks for what, and what there is."""
    with pytest.raises(formats.UnknownFormat, match=r"feed section/normal: no format pdf; there are rss, atom, json"):
        render(make_issue("normal", formats=("rss", "pdf")), config, Fragments())


def test_golden_bytes(any_issue: Issue, config: Config) -> None:
    """The same issue gives the same bytes as ever; `UPDATE_GOLDEN=1` writes the files anew, to be read in the diff."""
    for one in render(any_issue, config, Fragments()):
        golden = GOLDEN / one.path.replace("/", "-")
        if os.environ.get("UPDATE_GOLDEN"):
            golden.write_bytes(one.body)
        assert one.body == golden.read_bytes(), f"{golden.name} differs"


def test_bytes_do_not_depend_on_the_process(config: Config) -> None:
    """Two processes with other hash seeds and another time zone render the same bytes as this one."""
    desk = Path(__file__).with_name("conftest.py")
    runs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kolkata")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", SCRIPT, str(desk)]
        runs.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
    outputs = [run.communicate()[0] for run in runs]
    spec = importlib.util.spec_from_file_location("desk", desk)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    here = [one for kind in module.ITEMS for one in render(module.issue(kind), config, Fragments())]
    assert outputs[0] == outputs[1] == "".join(f"{o.path} {hashlib.sha256(o.body).hexdigest()}\n" for o in here)


def test_bytes_do_not_depend_on_what_was_rendered_before(any_issue: Issue, config: Config) -> None:
    """A full, an empty and a far too small memory of fragments all give the same bytes."""
    warm, small = Fragments(), Fragments(limit=1)
    first = render(any_issue, config, warm)
    assert (
        first == render(any_issue, config, warm) == render(any_issue, config, small) == render(any_issue, config, small)
    )


@pytest.mark.parametrize("form", [rss, atom])
def test_articles_rendered_together_are_what_each_is_alone(any_issue: Issue, config: Config, form: ModuleType) -> None:
    """A fragment does not depend on its neighbours: what feedgen writes is cut between articles, and nowhere else."""
    said = [words(item, moment, config) for item, moment in zip(any_issue.items, stamps(any_issue), strict=True)]
    together = form.fragments_of(said, config)
    assert together == [fragment for each in said for fragment in form.fragments_of([each], config)]
    assert all(fragment in form.render(any_issue, config, Fragments()) for fragment in together)


def test_the_locale_of_the_process_is_left_alone(
    any_issue: Issue, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feedgen's own dates call setlocale, which every thread shares: none of them is used."""

    def fail(*_: object) -> None:
        pytest.fail("setlocale was called")

    monkeypatch.setattr(locale, "setlocale", fail)
    render(any_issue, config, Fragments())


def test_one_bad_article_is_left_out_and_named(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """A date beyond the calendar spoils one article in one format; the others are published."""
    beyond = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-5)))
    bad, good = make_article(1, expires=beyond), make_article(2)
    fragments = Fragments()
    found = {one.path: one.body for one in render(make_issue(bad, good), config, fragments)}
    assert good.id.encode() in found["section/empty.json"]
    assert bad.id.encode() not in found["section/empty.json"]
    assert list(fragments.refused) == [bad.id]
    assert fragments.refused[bad.id].startswith("json: ")


def test_what_xml_refuses_is_left_out_and_named(
    make_article: Callable[..., Article],
    make_issue: Callable[..., Issue],
    config: Config,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Should a character get past the cleaning, lxml refuses one article, not the feed."""
    monkeypatch.setattr(wording, "headline", lambda article: article.headline)
    monkeypatch.setattr(rss, "plain", lambda text: text)
    fragments = Fragments()
    shown = make_issue(make_article(1, headline="\x00"), make_article(2), formats=("rss",))
    body = render(shown, config, fragments)[0].body
    assert body.count(b"<item") == 1
    assert list(fragments.refused) == [make_article(1).id]


def test_a_change_of_section_alone_changes_the_bytes(
    make_article: Callable[..., Article], make_issue: Callable[..., Issue], config: Config
) -> None:
    """The memory of fragments knows an article by all of its fields, not by its version only."""
    fragments = Fragments()
    before = render(make_issue(make_article(1)), config, fragments)
    after = render(make_issue(make_article(1, section=None)), config, fragments)
    assert all(old.body != new.body for old, new in zip(before, after, strict=True))
