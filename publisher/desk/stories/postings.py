"""By which terms stories are found: of each term the stories that were told last.

    a report's rarest terms ─▶ the stories that have two of them ─▶ those that share most

Only so many are looked at for a term, so that what a report costs does not depend on how many there are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import hypot
from typing import Final, TypeAlias

from publisher.desk.stories.rules import Rules
from publisher.desk.stories.story import Told

FEW: Final = 2
"""Stories that have a term: so rare a one is enough to look at them."""


class _Many:
    """The stories of a common term: so many that it pays to have them as a set, too."""

    __slots__ = ("each", "most", "numbers")

    def __init__(self, numbers: Iterable[int], most: int) -> None:
        self.numbers = array("I", numbers)  # in the order in which they were told
        self.each = set(self.numbers)
        self.most = most

    def append(self, number: int) -> None:
        """Put a story at the end; where there are too many, the first one goes."""
        self.numbers.append(number)
        self.each.add(number)
        if len(self.numbers) > self.most:
            self.each.remove(self.numbers.pop(0))

    def among(self, seen: set[int]) -> set[int]:
        """Return those that were seen, in an order that a restored index finds them in as well."""
        return seen & self.each if len(seen) < len(self.each) else seen.intersection(self.numbers)

    def remove(self, number: int) -> None:
        """Take a story out."""
        self.numbers.remove(number)
        self.each.remove(number)


_Posted: TypeAlias = "array[int] | _Many"


class Postings:
    """The numbers of stories by their terms, the one told last at the end."""

    def __init__(self, rules: Rules, packed: dict[int, bytes] | None = None) -> None:
        self._rules = rules
        self._posted: dict[int, _Posted] = {}
        self._packed = packed or {}  # as they were stored, until they are asked for

    def __len__(self) -> int:
        """Return how many times a story stands under a term."""
        return sum(map(len, map(_numbers, self._posted.values()))) + sum(map(len, self._packed.values())) // 4

    def packed(self) -> dict[int, bytes]:
        """Return them as they are stored."""
        return self._packed | {term: _numbers(posted).tobytes() for term, posted in self._posted.items()}

    def find(self, rarest: Sequence[int], weighed: Sequence[float], norm: float) -> list[int]:
        """Return the stories that a report may be like, those that share most of its rarest terms first.

        These terms are told with their weights, the heaviest first, and with the length of the report.
        """
        seen: set[int] = set()
        shared: dict[int, float] = {}  # squares of the weights of the terms that a story shares
        few, posted_by = list[int](), self._posted.get
        common: list[tuple[float, _Many]] = []
        for weight, term in zip(reversed(weighed), reversed(rarest), strict=True):
            posted = posted_by(term) or self._of(term)
            if not posted:
                continue
            if isinstance(posted, _Many):
                common.append((weight, posted))
                continue
            if again := seen.intersection(posted):
                _count(shared, again, weight)
            seen.update(posted)
            if len(posted) <= FEW:
                few.extend(posted)
        for weight, many in common:
            if again := many.among(seen):
                _count(shared, again, weight)
        # less is asked where there are many other terms that a story may share
        return self._promising(shared, few, self._rules.promising * hypot(*weighed) ** 4 / norm**2)

    def _promising(self, shared: dict[int, float], few: list[int], least: float) -> list[int]:
        found = [story for story, share in shared.items() if share >= least]
        if len(found) > 1:
            found.sort(key=shared.__getitem__, reverse=True)
        most = self._rules.candidates
        if len(found) < most:
            found += [story for story in few if story not in shared]
        if shared and not found:
            found.append(max(shared, key=shared.__getitem__))
        return found[:most]

    def open(self, told: Told, terms: Sequence[int]) -> None:
        """Let a new story be found by these terms."""
        told.keys = array("I", terms).tobytes()
        self._append(told.born, terms)

    def add(self, told: Told, terms: Iterable[int]) -> None:
        """Let a story be found by these terms as well, as the one told last."""
        keys, number = array("I", told.keys), told.born
        known, fresh = set(keys), list[int]()
        for term in terms:
            if term in known:
                posted = self._posted.get(term) or self._of(term)
                if posted and _numbers(posted)[-1] == number:
                    continue
                self._discard(term, number)
            elif len(keys) < self._rules.most_keys:
                keys.append(term)
            else:
                continue
            fresh.append(term)
        self._append(number, fresh)
        told.keys = keys.tobytes()

    def forget(self, told: Told) -> None:
        """Let a story be found no more."""
        for term in array("I", told.keys):
            self._discard(term, told.born)

    def _append(self, number: int, terms: Iterable[int]) -> None:
        """Put a story, which is not there, at the end of those that have a term."""
        posted_by, leading = self._posted.get, self._rules.leading
        for term in terms:
            posted = posted_by(term) or self._of(term)
            if posted is None:
                self._posted[term] = array("I", (number,))
                continue
            posted.append(number)
            if isinstance(posted, array) and len(posted) > leading:
                self._posted[term] = _Many(posted, self._rules.postings)

    def _discard(self, term: int, number: int) -> None:
        posted = self._posted.get(term) or self._of(term)
        if posted is None or number not in _numbers(posted):
            return
        posted.remove(number)
        numbers = _numbers(posted)
        if not numbers:
            del self._posted[term]
        elif len(numbers) <= self._rules.leading:
            self._posted[term] = numbers

    def _of(self, term: int) -> _Posted | None:
        """Return the stories of a term that nobody has asked for since they were stored."""
        if term not in self._packed:
            return None
        numbers = array("I", self._packed.pop(term))
        many = len(numbers) > self._rules.leading
        posted = self._posted[term] = _Many(numbers, self._rules.postings) if many else numbers
        return posted


def _numbers(posted: _Posted) -> array[int]:
    return posted.numbers if isinstance(posted, _Many) else posted


def _count(shared: dict[int, float], again: set[int], weight: float) -> None:
    """Count a term for the stories that had another one before; how much that one says is taken to be as much."""
    square = weight * weight
    for story in again:
        shared[story] = shared.get(story, square) + square
