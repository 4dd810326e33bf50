"""A story as the index knows it: what its reports have in common, and a few of them whole."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Final, TypeAlias

from publisher.desk.stories.report import Report

Weights: TypeAlias = Mapping[int, float]

HEAD, TEXT, BOTH = 1.0, 0.6, 1.25
"""What a term of the headline weighs, one of the text, and one of both."""
MOST: Final = 48  # terms
FACES: Final = 6  # reports that are kept whole


def vector(report: Report) -> dict[int, float]:
    """Return the terms of a report with what they weigh by where they stand."""
    terms = dict.fromkeys(report.texts, TEXT)
    for term in report.heads:
        terms[term] = BOTH if term in terms else HEAD
    return terms


class Told:
    """A story: the mean of its reports' terms, who told it and when. Of a single report nothing is kept but itself."""

    __slots__ = ("_mean", "_sources", "born", "count", "faces", "id", "keys", "last", "norm", "opened")

    def __init__(self, id: str, report: Report, born: int) -> None:  # noqa: A002 -- the story's own word
        self.id = id
        self.born = born  # how many stories were opened before it, and one
        self.count = 1
        self.opened = self.last = report.at
        self.faces: tuple[Report, ...] = (report,)
        self.keys: tuple[int, ...] = ()  # the terms that it is found by
        self.norm = 1.0  # the length of the mean, as terms weighed when it last changed
        self._sources: dict[str, int] | None = None
        self._mean: dict[int, float] | None = None

    @property
    def terms(self) -> dict[int, float]:
        """The mean of the reports' terms."""
        return vector(self.faces[0]) if self._mean is None else self._mean

    @property
    def sources(self) -> Mapping[str, int]:
        """How many reports each source told."""
        return {self.faces[0].source: 1} if self._sources is None else self._sources

    def times_told_by(self, source: str) -> int:
        """Return how many of its reports are this source's."""
        if self._sources is None:
            return int(self.faces[0].source == source)
        return self._sources.get(source, 0)

    def weigh(self, weights: Weights, terms: Mapping[int, float]) -> None:
        """Measure the length of the mean as terms weigh now."""
        self.norm = sqrt(sum([(share * weights[term]) ** 2 for term, share in terms.items()])) or 1.0

    def add(self, report: Report, terms: Mapping[int, float], weights: Weights) -> None:
        """Take in a report, and let it lead others here."""
        self._mix(terms, 1, weights)
        self.see(report)

    def see(self, report: Report) -> None:
        """Take in a report that leads nobody here: a round-up."""
        sources = dict(self.sources) if self._sources is None else self._sources
        sources[report.source] = sources.get(report.source, 0) + 1
        self._sources = sources
        self._mean = self.terms
        self.count += 1
        self.last = max(self.last, report.at)
        self.faces = _first_and_last((*self.faces, report))

    def take(self, other: Told, weights: Weights) -> None:
        """Take in a whole story."""
        self._mix(other.terms, other.count, weights)
        sources = dict(self.sources)
        for source, times in other.sources.items():
            sources[source] = sources.get(source, 0) + times
        self._sources = sources
        self.count += other.count
        self.opened, self.last = min(self.opened, other.opened), max(self.last, other.last)
        self.faces = _first_and_last((*self.faces, *other.faces))

    def _mix(self, terms: Mapping[int, float], count: int, weights: Weights) -> None:
        """Make the mean that of its reports and of so many more."""
        kept = self.count / (self.count + count)
        mean = {term: share * kept for term, share in self.terms.items()}
        for term, share in terms.items():
            mean[term] = mean.get(term, 0.0) + share * (1 - kept)
        if len(mean) > MOST + MOST // 4:
            heaviest = sorted(mean, key=lambda term: mean[term] * weights[term], reverse=True)[:MOST]
            mean = {term: mean[term] for term in heaviest}
        self._mean = mean
        self.weigh(weights, mean)


def _first_and_last(faces: tuple[Report, ...]) -> tuple[Report, ...]:
    """Keep the first report and the last few: what the story began with, and where it has got to."""
    return faces if len(faces) <= FACES else (faces[0], *faces[1 - FACES :])
