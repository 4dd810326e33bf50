"""What is printed: Markdown tables that can be read on a terminal and pasted into a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from benchmarks.race import Laps, ratio, typical

_MANY: Final = 100
_MILLI: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads, with remarks below."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the table as lines of text: the first column to the left, the others to the right."""
        widths = [max(3, *map(_width, column)) for column in zip(self.heads, *self.rows, strict=True)]
        rule = tuple("-" * width if place == 0 else "-" * (width - 1) + ":" for place, width in enumerate(widths))
        body = [_line(row, widths) for row in (self.heads, rule, *self.rows)]
        return ["", f"### {self.title}", "", *body, *(["", *self.remarks] if self.remarks else [])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    padded = [
        first[0] + " " * (first[1] - _width(first[0])),
        *(" " * (width - _width(cell)) + cell for cell, width in rest),
    ]
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def compared(title: str, laps: Laps, count: int, unit: str, *, remarks: tuple[str, ...] = ()) -> Table:
    """Return the table of a race over `count` units; the first contestant is ours, and 1.0."""
    ours = next(iter(laps.values()))
    rows = []
    for name, times in laps.items():
        middle = typical(times)
        per_second = count / max(middle.cpu, 1e-9)
        rows.append(
            (
                name,
                short(middle.cpu / count),
                short(middle.wall / count),
                figure(per_second),
                times_as(ratio(ours, times)),
            )
        )
    return Table(title, ("", f"CPU/{unit}", f"wall/{unit}", f"{unit}s/CPU s", "takes"), tuple(rows), remarks)


def short(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.2f} ms" if seconds >= _MILLI else f"{seconds * 1e6:.1f} µs"


def figure(number: float) -> str:
    """Return a number with as many places as mean something."""
    return f"{number:,.0f}" if number >= _MANY else f"{number:.3g}"


def times_as(number: float) -> str:
    """Return a ratio."""
    return f"{number:.2f} x" if number < 10 else f"{number:,.0f} x"
