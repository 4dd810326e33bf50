"""The last good copy of sources.yaml."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from publisher.config import ConfigError
from publisher.model import Config
from publisher.pipeline.configured import GOOD, USUAL_DATA_DIR, accept, last_good
from publisher.pipeline.prepared import READY
from publisher.pipeline.replacing import replace_file


def test_what_was_accepted_is_kept(path: Path) -> None:
    """The copy is the file's own bytes, in the data folder; a mistaken file leaves it as it is."""
    good = path.read_bytes()
    config = accept(path)
    path.write_text("sources: [", "utf-8")
    with pytest.raises(ConfigError):
        accept(path)
    copy = path.parent / "var" / GOOD
    assert copy.read_bytes() == good
    assert last_good(path) == (config, copy)


@pytest.mark.parametrize("line", ["data_dir: data", 'data_dir: "data"', "data_dir: 'data'  # elsewhere"])
def test_a_broken_file_still_says_where_its_copy_is(path: Path, line: str) -> None:
    """The data folder that it names is the one looked into, though the file cannot be read as a whole."""
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")
    config = accept(path)
    path.write_text(f"{line}\nsources: [", "utf-8")
    assert last_good(path) == (config, path.parent / "data" / GOOD)


def test_there_is_no_copy_of_what_was_never_good(path: Path) -> None:
    """Without a copy, or with one that this version refuses, there is none."""
    assert last_good(path) is None
    accept(path)
    (path.parent / "var" / GOOD).write_text("sources: {", "utf-8")
    assert last_good(path) is None


def test_the_usual_data_folder() -> None:
    """Where no file can say so, the copy is looked for in the folder that is the default."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(Config)}
    assert defaults["data_dir"] == USUAL_DATA_DIR


def test_a_folder_that_cannot_be_written_stops_no_configuration(path: Path) -> None:
    """The copy is a convenience: the store is what tells of a folder that cannot be written."""
    (path.parent / "var").write_text("a file, not a folder", "utf-8")
    assert len(accept(path).sources) == 8


@pytest.fixture
def umask() -> Iterator[None]:
    """Let the group read what is made new, and nobody else."""
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """Who may read what is made depends on the umask, and a file of others keeps what they gave it."""
    modes = {}
    for name, mode in (("new", None), ("open", 0o664), ("closed", 0o600)):
        file = tmp_path / name
        if mode is not None:
            file.touch()
            file.chmod(mode)
        replace_file(file, b"x")
        modes[name] = file.stat().st_mode & 0o777
    assert modes == {"new": 0o640, "open": 0o664, "closed": 0o600}


@pytest.mark.usefixtures("umask")
def test_the_copies_of_a_private_file_are_private(path: Path) -> None:
    """Whoever may not read sources.yaml may not read its copy, nor what stands ready of it."""
    for mode in (0o644, 0o600):
        path.write_text(f"{path.read_text('utf-8')}\n# {mode}\n", "utf-8")
        path.chmod(mode)
        accept(path)
        assert {(path.parent / "var" / name).stat().st_mode & 0o777 for name in (GOOD, READY)} == {mode}


def test_a_link_stays(tmp_path: Path) -> None:
    """What a link leads to is replaced, and the link leads there still."""
    (tmp_path / "elsewhere").mkdir()
    link, file = tmp_path / "sources.yaml", tmp_path / "elsewhere" / "sources.yaml"
    link.symlink_to(file)
    for content in (b"first", b"second"):
        replace_file(link, content)
        assert (link.is_symlink(), file.read_bytes()) == (True, content)


def test_a_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode stays, and a failure leaves the old file and nothing beside it."""
    file = tmp_path / "sources.yaml"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    replace_file(file, b"new")
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("new", 0o640)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("publisher.pipeline.replacing.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"newer")
    assert [entry.read_text("utf-8") for entry in tmp_path.iterdir()] == ["new"]
