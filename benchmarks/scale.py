"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a run."""

    feeds: int = 2000  # of a whole round
    documents: int = 150  # of the parsing race
    passes: int = 3  # of each race
    articles: int = 1000  # in one batch of the saving race
    requests: int = 400  # of one pass of the fetching race
    issues: tuple[int, ...] = (50, 500)  # items of the issues that are rendered
    sources: int = 5000  # of the simulated day
    sampled: bool = True  # whole rounds again under py-spy, where it is
    generated: bool = False  # whole rounds with generated feeds, even where recorded ones are


QUICK = Scale(feeds=30, documents=20, passes=1, articles=100, requests=100, issues=(50,), sources=200, sampled=False)
