"""A flame graph: what ran below what, as wide as it took, coloured by stage. A picture of its own, no script in it.

Samples come as py-spy writes them (`--format raw`): frames with the outermost first, set apart by `;`, and how many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from benchmarks.samples import STAGES, stage

_WIDTH, _ROW = 1200, 16  # pixels
_LETTER: Final = 6.2  # pixels
_LEAST: Final = 0.002  # of the whole: what is narrower is left out
_PROCESSES: Final = ("main process", "foreman", "workers")
_PLUMBING: Final = re.compile(r"<frozen |\b(?:asyncio|click|concurrent|importlib)/|\bthreading\.py|<module>")
_LINE: Final = re.compile(r":\d+\)$")
_PLACE: Final = re.compile(r"\((?:/|<)[^()]*/")  # of a file that py-spy names in full
_COLOURS: Final = (
    "#f2c879", "#8fbcd4", "#d9d9d9", "#a8d08d", "#d7b5e0", "#f29e8e", "#f7a8c4", "#c9c46b", "#9ad1c2", "#b9b3e6",
    "#f0b27a", "#86c5a4", "#d4a373", "#e8dd9a", "#cccccc",
)  # fmt: skip


@dataclass(slots=True)
class _Node:
    samples: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    below: dict[str, _Node] = field(default_factory=dict)


def drawn(lines: Iterable[str], title: str) -> str:
    """Return the picture (SVG) of samples."""
    root = _Node()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        _grow(root, stack.split(";"), int(count))
    rows = list(_rows(root, root.samples, 0.0, 0))
    height = (2 + max((row for row, _ in rows), default=0) + 1) * _ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="monospace" '
        f'font-size="10">\n<rect width="100%" height="100%" fill="white"/>\n<text x="4" y="12">{escape(title)}</text>\n'
    )
    return head + "\n".join([_legend(), *(drawing for _, drawing in rows), "</svg>", ""])


def _grow(root: _Node, frames: Sequence[str], count: int) -> None:
    """Add a stack below the root. The processes of one kind are one."""
    depth = sum(frame.startswith("process ") for frame in frames)
    process = _PROCESSES[min(max(depth, 1), len(_PROCESSES)) - 1]
    named = [_PLACE.sub("(", _LINE.sub(")", frame)) for frame in frames if not frame.startswith("process ")]
    place = stage(frames)
    for name in (None, process, *(frame for frame in named if not _PLUMBING.search(frame))):
        root = root if name is None else root.below.setdefault(name, _Node())
        root.samples += count
        root.stages[place] += count


def _rows(node: _Node, whole: int, left: float, depth: int) -> Iterator[tuple[int, str]]:
    for name, one in sorted(node.below.items()):
        width = one.samples / whole
        if width >= _LEAST:
            yield depth, _box(name, one, left, width, depth)
            yield from _rows(one, whole, left, depth + 1)
        left += width


def _box(name: str, node: _Node, left: float, width: float, depth: int) -> str:
    colour = _COLOURS[STAGES.index(node.stages.most_common(1)[0][0])]
    x, y, wide = left * _WIDTH, (2 + depth) * _ROW, width * _WIDTH
    letters = int(wide / _LETTER)
    text = f'<text x="{x + 2:.1f}" y="{y + 11}">{escape(name[:letters])}</text>' if letters > 3 else ""
    return (
        f'<g><title>{escape(name)} {width:.1%}</title><rect x="{x:.1f}" y="{y}" width="{wide:.1f}" '
        f'height="{_ROW - 1}" fill="{colour}"/>{text}</g>'
    )


def _legend() -> str:
    step = _WIDTH // len(STAGES)
    return "".join(
        f'<rect x="{number * step}" y="{_ROW + 1}" width="{step - 2}" height="{_ROW - 4}" fill="{_COLOURS[number]}"/>'
        f'<text x="{number * step + 3}" y="{_ROW + 10}">{name}</text>'
        for number, name in enumerate(STAGES)
    )
