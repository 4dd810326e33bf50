"""Nearness: how like a report is to single reports of a story, not only to what all of them have in common.

to its own ─── what a source writes anew is like what it told before
to one of many ─ what many reports of one company have in common is its name, and what is written of any company: a
                 report belongs to them where it is like one of them, too; and so do two stories
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from math import hypot
from operator import mul
from typing import Final

from msgspec import Struct

from publisher.desk.stories import guards
from publisher.desk.stories.learnt import Weights
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import Rules
from publisher.desk.stories.story import Told, meet, vector

SURELY: Final = 0.5
"""Likeness to a story above which a report is like one of its reports."""


class Asked(Struct, frozen=True, gc=False):
    """A report with its terms as heavy as they are now."""

    report: Report
    terms: dict[int, float]
    counts: list[float]  # of the stories that have each of them
    weights: list[float]
    weighed: list[float]  # what each weighs in this report
    norm: float
    heaviest: list[int]
    is_whole: bool  # no term of it was left out

    def pushed(self) -> dict[int, float]:
        """Return its terms so heavy that their product with a vector is its part in the likeness."""
        return dict(zip(self.terms, map(mul, self.weighed, self.weights), strict=True))


def likeness_to_own(asked: Asked, told: Told, pushed: Mapping[int, float], weights: Weights, already: float) -> float:
    """Compare a report with what its source told before: a rewrite is like one of these, not like all of it.

    0.0 where it is like none of them by more than it is already.
    """
    weighed, norm, most = dict(zip(asked.terms, asked.weighed, strict=True)), asked.norm, 0.0
    least = max(already, guards.REWRITTEN)
    for face in told.faces:
        if not guards.may_be_rewritten(asked.report, face):
            continue
        both = weighed.keys() & array("I", face.head + face.text)
        if hypot(*map(weighed.__getitem__, both)) < least * norm:  # what they share is too little, whatever is more
            continue
        most = max(most, _likeness(pushed, norm, face, weights))
    return most if most >= least else 0.0


def is_like_none(rules: Rules, asked: Asked, told: Told, weights: Weights, likeness: float) -> bool:
    """Say whether a report is like a story of many reports, and like none of them. Bare headlines say too little."""
    if told.count < rules.many or likeness >= SURELY or not (asked.report.text or _has_texts(told)):
        return False
    pushed, norm = asked.pushed(), asked.norm
    return not any(_likeness(pushed, norm, face, weights) >= rules.like_one for face in reversed(told.faces))


def are_unlike(rules: Rules, one: Told, two: Told, weights: Weights) -> bool:
    """Say whether no report of a story is like one of another, where either has many."""
    if max(one.count, two.count) < rules.many or not (_has_texts(one) or _has_texts(two)):
        return False
    for face in one.faces:
        heavy = weights.weigh(vector(face))
        pushed, norm = {term: share * weights[term] for term, share in heavy.items()}, hypot(*heavy.values()) or 1.0
        if any(_likeness(pushed, norm, other, weights) >= rules.like_one for other in two.faces):
            return False
    return True


def _likeness(pushed: Mapping[int, float], norm: float, face: Report, weights: Weights) -> float:
    terms = vector(face)
    return meet(pushed, terms)[1] / norm / weights.length(terms)


def _has_texts(told: Told) -> bool:
    return any(face.text for face in told.faces)
