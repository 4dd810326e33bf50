"""Languages that are close: the words and letters that they share tell a text for the group, not for the one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Languages that are told apart by longer texts than ours: what is declared within one group stands. The first of a
# group is the one that most news is written in: taken where its words say no more of another.
_GROUPS: Final = tuple(
    tuple(group.split())
    for group in (
        "hr sr bs sh cnr",
        "id ms jv su",
        "no nb da nn",
        "zh yue",
        "fa prs",
        "ku ckb sdh",
        "en pcm",
        "ar arz ary",
        "hi bho mai",
        "ro mo",
        "fil tl",
        "nl af",
        "es gl ast an",
        "pt gl",
        "cs sk",
        "tr az",
        "ru be",
    )
)
# Groups whose languages have words enough of their own: these contradict even a close one that is declared.
_APART: Final = tuple(
    frozenset(group.split()) for group in ("cs sk", "es gl pt", "no nb nn da", "id ms", "ru be", "tr az")
)


@lru_cache(maxsize=1024)
def are_close(one: str, other: str) -> bool:
    """Say whether two languages are one, or of one group."""
    return one == other or any(one in group and other in group for group in _GROUPS)


@lru_cache(maxsize=1024)
def group_of(rivals: tuple[str, ...]) -> tuple[str, ...]:
    """Return the group that all of these are in, if there is one."""
    return next((group for group in _GROUPS if all(rival in group for rival in rivals)), ()) if rivals else ()


def can_contradict(declared: str, found: str) -> bool:
    """Say whether two close languages have words enough of their own that one contradicts the other."""
    return any(declared in group and found in group for group in _APART)
