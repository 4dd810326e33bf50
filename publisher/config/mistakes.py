"""What is wrong with a sources.yaml: where it stands, the offending word, and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_SHOWN: Final = 80  # characters of an offending word that a message repeats
_COMPARED: Final = 800  # fuzzy comparison with more words than this would make a bad file slow to refuse


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; both numbers begin at 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of the operator. `where` is the path of keys, such as `agencies.bbc.country`."""

    file: str
    line: int
    column: int
    where: str
    word: str
    problem: str
    expected: str = ""

    def __str__(self) -> str:
        """One line, as editors and terminals link it: file:line:column: where: problem."""
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.problem}"


class ConfigError(ValueError):
    """The configuration is not used at all. `mistakes` holds every one that was found, in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column)))
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True, slots=True)
class Problem:
    """What a word does wrong, before it is known where it stands."""

    word: str
    text: str
    expected: str = ""


def not_a(word: str, expected: str, suggestion: str | None = None) -> Problem:
    """Say that a word is not what was expected, and which one may have been meant."""
    hint = f" (did you mean {suggestion}?)" if suggestion else ""
    return Problem(word, f"{quoted(word)} is not {expected}{hint}", suggestion or expected)


def unknown(word: str, kind: str, known: Collection[str]) -> Problem:
    """Say that a name refers to nothing; `kind` is what it should have named, such as "section"."""
    suggestion = nearest(word, known)
    hint = f" (did you mean {suggestion}?)" if suggestion else ""
    return Problem(word, f"{quoted(word)}: unknown {kind}{hint}", suggestion or f"a known {kind}")


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the valid word that was most likely meant."""
    plain = word.strip().casefold().replace("_", "-").replace(" ", "-")
    for candidate in known:
        if candidate.casefold().replace("_", "-") == plain:
            return candidate
    if len(known) > _COMPARED or len(word) > _SHOWN:
        return None
    close = get_close_matches(word, known, n=1, cutoff=0.6) or get_close_matches(plain, known, n=1, cutoff=0.6)
    return close[0] if close else None


def quoted(word: str) -> str:
    """Show a word of the file in one line of printable characters."""
    short = word if len(word) <= _SHOWN else f"{word[:_SHOWN]}..."
    return '"' + "".join(char if char.isprintable() else repr(char)[1:-1] for char in short) + '"'


def dotted(path: Path) -> str:
    """Write a path of keys as people do: `feeds[2].select.sections`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{quoted(step)[1:-1]}"
    return text.removeprefix(".")
