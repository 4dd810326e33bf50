"""Reckoning once for one thing: what follows from a value too large to be compared is kept by which one it is."""

from __future__ import annotations

from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Same(Generic[Thing]):
    """A key for `lru_cache` that is equal to another one of the very same frozen value; it keeps that value alive."""

    __slots__ = ("value",)

    def __init__(self, value: Thing) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value
