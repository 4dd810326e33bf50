"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a run."""

    feeds: int = 300  # of a whole round
    documents: int = 150  # of the parsing race
    passes: int = 3  # of each race
    rounds: int = 1  # whole rounds: they are long
    articles: int = 1000  # in one batch of the saving race
    requests: int = 400  # of one pass of the fetching race
    issues: tuple[int, ...] = (50, 500)  # items of the issues that are rendered
    sources: int = 5000  # of the simulated day
    recorded: bool = False  # whole rounds with the recorded feeds, instead of generated ones


QUICK = Scale(feeds=60, documents=30, passes=1, articles=200, requests=100, issues=(50,), sources=500)
