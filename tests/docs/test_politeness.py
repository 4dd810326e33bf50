"""The numbers in docs/politeness.md are those of the wire, and its promises are those that are tested."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from publisher.wire import cadence, hosts, moves
from publisher.wire.fetch import Limits
from publisher.wire.turns import Turns

ROOT: Final = Path(__file__).resolve().parents[2]
TEXT: Final = (ROOT / "docs/politeness.md").read_text("utf-8")
PAGE: Final = " ".join(TEXT.split())
CARD: Final = ast.parse((ROOT / "tests/pipeline/test_politeness.py").read_text("utf-8"))
WORDS: Final = {2: "two", 4: "four", 5: "five"}
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
TURNS: Final = inspect.signature(Turns).parameters


@pytest.mark.parametrize(
    "told",
    [
        f"no more than {WORDS[TURNS['at_once'].default]} requests are under way",
        f"takes {Limits().deadline:g} seconds at most",
        f"more than {Limits().wire // 1_000_000} MB ({Limits().decoded // 1_000_000} MB unpacked)",
        f"never under {cadence.FLOOR // MINUTE} minutes and never over {cadence.CAP // HOUR} hours",
        f"up to {cadence._FAILURE_CAP // HOUR} hours; after {cadence._HOPELESS_FAILURES} failures",
        f"and {cadence._HOPELESS_TIME.days} days, once a day",
        f"up to {cadence._LONGEST_RETRY.days} days",
        f"410 Gone | after {cadence.MONTH.days} days",
        f"at most {WORDS[Limits().redirects]} in a row",
        f"we follow it down to {cadence.TOLD // MINUTE}.",
        f"down to every {cadence.LEAST // MINUTE} minutes",
        f"the same body {cadence._DEAF_AFTER} times",
        f"after {cadence._LOST_FOR.days} days of nothing else, once a week",
        f"half as often for {cadence._SPARED_FOR // HOUR} hours. No source",
        f"After {hosts.ENOUGH} questions in a row that nobody answered",
        f"up to {hosts.LONGEST // MINUTE} minutes; one question tries",
        f"up to {hosts.WIDEST:g} seconds",
        f"half as often for {hosts._SLOWED // HOUR} hours, and not before",
        f"it is asked {cadence._PUSHED_TIMES} times less often, though every {cadence._PUSHED_CAP // HOUR} hours",
        f"adopted after {moves._POLLS} polls in a row that agree, over {moves._TIME // HOUR} hours",
    ],
)
def test_every_number_is_that_of_the_code(told: str) -> None:
    """What the page promises to those whose servers we ask is what the program does."""
    assert told in PAGE


def test_the_other_numbers_have_not_changed() -> None:
    """Of these the page speaks in words: "half", "a second", "a tenth", "up to a day", "an hour", "a minute"."""
    assert TURNS["gap"].default == 1
    assert pytest.approx(0.1) == cadence._JITTER
    assert cadence._HINT_CAP == timedelta(days=1) == cadence.DAY
    assert cadence.START == cadence._HOUR == HOUR == hosts._PAUSE
    assert hosts.SHORTEST == MINUTE
    assert moves._LOST_TIME == cadence.DAY
    assert timedelta(days=7) == cadence._WEEK


def test_the_promises_are_those_that_are_tested() -> None:
    """Each row of the table is the sentence of the test of its number: twenty of each, in order."""
    tests = [node for node in CARD.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    told = {int(test.name.split("_")[1]): " ".join((ast.get_docstring(test) or "").split()) for test in tests}
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", TEXT, flags=re.MULTILINE)
    assert {int(number): promise for number, promise in rows} == told
    assert list(told) == list(range(1, 21))
