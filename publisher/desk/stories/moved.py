"""Moved: where the names of stories lead that ended, and which stories are never one, whatever they are called."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeVar

Name = TypeVar("Name", str, int)


class Moved(dict[Name, Name]):
    """By the name of each story that ended, the one that has its articles, which may have ended since."""

    def end(self, story: Name, kept: Name) -> None:
        """Let a story lead to another one, which is one again if it had ended."""
        self.pop(kept, None)
        self[story] = kept

    def now(self, story: Name) -> Name:
        """Return the name that a story has now."""
        while story in self:
            story = self[story]
        return story


class Apart(dict[str, set[str]]):
    """By the name of each story, those that it is never merged with: an editor has split them."""

    def part(self, one: str, other: str) -> None:
        """Keep two stories apart."""
        self.setdefault(one, set()).add(other)
        self.setdefault(other, set()).add(one)

    def join(self, one: str, other: str) -> None:
        """Let two stories be one after all."""
        self.get(one, set()).discard(other)
        self.get(other, set()).discard(one)

    def of(self, story: str) -> AbstractSet[str]:
        """Return the stories that one is kept apart from."""
        return self.get(story, frozenset())

    def rename(self, ended: str, kept: str) -> None:
        """Keep one story apart from all that another was kept apart from, which is no more."""
        for other in self.forget(ended):
            if other != kept:
                self.part(kept, other)

    def forget(self, story: str) -> AbstractSet[str]:
        """Let go of a story; returns those that it was kept apart from."""
        others = self.pop(story, set())
        for other in others:
            self.get(other, set()).discard(story)
        return others
