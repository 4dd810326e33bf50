"""By which terms stories are found: of each term the stories that were told last.

    a report's rarest terms ─▶ the stories that have two of them ─▶ those that share most

Only so many are looked at for a term, so that what a report costs does not depend on how many there are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from math import hypot
from typing import Final

from publisher.desk.stories.rules import Rules
from publisher.desk.stories.story import Told

FEW: Final = 2
"""Stories that have a term: so rare a one is enough to look at them."""


class Postings:
    """The numbers of stories by their terms, the one told last at the end."""

    def __init__(self, rules: Rules, packed: dict[int, bytes] | None = None) -> None:
        self._rules = rules
        self._posted: dict[int, array[int]] = {}
        self._packed = packed or {}  # as they were stored, until they are asked for

    def __len__(self) -> int:
        """Return how many times a story stands under a term."""
        return sum(map(len, self._posted.values())) + sum(map(len, self._packed.values())) // 4

    def packed(self) -> dict[int, bytes]:
        """Return them as they are stored."""
        return self._packed | {term: posted.tobytes() for term, posted in self._posted.items()}

    def find(self, heaviest: Sequence[int], weighed: Mapping[int, float]) -> list[int]:
        """Return the stories that a report may be like, those that share most of its rarest terms first.

        The report's terms are told in the order of their weight.
        """
        seen: set[int] = set()
        shared: dict[int, float] = {}  # squares of the weights of the terms that a story shares
        rules, few, posted_by = self._rules, list[int](), self._posted.get
        common: list[tuple[float, array[int]]] = []
        for term in reversed(heaviest[: rules.rarest]):
            posted = posted_by(term) or self._of(term)
            if posted is None:
                continue
            if len(posted) > rules.leading:
                common.append((weighed[term], posted))
                continue
            again = seen.intersection(posted)
            if again:
                _count(shared, again, weighed[term])
            seen.update(posted)
            if len(posted) <= FEW:
                few.extend(posted)
        for weight, posted in common:
            again = seen.intersection(posted)
            if again:
                _count(shared, again, weight)
        return self._promising(shared, few, rules.promising * _square_of(heaviest[: rules.rarest], weighed))

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
        number, most = told.born, self._rules.postings
        for term in terms:
            posted = self._posted.get(term) or self._of(term)
            if posted is None:
                self._posted[term] = array("I", (number,))
            else:
                posted.append(number)
                if len(posted) > most:
                    del posted[0]

    def add(self, told: Told, terms: Iterable[int]) -> None:
        """Let a story be found by these terms as well, as the one told last."""
        keys, number, most = array("I", told.keys), told.born, self._rules.postings
        known = set(keys)
        for term in terms:
            posted = self._posted.get(term) or self._of(term) or array("I")
            if term in known:
                if posted and posted[-1] == number:
                    continue
                _discard(posted, number)
            elif len(keys) < self._rules.most_keys:
                keys.append(term)
            else:
                continue
            posted.append(number)
            if len(posted) > most:
                del posted[0]
            self._posted[term] = posted
        told.keys = keys.tobytes()

    def forget(self, told: Told) -> None:
        """Let a story be found no more."""
        for term in array("I", told.keys):
            posted = self._of(term)
            if posted is not None:
                _discard(posted, told.born)
                if not posted:
                    del self._posted[term]

    def _of(self, term: int) -> array[int] | None:
        posted = self._posted.get(term)
        if posted is None and self._packed and term in self._packed:
            posted = self._posted[term] = array("I", self._packed.pop(term))
        return posted


def _count(shared: dict[int, float], again: set[int], weight: float) -> None:
    """Count a term for the stories that had another one before; how much that one says is taken to be as much."""
    square = weight * weight
    for story in again:
        shared[story] = shared.get(story, square) + square


def _square_of(rarest: Sequence[int], weighed: Mapping[int, float]) -> float:
    """Return the square of what the rarest terms weigh, less where there are many others that a story may share."""
    rare = hypot(*map(weighed.__getitem__, rarest))
    return rare**4 / hypot(*weighed.values()) ** 2 if rare else 0.0


def _discard(posted: array[int], number: int) -> None:
    if number in posted:
        posted.remove(number)
