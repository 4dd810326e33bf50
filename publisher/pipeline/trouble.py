"""What went wrong: the errors themselves, out of the groups in which tasks hand them on, and a word for no network."""

from __future__ import annotations

from collections.abc import Iterator


def leaves(error: Exception) -> Iterator[Exception]:
    """Yield the errors of a group, and of the groups in it; an error that is no group is its own only leaf."""
    if isinstance(error, ExceptionGroup):
        for each in error.exceptions:
            yield from leaves(each)
    else:
        yield error


def none_reached(asked: int) -> str:
    """Say that there is no network."""
    return f"0 of {asked:,} sources could be reached; is there a network? `make demo` needs none"
