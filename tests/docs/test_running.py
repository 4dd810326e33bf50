"""What a newcomer copies works: the README's opening, the tutorial's file, the web server's media types."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from publisher import __version__
from publisher.config import parse_config
from publisher.model import EPOCH, Issue
from publisher.press.catalog import catalog
from publisher.press.formats import FORMATS
from publisher.server.tree import MEDIA_TYPES

ROOT: Final = Path(__file__).resolve().parents[2]
LARGEST: Final = 400_000  # bytes of the picture: the README is read over slow lines, too


def page(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / name).read_text("utf-8")


def test_the_readme_opens_with_what_and_how() -> None:
    """A title, two sentences, two commands and a picture come first, in this order."""
    title, what, how, picture = page("README.md").split("\n\n")[:4]
    assert re.fullmatch(r"# \w+", title)
    assert len(re.findall(r"\.(?=\s|$)", what)) == 2
    assert [line.split()[:2] for line in how.splitlines()] == [["make", "run"], ["make", "test"]]
    assert re.fullmatch(r"!\[[^\]]+\]\([^)]+\)", picture)


def test_the_picture_of_the_readme_is_small() -> None:
    """It is a PNG of at most 400 kB."""
    found = re.search(r"!\[[^\]]+\]\(([^)]+)\)", page("README.md"))
    assert found is not None
    body = (ROOT / found[1]).read_bytes()
    assert body.startswith(b"\x89PNG")
    assert len(body) <= LARGEST


def test_the_changelog_has_this_version() -> None:
    """Its newest heading is the version that the program says it is."""
    headings = re.findall(r"^## (\S+)", page("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == __version__


def test_the_file_of_the_tutorial_loads() -> None:
    """The first YAML block is a whole sources.yaml without a mistake, and publishes something."""
    block = re.search(r"```yaml\n(.*?)```", page("docs/tutorial.md"), flags=re.DOTALL)
    assert block is not None
    config = parse_config(block[1], "sources.yaml")
    assert config.sources
    assert config.feeds


def nginx() -> dict[str, str]:
    """Return the media types by suffix that the nginx example gives."""
    found = re.search(r"types \{\n(.*?)\}", page("docs/operations.md"), flags=re.DOTALL)
    assert found is not None
    rows = [row.strip(" ;").split() for row in found[1].splitlines() if row.strip()]
    return {suffix: kind for kind, *suffixes in rows for suffix in suffixes}


def test_nginx_gives_the_media_types_of_our_server() -> None:
    """A reader gets the same Content-Type from nginx and from `publisher serve`."""
    ours = {suffix.removeprefix("."): kind.partition(";")[0] for suffix, kind in MEDIA_TYPES.items()}
    assert {suffix: kind for suffix, kind in nginx().items() if ours.get(suffix) != kind} == {}


def test_nginx_knows_all_that_we_write() -> None:
    """Every suffix in the published tree has a media type in the nginx example."""
    config = parse_config("feeds: [{id: latest, title: Latest}]", "sources.yaml")
    empty = Issue(feed=config.feeds[0], items=(), updated=EPOCH)
    written = {file.path.rpartition(".")[2] for file in catalog([], empty, empty, config)} | set(FORMATS)
    assert written - set(nginx()) == set()
