"""What `publisher learn` left in the data folder reaches the desk."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from publisher.config import parse_config
from publisher.desk.classify.words import words_of
from publisher.desk.learner import Example, learn
from publisher.pipeline.extensions import extend
from publisher.pipeline.taught import MODEL, taught

ROWS = [
    Example(words_of(f"{word} {thing} {outlet}", ""), section, f"outlet-{outlet}", "en")
    for outlet in range(4)
    for section, word in (("sports", "goal"), ("business", "shares"))
    for thing in range(30)
]
CONFIG = parse_config("feeds: [{id: latest, title: L}]\nhold_below: {country: 0.9, section: 0}\n", "x")


def test_a_model_is_taken(tmp_path: Path) -> None:
    """The rules of the desk hold what was learned, and how sure is sure enough."""
    (tmp_path / "var").mkdir()
    model = learn(ROWS, None)
    (tmp_path / "var" / MODEL).write_bytes(msgspec.msgpack.encode(model))
    rules = extend(CONFIG, tmp_path)
    assert rules.learned is not None
    assert rules.learned.model == model
    assert (rules.country_below, rules.section_below) == (0.9, 0.0)


def test_without_a_model_the_word_lists_judge(tmp_path: Path) -> None:
    """Nothing was learned: nothing is told about it either; the desk's own thresholds hold."""
    rules = extend(replace(CONFIG, hold_below=type(CONFIG.hold_below)()), tmp_path)
    assert rules.learned is None
    assert 0 < rules.section_below < rules.country_below < 1


@pytest.mark.parametrize("data", [b"", b"\xff", b"nonsense", msgspec.msgpack.encode([99])])
def test_a_model_that_cannot_be_read_is_told_and_left(
    tmp_path: Path, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged or newer file stops nobody."""
    (tmp_path / MODEL).write_bytes(data)
    assert taught(tmp_path) is None
    assert "is not taken" in caplog.text
