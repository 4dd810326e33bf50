"""Plates: an issue that takes from the last one's files what stands there is the issue that takes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from publisher.model import Article, Config, Issue, Item, Rendition
from publisher.press.files import write
from publisher.press.fragments import Fragments
from publisher.press.plates import Before, plates_of
from publisher.press.render import render, reprint
from publisher.press.words import Words, words

ALL = ("rss", "atom", "json", "html")
MakeIssue = Callable[..., Issue]
MakeArticle = Callable[..., Article]


@pytest.fixture
def worded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the keys of the articles whose words were made, in order: nothing is set without them."""
    made: list[str] = []

    def noted(item: Item, *rest: object) -> Words:
        made.append(item.article.key)
        return words(item, *rest)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr("publisher.press.fragments.words", noted)
    return made


def printed(folder: Path, issue: Issue, config: Config, plates: bytes = b"") -> tuple[Sequence[Rendition], bytes]:
    """Print an issue into a folder, by a press that remembers nothing."""
    files, kept = reprint(issue, config, Fragments(), Before(folder, issue.feed.id, plates))
    write(folder, files)
    return files, kept


@pytest.mark.parametrize("id", ["latest", "country/us/politics"])
def test_only_what_is_new_is_set(
    id: str,  # noqa: A002 -- the feed's own word
    make_issue: MakeIssue,
    make_article: MakeArticle,
    config: Config,
    tmp_path: Path,
    worded: list[str],
) -> None:
    """The others are the same bytes in another order, and what was shown no longer is gone, on pages of any folder."""
    told = [make_article(number) for number in range(6)]
    _, plates = printed(tmp_path, make_issue(*told[:5], id=id, formats=ALL), config)
    worded.clear()
    now = make_issue(told[5], *reversed(told[1:5]), id=id, formats=ALL)
    files, _ = printed(tmp_path, now, config, plates)
    assert set(worded) == {told[5].key}
    assert tuple(files) == render(now, config, Fragments())


@pytest.mark.parametrize("change", [{"section": None}, {"headline": "Another one"}, {"version": 2}])
def test_what_changed_is_set_again(
    change: dict[str, object],
    make_issue: MakeIssue,
    make_article: MakeArticle,
    config: Config,
    tmp_path: Path,
) -> None:
    """An article under its old id, and one that others report now, too."""
    issue = make_issue(make_article(1), Item(article=make_article(2)), formats=ALL)
    _, plates = printed(tmp_path, issue, config)
    now = make_issue(make_article(1, **change), Item(article=make_article(2), also=("Hill Radio",)), formats=ALL)
    assert tuple(printed(tmp_path, now, config, plates)[0]) == render(now, config, Fragments())


def test_a_file_that_somebody_changed_is_of_no_use(
    make_issue: MakeIssue, config: Config, tmp_path: Path, worded: list[str]
) -> None:
    """It is set again whole, and so is one that is gone; the others are taken as they are."""
    issue = make_issue("normal", formats=("rss", "atom", "json"))
    files, plates = printed(tmp_path, issue, config)
    rss, atom = (tmp_path / file.path for file in files[:2])
    rss.write_bytes(rss.read_bytes().replace(b"</title>", b"!</title>", 1))
    atom.unlink()
    worded.clear()
    assert printed(tmp_path, issue, config, plates)[0] == files
    assert len(worded) == len(issue.items)
    worded.clear()
    assert printed(tmp_path, issue, config, plates)[0] == files
    assert not worded


@pytest.mark.parametrize("record", [b"", b"strange", b"\x92\x90\x90", b"\x01"])
def test_no_plates_are_no_harm(record: bytes, make_issue: MakeIssue, config: Config, tmp_path: Path) -> None:
    """Those of another version are like none."""
    issue = make_issue("bare", formats=ALL)
    assert tuple(printed(tmp_path, issue, config, record)[0]) == render(issue, config, Fragments())


def test_what_cannot_be_rendered_leaves_no_gap(
    make_issue: MakeIssue, make_article: MakeArticle, config: Config, tmp_path: Path
) -> None:
    """The items around it are found where they stand."""
    beyond = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-5)))
    good, bad, other = make_article(1), make_article(2, expires=beyond), make_article(3)
    issue = make_issue(good, bad, other, formats=ALL)
    files, plates = printed(tmp_path, issue, config)
    assert printed(tmp_path, issue, config, plates) == (files, plates)
    before = Before(tmp_path, issue.feed.id, plates)
    assert all(before.items(suffix) for suffix in ALL)


def test_items_that_do_not_stand_in_a_row_have_no_plate() -> None:
    """A format may set something between them: it is rendered whole, each time."""
    bodies = (b"-a,b;;c-", b"-b,a,c-", b"-a", b"")
    files = [Rendition(path="latest.x", media_type="text/plain", body=body) for body in bodies]
    found = [plates_of([file], [b"1", b"2", b"3"], {"x": [b"a", b"b", b"c"]}) for file in files]
    assert found == [plates_of([], [b"1", b"2", b"3"], {})] * len(files)
