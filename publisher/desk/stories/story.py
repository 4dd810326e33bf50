"""A story as the index knows it: what its reports have in common, and a few of them whole."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import hypot
from typing import Final

from msgspec import Struct

from publisher.desk.stories.learnt import Weights
from publisher.desk.stories.rarity import is_number
from publisher.desk.stories.report import Report
from publisher.desk.stories.rules import Kind, Rules

HEAD, TEXT, BOTH = 5.0, 3.0, 6.25
"""What a term of the headline weighs, one of the text, and one of both: quarters, so that sums of them are exact."""
MOST: Final = 48  # terms
FACES: Final = 6  # reports that are kept whole


def vector(report: Report) -> dict[int, float]:
    """Return the terms of a report with what they weigh by where they stand."""
    terms = dict.fromkeys(array("I", report.text), TEXT)
    for term in array("I", report.head):
        terms[term] = BOTH if term in terms else HEAD
    return terms


def meet(pushed: Mapping[int, float], terms: Mapping[int, float]) -> tuple[AbstractSet[int], float]:
    """Return which terms a report shares with a vector, and the product of both."""
    both = pushed.keys() & terms.keys()
    return both, sum([pushed[term] * terms[term] for term in both])


class Told(Struct, array_like=True, gc=False, eq=False):
    """A story: the sum of its reports' terms, who told it and when. Of a single report nothing is kept but itself.

    It is stored as it stands (`snapshot`), and refers to nothing that could refer to it.
    """

    id: str
    born: int  # how many stories were opened before it, and one: its number
    opened: int
    last: int
    faces: tuple[Report, ...]
    norm: float = 1.0  # the length of the sum, as terms weighed when it last changed
    keys: bytes = b""  # the terms that it is found by
    count: int = 1
    sources: dict[str, int] | None = None  # how many reports each source told, where there is more than one report
    terms: bytes = b""  # of the sum, where it is not that of the one report; all packed in the machine's order
    shares: bytes = b""  # of the sum, each of four bytes

    @classmethod
    def opened_by(cls, report: Report, name: str, born: int) -> Told:
        """Return a story of one report."""
        return cls(name, born, report.at, report.at, (report,))

    def vector(self) -> dict[int, float]:
        """Return the sum of the reports' terms."""
        if not self.terms:
            return vector(self.faces[0])
        return dict(zip(array("I", self.terms), array("f", self.shares), strict=True))

    def meet(self, pushed: Mapping[int, float]) -> tuple[AbstractSet[int], float]:
        """Return which terms a report shares with a story of one report, and the product of their vectors."""
        if self.terms:
            return meet(pushed, self.vector())
        face, keys = self.faces[0], pushed.keys()
        heads, texts = keys & array("I", face.head), keys & array("I", face.text)
        product = HEAD * sum([pushed[term] for term in heads])
        if texts:
            product += TEXT * sum([pushed[term] for term in texts])
            product += (BOTH - HEAD - TEXT) * sum([pushed[term] for term in heads & texts])
        return heads | texts, product

    def times_told_by(self, source: str) -> int:
        """Return how many of its reports are this source's."""
        if self.sources is None:
            return int(self.faces[0].source == source)
        return self.sources.get(source, 0)

    def nearest(self, report: Report, rules: Rules) -> tuple[str, Kind]:
        """Return its report that another one is most like, and whether that one says nothing else."""
        mine = set(report.heads)
        shares = [(_overlap(mine, face.heads), place) for place, face in enumerate(self.faces)]
        share, place = max(shares)
        face = self.faces[place]
        same = share >= rules.duplicate and _figures(mine) == _figures(face.heads)
        same = same and abs(report.at - face.at) < rules.same_headline
        return face.id, "duplicate" if same else "story"

    def keep(self, terms: Mapping[int, float]) -> None:
        """Keep the sum as it is now."""
        self.terms, self.shares = array("I", terms).tobytes(), array("f", terms.values()).tobytes()

    def mix(self, mean: dict[int, float], terms: Mapping[int, float], weights: Weights) -> None:
        """Let terms lead others here: they are added to the sum, which is the vector that this story has."""
        for term, share in terms.items():
            mean[term] = mean.get(term, 0.0) + share
        if len(mean) > MOST + MOST // 4:
            heavy = weights.weigh(mean)
            for term in sorted(heavy, key=heavy.__getitem__)[:-MOST]:
                del mean[term], heavy[term]
            self.norm = hypot(*heavy.values()) or 1.0
        else:
            self.norm = weights.length(mean)
        self.keep(mean)

    def see(self, report: Report) -> None:
        """Take in a report."""
        self._count({report.source: 1})
        self.count += 1
        self.last = max(self.last, report.at)
        self.faces = _first_and_last((*self.faces, report))

    def take(self, other: Told) -> None:
        """Take in the reports of a whole story."""
        self._count(other.sources or {other.faces[0].source: 1})
        self.count += other.count
        self.opened, self.last = min(self.opened, other.opened), max(self.last, other.last)
        self.faces = _first_and_last((*self.faces, *other.faces))

    def _count(self, told: Mapping[str, int]) -> None:
        sources = self.sources or {self.faces[0].source: 1}
        for source, times in told.items():
            sources[source] = sources.get(source, 0) + times
        self.sources = sources


def _first_and_last(faces: tuple[Report, ...]) -> tuple[Report, ...]:
    """Keep the first report and the last few: what the story began with, and where it has got to."""
    return faces if len(faces) <= FACES else (faces[0], *faces[1 - FACES :])


def _overlap(one: set[int], other: Sequence[int]) -> float:
    both = len(one.intersection(other))
    return both / (len(one) + len(other) - both) if both else 0.0


def _figures(terms: Iterable[int]) -> set[int]:
    """Return the numbers among terms: where they differ, there is a new fact."""
    return set(filter(is_number, terms))
