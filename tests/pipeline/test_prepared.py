"""What a sources.yaml means stands ready for the next start, and never where it should not."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model import Config
from publisher.pipeline import accept
from publisher.pipeline.configured import read
from publisher.pipeline.prepared import READY, keep_ready, ready

SOURCES = """
site: {title: News Example, url: "https://news.example/", authority: "news.example,2026"}
agencies: {wire: {name: The Wire, credit: The Wire, country: GB}}
sources: {wire: {agency: wire, url: "https://wire.example/rss"}}
sections: {politics: {title: Politics, aliases: [politica]}}
editions: {uk: {title: Home, countries: [GB]}}
feeds: [{id: latest, title: Latest, window: 3h}, {id: uk, title: UK, select: {editions: [uk]}}]
keep: 30d
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a sources.yaml."""
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    return tmp_path / "sources.yaml"


def no_loading(_: Path) -> Config:
    """Fail where the file is read again."""
    raise AssertionError


def test_the_second_start_reads_nothing_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes mean the same, down to the last field, and are not checked a second time."""
    first = accept(path)
    monkeypatch.setattr("publisher.pipeline.configured._load", no_loading)
    assert accept(path) == first
    assert read(path) == first


def test_another_byte_is_another_file(path: Path) -> None:
    """A changed file is read, and what is ready then is the new one."""
    accept(path)
    path.write_text(SOURCES.replace("The Wire", "The Cable"), "utf-8")
    assert accept(path).agencies["wire"].name == "The Cable"
    assert read(path).agencies["wire"].name == "The Cable"


def test_another_program_reads_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program made of a file counts for nothing."""
    accept(path)
    monkeypatch.setattr("publisher.pipeline.prepared._program", lambda: b"another")
    assert ready(path.parent / "var", path.read_bytes()) is None


def test_secrets_are_kept_nowhere_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that names secrets of the environment is read each time: their values never reach the data folder."""
    accept(path)
    monkeypatch.setenv("KEY", "hush")
    path.write_text(SOURCES.replace("/rss", "/rss?key=${KEY}"), "utf-8")
    assert accept(path).sources["wire"].url.endswith("hush")
    assert b"hush" not in b"".join(file.read_bytes() for file in (path.parent / "var").iterdir())
    assert not (path.parent / "var" / READY).exists()


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"nonsense"])
def test_a_damaged_copy_is_no_trouble(path: Path, damage: bytes) -> None:
    """A copy that cannot be read is not there."""
    first = accept(path)
    (path.parent / "var" / READY).write_bytes(damage)
    assert accept(path) == first


def test_a_folder_that_cannot_be_written_is_no_trouble(path: Path) -> None:
    """Where the data folder is a file, or not there, the next start reads again."""
    keep_ready(path, SOURCES.encode(), read(path))
    assert ready(path, SOURCES.encode()) is None
